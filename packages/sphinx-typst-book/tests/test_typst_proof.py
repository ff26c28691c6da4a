"""What a proofreader would mark on a page."""

from __future__ import annotations

import pypdfium2
from books import Build, pdf_of

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
