"""Widths and page breaks of tables, from an estimate of how their text wraps."""

from __future__ import annotations

import functools
import re
from itertools import permutations
from typing import NamedTuple

from docutils import nodes

# In points, as template/book.typ sets tables: the page's measure; type; a cell's two sides.
_MEASURE = 368.0
_TYPE, _DENSE_TYPE = 9.46, 8.36
_SIDES, _DENSE_SIDES = 9.8, 5.4
# From this many columns on a table is set smaller and closer.
_DENSE = 7
# Widths of the characters of Libertinus Serif, in hundredths of the type size.
_CHARACTERS = {
    character: width
    for width, characters in {
        24: " .,;:'\N{NO-BREAK SPACE}",
        29: "fijltIJ’()-/|!",
        38: "rs[]",
        44: "cez",
        62: "BCEKRTVYZ–=%◐●○",
        70: "ADGHNOQUX&◇",
        80: "wmM—",
        95: "W",
    }.items()
    for character in characters
}
_BOLD = 1.12
# A column whose cells are all this narrow keeps them on one line.
_LINE, _DENSE_LINE = 90.0, 62.0
# What is moved from one column to another at a time.
_STEPS = (48.0, 16.0, 4.0)
# A row with a longer cell may break across pages.
_LONG_CELL = 500
# A lower table may float to the head or foot of a page (of 638 points) as figures do; one of half
# this height stays whole where it is.
_LOW = 450.0


class _Column(NamedTuple):
    floor: float  # its longest word
    longest: float  # its longest cell, the head aside
    head_wraps: bool


class Layout:
    """How a table is set.

    ``columns`` are its widths. A column of short cells (whatever its head) keeps each on one line;
    the others divide what is left as the author gave it, else so that the table is as low as it can
    be; but none is narrower than its longest word. A table whose cells are all short is as wide as
    its text.
    """

    def __init__(self, table: nodes.table) -> None:
        group = next(child for child in table.children if isinstance(child, nodes.tgroup))
        count: int = group["cols"]
        self.dense = count >= _DENSE
        self.type = _DENSE_TYPE if self.dense else _TYPE
        self.sides = _DENSE_SIDES if self.dense else _SIDES
        rows = list(group.findall(nodes.row))
        plain = [row for row in rows if _is_plain(row, count)]
        self.rows = [[cell.astext() for cell in row.children] for row in plain]
        self.spans = len(rows) - len(plain)
        self._lines = functools.cache(self._count_lines)
        heads = sum(isinstance(row.parent, nodes.thead) for row in plain)
        columns = [self._column([row[i] for row in self.rows], heads) for i in range(count)]
        longest = [column.longest for column in columns]
        floors = [column.floor for column in columns]
        line = (_DENSE_LINE if self.dense else _LINE) + self.sides
        short = {i for i, width in enumerate(longest) if width <= line}
        least = [longest[i] if i in short else floor for i, floor in enumerate(floors)]
        if sum(least) > _MEASURE or len(short) == count:
            short, least = set(), floors
        if "colwidths-given" in table["classes"]:
            shares = [float(s["colwidth"]) for s in group.findall(nodes.colspec)]
            widths = _divide([shares[i] * (i not in short) for i in range(count)], least)
        elif sum(longest) < _MEASURE:
            widths, short = longest, set(range(count))
        else:
            widths = min(self._lowest(least), self._lowest(floors), key=self._height)
            short = {i for i in short if widths[i] == longest[i]}
        self.columns = [
            f"{w:.0f}fr" if i not in short else f"{w:.0f}pt" if columns[i].head_wraps else "auto"
            for i, w in enumerate(widths)
        ]
        height = self._height(widths)
        self.floats = _has_caption(table) and height < _LOW
        self.whole = self.floats or height < _LOW / 2

    def _column(self, cells: list[str], heads: int) -> _Column:
        """Measure a column, of which the first ``heads`` cells are in bold."""
        bold = [self._width(word) * _BOLD for cell in cells[:heads] for word in _words(cell)]
        words = [self._width(word) for cell in cells[heads:] for word in _words(cell)]
        floor = max([0.0, *bold, *words]) + self.sides
        longest = max([floor, *(self._width(cell) + self.sides for cell in cells[heads:])])
        wraps = any(self._width(cell) + self.sides > longest for cell in cells[:heads])
        return _Column(floor, longest, wraps)

    def _width(self, text: str) -> float:
        return sum(_CHARACTERS.get(character, 51) for character in text) * self.type / 100

    def _count_lines(self, text: str, width: float) -> int:
        lines, left, space = 1, width - self.sides, self._width(" ")
        for word in text.split():
            needed = self._width(word)
            if needed > left:
                lines, left = lines + 1, width - self.sides
            left -= needed + space
        return lines

    def _height(self, widths: list[float]) -> float:
        """Of all rows, in points; the fuller their cells, the better."""
        height = self.spans * self.type * 2.2
        for row in self.rows:
            lines = [self._lines(text, width) for text, width in zip(row, widths, strict=True)]
            height += (max(lines) * 1.2 + 0.35 + 0.05 * sum(lines)) * self.type
        return height

    def _lowest(self, least: list[float]) -> list[float]:
        """Widths of at least ``least``, for a low table."""
        widest = max(range(len(least)), key=least.__getitem__)
        widths = list(least)
        widths[widest] += max(_MEASURE - sum(least), 0.0)
        height = self._height(widths)
        for step in _STEPS:
            while True:
                moved = [
                    [w + step * ((i == to) - (i == from_)) for i, w in enumerate(widths)]
                    for from_, to in permutations(range(len(widths)), 2)
                    if widths[from_] - step >= least[from_]
                ]
                best = min(moved, key=self._height, default=widths)
                if self._height(best) >= height:
                    break
                widths, height = best, self._height(best)
        return widths


def _has_caption(table: nodes.table) -> bool:
    """Whether a table has a caption and stands between paragraphs, so that it may move."""
    in_text = isinstance(table.parent, nodes.section)
    return in_text and any(isinstance(child, nodes.title) for child in table.children)


def _words(cell: str) -> list[str]:
    """What may stand on a line by itself; long compounds break."""
    words = cell.split()
    return [part for w in words for part in (re.split("(?<=[/-])", w) if len(w) > 14 else [w])]


def _is_plain(row: nodes.Element, count: int) -> bool:
    spans = any(cell.get("morecols") or cell.get("morerows") for cell in row.children)
    return len(row.children) == count and not spans


def _divide(shares: list[float], floors: list[float]) -> list[float]:
    """Divide the measure by ``shares``, giving each column its floor where they all fit."""
    if sum(floors) >= _MEASURE:
        return floors
    fixed: set[int] = set()
    while True:
        free = _MEASURE - sum(floors[i] for i in fixed)
        parts = sum(share for i, share in enumerate(shares) if i not in fixed)
        widths = [
            floors[i] if i in fixed else free * share / parts for i, share in enumerate(shares)
        ]
        short = {i for i, width in enumerate(widths) if width < floors[i]} - fixed
        if not short:
            return widths
        fixed |= short


def row_breaks(row: nodes.row) -> bool:
    """Whether a row may break across pages: only one with a long cell."""
    return any(len(cell.astext()) > _LONG_CELL for cell in row.children)
