"""Fields, by what they hold.

Source: biblatex 3.20 manual, sections 2.2 and 2.3; the fields that biblatex-apa 9.20 adds. Classic
BibTeX's names for the same are here too, and a few fields that only this tool has.
"""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What a field's value is, and so how it is read."""

    NAMES = "names"
    """Persons and organizations, with ``and`` between them."""
    LIST = "list"
    """Texts with ``and`` between them."""
    TEXT = "text"
    NUMBERS = "numbers"
    """Numbers and ranges of them, such as pages."""
    DATE = "date"
    """A date or a range of dates in the form of ISO 8601-2."""
    DATE_PART = "part of a date"
    KEY = "key"
    """A word of a list, or any text in its place."""
    EXACT = "exact"
    """Characters that stand for themselves: an address, a DOI."""
    ENTRIES = "entries"
    """Keys of other entries, with commas between them."""
    OTHER = "other"
    """What other programs read."""


def _each(names: str, kind: Kind) -> dict[str, Kind]:
    return dict.fromkeys(names.split(), kind)


#: Every field of the model. Annotations (``author+an:role``) are fields of their own: ``part_of``.
KINDS: dict[str, Kind] = {
    **_each(
        "author editor translator bookauthor editora editorb editorc annotator commentator holder"
        " introduction foreword afterword narrator execproducer execdirector with shortauthor"
        " shorteditor sortname namea nameb namec",
        Kind.NAMES,
    ),
    **_each(
        "publisher institution school organization address location origpublisher origlocation"
        " citation lista listb listc listd liste listf",
        Kind.LIST,
    ),
    **_each(
        "title subtitle titleaddon titletranslation booktitle booksubtitle booktitleaddon maintitle"
        " mainsubtitle maintitleaddon journal journaltitle journalsubtitle journaltitleaddon"
        " issuetitle issuesubtitle issuetitleaddon eventtitle eventtitleaddon origtitle"
        " reprinttitle shorttitle shortjournal shortseries series edition part chapter issue eid"
        " version note addendum howpublished venue nameaddon library relatedstring source article"
        " section amendment appentry abstract annotation annote shorthand shorthandintro label"
        " indextitle indexsorttitle sorttitle",
        Kind.TEXT,
    ),
    **_each("volume volumes number pages pagetotal", Kind.NUMBERS),
    **_each("date eventdate origdate urldate verified", Kind.DATE),
    **_each(
        "year month day endyear endmonth endday origyear origmonth origday eventyear eventmonth"
        " eventday urlyear urlmonth urlday sortyear yeardivision",
        Kind.DATE_PART,
    ),
    **_each(
        "type entrysubtype authortype editortype editoratype editorbtype editorctype nameatype"
        " namebtype namectype pubstate relatedtype langid language origlanguage pagination"
        " bookpagination eprinttype eprintclass archiveprefix primaryclass hyphenation gender"
        " urldescription",
        Kind.KEY,
    ),
    **_each(
        "doi url eprint isbn issn isan ismn isrn iswc pmid pmcid urn file pdf archive retraction"
        " correction concern record read",
        Kind.EXACT,
    ),
    **_each("crossref xref xdata ids related entryset", Kind.ENTRIES),
    **_each(
        "keywords options relatedoptions langidopts execute presort sortkey sortshorthand key"
        " timestamp owner usera userb userc userd usere userf verba verbb verbc",
        Kind.OTHER,
    ),
}


def _of(*kinds: Kind) -> frozenset[str]:
    return frozenset(name for name, kind in KINDS.items() if kind in kinds)


#: Fields that name persons or organizations in full.
NAMES = _of(Kind.NAMES) - {"shortauthor", "shorteditor", "sortname", "namea", "nameb", "namec"}

#: Notes for other programs, for catalogs, and for oneself. They are no part of any reference, in
#: any style, and nobody expects to see them in one.
SILENT = _of(Kind.OTHER) | frozenset({
    "abstract", "crossref", "xref", "xdata", "ids", "entryset", "file", "pdf", "isbn", "issn",
    "isan", "ismn", "isrn", "iswc", "pmid", "pmcid", "urn", "gender", "hyphenation", "indextitle",
    "indexsorttitle", "shorthand", "shorthandintro", "shortjournal", "shortseries", "label",
    "pagination", "bookpagination", "lista", "listb", "listc", "listd", "liste", "listf", "namea",
    "nameb", "namec", "nameatype", "namebtype", "namectype", "verified", "record", "read",
    "language", "origlanguage",
})  # fmt: skip

#: Fields whose text may be printed: marks of LaTeX in it are read.
TEXT = (_of(Kind.NAMES, Kind.LIST, Kind.TEXT, Kind.NUMBERS) - SILENT - {"annotation", "annote"}) | {
    "type", "entrysubtype", "authortype", "editortype", "editoratype", "editorbtype",
    "editorctype",
}  # fmt: skip

#: Titles, which APA prints in sentence case (journals and series keep their capitals).
TITLES = frozenset({
    "title", "subtitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "issuetitle",
    "issuesubtitle",
})  # fmt: skip

#: Order of fields in the canonical form; what is not named follows in its own order.
ORDER = (
    "author", "authortype", "nameaddon", "with", "shortauthor", "narrator", "execproducer",
    "execdirector", "editor", "editortype", "shorteditor", "editora", "editoratype", "editorb",
    "editorbtype", "editorc", "editorctype", "bookauthor", "translator", "introduction",
    "foreword", "afterword", "annotator", "commentator", "holder", "title", "subtitle",
    "titleaddon", "titletranslation", "origtitle", "shorttitle", "journal", "journaltitle",
    "journalsubtitle", "journaltitleaddon", "issuetitle", "issuesubtitle", "issuetitleaddon",
    "booktitle", "booksubtitle", "booktitleaddon", "maintitle", "mainsubtitle", "maintitleaddon",
    "year", "month", "day", "date", "origyear", "origdate", "origpublisher", "origlocation",
    "pubstate", "edition", "version", "series", "volume", "volumes", "number", "issue", "part",
    "chapter", "pages", "eid", "pagetotal", "publisher", "institution", "organization",
    "location", "howpublished", "library", "eventtitle", "eventtitleaddon", "eventdate", "venue",
    "citation", "source", "article", "section", "amendment", "appentry", "type", "entrysubtype",
    "isbn", "issn", "doi", "url", "urldate", "eprint", "eprinttype", "eprintclass", "pmid",
    "pmcid", "langid", "related", "relatedtype", "relatedstring", "note", "addendum", "retraction",
    "correction", "concern", "keywords", "verified", "record", "read",
)  # fmt: skip

#: Fields that only this tool has.
HOUSE_FIELDS = frozenset({
    "titletranslation", "origyear", "retraction", "correction", "concern", "verified", "record",
    "read",
})  # fmt: skip

#: Fields with the DOIs of notices about the work, commas between: the gravest first.
NOTICES = ("retraction", "concern", "correction")

#: Every field of the model.
KNOWN = frozenset(KINDS)

#: Names of one thing: classic BibTeX's, and biblatex's that an entry should have one of.
SAME = {
    "address": "location", "school": "institution", "journal": "journaltitle",
    "annote": "annotation", "archiveprefix": "eprinttype", "primaryclass": "eprintclass",
    "origyear": "origdate",
}  # fmt: skip

#: What people write, and what they mean.
MISNOMERS = {
    "authors": "author", "editors": "editor", "translators": "translator", "pp": "pages",
    "page": "pages", "vol": "volume", "no": "number", "link": "url", "website": "url",
    "urlaccessdate": "urldate", "accessed": "urldate", "lastchecked": "urldate",
    "lastaccessed": "urldate", "doi_url": "doi", "publisherplace": "address",
    "place": "address", "city": "address", "articleno": "eid", "article-number": "eid",
    "journal-title": "journal", "isbn13": "isbn", "isbn-13": "isbn", "collaboration": "author",
}  # fmt: skip


def part_of(name: str) -> str:
    """The field that an annotation belongs to: ``author`` of ``author+an:role``; else ``name``.

    Source: biblatex 3.20 manual, section 3.7 (data annotations): the marker ``+an``, and the
    annotation's own name behind a colon.
    """
    field, plus, marker = name.partition("+")
    return field if plus and (marker == "an" or marker.startswith("an:")) else name
