"""An SVG as it stands in a page: attributes and nothing of a style, and names that are its own.

What comes in has passed ``extensions.gate.svg``: shapes and words, one rule for ``*``, no address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from extensions.gate.allowed import SVG_STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

SVG = "http://www.w3.org/2000/svg"
#: The grays of ``figures.drawing``, and black; ``_static/book.css`` knows each.
INKS = frozenset({"#000000", "#1a1a1a", "#666666", "#b3b3b3", "#ececec", "#ffffff"})
#: Units across, below which a phone need show a drawing less wide to show its words as large.
NARROW = 350
#: What is shown of a picture, and in it.
_SHOWN = frozenset(
    {"g", "defs", "clipPath", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"use", "text", "tspan"}
)
_WORDS, _STORES = frozenset({"text", "tspan"}), frozenset({"defs", "clipPath"})
#: Properties that what stands in an element does not take over (SVG 2, appendix "Property index").
_OWN = frozenset({"clip-path", "opacity"})
_RULE = re.compile(r"\*\s*\{([^{}]*)\}")
_URL = re.compile(r"url\(#([\w-]+)\)")
_SIZE = re.compile(r"([\d.]+)(?:px|pt)?")


class Inline(NamedTuple):
    """A drawing for a page: ``adapts`` says whether it is drawn in ``INKS`` only."""

    markup: str
    words: list[str]
    adapts: bool


def inline(content: bytes, *, prefix: str, name: str, width: str = "") -> Inline:
    """The SVG in *content*, with the accessible *name*; ids begin with *prefix*.

    *width* goes before that of the file.
    """
    picture = _Picture(ElementTree.fromstring(content), prefix)
    root = picture.drawn
    size = {key: value for key in ("width", "height") if (value := picture.root.get(key))}
    box = picture.root.get("viewBox") or _box(size)
    adapts = picture.colors <= INKS
    narrow = box and float(re.split(r"[\s,]+", box.strip())[2]) < NARROW
    classes = {"drawing": True, "adapts": adapts, "narrow": narrow}
    attributes = {
        "xmlns": SVG,
        "class": " ".join(name for name, holds in classes.items() if holds),
        # Its words are read; those in an "img" would not be.
        "role": "graphics-document",
        "aria-label": name,
        **({"viewBox": box} if box else {}),
        **({"width": width} if width else size),
    }
    root.attrib = {**attributes, **root.attrib}
    words = [" ".join("".join(text.itertext()).split()) for text in root.iter("text")]
    return Inline(ElementTree.tostring(root, "unicode"), words, adapts)


def _box(size: Mapping[str, str]) -> str:
    """What a picture without ``viewBox`` shows, as far as its size tells."""
    found = [_SIZE.fullmatch(size.get(key, "").strip()) for key in ("width", "height")]
    numbers = [match[1] for match in found if match]
    return f"0 0 {' '.join(numbers)}" if len(numbers) == 2 else ""


class _Picture:
    """A picture while it is written anew."""

    def __init__(self, root: Element, prefix: str) -> None:
        self.root, self.prefix = root, prefix
        sheets = "".join(style.text or "" for style in root.iter(f"{{{SVG}}}style"))
        self.rule = dict(_declarations(";".join(_RULE.findall(sheets))))
        self.names: dict[str, str] = {}
        for element in root.iter():
            for key, value in element.attrib.items():
                target = re.findall(r"^#(.+)$" if key.endswith("href") else _URL, value)
                for name in target:
                    self.rename(name)
        self.colors: set[str] = set()
        self.drawn = ElementTree.Element("svg", {"fill": "#000000", **self.rule})
        self.drawn.text = "\n"
        self.copy(root, self.drawn, dict(self.drawn.attrib))

    def rename(self, name: str) -> str:
        """The name of an element among those of the page."""
        return self.names.setdefault(name, f"{self.prefix}-{len(self.names) + 1}")

    def copy(self, old: Element, new: Element, taken_over: Mapping[str, str]) -> None:
        """Copy what stands in *old* to *new*, which has *taken_over* properties."""
        for child in old:
            tag = child.tag.removeprefix(f"{{{SVG}}}")
            if tag not in _SHOWN:
                continue
            looks = {} if tag in _STORES else self.looks(child)
            kept = {key: value for key, value in looks.items() if taken_over.get(key) != value}
            colors = [looks.get(key, "none").lower() for key in ("fill", "stroke")]
            self.colors.update(color for color in colors if color != "none")
            copied = ElementTree.SubElement(new, tag, {**self.rest(child), **kept})
            copied.tail = "\n"
            if tag in _WORDS:
                copied.text, copied.tail = child.text, child.tail if new.tag in _WORDS else "\n"
            passed = {key: value for key, value in looks.items() if key not in _OWN}
            # What is stored takes over from where it is used.
            self.copy(child, copied, {} if tag in _STORES else {**taken_over, **passed})
            if tag in ("g", "defs") and not len(copied):
                new.remove(copied)

    def looks(self, element: Element) -> dict[str, str]:
        """The properties of an element: its attributes, then the rule for all, then its style."""
        own = {key: value for key, value in element.attrib.items() if key in SVG_STYLE}
        looks = {**own, **self.rule, **dict(_declarations(element.get("style", "")))}
        if "clip-path" in looks:
            looks["clip-path"] = _URL.sub(
                lambda found: f"url(#{self.rename(found[1])})", looks["clip-path"]
            )
        if "font-family" in looks:  # and something that every machine has
            looks["font-family"] += ", serif"
        return looks

    def rest(self, element: Element) -> dict[str, str]:
        """The other attributes: shape, place, name."""
        rest = {}
        for full, value in element.attrib.items():
            key = full.rpartition("}")[2]
            if key == "id":
                if value in self.names:
                    rest[key] = self.names[value]
            elif key == "href":
                rest[key] = f"#{self.rename(value.removeprefix('#'))}"
            elif key not in SVG_STYLE and key != "style":
                rest[key] = " ".join(value.split())
        return rest


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """The properties of a style, with their values."""
    for declaration in style.split(";"):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if colon:
            yield name, value
