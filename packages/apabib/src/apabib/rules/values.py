"""Values with a form of their own: dates, months, editions."""

from __future__ import annotations

import re
from datetime import date

from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.damaged import is_placeholder
from apabib.rules.review import Review, apply
from apabib.text.dates import Date, first_day, is_date
from apabib.text.ordinals import edition_number
from apabib.text.said_dates import read_date
from apabib.text.states import IN_PRESS, is_in_press, is_online_first

_YEAR = re.compile(r"[0-9]{3,4}\Z")
_EDITION_WORD = re.compile(r"(?<=\S)(?:\s+ed(?:n|ition|s)?\b\.?)+\Z", re.IGNORECASE)
_PERSONAL = re.compile(
    r"(?:personal communications?|persoonlijke (?:communicatie|mededeling))\b", re.IGNORECASE
)
_YEAR_LETTER = re.compile(r"([0-9]{4})[a-z]\Z")
_UNPUBLISHED = re.compile(
    r"\(?(?:submitted|under (?:review|revision)|in (?:prep|preparation|revision|review|progress)"
    r"|unpublished|manuscript|draft)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\[?(?:(?:c|ca|circa|about|approx|approximately)(?:\.\s*|\s+)([0-9]{4})|([0-9]{4})\s*\?)\]?\Z",
    re.IGNORECASE,
)
_YEARS = re.compile(r"([0-9]{4})\s*(?:/|[-‐-―]{1,3})\s*([0-9]{4}|[0-9]{2})\Z")
_REPRINT = re.compile(r"([0-9]{4})\s*[\[(/]\s*(?:orig\w*\.?\s*)?([0-9]{4})\s*[\])]\Z")
_MARKED_YEAR = re.compile(r"(?:\[|\(|©|℗|c|cop\.?\s?|copyright )+\s?([0-9]{4})[\])]*\.?\Z", re.I)


def check(review: Review, entry: Entry) -> None:
    """All rules of this module on one entry."""
    apply(_RULES, review, entry)
    _check_year_and_date(review, entry)
    _check_personal(review, entry)


def _check_personal(review: Review, entry: Entry) -> None:
    """A conversation or an e-mail, which no reader can find: it is cited in the text alone."""
    for name in ("howpublished", "type", "entrysubtype", "titleaddon", "note"):
        each = entry.field(name)
        if each and _PERSONAL.match(each.text.strip("{}[] ")):
            review.warn(
                entry,
                each,
                "personal-communication",
                _("a personal communication is no entry of a reference list (APA 7, section 8.9)"),
                _("delete it; the text names the person, “personal communication” and the day"),
            )
            return


def _year(review: Review, entry: Entry, each: Field, value: str) -> None:
    value = value.strip("{}")
    if _YEAR.match(value):
        if int(value) > review.today.year + 1:
            review.error(
                entry,
                each,
                "year-future",
                _("the year %s is in the future") % value,
                _("correct it"),
            )
        return
    if value == IN_PRESS or is_placeholder("year", value):
        return
    review.warn(
        entry,
        each,
        "year-form",
        _("%s is no year: %s") % (each.lower, excerpt(value)),
        _year_instead(value),
    )


def _year_instead(value: str) -> str:
    """What to write for a year in words."""
    if letter := _YEAR_LETTER.match(value):
        return _("write %s: letters are added where they are printed") % letter[1]
    if _is_accepted(value):
        return _("write %s") % IN_PRESS
    if _UNPUBLISHED.match(value):
        return _("write the year of the manuscript, and the rest in titleaddon")
    if about := _ABOUT.match(value):
        return _("write date = {%s~} instead") % (about[1] or about[2])
    if is_date(value) and "/" not in value:
        return _("write it in date")
    if years := _YEARS.match(value):
        first, last = years.groups()
        return _("write date = {%s/%s} instead") % (first, first[: 4 - len(last)] + last)
    if marked := _MARKED_YEAR.match(value):
        return _("write %s") % marked[1]
    if day := _day_in_words(value):
        return _("write date = {%s} instead") % day
    if reprint := _REPRINT.match(value):
        return _("write %s, and origyear = {%s}") % reprint.groups()
    if IN_PRESS in value.casefold():
        return _("write %s") % IN_PRESS
    return _("write four digits")


def _is_accepted(value: str) -> bool:
    said = value.casefold().startswith("accepted")
    return said or is_in_press(value) or is_online_first(value)


def _date_instead(value: str) -> str:
    """What to write for a date in words."""
    if _is_accepted(value):
        return _("write pubstate = {inpress} instead")
    if day := _day_in_words(value):
        return _("write %s") % day
    return _("write year-month-day, as in 2011-05-20")


def _day_in_words(value: str) -> str:
    """``2018/01/05``, ``May 2010`` or ``5 May 2010`` as biblatex writes it, if it is one."""
    day, left = read_date(value)
    return day if "-" in day and not left else ""


def _date(review: Review, entry: Entry, each: Field, value: str) -> None:
    if is_placeholder("date", value):
        return
    if not is_date(value):
        review.warn(
            entry,
            each,
            "date-form",
            _("%s is no date: %s") % (each.lower, excerpt(value)),
            _date_instead(value),
        )
        return
    parts = first_day(value)
    if not parts:
        return
    year, month, number = (*parts, 1, 1)[:3]
    try:
        day = date(year, min(month, 12), number)  # 21 to 24 are seasons
    except ValueError:
        review.error(
            entry, each, "date-form", _("there is no such day: %s") % value, _("correct it")
        )
        return
    limit = (
        review.today
        if each.lower == "urldate"
        else review.today.replace(year=review.today.year + 1, day=min(review.today.day, 28))
    )
    if day > limit:
        review.error(
            entry,
            each,
            "year-future",
            _("%s is in the future: %s") % (each.lower, value),
            _("correct it"),
        )


def _check_year_and_date(review: Review, entry: Entry) -> None:
    year, day = entry.get("year"), entry.get("date")
    if _YEAR.match(year) and is_date(day) and day[:4].isdigit() and day[:4] != year:
        review.error(
            entry,
            entry.field("year"),
            "year-date",
            _("year %s and date %s disagree") % (year, day),
            _("keep the right one"),
        )


def _month(review: Review, entry: Entry, each: Field, value: str) -> None:
    word = value.strip(".").casefold()
    if word.isdecimal():
        if len(word) > 2 or not 1 <= int(word) <= 12:
            review.warn(
                entry,
                each,
                "month-form",
                _("there is no month %s") % excerpt(value),
                _("correct it"),
            )
    elif not Date.of_parts("2000", value).has_month:
        review.warn(
            entry,
            each,
            "month-form",
            _("this is no month: %s") % excerpt(value),
            _("write a number from 1 to 12"),
        )


def _edition(review: Review, entry: Entry, each: Field, value: str) -> None:
    if value.isdigit():
        return
    number = edition_number(value)
    if number:
        review.warn(
            entry,
            each,
            "edition-number",
            _("edition is not a number: %s") % excerpt(value),
            _("write edition = {%s}") % number,
        )
    elif word := _EDITION_WORD.search(value.strip("{}")):
        review.warn(
            entry,
            each,
            "edition-word",
            _("edition holds the word that is printed behind it: %s") % excerpt(value),
            _("write edition = {%s}") % value.strip("{}")[: word.start()],
        )


_RULES = {
    "year": _year,
    "origyear": _year,
    "date": _date,
    "urldate": _date,
    "origdate": _date,
    "eventdate": _date,
    "month": _month,
    "edition": _edition,
}
