"""Tags of RIS whose meaning depends on the kind of work, as EndNote and Zotero write them.

Each type of RIS has its table: tags with CSL's names. What is the same for nearly all types, or
needs a look at its value, stands in ``ris``.
"""

from __future__ import annotations

from apabib.i18n import _

#: Tags that mean one thing in every type that does not say otherwise.
EVERY = {
    "ST": "title-short", "CY": "publisher-place", "PP": "publisher-place",
    "J2": "container-title-short", "JA": "container-title-short", "JO": "container-title-short",
    "J1": "container-title-short", "RI": "reviewed-title", "PMID": "PMID", "PMCID": "PMCID",
}  # fmt: skip
_BOOK = {"M1": "collection-number", "SP": "number-of-pages", "NV": "number-of-volumes"}
_CHAPTER = {
    "SE": "chapter-number", "SV": "collection-number", "M1": "number-of-volumes",
    "C2": "container-author", "NV": "number-of-volumes",
}  # fmt: skip
_FILM = {"A3": "producer", "C4": "genre", "C5": "medium", "M1": "number"}
_IMAGE = {"M1": "number", "T2": "container-title"}
_REPORT = {
    "M1": "number", "IS": "number", "C6": "number", "NV": "collection-number", "A3": "publisher",
    "SP": "number-of-pages",
}  # fmt: skip
#: What further tags mean in a type.
TYPED: dict[str, dict[str, str]] = {
    "ADVS": {"A2": "performer", "M1": "number", "C5": "medium", "T3": "collection-title"},
    "ANCIENT": {**_BOOK, "A2": "editor", "T2": "container-title", "SP": "page"},
    "ART": _IMAGE,
    "BILL": {
        "M1": "number", "ET": "chapter-number", "T2": "container-title", "T3": "authority",
        "VL": "volume", "SE": "section", "SP": "page",
    },
    "BLOG": {"A3": "illustrator", "T3": "publisher"},
    "BOOK": _BOOK,
    "CASE": {
        "A2": "container-title", "NV": "container-title", "T2": "container-title", "VL": "volume",
        "SP": "page", "SV": "number", "PB": "authority", "IS": "number", "M1": "number",
    },
    "CHAP": _CHAPTER,
    "CHART": _IMAGE,
    "CLSWK": _BOOK,
    "CONF": {"CY": "event-place", "C1": "event-place", "NV": "number-of-volumes", "M1": "number"},
    "CPAPER": {"CY": "event-place", "C1": "publisher-place", "M1": "number"},
    "CTLG": {"A2": "publisher", "NV": "number", "T2": "collection-title"},
    "DATA": {"A2": "producer", "NV": "number", "T3": "collection-title"},
    "DBASE": {"T2": "container-title"},
    "EBOOK": {**_BOOK, "A2": "editor", "T3": "collection-title"},
    "ECHAP": {**_CHAPTER, "M1": "collection-number", "C7": "PMCID"},
    "EDBOOK": _BOOK,
    "EJOUR": {"C3": "PMCID", "C5": "volume-title"},
    "EQUA": _IMAGE,
    "FIGURE": _IMAGE,
    "GOVDOC": {**_REPORT, "T3": "collection-title", "C1": "authority", "A2": "publisher"},
    "GRANT": {"C5": "number", "M3": "genre"},
    "HEAR": {
        "M1": "number", "ET": "chapter-number", "C2": "chapter-number", "T2": "authority",
        "T3": "authority", "SP": "page",
    },
    "INTV": {"A2": "interviewer"},
    "JOUR": {"C2": "PMCID"},
    "LEGAL": {
        "T2": "volume", "VL": "number", "SE": "section", "A2": "authority", "PB": "publisher",
        "SP": "page",
    },
    "MANSCPT": {
        "PB": "archive", "T2": "archive_collection", "NV": "archive_location",
        "VL": "archive_location", "M1": "archive_location", "CY": "archive-place", "SP": "page",
    },
    "MPCT": {**_FILM, "A4": "performer"},
    "MULTI": {"M1": "number", "C5": "medium"},
    "MUSIC": {"A4": "producer", "C1": "medium", "C2": "genre", "T3": "collection-title"},
    "NEWS": {"SE": "section", "C2": "issue"},
    "PAMP": {"VL": "number", "A2": "publisher", "M2": "number-of-pages"},
    "PAT": {"A2": "authority", "C8": "number", "M1": "number"},
    "PCOMM": {"A2": "recipient"},
    "RPRT": _REPORT,
    "SER": {**_BOOK, "A2": "editor", "T3": "collection-title", "SE": "chapter-number"},
    "SLIDE": {"A2": "author"},
    "SOUND": {"A2": "performer", "T3": "container-title", "C5": "medium", "M1": "number"},
    "STAND": {"NV": "chapter-number", "SE": "section", "M1": "number"},
    "STAT": {
        "T2": "container-title", "VL": "volume", "SE": "section", "M1": "number", "NV": "number",
        "SP": "page", "ET": "chapter-number",
    },
    "THES": {"VL": "genre", "M1": "number", "SP": "number-of-pages"},
    "UNPB": {"M1": "number", "SP": "page"},
    "VIDEO": _FILM,
}  # fmt: skip
TYPED |= {
    "GRNT": TYPED["GRANT"], "UNPD": TYPED["UNPB"], "UNBILL": TYPED["BILL"],
    "PODCAST": TYPED["SOUND"], "PODCST": TYPED["SOUND"], "ENCYC": {"NV": "number-of-volumes"},
    "DICT": {"NV": "number-of-volumes", "M1": "number"}, "WEB": {"M1": "accessed"},
    "AGGR": TYPED["DBASE"],
}  # fmt: skip
#: Variables that hold names.
PEOPLE = frozenset({
    "author", "container-author", "editor", "illustrator", "interviewer", "performer", "producer",
    "recipient",
})  # fmt: skip
#: Types whose A4 are no translators.
NO_TRANSLATOR = frozenset({
    "CASE", "CONF", "CPAPER", "DATA", "GOVDOC", "MPCT", "MUSIC", "RPRT", "SER",
})  # fmt: skip


def in_words(tag: str, shown: str, named: str) -> str:
    """A tag as it is told to a person: ``KW (keywords)``; ``shown`` is the name in its file."""
    words = {
        "A2": _("editor of the series"), "A3": _("editor of the series"),
        "A4": _("others who took part"),
        "AB": _("abstract"), "AD": _("address of the author"), "AN": _("accession number"),
        "CA": _("caption"), "CN": _("call number"), "DB": _("database"),
        "DP": _("database provider"), "J1": _("abbreviation"), "J2": _("abbreviation"),
        "JA": _("abbreviation"), "JO": _("abbreviation"), "KW": _("keywords"),
        "L1": _("file"), "L2": _("file"), "L3": _("link"), "L4": _("picture"), "LB": _("label"),
        "N1": _("note"), "N2": _("abstract"), "OP": _("original publication"), "RN":
        _("research notes"), "RP": _("reprint"), "SE": _("section"), "SN": _("ISBN or ISSN"),
        "TA": _("author in translation"), "Y2": _("day of access"),
    }  # fmt: skip
    words |= {
        "BILL": {"A2": _("sponsor")}, "THES": {"A3": _("advisor"), "T2": _("department")},
        "MPCT": {"A2": _("director of the series"), "SP": _("running time")},
        "MAP": {"C1": _("scale")}, "ART": {"C3": _("size"), "M1": _("size")},
        "RPRT": {"A4": _("department")}, "UNPB": {"T3": _("department")},
        "HEAR": {"T3": _("legislative body")},
    }.get(named, {})  # fmt: skip
    word = words.get(tag.strip())
    return f"{shown} ({word})" if word else shown
