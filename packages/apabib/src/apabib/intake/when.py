"""Dates on their way in: from parts, from several tags, from items of CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from apabib.text.dates import is_date
from apabib.text.months import month_number
from apabib.text.said_dates import edtf, read_date


def of_parts(year: str, month: str = "", day: str = "") -> tuple[str, str]:
    """The same of a date in parts, as BibTeX has them; the day may stand in ``month``."""
    value, left = read_date(year)
    if not re.fullmatch(r"\d{4}", value):
        return value, " ".join(filter(None, (left, month, day)))
    month, day = month.strip("{} ").replace("~", " "), day.strip("{} ")
    if not month:
        return value, left
    number = month if month.isdigit() and 1 <= int(month) <= 12 else ""
    dated = f"{value}/{number}/{day}" if number else f"{day} {month} {value}"
    whole, _rest = read_date(dated.strip("/ "))
    return (whole, left) if "-" in whole else (value, " ".join(filter(None, (left, month, day))))


def best_of(values: Iterable[str]) -> tuple[str, list[str]]:
    """The fullest of several dates, if they agree on the year; and those that say another thing.

    The first that has a year decides; RIS writes a month into one tag and the year into another.
    """
    texts = [value for value in values if value.strip()]
    read = [read_date(text) for text in texts]
    best = next((value for value, _left in read if value), "")
    left: list[str] = []
    for text, (value, rest) in zip(texts, read, strict=True):
        if not value and rest and re.fullmatch(r"\d{4}", best):
            value, rest = read_date(f"{text} {best}")
        if value and value[:4] == best[:4] and best[:1].isdigit():
            best = max(best, value, key=len)
        elif value and value != best:
            rest = text
        if rest:
            left.append(rest)
    return best, left


def of_csl(value: Any) -> tuple[str, str]:
    """A date of CSL-JSON or Crossref: parts of one day or of two, ``raw``, ``literal``."""
    if not isinstance(value, Mapping):
        return "", ""
    days = []
    parts = value.get("date-parts")
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, list) and part and part[0]:
            numbers = [str(each) for each in part if each is not None]
            days.append(edtf(*(*numbers, "", "")[:3]))
    if days:
        circa = "~" if value.get("circa") and len(days) == 1 else ""
        season = _season(value.get("season"))
        if season and len(days) == 1 and re.fullmatch(r"\d{4}", days[0]):
            return f"{days[0]}-{season}", ""
        last = "/" + days[1] if len(days) > 1 and days[1] != days[0] else ""
        return days[0] + last + circa, str(value.get("season") or "")
    return read_date(str(value.get("raw") or value.get("literal") or value.get("edtf") or ""))


def _season(value: Any) -> int:
    """CSL's seasons are 1 to 4 (or a word, or 21 to 24, as its processors take them)."""
    text = str(value or "").strip().casefold()
    if text.isdigit():
        number = int(text)
        return number + 20 if 1 <= number <= 4 else number if 21 <= number <= 24 else 0
    number = month_number(text)
    return number if number > 20 else 0


def fields_of(value: str) -> dict[str, str]:
    """The field that a date stands in: ``year`` for a year or words, ``date`` for more."""
    if not value:
        return {}
    return {"year" if re.fullmatch(r"\d{4}", value) or not is_date(value) else "date": value}
