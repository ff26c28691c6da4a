"""Fields that APA prints nowhere in a work of its type, so that nobody misses them in silence.

Such an entry is sound, and other programs may need the field: it is a remark, which no demand makes
more. A journal of a book or a book of an article is more than that: the type is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

from apabib.bibtex import model
from apabib.bibtex.entries import Entry, Field
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.text.dates import Date
from apabib.text.names import parse_names
from apabib.text.states import is_in_press

#: Fields that say in what a work stands, and so what type it is.
_CONTAINERS = frozenset({
    "journal", "journaltitle", "journalsubtitle", "journaltitleaddon", "booktitle", "booksubtitle",
    "booktitleaddon",
})  # fmt: skip
#: Types of works that come out in series.
_IN_SERIES = frozenset({
    "book", "inbook", "incollection", "proceedings", "inproceedings", "manual", "booklet", "thesis",
    "report",
})  # fmt: skip
#: Fields that say the same, or nearly so, where one of them is not printed; the nearest first.
_NEAR = {
    "note": ("addendum",),
    "version": ("edition",),
    "edition": ("version",),
    "eid": ("pages",),
    "issue": ("number",),
    "type": ("titleaddon",),
    "publisher": ("institution", "organization"),
    "institution": ("publisher", "organization"),
    "organization": ("publisher", "institution"),
    "eventtitle": ("howpublished",),
    "venue": ("howpublished",),
    "eventdate": ("date",),
    "origtitle": ("titletranslation",),
    "holder": ("author",),
}


def check(review: Review, entry: Entry, each: Field, values: Mapping[str, str]) -> None:
    """Judge one known field that no other finding names; ``values`` are all of its entry."""
    kind, name = entry.type, each.lower
    if model.place(kind, name) is not model.Place.NOWHERE or not model.is_judged(kind):
        return
    if name.startswith("booktitle") and not values.get("title"):
        return  # it stands in the title's place
    if name in _CONTAINERS:
        review.warn(
            entry,
            each,
            "field-ignored",
            _("@%s does not print %s") % (kind, name),
            _other_type(model.base_type(kind), name),
        )
    elif entry.key not in _related(review):
        review.remark(
            entry,
            each,
            "field-unprinted",
            _("APA prints no %s of a @%s") % (name, kind),
            _instead(kind, name, values),
        )


def check_states(review: Review, entry: Entry, values: Mapping[str, str]) -> None:
    """Judge what is printed of such a work but not beside what the entry has too."""
    told = Date.parse(values.get("date", "") or values.get("year", ""))
    state = entry.field("pubstate")
    if state and told.start and is_in_press(state.text):
        review.remark(
            entry,
            state,
            "field-unprinted",
            _("the date is printed, and not that it is in press"),
            _("delete pubstate if it is out, else delete the date"),
        )
    for name in ("author", "editor"):
        short = entry.field(f"short{name}")
        people = parse_names(values.get(name, ""))[0] if short else []
        if short and people and all(person.given for person in people):
            review.remark(
                entry,
                short,
                "field-unprinted",
                _("%s is not printed: only groups have an abbreviation") % short.lower,
                _("it may stay for other programs"),
            )


def check_series(review: Review, entry: Entry, values: Mapping[str, str]) -> None:
    """Judge a volume beside a series: biblatex and APA have volumes of works, not of series.

    Publishers of numbered series, and classic BibTeX, write the number in the series into it.
    """
    volume, series = entry.field("volume"), entry.field("series")
    kind = model.base_type(entry.type)
    if kind == "report" and series and not (volume or values.get("number")):
        review.remark(
            entry,
            series,
            "field-unprinted",
            _("series is printed before the number of a report, and there is none"),
            _("add the number, if the report has one"),
        )
    if not volume or not values.get("series") or kind not in _IN_SERIES:
        return
    if any(values.get(name) for name in ("number", "maintitle", "volumes")):
        return
    review.remark(
        entry,
        volume,
        "volume-of-series",
        _("volume is printed as that of a work of several volumes, and series is not"),
        _("if it is the number in the series, call it number")
        if kind == "report"
        else _("if it is the number in the series, call it number: APA prints neither"),
    )


def _related(review: Review) -> frozenset[str]:
    """Entries of works that another one reprints or reviews: its reference has their pages too."""
    if review.related is None:
        named = (entry.get("related") for entry in review.bibliography.entries)
        review.related = frozenset(key.strip() for keys in named for key in keys.split(","))
    return review.related


def _other_type(kind: str, name: str) -> str:
    if name.startswith("journal"):
        if kind in model.PARTS:
            return _("write it in booktitle, or make the entry an @article")
        return _("make the entry an @article, or delete the field")
    return _("make the entry an @incollection, or delete the field")


def _instead(kind: str, name: str, values: Mapping[str, str]) -> str:
    if name in {"location", "address"}:
        return _("it may stay: the 7th edition leaves places of publication out")
    printed = model.places(kind)
    for other in _NEAR.get(model.SAME.get(name, name), ()):
        if other in printed and other not in values:
            return _("%s is printed, if readers need it") % other
    return _("it may stay for other programs")
