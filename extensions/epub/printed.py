"""The pages of print: readers of the EPUB and of the PDF can name a page to each other.

The builder ``typst`` leaves ``pages.json`` beside its PDF: the number of the page of each id, as
``{"docname:id": "31"}``. A page of print begins, in the EPUB, at the first of its ids.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util import logging

from extensions.epub.xhtml import EPUB, XHTML, Page, tag_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

logger = logging.getLogger(__name__)
#: Elements that can begin with a mark; one that cannot has it before it.
HOLDS = frozenset(
    {"aside", "blockquote", "body", "caption", "dd", "div", "dt", "figcaption", "li", "p"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "section", "span", "td", "th"}
)


class Break(NamedTuple):
    """Where a page of print begins: its number, and the id of the mark."""

    number: str
    id: str


class Printed:
    """The pages of print; it marks the pages of the EPUB, one after the other as they are read."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self.of: dict[str, dict[str, str]] = {}
        for place, number in places.items():
            docname, _colon, anchor = place.partition(":")
            # Sphinx's EPUB has no colon in an id.
            if anchor:
                self.of.setdefault(docname, {})[anchor.replace(":", "-")] = number
        self.ranks = {number: rank for rank, number in enumerate(dict.fromkeys(places.values()))}
        self.reached = -1

    def mark(self, page: Page, docname: str) -> list[Break]:
        """Mark where pages of print begin on the page *docname*; only forwards, as people read."""
        numbers = self.of.get(docname, {})
        taken = {element.get("id") for element in page.root.iter()}
        found = []
        for element in list(page.root.iter()):
            number = numbers.get(element.get("id", ""))
            if number is None or self.ranks[number] <= self.reached:
                continue
            one = Break(number, f"page-{re.sub(r'[^A-Za-z0-9]+', '-', number)}")
            if one.id not in taken:
                self.reached = self.ranks[number]
                _put(page, element, _mark(one))
                found.append(one)
        return found


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
