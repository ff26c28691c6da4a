"""Dates as other formats write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apabib.bibtex import model
from apabib.text.dates import Date, first_day, is_circa, is_date

_DAY = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?[~?%]?\Z")


def day_of(values: Mapping[str, str], prefix: str = "") -> str:
    """The date as fully as an entry has it: of a year and a month it is made up."""
    if whole := values.get(f"{prefix}date"):
        return whole
    year = values.get(f"{prefix}year", "")
    if not re.fullmatch("[0-9]{4}", year):
        return year
    month, day = values.get(f"{prefix}month", ""), values.get(f"{prefix}day", "")
    return Date.of_parts(year, month, day).written


def printed_day(kind: str, values: Mapping[str, str]) -> str:
    """The date of a work of a type, or the days of the event that dates it."""
    of_event = model.place(kind, "eventdate") is not model.Place.NOWHERE
    of_event = of_event and kind not in model.LEGAL  # there it is the day of a repeal
    return day_of(values) or (values.get("eventdate", "") if of_event else "")


def csl_date(value: str) -> dict[str, Any]:
    """``2011-05-20`` or ``1990/1995`` as parts; what is no date as it stands."""
    parts = value.split("/") if is_date(value) else re.split(r"(?<=\d{4})\s*(?:--|–)\s*", value)
    days = [_numbers(part) for part in parts]
    if not all(days) or not all(is_date(part) for part in parts):
        literal = Date.parse(value).year
        return {"literal": literal} if literal else {}
    date: dict[str, Any] = {"date-parts": [list(day) for day in days]}
    month = days[0][1] if len(days[0]) > 1 else 0
    if month > 12:  # 21 to 24: spring, summer, autumn, winter
        date = {"date-parts": [[day[0]] for day in days], "season": month - 20}
    return date | ({"circa": True} if any(map(is_circa, parts)) else {})


def _numbers(part: str) -> tuple[int, ...]:
    """Year, month, and day; CSL has no year 0, so that -0349 is -350 (350 B.C.E.)."""
    found = _DAY.match(part)
    if not found:
        return first_day(part) if not part.startswith("-") else ()
    year, *rest = (int(each) for each in found.groups() if each)
    return (year - 1 if year <= 0 else year, *rest)


def ris_dates(value: str) -> list[tuple[str, str]]:
    """The year, and in ``DA`` what else is known: ``2020/03/04``, or the whole of a range."""
    if "/" in value and is_date(value):
        day = [*ris_parts(value), "", ""][:3]
        first, _slash, last = value.partition("/")
        said = f"since {first}" if last in {"", ".."} else f"{first} to {last}".removeprefix(".. ")
        return [("PY", day[0]), ("DA", "/".join([*day, said]))]
    day = ris_parts(value)
    return [("PY", Date.parse(value).year), ("DA", "/".join(day) if len(day) > 1 else "")]


def ris_parts(value: str) -> list[str]:
    """Year, month and day as RIS has them; it knows no seasons."""
    day = first_day(value)
    return [f"{part:02}" for part in (day[:1] if len(day) > 1 and day[1] > 12 else day)]
