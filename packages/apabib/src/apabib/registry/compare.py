"""How an entry differs from the registry's record of its work, field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apabib.bibtex.entries import Entry
from apabib.bibtex.works import year_of
from apabib.registry.item import clean_text
from apabib.registry.record import Record
from apabib.text.fold import fold
from apabib.text.latex import without_latex
from apabib.text.names import parse_names


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: the entry's value and the registry's."""

    field: str
    ours: str
    theirs: str


def differences(entry: Entry, record: Record) -> list[Difference]:
    """Field by field; a field that either side lacks says nothing."""
    return [
        difference
        for compare in (_people, _year, _title, _container, _numbers, _pages)
        for difference in compare(entry, record)
    ]


def _title(entry: Entry, record: Record) -> list[Difference]:
    ours = entry.get("title")
    if not ours or not record.titles:
        return []
    wanted = _spelled(ours)
    forms = {_spelled(title) for title in record.titles}
    forms |= {_spelled(f"{title} {sub}") for title in record.titles for sub in record.subtitles}
    heads: set[str] = set()
    if not record.subtitles:  # a registry often knows the title without its subtitle
        heads = {_spelled(ours[: mark.end()]) for mark in re.finditer(r"[:.?!] ", ours)}
    if wanted in forms or heads & forms:
        return []
    return [Difference("title", without_latex(ours), record.titles[0])]


def _spelled(text: str) -> str:
    words = [
        word for word in fold(clean_text(text)).split() if word not in {"and", "the", "a", "an"}
    ]
    return "".join(words)


def _container(entry: Entry, record: Record) -> list[Difference]:
    name = "journal" if entry.get("journal") else "booktitle"
    ours = entry.get(name)
    if not ours or not record.containers:
        return []
    forms = {_spelled(each) for each in record.containers}
    heads = {_spelled(each.partition(":")[0]) for each in [ours, *record.containers]}
    if _spelled(ours) in forms or (_spelled(ours.partition(":")[0]) in forms & heads):
        return []
    if any(_abbreviates(short, ours) for short in record.containers if "." in short):
        return []
    return [Difference(name, without_latex(ours), record.containers[0])]


def _abbreviates(short: str, full: str) -> bool:
    """``Psychol. Sci.`` for ``Psychological Science``: each word begins one, in order."""
    words = iter(fold(full).split())
    return all(any(word.startswith(part) for word in words) for part in fold(short).split())


def _year(entry: Entry, record: Record) -> list[Difference]:
    ours = year_of(entry.values())
    if not ours or not record.years or ours in record.years:
        return []
    return [Difference("year", ours, " / ".join(record.years))]


def _people(entry: Entry, record: Record) -> list[Difference]:
    found = []
    for name, theirs in (("author", record.authors), ("editor", record.editors)):
        value = entry.get(name)
        if not value or not theirs:
            continue
        names, cut = parse_names(value)
        ours = [each.family for each in names]
        same = len(ours) <= len(theirs) if cut else len(ours) == len(theirs)
        if not same or not all(map(_same_family, ours, theirs)):
            found.append(Difference(name, "; ".join(ours), "; ".join(theirs)))
    return found


def _same_family(ours: str, theirs: str) -> bool:
    mine, other = fold(ours), fold(theirs)
    # Particles stand with either name: "van IJzendoorn", "IJzendoorn, M. van".
    return (
        mine == other
        or mine.endswith(f" {other}")
        or other.endswith(f" {mine}")
        or (mine.replace(" ", "") == other.replace(" ", ""))
    )


def _numbers(entry: Entry, record: Record) -> list[Difference]:
    found = []
    for name, theirs in (("volume", record.volume), ("number", record.number)):
        ours = entry.get(name)
        if ours and theirs and _number(ours) != _number(theirs):
            found.append(Difference(name, ours, theirs))
    return found


def _number(value: str) -> str:
    return re.sub(r"[-‐-―−]+", "-", value.casefold()).replace(" ", "").lstrip("0")


def _pages(entry: Entry, record: Record) -> list[Difference]:
    name = "pages" if entry.get("pages") else "eid"
    ours, theirs = entry.get(name), record.pages
    if not ours or not theirs:
        return []
    mine, other = _page_parts(ours), _page_parts(theirs)
    if mine[0] == other[0] and (len(mine) == 1 or len(other) == 1 or mine[1] == other[1]):
        return []
    return [Difference(name, ours, theirs)]


def _page_parts(value: str) -> list[str]:
    parts = [part for part in re.split(r"[-‐-―−]+", value.casefold().replace(" ", "")) if part]
    if (
        len(parts) == 2
        and parts[1].isdigit()
        and parts[0].isdigit()
        and len(parts[1]) < len(parts[0])
    ):
        parts[1] = parts[0][: len(parts[0]) - len(parts[1])] + parts[1]
    return parts or [""]
