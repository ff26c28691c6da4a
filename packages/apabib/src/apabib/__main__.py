"""The command line: ``apabib VERB``. Each verb's work is in its own module."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from apabib.i18n import _, ngettext

if TYPE_CHECKING:
    from apabib.bibtex.entries import Bibliography
    from apabib.findings import Finding
    from apabib.settings import Settings

# Exit codes of every verb: nothing to mend (or warnings only), an error, could not run.
OK, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    if not _open_streams():
        return _failed(_("standard output is closed, so nothing was done; leave it open"))
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A redirected Windows console is not UTF-8, and a message may quote any character.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    from apabib.settings import SettingsError, load

    settings: Settings | None = None
    try:
        settings = load(Path.cwd())
        code: int = options.run(options, settings)
        sys.stdout.flush()
        return code
    except SettingsError as error:
        return _failed(str(error))
    except BrokenPipeError:
        # `apabib check | head` has read enough; keep Python from saying so at its exit.
        _drop_output()
        return OK
    except OSError as error:
        if error.filename is None:  # of a stream: a full disk, say
            _drop_output()
        return _failed(_said(error, settings))
    except KeyboardInterrupt:
        return _failed(_("stopped"))


def _open_streams() -> bool:
    """Whether there is an output; a closed input has nothing in it, closed errors go nowhere."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    return sys.stdout is not None


def _drop_output() -> None:
    """Let what is still to be written go nowhere, or Python tries again at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _said(error: OSError, settings: Settings | None) -> str:
    """What happened to which file, and what to do where it is missing."""
    text = error.strerror or str(error)
    if error.filename is None:
        return text
    path = Path(os.fsdecode(error.filename))
    shown = settings.shown(path) if settings else str(path)
    if isinstance(error, FileNotFoundError):
        own = settings and path == settings.bibliography
        text += "; " + (
            _("write it, or name another in bibliography of %s") % settings.file
            if settings and own
            else _("is its name right?")
        )
    return f"{shown}: {text}"


def _failed(message: str) -> int:
    print(f"apabib: {message}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="apabib", description=_("Keep a bibliography true and tidy.")
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    verb = verbs.add_parser("check", help=_("say what is wrong, and what to do; change nothing"))
    verb.add_argument(
        "file", nargs="?", type=Path, help=_("any BibTeX file (default: the project's)")
    )
    verb.add_argument(
        "--format", choices=("text", "github"), help=_("text, or annotations for GitHub (in CI)")
    )
    verb.add_argument("--quiet", action="store_true", help=_("say nothing when nothing is wrong"))
    verb.set_defaults(run=_check)

    verb = verbs.add_parser("tidy", help=_("rewrite the bibliography into its canonical form"))
    verb.add_argument(
        "file", nargs="?", type=Path, help=_("any BibTeX file (default: the project's)")
    )
    verb.add_argument("--check", action="store_true", help=_("change nothing; fail if it would"))
    verb.set_defaults(run=_tidy)

    verb = verbs.add_parser("add", help=_("add an entry, and say how to cite it"))
    verb.add_argument(
        "source",
        help=_(
            "a DOI, an address with one, an ISBN, a PubMed id; a file in BibTeX, RIS, ENW, NBIB"
            " or CSL-JSON, or - for standard input"
        ),
    )
    verb.add_argument("--yes", action="store_true", help=_("add without asking"))
    verb.add_argument("--key", default="", help=_("a key of your own"))
    verb.add_argument(
        "--record",
        default="",
        metavar="ADDRESS",
        help=_("the public record that a pasted entry was compared with"),
    )
    verb.add_argument(
        "--retracted", action="store_true", help=_("add a work that was retracted, with its notice")
    )
    verb.add_argument(
        "--distinct", action="store_true", help=_("add a work that only looks like an entry")
    )
    verb.set_defaults(run=_add)

    verb = verbs.add_parser("verify", help=_("compare entries with the registry's own records"))
    verb.add_argument("keys", nargs="*", metavar="KEY", help=_("entries (default: all)"))
    verb.add_argument(
        "--report", type=Path, metavar="FILE", help=_("write what has changed, as Markdown")
    )
    verb.add_argument(
        "--copies",
        type=Path,
        metavar="FILE",
        help=_("compare with copies of records, from a BibTeX file that says where they are"),
    )
    verb.set_defaults(run=_verify)

    verb = verbs.add_parser("export", help=_("give entries to Zotero, EndNote or Word"))
    verb.add_argument("keys", nargs="*", metavar="KEY", help=_("entries (default: all)"))
    verb.add_argument("--to", choices=("bibtex", "ris", "csl-json", "apa"), default="bibtex")
    verb.set_defaults(run=_export)

    verb = verbs.add_parser("show", help=_("print a reference and the places that cite it"))
    verb.add_argument("key", metavar="KEY", nargs="?")
    verb.add_argument(
        "--models",
        action="store_true",
        help=_("for each kind of work, the entry to write and what it prints, as Markdown"),
    )
    verb.add_argument(
        "--language",
        choices=("en", "nl"),
        help=_("what models print as in this language only (default: in both)"),
    )
    verb.set_defaults(run=_show)

    verb = verbs.add_parser("fields", help=_("say what an entry may have, and what is printed"))
    verb.add_argument(
        "type", nargs="?", metavar="TYPE", help=_("a type, or a kind of work (default: all types)")
    )
    verb.set_defaults(run=_fields)
    return parser


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from collections import Counter

    from apabib.bibtex.parse import read
    from apabib.findings import ERROR, REMARK, WARNING
    from apabib.rules.run import check_book, check_file

    findings = check_file(read(options.file)) if options.file else check_book(settings)
    github = options.format == "github" or (
        options.format is None and os.environ.get("GITHUB_ACTIONS") == "true"
    )
    if not github and sys.stdout.isatty():
        _print_colored(findings)
    else:
        lines = (finding.annotation() if github else str(finding) for finding in findings)
        print("".join(f"{line}\n" for line in lines), end="")
    sys.stdout.flush()  # the count stands below what is counted, also in one file with it
    levels = Counter(finding.severity for finding in findings)
    errors, warnings, remarks = levels[ERROR], levels[WARNING], levels[REMARK]
    if findings:
        counts = [
            ngettext("%d error", "%d errors", errors) % errors,
            ngettext("%d warning", "%d warnings", warnings) % warnings,
        ]
        if remarks:
            counts.append(ngettext("%d remark", "%d remarks", remarks) % remarks)
        print(", ".join(counts), file=sys.stderr)
    elif not options.quiet:
        print(_("no errors, no warnings"), file=sys.stderr)
    return FOUND if errors else OK


def _print_colored(findings: Sequence[Finding]) -> None:
    """For a terminal: the place in bold, an error in red; rich minds NO_COLOR and old consoles."""
    from rich.console import Console
    from rich.text import Text

    from apabib.findings import ERROR

    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        place = f"{finding.file}:{finding.line}:"
        line = Text(str(finding), "red" if finding.severity == ERROR else "")
        line.stylize("bold", 0, len(place))
        console.print(line)


def _tidy(options: argparse.Namespace, settings: Settings) -> int:
    from apabib.tidy import tidy_file

    path = options.file or settings.bibliography
    code = tidy_file(path, settings, only_check=options.check)
    return code or _say_doubles(path, settings)


def _say_doubles(path: Path, settings: Settings) -> int:
    """Print what stands twice, for which no form is a remedy; the exit code."""
    from apabib.bibtex.parse import read
    from apabib.findings import ERROR
    from apabib.rules.run import check_doubles

    doubles = check_doubles(read(path, settings.shown(path)))
    for finding in doubles:
        print(finding)
    return FOUND if any(each.severity == ERROR for each in doubles) else OK


def _add(options: argparse.Namespace, settings: Settings) -> int:
    from apabib.intake.add import run

    return run(
        settings,
        options.source,
        yes=options.yes,
        key=options.key,
        address=options.record,
        retracted=options.retracted,
        distinct=options.distinct,
    )


def _verify(options: argparse.Namespace, settings: Settings) -> int:
    from apabib.bibtex.parse import read
    from apabib.registry.verify import run

    if options.keys and not _all_known(options.keys, list(read(settings.bibliography).by_key())):
        return FAILED
    if options.copies:
        from apabib.registry import copies

        return copies.run(settings, options.copies)
    return run(settings, options.keys, report=options.report)


def _export(options: argparse.Namespace, settings: Settings) -> int:
    from apabib.export import export, kept_aside

    bibliography = _read(settings)
    entries = list(bibliography.by_key().values())
    chosen = options.keys or [entry.key for entry in entries]
    if not _all_known(chosen, [entry.key for entry in entries]):
        return FAILED
    text = export(entries, chosen, options.to)
    print(text, end="")
    sys.stdout.flush()
    if options.to in {"ris", "csl-json"} and (aside := kept_aside(text)):
        counts = ", ".join(f"{name} ({count})" for name, count in sorted(aside.items()))
        message = (
            _("RIS has no tag for: %s; it stands in M2, where Zotero and apabib read it")
            if options.to == "ris"
            else _(
                "CSL has no variable for: %s; it stands in note, where Zotero and apabib read it"
            )
        )
        print("apabib: " + message % counts, file=sys.stderr)
    return _say_errors(bibliography, chosen)


def _show(options: argparse.Namespace, settings: Settings) -> int:
    if options.models == bool(options.key) or (options.language and not options.models):
        return _failed(_("say which entry to show, or --models; --language goes with --models"))
    if options.models:
        from apabib.models import LANGUAGES, page

        languages = [options.language] if options.language else LANGUAGES
        print(page(languages, _, width=80), end="")
        return OK
    from apabib.apa7.format import References, works_of
    from apabib.bibtex.model import NO_WORKS
    from apabib.findings import visible
    from apabib.rules.citations import no_work
    from apabib.rules.run import chapters_of

    bibliography = _read(settings)
    entries = bibliography.by_key()
    if not _all_known([options.key], list(entries)):
        return FAILED
    entry = entries[options.key]
    if entry.type in NO_WORKS:
        return _failed("{}; {}".format(*no_work(entry.type, entry.get("entryset"))))
    print(visible(References(works_of(bibliography.entries)).reference_text(options.key)))
    for chapter in chapters_of(settings):
        for citation in chapter.citations:
            if citation.key == options.key:
                print(f"{citation.file}:{citation.line}: {citation.role}")
    return _say_errors(bibliography, [options.key])


def _fields(options: argparse.Namespace, settings: Settings) -> int:
    from apabib import fields
    from apabib.findings import visible

    if not options.type:
        print("\n".join(fields.types()))
        return OK
    if not (kind := fields.known_type(options.type)):
        message = _("there is no type %s; apabib fields names all") % visible(options.type)
        if near := fields.near_type(options.type):
            message = _("there is no type %s; did you mean %s?") % (visible(options.type), near)
        return _failed(message)
    print("\n".join(fields.fields_of(kind)))
    return OK


def _read(settings: Settings) -> Bibliography:
    from apabib.bibtex.parse import read

    return read(settings.bibliography, settings.shown(settings.bibliography))


def _say_errors(bibliography: Bibliography, keys: Sequence[str]) -> int:
    """Print the errors in entries, and where the file is broken; the exit code."""
    from apabib.rules.run import errors

    chosen = {key.casefold() for key in keys} | {""}
    broken = frozenset(bibliography.findings)
    found = [f for f in errors(bibliography) if f in broken or f.key.casefold() in chosen]
    sys.stdout.flush()
    for finding in found:
        print(finding, file=sys.stderr)
    return FOUND if found else OK


def _all_known(wanted: Sequence[str], known: Sequence[str]) -> bool:
    from apabib.findings import visible
    from apabib.text.near import nearest

    keys = frozenset(known)
    for key in wanted:
        if key not in keys:
            near = nearest(key, known)
            hint = _("did you mean %s?") % near if near else _("see the bibliography")
            _failed(_("there is no entry %s; %s") % (visible(key), hint))
    return keys.issuperset(wanted)


if __name__ == "__main__":
    sys.exit(main())
