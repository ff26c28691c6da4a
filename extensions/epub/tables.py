"""Tables that can be read on any screen, without scripts and whatever a reading system supports.

A table of three columns or more is set as one block a row and one line a cell, and each cell says
the name of its column. ``book.css`` sets it as a table where there is room: it asks for the width
of the column of text (``@container``), because many reading systems put a chapter in one wide
window of many columns, so that a question about the window (``@media``) is answered wrongly. Where
that is not understood, the rows stay blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from extensions.epub.xhtml import XHTML, Page, classes, tag_of, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FEWEST = 3  # columns; two fit every screen


def fit_tables(page: Page) -> None:
    """Say what headers are of, and prepare the tables for narrow screens."""
    for table in list(page.all("table")):
        _scopes(table)
        box = ElementTree.Element(f"{XHTML}div", {"class": "table-box"})
        page.wrap(table, box)
        names = _columns(table)
        if len(names) >= FEWEST:
            box.set("class", "table-box stacks")
            for row in table.iterfind(f"{XHTML}tbody/{XHTML}tr"):
                if len(row) == len(names):
                    for name, cell in list(zip(names, row, strict=True))[1:]:
                        _label(cell, name)


def _scopes(table: Element) -> None:
    """Whether a header is one of a column or of a row."""
    for part in table:
        in_head = tag_of(part) == "thead"
        for header in part.iter(f"{XHTML}th"):
            several = header.get("colspan" if in_head else "rowspan", "1") != "1"
            kind = ("colgroup" if several else "col") if in_head else "row"
            header.set("scope", "rowgroup" if several and not in_head else kind)


def _columns(table: Element) -> list[str]:
    """The names of the columns; none where a cell would not know its own."""
    heads = table.findall(f"{XHTML}thead/{XHTML}tr")
    cells = list(table.iter(f"{XHTML}td")) + list(table.iter(f"{XHTML}th"))
    if len(heads) != 1 or any(cell.get("rowspan", "1") != "1" for cell in cells):
        return []
    if any(cell.get("colspan", "1") != "1" for cell in heads[0]):
        return []
    return [words(cell) for cell in heads[0]]


def _label(cell: Element, name: str) -> None:
    """Begin *cell* with the *name* of its column, unless it does already."""
    if not name or any("cell-label" in classes(inside) for inside in cell.iter()):
        return
    first = cell[0] if len(cell) and not (cell.text or "").strip() else cell
    if tag_of(first) in ("ul", "ol", "dl"):
        first = cell
    label = ElementTree.Element(f"{XHTML}span", {"class": "cell-label"})
    label.text = name
    label.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, label)
