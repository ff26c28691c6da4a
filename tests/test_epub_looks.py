"""extensions/epub/book.css: what a page of the EPUB looks like in a reading system.

Markup as the builder writes it, in Chromium, in columns as reading systems set them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tasks.environment import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

STYLE = REPOSITORY / "extensions/epub/book.css"


@pytest.fixture
def show(browser) -> Iterator[Callable[..., Page]]:
    """A page with *body*, in a window of a *width*."""
    with browser.new_context(viewport={"width": 400, "height": 800}) as context:

        def shown(body: str, width: int = 400) -> Page:
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": 800})
            style = STYLE.read_text(encoding="utf-8")
            page.set_content(f"<!doctype html><style>{style}</style><body>{body}</body>")
            return page

        yield shown


WORDS = "The hand of a friend calms more than the hand of somebody else, or so it is said. " * 3
CLAIM = f"""<div class="claim">
<p class="claim-head"><span class="caption-number">Claim 1.1 </span></p>
<p class="claim-statement">{WORDS}</p>
<div class="claim-evidence"><p>{WORDS * 2}</p></div>
<p class="claim-sources">{WORDS}</p>
</div>
"""
#: What of a claim is in several columns, and columns that show a frame around nothing.
SPLIT = """() => {
    const body = document.body, found = new Set();
    Object.assign(body.style, {columnWidth: "300px", columnFill: "auto", width: "4000px"});
    for (let height = 420; height < 700; height += 10) {
        body.style.height = `${height}px`;
        for (const claim of document.querySelectorAll(".claim")) {
            const column = one => [...one.getClientRects()].map(box => Math.floor(box.left / 310));
            for (const one of claim.querySelectorAll("p:not(.claim-evidence p)"))
                if (new Set(column(one)).size > 1) found.add(one.className);
            const [head, statement] = claim.children;
            if (column(claim)[0] !== column(head)[0]) found.add("empty frame");
            if (column(head)[0] !== column(statement)[0]) found.add("head alone");
        }
    }
    return [...found];
}"""


def test_claim_begins_with_its_statement_and_ends_with_its_sources(show):
    assert show(CLAIM * 6).evaluate(SPLIT) == []


HEADING = "Is mentalizing the thing that works, or is it something else?"
#: What of a section is in which column, while the text before it grows.
HEADS = """() => {
    const [before, heading, text] = document.querySelectorAll("div, h3, p");
    Object.assign(document.body.style,
        {columnWidth: "300px", columnFill: "auto", width: "4000px", height: "600px"});
    const column = one => [...one.getClientRects()].map(box => Math.floor(box.left / 310));
    const found = new Set();
    for (let height = 300; height < 600; height += 5) {
        before.style.height = `${height}px`;
        if (new Set([...column(heading), column(text)[0]]).size > 1) found.add(height);
    }
    return [...found];
}"""


def test_heading_is_whole_and_with_its_text(show):
    body = f"<div></div><section><h3>{HEADING}</h3><p>{WORDS}</p></section>"
    assert show(body).evaluate(HEADS) == []


LINES = """words => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = {};
    while (texts.nextNode()) {
        for (const word of words) {
            const at = texts.currentNode.data.indexOf(word);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, at + word.length);
            found[word] = new Set([...range.getClientRects()].map(box => box.top)).size;
        }
    }
    return found;
}"""


def table(*rows: list[str], kind: str = "table-box") -> str:
    """With a head, and a header in each row."""
    titles, *body = rows
    head = "".join(f"<th>{title}</th>" for title in titles)
    head = f"<thead><tr>{head}</tr></thead>"
    lines = ""
    for name, *cells in body:
        lines += f"<tr><th>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    return f"<div class='{kind}'><table>{head}<tbody>{lines}</tbody></table></div>"


def test_words_of_a_table_stay_whole_beside_a_long_column(show):
    words = ["mentaliserenbevorderende", "hechtingsgerelateerde", "characteristics"]
    page = show(table(["Word", "Term"], [words[0], words[2]], [words[1], f"a {WORDS}"]), 360)
    assert page.evaluate(LINES, words) == dict.fromkeys(words, 1)


def test_columns_of_a_wide_table_are_as_wide_as_their_words(show):
    rows = ["Year", "Sample", "What it supports"], ["2000", "management", WORDS * 3]
    page = show(table(*rows, kind="table-box stacks"), 820)
    assert page.evaluate(LINES, ["2000", "management"]) == {"2000": 1, "management": 1}
    assert page.evaluate("() => getComputedStyle(document.querySelector('td')).display") == (
        "table-cell"
    )


def test_letters_so_large_that_no_word_fits_are_not_cut(show):
    page = show(table(["Word", "Term"], ["mentaliserenbevorderende", "characteristics"]), 360)
    page.evaluate("() => { document.body.style.fontSize = '36px' }")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360


def test_counts_of_claims_have_narrow_columns(show):
    """Seven columns of figures under long words, beside the titles of chapters."""
    ratings = ["Supported", "Mixed", "Contested", "Unsupported", "Opinion", "Corrected"]
    marks = [
        f'<p class="rating"><span class="rating-mark">●</span> <span>{one}</span></p>'
        for one in ratings
    ]
    widths = "".join(f'<col style="width: {width}%">' for width in (28.6, *[10.2] * 7))
    title = "What it means for the body-oriented psychologist"
    rows = ["Chapter", *marks, "Total"], [title, *"1234567"]
    opened = f'<table class="evidence-counts"><colgroup>{widths}</colgroup>'
    page = show(table(*rows, kind="table-box stacks").replace("<table>", opened), 760)
    assert page.evaluate(LINES, title.split()) == dict.fromkeys(title.split(), 1)


def test_rule_before_notes_goes_with_them(show):
    """A reading system that shows notes as pop-ups hides them where they stand."""
    notes = (
        '<section class="footnote-list"><aside class="footnote"><span class="label">1</span> '
        "<p>A note.</p></aside></section>"
    )
    page = show(notes)
    look = "() => document.querySelector('section').getBoundingClientRect().height"
    assert page.evaluate(look) > 10
    rule = "() => getComputedStyle(document.querySelector('aside')).borderTopStyle"
    assert page.evaluate(rule) == "solid"
    page.add_style_tag(content="aside { display: none }")
    assert page.evaluate(look) == 0
