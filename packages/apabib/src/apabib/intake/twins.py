"""Whether the bibliography has a work already. Another work is not taken for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from apabib.apa7.people import may_be
from apabib.bibtex import model
from apabib.bibtex.entries import Bibliography, Entry
from apabib.bibtex.works import make_key, year_of
from apabib.intake.drafts import Draft
from apabib.text.fold import fold
from apabib.text.identifiers import bare_doi, isbn13
from apabib.text.names import Name, parse_name, split_names

#: Entries that say different things here are different works of one title.
_TELLING = ("volume", "number", "pages", "eid", "chapter", "series", "edition", "url", "version",
            "titleaddon", "eprint")  # fmt: skip
_WHOLE = frozenset({"book", "proceedings", "thesis", "report"})
_PUBMED = re.compile(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|PMID:? (\d+)")
#: Keys that begin alike are those of one author and, mostly, one year.
_ALIKE = 6
#: With so many of one author's works of a year the letter behind the year is known well enough.
_MOST_NEIGHBORS = 26


class Twin(NamedTuple):
    """An entry that is the work already; ``surely`` if an identifier of one work says so."""

    entry: Entry
    surely: bool


class _Work(NamedTuple):
    """What tells works of one title, year, kind and family name apart, made comparable."""

    entry: Entry | None
    doi: str
    first: Name | None
    isbn: str
    telling: tuple[str, ...]
    container: str

    def may_be(self, other: _Work) -> bool:
        """Whether two works can be one: nothing that both say differs."""
        if self.doi and other.doi:
            return False
        if self.first and other.first and not may_be(self.first, other.first):
            return False
        mine = (self.isbn, self.container, *self.telling)
        theirs = (other.isbn, other.container, *other.telling)
        return all(not one or not two or one == two for one, two in zip(mine, theirs, strict=True))


class Shelf:
    """The entries of a bibliography, to be found by what tells works apart."""

    def __init__(self, bibliography: Bibliography) -> None:
        self.bibliography = bibliography
        self.keys: set[str] = set()
        """Keys that are taken, in small letters."""
        self._alike: defaultdict[str, set[str]] = defaultdict(set)
        self._dois: dict[str, Entry] = {}
        self._pubmed: dict[str, Entry] = {}
        self._isbns: dict[str, Entry] = {}
        self._titles: defaultdict[tuple[str, ...], list[_Work]] = defaultdict(list)
        self._years: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in bibliography.entries:
            self.put(entry)

    def put(self, entry: Entry) -> None:
        values = entry.values()
        self.keys.add(entry.key.casefold())
        self._alike[entry.key.casefold()[:_ALIKE]].add(entry.key.casefold())
        if doi := bare_doi(values.get("doi", "")).casefold():
            self._dois.setdefault(doi, entry)
        for found in _PUBMED.findall(values.get("record", "")):
            self._pubmed.setdefault("".join(found), entry)
        if pmid := values.get("pmid", ""):
            self._pubmed.setdefault(pmid, entry)
        if isbn := _isbn_of_whole(entry.type, values):
            self._isbns.setdefault(isbn, entry)
        self._titles[_title(entry.type, values)].append(_work(values, entry))
        self._years[_family(values), year_of(values)].append(entry)

    def free_key(self, draft: Draft) -> str:
        """A key for a draft that is not taken."""
        key = make_key(draft.fields)
        if key in self.keys:  # first among the few that begin alike: most others are no matter
            key = make_key(draft.fields, self._alike[key[:_ALIKE]])
        return key if key not in self.keys else make_key(draft.fields, self.keys)

    def by_pubmed(self, number: str) -> Entry | None:
        """The entry whose record is this one of PubMed."""
        return self._pubmed.get(number)

    def twin_of(self, draft: Draft) -> Twin | None:
        """The entry that is the same work: by DOI, PubMed id, ISBN of a whole book, or by all else.

        Two works of one title are the same if author, year and kind agree, and nothing that tells
        works apart differs (``rules.duplicates`` measures alike).
        """
        fields = draft.fields
        doi = bare_doi(fields.get("doi", "")).casefold()
        sure = self._dois.get(doi) or self._pubmed.get(fields.get("pmid", ""))
        if sure:
            # Books and their chapters are registered under one DOI at times.
            mine, its = fold(fields.get("title", "")), fold(sure.get("title"))
            return Twin(sure, surely=not mine or not its or mine == its)
        book = self._isbns.get(_isbn_of_whole(draft.type, fields))
        if book and not (doi and book.get("doi")):
            return Twin(book, surely=False)
        if fields.get("title"):
            wanted = _work(fields)
            for other in self._titles.get(_title(draft.type, fields), ()):
                if other.entry and other.may_be(wanted):
                    return Twin(other.entry, surely=False)
        return None

    def neighbors(self, entry: Entry) -> list[Entry]:
        """Entries of the same first author and year, which may share a letter with this one."""
        values = entry.values()
        return self._years.get((_family(values), year_of(values)), [])[-_MOST_NEIGHBORS:]


def _title(kind: str, values: Mapping[str, str]) -> tuple[str, ...]:
    title = fold(values.get("title", ""))
    return title, year_of(dict(values)), _family(values), model.base_type(kind)


def _work(values: Mapping[str, str], entry: Entry | None = None) -> _Work:
    name = _first(values)
    return _Work(
        entry,
        bare_doi(values.get("doi", "")).casefold(),
        Name(fold(name.family), fold(name.given)) if name else None,
        _digits(values.get("isbn", "")),
        tuple(fold(values.get(each, "")) for each in _TELLING),
        fold(values.get("booktitle") or values.get("journal", "")),
    )


def _first(values: Mapping[str, str]) -> Name | None:
    names = split_names(values.get("author") or values.get("editor") or "")
    return parse_name(names[0]) if names else None


def _family(values: Mapping[str, str]) -> str:
    name = _first(values)
    return fold(name.family) if name else ""


def _isbn_of_whole(kind: str, values: Mapping[str, str]) -> str:
    whole = model.base_type(kind) in _WHOLE and not values.get("volume")
    return _digits(values.get("isbn", "")) if whole else ""


def _digits(value: str) -> str:
    return isbn13(value) or "".join(char for char in value if char.isalnum()).upper()
