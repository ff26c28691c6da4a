"""extensions.claims: the tables of what the reflection does not have exactly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from books import page_with
from bs4 import BeautifulSoup
from claim_books import GOOD, ROOT, rows, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

CONF = """
extensions += ["sphinx_typst_book"]
project = "Book"
author = copyright = "Nobody"
"""


def claim(name: str, statement: str, reported: str, correction: str = "") -> str:
    option = f":correction: {correction}\n" if correction else ""
    return (
        GOOD.replace("{claim} hand", f"{{claim}} {name}")
        .replace(":reported: exactly\n", f":reported: {reported}\n{option}")
        .replace("Hands calm.", statement)
    )


PAGES = {
    "index": "# Book\n\n```{toctree}\n:numbered:\n\nsecond\nfirst\nnotes\n```\n",
    "second": "# Minds\n\n" + claim("a", "Minds meet.", "exactly"),
    "first": "# Hands\n\n"
    + claim("b", "A *held* hand calms.", "loosely", "The hand of a *friend* {sub}`x` does.")
    + claim("c", "Hands matter.", "exactly")
    + claim("d", "A hill is high.", "wrongly", "It is steep.")
    + claim("e", "It was 2011.", "not confirmed", "An earlier printing of 2009 is known."),
}
NOTES = "---\nno-references: true\n---\n# Notes\n\nSee {numref}`tbl-c`.\n\n"
WITH_CAPTION = "```{corrections-table} What *differs*\n:name: tbl-c\n```\n"


@pytest.fixture
def book(rootdir: Path, tmp_path: Path, make_app: Callable[..., SphinxTestApp]):
    """Builds a book of three chapters, the third with *text*; gives the app and the warnings."""
    for name in ("conf.py", "refs.bib"):
        (tmp_path / name).write_bytes((rootdir / f"test-{ROOT}" / name).read_bytes())
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(CONF)
    for name, text in PAGES.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")

    def build(text: str, builder: str = "html", **options) -> SphinxTestApp:
        (tmp_path / "notes.md").write_text(text, encoding="utf-8")
        app = make_app(builder, srcdir=tmp_path, freshenv=False, **options)
        app.build()
        app.cleanup()
        return app

    return build


def notes(app: SphinxTestApp) -> BeautifulSoup:
    return BeautifulSoup((app.outdir / "notes.html").read_text("utf-8"), "lxml")


def said(app: SphinxTestApp) -> str:
    warnings = re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue())
    return warnings.replace(f"{app.srcdir}/", "")


def test_two_tables_have_what_differs_and_what_is_not_confirmed(book):
    app = book(NOTES + WITH_CAPTION)
    assert said(app) == ""
    page = notes(app)
    first, second = page.find_all("table")
    head = ["The reflection has", "Reported", "The record shows", "Claim"]
    assert rows(first) == [
        head,
        ["2 Hands"],
        ["A held hand calms.", "Loosely", "The hand of a friend x does.", "2.1"],
        ["A hill is high.", "Wrongly", "It is steep.", "2.3"],
    ]
    assert rows(second) == [
        ["The reflection has", "The record shows", "Claim"],
        ["2 Hands"],
        ["It was 2011.", "An earlier printing of 2009 is known.", "2.4"],
    ]
    assert [em.get_text() for em in first.tbody("em")] == ["held", "friend"]
    assert [link["href"] for link in first.tbody("a")] == [
        "first.html",
        "first.html#claim-b",
        "first.html#claim-d",
    ]
    assert first["id"] == "tbl-c"
    assert words(first.caption).startswith("Table 3.1 What differs")
    assert words(page.find("a", href="#tbl-c", class_="internal")) == "Table 3.1"
    assert second.caption is None


def test_a_table_shows_the_reports_that_it_names(book):
    text = "# Notes\n\n```{corrections-table}\n:reported: wrongly, not confirmed\n```\n"
    app = book(text)
    assert said(app) == ""
    [table] = notes(app).find_all("table")
    assert [row[1] for row in rows(table) if len(row) > 1] == [
        "Reported",
        "Wrongly",
        "Not confirmed",
    ]


def test_a_report_that_no_table_shows_is_refused(book):
    text = "# Notes\n\n```{corrections-table}\n:reported: losely, exactly\n```\n"
    expected = (
        "notes.md:3: WARNING: corrections-table: unknown report 'losely': did you mean 'loosely'? "
        "[claims.unknown_report]\n"
    )
    first, second = book(text), book(text)
    assert (said(first), said(second)) == (expected, expected)
    assert notes(first).find("table") is None


def test_a_book_without_corrections_has_no_table(book, tmp_path):
    (tmp_path / "first.md").write_text("# Hands\n", encoding="utf-8")
    app = book("# Notes\n\n" + WITH_CAPTION)
    assert said(app) == ""
    assert notes(app).find("table") is None


def test_changed_correction_rewrites_the_table(book, tmp_path):
    text = NOTES + WITH_CAPTION
    book(text)
    first = tmp_path / "first.md"
    first.write_text(first.read_text("utf-8").replace("It is steep.", "It is long."), "utf-8")
    app = book(text)
    assert said(app) == ""
    assert rows(notes(app).table)[3][2] == "It is long."
    first.write_text(first.read_text("utf-8").replace("wrongly", "not confirmed"), "utf-8")
    assert len(rows(notes(book(text)).table)) == 3


def test_two_processes_make_the_same_tables(book, tmp_path):
    for number in range(6):
        (tmp_path / f"more{number}.md").write_text("---\norphan: true\n---\n# More\n", "utf-8")
    one = notes(book(NOTES + WITH_CAPTION))
    (tmp_path / "_build/doctrees/environment.pickle").unlink()
    two = book(NOTES + WITH_CAPTION, parallel=2)
    assert said(two) == ""
    assert notes(two) == one


def test_the_caption_and_the_corrections_are_for_translators(book):
    app = book(NOTES + WITH_CAPTION, "gettext")

    def messages(name: str) -> list[str]:
        catalog = (app.outdir / f"{name}.pot").read_text(encoding="utf-8")
        return [line[7:-1] for line in catalog.splitlines() if line.startswith('msgid "')]

    assert messages("notes")[1:] == ["Notes", "See {numref}`tbl-c`.", "What *differs*"]
    assert "The hand of a *friend* {sub}`x` does." in messages("first")
    assert "The record shows" not in messages("first")


def test_tables_are_printed(book):
    app = book(NOTES + WITH_CAPTION, "typst")
    assert said(app) == ""
    page = page_with(app, "What differs")
    for cell in ("A hill is high.", "Wrongly", "It is steep.", "It was 2011."):
        assert cell in page
    assert page.count("The record shows") == 2  # the heads of the tables
