"""Fields, by what they hold."""

from __future__ import annotations

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

#: What people write, and what they mean.
MISNOMERS = {
    "authors": "author", "editors": "editor", "translators": "translator", "pp": "pages",
    "page": "pages", "vol": "volume", "no": "number", "link": "url", "website": "url",
    "urlaccessdate": "urldate", "accessed": "urldate", "lastchecked": "urldate",
    "lastaccessed": "urldate", "doi_url": "doi", "publisherplace": "address",
    "place": "address", "city": "address", "articleno": "eid", "article-number": "eid",
    "journal-title": "journal", "isbn13": "isbn", "isbn-13": "isbn", "collaboration": "author",
}  # fmt: skip
