"""For each type, the fields that it needs, those that it may have, and where each is printed.

Needs follow the biblatex 3.20 manual, section 2.1, as far as a reference in APA 7 suffers without
them. Places follow the sections of the APA manual that stand beside them; ``tests/test_marks.py``
fills every field of every type, and looks for it in what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from apabib.bibtex.model.types import AUDIOVISUAL, LEGAL, PARTS, base_type


class Place(Enum):
    """Where a field of an entry is printed."""

    AUTHOR = "author"
    DATE = "date"
    TITLE = "title"
    """The title, what stands behind it in parentheses, and the description in brackets."""
    SOURCE = "source"
    """The journal, the book, the event, the publisher, with their numbers."""
    ADDRESS = "address"
    HISTORY = "history"
    """What stands behind the address: where a work came from, what became of it."""
    TEXT = "text"
    """In citations only."""
    ORDER = "order"
    """It sorts the list, and is not seen."""
    CONDITION = "condition"
    """It changes how others are printed."""
    NOWHERE = ""


def _at(place: Place, names: str) -> dict[str, Place]:
    return dict.fromkeys(names.split(), place)


#: Of every work (sections 9.7 to 9.52).
_EVERY = {
    **_at(Place.AUTHOR, "author authortype nameaddon with editor editortype editora editoratype"
          " editorb editorbtype editorc editorctype execproducer execdirector"),
    **_at(Place.DATE, "date year pubstate eventdate"),
    **_at(Place.TITLE, "title subtitle titleaddon titletranslation type note volume"),
    **_at(Place.ADDRESS, "doi url urldate"),
    **_at(Place.HISTORY, "origdate origyear related relatedstring addendum retraction correction"
          " concern"),
    **_at(Place.TEXT, "shortauthor shorteditor shorttitle"),
    **_at(Place.ORDER, "presort sortkey sortname sorttitle"),
    **_at(Place.CONDITION, "langid keywords relatedtype"),
}  # fmt: skip
#: Of all but legal works (sections 10.1 to 10.16).
_WORK = {
    **_EVERY,
    **_at(Place.TITLE, "origtitle translator narrator entrysubtype"),
    **_at(Place.SOURCE, "howpublished"),
}
_EPRINT = _at(Place.SOURCE, "eprint eprinttype archiveprefix")
_FROM = _at(Place.SOURCE, "publisher institution school organization") | _EPRINT
_MAIN = "maintitle mainsubtitle maintitleaddon volume volumes part edition"
#: Persons beside the author stand behind the title (sections 9.10 and 10.2).
_BESIDE = "editoratype editorb editorbtype editorc editorctype"
#: Who wrote a part of a book is named with its authors (section 9.8), or behind its title.
_INTRODUCED = "introduction foreword afterword"
_WHOLE = {
    **_WORK,
    **_FROM,
    **_at(Place.AUTHOR, _INTRODUCED),
    **_at(Place.TITLE, "annotator commentator number version"),
    **_at(Place.TITLE, _MAIN),
    **_at(Place.TITLE, _BESIDE),
}
_IN = _at(Place.SOURCE, "booktitle booksubtitle booktitleaddon")


def _but(row: Mapping[str, Place], names: str) -> dict[str, Place]:
    """A row without some fields."""
    return {name: place for name, place in row.items() if name not in names.split()}


#: A part of a book (section 10.3): what is said of the book follows "In".
_PART = {
    **_but(_WHOLE, "number shorteditor"),
    **_at(Place.TITLE, _INTRODUCED),
    **_IN,
    **_at(Place.SOURCE, "bookauthor editor editortype editora pages eid chapter"),
    **_at(Place.SOURCE, _MAIN),
    **_at(Place.SOURCE, _BESIDE),
}
_DAY = _at(Place.DATE, "month day")
_AT_EVENT = _at(Place.SOURCE, "eventtitle eventtitleaddon venue")
_EVENT = _DAY | _AT_EVENT | _at(Place.SOURCE, "location")
_JOURNAL = _at(
    Place.SOURCE,
    "journal journaltitle journalsubtitle journaltitleaddon volume number issue pages eid",
)
_ISSUE = "issuetitle issuesubtitle issuetitleaddon"
_LAW = (
    _EVERY
    | _at(Place.TITLE, "origtitle maintitle mainsubtitle")
    | _at(
        Place.SOURCE,
        "citation howpublished journal journaltitle number series location address institution"
        " organization publisher source article section amendment part booktitle pages",
    )
)
_SEEN_OR_HEARD = _WHOLE | _IN | _AT_EVENT | _at(Place.SOURCE, "library")

_PLACES: dict[str, dict[str, Place]] = {
    # Section 10.1.
    "article": _WORK | _DAY | _JOURNAL,
    "periodical": _WORK | _JOURNAL | _at(Place.TITLE, _ISSUE),
    # Sections 10.2 to 10.6.
    "book": _but(_WHOLE, "number"),
    "proceedings": _but(_WHOLE, "number"),
    **dict.fromkeys(("booklet", "manual", "standard", "commentary", "hardware"), _WHOLE),
    "report": _WHOLE | _DAY | _at(Place.TITLE, "series"),
    "thesis": _WHOLE | _at(Place.TITLE, "institution school"),
    "inbook": _PART,
    "incollection": _PART,
    "inproceedings": _PART | _EVENT | _at(Place.TITLE, "number"),
    "presentation": _WHOLE | _IN | _EVENT | _at(Place.SOURCE, "address"),
    # Sections 10.8 to 10.11, 10.15, and 10.16.
    "online": _WHOLE | _DAY,
    "misc": _WHOLE | _EVENT | _at(Place.SOURCE, "library"),
    "unpublished": _WHOLE | _EVENT | _at(Place.SOURCE, "library"),
    "letter": _WHOLE | _DAY | _at(Place.SOURCE, "library"),
    "dataset": _WHOLE | _IN | _at(Place.TITLE, "appentry"),
    "software": _WHOLE | _IN | _at(Place.TITLE, "appentry"),
    # Sections 10.12 to 10.14: a part, such as an episode or a song, has the title of its whole.
    **dict.fromkeys(AUDIOVISUAL, _SEEN_OR_HEARD | _DAY),
    **dict.fromkeys(("audio", "video"), _SEEN_OR_HEARD | _DAY | _at(Place.SOURCE, "series")),
    "movie": _SEEN_OR_HEARD | _at(Place.SOURCE, "series"),
    "music": _SEEN_OR_HEARD,
    "artwork": _SEEN_OR_HEARD | _at(Place.SOURCE, "location address"),
    "image": _SEEN_OR_HEARD | _DAY | _at(Place.SOURCE, "location address"),
    # Sections 11.4 to 11.10.
    **dict.fromkeys(LEGAL, _LAW),
    "legal": _but(_LAW, "publisher") | _at(Place.TEXT, "origdate origyear"),
    "constitution": _but(_LAW, "number") | _at(Place.SOURCE, "booktitle booksubtitle"),
    "patent": _but(_WHOLE, "execproducer execdirector shorteditor") | _at(Place.AUTHOR, "holder"),
}  # fmt: skip

#: What biblatex's types have besides, and APA prints nowhere: places of publication (since the 7th
#: edition, section 9.29), series of books, numbers of pages, and so on.
_EVERYWHERE = (
    "location", "address", "series", "pagetotal", "part", "chapter", "annotation", "annote",
    "library", "eprintclass", "primaryclass", "month", "day",
)  # fmt: skip
_BOOKS = (
    "bookauthor", "number", "origpublisher", "origlocation", "pages", "eid", "reprinttitle",
)  # fmt: skip
_UNPRINTED: dict[str, Iterable[str]] = {
    "article": ["version", "series", "annotator", "commentator"],
    "book": _BOOKS, "inbook": _BOOKS, "incollection": _BOOKS, "proceedings": _BOOKS,
    "periodical": _BOOKS, "manual": _BOOKS, "booklet": _BOOKS,
    "inproceedings": _BOOKS, "thesis": ["pages", "eid"], "report": ["pages", "eid"],
}  # fmt: skip


class Need(NamedTuple):
    """What an entry has to have: one of some fields. ``others`` are as good, and not advised."""

    fields: tuple[str, ...]
    others: tuple[str, ...] = ()
    is_error: bool = False


#: An untitled work has its description only: a review, a map on a screen (section 9.22).
_TITLE = Need(("title",), ("titleaddon",), is_error=True)
_SEEN = Need(("title",), ("titleaddon", "type"), is_error=True)
_VOLUME = Need(("title",), ("titleaddon", "maintitle"), is_error=True)
_DATE = Need(("year", "date"), ("pubstate",))
_TIME = Need(("year", "date"), ("pubstate", "eventdate"))
_WHO = Need(("author", "editor"))
_PUBLISHER = Need(("publisher",))
_BOOK = Need(("booktitle",), ("maintitle",), is_error=True)
_OF_LAW = (
    Need(
        ("title",),
        ("titleaddon", "citation", "howpublished", "type", "source", "number"),
        is_error=True,
    ),
    Need(("year", "date"), ("origdate",)),
)
#: What each type cannot do without; what is no error is missed only where a work has it.
_NEEDS: dict[str, tuple[Need, ...]] = {
    "article": (Need(("title", "titleaddon"), ("relatedtype",), is_error=True),
                Need(("journal", "journaltitle"), is_error=True), _WHO, _DATE),
    "book": (_VOLUME, _WHO, _DATE, _PUBLISHER),
    "inbook": (_SEEN, _BOOK, _WHO, _DATE, _PUBLISHER),
    "incollection": (_SEEN, _BOOK, _WHO, _DATE, _PUBLISHER),
    "inproceedings": (_SEEN, Need(("booktitle", "eventtitle"), ("maintitle",), is_error=True),
                      _WHO, _TIME),
    "presentation": (_SEEN, Need(("eventtitle",), ("booktitle", "maintitle", "howpublished")),
                     _WHO, _TIME),
    # On the web, dictionaries often name no author, no year, and no publisher.
    "inreference": (_SEEN, _BOOK, Need(("year", "date"), ("pubstate", "urldate")),
                    Need(("publisher",), ("url", "doi"))),
    "proceedings": (Need(("title",), ("titleaddon", "maintitle", "booktitle"), is_error=True),
                    _DATE),
    "periodical": (Need(("title", "issuetitle"), is_error=True), _DATE),
    "report": (_TITLE, Need(("institution", "publisher"), ("organization", "author"), True), _DATE),
    "thesis": (_TITLE, Need(("author",)),
               Need(("institution", "school"), ("publisher",), is_error=True), _DATE),
    "online": (_SEEN, Need(("url", "doi"), ("eprint", "howpublished"))),
    "misc": (Need(("title", "howpublished"), ("note", "titleaddon", "type"), is_error=True),),
    "patent": (Need(("title", "number"), is_error=True), Need(("author",), ("holder",)), _DATE),
    "constitution": (Need(("title", "source"), is_error=True),),
    "set": (Need(("entryset",), is_error=True),),
    **dict.fromkeys(("manual", "booklet", "standard", "commentary"), (_VOLUME,)),
    **dict.fromkeys(("unpublished", "dataset", "software", "hardware", "letter"), (_SEEN,)),
    **dict.fromkeys(AUDIOVISUAL, (_SEEN,)),
    **dict.fromkeys(LEGAL - {"constitution"}, _OF_LAW),
}  # fmt: skip

#: Who may stand in the author's place: what is said of them one by one is printed there.
_CREDITED = frozenset({
    "author", "editor", "editora", "editorb", "editorc", "execproducer", "execdirector", "holder",
})  # fmt: skip
_OF_PEOPLE = frozenset({"role", "username"})
_OF_CITATIONS = frozenset({"citeorg", "citedate", "citeinfo"})
_NONE: Mapping[str, Place] = {}


def places(kind: str) -> Mapping[str, Place]:
    """The fields that are printed of a type, or change what is, by their names; each with where."""
    return _PLACES.get(base_type(kind), _NONE)


def needs(kind: str) -> tuple[Need, ...]:
    """What an entry of a type has to have."""
    return _NEEDS.get(kind) or _NEEDS.get(base_type(kind), ())


def place(kind: str, field: str) -> Place:
    """Where a field of a type is printed, or an annotation such as ``author+an:role``."""
    if "+" in field:
        return _annotation_place(kind, *field.split("+an:", 1))
    return places(kind).get(field, Place.NOWHERE)


def _annotation_place(kind: str, field: str, said: str = "") -> Place:
    """The editors of a chapter's book have one role; those of a book may have one each."""
    printed = places(kind).get(field, Place.NOWHERE)
    if field == "citation":
        return printed if said in _OF_CITATIONS else Place.NOWHERE
    if printed is Place.NOWHERE or field not in _CREDITED or said not in _OF_PEOPLE:
        return Place.NOWHERE
    base = base_type(kind)
    is_beside = base in PARTS or (base == "patent" and field != "holder")
    return Place.NOWHERE if is_beside and field != "author" else Place.AUTHOR


def is_judged(kind: str) -> bool:
    """Whether the model says what a type prints: custom types mean what their project likes."""
    return base_type(kind) in _PLACES


def allowed(kind: str) -> frozenset[str]:
    """The fields that an entry of a type may have, printed or not, besides ``SILENT`` ones."""
    base = base_type(kind)
    return frozenset((*_PLACES.get(base, ()), *_UNPRINTED.get(base, ()), *_EVERYWHERE))
