"""The columns of a table, where the words of its cells are printed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from books import Build, page_with, pages, pdf_of
from sphinx.testing.util import SphinxTestApp

LOREM = "Many words make a page, and many pages make a book. "
A5 = '#import "book.typ"\n#let book = book.book.with(paper: "a5", margin: %s)\n'


def table(*rows: tuple[str, ...], options: str = "") -> str:
    """A list table in MyST without a caption."""
    cells = "\n".join("* - " + "\n  - ".join(row) for row in rows)
    return f":::{{list-table}}\n{options}\n{cells}\n:::\n"


def chapter(block: str) -> dict[str, str]:
    return {"a.md": f"# A\n\nBefore.\n\n{block}\nBehind.\n"}


def boxes(app: SphinxTestApp, *words: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of the first place of each, in points; all on one page."""
    document = pypdfium2.PdfDocument(pdf_of(app))
    try:
        for page in document:
            text = page.get_textpage()
            found = [text.search(word).get_next() for word in words]
            if all(found):
                return [_box(text, *place) for place in found if place]
    finally:
        document.close()
    pytest.fail(f"no page has {words}")


def _box(text: pypdfium2.PdfTextPage, start: int, count: int) -> tuple[float, float, float, float]:
    letters = [
        text.get_charbox(start + n)
        for n in range(count)
        if text.get_text_range(start + n, 1).strip()
    ]
    lefts, bottoms, rights, tops = zip(*letters, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def test_short_tables_are_as_wide_as_their_text(build: Build) -> None:
    one, two = boxes(build(chapter(table(("Study", "Number"), ("One", "110")))), "Study", "Number")
    assert two[0] - one[2] < 15


def test_columns_of_short_cells_keep_them_on_one_line(build: Build) -> None:
    """However little the author gave them, and no wider than they need."""
    for widths in ("50 50", "2 98"):
        rows = ("June 2006", LOREM * 5)
        app = build(chapter(table(rows, options=f":widths: {widths}\n")))
        date, words = boxes(app, "June 2006", "Many words")
        assert date[3] - date[1] < 12
        assert words[0] - date[2] < 15


def test_a_head_does_not_widen_a_column_of_short_cells(build: Build) -> None:
    rows = [("The year of the study", "Words"), ("2006", LOREM * 5)]
    app = build(chapter(table(*rows, options=":header-rows: 1\n")))
    year, words = boxes(app, "2006", "Many words")
    assert words[0] - year[2] < 40


def test_columns_are_divided_by_how_much_they_hold(build: Build) -> None:
    rows = [("Alpha has some words to say, and this is all", "Beta too", LOREM * 9)] * 3
    alpha, beta, words = boxes(build(chapter(table(*rows))), "Alpha", "Beta", "Many words")
    assert beta[0] - alpha[0] < 120
    assert words[0] - beta[0] < 70


def test_given_widths_hold_but_words_are_not_broken(build: Build) -> None:
    rows = ("Alpha " + LOREM * 2, "Beta " + LOREM * 2)
    app = build(chapter(table(rows, options=":widths: 25 75\n")))
    alpha, beta = boxes(app, "Alpha", "Beta")
    narrow = beta[0] - alpha[0]
    app = build(chapter(table(rows, options=":widths: 50 50\n")))
    alpha, beta = boxes(app, "Alpha", "Beta")
    assert beta[0] - alpha[0] == pytest.approx(2 * narrow, rel=0.01)
    long = "psycho" * 4
    app = build(chapter(table((long + " and more", LOREM * 3), options=":widths: 10 90\n")))
    word, words = boxes(app, long, "Many words")
    assert word[3] - word[1] < 12
    assert 3 < words[0] - word[2] < 30


def test_words_too_long_for_the_page_share_it(build: Build) -> None:
    rows = tuple(letter * 60 for letter in "abc")
    left, middle, right = boxes(build(chapter(table(rows))), "aaaa", "bbbb", "cccc")
    assert right[0] - middle[0] == pytest.approx(middle[0] - left[0], rel=0.15)


def test_rows_that_span_columns_do_not_count(build: Build) -> None:
    """What stands across all columns makes none of them wider."""
    grid = (
        "```{eval-rst}\n"
        "+-------+------------------------+\n| Alpha | Beta                   |\n"
        "+-------+------------------------+\n| Gamma words across it all      |\n"
        "+-------+------------------------+\n```\n"
    )
    alpha, beta, _ = boxes(build(chapter(grid)), "Alpha", "Beta", "Gamma")
    assert beta[0] - alpha[2] < 180


@pytest.mark.parametrize(("margin", "width"), [("20mm", 307), ("(left: 30mm, right: 40mm)", 221)])
def test_a_table_fills_the_page_of_a_template(
    build: Build, tmp_path: Path, margin: str, width: float
) -> None:
    look = tmp_path / "look.typ"
    look.write_text(A5 % margin)
    rows = (f"Alpha {LOREM * 9}", LOREM * 9 + " omega " + "mmmm " * 99)
    app = build(chapter(table(rows)), f"typst_template = {str(look)!r}\n")
    alpha, last = boxes(app, "Alpha", "mmmm mmmm mmmm")
    assert width - 60 < last[2] - alpha[0] < width


@pytest.mark.parametrize("margin", ["auto", "20%", "(y: 20%)", "(rest: 25mm)", "(bottom: 60mm)"])
@pytest.mark.parametrize(("rows", "floats"), [(4, True), (12, False)])
def test_what_is_low_depends_on_the_page_of_a_template(
    build: Build, tmp_path: Path, margin: str, rows: int, floats: bool
) -> None:
    look = tmp_path / "look.typ"
    look.write_text(A5 % margin)
    block = table(*[("Alpha", LOREM * 4)] * rows).replace("}", "} Caption", 1)
    app = build(chapter(block), f"typst_template = {str(look)!r}\n")
    assert ("Before. Behind." in page_with(app, "Before.")) is floats


@pytest.mark.parametrize(("rows", "whole"), [(5, True), (22, False)])
def test_low_tables_stay_on_one_page(build: Build, rows: int, whole: bool) -> None:
    """Where there is less room than they need, at the foot of a page."""
    before = f"{LOREM * 4}\n\n" * 9
    app = build({"a.md": f"# A\n\n{before}{table(*[('Alpha', LOREM * 2)] * rows)}\n"})
    assert (sum("Alpha" in page for page in pages(app)) == 1) is whole


@pytest.mark.parametrize(("rows", "floats"), [(12, True), (40, False)])
def test_tables_with_a_caption_float_while_they_are_low(
    build: Build, rows: int, floats: bool
) -> None:
    block = table(*[("Alpha", LOREM * 2)] * rows).replace("}", "} Caption", 1)
    app = build(chapter(block))
    assert ("Before. Behind." in page_with(app, "Before.")) is floats
    assert (sum("Alpha" in page for page in pages(app)) == 1) is floats


def test_the_longest_of_many_words_stays_in_its_column(build: Build) -> None:
    """However many shorter ones come before it in the alphabet."""
    long = "zyxwvu" * 4
    rows = (f"a b c d e f g h i j k l {long} m", LOREM * 3)
    app = build(chapter(table(rows, options=":widths: 10 90\n")))
    word, words = boxes(app, long, "Many words")
    assert words[0] - word[2] > 3
