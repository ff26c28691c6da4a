"""Widths and page breaks of tables."""

from __future__ import annotations

import math
import re
from itertools import chain

from docutils import nodes

# In points, as template/book.typ sets tables: the page's measure; a character; a cell's two sides.
_MEASURE = 368.0
_CHARACTER, _DENSE_CHARACTER = 4.9, 4.3
_SIDES, _DENSE_SIDES = 11.0, 7.0
# From this many columns on a table is set smaller and closer.
_DENSE = 7
# Longer cells wrap anyway.
_LINE = 28
# A row with a longer cell may break across pages.
_LONG_CELL = 500


def is_dense(table: nodes.table) -> bool:
    """Whether a table has so many columns that it needs smaller type."""
    return _group(table)["cols"] >= _DENSE


def columns(table: nodes.table) -> list[str]:
    """A table's column widths.

    As the author gave them, else by how much each column has to hold; but none narrower than its longest
    word. A table whose cells are all short is as wide as its text.
    """
    group = _group(table)
    count = group["cols"]
    character = _DENSE_CHARACTER if is_dense(table) else _CHARACTER
    sides = _DENSE_SIDES if is_dense(table) else _SIDES
    least, longest, total = [0] * count, [0] * count, [1] * count
    for row in group.findall(nodes.row):
        if any(cell.get("morecols") or cell.get("morerows") for cell in row.children):
            continue
        for column, cell in enumerate(row.children[:count]):
            text = cell.astext()
            least[column] = max(chain([least[column]], map(len, re.split(r"[\s/-]+", text))))
            longest[column] = max(longest[column], len(text))
            total[column] += len(text)
    if "colwidths-given" in table["classes"]:
        shares = [float(s["colwidth"]) for s in group.children if isinstance(s, nodes.colspec)]
    elif sum(longest) * character + count * sides < _MEASURE and max(longest) <= _LINE:
        return ["auto"] * count
    else:
        # The root: four times the text is better twice as wide and twice as long than one long line.
        shares = [math.sqrt(length) for length in total]
    floors = [length * character + sides for length in least]
    return [f"{width:.0f}fr" for width in _widths(shares, floors)]


def _widths(shares: list[float], floors: list[float]) -> list[float]:
    """Divide the measure by ``shares``, giving each column at least its floor where they all fit."""
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


def _group(table: nodes.table) -> nodes.tgroup:
    return next(child for child in table.children if isinstance(child, nodes.tgroup))
