"""What the compiler would do to an image without a word."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)")


def replaced_fonts(image: Path, families: Iterable[str]) -> list[str]:
    """Font families that text in an SVG asks for first and that are none of ``families``.

    Raises ParseError when it is no XML.
    """
    if image.suffix != ".svg":
        return []
    asked: set[str] = set()
    for element in ET.parse(image).iter():
        if "font-family" in element.attrib:
            asked.add(element.attrib["font-family"])
        asked.update(_FAMILY.findall(element.get("style", "")))
        if element.tag.endswith("}style"):
            asked.update(_FAMILY.findall(element.text or ""))
    first = {names.split(",")[0].strip().strip("\"'") for names in asked}
    return sorted(first - set(families))
