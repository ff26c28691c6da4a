"""Dates as biblatex writes them (EDTF, ISO 8601-2, level 1), and years in any text.

Source: biblatex 3.20 manual, section 2.3.8.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

# 2011, 2011-05-20, 2011~, 2011/2012, 201X, open ends; months 21 to 24 are seasons.
_PART = (
    r"-?[0-9]{2}(?:[0-9]{2}|[0-9][Xu]|XX|uu)"
    r"(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12][0-9]|3[01])(?:T[0-9:+Z-]{2,20})?)?)?[~?%]?"
)
_EDTF = re.compile(rf"(?:{_PART})(?:/(?:{_PART}|\.\.)?)?\Z|(?:\.\.)?/{_PART}\Z")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MARK = re.compile(r"[~?%]?\Z")
_YEARS = re.compile(r"([0-9]{4})\s*(?:/|-+|–)\s*([0-9]{4})\Z")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as it is printed: ``2006``, ``2006-12-01``, ``1990–1995``, ``in press``.

    Of ranges, seasons and times of the day the years are kept.
    ``year`` may be any text; ``month`` and ``day`` are 0 where they are unknown.
    """

    year: str = ""
    month: int = 0
    day: int = 0
    circa: bool = False

    @classmethod
    def parse(cls, value: str) -> Date:
        """Read a date; anything that is none is kept as it stands (``in press``)."""
        found = _DAY.match(value)
        whole = found and _MARK.match(value, found.end())
        if whole and _is_real(parts := first_day(value)):
            year, month, day = (*parts, 0, 0)[:3]
            return cls(f"{year:04}", month, day, is_circa(value))
        # A day that the calendar does not have is kept as it stands: nobody knows which was meant.
        if is_date(value) and (
            "/" in value or len(parts := first_day(value)) < 3 or _is_real(parts)
        ):
            return cls(_years(value), circa=is_circa(value) or "~/" in value)
        return cls(_YEARS.sub(r"\1–\2", value) if _YEARS.match(value) else value)

    @property
    def calendar_day(self) -> datetime.date | None:
        """The day itself; none where only the year or the month is known."""
        return datetime.date(int(self.year), self.month, self.day) if self.day else None


def _years(value: str) -> str:
    """The years of a date that is a range or no day: ``2018–2019``, ``2018–`` while it goes on."""
    first, slash, last = value.partition("/")
    begin, end = (part.lstrip("-")[:4] if part != ".." else "" for part in (first, last))
    if not slash or begin == end:
        return begin
    return f"{begin}–{end}" if begin else end


def is_date(value: str) -> bool:
    """Whether biblatex takes a value for a date or a range of dates."""
    return bool(_EDTF.match(value))


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


def _is_real(parts: tuple[int, ...]) -> bool:
    """Whether the calendar has such a day (or month, or year)."""
    try:
        datetime.date(*(*parts, 1, 1)[:3])
    except ValueError:
        return False
    return True
