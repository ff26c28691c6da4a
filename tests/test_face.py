"""extensions.face: the letters of web pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tasks.type import FACES, LATIN, LETTERS, MOST_BYTES

STATIC = Path(__file__).parent.parent / "extensions/face/static"


def test_style_sheet_has_every_file_and_no_other():
    style = (STATIC / "face.css").read_text("utf-8")
    named = re.findall(r'url\("([^"]+)"\)', style)
    assert set(named) == {path.name for path in STATIC.glob("*.woff2")}
    assert len(set(named)) == len(FACES) * len(LETTERS)
    # Or lines would move; what comes from a disk is waited for.
    assert style.count("font-display: optional") == len(set(named))
    assert style.count("font-display: block") == len(FACES)


def test_a_page_loads_little():
    sizes = [path.stat().st_size for path in STATIC.glob("*-latin-[0-9]*.woff2")]
    assert len(sizes) == len(FACES)
    assert sum(sizes) < MOST_BYTES


@pytest.mark.parametrize("face", FACES, ids=lambda face: "-".join(map(str, face)))
def test_a_face_has_the_letters_of_western_europe(face):
    family, weight, style = face
    font = TTFont(STATIC / f"libertinus-{family}-latin-{weight}-{style}.woff2")
    assert set(map(ord, LATIN)) <= set(font.getBestCmap())
    assert font["OS/2"].usWeightClass == weight


def test_what_is_asked_for_first_is_there():
    asked = re.findall(r'"((?:serif|sans)-[a-z0-9-]+)"', (STATIC / "letters.js").read_text("utf-8"))
    assert asked
    assert all((STATIC / f"libertinus-{name}.woff2").is_file() for name in asked)
