"""What a tagged PDF says to who reads its structure: blocks of text in their order.

Characters come from the content streams themselves, through the fonts' ToUnicode maps (ISO 32000-2,
9.10.3): no reader guesses at spaces between glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

_BLOCKS = re.compile(r"/(?:P|H\d|TOCI|LI|Caption|TD|TH)\Z")


@dataclass(frozen=True)
class Run:
    """Text of one look. ``emphasis`` is the tag, ``italic`` the font; ``href`` leads out."""

    text: str
    italic: bool = False
    emphasis: bool = False
    language: str = ""
    href: str = ""
    inside: bool = False


@dataclass
class Block:
    """A paragraph, a heading or the like: its tag, and its runs."""

    tag: str
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def add(self, run: Run) -> None:
        """Add a run, joined with the last one where they look alike."""
        if self.runs and replace(self.runs[-1], text="") == replace(run, text=""):
            run = replace(run, text=self.runs.pop().text + run.text)
        self.runs.append(run)


class Structure:
    """The structure of a PDF that was opened with ``pikepdf``."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.language = str(pdf.Root.Lang)
        self._root = pdf.Root.StructTreeRoot
        self._contents = {page.objgen: _marked_content(page) for page in pdf.pages}

    @cached_property
    def blocks(self) -> list[Block]:
        """All blocks in reading order."""
        found: list[Block] = []
        self._walk(self._root, None, Run("", language=self.language), found)
        return found

    def _walk(self, element: Any, page: Any, look: Run, found: list[Block]) -> None:
        page = element.get("/Pg", page)
        if "/Lang" in element:
            look = replace(look, language=str(element.Lang))
        tag = str(element.get("/S", ""))
        if _BLOCKS.match(tag):
            found.append(Block(tag[1:]))
        if tag == "/Em":
            look = replace(look, emphasis=True)
        children = element.get("/K", [])
        children = list(children) if isinstance(children, pikepdf.Array) else [children]
        if tag == "/Link":
            look = _linked(look, children)
        for child in children:
            if isinstance(child, int) or child.get("/Type") == "/MCR":
                number = child if isinstance(child, int) else child.MCID
                on = page if isinstance(child, int) else child.get("/Pg", page)
                for text, italic, language in self._contents[on.objgen].get(int(number), ()):
                    run = replace(look, text=text, italic=italic)
                    found[-1].add(replace(run, language=language) if language else run)
            elif child.get("/Type") != "/OBJR":
                self._walk(child, page, look, found)


def _linked(look: Run, children: list[Any]) -> Run:
    for child in children:
        if not isinstance(child, int) and child.get("/Type") == "/OBJR":
            action = child.Obj.get("/A", {})
            address = str(action.URI) if action and action.get("/S") == "/URI" else ""
            return replace(look, href=address, inside=not address)
    return look


def _marked_content(page: pikepdf.Page) -> dict[int, list[tuple[str, bool, str]]]:
    """Text, italic or not, and language, by number of the marked content."""
    fonts = {
        name: _Font(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()
    }
    found: dict[int, list[tuple[str, bool, str]]] = {}
    font: _Font | None = None
    kept: list[_Font | None] = []
    open_: list[tuple[int | None, str]] = []  # number and language of what is open
    actual = 0  # depth of what is replaced by other text
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            kept.append(font)
        elif name == "Q":
            font = kept.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            number, language = open_[-1] if open_ else (None, "")
            if "/MCID" in properties:
                number, language = int(properties["/MCID"]), str(properties.get("/Lang", ""))
            open_.append((number, language))
            if actual or "/ActualText" in properties:
                if not actual and number is not None:
                    italic = font is not None and font.italic
                    text = str(properties["/ActualText"])
                    found.setdefault(number, []).append((text, italic, language))
                actual += 1
        elif name == "EMC":
            open_.pop()
            actual = max(0, actual - 1)
        elif name in ("Tj", "TJ") and font and open_ and open_[-1][0] is not None and not actual:
            strings = operands[0] if name == "TJ" else operands
            text = "".join(font.read(bytes(s)) for s in strings if isinstance(s, pikepdf.String))
            found.setdefault(open_[-1][0], []).append((text, font.italic, open_[-1][1]))
    return found


class _Font:
    """What a font's codes stand for."""

    def __init__(self, font: Any) -> None:
        self.italic = "Italic" in str(font.get("/BaseFont", ""))
        self._map: dict[int, str] = {}
        for first, last, to, each in _ranges(font):
            for place, code in enumerate(range(first, last + 1)):
                if each:
                    self._map[code] = each[place]
                else:
                    self._map[code] = to[:-1] + chr(ord(to[-1]) + place)

    def read(self, codes: bytes) -> str:
        """The characters of two-byte codes. KeyError for a code that stands for nothing."""
        return "".join(self._map[codes[i] << 8 | codes[i + 1]] for i in range(0, len(codes), 2))


def _ranges(font: Any) -> Iterator[tuple[int, int, str, list[str]]]:
    if "/ToUnicode" not in font:
        return
    written = font.ToUnicode.read_bytes().decode("ascii")
    for kind, body in re.findall(r"begin(bfchar|bfrange)(.*?)end\1", written, re.S):
        pattern = r"<([0-9A-Fa-f]+)>\s*" * (1 if kind == "bfchar" else 2)
        for found in re.finditer(pattern + r"(?:<([0-9A-Fa-f]+)>|\[([^]]*)\])", body):
            *codes, one, many = found.groups()
            each = [_text(code) for code in re.findall(r"<([0-9A-Fa-f]+)>", many or "")]
            yield int(codes[0], 16), int(codes[-1], 16), _text(one or ""), each


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")


def structure(path: Path) -> list[Block]:
    """The blocks of a PDF in reading order."""
    with pikepdf.open(path) as pdf:
        return Structure(pdf).blocks
