"""The drawings of the book in a real Chromium: read, found, in the colors and type of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from gatebook import REPOSITORY

from extensions.drawings.inline import INKS, inline
from figures import drawing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PAGE = """<!doctype html><html lang="en"><title>x</title>
<link rel="stylesheet" href="book.css">{}
<body data-theme="auto"><article><p>Before.</p><figure>
<div class="picture-wrapper adapts">{}</div><figcaption>After.</figcaption></figure></article>
</body></html>
"""
LETTERS = '<link rel="stylesheet" href="drawings.css">'


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Callable[..., Page]:
    """Open a page with drawings, with or without the *letters* of the book."""
    opened = []

    def open_page(*names: str, letters: bool = True, width: int = 1280, **options) -> Page:
        for source in (
            REPOSITORY / "_static/book.css",
            REPOSITORY / "extensions/drawings/static/drawings.css",
            *(REPOSITORY / "figures/type").glob("*.ttf"),
        ):
            (tmp_path / source.name).write_bytes(source.read_bytes())
        drawn = [
            inline(
                (drawing.FOLDER / f"{name}.svg").read_bytes(), prefix=f"drawing-{name}", name=name
            ).markup
            for name in names
        ]
        boxes = '</div><div class="picture-wrapper adapts">'.join(drawn)
        text = PAGE.format(LETTERS if letters else "", boxes)
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900}, **options)
        opened.append(page)
        page.goto((tmp_path / "page.html").as_uri())
        page.evaluate("document.fonts.ready")
        return page

    yield open_page
    for page in opened:
        page.close()


def spoken(page: Page) -> list[tuple[str, str]]:
    """Role and name of everything that a screen reader meets, in order."""
    session = page.context.new_cdp_session(page)
    nodes = {n["nodeId"]: n for n in session.send("Accessibility.getFullAXTree")["nodes"]}

    def walk(node):
        role, name = node["role"]["value"], node.get("name", {}).get("value", "").strip()
        if not node["ignored"] and name:
            yield role, name
        for child in node.get("childIds", ()):
            yield from walk(nodes[child])

    everything = walk(next(iter(nodes.values())))
    return [(role, name) for role, name in everything if role != "InlineTextBox"]


def test_screen_reader_says_the_name_then_each_word_once(show):
    said = spoken(show("two-dimensions"))
    first = said.index(("graphics-document", "two-dimensions"))
    words = [name for role, name in said[first + 1 :]]
    assert {role for role, name in said[first + 1 :]} == {"StaticText"}
    assert words == [
        "Attachment avoidance", "unease with closeness", "low", "high", "dismissing", "fearful",
        "secure", "preoccupied", "Attachment anxiety", "worry that the other will not be there",
        "low", "high", "After.",
    ]  # fmt: skip


def test_words_are_found_and_selected(show):
    """Also over the end of a line."""
    page = show("activation-model")
    assert page.evaluate("window.find('attachment figure available, outside or in the mind')")
    assert page.evaluate("String(getSelection())") == (
        "attachment figure available, outside or in the mind"
    )


@pytest.mark.parametrize("name", drawing.names())
def test_line_stays_in_its_place_in_another_type(show, name):
    """Where the letters of the book cannot be loaded, or a reader has chosen others."""
    lengths = """() => [...document.querySelectorAll("[textLength]")].map(line => [
        line.textContent, +line.getAttribute("textLength"), line.getComputedTextLength()])"""
    page = show(name, letters=False)
    page.add_style_tag(content="text { font-family: monospace !important }")
    lines = page.evaluate(lengths)
    assert lines
    assert [line for line in lines if abs(line[1] - line[2]) > 1] == []


@pytest.mark.parametrize("name", drawing.names())
def test_lines_are_as_long_as_they_say(show, name):
    """In the letters of the book nothing is fitted, so nothing is out of shape."""
    page = show(name)
    natural = """() => [...document.querySelectorAll("[textLength]")].map(line => {
        const said = +line.getAttribute("textLength");
        line.removeAttribute("textLength");
        return [line.textContent, said, line.getComputedTextLength()];
    })"""
    lines = page.evaluate(natural)
    # Kerning makes a line a little shorter than its letters side by side.
    assert [line for line in lines if not 0.94 * line[1] - 0.5 < line[2] < line[1] + 0.5] == []


def luminance(color: str) -> float:
    """WCAG 2.2, "relative luminance" of ``rgb(r, g, b)``."""
    parts = [int(part) / 255 for part in color.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_ground(show, scheme):
    page = show(*drawing.names(), color_scheme=scheme)
    ground = page.evaluate(
        "getComputedStyle(document.querySelector('.picture-wrapper')).backgroundColor"
    )
    assert ground == ("rgb(253, 252, 249)" if scheme == "light" else "rgb(20, 26, 33)")
    inks = page.evaluate(
        "[...new Set([...document.querySelectorAll('text')].map(t => getComputedStyle(t).fill))]"
    )
    assert len(inks) == 2
    assert {ink: contrast(ink, ground) for ink in inks if contrast(ink, ground) < 4.5} == {}
    # On the darkest and the lightest of the boxes, too.
    boxes = page.evaluate(
        "[...document.querySelectorAll('[fill=\"#ececec\"]')].map(t => getComputedStyle(t).fill)"
    )
    ink = page.evaluate("getComputedStyle(document.querySelector('[fill=\"#1a1a1a\"]')).fill")
    assert min(contrast(ink, box) for box in boxes) >= 4.5


def test_what_is_repeated_has_the_colors_of_the_page(show):
    """``use`` shows a copy, which some rules for its place do not reach."""
    page = show("hill-timeline", color_scheme="dark")
    strokes = page.evaluate(
        "[...document.querySelectorAll('use')].map(use => getComputedStyle(use).stroke)"
    )
    assert set(strokes) == {"rgb(221, 218, 212)"}


def test_paper_is_white_in_the_dark(show):
    page = show("hill-timeline", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('text')).fill") == (
        "rgb(26, 26, 26)"
    )


def test_high_contrast_shows_words_and_shapes(show):
    page = show("activation-model", color_scheme="dark", forced_colors="active")
    fills = page.evaluate(
        "['text', 'path'].map(kind => getComputedStyle(document.querySelector(kind)).fill)"
    )
    assert contrast(*fills) >= 7


def test_every_ink_has_a_color_for_every_ground():
    css = (REPOSITORY / "_static/book.css").read_text("utf-8")
    drawn = {drawing.INK, drawing.GRAY, drawing.LIGHT, drawing.PALE, "#ffffff"}
    assert drawn <= INKS
    for ink in INKS:
        assert f'[fill="{ink}"]' in css
        assert f'[stroke="{ink}"]' in css


@pytest.mark.parametrize("width", [320, 390])
def test_words_are_large_enough_on_a_phone(show, width):
    """A drawing scrolls in its box, and not the page, sooner than its words get too small."""
    page = show(*drawing.names(), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = page.evaluate("""() => [...document.querySelectorAll("text")].map(text => {
        const {a, b} = text.getScreenCTM();
        return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    })""")
    assert min(sizes) > 10.8


def test_drawing_fits_the_page_of_a_reader(browser, tmp_path):
    """Of an EPUB, where nothing scrolls."""
    css = (REPOSITORY / "extensions/epub/book.css").read_text("utf-8")
    content = (drawing.FOLDER / "hand-holding.svg").read_bytes()
    svg = inline(content, prefix="drawing-hand-holding", name="A hand.").markup
    text = f"<!doctype html><style>{css}</style><figure>{svg}</figure>"
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    opened = browser.new_page(viewport={"width": 390, "height": 700})
    opened.goto((tmp_path / "page.html").as_uri())
    box = opened.locator("svg").bounding_box()
    room = opened.evaluate("document.querySelector('figure').getBoundingClientRect().width")
    opened.close()
    assert box["width"] == pytest.approx(room)
    assert box["height"] / box["width"] == pytest.approx(252 / 396, abs=0.01)
