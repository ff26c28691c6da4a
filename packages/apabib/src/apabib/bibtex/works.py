"""What an entry says of its work: year, title, the key it would get, whether two are one."""

from __future__ import annotations

import re

from apabib.text.dates import first_year
from apabib.text.fold import fold, folded_words, words
from apabib.text.names import is_organization, parse_name, split_names

#: Words that no key is named after.
SMALL_WORDS = words(
    """
    a an the on of in at to for from by with and or as is are was de het een der die das le la
    les van over op naar bij met
    """
)


def title_of(values: dict[str, str]) -> str:
    """The title, or what stands for it: an untitled review has its description only."""
    return values.get("title") or values.get("titleaddon", "")


def year_of(values: dict[str, str]) -> str:
    """The year as four digits, from ``year`` or ``date``, of an event from its date, or ""."""
    return first_year(values.get("year") or values.get("date") or values.get("eventdate", ""))


def identity(values: dict[str, str]) -> tuple[str, str, str] | None:
    """What makes two entries the same work: folded title, year, first author; None if unknown."""
    names = split_names(values.get("author") or values.get("editor") or "")
    title, year = fold(values.get("title", "")), year_of(values)
    if not (names and title and year):
        return None
    return title, year, fold(parse_name(names[0]).family)


def make_key(values: dict[str, str], taken: frozenset[str] | set[str] = frozenset()) -> str:
    """The house key of an entry: ``coan2006lending``; a further title word if it is taken."""
    names = split_names(values.get("author") or values.get("editor") or "")
    name = fold(parse_name(names[0]).family).replace(" ", "") if names else "anon"
    if names and is_organization(names[0]):
        telling = [word for word in folded_words(names[0]) if word not in SMALL_WORDS]
        name = telling[0] if len(telling) == 1 else "".join(word[0] for word in telling)
    name = re.sub("[^a-z]", "", name) or "anon"
    choices = [w for w in folded_words(title_of(values)) if w not in SMALL_WORDS and len(w) > 1]
    choices = [re.sub("[^a-z0-9]", "", word) for word in choices] or ["untitled"]
    stem = name + (year_of(values) or "nd")
    lowered = {key.casefold() for key in taken}
    for word in choices:
        if word and stem + word not in lowered:
            return stem + word
    number = 2
    while f"{stem}{choices[0]}{number}" in lowered:
        number += 1
    return f"{stem}{choices[0]}{number}"
