"""Tags of RIS whose meaning depends on the kind of work, as EndNote and Zotero write them.

Each type of RIS has its table: tags with CSL's names. What is the same for nearly all types, or
needs a look at its value, stands in ``ris``.
"""

from __future__ import annotations

#: Tags that mean one thing in every type that does not say otherwise.
EVERY = {
    "ST": "title-short", "CY": "publisher-place", "PP": "publisher-place", "J2":
    "container-title-short", "RI": "reviewed-title", "PMID": "PMID", "PMCID": "PMCID",
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
