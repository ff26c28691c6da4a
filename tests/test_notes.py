"""extensions.notes: what a listener hears of footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

TEXT = """\
# Hands

A hand helps.[^one] It is held.[^two] Another helps.[^one]

[^one]: In one study.

[^two]: By **whom**, we do not know.
"""
DUTCH = (
    'msgid "Note %s"\nmsgstr "Noot %s"\n\nmsgid "Notes"\nmsgstr "Noten"\n\n'
    'msgid "Note %s, back to the text"\nmsgstr "Noot %s, terug naar de tekst"\n'
)


@pytest.fixture
def page(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Callable[..., BeautifulSoup]:
    """Build the page and parse it."""

    def build(text: str = TEXT, builder: str = "html", **settings: object) -> BeautifulSoup:
        (tmp_path / "conf.py").write_text(
            "extensions = ['myst_parser', 'extensions.notes']\nlocale_dirs = ['locale']\n"
            "myst_footnote_transition = False\n",
            encoding="utf-8",
        )
        (tmp_path / "index.md").write_text(text, encoding="utf-8")
        app = make_app(builder, srcdir=tmp_path, freshenv=True, confoverrides=settings)
        app.build()
        app.cleanup()
        assert app.warning.getvalue() == ""
        file = app.outdir / ("index.html" if builder == "html" else "index.xhtml")
        return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")

    return build


def links(soup: BeautifulSoup, role: str) -> list[tuple[str, str, str]]:
    """What is seen of each link of the *role*, what is heard, and the element it leads to."""
    return [
        (link.get_text(), link["aria-label"], soup.find(id=link["href"][1:])["role"])
        for link in soup.find_all(role=role)
    ]


def test_link_to_a_note_says_so(page):
    assert links(page(), "doc-noteref") == [
        ("[1]", "Note 1", "doc-footnote"),
        ("[2]", "Note 2", "doc-footnote"),
        ("[1]", "Note 1", "doc-footnote"),
    ]


def test_link_back_says_to_which_place(page):
    assert links(page(), "doc-backlink") == [
        ("1", "Note 1, back to place 1 in the text", "doc-noteref"),
        ("2", "Note 1, back to place 2 in the text", "doc-noteref"),
        ("2", "Note 2, back to the text", "doc-noteref"),
    ]


def test_notes_are_one_named_list(page):
    soup = page()
    [notes] = soup.find_all(role="doc-endnotes")
    assert (notes.name, notes["aria-label"]) == ("section", "Notes")
    assert [note["role"] for note in notes.find_all("aside")] == ["doc-footnote"] * 2
    assert [" ".join(note.get_text().split()) for note in notes.find_all("aside")] == [
        "[1] (1,2) In one study.",
        "[2] By whom, we do not know.",
    ]


def test_dutch_page_has_dutch_names(page, tmp_path):
    catalogs = tmp_path / "locale/nl/LC_MESSAGES"
    catalogs.mkdir(parents=True)
    (catalogs / "sphinx.po").write_text(DUTCH, encoding="utf-8")
    soup = page(TEXT.replace(" Another helps.[^one]", ""), language="nl")
    assert [heard for _seen, heard, _to in links(soup, "doc-noteref")] == ["Noot 1", "Noot 2"]
    assert links(soup, "doc-backlink")[0][1] == "Noot 1, terug naar de tekst"
    assert soup.find(role="doc-endnotes")["aria-label"] == "Noten"
