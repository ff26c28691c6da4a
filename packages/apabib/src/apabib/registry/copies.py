"""What public copies of a work's record say: reference lists, repositories' files, abstract pages.

Where the registry cannot be asked, two copies that were not made of each other are the next best.
They are never taken for the registry's answer: the snapshot has a table of its own for them.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from apabib.bibtex.entries import Entry
from apabib.bibtex.parse import read
from apabib.bibtex.works import year_of
from apabib.findings import visible
from apabib.i18n import _, ngettext
from apabib.registry import snapshot
from apabib.registry.compare import differences
from apabib.registry.record import Record
from apabib.registry.snapshot import Copy
from apabib.settings import Settings, SettingsError
from apabib.text.identifiers import bare_doi
from apabib.text.latex import without_latex
from apabib.text.names import parse_names


@dataclass(frozen=True, slots=True)
class Dissent:
    """A field of an entry against which copies speak: their value, and where they are."""

    field: str
    ours: str
    theirs: str
    sources: tuple[str, ...]


def record_of_entry(entry: Entry) -> Record:
    """What a BibTeX entry says of a work, as a record to compare others with."""

    def plain(name: str) -> list[str]:
        return [without_latex(value)] if (value := entry.get(name)) else []

    def families(name: str) -> list[str]:
        return [one.family for one in parse_names(entry.get(name))[0]]

    year = year_of(entry.values())
    return Record(
        titles=plain("title"),
        containers=plain("journal") + plain("booktitle"),
        years=[year] if year else [],
        authors=families("author"),
        editors=families("editor"),
        volume=entry.get("volume"),
        number=entry.get("number"),
        pages=entry.get("pages") or entry.get("eid"),
    )


def read_copies(path: Path, entries: Mapping[str, Entry], today: date) -> dict[str, list[Copy]]:
    """The copies in a BibTeX file, by the key of the entry that they speak of.

    An entry of that file is a copy of the one with its DOI, or without one with its key. Its field
    ``record`` says where the copy is; ``verified`` ends with the day on which it was seen. ``same``
    names the fields that whoever looked found to say what the entry says; others stand as the place
    has them.
    Raises SettingsError with file and line for one that lacks its place or its counterpart.
    """
    by_doi = {bare_doi(e.get("doi")).casefold(): e.key for e in entries.values() if e.get("doi")}
    found: dict[str, list[Copy]] = defaultdict(list)
    bibliography = read(path, str(path))
    for copy in bibliography.entries:
        doi = bare_doi(copy.get("doi")).casefold()
        key = by_doi.get(doi) if doi else copy.key if copy.key in entries else None
        line = bibliography.place(copy.start)[0]
        if key is None:
            raise SettingsError(
                _("%s:%d: %s: no entry has this DOI or, without one, this key: take it out")
                % (path, line, visible(doi or copy.key))
            )
        if not copy.get("record"):
            raise SettingsError(
                _("%s:%d: %s: say in the field “record” where this copy is")
                % (path, line, visible(copy.key))
            )
        names = [name.strip() for name in copy.get("same").split(",") if name.strip()]
        for name in names:
            if not entries[key].get(name):
                raise SettingsError(
                    _("%s:%d: %s: %s cannot be the same: the entry has no such field")
                    % (path, line, visible(copy.key), visible(name))
                )
        same = {name: entries[key].get(name) for name in names}
        seen = copy.get("verified").rpartition(" ")[2] or today.isoformat()
        found[key].append(Copy(copy.get("record"), seen, doi, record_of_entry(copy), same))
    return dict(found)


def dissents(entry: Entry, copies: Sequence[Copy]) -> list[Dissent]:
    """The fields that copies have otherwise, where no copy has them as the entry does.

    Of copies that differ among themselves too, the value that most of them have.
    """
    against: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ours: dict[str, str] = {}
    agreed: set[str] = set()
    for copy in copies:
        differing = differences(entry, copy.record)
        for each in differing:
            against[each.field][each.theirs].append(copy.source)
            ours[each.field] = each.ours
        agreed |= comparable(entry, copy.record) - {each.field for each in differing}
        agreed |= {name for name, value in copy.same.items() if entry.get(name) == value}
    found = []
    for name, values in against.items():
        if name not in agreed:
            theirs, sources = max(values.items(), key=lambda item: len(item[1]))
            found.append(Dissent(name, ours[name], theirs, tuple(sources)))
    return found


def comparable(entry: Entry, record: Record) -> set[str]:
    """The fields that both an entry and a record have."""
    theirs = {
        "author": record.authors, "editor": record.editors, "year": record.years,
        "title": record.titles, "journal": record.containers, "booktitle": record.containers,
        "volume": record.volume, "number": record.number,
        "pages": record.pages, "eid": record.pages,
    }  # fmt: skip
    return {name for name, value in theirs.items() if value and entry.get(name)}


def run(settings: Settings, path: Path, *, today: date | None = None) -> int:
    """The verb: compare entries with the copies in *path*, print, keep.

    0 when no copy says otherwise, 1 when one does. Raises SettingsError for a faulty file.
    """
    entries = read(settings.bibliography, settings.shown(settings.bibliography)).by_key()
    found = read_copies(path, entries, today or date.today())
    snapshot.keep(settings, {}, entries, copies=found)
    kept = snapshot.load(settings.snapshot).copies
    lines = [line for key in found for line in lines_of(entries[key], kept[key], settings)]
    print("".join(f"{line}\n" for line in lines), end="")
    print(summary(kept.values()), file=sys.stderr)
    return 1 if lines else 0


def lines_of(entry: Entry, copies: Sequence[Copy], settings: Settings) -> list[str]:
    """What copies say against an entry, one line a field."""
    return [
        _("%(key)s: %(field)s: here “%(ours)s”, in copies “%(theirs)s” (%(sources)s)")
        % {
            "key": visible(entry.key),
            "field": each.field,
            "ours": visible(each.ours),
            "theirs": visible(each.theirs),
            "sources": visible("; ".join(each.sources)),
        }
        for each in dissents(entry, copies)
        if not settings.exception(entry.key, each.field)
    ]


def summary(copies: Iterable[Sequence[Copy]]) -> str:
    """``312 copies of 146 entries``."""
    lists = list(copies)
    total = sum(map(len, lists))
    return (
        ngettext("%d copy", "%d copies", total) % total
        + " "
        + ngettext("of %d entry", "of %d entries", len(lists)) % len(lists)
    )
