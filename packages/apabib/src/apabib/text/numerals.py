"""Whole numbers in words, for sorting: a list has "10 steps" where "Ten steps" would stand."""

from __future__ import annotations

import re

_LEADING = re.compile(r"(\d{1,3}(?:[,.]\d{3})+|\d{1,6})(?![\d.,:]*\d)")

_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
    " vijftien zestien zeventien achttien negentien",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
}
_WORDS = {
    "en": (_SMALL["en"].split(), _TENS["en"].split(), "hundred", "thousand"),
    "nl": (_SMALL["nl"].split(), _TENS["nl"].split(), "honderd", "duizend"),
}


def spelled_out(text: str, language: str) -> str:
    """A text with the number that it begins with in words, in English or Dutch."""
    found = _LEADING.match(text)
    if not found or language not in _WORDS:
        return text
    number = int(re.sub(r"\D", "", found[1]))
    # A number of four digits without a comma is read as a year is.
    if len(found[1]) == 4 and 1100 <= number < 2000:
        hundreds, rest = divmod(number, 100)
        words = f"{_spelled(hundreds, language)} {_spelled(rest, language) if rest else ''}"
        if not rest:
            words += _WORDS[language][2]
    else:
        words = _spelled(number, language)
    return f"{words.strip()}{text[found.end() :]}"


def _spelled(number: int, language: str) -> str:
    small, tens, hundred, thousand = _WORDS[language]
    if number >= 1000:
        count, rest = divmod(number, 1000)
        one = language == "nl" and count == 1
        head = thousand if one else f"{_spelled(count, language)} {thousand}"
        return f"{head} {_spelled(rest, language)}" if rest else head
    if number >= 100:
        count, rest = divmod(number, 100)
        head = hundred if language == "nl" and count == 1 else f"{small[count]} {hundred}"
        return f"{head} {_spelled(rest, language)}" if rest else head
    if number < 20:
        return small[number]
    ten, unit = divmod(number, 10)
    if not unit:
        return tens[ten - 2]
    if language == "nl":
        return f"{small[unit]}en{tens[ten - 2]}"
    return f"{tens[ten - 2]} {small[unit]}"
