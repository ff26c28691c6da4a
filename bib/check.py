"""Judge a bibliography: every rule over every entry, and the rules over the whole."""

from __future__ import annotations

from pathlib import Path

from bib.findings import ERROR, Finding, in_order
from bib.parse import Bibliography, read
from bib.words import _


def errors(path: str | Path, name: str | None = None) -> list[Finding]:
    """What would break a build that reads ``path``, in the order of the file.

    ``name`` is how the findings call the file (the path itself by default). Raises OSError when
    the file cannot be opened; whatever it holds, nothing else.
    """
    bibliography = read(path, name)
    _duplicate_keys(bibliography)
    return [f for f in in_order(bibliography.findings) if f.severity == ERROR]


def _duplicate_keys(bibliography: Bibliography) -> None:
    seen: dict[str, int] = {}
    for entry in bibliography.entries:
        folded = entry.key.casefold()
        if folded and folded in seen:
            bibliography.report(
                entry.start, entry.key, "key-twice", ERROR,
                _("the key is already used in line %d") % seen[folded],
                _("give this entry another key, or delete one of the two"),
            )  # fmt: skip
        seen.setdefault(folded, entry.line)
