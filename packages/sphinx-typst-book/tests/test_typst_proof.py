"""What a proofreader would mark on a page."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from books import Build, page_with, pages, pdf_of
from sphinx.errors import SphinxError

MM = 72 / 25.4


def place_of(words: pypdfium2.PdfTextPage, text: str) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the first letter of ``text``."""
    found = words.search(text, match_case=True).get_next()
    assert found is not None, text
    return words.get_charbox(found[0])


def test_a_note_in_the_margin_stays_with_a_word_that_begins_a_line(build: Build) -> None:
    """Wherever lines break: beside the text, and level with its word."""
    lengths = range(9, 22)
    text = "\n\n".join(
        f"{'abcde ' * length}#margin-note[Note-{length}.]Word-{length}" for length in lengths
    )
    app = build({"a.md": f"# A\n\n```{{raw}} typst\n{text}\n```\n"})
    assert app.warning.getvalue() == ""
    document = pypdfium2.PdfDocument(pdf_of(app))
    (page,) = [page for page in document if "Note-9" in page.get_textpage().get_text_range()]
    words = page.get_textpage()
    opened = 0
    for length in lengths:
        note, word = (place_of(words, f"{kind}-{length}") for kind in ("Note", "Word"))
        assert note[0] > page.get_width() - 72 * MM, length
        assert abs(note[3] - word[3]) < 4, length
        opened += word[0] < 26 * MM + 1
    assert opened


def test_no_line_or_two_of_text_stands_below_a_figure(build: Build) -> None:
    """Where no more would fit, the page is the figure's."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="{}"><path d="M0 0h9"/></svg>'
    figure = ":::{{figure}} {}.svg\n:alt: A line\n\nA line.\n\nNote.\n:::\n"
    heights = range(690, 810, 8)
    text = "Many words make a page, and many pages make a book. "
    files = {f"{height}.svg": svg.format(height) for height in heights}
    files["a.md"] = "# A\n\n" + "".join(
        f"{text * 40}\n\n{figure.format(height)}\n{text * 80}\n\n" for height in heights
    )
    files["index.md"] = "# Tiny Book\n\n```{toctree}\n:numbered:\n\na\n```\n"
    app = build(files)
    assert app.warning.getvalue() == ""
    below = []
    for page in pypdfium2.PdfDocument(pdf_of(app)):
        lines = page.get_textpage().get_text_bounded().splitlines()
        if "Note." in lines:
            below.append(len(lines) - lines.index("Note.") - 1)
    assert len(below) == len(heights)
    assert 0 in below
    assert not {1, 2} & set(below), below


def test_an_index_begins_as_far_below_its_title_as_text_does(build: Build) -> None:
    index = "# Tiny Book\n\n```{toctree}\n:numbered:\n\na\n```\n\n```{toctree}\nz\ngenindex\n```\n"
    app = build(
        {"a.md": "# A\n\n{index}`Word <entry>`.\n", "z.md": "# Z\n\nE.\n", "index.md": index}
    )
    assert app.warning.getvalue() == ""
    *_others, text, _blank, entries = pypdfium2.PdfDocument(pdf_of(app))
    text, entries = (page.get_textpage() for page in (text, entries))
    assert abs(place_of(text, "E.")[3] - place_of(entries, "E")[3]) < 4


def test_pages_that_are_looked_up_may_be_wide(build: Build) -> None:
    """As wide as both margins allow; the chapters before and behind them are as they were."""
    text = "Many words make a page, and many pages make a book. " * 90
    files = {f"{name}.md": f"# {name.upper()}\n\n{text}" for name in "abc"}
    app = build(files, 'typst_wide_pages = ["b"]\n')
    assert app.warning.getvalue() == ""
    widths: dict[str, set[int]] = {}
    chapter = ""
    for page in pypdfium2.PdfDocument(pdf_of(app)):
        words = page.get_textpage()
        said = " ".join(words.get_text_bounded().split())
        chapter = next((name for name in "123" if f"CHAPTER {name}" in said), chapter)
        if chapter and "Many words" in said:
            boxes = [words.get_charbox(at) for at in range(words.count_chars())]
            width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
            widths.setdefault(chapter, set()).add(round(width / MM))
    assert all(abs(width - 112) < 3 for chapter in "13" for width in widths[chapter]), widths
    assert all(abs(width - 158) < 3 for width in widths["2"]), widths
    found = pages(app)
    assert [found[n - 1] for n, page in enumerate(found) if "CHAPTER 2" in page] == [""]


def test_a_wide_page_that_is_not_there(build: Build) -> None:
    message = "^typst: typst_wide_pages: there is no document 'none'; correct the setting$"
    with pytest.raises(SphinxError, match=message):
        build({"a.md": "# A\n\nText.\n"}, 'typst_wide_pages = ["none"]\n')


def test_many_short_definitions_stand_in_two_columns(build: Build) -> None:
    """Long ones, and a few, do not."""
    conf = 'myst_enable_extensions = ["deflist"]\n'
    short = "".join(f"K{n}\n: short-{n}\n\n" for n in range(12))
    few = "".join(f"F{n}\n: few-{n}\n\n" for n in range(4))
    long = "".join(f"L{n}\n: long-{n} {'many words ' * 8}\n\n" for n in range(11))
    app = build({"a.md": f"# A\n\n{short}\nText.\n\n{few}", "b.md": f"# B\n\n{long}"}, conf)
    assert app.warning.getvalue() == ""
    lefts: dict[str, set[int]] = {}
    for page in pypdfium2.PdfDocument(pdf_of(app)):
        words = page.get_textpage()
        for line in words.get_text_bounded().split():
            if re.fullmatch(r"[KFL]\d+", line):
                found = words.search(line, match_case=True, match_whole_word=True).get_next()
                lefts.setdefault(line[0], set()).add(round(words.get_charbox(found[0])[0]))
    assert {name: len(edges) for name, edges in lefts.items()} == {"K": 2, "F": 1, "L": 1}


def test_a_term_in_the_margin_is_as_the_glossary_writes_it(build: Build) -> None:
    """Small at the start of a sentence, unless the glossary has it with a capital."""
    glossary = "# Words\n\n```{glossary}\nbond\n  A tie.\n\nDutch test\n  A test.\n```\n"
    chapter = "# A\n\n{term}`Bonds <bond>` hold. The {term}`Dutch test` tells.\n"
    app = build({"a.md": chapter, "c.md": glossary})
    assert app.warning.getvalue() == ""
    assert re.search(r"Bonds .*bonds p\. 3 .*Dutch test p\. 3 ", page_with(app, "CHAPTER 1"))


def test_a_few_points_stay_together(build: Build) -> None:
    """Those with numbers, up to five lines or six."""
    text = "Many words make a page, and many pages make a book. "
    points = "".join(f"{n}. Point-{n}\n" for n in range(1, 6))
    chapters = {f"c{n}.md": f"# C\n\n{text * n}\n\n{points}\nEnd.\n" for n in range(34, 46)}
    app = build(chapters)
    assert app.warning.getvalue() == ""
    whole = [page for page in pages(app) if "Point-" in page]
    assert len(whole) == len(chapters)
    assert all(f"Point-{n}" in page for page in whole for n in range(1, 6))


@pytest.mark.parametrize(("times", "wide"), [(4, False), (30, True)])
def test_a_note_that_is_too_long_for_its_page_takes_the_margin(
    build: Build, times: int, wide: bool
) -> None:
    """Before the picture is made smaller; a shorter one is as wide as the text."""
    text = "Many words make a page, and many pages make a book. " * times
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="600"><path d="M0 0h9"/></svg>'
    figure = f":::{{figure}} tall.svg\n:alt: A line\n\nA line.\n\n{text}\n:::\n"
    index = "# Tiny Book\n\n```{toctree}\n:numbered:\n\na\n```\n"
    app = build({"index.md": index, "tall.svg": svg, "a.md": f"# A\n\nText.\n\n{figure}"})
    assert app.warning.getvalue() == ""
    shown = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf_of(app))]
    (words,) = [words for words in shown if "A line." in words.get_text_bounded()]
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    assert (width > 120 * MM) == wide
