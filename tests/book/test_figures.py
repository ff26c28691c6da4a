"""The figures are what their scripts draw, and every number in them has a cited source."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from promises import CHAPTERS, cited, text

from apabib.bibtex.parse import read
from figures import drawing


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing.drawings())
def test_stored_figure_is_what_its_script_draws(name):
    stored = (drawing.FOLDER / f"{name}.svg").read_text("utf-8")
    assert drawing.svg(name) == stored, f"run: make figures ARGS={name}"


def test_every_stored_figure_has_a_script():
    assert {path.stem for path in drawing.FOLDER.glob("*.svg")} == set(drawing.drawings())


def test_every_figure_is_shown_in_a_chapter():
    chapters = "".join(map(text, CHAPTERS))
    shown = re.findall(r"^:::\{figure\} \.\./figures/([\w-]+)\.svg$", chapters, re.M)
    assert sorted(shown) == drawing.names()


@pytest.mark.parametrize("name", drawing.names())
def test_every_source_key_exists_and_is_cited(name):
    entries = read(drawing.FOLDER.parent / "refs.bib").by_key()
    in_chapters = set().union(*(cited(text(chapter)) for chapter in CHAPTERS))
    sources = [key for row in drawing.rows(name) for key in row["source"].split(";")]
    assert sources
    assert [key for key in sources if key not in entries] == []
    assert [key for key in sources if key not in in_chapters] == []


@pytest.mark.parametrize("name", drawing.names())
def test_figure_prints_well_in_gray(name):
    """Every color in a figure is a gray."""
    tree = etree.parse(drawing.FOLDER / f"{name}.svg")
    for element in tree.iter("{*}path", "{*}g", "{*}use", "{*}text", "{*}tspan"):
        for color in re.findall(r"#([0-9a-f]{6})\b", element.get("style", "")):
            assert color[:2] == color[2:4] == color[4:], f"#{color}"


@pytest.mark.parametrize("name", drawing.names())
def test_text_stays_text_and_comes_with_its_letters(name):
    tree = etree.parse(drawing.FOLDER / f"{name}.svg")
    used = set("".join("".join(text.itertext()) for text in tree.iter("{*}text"))) - {"\n"}
    assert used
    for font in re.findall(r"base64,([\w+/=]+)", "".join(tree.find(".//{*}style").itertext())):
        letters = TTFont(BytesIO(b64decode(font))).getBestCmap()
        assert {character for character in used if ord(character) not in letters} == set()


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("hand-holding", "No hand | point of reference | point of reference | Stranger’s hand"),
        (
            "mentalization-trials",
            "open: after standard care | Suicidality | 23% | 74% | Still meets",
        ),
        ("transmission-gap", "Correlation r | 0 | .1 | .2 | .3 | .4 | .5 | Secure-autonomous"),
        ("transmission-gap", "Secure-autonomous parents | .47 | .31 | Unresolved parents"),
        ("two-dimensions", "avoidance unease with closeness | low | high | dismissing | fearful"),
        ("activation-model", "Is there a sign of threat? | no | Other systems go on: exploration"),
        ("activation-model", "distance, worries shut out | + | + | − | −"),
    ],
)
def test_words_stand_in_the_order_of_reading(name, read):
    """Rows, as somebody reads them, and a text of two lines is one text."""
    tree = etree.parse(drawing.FOLDER / f"{name}.svg")
    words = ["".join(text.itertext()) for text in tree.iter("{*}text")]
    assert read in " | ".join(words)


@pytest.mark.parametrize("name", drawing.names())
def test_words_stand_behind_all_shapes(name):
    """In a group of their own: what is read first is not what is drawn first."""
    root = etree.parse(drawing.FOLDER / f"{name}.svg").getroot()
    assert {child.tag.split("}")[1] for child in root[-1]} == {"text"}
    assert len(root[-1]) == len(list(root.iter("{*}text")))


@pytest.mark.parametrize("name", drawing.names())
def test_every_line_says_how_long_it_is(name):
    """Unless it has a letter in italics, of which typesetters would set the rest elsewhere."""
    tree = etree.parse(drawing.FOLDER / f"{name}.svg")
    lines = [one for one in tree.iter("{*}text", "{*}tspan") if not len(one)]
    whole = [one for one in lines if not (one.tag.endswith("tspan") and "x" not in one.attrib)]
    assert {one.get("lengthAdjust") for one in whole} == {"spacingAndGlyphs"}
    assert all(float(one.get("textLength")) > 0 for one in whole)
