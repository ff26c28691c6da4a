"""What an entry takes over from those that its ``crossref`` and ``xdata`` name.

As biblatex does it (manual 3.20, sections 2.2.3 and 2.4.1, appendix B): ``xdata`` lends its fields
as they are, ``crossref`` lends the title of a book as the ``booktitle`` of its part, that of a
periodical as the journal of an article. Classic BibTeX lends a ``title`` as such.
"""

from __future__ import annotations

from collections.abc import Mapping

from apabib.bibtex.entries import Entry
from apabib.bibtex.model import base_type

#: Fields that speak of the entry itself.
_OWN = frozenset({
    "crossref", "xref", "entryset", "entrysubtype", "execute", "ids", "keywords", "label",
    "options", "presort", "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand",
    "shorthandintro", "sortkey", "verified", "record", "xdata",
})  # fmt: skip
_PARTS = frozenset({"incollection", "inbook", "inproceedings"})
_TITLES = ("title", "subtitle", "titleaddon")


def parents(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What an entry's values name as its parents: the field's name, and the key."""
    return [
        (name, key.strip())
        for name in ("xdata", "crossref")
        for key in values.get(name, "").split(",")
        if key.strip()
    ]


def values_with_parents(
    entry: Entry, entries: Mapping[str, Entry], _within: frozenset[str] = frozenset()
) -> dict[str, str]:
    """The entry's values and what it inherits; its own go first. Unknown parents lend nothing."""
    values = entry.values()
    for name, key in parents(values):
        if key in entries and key not in _within:
            parent = entries[key]
            lent = values_with_parents(parent, entries, _within | {entry.key, key})
            for field, value in lent.items():
                if field not in _OWN:
                    field = field if name == "xdata" else _lent_as(field, parent.type, entry.type)
                    values.setdefault(field, value)
    return values


def _lent_as(field: str, parent: str, child: str) -> str:
    """The name under which a field of a parent stands in its child."""
    if field in _TITLES:
        if parent == "periodical":
            return f"journal{field}"
        if base_type(child) in _PARTS:
            return f"book{field}"
    return field
