"""Dates in words, as people and programs write them, as biblatex writes them (EDTF).

``apabib.text.dates`` reads what stands in a field; this reads a date out of any text, for new
entries and for notes that tell of a day.
"""

from __future__ import annotations

import re

from apabib.text.dates import is_date, says_no_date
from apabib.text.months import month_number
from apabib.text.states import IN_PRESS, is_in_press

_STATES = re.compile(r"(?:submitted|in preparation|in review|under review)\.?\Z", re.I)
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
    if is_in_press(text):
        return IN_PRESS, ""
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
        return edtf(*found.group(1, 2, 3)), rest
    if found := _NUMBERS.match(re.sub(r"\A(\d{4})(\d\d)(\d\d)\Z", r"\1-\2-\3", bare)):
        value = edtf(found[1], found[2], found[3])
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
        return edtf(year[1], str(months[0]), day) + ("~" if circa else ""), ""
    if len(months) == 1 and months[0] and len(days) == 2 and int(days[0]) < int(days[1]):
        first, last = (edtf(year[1], str(months[0]), day) for day in days)
        return f"{first}/{last}", ""
    span = re.fullmatch(r"\W*(\w+ \d+|\d+ \w+)\W*[-–/]\W*(\w+ \d+|\d+ \w+)\W*", rest)
    if len(months) == 2 and all(months) and len(days) == 2 and span:
        first, last = (read_date(f"{part} {year[1]}")[0] for part in span.groups())
        return f"{first}/{last}", ""
    if len(months) == 2 and all(months) and not days and re.search(r"\w\s*[-/–]\s*\w", rest):
        first, last = (edtf(year[1], str(month)) for month in months)
        return f"{first}/{last}", ""
    left = rest.strip(" /-,.;:[]()©")
    return year[1] + ("~" if circa else ""), left if re.search(r"\w{2}|\d", left) else ""


def edtf(year: str, month: str | None = "", day: str | None = "") -> str:
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
