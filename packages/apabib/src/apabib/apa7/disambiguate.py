"""What tells two works apart in the text: suffixes, initials, more names (APA 7, 8.18 to 8.20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from apabib.apa7.intext import Mark, names_in_text, year
from apabib.apa7.markup import text_of
from apabib.apa7.people import initials, may_be
from apabib.apa7.work import Locale, Work
from apabib.text.names import Name


def disambiguate(works: Sequence[Work], locale: Locale) -> dict[str, Mark]:
    """The marks of every work, from the whole bibliography at once."""
    marks = {work.key: Mark(first=first) for work, first in _first_names(works)}
    for work, shown in _team_sizes(works, marks):
        marks[work.key] = replace(marks[work.key], shown=shown)
    alike: dict[tuple[str, str], list[Work]] = defaultdict(list)
    for work in works:
        names = text_of(names_in_text(work, marks[work.key], locale))
        alike[names, year(work, Mark(), locale)].append(work)
    for group in alike.values():
        if len(group) > 1:
            group.sort(key=lambda work: work.sort_key)
            for place, work in enumerate(group):
                marks[work.key] = replace(marks[work.key], suffix=letters(place))
    return marks


def letters(place: int) -> str:
    """0 is ``a``, 25 is ``z``, 26 is ``aa``."""
    text = ""
    while place >= 0:
        text = chr(ord("a") + place % 26) + text
        place = place // 26 - 1
    return text


def _first_names(works: Sequence[Work]) -> Iterable[tuple[Work, str]]:
    """Initials where two first authors share a surname but are two people (section 8.20)."""
    firsts: dict[str, set[Name]] = defaultdict(set)
    for work in works:
        if work.names and not work.names[0].organization:
            firsts[work.names[0].family].add(work.names[0])
    for work in works:
        first = ""
        if work.names and not work.names[0].organization:
            me = work.names[0]
            strangers = [name for name in firsts[me.family] if not may_be(me, name)]
            first = _told_apart(me, strangers) if _two_people(firsts[me.family]) else ""
        yield work, first


def _two_people(names: Iterable[Name]) -> bool:
    return any(not may_be(one, other) for one, other in combinations(names, 2))


def _told_apart(me: Name, strangers: Iterable[Name]) -> str:
    same_initials = any(initials(name) == initials(me) for name in strangers)
    return me.given if same_initials else initials(me)


def _team_sizes(works: Sequence[Work], marks: dict[str, Mark]) -> Iterable[tuple[Work, int]]:
    """More names where two teams of one year would shorten alike (section 8.18)."""
    teams: dict[tuple[str, str, str], list[Work]] = defaultdict(list)
    for work in works:
        if len(work.names) > 2:
            first = work.names[0].family
            teams[marks[work.key].first, first, work.date.year].append(work)
    for group in teams.values():
        rosters = {_roster(work) for work in group}
        for work in group:
            mine = _roster(work)
            shared = max((_common(mine, other) for other in rosters if other != mine), default=0)
            # "et al." stands for two names or more: for one, that name is printed.
            shown = shared + 1
            yield work, shown if shared and shown < len(mine) - 1 else len(mine) if shared else 0


def _roster(work: Work) -> tuple[str, ...]:
    return tuple(name.family for name in work.names)


def _common(mine: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for one, two in zip(mine, other, strict=False):
        if one != two:
            break
        count += 1
    return count
