"""Pictures: an SVG holds shapes and words, from a list; a PNG is one.

An SVG is read by expat, which loads nothing, expands no entity here, and knows the line of
everything.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.parsers import expat

from extensions.gate.allowed import (
    MOST_DOTS,
    MOST_TOLD,
    PNG,
    SVG,
    SVG_ARCS,
    SVG_DEEPEST,
    SVG_FONT,
    SVG_FONT_BYTES,
    SVG_FONT_TABLES,
    SVG_LAYERS,
    SVG_LEAVES,
    SVG_LONGEST,
    SVG_LONGEST_SIDE,
    SVG_METADATA,
    SVG_PARTS,
    SVG_SIZE,
    SVG_STYLE,
    SVG_TRANSFORM,
    SVG_VIEW,
    SVG_WORDS,
)
from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SVG, _XLINK, _RDF = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
_VALUE = re.compile(r"[\w\s#%.,()'+-]*")
#: Numbers that break typesetters: of seven digits before the point, or with an exponent.
_HUGE = re.compile(r"(?<![.\d])\d{7}|\d\.?[eE][-+]?\d")
_NAMES = ("id", "fill", "stroke", "font-family")
_RULES = re.compile(r"\*\s*\{([^{}]*)\}\s*")
_REDRAW = "draw it again with `make figures`"


def dots(path: Path) -> int:
    """How many dots a PNG has, as it says; none for what is no file."""
    if path.is_symlink() or not path.is_file():
        return 0
    with path.open("rb") as file:
        head = file.read(24)
    # What is too much by itself is told of its own file.
    return min(MOST_DOTS, int.from_bytes(head[16:20], "big") * int.from_bytes(head[20:24], "big"))


def check_png(path: str, content: bytes) -> Iterator[Finding]:
    """What is wrong with a PNG, from its parts (PNG specification, 5.2 to 5.4 and 11.2.1)."""
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        yield Finding(path, 1, "picture", "this is no PNG: save the picture as one")
        return
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if not 0 < width * height <= MOST_DOTS:
        message = f"{width} × {height} dots are too many: scale the picture down"
        yield Finding(path, 1, "picture", message)
    at, kind = 8, ""
    while at < len(content) and kind != "IEND":
        kind = content[at + 4 : at + 8].decode("latin-1")
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if kind not in PNG:
            message = f"this PNG has a part “{kind}”: save it anew, with its colors and dots only"
            yield Finding(path, 1, "picture", message)
            return
    if at < len(content):
        yield Finding(path, 1, "picture", "this PNG goes on behind its end: save it anew")


def check(path: str, content: bytes) -> Iterator[Finding]:
    """Everything in an SVG that is not on the list."""
    picture = _Picture(path)
    try:
        content.decode("utf-8")  # expat would read another encoding by its first bytes
        picture.read(content)
    except expat.ExpatError as error:
        picture.refuse(f"this is no XML ({expat.ErrorString(error.code)}): {_REDRAW}", error.lineno)
    except (ValueError, LookupError):  # an encoding that Python does not know
        picture.refuse(f"this is no XML in UTF-8: {_REDRAW}", 1)
    yield from picture.findings[:MOST_TOLD]


class _Picture:
    """One SVG while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.open: list[str] = []
        self.style = ""
        self.ids: set[str] = set()
        self.words = self.parts = self.layers = 0
        self.leaves: Counter[str] = Counter()  # id -> how long it is
        self.edges: Counter[str] = Counter()  # id of an edge -> how long it is
        self.edge = ""  # the one that is open
        self.cut: list[str] = []  # edges of what stands in the picture
        self.leaf_cut: dict[str, list[str]] = {}  # id of a leaf -> its edges
        self.used: dict[str, tuple[int, int]] = {}  # id -> line, how often
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.XmlDeclHandler = self.declaration
        self.parser.EntityDeclHandler = lambda *_: self.refuse(f"entities: {_REDRAW}")
        self.parser.ProcessingInstructionHandler = lambda target, _: self.refuse(
            f"“<?{target}” has no place in a picture: {_REDRAW}"
        )

    def read(self, content: bytes) -> None:
        self.parser.Parse(content, True)
        for name, (line, _) in self.used.items():
            if name not in self.leaves:
                self.refuse(f"“use” repeats #{name}, which is no shape of this picture", line)
        length = sum(self.edges[edge] for edge in self.cut)
        for name, (_, often) in self.used.items():
            edges = sum(self.edges[edge] for edge in self.leaf_cut.get(name, ()))
            length += often * (self.leaves[name] + edges)
        if length > SVG_LONGEST:
            self.refuse("this picture repeats too much: draw less")

    def refuse(self, message: str, line: int = 0) -> None:
        line = line or self.parser.CurrentLineNumber
        self.findings.append(Finding(self.path, line, "picture", message))

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() != "utf-8":
            self.refuse(f"the encoding “{encoding[:40]}”: save the picture as UTF-8")

    def doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        if internal or name != "svg":
            self.refuse(f"a document type with declarations: {_REDRAW}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        inside, self.open = self.open[-1] if self.open else "", [*self.open, local]
        if len(self.open) > SVG_DEEPEST:
            self.refuse(f"more than {SVG_DEEPEST} groups in each other: {_REDRAW}")
        elif "metadata" in self.open[:-1] and space in SVG_METADATA:
            for attribute in attributes.keys() - {f"{_RDF} resource"}:
                self.refuse(f"attribute {attribute} of {local}: {_REDRAW}")
        elif not inside and (local != "svg" or space != _SVG):
            self.refuse(f"a picture begins with svg, not with {local}: {_REDRAW}")
        elif local == "metadata" and space == _SVG:
            for attribute in attributes.keys() - {"id"}:
                self.refuse(f"attribute {attribute} of {local}: {_REDRAW}")
        elif space != _SVG or local not in SVG or (local == "svg" and inside):
            self.refuse(f"the element {local} is not allowed: draw shapes and words only")
        else:
            self.element(local, attributes)

    def element(self, local: str, attributes: dict[str, str]) -> None:
        self.typeset(local, attributes)
        if local == "svg":
            self.sides(attributes)
        cut, size = len(self.cut), 10 + sum(map(len, attributes.values()))
        if local == "clipPath":
            self.edge = attributes.get("id", "")
        if "clipPath" in self.open[:-1]:
            self.edges[self.edge] += size
            if local in ("use", "clipPath"):
                self.refuse(f"{local} in an edge (clipPath): draw its shape there")
        own = attributes.get("id", "")
        if own and own in self.ids:
            self.refuse(f"the id “{own[:40]}” is there twice: {_REDRAW}")
        self.ids.add(own)
        for full, value in attributes.items():
            space, _, name = full.rpartition(" ")
            if name not in SVG[local] or space not in ("", _XLINK) or (space and name != "href"):
                self.refuse(f"the attribute {name} of {local} is not allowed: take it out")
            elif name == "href":
                self.use(value)
            elif name == "style":
                self.rules(value)
            elif (name, value) != ("type", "text/css") and not self.plain(name, value):
                self.refuse(f"{name}=“{value[:40]}” is not allowed: write numbers, names, colors")
        if local in SVG_LEAVES and "id" in attributes:
            self.leaves[attributes["id"]] += size
            self.leaf_cut.setdefault(attributes["id"], []).extend(self.cut[cut:])

    def typeset(self, local: str, attributes: dict[str, str]) -> None:
        """What would stop a typesetter, without a word of the picture."""
        drawn = attributes.get("d", "")
        if re.search(r"z\s*z", drawn, re.IGNORECASE):
            self.refuse("a path ends twice in one place (zz): take one z out")
        elif len(drawn) > SVG_ARCS and re.search("a", drawn, re.IGNORECASE):
            self.refuse(f"a path with arcs has {SVG_ARCS:,} characters at most: split it")
        for name in ("width", "height") if local == "svg" else ("textLength",):
            if name in attributes and not SVG_SIZE.fullmatch(attributes[name].strip()):
                whole = "the picture" if local == "svg" else "a line"
                self.refuse(f"{name}=“{attributes[name][:40]}” of {whole}: write its size")
        self.parts += local == "tspan"
        if self.parts == SVG_PARTS + 1 and local == "tspan":
            self.refuse(f"more than {SVG_PARTS:,} parts of lines (tspan): write them in the page")

    def sides(self, attributes: dict[str, str]) -> None:
        """How wide and high the picture is: as it says, and as what it shows of itself is."""
        view = attributes.get("viewBox")
        if view is not None and not SVG_VIEW.fullmatch(view):
            self.refuse(f"viewBox=“{view[:40]}”: write its left, its top, its width and height")
            return
        sizes = [attributes.get(name, "") for name in ("width", "height")]
        for pair in (re.split(r"[ ,]+", (view or "").strip())[-2:], sizes):
            try:
                wide, high = (float(side.strip().rstrip("ptxmcin%")) for side in pair)
            except ValueError:
                continue  # not said; or said above
            if not 0 < max(wide, high) <= SVG_LONGEST_SIDE * min(wide, high):
                message = f"{wide:g} × {high:g}: one side is {SVG_LONGEST_SIDE} times the other at"
                self.refuse(f"{message} most, and both are more than nothing: {_REDRAW}")

    def use(self, value: str) -> None:
        if re.fullmatch(r"#[\w-]+", value):
            line, often = self.used.get(value[1:], (self.parser.CurrentLineNumber, 0))
            self.used[value[1:]] = line, often + 1
        else:
            self.refuse(f"“{value[:40]}” is outside the picture: draw it in")

    def plain(self, name: str, value: str) -> bool:
        """Whether *value* is of numbers, names and colors, or the edge of a shape without one."""
        if name == "clip-path" or (name == "opacity" and value.strip() not in ("1", "1.0")):
            self.layers += 1
            if self.layers == SVG_LAYERS + 1:
                self.refuse(f"more than {SVG_LAYERS:,} layers (clip-path, opacity): draw less")
            if "style" in self.open:  # of all shapes and groups
                return False
        if "url(" in value.lower():
            found = re.fullmatch(r"url\(#([\w-]+)\)", value)
            # In an edge, or in the rule for all, it would cut edges by edges.
            if not found or name != "clip-path" or {"clipPath", "style"} & {*self.open}:
                return False
            self.cut.append(found[1])
            return True
        if "(" in value and (name != "transform" or not SVG_TRANSFORM.fullmatch(value)):
            return False
        return bool(_VALUE.fullmatch(value)) and (name in _NAMES or not _HUGE.search(value))

    def rules(self, text: str) -> None:
        """Declarations of CSS: ``property: value; ...``."""
        for declaration in filter(None, map(str.strip, text.split(";"))):
            name, colon, value = (part.strip() for part in declaration.partition(":"))
            if not colon or name not in SVG_STYLE or not self.plain(name, value):
                self.refuse(f"the style “{declaration[:40]}” is not allowed: take it out")

    def font(self, encoded: str) -> None:
        """The letters that a picture brings (OpenType 1.9, table directory)."""
        try:
            font = base64.b64decode(encoded, validate=True)
        except ValueError:
            font = b""
        tables = font[12 : 12 + 16 * int.from_bytes(font[4:6], "big")]
        names = {tables[at : at + 4].decode("latin-1").strip() for at in range(0, len(tables), 16)}
        if font[:4] != b"\0\1\0\0" or not names or len(font) > SVG_FONT_BYTES:
            message = f"a font is TrueType of at most {SVG_FONT_BYTES:,} bytes: {_REDRAW}"
            self.refuse(message)
        elif spare := sorted(names - SVG_FONT_TABLES):
            self.refuse(f"a font with the table {spare[0]!r}: {_REDRAW}")

    def text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += text
        elif "metadata" not in self.open:
            before, self.words = self.words, self.words + len(text.strip())
            if before <= SVG_WORDS < self.words:
                self.refuse(f"more than {SVG_WORDS:,} characters of words: write them in the page")

    def end(self, name: str) -> None:
        if self.open[-1] == "style":
            for font in SVG_FONT.findall(self.style):
                self.font(font)
            rules, self.style = SVG_FONT.sub("", self.style), ""
            if _RULES.sub("", rules).strip():
                self.refuse("a style sheet holds one rule for “*”, and fonts: take the others out")
            for rule in _RULES.findall(rules):
                self.rules(rule)
        self.open.pop()
