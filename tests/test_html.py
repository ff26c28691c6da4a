"""extensions.html: references of a page as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes

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


@pytest.mark.sphinx("html", testroot="html-page", confoverrides={"language": "nl"}, freshenv=True)
def test_words_are_translated(app):
    back = page(app).select_one(".backrefs a")
    assert back["aria-label"] == "Terug naar verwijzing 1 van 2"


class cited_in(nodes.paragraph):
    """As in sphinx_apa7."""


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
