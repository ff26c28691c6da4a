"""For each type, the fields that it needs and those that it can print."""

from __future__ import annotations

from apabib.bibtex.model.fields import HOUSE_FIELDS, ORDER, SILENT, TEXT

_YEAR = ("year", "date")
#: What each type cannot do without: alternatives in one tuple, and whether lacking is an error.
REQUIRED: dict[str, tuple[tuple[tuple[str, ...], bool], ...]] = {
    # An untitled review has its description in brackets only (APA 7, section 9.22).
    "article": ((("title", "titleaddon"), True), (("journal", "journaltitle"), True),
                (("author", "editor"), False), (_YEAR, False)),
    "book": ((("title",), True), (("author", "editor"), False), (_YEAR, False),
             (("publisher",), False)),
    "incollection": ((("title",), True), (("booktitle",), True),
                     (("author", "editor"), False), (_YEAR, False), (("publisher",), False)),
    "inbook": ((("title",), True), (("booktitle",), True),
               (("author", "editor"), False), (_YEAR, False), (("publisher",), False)),
    "inproceedings": ((("title",), True), (("booktitle", "eventtitle"), True),
                      (("author", "editor"), False), (_YEAR, False)),
    "proceedings": ((("title",), True), (_YEAR, False)),
    "report": ((("title",), True),
               (("institution", "publisher", "organization", "author"), True), (_YEAR, False)),
    "thesis": ((("title",), True), (("author",), False),
               (("institution", "school", "publisher"), True), (_YEAR, False)),
    "online": ((("title",), True), (("url", "doi", "eprint", "howpublished"), False)),
    "misc": ((("title", "howpublished", "note"), True),),
    "manual": ((("title",), True),),
    "booklet": ((("title",), True),),
    "unpublished": ((("title",), True),),
    "dataset": ((("title",), True),),
    "software": ((("title",), True),),
}  # fmt: skip

_COMMON = frozenset({
    "author", "title", "subtitle", "titleaddon", "year", "month", "date", "note", "addendum",
    "doi", "url", "urldate", "eprint", "translator", "editor", "editortype", "editora", "editorb",
    "editorc", "editoratype", "editorbtype", "editorctype", "annotator", "commentator",
    "origdate", "origtitle", "origpublisher", "origlocation", "version", "howpublished", "type",
    "pagetotal", "part", "introduction", "foreword", "afterword", "authortype", "bookpagination",
    "pagination", "reprinttitle", "eventdate", "eventtitle", "eventtitleaddon", "venue",
    "urlyear", "urlmonth", "urlday", "endyear", "endmonth", "holder",
})  # fmt: skip
_BOOK = frozenset({
    "publisher", "address", "location", "edition", "series", "volume", "volumes", "number",
    "isbn", "issn", "pages", "eid", "maintitle", "mainsubtitle", "maintitleaddon", "chapter",
    "organization", "institution",
})  # fmt: skip
_IN_BOOK = _BOOK | frozenset({"booktitle", "booksubtitle", "booktitleaddon", "bookauthor"})

#: Fields that a type can print, besides those of every type and the silent ones.
ALLOWED: dict[str, frozenset[str]] = {
    "article": frozenset({
        "journal", "journaltitle", "journalsubtitle", "journaltitleaddon", "issuetitle",
        "issuesubtitle", "issuetitleaddon", "volume", "number", "issue", "pages", "eid", "series",
        "issn",
    }),
    "book": _BOOK,
    "incollection": _IN_BOOK,
    "inbook": _IN_BOOK,
    "inproceedings": _IN_BOOK,
    "proceedings": _BOOK,
    "report": frozenset({
        "institution", "number", "publisher", "organization", "address", "location", "isbn",
        "issn", "series", "pages", "volume",
    }),
    "thesis": frozenset({
        "institution", "school", "publisher", "address", "location", "isbn", "number", "pages",
        "chapter",
    }),
}  # fmt: skip

#: Episodes stand in a podcast or a series, as chapters do in a book.
EPISODES = frozenset({"audio", "video"})
#: What all other types can print: a work of its own, which is in no journal and in no book.
ALLOWED_ELSEWHERE = (_BOOK - {"issue"}) | {"school"}
#: Types whose fields are not judged: a periodical is a journal, laws have customs of their own.
_FREE = frozenset({"periodical", "jurisdiction", "legislation", "legal", "set", "xdata"})

#: Every field of the model.
KNOWN = (
    TEXT | SILENT | _COMMON | HOUSE_FIELDS | frozenset(ORDER) | frozenset().union(*ALLOWED.values())
)  # fmt: skip


def allowed(kind: str) -> frozenset[str] | None:
    """The fields that a type (its base) can print; None where all are let through."""
    if kind in EPISODES:
        return ALLOWED_ELSEWHERE | {"booktitle"}
    return None if kind in _FREE else ALLOWED.get(kind, ALLOWED_ELSEWHERE)
