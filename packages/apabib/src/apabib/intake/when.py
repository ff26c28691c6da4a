"""Dates on their way in: what sources write, as biblatex writes it (EDTF)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from apabib.text.dates import is_date, says_no_date
from apabib.text.months import month_number

_IN_PRESS = re.compile(r"(?:in[ -]press|inpress|im druck|in druk|sous presse|accepted)\.?\Z", re.I)
_STATES = re.compile(r"(?:forthcoming|submitted|in preparation|in review|under review)\.?\Z", re.I)
_PUBSTATES = {
    "in press": "inpress", "inpress": "inpress", "accepted": "inpress",
    "forthcoming": "forthcoming", "in preparation": "inpreparation",
    "inpreparation": "inpreparation",
    "submitted": "submitted", "under review": "submitted", "in review": "submitted",
    "advance online publication": "prepublished", "advance online": "prepublished",
    "online first": "prepublished", "online ahead of print": "prepublished",
    "ahead of print": "prepublished", "aheadofprint": "prepublished", "epub": "prepublished",
    "prepublished": "prepublished",
}  # fmt: skip
_CIRCA = re.compile(r"\A\W*(?:c\.|ca\.?|circa|approx\.?)\s*(?=\d)|[~?]\Z", re.I)
#: "350 B.C.E."
_BEFORE = re.compile(
    r"\W*(ca?\.|circa)?\s*(\d{1,4})\s*(?:B\.?\s?C\.?(?:\s?E\.?)?|v\.?\s?Chr\.?)\Z", re.I
)
_NUMBERS = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:/*|T[\d:.Z+-]+|/[\d:]+)\Z")
#: "2010/03/04/Spring", as the specification of RIS has it.
_RIS = re.compile(r"(\d{4})/(\d{0,2})/(\d{0,2})/(.+)\Z")
_YEARS = re.compile(r"(\d{4})\s*(?:/|--?|–)\s*(\d{4}|\d{2}(?!\d))\Z")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)(?:st|nd|rd|th)?")
_WORD = re.compile(r"[^\W\d_]{3,}")


def read_date(text: str) -> tuple[str, str]:
    """A date as EDTF or as the words that APA prints, and what of it is left over.

    ``17 May 2012`` is ``2012-05-17``, ``Spring 2012`` ``2012-21``; ``in press`` stays; ``n.d.`` is
    nothing.
    """
    text = " ".join(text.strip().strip("{}[]()").split())
    if open_end := re.fullmatch(r"(\d{4})\s*[–-]", text):
        return f"{open_end[1]}/..", ""
    if "/" in text and is_date(text):
        return text, ""  # an open range may end in stops
    text = text.strip("{}[]()., ")
    if says_no_date(text):
        return "", ""
    if _IN_PRESS.match(text):
        return "in press", ""
    if _STATES.match(text):
        return text.rstrip(".").casefold(), ""
    if is_date(text) and not re.search(r"[?T]", text):
        return text, ""  # EDTF: an open range, a decade, a year before our era
    if before := _BEFORE.match(text):
        return _of_our_era(-int(before[2])) + ("~" if before[1] else ""), ""
    circa = bool(_CIRCA.search(text))
    bare = _CIRCA.sub("", text).strip()
    bare = re.sub(r"(?<=\d)\s+(?:to|until|tot|bis)\s+(?=\d{4})", "/", bare)
    if is_date(bare) and re.search(r"/\d{4}", bare):
        return bare, ""
    if found := _RIS.match(bare):
        whole = read_date(found[4])[0]  # a range, as Zotero puts it behind its first day
        if "/" in whole and whole.startswith(found[1]):
            return whole, ""
        rest = "" if re.fullmatch(r"[\d:.]+", found[4]) else found[4].strip()  # a time of day
        return _edtf(*found.group(1, 2, 3)), rest
    if found := _NUMBERS.match(re.sub(r"\A(\d{4})(\d\d)(\d\d)\Z", r"\1-\2-\3", bare)):
        value = _edtf(found[1], found[2], found[3])
        odd = value == found[1] and int(found[2] or 0)
        return value + ("~" if circa else ""), text if odd else ""
    if found := _YEARS.match(bare):
        first, last = found.groups()
        return f"{first}/{last if len(last) == 4 else first[:2] + last}", ""
    year = _YEAR.search(bare)
    if not year:
        return "", text
    rest = bare[: year.start()] + " " + bare[year.end() :]
    months = [month_number(word) for word in _WORD.findall(rest)]
    days = _DAY.findall(rest)
    if len(months) == 1 and months[0] > 20 and not days:
        return f"{year[1]}-{months[0]}", ""
    months = [0 if month > 20 else month for month in months]
    if len(months) == 1 and months[0] and len(days) < 2:
        day = days[0] if days else ""
        return _edtf(year[1], str(months[0]), day) + ("~" if circa else ""), ""
    if len(months) == 1 and months[0] and len(days) == 2 and int(days[0]) < int(days[1]):
        first, last = (_edtf(year[1], str(months[0]), day) for day in days)
        return f"{first}/{last}", ""
    span = re.fullmatch(r"\W*(\w+ \d+|\d+ \w+)\W*[-–/]\W*(\w+ \d+|\d+ \w+)\W*", rest)
    if len(months) == 2 and all(months) and len(days) == 2 and span:
        first, last = (read_date(f"{part} {year[1]}")[0] for part in span.groups())
        return f"{first}/{last}", ""
    if len(months) == 2 and all(months) and not days and re.search(r"\w\s*[-/–]\s*\w", rest):
        first, last = (_edtf(year[1], str(month)) for month in months)
        return f"{first}/{last}", ""
    left = rest.strip(" /-,.;:[]()©")
    return year[1] + ("~" if circa else ""), left if re.search(r"\w{2}|\d", left) else ""


def state_of(status: str) -> str:
    """biblatex's name (``pubstate``) of what a source says of a work's state, or ""."""
    words = re.sub(r"[^a-z]+", " ", status.casefold()).strip()
    return _PUBSTATES.get(words, "")


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
            days.append(_edtf(*(*numbers, "", "")[:3]))
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


def _edtf(year: str, month: str | None = "", day: str | None = "") -> str:
    """Parts as a date, as far as they are one: ``2010-13`` is no month."""
    if re.fullmatch(r"-\d{1,4}", year):
        return _of_our_era(int(year))
    if not re.fullmatch(r"\d{1,4}", year):
        return year
    text = year.zfill(4)
    if month and month.isdigit() and 1 <= int(month) <= 12:
        text += f"-{int(month):02}"
        if day and day.isdigit() and 1 <= int(day) <= 31:
            text += f"-{int(day):02}"
    return text


def _of_our_era(year: int) -> str:
    """A year before our era as EDTF has it, which has a year 0: 350 B.C.E. is ``-0349``."""
    return f"-{-year - 1:04}" if year < -1 else "0000"
