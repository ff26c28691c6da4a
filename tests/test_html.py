"""extensions.html: what is mended in the markup, and that the mending would be missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from jinja2 import Environment
from sphinx.errors import ThemeError

from extensions.html import PatchFuro

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


def test_references_are_one_list_without_labels(app):
    [listing] = page(app).find_all("ul", class_="citation-list")
    assert [words(entry.p) for entry in listing.find_all("li", recursive=False)] == [
        "Roe, J. (2006). A hand.",
        "Doe, J. (2017). Another hand.",
    ]
    assert not listing.find_all(role=True)


def test_reference_links_back_to_each_place_in_words(app):
    soup = page(app)
    first, second = soup.select("ul.citation-list > li")
    links = first.select(".backrefs a")
    assert [link["aria-label"] for link in links] == [
        "Back to citation 1 of 2",
        "Back to citation 2 of 2",
    ]
    assert all(soup.find(id=link["href"][1:]) for link in links)
    assert [link["aria-label"] for link in second.select(".backrefs a")] == [
        "Back to citation 1 of 1"
    ]


def test_language_of_a_passage_is_marked(app):
    [passage] = page(app).find_all(lang="nl")
    assert passage.get_text() == "gehechtheid"


def test_legend_of_a_figure_is_a_description_that_opens(app):
    figure = page(app).find(id="fig-hand")
    details = figure.figcaption.find("details")
    assert words(details.summary) == "Description of the figure"
    assert words(details.p) == "The hand lies in another hand."
    assert "open" not in details.attrs
    assert words(figure.figcaption.p).startswith("Fig. 1 A hand held.")
    assert figure.select_one(".picture-wrapper > img")["alt"] == "A hand."


def test_answer_is_closed_and_other_admonitions_keep_their_state(app):
    soup = page(app)
    answer = soup.select_one("details.answer")
    assert words(answer.summary) == "Answer"
    assert "open" not in answer.attrs
    assert "open" in soup.select_one("details.admonition-open").attrs


def test_captioned_table_has_its_id_once(app):
    soup = page(app)
    assert len(soup.find_all(id="tbl-hands")) == 1
    assert soup.find(id="tbl-hands").name == "table"
    assert soup.select_one("div.table-wrapper")["class"] == [
        "table-wrapper",
        "docutils",
        "container",
    ]


def test_landmarks_are_named_and_there_is_one_main(app):
    soup = page(app)
    assert len(soup.find_all("main")) == 1
    assert not soup.find_all(role="main")
    names = [aside.get("aria-label") for aside in soup.find_all("aside")]
    assert names == ["Contents", "On this page"]


def test_caption_of_the_contents_claims_no_heading_level(app):
    [caption] = [p for p in page(app).select("p.caption") if words(p) == "Chapters"][:1]
    assert "role" not in caption.attrs


def test_search_page_has_a_heading_and_a_form(app):
    main = page(app, "search").find("main")
    assert words(main.h1) == "Search"
    field = main.find("input", attrs={"name": "q"})
    assert field["aria-label"] == "Words to find"
    assert words(main.find("button", type="submit")) == "Search"


def test_index_is_lists_not_tables(app):
    main = page(app, "genindex").find("main")
    assert not main.find_all("table")
    assert [words(entry) for entry in main.select(".index-columns > ul > li")] == [
        "arms long",
        "hands",
    ]


def test_style_and_script_are_ours_after_the_themes(app):
    soup = page(app)
    sheets = [link["href"].split("?")[0] for link in soup.find_all("link", rel="stylesheet")]
    assert sheets[-1] == "_static/book.css"
    [script] = [s for s in soup.find_all("script", src=True) if "book.js" in s["src"]]
    assert script.has_attr("defer")


@pytest.mark.sphinx("html", testroot="html-page", confoverrides={"language": "nl"}, freshenv=True)
def test_words_of_theme_and_markup_are_translated(app):
    soup = page(app)
    assert [toggle["aria-label"] for toggle in soup.select(".sidebar-toggle, .theme-toggle")] == [
        "Inhoud van het boek openen",
        "Inhoud van deze pagina openen",
        "Licht, donker of automatisch",
        "Licht, donker of automatisch",
    ]
    assert words(soup.find("details", class_="legend").summary) == "Beschrijving van de figuur"
    assert soup.select_one(".backrefs a")["aria-label"] == "Terug naar verwijzing 1 van 2"


def test_patch_that_no_longer_fits_fails():
    environment = Environment(extensions=[PatchFuro])
    extension = next(iter(environment.extensions.values()))
    with pytest.raises(ThemeError, match=r"furo's genindex\.html no longer has .*PATCHES"):
        extension.preprocess("<p>", "genindex.html", "/site/furo/theme/furo/genindex.html")


def test_templates_of_others_are_left_alone():
    environment = Environment(extensions=[PatchFuro])
    extension = next(iter(environment.extensions.values()))
    assert extension.preprocess("<p>", "page.html", "/book/_templates/page.html") == "<p>"


class cited_in(nodes.paragraph):
    """As in sphinx_apa7."""


@pytest.mark.sphinx(
    "html", testroot="html-page", confoverrides={"html_downloads": ["a book.pdf"]}, freshenv=True
)
def test_title_page_offers_the_other_forms(app):
    app.build()
    links = page(app).select(".downloads a")
    assert [(a["href"], words(a)) for a in links] == [("a%20book.pdf", "Download the book as PDF")]


def test_title_page_without_other_forms_offers_nothing(app):
    app.build()
    assert page(app).select(".downloads") == []


@pytest.mark.sphinx("html", testroot="html-page", freshenv=True)
def test_whole_list_says_where_a_reference_is_cited(app):
    titles = {"roe2006": ["Hands", "Minds & more"], "doe2017": []}

    def add_pages(app, document, docname):
        for citation in document.findall(nodes.citation):
            pages = titles[citation["names"][0]]
            citation += cited_in(
                "", "", *(nodes.reference("", title, refuri=f"{title}.html") for title in pages)
            )

    app.connect("doctree-resolved", add_pages)
    first, second = page(app).select("ul.citation-list > li")
    assert words(first.select_one(".cited-in")) == "Cited in Hands; Minds & more"
    assert [link.get_text() for link in first.select(".cited-in a")] == ["Hands", "Minds & more"]
    assert second.select_one(".cited-in") is None
