"""Widths and page breaks of tables."""

from __future__ import annotations

import math

from docutils import nodes

# A column whose longest cell is this short keeps its words on one line.
_NARROW = 14
# A row with a longer cell may break across pages.
_LONG_CELL = 500


def columns(table: nodes.table) -> str:
    """A table's column widths: the author's where given, else by how much each has to hold."""
    group = next(child for child in table.children if isinstance(child, nodes.tgroup))
    given = [spec["colwidth"] for spec in group.children if isinstance(spec, nodes.colspec)]
    if "colwidths-given" in table["classes"]:
        return _array(f"{width}fr" for width in given)
    longest = [1] * len(given)
    total = [1] * len(given)
    for row in group.findall(nodes.row):
        if any(cell.get("morecols") or cell.get("morerows") for cell in row.children):
            continue
        for column, cell in enumerate(row.children[: len(given)]):
            length = len(cell.astext())
            longest[column] = max(longest[column], length)
            total[column] += length
    if max(longest) <= 3 * _NARROW:
        return _array("auto" for _ in longest)
    # The square root: a column with four times the text is better wider and longer than four times wider.
    return _array(
        "auto" if long <= _NARROW else f"{round(math.sqrt(text), 1)}fr"
        for long, text in zip(longest, total, strict=True)
    )


def row_breaks(row: nodes.row) -> bool:
    """Whether a row may break across pages: only one with a long cell."""
    return any(len(cell.astext()) > _LONG_CELL for cell in row.children)


def _array(widths) -> str:
    return "(" + "".join(f"{width}, " for width in widths) + ")"
