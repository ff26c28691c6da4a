"""What the template cannot see in a table, for the layout of its columns there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .unbroken import bound

if TYPE_CHECKING:
    from collections.abc import Sequence

# A row with a longer cell may break across pages.
_LONG_CELL = 500
# The longest words by count of letters, among which the widest in print is.
_CANDIDATES = 6


def shares(table: nodes.table) -> list[int] | None:
    """The widths that the author gave the columns, as parts of a whole; None without."""
    if "colwidths-given" not in table["classes"]:
        return None
    return [spec["colwidth"] for spec in table.findall(nodes.colspec)]


def is_plain(row: nodes.row, count: int) -> bool:
    """Whether each of the *count* columns has a cell of its own in a row."""
    spans = any(cell.get("morecols") or cell.get("morerows") for cell in row.children)
    return len(row.children) == count and not spans


def longest_words(rows: Sequence[nodes.row], column: int) -> list[str]:
    """What may not be broken in a column: the candidates for the widest, longest first."""
    words = {word for row in rows for word in _words(row[column].astext())}
    return sorted(words, key=lambda word: (-len(word), word))[:_CANDIDATES]


def _words(cell: str) -> list[str]:
    """What may stand on a line by itself; long compounds break."""
    words = bound(" ".join(cell.split())).split(" ")
    return [part for w in words for part in (re.split("(?<=[/-])", w) if len(w) > 14 else [w])]


def may_float(table: nodes.table) -> bool:
    """Whether a table has a caption and stands between paragraphs."""
    in_text = isinstance(table.parent, nodes.section)
    return in_text and any(isinstance(child, nodes.title) for child in table.children)


def flows(table: nodes.table) -> bool:
    """Whether nothing but sections is around a table, so that it may have pages of its own."""
    around = table.parent
    while isinstance(around, (nodes.section, addnodes.start_of_file, nodes.compound)):
        around = around.parent
    return isinstance(around, nodes.document)


def row_breaks(row: nodes.row) -> bool:
    """Whether a row may break across pages: only one with a long cell."""
    return any(len(cell.astext()) > _LONG_CELL for cell in row.children)
