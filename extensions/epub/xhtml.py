"""A page of XHTML as a tree, with what ``xml.etree`` lacks: parents, and classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

XHTML, EPUB = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
SVG = "{http://www.w3.org/2000/svg}"
#: Elements of HTML that have no end tag.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
#: An element with nothing in it. In an attribute, ">" is written as an entity.
_EMPTY = re.compile(r"<([A-Za-z][\w:-]*)([^<>]*?) ?/>")
_DRAWN = re.compile(r"<(/?)svg:")
# How names are written, wherever a tree is written in this process: as everybody writes them.
ElementTree.register_namespace("", XHTML.strip("{}"))
ElementTree.register_namespace("epub", EPUB.strip("{}"))
ElementTree.register_namespace("svg", SVG.strip("{}"))


def tag_of(element: Element) -> str:
    """The name of an element of XHTML, without its namespace."""
    return element.tag.removeprefix(XHTML)


def classes(element: Element) -> set[str]:
    """The classes of an element."""
    return set(element.get("class", "").split())


def words(element: Element) -> str:
    """The text in an element, in one line."""
    return " ".join("".join(element.itertext()).split())


class Page:
    """A page that is changed."""

    def __init__(self, text: str) -> None:
        self.root = ElementTree.fromstring(text.encode())
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.ids = {element.get("id") for element in self.root.iter()}

    def all(self, tag: str) -> Iterator[Element]:
        """Elements of a kind, in their order."""
        return self.root.iter(XHTML + tag)

    def with_class(self, *names: str) -> Iterator[Element]:
        """Elements that have one of these classes, in their order."""
        return (one for one in self.root.iter() if classes(one).intersection(names))

    def begin(self, parent: Element, new: Element) -> None:
        """Put *new* at the start of *parent*, before its text."""
        new.tail, parent.text = parent.text, None
        parent.insert(0, new)
        self.parents[new] = parent

    def insert_before(self, element: Element, new: Element) -> None:
        """Put *new* right before *element*."""
        parent = self.parents[element]
        parent.insert(list(parent).index(element), new)
        self.parents[new] = parent

    def wrap(self, element: Element, box: Element) -> None:
        """Put *box* in the place of *element*, and that in the box."""
        parent = self.parents[element]
        parent[list(parent).index(element)] = box
        box.append(element)
        box.tail, element.tail = element.tail, None
        self.parents[box], self.parents[element] = parent, box

    def remove(self, element: Element) -> None:
        """Take *element* out; the text behind it must be white space, and goes too."""
        self.parents[element].remove(element)

    def written(self) -> str:
        """The text of the page, with end tags and drawings as a reader of HTML expects them too."""
        text = _EMPTY.sub(_ended, ElementTree.tostring(self.root, "unicode"))
        space = f'xmlns{{}}="{SVG.strip("{}")}"'
        text = text.replace(f" {space.format(':svg')}", "", 1)
        return _DRAWN.sub(r"<\1", text.replace("<svg:svg", f"<svg {space.format('')}"))


def _ended(tag: re.Match[str]) -> str:
    whole = tag[1] in VOID or tag[1].startswith("svg:")
    return tag[0] if whole else f"<{tag[1]}{tag[2]}></{tag[1]}>"
