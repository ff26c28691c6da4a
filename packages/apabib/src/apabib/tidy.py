"""The verb ``tidy``: bring a file into its canonical form, or say where it is not."""

from __future__ import annotations

import sys
from itertools import zip_longest
from pathlib import Path

from apabib.bibtex.canonical import obstacles, tidy, unlike
from apabib.bibtex.entries import Bibliography
from apabib.bibtex.parse import parse
from apabib.files import missing, update
from apabib.findings import Finding, excerpt, visible
from apabib.i18n import _
from apabib.settings import Settings


def tidy_file(path: Path, settings: Settings, *, only_check: bool = False) -> int:
    """Rewrite ``path`` if it is not in canonical form; returns the exit code of the verb."""
    shown = settings.shown(path)
    faults: list[Finding] = []
    differs: list[str] = []
    broken: list[str] = []

    def change(source: bytes) -> str | None:
        bibliography = parse(source, shown)
        faults.extend(obstacles(bibliography))
        if faults:
            return None
        new = tidy(bibliography)
        if new.encode() == source:
            return None
        if changed := unlike(bibliography, parse(new, shown)):
            broken.append(changed)
            return None
        differs.append(_difference(shown, bibliography, new))
        return None if only_check else new

    if not path.exists():
        raise missing(path)
    update(path, change)
    if faults:
        for fault in faults:
            print(fault)
        print(_("%s was left alone: mend these first") % shown, file=sys.stderr)
        return 1
    if broken:  # a fault of ours; no file is known that shows it
        print(
            _("%s was left alone: tidy would change what %s says; please report it")
            % (shown, visible(broken[0])),
            file=sys.stderr,
        )
        return 1
    if only_check and differs:
        print(differs[0])
        return 1
    if not only_check:
        print(_("%s is tidy") % shown if not differs else _("%s was tidied") % shown)
    return 0


def _difference(shown: str, bibliography: Bibliography, new: str) -> str:
    """What is not canonical, by the first line that differs."""
    if bibliography.text == new:  # reading has left these out
        fault = next(
            (f for f in bibliography.findings if f.code in {"encoding-bom", "line-ends"}), None
        )
        message = fault.message if fault else _("not in canonical form")
        return _("%s:1: %s; run `apabib tidy`") % (shown, message)
    pairs = zip_longest(bibliography.text.split("\n"), new.split("\n"))
    number, line = next((n, old) for n, (old, new) in enumerate(pairs, 1) if old != new)
    return _("%(file)s:%(line)d: not in canonical form: “%(text)s”; run `apabib tidy`") % {
        "file": shown,
        "line": number,
        "text": visible(excerpt(line or "")),
    }
