"""extensions.figures: notes and sources, the same in every output, and figures without a source."""

from __future__ import annotations

from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from gatebook import GateBook

FIGURE = """\
:::{figure} ../figures/hand.svg
:name: fig-hand
:alt: A hand.
:source: {cite:t}`coan2006lending`, *left* to right.

A hand held.

A dot is a participant {cite:p}`coan2006lending`.
:::
"""
NOTE = "Note. A dot is a participant (Coan, 2006). Source: Coan (2006), left to right."
BARE = ":::{figure} ../figures/hand.svg\n:alt: A hand.\n\nA hand held.\n:::"
LACKING = (
    "chapters/one.md:6: WARNING: figure 'hand.svg' is drawn from figures/data/hand.csv and names"
    " no source: add ':source:' with citations [figures.no_source]"
)


@pytest.fixture
def book(tmp_path) -> GateBook:
    return GateBook(tmp_path)


def words(html: str | bytes) -> str:
    soup = BeautifulSoup(html, "lxml")
    return " ".join(soup.select_one("figcaption > .legend").get_text().split())


def test_note_and_source_stand_below_the_caption_in_every_output(book):
    book.write("figures/data/hand.csv", "a,source\n1,coan2006lending\n")
    book.chapter(FIGURE)
    for builder in ("html", "epub", "typst"):
        assert book.build(builder) == []
    assert words((book.built / "html/chapters/one.html").read_bytes()) == NOTE
    with ZipFile(book.built / "epub/creating-connections.epub") as package:
        assert words(package.read("chapters/one.xhtml")) == NOTE
    document = pypdfium2.PdfDocument(book.built / "typst/creating-connections.pdf")
    text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())
    assert f"Figure 1 A hand held. {NOTE}" in text
    # All three places are counted: in the text, in the note, in the source.
    soup = BeautifulSoup((book.built / "html/back/references.html").read_bytes(), "lxml")
    assert [link.get_text() for link in soup.select(".cited-in a")] == ["One", "↑1", "↑2", "↑3"]


def test_places_in_a_note_are_on_the_page_of_the_figure(book):
    """And not on the page where the figure is written, from which it moved."""
    filling = "\n".join(["Words fill the page. " * 20] * 20)
    book.write("chapters/two.md", f"# Two\n\n{filling}\n\n{FIGURE}\n{filling}\n")
    named = "chapters/one\nchapters/two\nback/references"
    contents = f"# Hands\n\nText.\n\n```{{toctree}}\n{named}\n```\n"
    book.write("index.md", contents)
    assert book.build("typst") == []
    document = pypdfium2.PdfDocument(book.built / "typst/creating-connections.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in document]
    [shown] = [at for at, text in enumerate(pages) if "A dot is" in text]
    label = document.get_page_label(shown)
    assert any(f"Cited on pp. 1, {label}." in " ".join(text.split()) for text in pages)


def test_picture_is_smaller_where_its_note_would_leave_the_page(book):
    """A tall picture with a long note, on the small page too."""
    size = 'width="450" height="800"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="M0 0h9v9z"/></svg>'
    book.write("figures/hand.svg", svg)
    book.chapter(FIGURE.replace("A dot is a participant", "A dot is a participant. " * 30))
    assert book.build("typst") == []
    for form in ("", "-book"):
        document = pypdfium2.PdfDocument(book.built / f"typst/creating-connections{form}.pdf")
        (page,) = [p for p in document if "Source:" in p.get_textpage().get_text_bounded()]
        text = page.get_textpage()
        assert "A hand held." in text.get_text_bounded()
        # The footer is all that stands below the text.
        low = sorted(text.get_rect(n)[1] for n in range(text.count_rects()))[1]
        assert low > 25 / 25.4 * 72


def test_source_without_a_note_is_below_the_caption(book):
    book.chapter(FIGURE.replace("A dot is a participant {cite:p}`coan2006lending`.\n", ""))
    assert book.build() == []
    page = (book.built / "html/chapters/one.html").read_bytes()
    assert words(page) == "Source: Coan (2006), left to right."


def test_source_alone_does_not_describe_the_picture(book):
    book.chapter(FIGURE.replace("A dot is a participant {cite:p}`coan2006lending`.\n", ""))
    assert book.build("epub") == [
        "chapters/one.md:6: WARNING: figure 'figures/hand.svg' has no longer description: add a"
        " note below its caption [epub.no_description]"
    ]


def test_figure_of_data_without_a_source_is_refused_in_every_build(book):
    book.write("figures/data/hand.csv", "a,source\n1,coan2006lending\n")
    book.chapter(BARE)
    assert book.build() == [LACKING]
    assert book.build() == [LACKING]
    book.chapter(FIGURE)
    assert book.build() == []


def test_drawing_without_data_needs_no_source(book):
    book.write("figures/data/other.csv", "a,source\n1,coan2006lending\n")
    book.chapter(BARE)
    assert book.build() == []


def test_source_is_translated(book):
    catalog = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
        'msgid "{cite:t}`coan2006lending`, *left* to right."\n'
        'msgstr "{cite:t}`coan2006lending`, van *links* naar rechts."\n'
    )
    book.write("locale/nl/LC_MESSAGES/chapters/one.po", catalog)
    words_nl = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n'
    words_nl += 'msgid "Source:"\nmsgstr "Bron:"\n\nmsgid "Note."\nmsgstr "Noot."\n'
    book.write("locale/nl/LC_MESSAGES/sphinx.po", words_nl)
    book.chapter(FIGURE)
    assert book.build(confoverrides={"language": "nl"}) == []
    page = (book.built / "html/chapters/one.html").read_bytes()
    assert words(page) == (
        "Noot. A dot is a participant (Coan, 2006). Bron: Coan (2006), van links naar rechts."
    )
