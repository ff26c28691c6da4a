"""extensions.markup: what Sphinx writes that is invalid, and that it still does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = """\
Page
====

.. meta::
   :description: Hands

.. toctree::
   :caption: Chapters

   second
"""


@pytest.fixture
def page(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Callable[..., BeautifulSoup]:
    """Build the page, with or without the extension, and parse it."""

    def build(*extensions: str, **settings: object) -> BeautifulSoup:
        (tmp_path / "conf.py").write_text(
            f"extensions = {[*extensions]}\nlocale_dirs = ['locale']\nhtml_theme = 'furo'\n",
            encoding="utf-8",
        )
        (tmp_path / "index.rst").write_text(PAGE, encoding="utf-8")
        (tmp_path / "second.rst").write_text("Second\n======\n", encoding="utf-8")
        catalog = tmp_path / "locale/nl/LC_MESSAGES/index.po"
        catalog.parent.mkdir(parents=True, exist_ok=True)
        catalog.write_text('msgid "Hands"\nmsgstr "Handen"\n', encoding="utf-8")
        app = make_app("html", srcdir=tmp_path, freshenv=True, confoverrides=settings)
        app.build()
        app.cleanup()
        assert app.warning.getvalue() == ""
        return BeautifulSoup((app.outdir / "index.html").read_text(encoding="utf-8"), "lxml")

    return build


def captions(soup: BeautifulSoup) -> list[tuple[str, str | None, str | None]]:
    """The captions of the tables of contents: on the page, and in the sidebar."""
    return [
        (p.get_text(), p.get("role"), p.get("aria-level"))
        for p in soup.select("p.caption")
        if p.find_parent(class_=["toctree-wrapper", "sidebar-tree"])
    ]


def test_sphinx_calls_a_caption_a_heading_without_a_level(page):
    """sphinx-doc/sphinx#14030; when this fails, ``visit_title`` can go."""
    assert ("Chapters", "heading", None) in captions(page())


def test_caption_of_the_contents_claims_no_heading_level(page):
    found = captions(page("extensions.markup"))
    assert len(found) == 2
    assert set(found) == {("Chapters", None, None)}


def test_caption_of_the_contents_is_otherwise_sphinxs_own(page):
    def printed(soup: BeautifulSoup) -> list[str]:
        return [str(p).replace(' role="heading"', "") for p in soup.select("p.caption")]

    assert printed(page("extensions.markup")) == printed(page())


def test_other_titles_are_sphinxs_own(page):
    soup = page("extensions.markup")
    assert soup.find("h1").get_text().startswith("Page")


def test_sphinx_prints_its_bookkeeping_on_meta(page):
    """When this fails, ``DropTranslated`` can go."""
    [meta] = page(language="nl").find_all("meta", {"name": "description"})
    assert meta.has_attr("translated")


def test_meta_has_only_what_the_author_wrote(page):
    [meta] = page("extensions.markup", language="nl").find_all("meta", {"name": "description"})
    assert meta.attrs == {"name": "description", "content": "Handen"}
