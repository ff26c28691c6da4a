"""Values with a form of their own: dates, pages, numbers."""

from __future__ import annotations

import re
from datetime import date

from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review, apply
from apabib.text.dates import first_day, is_date
from apabib.text.fold import words
from apabib.text.ordinals import edition_number

_YEAR = re.compile(r"[0-9]{3,4}\Z")
_YEAR_LETTER = re.compile(r"([0-9]{4})[a-z]\Z")
_MONTHS = words(
    """
    jan feb mar apr may jun jul aug sep oct nov dec january february march april june july
    august september october november december
    """
)
_PAGE = r"[A-Za-z]{0,3}[0-9]{1,7}[A-Za-z]{0,2}|[ivxlcdmIVXLCDM]{1,9}"
_PAGE_RANGE = re.compile(rf"({_PAGE})\s*([-‐-―−]{{1,4}})\s*({_PAGE})\Z")
_PAGE_NUMBER = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})\Z")
_VOLUME_WORD = re.compile(r"(?:vol(?:ume)?|jg|jaargang)\b\.?\s*", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"(?:no|nr|issue|iss)\b\.?\s*", re.IGNORECASE)


def check(review: Review, entry: Entry) -> None:
    """All rules of this module on one entry."""
    apply(_RULES, review, entry)
    _check_year_and_date(review, entry)


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
    letter = _YEAR_LETTER.match(value)
    if letter:
        remedy = _("write %s: letters are added where they are printed") % letter[1]
    elif is_date(value):
        remedy = _("write it in date")
    else:
        remedy = _("write four digits, or leave year out (APA prints n.d.)")
    review.warn(
        entry, each, "year-form", _("%s is no year: %s") % (each.lower, excerpt(value)), remedy
    )


def _date(review: Review, entry: Entry, each: Field, value: str) -> None:
    if not is_date(value):
        review.warn(
            entry,
            each,
            "date-form",
            _("%s is no date: %s") % (each.lower, excerpt(value)),
            _("write year-month-day, as in 2011-05-20"),
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
    if word.isdigit():
        if not 1 <= int(word) <= 12:
            review.error(
                entry,
                each,
                "month-form",
                _("there is no month %s") % excerpt(value),
                _("correct it"),
            )
    elif word[:3] not in _MONTHS and not re.search("spring|summer|fall|autumn|winter", word):
        review.warn(
            entry,
            each,
            "month-form",
            _("this is no month: %s") % excerpt(value),
            _("write a number from 1 to 12"),
        )


def _pages(review: Review, entry: Entry, each: Field, value: str) -> None:
    if re.match(r"(?:pp?|pages?|blz|S)\.\s*\d", value):
        review.warn(
            entry,
            each,
            "pages-word",
            _("pages holds a word for page: %s") % excerpt(value),
            _("keep the numbers"),
        )
        return
    for part in re.split(r"\s*[,;]\s*", value):
        found = _PAGE_RANGE.match(part)
        if not found:
            if re.match(r"[-‐-―−]", part) or re.search(r"[-‐-―−]\Z", part):
                review.warn(
                    entry,
                    each,
                    "pages-open",
                    _("a page range without an end: %s") % excerpt(part),
                    _("add the missing page, or delete the dash"),
                )
            continue
        first, dash, last = found.groups()
        if dash != "--" and (_has_digit(first) == _has_digit(last)):
            review.warn(
                entry,
                each,
                "pages-dash",
                _("a page range with “%s”: %s") % (dash, excerpt(part)),
                _("write %s--%s") % (first, last),
            )
        _check_order(review, entry, each, first, last)


def _has_digit(page: str) -> bool:
    return any(char.isdigit() for char in page)


def _check_order(review: Review, entry: Entry, each: Field, first: str, last: str) -> None:
    begin, end = _PAGE_NUMBER.match(first), _PAGE_NUMBER.match(last)
    if not begin or not end or end[1] not in {begin[1], ""}:
        return
    if int(end[2]) >= int(begin[2]):
        return
    full = begin[2][: len(begin[2]) - len(end[2])] + end[2]
    if len(end[2]) < len(begin[2]) and int(full) > int(begin[2]):
        review.warn(
            entry,
            each,
            "pages-short",
            _("the last page is cut short: %s") % each.value,
            _("write %s--%s") % (first, begin[1] + full),
        )
    else:
        review.error(
            entry,
            each,
            "pages-reversed",
            _("the last page comes before the first: %s") % each.value,
            _("compare it with the work"),
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


def _volume(review: Review, entry: Entry, each: Field, value: str) -> None:
    word = (_VOLUME_WORD if each.lower == "volume" else _NUMBER_WORD).match(value)
    if word and value[word.end() : word.end() + 1].isdigit():
        review.warn(
            entry,
            each,
            "number-word",
            _("%s holds a word: %s") % (each.lower, excerpt(value)),
            _("write %s") % value[word.end() :],
        )


_RULES = {
    "year": _year,
    "origyear": _year,
    "date": _date,
    "urldate": _date,
    "origdate": _date,
    "eventdate": _date,
    "month": _month,
    "pages": _pages,
    "edition": _edition,
    "volume": _volume,
    "number": _volume,
}
