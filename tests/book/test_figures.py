"""The figures are what their scripts draw, and every number in them has a cited source."""

import re

import pytest
from lxml import etree

from figures import drawing


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing.names())
def test_stored_figure_is_what_its_script_draws(name):
    stored = (drawing.FOLDER / f"{name}.svg").read_text("utf-8")
    assert drawing.svg(name) == stored, f"run: make figures ARGS={name}"


def test_every_stored_figure_has_a_script():
    assert {path.stem for path in drawing.FOLDER.glob("*.svg")} == set(drawing.names())


@pytest.mark.parametrize("name", drawing.names())
def test_every_source_key_exists_and_is_cited(name):
    root = drawing.FOLDER.parent
    entries = set(re.findall(r"^@\w+\{([^,\s]+),", (root / "refs.bib").read_text("utf-8"), re.M))
    text = "".join(path.read_text("utf-8") for path in (root / "chapters").glob("*.md"))
    cited = {
        key
        for role in re.findall(r"\{cite:[pt]\}`([^`]+)`", text)
        for key in re.sub(r"\{[^}]*\}", "", role).split(",")
    }
    for row in drawing.rows(name):
        for key in row["source"].split(";"):
            assert key in entries, f"{name}: {key} is not in refs.bib"
            assert key in cited, f"{name}: {key} is not cited in a chapter"


@pytest.mark.parametrize("name", drawing.names())
def test_figure_prints_well_in_gray(name):
    """Every color in a figure is a gray."""
    tree = etree.parse(drawing.FOLDER / f"{name}.svg")
    for element in tree.iter("{*}path", "{*}g", "{*}use"):
        for color in re.findall(r"#([0-9a-f]{6})\b", element.get("style", "")):
            assert color[:2] == color[2:4] == color[4:], f"#{color}"
