"""A finished page: what Sphinx wrote, with the structure that reading systems can use.

Sphinx writes web pages. An EPUB has words for what stands on them: chapter, glossary, citation and
so on, in ``epub:type`` (https://www.w3.org/TR/epub-ssv-11/) and ``role``
(https://www.w3.org/TR/dpub-aria-1.1/). A page is finished when the package is made, so that it has
its part of the book and its printed page numbers also when it was not written again.

``role="doc-biblioentry"`` is not used: DPUB-ARIA 1.1 has deprecated it for ``listitem``, which an
``li`` is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from sphinx.locale import _

from extensions.epub.tables import fit_tables
from extensions.epub.xhtml import EPUB, SVG, XHTML, Page, classes, tag_of, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from extensions.epub.printed import Break, Printed

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
#: Sections by the class of what stands right in them. The values are types of EPUB, and roles with
#: "doc-" before them.
KINDS = {"citation-list": "bibliography", "glossary": "glossary", "name-index": "index"}

#: An address: its host, what registers a DOI, and the rest.
_ADDRESS = re.compile(r"(https?://[^/]+/?)(10\.\d+/)?(.*)")
#: Where the rest may part: behind a slash, and before other signs, but for the point of "4.0/".
_BREAKS = re.compile(r"(?<=/)(?=[^/])|(?=[.,_?&=#%~])(?!\.\d(?!\w))")


class Place(NamedTuple):
    """Where a page stands in the book."""

    division: str  # "frontmatter", "bodymatter" or "backmatter"
    numbered: bool = False
    part: str = ""  # the part that it belongs to
    opens: bool = False  # whether it is the first of that part
    imprint: bool = False


class Finished(NamedTuple):
    """A page as it is packed, and what it turned out to be."""

    text: str
    title: str
    kind: str  # "chapter", "bibliography", "glossary", "index" or ""
    breaks: list[Break]
    pictures: set[str]  # names of the files that it shows
    drawn: bool  # whether a drawing stands in it


def finish(
    texts: Mapping[str, str], places: Mapping[str, Place], printed: Printed
) -> dict[str, Finished]:
    """Give each page its structure, and mark the pages of print.

    *texts* are the pages by their docnames, as they are read; *places* has where each stands.
    """
    pages = {docname: Page(text) for docname, text in texts.items()}
    breaks = printed.mark(pages)
    return {
        docname: _finished(page, places[docname], breaks[docname])
        for docname, page in pages.items()
    }


def _finished(page: Page, place: Place, breaks: list[Break]) -> Finished:
    body = page.root.find(f"{XHTML}body")
    assert body is not None  # our own template
    body.set(f"{EPUB}type", place.division)
    kind = _sections(page, body, place)
    _links(page)
    _notes(page)
    _entries(page)
    _terms(page)
    _letters(page)
    _addresses(page)
    _empty(page)
    fit_tables(page)
    _part(page, body, place)
    pictures = {unquote(one.get("src", "").rpartition("/")[2]) for one in page.all("img")}
    drawn = page.root.find(f".//{SVG}svg") is not None
    return Finished(HEAD + page.written() + "\n", title_of(page), kind, breaks, pictures, drawn)


def title_of(page: Page) -> str:
    """The page's heading, with its number."""
    return next((words(heading) for heading in page.all("h1")), "")


def mean(element: Element, kind: str, role: str | None = None) -> None:
    """Say that *element* is a *kind* of thing, in both vocabularies."""
    element.set(f"{EPUB}type", kind)
    element.set("role", role or f"doc-{kind}")


def _sections(page: Page, body: Element, place: Place) -> str:
    """Name the sections by what they hold; the kind of the page."""
    for section in page.all("section"):
        for child in section:
            for name in classes(child) & KINDS.keys():
                mean(section, KINDS[name])
    whole = body.find(f"{XHTML}section")
    if whole is None:
        return ""
    if place.imprint:
        whole.set(f"{EPUB}type", "copyright-page")
    elif whole.get("role") is None:
        if not place.numbered:
            return ""
        mean(whole, "chapter")
    return whole.get(f"{EPUB}type", "")


def _links(page: Page) -> None:
    """Name links by what they lead to."""
    back = {
        link for box in page.with_class("backrefs", "cited-in") for link in box.iter(f"{XHTML}a")
    }
    for link in page.all("a"):
        target = link.get("href", "").partition("#")[2]
        if link in back:
            mean(link, "backlink")
        elif target.startswith("cite-"):
            mean(link, "biblioref")
        elif any("std-term" in classes(inside) for inside in link):
            mean(link, "glossref")


def _notes(page: Page) -> None:
    """Footnotes: reading systems show what is an ``aside`` of this type as a pop-up."""
    for element in page.root.iter():
        match element.get("role"):
            case "doc-noteref":
                element.set(f"{EPUB}type", "noteref")
            case "doc-footnote":
                element.set(f"{EPUB}type", "footnote")
    for notes in page.with_class("footnote-list"):
        # An `aside` of notes would be one in another, which no reading system shows as a pop-up.
        notes.tag = f"{XHTML}section"
        mean(notes, "footnotes", "doc-endnotes")
        notes.set("aria-label", _("Notes"))


def _entries(page: Page) -> None:
    """Entries of a bibliography."""
    for entry in page.with_class("citation"):
        if tag_of(entry) == "li":
            entry.set(f"{EPUB}type", "biblioentry")


def _terms(page: Page) -> None:
    """Put each term and its definition in a box, to which links lead.

    Some reading systems show as a pop-up what such a link leads to: the term alone, otherwise.
    """
    for terms in page.with_class("glossary"):
        box = None
        for child in list(terms):
            if tag_of(child) == "dt" and (box is None or tag_of(box[-1]) == "dd"):
                box = ElementTree.SubElement(terms, f"{XHTML}div")
                box.tail = "\n"
                if anchor := child.attrib.pop("id", None):
                    box.set("id", anchor)
            if box is not None:
                terms.remove(child)
                box.append(child)


def _letters(page: Page) -> None:
    """Make the letters of the index of names headings, to go from one to the next by."""
    for letter in page.with_class("rubric"):
        if "name-index" in classes(page.parents[letter]):
            letter.tag = f"{XHTML}h2"


def _addresses(page: Page) -> None:
    """Say where addresses that are printed may end a line, for they are long for a phone."""
    for link in page.all("a"):
        address = _ADDRESS.fullmatch(link.text or "")
        if address and not len(link):
            host, registrant, rest = address.groups("")
            link.text = host
            for part in filter(None, (registrant, *_BREAKS.split(rest))):
                ElementTree.SubElement(link, f"{XHTML}wbr").tail = part


def _empty(page: Page) -> None:
    """Hidden tables of contents leave boxes with nothing in them."""
    for box in list(page.with_class("toctree-wrapper")):
        if not len(box) and not (box.text or "").strip():
            page.remove(box)


def _part(page: Page, body: Element, place: Place) -> None:
    """Put the page in its part, of which the first page says the name."""
    if not place.part:
        return
    part = ElementTree.Element(f"{XHTML}section", {"aria-label": place.part})
    mean(part, "part")
    part.text = "\n"
    if place.opens:
        name = ElementTree.SubElement(part, f"{XHTML}p", {"class": "part-name"})
        name.text, name.tail = place.part, "\n"
    for child in list(body):
        body.remove(child)
        part.append(child)
    body.append(part)
    part.tail = "\n"
