"""The data model: which types and fields there are, and which of them APA 7 needs.

Source: biblatex 3.20 manual, sections 2.1 (types) and 2.2 (fields), cut to what an APA reference
prints, and the names that classic BibTeX uses for the same.
"""

from __future__ import annotations

#: Classic BibTeX's names of types, with the type of this model that they stand for.
TYPE_ALIASES = {
    "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report",
    "conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online",
    "collection": "book", "mvbook": "book", "mvcollection": "book", "reference": "book",
    "mvreference": "book", "mvproceedings": "proceedings", "inreference": "incollection",
    "suppcollection": "incollection", "suppperiodical": "article", "suppbook": "inbook",
    "bookinbook": "inbook", "review": "article",
}  # fmt: skip

#: Types that references of the book are printed for.
HOUSE_TYPES = frozenset({
    "article", "book", "incollection", "inbook", "inproceedings", "report", "thesis", "misc",
    "online", "techreport", "phdthesis", "mastersthesis", "dataset", "software",
})  # fmt: skip

#: Every type that BibTeX or biblatex knows.
TYPES = HOUSE_TYPES | TYPE_ALIASES.keys() | frozenset({
    "proceedings", "manual", "booklet", "unpublished", "patent", "periodical", "dataset",
    "software", "artwork", "audio", "bibnote", "commentary", "image", "jurisdiction",
    "legislation", "legal", "letter", "movie", "music", "performance", "standard", "video",
    "set", "xdata", "customa", "customb", "customc", "customd", "custome", "customf",
})  # fmt: skip

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

#: Fields that name persons or organizations.
NAMES = frozenset({
    "author", "editor", "translator", "bookauthor", "editora", "editorb", "editorc", "annotator",
    "commentator", "holder", "introduction", "foreword", "afterword",
})  # fmt: skip

#: Fields whose text is printed.
TEXT = NAMES | frozenset({
    "title", "subtitle", "titleaddon", "titletranslation", "booktitle", "booksubtitle",
    "booktitleaddon", "maintitle", "mainsubtitle", "journal", "journaltitle", "journalsubtitle",
    "issuetitle", "series", "publisher", "institution", "school", "organization", "address",
    "location", "edition", "howpublished", "note", "addendum", "eventtitle", "venue", "type",
    "chapter", "volume", "number", "issue", "pages", "eid", "version",
})  # fmt: skip

#: Titles, which APA prints in sentence case (journals and series keep their capitals).
TITLES = frozenset({"title", "subtitle", "booktitle", "booksubtitle", "maintitle"})

#: Order of fields in the canonical form; what is not named follows in its own order.
ORDER = (
    "author", "authortype", "editor", "editortype", "bookauthor", "translator", "title",
    "titleaddon", "titletranslation", "journal", "booktitle", "year", "date", "origyear",
    "origdate", "edition", "version", "series", "volume", "volumes", "number", "issue", "chapter",
    "pages", "eid", "publisher", "institution", "organization", "howpublished", "eventtitle",
    "eventdate", "venue", "type", "entrysubtype", "isbn", "issn", "doi", "url", "urldate",
    "eprint", "eprinttype", "eprintclass", "pmid", "pmcid", "langid", "note", "retraction",
    "correction", "concern", "keywords", "verified", "record", "read",
)  # fmt: skip

#: Fields that only this book has.
HOUSE_FIELDS = frozenset({
    "titletranslation", "origyear", "retraction", "correction", "concern", "verified", "record",
    "read",
})  # fmt: skip

#: Fields with the DOIs of notices about the work, commas between: the gravest first.
NOTICES = ("retraction", "concern", "correction")

#: Known fields that no reference prints; they may stand in any entry.
SILENT = frozenset({
    "abstract", "annotation", "annote", "crossref", "entryset", "entrysubtype", "execute", "file",
    "gender", "hyphenation", "ids", "indexsorttitle", "indextitle", "isbn", "issn", "keywords",
    "label",
    "langid", "langidopts", "library", "mainsubtitle", "nameaddon", "options", "pdf", "pmid",
    "pmcid", "presort", "related", "relatedoptions", "relatedstring", "relatedtype", "shortauthor",
    "shorteditor", "shorthand", "shorthandintro", "shortjournal", "shortseries", "shorttitle",
    "sortkey", "sortname", "sortshorthand", "sorttitle", "sortyear", "urn", "userd", "usera",
    "userb", "userc", "usere", "userf", "verba", "verbb", "verbc", "xdata", "xref", "key",
    "language", "origlanguage", "timestamp", "owner", "day", "pubstate", "eprinttype",
    "eprintclass", "archiveprefix", "primaryclass", "archive",
})  # fmt: skip

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

#: What people write, and what they mean.
MISNOMERS = {
    "authors": "author", "editors": "editor", "translators": "translator", "pp": "pages",
    "page": "pages", "vol": "volume", "no": "number", "link": "url", "website": "url",
    "urlaccessdate": "urldate", "accessed": "urldate", "lastchecked": "urldate",
    "lastaccessed": "urldate", "doi_url": "doi", "publisherplace": "address",
    "place": "address", "city": "address", "articleno": "eid", "article-number": "eid",
    "journal-title": "journal", "isbn13": "isbn", "isbn-13": "isbn", "collaboration": "author",
}  # fmt: skip


def allowed(kind: str) -> frozenset[str] | None:
    """The fields that a type (its base) can print; None where all are let through."""
    if kind in EPISODES:
        return ALLOWED_ELSEWHERE | {"booktitle"}
    return None if kind in _FREE else ALLOWED.get(kind, ALLOWED_ELSEWHERE)


def base_type(name: str) -> str:
    """The type of the model that a type's name stands for."""
    return TYPE_ALIASES.get(name, name)
