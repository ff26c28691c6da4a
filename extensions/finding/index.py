"""The files that a browser looks things up in: one with all terms, and the texts in parts.

``finding.js`` holds who has which term how often, as short as it goes: what a question costs over
the wire is mostly this file. The texts come in parts of a few units, and only those that are shown.
Both are scripts, since a page that was opened from a disk may ask for nothing else. The names of
parts change with what is in them, so that no old part is shown for a new index.

A number is written in digits of 32: all but the last are one of the second 32 characters. A list is
written as the differences of its neighbors, numbers of one in digits without a separator.
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from extensions.finding.units import PASSAGE, REFERENCE, SECTION, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extensions.finding.words import Terms

DIGITS = "".join(chr(code) for code in range(35, 128) if chr(code) not in "\\\x7f`'<>&")[:64]
#: The most characters of the texts in one part.
PART = 3_500
LONGEST_PREFIX = 31


class Page(NamedTuple):
    """A page with its units, and its address within the site."""

    address: str
    units: Sequence[Unit]
    #: Whether it has the whole list of references, where each has its place.
    references: bool = False


def digits(numbers: Iterable[int]) -> str:
    """Numbers from 0, each in digits of 32."""
    written = []
    for number in numbers:
        last = DIGITS[number % 32]
        while number := number // 32:
            last = DIGITS[32 + number % 32] + last
        written.append(last)
    return "".join(written)


def files(
    pages: Sequence[Page], terms: Terms, synonyms: Sequence[Sequence[str]]
) -> dict[str, object]:
    """What each file gives, by its name without ``.js``."""
    listed = [page for page in pages if page.references] or pages
    places = {
        unit.anchor: page.address
        for page in reversed(listed)
        for unit in page.units
        if unit.kind == REFERENCE
    }
    units: list[tuple[int, Unit, int]] = []
    for at, page in enumerate(pages):
        first = len(units)
        moved: dict[int, int] = {}
        for n, unit in enumerate(page.units):
            if unit.kind == REFERENCE and places.get(unit.anchor) != page.address:
                continue
            moved[n] = len(units) - first
            within = first + moved[unit.within] if unit.within >= 0 else -1
            units.append((at, unit, within))
    parts = list(_parts(units))
    made_of = sha256(repr([pages, synonyms]).encode()).hexdigest()[:12]
    given: dict[str, object] = {
        f"finding/{made_of}-{n}": [[unit.anchor, unit.title, unit.text] for _, unit, _ in part]
        for n, part in enumerate(parts)
    }
    given["finding"] = {
        "made": made_of,
        "pages": [[page.address, _title(page)] for page in pages],
        # How many units each page has, and each part.
        "on": [sum(1 for n, _, _ in units if n == at) for at in range(len(pages))],
        "parts": list(map(len, parts)),
        "kinds": "".join(unit.kind for _, unit, _ in units),
        "within": digits(
            n - within if within >= 0 else 0 for n, (_, _, within) in enumerate(units)
        ),
        "stop": " ".join(sorted(terms.stop)),
        "synonyms": synonyms,
        **_postings([unit for _, unit, _ in units], terms),
    }
    return given


def _title(page: Page) -> str:
    return next((unit.title for unit in page.units if unit.kind == SECTION), "")


def _parts(units: Sequence[tuple[int, Unit, int]]) -> Iterable[list[tuple[int, Unit, int]]]:
    part: list[tuple[int, Unit, int]] = []
    size = 0
    for one in units:
        part.append(one)
        size += len(one[1].text)
        if size > PART:
            yield part
            part, size = [], 0
    if part:
        yield part


def _postings(units: Sequence[Unit], terms: Terms) -> Mapping[str, object]:
    """For both fields, which units have a term how often, and how many terms each unit has."""
    fields = ("titles", "texts")
    having: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
    lengths: dict[str, list[int]] = {field: [] for field in fields}
    for n, unit in enumerate(units):
        for at, text in enumerate(looked_up(unit)):
            counted = Counter(terms.of(text))
            lengths[fields[at]].append(counted.total())
            for term, times in counted.items():
                having.setdefault(term, ([], []))[at].append((n, times))
    ordered = sorted(having)
    written = {
        field: "\n".join(_places(having[term][at]) for term in ordered)
        for at, field in enumerate(fields)
    }
    return {
        "terms": "\n".join(_front_coded(ordered)),
        **written,
        **{f"{field}Long": digits(lengths[field]) for field in fields},
    }


def looked_up(unit: Unit) -> tuple[str, str]:
    """What counts as the title of a unit, and what as its text."""
    if unit.kind == SECTION:
        return f"{unit.title} {unit.more}", unit.text
    # A passage shows the title of its section, which is found by itself.
    return "" if unit.kind == PASSAGE else unit.title, f"{unit.text} {unit.more}"


def _places(places: Iterable[tuple[int, int]]) -> str:
    """The units that have a term: the step from the last one, doubled, and one more if several."""
    numbers = []
    last = -1
    for n, times in places:
        numbers += [2 * (n - last - 1) + (times > 1)] + ([times - 2] if times > 1 else [])
        last = n
    return digits(numbers)


def _front_coded(terms: Sequence[str]) -> Iterable[str]:
    """Each term without what it begins with like the one before, and how much that is."""
    yield from (digits([0]) + term for term in islice(terms, 1))
    for before, term in zip(terms, islice(terms, 1, None), strict=False):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, term, strict=False))
        same = min(sum(1 for _ in alike), LONGEST_PREFIX)
        yield digits([same]) + term[same:]


def script(name: str, value: object) -> str:
    """The script that gives a value to ``book.load``."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"book.give({json.dumps(name)}, {said});\n"
