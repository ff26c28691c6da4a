"""What kind of work an entry is, as APA 7's chapters 10 and 11 part them.

A type alone does not tell: an ``@inproceedings`` is a chapter of a book, an article of a journal
or a talk, and a ``@video`` with a ``maintitle`` is an episode of a series.
"""

from __future__ import annotations

from collections.abc import Mapping

from apabib.bibtex import model

PERIODICAL = "periodical"
"""In a journal, a magazine, a newspaper or a blog (section 10.1), or an issue of one."""
CHAPTER = "chapter"
"""A part of a book, a reference work or proceedings (section 10.3)."""
EVENT = "event"
"""A session, a paper or a poster at a conference (section 10.5)."""
AUDIOVISUAL = "audiovisual"
"""A film, an episode, a song, an image (sections 10.12 to 10.14)."""
LEGAL = "legal"
"""A case, a statute, a treaty (chapter 11)."""
WHOLE = "whole"
"""All other works: books, reports, theses, data, software, pages."""

#: biblatex's and BibTeX's types of each family, where the type tells it.
ARTICLES = frozenset({"article", "suppperiodical", "review", "periodical"})
#: Media whose ``series`` is what they are an episode of, as programs write it.
SERIAL = frozenset({"audio", "video", "movie"})
THESES = frozenset({"thesis", "phdthesis", "mastersthesis"})
REPORTS = frozenset({"report", "techreport"})
#: Books, whose number is their place in a series.
BOOKS = model.PARTS | {
    "book", "mvbook", "collection", "mvcollection", "reference", "mvreference", "proceedings",
    "mvproceedings",
}  # fmt: skip
#: Works whose ``type`` says what their number is a number of (examples 50 and 22 of chapter 11).
NUMBERED = REPORTS | {"standard", "patent"}
_TALKS = frozenset({"presentation", "inproceedings", "conference"})
#: Types of works of their own that become a talk where the event is named.
_MAY_BE_TALKS = _TALKS | {"unpublished", "misc"}
#: States of a manuscript that is in no journal yet (section 10.8).
_MANUSCRIPT = frozenset({"inpreparation", "submitted"})
#: What tells that a paper is in a printed volume.
_PRINTED = ("publisher", "pages", "volume", "isbn", "series")


def family(kind: str, fields: Mapping[str, str]) -> str:
    """The family of an entry from its type and its fields."""
    if kind in model.LEGAL:
        return LEGAL
    if kind in model.AUDIOVISUAL:
        return AUDIOVISUAL
    if kind in ARTICLES:
        return PERIODICAL if _is_in_journal(kind, fields) else WHOLE
    book = fields.get("booktitle") or fields.get("maintitle")
    if kind in _MAY_BE_TALKS and _is_talk(kind, fields, book):
        return EVENT
    if kind in model.PARTS:
        if kind in _TALKS and _is_numbered(fields) and book:
            return PERIODICAL
        return CHAPTER if book else WHOLE
    return WHOLE


def is_part(kind: str, fields: Mapping[str, str]) -> bool:
    """Whether the work is a part of a greater one, whose title is the one in italics (9.18)."""
    of = family(kind, fields)
    if of == PERIODICAL:
        return True
    if of in (EVENT, AUDIOVISUAL):
        named = ("booktitle", "maintitle", "series" if kind in SERIAL else "")
        return any(fields.get(name) for name in named)
    return of == CHAPTER or is_entry_of_app(kind, fields)


def is_entry_of_app(kind: str, fields: Mapping[str, str]) -> bool:
    """Whether it is an entry in a reference work that is software (example 80)."""
    named = ("appentry", "booktitle", "maintitle")
    return kind in {"software", "dataset"} and any(fields.get(name) for name in named)


def _is_in_journal(kind: str, fields: Mapping[str, str]) -> bool:
    if fields.get("pubstate") in _MANUSCRIPT:
        return False
    if kind == "periodical" or fields.get("journal") or fields.get("journaltitle"):
        return True
    # Without a journal, a preprint with a number or a site of its own.
    return not any(fields.get(name) for name in ("eprint", "publisher", "organization"))


def _is_talk(kind: str, fields: Mapping[str, str], book: str | None) -> bool:
    """Whether it was held, and is in no printed volume."""
    if kind == "presentation":
        return True
    if not (fields.get("eventtitle") or (kind in _TALKS and not book and fields.get("venue"))):
        return False
    return not (book and any(fields.get(name) for name in _PRINTED))


def _is_numbered(fields: Mapping[str, str]) -> bool:
    """Whether proceedings have volume and number as a journal has (section 10.5)."""
    books = ("publisher", "editor", "series", "isbn", "maintitle")
    return bool(fields.get("volume") and fields.get("number")) and not any(
        fields.get(name) for name in books
    )
