"""The date element, in the list and in the text (APA 7, sections 9.13 to 9.17).

An approximate date is "(ca. 2011)" in the list and "ca. 2011" in the text, without square brackets.
The manual prints "ca. 350 B.C.E." so (section 8.15, example 36), the guide of Navitas keeps the
brackets for a date that is known from elsewhere, and the official CSL style has none. APA has no
form for an uncertain date (``?``): it is printed as an approximate one.

Dutch has "2022, 3 maart", as Radboud's guide does, and "z.d.", as HAN's; "z.j." is read as no date.

A range goes from its first to its last day: "2016, March 30–April 2". Of a decade (``201X``) the
first and the last year are printed, as biblatex does.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from apabib.apa7.markup import Span
from apabib.apa7.work import Locale, Mark, Work
from apabib.text.dates import Date, Moment
from apabib.text.states import IN_PRESS


def dated(work: Work, mark: Mark, locale: Locale) -> list[Span]:
    """``(2006b).``"""
    return [Span(f"({when(work, mark, locale)}).")]


def when(work: Work, mark: Mark, locale: Locale) -> str:
    """``2006b``, ``2015, June 3``, ``2016, March 30–April 2``, ``n.d.-a``."""
    _ = locale.translate
    found = work.date
    start, end = found.start, found.end
    if not start or not (_detail(start, locale) or (end and _detail(end, locale))):
        return year(work, mark, locale)
    if end is None:
        first = _with_letter(_moment(start, locale), mark.suffix)
        ongoing = "–" + _("present") if found.ongoing else ""
        return f"{first}, {_detail(start, locale)}{ongoing}"
    if start.year == end.year:
        first = _with_letter(_moment(start, locale), mark.suffix)
        return f"{first}, {_details(start, end, locale)}"
    first = _with_letter(_moment(start, locale), mark.suffix)
    ends = ((first, _detail(start, locale)), (_moment(end, locale), _detail(end, locale)))
    return "–".join(", ".join(filter(None, each)) for each in ends)


def year(work: Work, mark: Mark, locale: Locale) -> str:
    """``2006a``, ``n.d.-a`` or ``ca. 2011``: the date in the text."""
    _ = locale.translate
    if not work.date:
        return _with_letter(_("n.d."), mark.suffix)
    return _with_letter(years(work.date, locale), mark.suffix)


def years(dates: Date, locale: Locale) -> str:
    """The years of a date: ``1990–1995``, ``2015–present``, ``ca. 350 B.C.E.``, ``in press``."""
    _ = locale.translate
    if dates.words:
        return _("in press") if dates.words == IN_PRESS else dates.words
    start, end = dates.start, dates.end
    if not start:
        return _moment(end, locale) if end else ""
    if dates.ongoing:
        return f"{_moment(start, locale)}–{_('present')}"
    if end is None and start.years > 1:
        end = Moment(start.year + start.years - 1)
    if end is None or end.year == start.year:
        return _moment(start, locale)
    before = start.year < 1
    if before and end.year < 1:
        shown = f"{1 - start.year}–{_bare(end, locale)}"
    elif before:
        shown = f"{_bare(start, locale)}–" + _("{year} C.E.").format(year=end.year)
    else:
        shown = f"{start.year}–{end.year}"
    return _("ca. {year}").format(year=shown) if dates.circa else shown


def year_in_text(work: Work, mark: Mark, locale: Locale) -> str:
    """A republished work shows both years, if they are two: ``1969/1982`` (section 8.15)."""
    shown = year(work, mark, locale)
    first = years(work.original_date, locale) if work.original_date else ""
    return f"{first}/{shown}" if first and first != year(work, Mark(), locale) else shown


def long_date(value: str, locale: Locale) -> str:
    """The day of a retrieval: ``July 22, 2024`` (section 9.16); ``July 2024`` without a day."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    found = Date.parse(value).start
    if not found or not 0 < found.year < 10_000 or not found.month:
        # What is no day is printed as it stands; ``apabib check`` reports it.
        return value
    day = date(found.year, found.month, found.day or 1)
    form = "long" if found.day else "MMMM y"  # Babel's letters for the month's name and the year
    try:
        return format_date(day, form, locale=locale.language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return format_date(day, form, locale="en")


def _with_letter(shown: str, letter: str) -> str:
    """``2006a``, but ``n.d.-a`` and ``in press-a`` (section 9.47)."""
    return shown + ("-" if letter and not shown[-1:].isdigit() else "") + letter


def _moment(moment: Moment, locale: Locale) -> str:
    _ = locale.translate
    shown = _bare(moment, locale)
    return _("ca. {year}").format(year=shown) if moment.circa else shown


def _bare(moment: Moment, locale: Locale) -> str:
    _ = locale.translate
    if moment.year > 0:
        return str(moment.year)
    return _("{year} B.C.E.").format(year=1 - moment.year)


def _details(start: Moment, end: Moment, locale: Locale) -> str:
    """What follows the year, of two moments of one year: ``September 27–30``, ``Spring/Summer``.

    An issue of two seasons has the slash of section 9.14 (page 290).
    """
    if start.month == end.month and start.day and end.day:
        return _day(start.month, f"{start.day}–{end.day}", locale)
    shown = (_detail(moment, locale) for moment in (start, end))
    # "Spring/Summer" (section 9.14): an issue of two seasons.
    return ("/" if start.season and end.season else "–").join(filter(None, shown))


def _detail(moment: Moment, locale: Locale) -> str:
    if moment.season:
        return _seasons(locale)[moment.season - 1]
    if moment.day:
        return _day(moment.month, str(moment.day), locale)
    return _months(locale.language)[moment.month] if moment.month else ""


def _day(month: int, day: str, locale: Locale) -> str:
    _ = locale.translate
    return _("{month} {day}").format(month=_months(locale.language)[month], day=day)


def _seasons(locale: Locale) -> tuple[str, ...]:
    """Fall, as the manual has it (6th edition, section 7.02, example 29); not "Autumn"."""
    _ = locale.translate
    return _("Spring"), _("Summer"), _("Fall"), _("Winter")


@lru_cache(maxsize=8)
def _months(language: str) -> dict[int, str]:
    from babel import UnknownLocaleError
    from babel.dates import get_month_names

    try:
        return dict(get_month_names("wide", locale=language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return dict(get_month_names("wide", locale="en"))
