"""The date element, in the list and in the text (APA 7, sections 9.13 to 9.17)."""

from __future__ import annotations

from datetime import date

from apabib.apa7.markup import Span
from apabib.apa7.work import Locale, Mark, Work
from apabib.text.dates import Date


def dated(work: Work, mark: Mark, locale: Locale) -> list[Span]:
    """``(2006b).``"""
    return [Span(f"({when(work, mark, locale)}).")]


def when(work: Work, mark: Mark, locale: Locale) -> str:
    """``2006b``, ``2015, June 3``, ``n.d.-a``."""
    text, found = year(work, mark, locale), work.date
    if not found.month:
        return text
    from babel.dates import format_date

    _ = locale.translate
    # Babel's pattern letters: MMMM is the month's name, d the day.
    pattern = _("MMMM d") if found.day else "MMMM"
    day = date(int(found.year), found.month, found.day or 1)
    return f"{text}, {format_date(day, pattern, locale=locale.language)}"


def year(work: Work, mark: Mark, locale: Locale) -> str:
    """``2006a``, ``n.d.-a`` or ``[ca. 2011]``, as in the list."""
    _ = locale.translate
    if not work.date.year:
        return _("n.d.") + (f"-{mark.suffix}" if mark.suffix else "")
    if work.date.circa:
        return "[" + _("ca. {year}").format(year=work.date.year) + "]" + mark.suffix
    hyphen = "-" if mark.suffix and not work.date.year[-1].isdigit() else ""
    return work.date.year + hyphen + mark.suffix


def year_in_text(work: Work, mark: Mark, locale: Locale) -> str:
    """A republished work shows both years: ``1969/1982`` (section 8.15)."""
    shown = year(work, mark, locale)
    return f"{work.original_year}/{shown}" if work.original_year else shown


def long_date(value: str, locale: Locale) -> str:
    """The day of a retrieval: ``July 22, 2024`` (section 9.16)."""
    from babel.dates import format_date

    day = Date.parse(value).calendar_day
    # What is no day is printed as it stands; ``apabib check`` reports it.
    return format_date(day, "long", locale=locale.language) if day else value
