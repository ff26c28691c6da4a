"""What tells two works apart in the text: suffixes, initials, more names (APA 7, 8.18 to 8.20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from apabib.apa7.markup import text_of
from apabib.apa7.naming import names_in_text
from apabib.apa7.people import initials, may_be
from apabib.apa7.when import year
from apabib.apa7.work import Locale, Mark, Work
from apabib.text.names import Name


def disambiguate(works: Sequence[Work], locale: Locale) -> dict[str, Mark]:
    """The marks of every work, from the whole bibliography at once."""
    marks = {work.key: Mark(first=first) for work, first in _first_names(works)}
    for work, shown in _team_sizes(works, marks):
        marks[work.key] = replace(marks[work.key], shown=shown)
    for key in _of_two_groups(works):
        marks[key] = replace(marks[key], spelled_out=True)
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
    families: dict[str, _Family] = {}
    for work in works:
        if work.names and not work.names[0].organization:
            families.setdefault(work.names[0].family.casefold(), _Family()).add(work.names[0])
    for work in works:
        known = work.names and not work.names[0].organization
        same = families[work.names[0].family.casefold()] if known else None
        yield work, same.told_apart(work.names[0]) if same else ""


def _of_two_groups(works: Sequence[Work]) -> Iterable[str]:
    """Keys of works whose abbreviation is that of two groups: "APA" may be either (8.21)."""
    groups: dict[str, set[str]] = defaultdict(set)
    for work in works:
        for short, name in zip(work.abbreviations, work.names, strict=False):
            groups[short].add(name.family)
    for work in works:
        if any(short and len(groups[short]) > 1 for short in work.abbreviations):
            yield work.key


class _Family:
    """First authors of one surname. Names that ``may_be`` cannot tell apart count once."""

    def __init__(self) -> None:
        self._alike: dict[object, Name] = {}
        self._by_initials: dict[str, dict[object, Name]] = defaultdict(dict)
        self._two: bool | None = None
        self._given: dict[object, bool] = {}

    def add(self, name: Name) -> None:
        kind = self._kind(name)
        self._alike.setdefault(kind, name)
        self._by_initials[initials(name)].setdefault(kind, name)

    def told_apart(self, me: Name) -> str:
        """What precedes the surname: initials, or the given name where others have the same."""
        if self._two is None:
            names = self._alike.values()
            self._two = any(not may_be(one, other) for one, other in combinations(names, 2))
        if not self._two:
            return ""
        mine = initials(me)
        kind = mine, self._kind(me)
        if kind not in self._given:
            others = self._by_initials[mine].values()
            self._given[kind] = any(not may_be(me, name) for name in others)
        return me.given if self._given[kind] else mine

    @staticmethod
    def _kind(name: Name) -> object:
        """All that ``may_be`` looks at, besides the family."""
        return name.suffix, tuple(part.casefold().rstrip(".") for part in name.given.split())


def _team_sizes(works: Sequence[Work], marks: dict[str, Mark]) -> Iterable[tuple[Work, int]]:
    """More names where two teams of one year would shorten alike (section 8.18)."""
    teams: dict[tuple[str, str, str], list[Work]] = defaultdict(list)
    for work in works:
        if len(_roster(work)) > 2:
            first = work.names[0].family.casefold()
            teams[marks[work.key].first, first, work.date.year].append(work)
    for group in teams.values():
        # In order, the roster that shares most names with another is beside it.
        rosters = sorted({_roster(work) for work in group})
        both = [0, *(_common(one, other) for one, other in pairwise(rosters)), 0]
        most = {mine: max(both[at : at + 2]) for at, mine in enumerate(rosters)}
        for work in group:
            mine = _roster(work)
            shared = most[mine]
            # "et al." stands for two names or more: for one, that name is printed.
            shown = shared + 1
            yield work, shown if shared and shown < len(mine) - 1 else len(mine) if shared else 0


def _roster(work: Work) -> tuple[str, ...]:
    """Family names; two more that nobody has stand for those who are left out."""
    families = (name.family.casefold() for name in work.names)
    return (*families, *(["\uffff"] * 2 if work.others else []))


def _common(mine: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for one, two in zip(mine, other, strict=False):
        if one != two:
            break
        count += 1
    return count
