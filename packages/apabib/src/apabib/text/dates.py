"""Dates as biblatex writes them (EDTF, ISO 8601-2, level 1), and years in any text.

A date is a moment or a range of two, and a moment a year with what is known besides: a month, a
day, a season, that it is approximate. Times of the day are read over.

Source: biblatex 3.20 manual, section 2.3.8.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from apabib.text.months import month_number

# 2011, -0349, Y12000, 201X, 2011-05-20, 2011-05-XX; months 21 to 24 are seasons.
_MOMENT = re.compile(
    r"(?P<year>-?[0-9]{2}(?:[0-9]{2}|[0-9][Xu]|XX|uu)|[Yy]-?[0-9]{5,9})"
    r"(?:-(?P<month>0[1-9]|1[0-2]|2[1-4]|XX)"
    r"(?:-(?P<day>0[1-9]|[12][0-9]|3[01]|XX)(?:T[0-9:+Z-]{2,20})?)?)?"
    r"(?P<doubt>[~?%]?)\Z"
)
#: Five digits before our era, for which biblatex wants the letter: they can be nothing else.
_BARE = re.compile(r"-[0-9]{5,9}")
_OPEN = frozenset({"", ".."})
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = re.compile(r"([0-9]{4})\s*(?:/|-+|–)\s*([0-9]{4})\Z")
_ABOUT = re.compile(r"(?:ca?\.|circa)\s*([0-9]{4})\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_NO_DATE = re.compile(
    r"\W*(?:n\.?\s?d\.?|s\.?\s?[ad]\.?|z\.?\s?[dj]\.?|o\.?\s?j\.?|no date|undated"
    r"|zonder (?:datum|jaar)|ongedateerd)\W*\Z",
    re.IGNORECASE,
)

_NAMED = re.compile(r"([^\W\d_]+)\.?(?:[\s~]+([0-9]{1,2}))?\Z")
_RANGE = re.compile(r"\s*(?:/|-+|–|—)\s*")


@dataclass(frozen=True, slots=True)
class Moment:
    """A year and what is known besides. What is unknown is 0."""

    year: int
    """Astronomical: 0 is 1 B.C.E., -349 is 350 B.C.E."""
    month: int = 0
    day: int = 0
    season: int = 0
    """1 is spring, 4 winter."""
    circa: bool = False
    """Approximate, uncertain, or both."""
    years: int = 1
    """10 for a decade (201X), 100 for a century."""

    @classmethod
    def parse(cls, value: str) -> Moment | None:
        """Read one; none where the calendar has no such day, or where biblatex would not.

        But for -14999, of which only ``is_date`` says that it should be Y-14999.
        """
        found = _MOMENT.match(f"Y{value}" if _BARE.match(value) else value)
        if not found or value == "0000":  # which is what programs write for none
            return None
        written = found["year"].lstrip("Yy")
        unknown = len(written) - len(written.rstrip("Xu"))
        year = int(written.rstrip("Xu")) * 10**unknown
        number = int(found["month"]) if (found["month"] or "XX") != "XX" else 0
        day = int(found["day"]) if number and (found["day"] or "XX") != "XX" else 0
        season = number - 20 if number > 20 else 0
        moment = cls(year, 0 if season else number, day, season, bool(found["doubt"]), 10**unknown)
        return moment if not (day and (season or not moment._is_real)) else None

    @property
    def written(self) -> str:
        """As biblatex has it: ``2011-05``, ``2011-21`` for its spring, ``-0349~``."""
        decades = {1: 0, 10: 1, 100: 2}[self.years]
        figures = f"{self.year:0{5 if self.year < 0 else 4}}"
        if abs(self.year) > 9999:
            figures = f"Y{figures}"
        shown = figures[: len(figures) - decades] + "X" * decades
        parts = [shown, *(f"{part:02}" for part in (self.month, self.day) if part)]
        if self.season:
            parts.append(str(20 + self.season))
        return "-".join(parts) + "~" * self.circa

    @property
    def _is_real(self) -> bool:
        """Whether the calendar has such a day; leap years go on before our era."""
        try:
            datetime.date(2000 + self.year % 400, self.month, self.day)
        except ValueError:
            return False
        return True

    @property
    def without_day(self) -> Moment:
        """The year alone."""
        return replace(self, month=0, day=0, season=0)


@dataclass(frozen=True, slots=True)
class Date:
    """A moment, a range, or words: ``2006``, ``1990/1995``, ``2015/``, ``in press``.

    A range has an ``end``, or goes on (``ongoing``). What is no date is in ``words``. No date has
    none of these.
    """

    start: Moment | None = None
    end: Moment | None = None
    ongoing: bool = False
    words: str = ""

    @classmethod
    def parse(cls, value: str) -> Date:
        """Read a date; anything that is none is kept as it stands (``in press``)."""
        value = value.strip()
        if says_no_date(value):
            return cls()
        if date := _parsed(value):
            return date
        if found := _YEARS.match(value):
            return cls(Moment(int(found[1])), Moment(int(found[2])))
        if found := _ABOUT.match(value):
            return cls(Moment(int(found[1]), circa=True))
        return cls(words=value)

    @classmethod
    def of_parts(cls, year: str, month: str = "", day: str = "") -> Date:
        """Read the fields ``year``, ``month`` and ``day``: numbers, names, ``May~3``, ``Spring``.

        A month or a day that cannot be read, or that no calendar has, does not count.
        """
        date = cls.parse(year)
        if date.start is None or date.end or date.ongoing or date.start.month:
            return date
        months = [_month(part) for part in _RANGE.split(month.strip())]
        days = [part for part in _RANGE.split(day.strip()) if part.isdecimal()]
        moments = [
            made
            for number, its_day in months
            if number and (made := _moment(date.start, number, its_day or "".join(days[:1])))
        ]
        if len(days) > 1 and len(moments) == 1:
            last = _moment(date.start, moments[0].month, days[1])
            return cls(moments[0], last) if last else cls(moments[0])
        if not moments:
            return date
        return cls(moments[0], moments[1] if len(moments) > 1 else None)

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None or bool(self.words)

    @property
    def year(self) -> str:
        """The years in figures, or the words: ``2006``, ``1990–1995``, ``2015–``."""
        if not self.start:
            return _figures(self.end) if self.end else self.words
        first = _figures(self.start)
        if self.start.years > 1 and not self.end:
            return f"{first}–{self.start.year + self.start.years - 1}"
        if self.ongoing:
            return f"{first}–"
        last = _figures(self.end) if self.end else first
        return first if first == last else f"{first}–{last}"

    @property
    def written(self) -> str:
        """As biblatex has it: ``2011-05-20``, ``1990/1995``, ``2015/``; or the words."""
        if self.start is None and self.end is None:
            return self.words
        ends = [moment.written if moment else "" for moment in (self.start, self.end)]
        return "/".join(ends) if self.end or self.ongoing else ends[0]

    @property
    def circa(self) -> bool:
        """Whether either end is approximate."""
        return any(moment.circa for moment in (self.start, self.end) if moment)

    @property
    def has_month(self) -> bool:
        """Whether more is known than the year."""
        return any(moment.month or moment.season for moment in (self.start, self.end) if moment)

    @property
    def without_day(self) -> Date:
        """The years alone."""
        first = self.start and self.start.without_day
        last = self.end and self.end.without_day
        one = bool(first and last and first.year == last.year and first.years == last.years)
        return replace(self, start=first, end=None if one else last)


def _parsed(value: str) -> Date | None:
    first, slash, last = value.partition("/")
    start, end = Moment.parse(first), Moment.parse(last)
    if not slash:
        return Date(start) if start else None
    if (not start and first not in _OPEN) or (not end and last not in _OPEN):
        return None
    if start == end:
        return Date(start) if start else None
    return Date(start, end, ongoing=end is None)


def _figures(moment: Moment) -> str:
    return f"{moment.year:04}" if moment.year > 0 else f"-{1 - moment.year:04}"


def _month(written: str) -> tuple[int, str]:
    """Its number, 21 to 24 for a season, and a day that stands with it; 0 if it is none."""
    if written.isdecimal():
        return (int(written) if int(written) in {*range(1, 13), *range(21, 25)} else 0), ""
    found = _NAMED.match(written)
    return (month_number(found[1]), found[2] or "") if found else (0, "")


def _moment(year: Moment, month: int, day: str) -> Moment | None:
    if month > 20:
        return replace(year, season=month - 20)
    moment = replace(year, month=month, day=int(day) if day else 0)
    return moment if not moment.day or moment._is_real else replace(moment, day=0)


def is_date(value: str) -> bool:
    """Whether biblatex takes a value for a date or a range of dates.

    A day that the calendar does not have is the matter of another rule.
    """
    first, slash, last = value.partition("/")
    if not slash:
        return bool(_MOMENT.match(first))
    open_ends = (first in _OPEN) + (last in _OPEN)
    return open_ends < 2 and all(
        part in _OPEN or bool(_MOMENT.match(part)) for part in (first, last)
    )


def says_no_date(value: str) -> bool:
    """Whether a value is empty, or says that nobody knows the date: ``n.d.``, ``z.j.``."""
    return not value.strip() or bool(_NO_DATE.match(value))


def is_circa(value: str) -> bool:
    """Whether a date is marked as approximate (~), uncertain (?), or both (%)."""
    return value.endswith(("~", "?", "%"))


def first_day(value: str) -> tuple[int, ...]:
    """Year, month and day that a value begins with, as far as they go: (2011, 5, 20), (2011,)."""
    found = _DAY.match(value)
    return tuple(int(part) for part in found.groups() if part) if found else ()


def first_year(text: str) -> str:
    """The first four digits that stand together in a text, or ""."""
    found = _YEAR.search(text)
    return found[0] if found else ""
