"""The words of a drawing, as text: in the order of reading, each with the room it takes.

Matplotlib writes words where it draws them: those of the axes first, and a text of two lines as two
texts. Here they stand behind all shapes, in the order in which somebody reads them, and a text is
one text, which can be found and spoken whole.

Each line says how long it is: in another type it is fitted into its place. And each drawing brings
its letters, since in an ``img`` element it can load none.
"""

from __future__ import annotations

import base64
import io
import math
import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.text import Text

TYPE = Path(__file__).parent / "type"
SVG = "{http://www.w3.org/2000/svg}"
#: Faces, by what stands in the style of a text.
PLAIN, MARKED = "400-normal", {"font-style: italic": "400-italic", "font-weight: 700": "700-normal"}
#: Tables of a font without which it shows its letters all the same.
_SPARE = ["GDEF", "GPOS", "GSUB", "gasp", "DSIG", "FFTM", "cvt ", "fpgm", "prep"]
#: Letters of statistics, as in Markdown; matplotlib would set each letter of such a line by itself.
_ITALIC = re.compile(r"\*(\w)\*")
_NUMBER = re.compile(r"-?[\d.]+")
_UNITS = count(1)
_UNIT = re.compile(r"unit-(\d+|last)-(\d+)")
#: How far apart the middles of texts are at most that are read as one row.
_ROW = 4.0


def read_together(*texts: Text) -> None:
    """Have *texts* read one after the other, in the row of the highest of them."""
    unit = next(_UNITS)
    for place, text in enumerate(texts):
        text.set_gid(f"unit-{unit}-{place}")


def read_last(*texts: Text) -> None:
    """Have *texts* read behind all others."""
    for place, text in enumerate(texts):
        text.set_gid(f"unit-last-{place}")


def lettered(drawing: str) -> str:
    """The SVG *drawing* that matplotlib has written, with its words as described above."""
    italic = r'<tspan style="font-style: italic">\1</tspan>'
    root = etree.fromstring(_ITALIC.sub(italic, drawing).encode())
    for metadata in root.findall(f"{SVG}metadata"):
        root.remove(metadata)
    words = [Words(group) for group in root.iter(f"{SVG}g") if group.find(f"{SVG}text") is not None]
    last = etree.SubElement(root, f"{SVG}g")
    last.text = last.tail = "\n"
    for text in in_order(words):
        last.append(text.joined())
        last[-1].tail = "\n"
    _tidy(root)
    letters = "".join(sorted(set("".join(last.itertext()))))
    written = etree.tostring(root, encoding="unicode")
    faces = [PLAIN, *(face for mark, face in MARKED.items() if mark in written)]
    rules = "".join(font_face(face, letters) for face in faces)
    return written.replace("</style>", f"{rules}</style>", 1) + "\n"


class Words:
    """One text of a drawing, a line an element: its place, and what it is read with."""

    def __init__(self, group: etree._Element) -> None:
        self.lines = group.findall(f"{SVG}text")
        unit = _UNIT.fullmatch(group.get("id", ""))
        self.unit = unit.groups() if unit else (str(id(self)), "0")
        for line in self.lines:
            group.remove(line)
        places = [place(line) for line in self.lines]
        self.x, top, turned = places[0]
        # The middle of a text: a line beside two others is in their row.
        self.y = top if turned else (top + places[-1][1]) / 2
        if self.unit[0] == "last":
            self.y = math.inf

    def joined(self) -> etree._Element:
        """One ``text``, with a part for each line if there are several."""
        first = self.lines[0]
        style = first.get("style", "")
        left, top, turned = place(first)
        if len(self.lines) == 1:
            if not turned:
                first.attrib.pop("transform", None)
            _measure(first, style)
            return first
        whole = etree.Element(f"{SVG}text", style=style)
        turn = math.radians(turned)
        if turned:
            whole.set("transform", f"translate({left:g} {top:g}) rotate({turned:g})")
        for line in self.lines:
            x, y, _ = place(line)
            if turned:  # as it is seen with the page turned
                x, y = x - left, y - top
                x, y = (
                    x * math.cos(turn) + y * math.sin(turn),
                    y * math.cos(turn) - x * math.sin(turn),
                )
            part = etree.SubElement(whole, f"{SVG}tspan", x=_number(x), y=_number(y))
            part.text, part.tail = line.text, " "
            part.extend(line)
            _measure(part, style)
        whole[-1].tail = None
        return whole


def place(line: etree._Element) -> tuple[float, float, float]:
    """Where a line of matplotlib is anchored, and how far it is turned, in degrees."""
    numbers = [float(number) for number in _NUMBER.findall(line.get("transform", ""))]
    if line.get("x") is not None:
        return float(line.get("x", "")), float(line.get("y", "")), numbers[0] if numbers else 0
    return numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0


def in_order(words: Iterable[Words]) -> list[Words]:
    """Row by row, and in a row from left to right; what is read together, together."""
    units: dict[str, list[Words]] = {}
    for text in words:
        units.setdefault(text.unit[0], []).append(text)
    rows: list[list[Words]] = []
    for unit in sorted(units.values(), key=lambda unit: min(text.y for text in unit)):
        first = min(unit, key=lambda text: text.y)
        if not rows or first.y - rows[-1][0].y > _ROW:
            rows.append([])
        rows[-1].append(first)
    return [
        text
        for row in rows
        for first in sorted(row, key=lambda text: text.x)
        for text in sorted(units[first.unit[0]], key=lambda text: int(text.unit[1]))
    ]


def _measure(line: etree._Element, style: str) -> None:
    """Note how long a line is, unless it has parts, with which typesetters are at a loss."""
    if len(line):
        return
    face = next((face for mark, face in MARKED.items() if mark in style), PLAIN)
    [size] = re.findall(r"font-size: ([\d.]+)", style)
    words = " ".join(line.text.split())  # as they are shown
    line.set("textLength", _number(sum(_widths(face)[letter] for letter in words) * float(size)))
    line.set("lengthAdjust", "spacingAndGlyphs")


def _number(value: float) -> str:
    return f"{round(value, 2) + 0:g}"


@cache
def _widths(face: str) -> dict[str, float]:
    """Letters of a face with their widths, in parts of the size of the type."""
    font = TTFont(TYPE / f"libertinus-serif-{face}.ttf")
    unit = font["head"].unitsPerEm
    return {chr(code): font["hmtx"][name][0] / unit for code, name in font.getBestCmap().items()}


def _tidy(root: etree._Element) -> None:
    """Take out names that nothing refers to, and groups with nothing in them."""
    used = set(re.findall(r"#([\w-]+)", etree.tostring(root, encoding="unicode")))
    for element in root.iter(f"{SVG}*"):
        if element.get("id") not in used:
            element.attrib.pop("id", None)
    for group in [*root.iter(f"{SVG}g")][::-1]:
        if not len(group) and group.getparent() is not None:
            group.getparent().remove(group)


@cache
def font_face(face: str, letters: str) -> str:
    """The rule that brings *letters* of a face such as ``400-italic``."""
    options = subset.Options(
        drop_tables=_SPARE, hinting=False, layout_features=[], name_IDs=[], notdef_outline=True,
        recalc_timestamp=False,
    )  # fmt: skip
    font = subset.load_font(str(TYPE / f"libertinus-serif-{face}.ttf"), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    file = io.BytesIO()
    font.save(file, reorderTables=False)
    weight, style = face.split("-")
    return (
        f"@font-face{{font-family:'Libertinus Serif';font-weight:{weight};font-style:{style};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(file.getvalue()).decode()})}}"
    )
