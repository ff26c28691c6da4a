"""extensions.cases: a worked case in every output, and what an author forgot."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from books import page_with, typst_of
from bs4 import BeautifulSoup
from gatebook import GateBook
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONF = """
project = "Tiny Book"
version = "1"
author = copyright = "The Authors"
extensions = ["myst_parser", "extensions.cases", "sphinx_typst_book"]
myst_enable_extensions = ["colon_fence"]
numfig = True
epub_show_urls = "no"
"""
CASE = """\
:::{case} A *long* wait
:name: case-wait

Marie waits {index}`alone`.

- An hour.
:::
"""


@pytest.fixture
def build(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Callable[..., str]:
    """Build one chapter, and give what was warned of."""

    def made(text: str, builder: str = "html", **options) -> str:
        (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
        contents = "# Tiny Book\n\n```{toctree}\n:numbered:\n\na\n```\n"
        (tmp_path / "index.md").write_text(contents, encoding="utf-8")
        (tmp_path / "a.md").write_text(f"# A\n\n{text}", encoding="utf-8")
        made.app = app = make_app(builder, srcdir=tmp_path, **options)
        app.build()
        app.cleanup()
        return re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue()).replace(f"{tmp_path}/", "")

    return made


def box(build: Callable[..., str], file: str = "a.html") -> list[str]:
    """What the case says, part by part."""
    page = BeautifulSoup((build.app.outdir / file).read_text(encoding="utf-8"), "lxml")
    [found] = page.find_all(class_="case")
    assert found["role"] == "group"
    head = found.find(role="heading")
    assert (head["class"], head["aria-level"]) == (["case-head"], "2")
    assert found.get("aria-labelledby") is None  # or it would be heard twice
    return [" ".join(part.get_text().split()) for part in found.find_all("p")]


def test_page_says_number_and_that_it_is_invented(build):
    assert build(f"{CASE}\nSee {{numref}}`case-wait`.\n") == ""
    assert box(build) == ["Case 1.1 · invented", "A long wait", "Marie waits alone.", "An hour."]
    page = BeautifulSoup((build.app.outdir / "a.html").read_text(encoding="utf-8"), "lxml")
    assert [link.get_text() for link in page.find_all("a", href="#case-wait")][-1] == "Case 1.1"


def test_case_without_a_number_says_what_it_is(build):
    assert build(CASE, confoverrides={"numfig": False}) == ""
    assert box(build)[:2] == ["Case · invented", "A long wait"]


def test_dutch_page_has_dutch_words(build, tmp_path):
    catalogs = tmp_path / "locale/nl/LC_MESSAGES"
    catalogs.mkdir(parents=True)
    (catalogs / "sphinx.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Case %s"\nmsgstr "Casus %s"\n\nmsgid "invented"\nmsgstr "bedacht"\n',
        encoding="utf-8",
    )
    (catalogs / "a.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "A *long* wait"\nmsgstr "Lang *wachten*"\n',
        encoding="utf-8",
    )
    options = {"language": "nl", "locale_dirs": ["locale"]}
    assert build(CASE, confoverrides=options) == ""
    assert box(build)[:2] == ["Casus 1.1 · bedacht", "Lang wachten"]


def test_print_says_the_same(build):
    assert build(CASE, "typst") == ""
    words = "Case 1.1 · invented A long wait Marie waits alone. • An hour."
    assert words in page_with(build.app, "Marie")
    assert typst_of(build.app).count("case.typ") == 1


def test_print_without_numbers_says_what_it_is(build):
    assert build(CASE, "typst", confoverrides={"numfig": False}) == ""
    assert "Case · invented A long wait" in page_with(build.app, "Marie")


def test_epub_says_the_same(build):
    assert build(CASE, "epub") == ""
    with zipfile.ZipFile(next(build.app.outdir.glob("*.epub"))) as book:
        text = BeautifulSoup(book.read("a.xhtml"), "xml").get_text(" ")
    assert "Case 1.1 · invented A long wait Marie waits alone" in " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            ":::{case}\nMarie waits.\n:::\n",
            "a case has no title: write it behind the name, as in ':::{case} A long wait' "
            "[cases.no_title]",
        ),
        (
            ":::{case} A long wait\n% Marie\n:::\n",
            "a case has no text: tell it in the lines that follow [cases.no_text]",
        ),
    ],
)
def test_case_that_lacks_something_is_told_in_every_build(build, text, fault):
    warning = f"a.md:3: WARNING: {fault}\n"
    assert build(text) == warning
    assert build(text, freshenv=False) == warning
    assert build(CASE, freshenv=False) == ""


def test_gate_of_the_book_lets_it_through(tmp_path):
    book = GateBook(tmp_path)
    book.chapter(CASE)
    assert book.build() == []
