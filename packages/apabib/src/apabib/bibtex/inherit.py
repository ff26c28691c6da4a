"""What an entry takes over from those that its ``crossref`` and ``xdata`` name.

As biblatex does it (manual 3.20, sections 2.2.3 and 2.4.1, appendix B): ``xdata`` lends its fields
as they are, ``crossref`` lends the title of a book as the ``booktitle`` of its part, that of
several volumes as the ``maintitle`` of one, that of a periodical as the journal of an article.
Classic BibTeX lends a ``title`` as such. What is said of names (``author+an:role``) goes with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apabib.bibtex.entries import Entry
from apabib.bibtex.model import PARTS, SAME, part_of

#: Fields that speak of the entry itself.
_OWN = frozenset({
    "crossref", "xref", "entryset", "entrysubtype", "execute", "ids", "keywords", "label",
    "options", "presort", "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand",
    "shorthandintro", "sortkey", "sorttitle", "verified", "record", "read", "retraction",
    "correction", "concern", "xdata",
})  # fmt: skip
#: What a ``crossref`` does not lend either: it speaks of the whole.
_OF_THE_WHOLE = frozenset({"shorttitle", "abstract", "annotation", "annote", "pagetotal", "file"})
#: Names of one thing: who has one of them takes none of the others.
_SAME = (frozenset({"year", "date"}), *map(frozenset, SAME.items()))
#: Parents of parents of parents: nobody writes more, and a chain of thousands is a slip.
_DEEPEST = 8
#: Works of several volumes.
_SETS = frozenset({"mvbook", "mvcollection", "mvreference", "mvproceedings"})
_VOLUMES = frozenset({"book", "collection", "reference", "proceedings"})
#: Parts of a book that may be by someone else than the book.
_BOOKS_AUTHOR = dict.fromkeys(("inbook", "bookinbook", "suppbook"), "bookauthor")
_TITLES = ("title", "subtitle", "titleaddon")


def parents(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What an entry's values name as its parents: the field's name, and the key."""
    return [
        (name, key.strip())
        for name in ("xdata", "crossref")
        for key in values.get(name, "").split(",")
        if key.strip()
    ]


def circles(entries: Mapping[str, Entry]) -> list[list[str]]:
    """Keys of entries that lend to themselves through one another: ``["a", "b"]``.

    Each begins with the one that stands first among ``entries``.
    """
    found: list[list[str]] = []
    rank = {key: at for at, key in enumerate(entries)}
    done: set[str] = set()
    for first in entries:
        if first in done:
            continue
        path, waiting = [first], [_parents_of(entries, first)]
        on_path = {first}
        while path:
            key = next(waiting[-1], None)
            if key is None:
                waiting.pop()
                on_path.discard(path[-1])
                done.add(path.pop())
            elif key in on_path:
                circle = path[path.index(key) :]
                at = circle.index(min(circle, key=rank.__getitem__))
                found.append(circle[at:] + circle[:at])
            elif key in entries and key not in done:
                path.append(key)
                on_path.add(key)
                waiting.append(_parents_of(entries, key))
    return found


def _parents_of(entries: Mapping[str, Entry], key: str) -> Iterator[str]:
    entry = entries[key]
    named = {name: entry.get(name) for name in ("xdata", "crossref")}
    return iter([parent for _name, parent in parents(named)])


def values_with_parents(entry: Entry, entries: Mapping[str, Entry]) -> dict[str, str]:
    """The entry's values and what it inherits; its own go first. Unknown parents lend nothing."""
    values = entry.values()
    if "crossref" in values or "xdata" in values:
        _inherit(entry, values, entries, {entry.key: {}}, _DEEPEST)
    return values


def _inherit(
    entry: Entry,
    values: dict[str, str],
    entries: Mapping[str, Entry],
    known: dict[str, dict[str, str]],
    deep: int,
) -> None:
    """Add to ``values``; ``known`` has what others lend, so that each is asked once."""
    for name, key in parents(values):
        if key not in entries or deep == 0:
            continue
        parent = entries[key]
        if key not in known:
            known[key] = {}  # a circle lends nothing more
            lent = parent.values()
            _inherit(parent, lent, entries, known, deep - 1)
            known[key] = lent
        own = frozenset(map(part_of, values))
        for field, value in known[key].items():
            if field in _OWN or (name == "crossref" and field in _OF_THE_WHOLE):
                continue
            taken = field if name == "xdata" else _lent_as(field, parent.type, entry.type)
            if name == "crossref" and field == "author" and entry.get(field) not in {"", value}:
                taken = _BOOKS_AUTHOR.get(entry.type, taken)
            if part_of(taken) not in own and not any(
                taken in same and same & own for same in _SAME
            ):
                values.setdefault(taken, value)


def _lent_as(field: str, parent: str, child: str) -> str:
    """The name under which a field of a parent stands in its child."""
    name = part_of(field)
    if name in _TITLES:
        if parent in _SETS and (child in PARTS or child in _VOLUMES):
            return f"main{field}"
        if parent == "periodical":
            return f"journal{field}"
        if child in PARTS:
            return f"book{field}"
    return field
