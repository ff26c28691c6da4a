"""The command line: ``python -m bib VERB``. Each verb's work is in its own module."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bib.words import _, ngettext

# Exit codes of every verb: nothing to mend (or warnings only), an error, could not run.
OK, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A redirected Windows console is not UTF-8, and a message may quote any character.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    from bib.settings import SettingsError, load

    try:
        return options.run(options, load(Path.cwd()))
    except SettingsError as error:
        return _failed(str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _failed(f"{where}{error.strerror or error}")
    except KeyboardInterrupt:
        return _failed(_("stopped"))


def _failed(message: str) -> int:
    print(f"bib: {message}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bib", description=_("Keep the bibliography of the book true and tidy.")
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    verb = verbs.add_parser("check", help=_("say what is wrong, and what to do; change nothing"))
    verb.add_argument("file", nargs="?", type=Path, help=_("any BibTeX file (default: the book)"))
    verb.add_argument(
        "--format", choices=("text", "github"), help=_("text, or annotations for GitHub (in CI)")
    )
    verb.set_defaults(run=_check)

    verb = verbs.add_parser("tidy", help=_("rewrite the bibliography into its canonical form"))
    verb.add_argument("file", nargs="?", type=Path, help=_("any BibTeX file (default: the book)"))
    verb.add_argument("--check", action="store_true", help=_("change nothing; fail if it would"))
    verb.set_defaults(run=_tidy)
    return parser


def _check(options: argparse.Namespace, settings) -> int:
    from bib.check import check_book, check_file
    from bib.findings import ERROR
    from bib.parse import read

    if options.file:
        findings = check_file(read(options.file))
    else:
        findings = check_book(settings)
    github = options.format == "github" or (
        options.format is None and os.environ.get("GITHUB_ACTIONS") == "true"
    )
    print("".join(f"{finding.annotation() if github else finding}\n" for finding in findings), end="")
    errors = sum(finding.severity == ERROR for finding in findings)
    warnings = len(findings) - errors
    if findings:
        print(
            ngettext("%d error", "%d errors", errors) % errors + ", "
            + ngettext("%d warning", "%d warnings", warnings) % warnings,
            file=sys.stderr,
        )  # fmt: skip
    return FOUND if errors else OK


def _tidy(options: argparse.Namespace, settings) -> int:
    from bib.tidy import tidy_file

    return tidy_file(options.file or settings.bibliography, settings, only_check=options.check)


if __name__ == "__main__":
    sys.exit(main())
