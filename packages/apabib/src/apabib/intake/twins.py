"""Whether the bibliography has a work already. Another work is not taken for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from apabib.bibtex import model
from apabib.bibtex.entries import Bibliography, Entry
from apabib.bibtex.works import year_of
from apabib.intake.drafts import Draft
from apabib.text.fold import fold
from apabib.text.identifiers import bare_doi, isbn13
from apabib.text.names import parse_names

#: Entries that say different things here are different works of one title.
_TELLING = ("volume", "number", "pages", "eid", "chapter", "series", "edition", "url", "version",
            "titleaddon", "eprint")  # fmt: skip
_WHOLE = frozenset({"book", "proceedings", "thesis", "report"})


class Twin(NamedTuple):
    """An entry that is the work already; ``surely`` if an identifier of one work says so."""

    entry: Entry
    surely: bool


def twin_of(draft: Draft, bibliography: Bibliography) -> Twin | None:
    """The entry that is the same work: by DOI, by ISBN of a whole book, or by all that both say.

    Two works of one title are the same if author, year and kind agree, and nothing else that tells
    works apart differs (``rules.duplicates`` measures alike).
    """
    doi = bare_doi(draft.fields.get("doi", "")).casefold()
    whole = model.base_type(draft.type) in _WHOLE and not draft.fields.get("volume")
    isbn = _digits(draft.fields.get("isbn", "")) if whole else ""
    title = fold(draft.fields.get("title", ""))
    pmid = draft.fields.get("pmid", "")
    for entry in bibliography.entries:
        values = entry.values()
        theirs = bare_doi(values.get("doi", "")).casefold()
        if (doi and theirs == doi) or (pmid and is_pubmed(entry, pmid)):
            return Twin(entry, surely=True)
        if doi and theirs:
            continue
        is_whole = model.base_type(entry.type) in _WHOLE and not values.get("volume")
        if isbn and is_whole and _digits(values.get("isbn", "")) == isbn:
            return Twin(entry, surely=False)
        if title and fold(values.get("title", "")) == title and _agree(draft, entry, values):
            return Twin(entry, surely=False)
    return None


def is_pubmed(entry: Entry, number: str) -> bool:
    """Whether an entry's record is this one of PubMed."""
    named = rf"pubmed\.ncbi\.nlm\.nih\.gov/{number}(?!\d)|PMID:? {number}(?!\d)"
    return entry.get("pmid") == number or bool(re.search(named, entry.get("record")))


def _agree(draft: Draft, entry: Entry, values: dict[str, str]) -> bool:
    mine = draft.fields
    year, other = year_of(mine), year_of(values)
    if year != other or not year:
        return False
    # A draft that is looked up in vain is @misc: then the kind says nothing.
    if model.base_type(draft.type) != model.base_type(entry.type):
        return False
    if not _same_people(mine, values):
        return False
    isbn, its_isbn = _digits(mine.get("isbn", "")), _digits(values.get("isbn", ""))
    if isbn and its_isbn and isbn != its_isbn:
        return False
    for name in _TELLING:
        if mine.get(name) and values.get(name) and fold(mine[name]) != fold(values[name]):
            return False
    container = fold(mine.get("booktitle") or mine.get("journal", ""))
    theirs = fold(values.get("booktitle") or values.get("journal", ""))
    return not (container and theirs) or container == theirs


def _same_people(mine: dict[str, str], values: dict[str, str]) -> bool:
    """Whether the first of those credited has one family name, and initials that go together."""
    first, other = (
        parse_names(each.get("author") or each.get("editor") or "")[0][:1]
        for each in (mine, values)
    )
    if not first or not other:
        return not first and not other
    one, two = first[0], other[0]
    if fold(one.family) != fold(two.family):
        return False
    given, theirs = fold(one.given), fold(two.given)
    return not given or not theirs or given[0] == theirs[0]


def _digits(value: str) -> str:
    return isbn13(value) or "".join(char for char in value if char.isalnum()).upper()
