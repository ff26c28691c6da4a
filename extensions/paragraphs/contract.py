"""The contract: which paragraph of which page has which number. Text in, numbers out; no Sphinx.

A line a paragraph, in the order of reading: the page, the number, and a fingerprint of the source::

    chapters/coan 12 k3TfQ0aZx

A fingerprint is a letter a word, so that two of them are alike as far as two texts have the same
words in the same order; nobody can read the text from it. A paragraph that was taken out has ``-``
in its place: its number is never given again.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GONE = "-"
#: A changed paragraph keeps its place, and so its number, if it is as like as this (0 to 100). Two
#: paragraphs that have nothing in common come to about 30 by their "the" and "of".
ALIKE = 50
#: One that stands elsewhere on the page takes its number along only if it is hardly changed.
MOVED = 80
HEAD = """\
# The number of every paragraph: page, number, fingerprint. Written by `make paragraphs`.
# Numbers are quoted by readers: nobody changes one, and a line is never removed.
"""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_WORD = re.compile(r"\w+")
_LINE = re.compile(r"(\S+) ((\d+)([a-z]*)) (-|[\w+/]+)")


class Line(NamedTuple):
    """A paragraph of a page: its number, and its fingerprint or ``GONE``."""

    number: str
    fingerprint: str


class Placed(NamedTuple):
    """A line of a page as it is now: ``at`` is its place on the page, None for what is gone."""

    line: Line
    at: int | None
    is_new: bool = False


class ContractError(ValueError):
    """A line that is none, by its number and what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def fingerprint(text: str) -> str:
    """A letter for each word of *text*; nothing for one without words."""
    return "".join(_letter(word) for word in _WORD.findall(text.casefold()))


def _letter(word: str) -> str:
    return _LETTERS[blake2b(word.encode(), digest_size=1).digest()[0] % len(_LETTERS)]


def read(text: str) -> dict[str, list[Line]]:
    """The pages of a contract, each with its lines. Raises ContractError."""
    pages: dict[str, list[Line]] = {}
    known: set[tuple[str, str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if not found:
            raise ContractError(number, "this is no page, number and fingerprint: bring it back")
        if (found[1], found[2]) in known:
            raise ContractError(number, f"{found[1]} has {found[2]} twice: bring the line back")
        known.add((found[1], found[2]))
        pages.setdefault(found[1], []).append(Line(found[2], found[5]))
    return pages


def written(pages: Mapping[str, Iterable[Line]]) -> str:
    """The text of a contract, its pages in the order of the alphabet."""
    lines = (
        f"{page} {line.number} {line.fingerprint}\n"
        for page in sorted(pages)
        for line in pages[page]
    )
    return HEAD + "".join(lines)


def renewed(pages: Mapping[str, Sequence[Line]], now: Mapping[str, Sequence[str]]) -> str:
    """The text of the contract *pages* for a book that has the fingerprints *now*."""
    names = pages.keys() | {page for page in now if now[page]}
    return written(
        {page: [one.line for one in fit(pages.get(page, ()), now.get(page, ()))] for page in names}
    )


def fit(lines: Sequence[Line], now: Sequence[str]) -> list[Placed]:
    """The lines of a page brought up to date: what is gone stands behind what it followed.

    What is new between 12 and 13 gets 12a, then 12b; before all others 0a; behind them the next
    whole number. In the place of 12, which is gone, it gets 12a too.
    """
    kept = matches(lines, now)
    still = set(kept.values())
    given = [line.number for line in lines]
    last = max(kept, default=-1)
    placed: list[Placed] = []
    before = "0"
    for at, print_ in enumerate(now):
        if at in kept:
            number = lines[kept[at]].number
        elif at > last:
            number = _next(given)
        else:
            following = kept[min(later for later in kept if later > at)]
            is_place = following and following - 1 not in still
            number = _lettered(lines[following - 1].number if is_place else before, given)
        given.append(number)
        placed.append(Placed(Line(number, print_), at, at not in kept))
        before = number
    for at, line in enumerate(lines):
        if at not in still:
            before = lines[at - 1].number if at else ""
            numbers = [one.line.number for one in placed]
            where = numbers.index(before) + 1 if at else 0
            placed.insert(where, Placed(Line(line.number, GONE), None))
    return placed


def _next(given: Iterable[str]) -> str:
    """The whole number behind all that were ever given."""
    return str(1 + max((_parts(number)[0] for number in given), default=0))


def _lettered(before: str, given: Iterable[str]) -> str:
    """The next letter behind the whole number of *before*: a to z, aa to zz.

    It says that a paragraph was added, and behind which; two that were added at the same place at
    different times stand in any order.
    """
    base = _parts(before)[0]
    used = [_value(letters) for whole, letters in map(_parts, given) if whole == base]
    return f"{base}{_as_letters(1 + max(used, default=0))}"


def _parts(number: str) -> tuple[int, str]:
    whole = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(whole), number[len(whole) :]


def _value(letters: str) -> int:
    value = 0
    for letter in letters:
        value = 26 * value + ord(letter) - ord("a") + 1
    return value


def _as_letters(value: int) -> str:
    letters = ""
    while value:
        value, rest = divmod(value - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def matches(lines: Sequence[Line], now: Sequence[str]) -> dict[int, int]:
    """Which paragraph of *now* is which line, by their places.

    First in order: as many unchanged ones as can be, between them those that are most alike. Of
    the rest, one that was moved and hardly changed.
    """
    here = [at for at, line in enumerate(lines) if line.fingerprint != GONE]
    old, new = [lines[at].fingerprint for at in here], list(now)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    found = {at: at for at in range(start)}
    found |= {len(new) - 1 - back: len(old) - 1 - back for back in range(end)}
    middle = old[start : len(old) - end], new[start : len(new) - end]
    if all(middle):
        likeness = [[ratio(one, other) for other in middle[1]] for one in middle[0]]
        between = _in_order(likeness)
        between |= _moved(likeness, between)
        found |= {start + at: start + of for at, of in between.items()}
    return {at: here[of] for at, of in found.items()}


def _in_order(likeness: Sequence[Sequence[float]]) -> dict[int, int]:
    """The pairs, in the order of both, that are most alike in all; new -> old."""
    rows, columns = len(likeness), len(likeness[0])
    # An unchanged one is worth more than all that are only alike.
    unchanged = 100.0 * (rows + columns)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            alike = likeness[row][column]
            worth = unchanged if alike == 100 else alike if alike >= ALIKE else None
            best[row][column] = max(best[row + 1][column], best[row][column + 1])
            if worth is not None:
                paired = worth + best[row + 1][column + 1]
                best[row][column] = max(best[row][column], paired)
    pairs: dict[int, int] = {}
    row = column = 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            pairs[column] = row
            row, column = row + 1, column + 1
    return pairs


def _moved(likeness: Sequence[Sequence[float]], pairs: Mapping[int, int]) -> dict[int, int]:
    """Of what is in no pair, what is nearly the same, most alike first; new -> old."""
    taken = set(pairs.values())
    left = sorted(
        (-alike, row, column)
        for row, alikes in enumerate(likeness)
        for column, alike in enumerate(alikes)
        if row not in taken and column not in pairs and alike >= MOVED
    )
    found: dict[int, int] = {}
    for _alike, row, column in left:
        if row not in taken and column not in found:
            taken.add(row)
            found[column] = row
    return found
