"""extensions.drawings: the words of figures are text on the web and in the EPUB."""

from __future__ import annotations

import json
import re
import zlib
from zipfile import ZipFile

import epubcheck_jar
import pytest
from bs4 import BeautifulSoup
from gatebook import REPOSITORY, GateBook
from lxml import etree

from extensions.drawings.inline import inline

#: As matplotlib draws: a style, a shape that is repeated within an edge, a line of two parts.
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="{0}pt" height="90pt" viewBox="0 0 {0} 90">
<defs><style type="text/css">*{{stroke-linejoin: round; stroke-linecap: butt}}</style></defs>
<g id="patch_1"><path d="M0 0L{0} 0L{0} 90L0 90z" style="fill: #ffffff"/></g>
<g id="line_1"><defs><path id="m1" d="M0 0L4 4" style="stroke: {1}; stroke-linejoin: miter"/></defs>
<g clip-path="url(#p1)"><use xlink:href="#m1" x="9" y="9" style="fill: {1}; stroke: {1}"/></g></g>
<g><text style="font-size: 10px; font-family: 'Libertinus Serif'; fill: {1}" transform="rotate(-90)"
><tspan x="9" y="20">A hand</tspan> <tspan x="9" y="31">of zebras</tspan></text>
<text style="font-weight: 700; font-size: 10px; font-family: 'Libertinus Serif'; fill: #666666"
 x="90" y="60" textLength="38" lengthAdjust="spacingAndGlyphs">95% CI &lt; 1</text></g>
<defs><clipPath id="p1"><rect x="1" y="1" width="80" height="80"/></clipPath></defs>
</svg>
"""
DRAWN = SVG.format(396, "#1a1a1a")
FIGURE = """\
:::{figure} ../figures/hand.svg
:name: fig-hand
:alt: Two hands, "one" & another.

A hand held.

A dot is a participant.
:::
"""
WORDS = ["A hand of zebras", "95% CI < 1"]


@pytest.fixture
def book(tmp_path) -> GateBook:
    book = GateBook(tmp_path)
    book.write("figures/hand.svg", DRAWN)
    book.chapter(FIGURE)
    return book


def page(book: GateBook, name: str = "html/chapters/one.html") -> BeautifulSoup:
    return BeautifulSoup((book.built / name).read_bytes(), "lxml")


def package(book: GateBook) -> ZipFile:
    return ZipFile(book.built / "epub/creating-connections.epub")


def words(soup: BeautifulSoup) -> list[str]:
    return [" ".join(text.get_text().split()) for text in soup.select("figure svg text")]


def test_words_are_text_of_the_page(book):
    assert book.build() == []
    soup = page(book)
    assert words(soup) == WORDS
    assert soup.select("figure img") == []
    svg = soup.select_one("figure svg")
    assert svg["role"] == "graphics-document"  # not "img", which hides its words
    assert svg["aria-label"] == 'Two hands, "one" & another.'


def test_words_are_text_of_the_epub(book):
    assert book.build("epub") == []
    with package(book) as epub:
        xhtml = epub.read("chapters/one.xhtml")
        assert words(BeautifulSoup(xhtml, "html.parser")) == WORDS
        spaces = {"s": "http://www.w3.org/2000/svg"}
        assert len(etree.fromstring(xhtml).findall(".//s:svg", spaces)) == 1
        # What stands in the page is not packed again.
        assert not [name for name in epub.namelist() if name.startswith("_images/")]
        opf = etree.fromstring(epub.read("content.opf"))
    drawn = [item.get("href") for item in opf.iter("{*}item") if item.get("properties") == "svg"]
    assert drawn == ["chapters/one.xhtml"]


@pytest.mark.slow
def test_epubcheck_finds_nothing_in_drawings(book):
    for face in ("400-normal", "400-italic", "700-normal"):
        name = f"figures/type/libertinus-serif-{face}.ttf"
        book.write(name, (REPOSITORY / name).read_bytes())
    book.write("figures/type/OFL.txt", "Open Font License")
    book.chapter(f"{FIGURE}\n![A hand.](../figures/hand.svg)")
    assert book.build("epub") == []
    with package(book) as epub:
        assert {"OFL.txt", "libertinus-serif-700-normal.ttf", "_images/hand.svg"} <= {
            *epub.namelist()
        }
    assert epubcheck_jar.validate(package(book).filename) == []


def test_drawing_has_no_style_of_its_own(book):
    """Under a policy that takes no style from within a page, its look would be lost."""
    assert book.build() == []
    svg = page(book).select_one("figure svg")
    assert svg.select("style, [style]") == []
    first, second = svg.select("text")
    assert (first["font-size"], first["fill"], first["transform"]) == (
        "10px", "#1a1a1a", "rotate(-90)",
    )  # fmt: skip
    assert (second["font-weight"], second["textlength"]) == ("700", "38")


def test_rule_for_all_goes_before_what_an_element_takes_over():
    """As it does in the file: ``*`` is said of each element itself."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><style>*{stroke-linecap: butt}</style>'
        '<g style="stroke-linecap: round"><path d="M0 0"/></g><path d="M1 1" stroke="#000"/>'
        '<path stroke-linecap="square" d="M2 2"/></svg>'
    )
    drawn = etree.fromstring(inline(svg.encode(), prefix="a", name="").markup)
    caps = [one.get("stroke-linecap") for one in drawn.iter()]
    assert caps == ["butt", "round", "butt", None, None]


def test_ids_are_the_drawings_own(book):
    """Also where two have the same, and where one is shown twice."""
    book.write("figures/hand-2.svg", DRAWN)
    other = FIGURE.replace("hand.svg", "hand-2.svg").replace("fig-hand", "fig-other")
    book.chapter(f"{FIGURE}\n{other}\n{FIGURE.replace('fig-hand', 'fig-again')}")
    assert book.build() == []
    soup = page(book)
    ids = [one["id"] for one in soup.select("figure svg [id]")]
    assert len(ids) == len(set(ids)) == 6
    for svg in soup.select("figure svg"):
        own = {one["id"] for one in svg.select("[id]")}
        used = {one["href"].removeprefix("#") for one in svg.select("use")}
        used |= set(re.findall(r"url\(#([\w-]+)\)", str(svg)))
        assert used == own


def test_other_pictures_are_pictures(book):
    """What is no figure, and what is no drawing."""
    parts = [(b"IHDR", b"\0\0\0\1" * 2 + b"\x08\0\0\0\0"), (b"IDAT", zlib.compress(b"\0\0"))]
    png = b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
        for kind, data in [*parts, (b"IEND", b"")]
    )
    png = b"\x89PNG\r\n\x1a\n" + png
    book.write("figures/dot.png", png)
    book.chapter(f"![A hand.](../figures/hand.svg)\n\n{FIGURE.replace('hand.svg', 'dot.png')}")
    assert book.build() == []
    shown = [picture["src"] for picture in page(book).select("article img")]
    assert shown == ["../_images/hand.svg", "../_images/dot.png"]
    assert page(book).select("article svg text") == []


def test_page_that_is_full_of_drawings_shows_pictures(book):
    """A drawing may be shown as often as somebody likes, and each time is the whole of it."""
    book.write("figures/hand.svg", DRAWN.replace("L4 4", "L4 4" * 100_000))
    book.chapter("\n".join(FIGURE.replace("fig-hand", f"fig-{n}") for n in "abc"))
    assert book.build() == []
    shown = [one.name for one in page(book).select("figure svg, figure img")]
    assert shown == ["svg", "svg", "img"]


def test_drawing_that_the_gate_refuses_stays_a_picture(book):
    """In a book without the gate; where it stands, nothing is built."""
    conf = (book.path / "conf.py").read_text("utf-8")
    book.write("conf.py", f"{conf}extensions.remove('extensions.gate')\n")
    book.write("figures/hand.svg", DRAWN.replace("</svg>", "<script>alert(1)</script></svg>"))
    assert book.build() == []
    soup = page(book)
    assert [picture["src"] for picture in soup.select("article img")] == ["../_images/hand.svg"]
    assert soup.select("figure script, figure svg") == []


def test_file_of_the_drawing_keeps_its_address(book):
    assert book.build() == []
    assert (book.built / "html/_images/hand.svg").read_text("utf-8") == DRAWN


def test_changed_drawing_is_shown_by_the_next_build(book):
    assert book.build() == []
    book.write("figures/hand.svg", DRAWN.replace("zebras", "horses"))
    assert book.build() == []
    assert words(page(book)) == ["A hand of horses", WORDS[1]]
    assert book.build("epub") == []
    with package(book) as epub:
        assert words(BeautifulSoup(epub.read("chapters/one.xhtml"), "html.parser"))[0] == (
            "A hand of horses"
        )


def test_width_of_a_figure_is_that_of_its_drawing(book):
    book.chapter(FIGURE.replace(":alt:", ":width: 50%\n:alt:"))
    assert book.build() == []
    svg = page(book).select_one("figure svg")
    assert (svg["width"], svg.get("height")) == ("50%", None)


def test_search_finds_the_words_of_a_drawing(book):
    assert book.build() == []
    kept = json.loads((book.built / "html/.units.json").read_text("utf-8"))
    [figure] = [unit for unit in kept["pages"]["chapters/one"] if unit[0] == "f"]
    assert "zebra" in figure[4].lower()


def test_drawing_in_colors_keeps_them(book):
    """On white: how they look on another ground, nobody has seen."""
    assert book.build() == []
    assert "adapts" in page(book).select_one(".picture-wrapper")["class"]
    book.write("figures/hand.svg", SVG.format(396, "#a8502f"))
    assert book.build() == []
    assert "adapts" not in page(book).select_one(".picture-wrapper")["class"]


def fitted(book) -> bool:
    """Whether the style sheet of the page says where the letters of drawings lie."""
    [style] = (book.built / "html/_static").glob("all-*.css")
    return "libertinus-serif-400-normal.ttf" in style.read_text("utf-8")


def test_letters_come_with_the_site_if_the_book_has_them(book):
    assert book.build() == []
    assert not fitted(book)
    name = "libertinus-serif-400-normal.ttf"
    book.write(f"figures/type/{name}", (REPOSITORY / "figures/type" / name).read_bytes())
    book.write("figures/type/OFL.txt", "Open Font License")
    assert book.build() == []
    assert fitted(book)
    assert {name, "OFL.txt"} <= {path.name for path in (book.built / "html/_static").iterdir()}
