"""Widths and page breaks of tables."""

from __future__ import annotations

import re

from docutils import nodes

# In points, as template/book.typ sets tables: the page's measure; a character; a cell's two sides.
_MEASURE = 368.0
_CHARACTER, _DENSE_CHARACTER = 4.9, 4.6
_SIDES, _DENSE_SIDES = 11.0, 6.0
# From this many columns on a table is set smaller and closer.
_DENSE = 7
# Cells that are all this short stay on one line.
_LINE = 28
# What is divided among columns at a time.
_STEP = 6.0
# A row with a longer cell may break across pages.
_LONG_CELL = 500


def is_dense(table: nodes.table) -> bool:
    """Whether a table has so many columns that it needs smaller type."""
    return _group(table)["cols"] >= _DENSE


def columns(table: nodes.table) -> list[str]:
    """A table's column widths.

    As the author gave them, else so that the table is as short as it can be; but no column is
    narrower than its longest word. A table whose cells are all short is as wide as its text.
    """
    group = _group(table)
    count = group["cols"]
    character = _DENSE_CHARACTER if is_dense(table) else _CHARACTER
    sides = _DENSE_SIDES if is_dense(table) else _SIDES
    rows = [
        [cell.astext() for cell in row.children]
        for row in group.findall(nodes.row)
        if not any(cell.get("morecols") or cell.get("morerows") for cell in row.children)
    ]
    rows = [row for row in rows if len(row) == count]
    longest = [max((len(row[i]) for row in rows), default=1) for i in range(count)]
    words = (re.split(r"[\s/-]+", " ".join(row[i] for row in rows)) for i in range(count))
    floors = [max(map(len, column)) * character + sides for column in words]
    if "colwidths-given" in table["classes"]:
        given = [float(s["colwidth"]) for s in group.children if isinstance(s, nodes.colspec)]
        widths = _divide(given, floors)
    elif sum(longest) * character + count * sides < _MEASURE and max(longest) <= _LINE:
        return ["auto"] * count
    else:
        areas = [[len(text) * character for text in row] for row in rows]
        widths = _shortest(areas, floors, sides)
    return [f"{width:.0f}fr" for width in widths]


def _shortest(areas: list[list[float]], floors: list[float], sides: float) -> list[float]:
    """Widths for the least height: each step goes to the column that then saves most."""

    def height(widths: list[float]) -> float:
        total = 0.0
        for row in areas:
            lines = [area / (width - sides) for area, width in zip(row, widths, strict=True)]
            total += max(lines) + 0.1 * sum(lines)
        return total

    widths = list(floors)
    while sum(widths) + _STEP <= _MEASURE:
        wider = [[*widths[:i], widths[i] + _STEP, *widths[i + 1 :]] for i in range(len(widths))]
        widths = min(wider, key=height)
    return widths


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


def _group(table: nodes.table) -> nodes.tgroup:
    return next(child for child in table.children if isinstance(child, nodes.tgroup))
