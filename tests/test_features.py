"""What the book adds to a page: answers, notes of figures, languages, boxes, downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

pytestmark = pytest.mark.sphinx("html", testroot="html-page")


def page(app: SphinxTestApp, name: str = "index") -> BeautifulSoup:
    app.build()
    return BeautifulSoup((app.outdir / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def test_book_builds_without_warning(app, warning):
    app.build()
    assert warning.getvalue() == ""


def test_language_of_a_passage_is_marked(app):
    [passage] = page(app).find("article").find_all(lang=True)
    assert (passage["lang"], passage["class"]) == ("nl", ["lang-nl"])
    assert passage.get_text() == "gehechtheid"


def test_legend_of_a_figure_is_its_note_and_describes_it(app):
    figure = page(app).find(id="fig-hand")
    note = figure.figcaption.find(class_="legend", recursive=False)
    assert words(note) == "Note. The hand lies in another hand."
    assert figure["aria-details"] == note["id"] == "fig-hand-note"
    assert words(figure.figcaption.p).startswith("Fig. 1 A hand held.")
    assert figure.select_one(".picture-wrapper > img")["alt"] == "A hand."


def test_answer_is_closed_and_other_admonitions_keep_their_state(app):
    soup = page(app)
    answer = soup.select_one("details.answer")
    assert words(answer.summary) == "Answer"
    assert "open" not in answer.attrs
    assert "open" in soup.select_one("details.admonition-open").attrs


@pytest.mark.sphinx(
    "html",
    testroot="html-page",
    confoverrides={
        "html_downloads": ["a book.pdf", "b.pdf"],
        "html_download_sizes": {"b.pdf": "A4"},
    },
    freshenv=True,
)
def test_title_page_offers_the_other_forms(app):
    app.build()
    links = page(app).select(".downloads a")
    assert [(a["href"], words(a)) for a in links] == [
        ("a%20book.pdf", "Download the book as PDF"),
        ("b.pdf", "Download the book as PDF, A4"),
    ]


def test_chapter_offers_its_pdf(make_app, tmp_path):
    """It lies beside the page; another page has none."""
    (tmp_path / "conf.py").write_text(
        'extensions = ["myst_parser", "extensions.downloads", "sphinx_typst_book"]\n'
    )
    (tmp_path / "index.md").write_text("# Tiny\n\n```{toctree}\none\npart/two\n```\n")
    (tmp_path / "part").mkdir()
    for name in ("one", "part/two"):
        (tmp_path / f"{name}.md").write_text("# Words\n")
    options = {"html_chapter_pdfs": True, "typst_chapters": ["part/two"]}
    app = make_app("html", srcdir=tmp_path, confoverrides=options)
    app.build()
    assert app.warning.getvalue() == ""
    [link] = page(app, "part/two").select(".downloads a")
    assert (link["href"], words(link)) == ("two.pdf", "Download the chapter as PDF")
    assert page(app, "one").select(".downloads") == page(app).select(".downloads") == []


def test_title_page_without_other_forms_offers_nothing(app):
    app.build()
    assert page(app).select(".downloads") == []


@pytest.mark.sphinx("html", testroot="html-page", confoverrides={"language": "nl"}, freshenv=True)
def test_words_are_translated(app):
    soup = page(app)
    assert words(soup.find(class_="legend").em) == "Noot."
    assert soup.find(class_="table-wrapper")["data-name"] == "Tabel"


def test_note_without_a_caption_is_the_caption(app):
    figure = page(app).find("figure", class_="bare")
    [note] = figure.figcaption.find_all(recursive=False)
    assert (note["class"], words(note)) == (["legend"], "Note. The same hand.")


def test_wide_table_and_picture_of_a_figure_are_in_a_box(app):
    soup = page(app)
    boxes = soup.find_all(class_=["table-wrapper", "picture-wrapper"])
    assert [(box["class"], box.find(True).name, box.get("data-name")) for box in boxes] == [
        (["picture-wrapper"], "img", None),
        (["picture-wrapper"], "img", None),
        (["table-wrapper", "docutils", "container"], "table", "Table"),
        (["table-wrapper", "docutils", "container"], "table", "Table"),
    ]
    assert len(soup.find("article").find_all("img")) == 3  # one of them is in no figure


def test_answer_needs_no_option_to_be_closed(app):
    first, second = page(app).select("details.answer")
    assert "open" not in first.attrs
    assert "open" not in second.attrs
    assert words(second) == "Solution Look again."


def test_every_tag_that_opens_is_closed(app):
    """A parser of HTML would mend it unseen."""
    app.build()
    text = (app.outdir / "index.html").read_text(encoding="utf-8")
    article = text[text.index("<article") : text.index("</article>") + len("</article>")]
    figures = etree.fromstring(article).findall(".//figure")
    assert [[child.tag for child in figure] for figure in figures] == [["div", "figcaption"]] * 2
    captions = [figure.find("figcaption") for figure in figures]
    assert [[child.tag for child in caption] for caption in captions] == [
        ["p", "div"],
        ["div"],
    ]


@pytest.mark.sphinx(
    "html", testroot="html-page", confoverrides={"html_theme": "basic"}, freshenv=True
)
def test_table_that_the_theme_does_not_box_stays_as_it_is(app):
    soup = page(app)
    assert soup.find("table", id="tbl-hands").parent.name == "section"
    box = soup.find("div", class_="pair").table.parent
    assert box["class"] == ["pair", "docutils", "container"]
