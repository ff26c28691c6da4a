"""The pages of print: readers of the EPUB and of the PDF can name a page to each other.

The builder ``typst`` leaves ``pages.json`` beside its PDF: the number of the page of each id, as
``{"docname:id": "31"}``. A page of print begins, in the EPUB, at the first of its ids.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util import logging

from extensions.epub.xhtml import EPUB, XHTML, Page, tag_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

logger = logging.getLogger(__name__)
#: Elements that can begin with a mark; one that cannot has it before it. In a box, as that of a
#: claim, a screen could end behind the mark, with a frame around nothing.
HOLDS = frozenset(
    {"aside", "blockquote", "body", "caption", "dd", "dt", "figcaption", "li", "p"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "section", "span", "td", "th"}
)


class Break(NamedTuple):
    """Where a page of print begins: its number, and the id of the mark."""

    number: str
    id: str


class Printed:
    """The pages of print by place, ``docname:id``, as they follow."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self.ranks = {number: rank for rank, number in enumerate(dict.fromkeys(places.values()))}
        self.numbers: dict[tuple[str, str], str] = {}
        for place, number in places.items():
            docname, _colon, anchor = place.partition(":")
            if anchor:  # Sphinx's EPUB has no colon in an id.
                self.numbers[docname, anchor.replace(":", "-")] = number

    def mark(self, pages: Mapping[str, Page]) -> dict[str, list[Break]]:
        """Mark where pages of print begin on *pages*, by docname as they are read; say where.

        What print sets elsewhere, such as a figure that floats or an answer at the end, would take
        the numbers with it: only places that follow each other in both count, as many as can be.
        """
        found = [
            (docname, element, number)
            for docname, page in pages.items()
            for element in page.root.iter()
            if (number := self.numbers.get((docname, element.get("id", ""))))
        ]
        breaks: dict[str, list[Break]] = {docname: [] for docname in pages}
        reached = -1
        for position in in_order([self.ranks[number] for _docname, _element, number in found]):
            docname, element, number = found[position]
            one = Break(number, f"page-{re.sub(r'[^A-Za-z0-9]+', '-', number)}")
            if self.ranks[number] > reached and one.id not in pages[docname].ids:
                reached = self.ranks[number]
                _put(pages[docname], element, _mark(one))
                breaks[docname].append(one)
        return breaks


def in_order(ranks: Sequence[int]) -> list[int]:
    """The positions of the most of *ranks* of which none is lower than one before it."""
    lowest: list[int] = []  # by how many are in order: the lowest rank that ends so many
    ends: list[int] = []  # where that is
    before: list[int | None] = []  # what stands before each rank in such a row
    for position, rank in enumerate(ranks):
        length = bisect_right(lowest, rank)
        before.append(ends[length - 1] if length else None)
        lowest[length : length + 1] = [rank]
        ends[length : length + 1] = [position]
    found = []
    step = ends[-1] if ends else None
    while step is not None:
        found.append(step)
        step = before[step]
    return found[::-1]


def read_printed(path: Path, newest: float) -> Printed:
    """What the PDF says of its pages.

    No pages where there is no file, or one of a PDF that is older than the *newest* text (seconds
    since 1970), whose numbers may be wrong. SphinxError for a file that is no list of pages.
    """
    if not path.is_file():
        return Printed({})
    if path.stat().st_mtime < newest:
        logger.info("epub: no page numbers of print: the PDF is older than the text; make it first")
        return Printed({})
    try:
        places = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SphinxError(f"epub: {path}: {error}; make the PDF again") from error
    if not isinstance(places, dict) or not all(isinstance(n, str) for n in places.values()):
        raise SphinxError(f"epub: {path}: no list of pages by place; make the PDF again")
    return Printed(places)


def _mark(one: Break) -> Element:
    attributes = {
        f"{EPUB}type": "pagebreak",
        "role": "doc-pagebreak",
        "id": one.id,
        "aria-label": _("Page {number}").format(number=one.number),
    }
    return ElementTree.Element(f"{XHTML}span", attributes)


def _put(page: Page, element: Element, mark: Element) -> None:
    """Put *mark* at the start of *element*, or before what may not begin with one."""
    if tag_of(element) in HOLDS:
        page.begin(element, mark)
        return
    while tag_of(page.parents[element]) not in HOLDS:
        element = page.parents[element]
    page.insert_before(element, mark)
