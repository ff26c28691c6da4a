"""Parts, contents, lists, cover, imprint, and what stands behind the index."""

from __future__ import annotations

import re

import pikepdf
import pypdfium2
import pytest
from books import Build, page_with, pages, pdf_of
from pdf_structure import structure
from sphinx.errors import SphinxError
from sphinx.testing.util import SphinxTestApp

LOREM = "Many words make a page, and many pages make a book. "
INDEX = """
# Tiny Book

**A small one**

```{toctree}
key
```

```{toctree}
:caption: The start
:numbered:

a
b
```

```{toctree}
:caption: The end

c
genindex
colophon
```
"""
PARTS = {
    "index.md": INDEX,
    "key.md": "# Key\n\nWhat the marks mean. {index}`topic`\n\n## Marks\n\nFour.\n",
    "a.md": f"# A\n\n## Shared\n\n{LOREM}\n\n## Only here\n\n{LOREM}\n",
    "b.md": f"# B\n\n## Shared\n\n{LOREM}\n",
    "c.md": f"# C\n\n## Deep\n\n{LOREM}\n\n## 1 A\n\n{LOREM}\n",
    "colophon.md": "# Colophon\n\nSet by hand.\n",
}


def bookmarks(app: SphinxTestApp) -> list[tuple[int, str]]:
    document = pypdfium2.PdfDocument(pdf_of(app))
    try:
        return [(mark.level, mark.get_title()) for mark in document.get_toc()]
    finally:
        document.close()


def test_parts_are_above_their_chapters(build: Build) -> None:
    app = build(PARTS)
    assert app.warning.getvalue() == ""
    assert bookmarks(app) == [
        (0, "Contents"),
        (0, "Key"),
        (1, "Marks"),
        (0, "The start"),
        (1, "1 A"),
        (2, "1.1 Shared"),
        (2, "1.2 Only here"),
        (1, "2 B"),
        (2, "2.1 Shared"),
        (0, "The end"),
        (1, "C"),
        (2, "Deep"),
        (2, "1 A"),
        (1, "Index"),
        (1, "Colophon"),
    ]
    heads = [(block.tag, block.text) for block in structure(pdf_of(app)) if block.tag[0] == "H"]
    assert heads[3:6] == [("H1", "The start"), ("H2", "CHAPTER\xa01"), ("H3", "1.1Shared")]
    assert page_with(app, "CHAPTER 1").startswith("The start CHAPTER 1 A 1.1 Shared")


def test_front_matter_has_roman_numbers_and_the_index_its_place(build: Build) -> None:
    app = build(PARTS)
    found = pages(app)
    assert page_with(app, "What the marks mean").endswith(" vii")
    assert page_with(app, "The start CHAPTER").endswith(" 1")
    assert "topic, vii" in found[-3] and found[-1].startswith("Colophon Set by hand.")


def test_contents_leave_out_what_chapters_share(build: Build) -> None:
    (contents,) = [page for page in pages(build(PARTS)) if page.startswith("Contents")]
    assert contents.replace("\u2060", "") == (
        "Contents Key vii The start 1 1 A 1 1.2 Only here 1 2 B 3 The end 5 C 5 Deep 5 Index 7"
        " Colophon 9 v"
    )


def test_lists_give_the_first_sentence_of_each_caption(build: Build) -> None:
    figure = (
        ":::{figure} box.svg\n:alt: A box\n\nA *box* of [^n] one kind. It is black.\n:::\n\n"
        "[^n]: Noted.\n\n"
    )
    table = ":::{list-table} All rows\n\n* - Row\n:::\n"
    app = build({"a.md": f"# A\n\n{figure}{table}"}, 'typst_lists = ["figure", "table"]\n')
    assert app.warning.getvalue() == ""
    listed = page_with(app, "Figures and tables")
    assert listed.startswith(
        "Figures and tables Figures Fig. 1.1 A box of one kind 1 Tables Table 1.1 All rows 1"
    )


def test_cover_fills_the_first_page_and_is_read_aloud(build: Build) -> None:
    app = build({"a.md": "# A\n\nWords.\n"}, 'typst_cover = "box.svg"\n')
    assert app.warning.getvalue() == ""
    with pikepdf.open(pdf_of(app)) as pdf:
        alternatives = [
            str(thing.Alt)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
    assert alternatives == ["Tiny Book. The Authors"]
    first, second, third, *_rest = pages(app)
    assert (first, second, third) == ("", "", "Tiny Book")
    # Another cover, another book.
    cover = pdf_of(app).read_bytes()
    wider = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><circle r="9"/></svg>'
    again = build({"a.md": "# A\n\nWords.\n", "box.svg": wider}, 'typst_cover = "box.svg"\n')
    assert pdf_of(again).read_bytes() != cover


def test_imprint_is_a_document_of_the_book(build: Build) -> None:
    files = {"a.md": "# A\n\nSee {ref}`rights`.\n", "b.md": "(rights)=\n# Imprint\n\n**By** us.\n"}
    app = build(files, 'typst_imprint_page = "b"\n')
    assert app.warning.getvalue() == ""
    assert pages(app)[3] == "Tiny Book © The Authors By us."
    assert len(pages(app)) == 7
    assert "See “Imprint” (p. iv)." in pages(app)[6]


def test_imprint_has_no_heading_of_its_own(build: Build) -> None:
    """It stands before the first one of the book, which readers of the PDF begin at."""
    files = {"a.md": "# A\n\nText.\n", "b.md": "# Imprint\n\nBy us.\n\n## Rights\n\nNone.\n"}
    message = (
        "b.md:5: typst: a heading in the imprint, which stands before the first of the book: write"
        " its words in bold"
    )
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build(files, 'typst_imprint_page = "b"\n')


def edges(app: SphinxTestApp, page: int) -> list[tuple[float, float, float]]:
    """The left, bottom and right of each piece of text on a page, in points."""
    document = pypdfium2.PdfDocument(pdf_of(app))
    try:
        text = document[page].get_textpage()
        found = [text.get_rect(n) for n in range(text.count_rects())]
        return [(left, bottom, right) for left, bottom, right, _top in found]
    finally:
        document.close()


def test_lines_of_the_imprint_begin_below_each_other(build: Build) -> None:
    files = {"a.md": "# A\n", "b.md": "# Imprint\n\nTiny words.\n"}
    app = build(files, 'typst_imprint_page = "b"\n')
    lines: dict[int, float] = {}
    for left, bottom, _right in edges(app, 3):
        lines[round(bottom / 4)] = min(left, lines.get(round(bottom / 4), left))
    assert len(lines) == 3
    assert max(lines.values()) - min(lines.values()) < 1.5


def test_second_page_of_the_contents_says_what_it_is(build: Build) -> None:
    """A chapter begins behind it."""
    sections = "# A\n" + "".join(f"\n## Section {n}\n" for n in range(130))
    first, second, third = pages(build(PARTS | {"a.md": sections}))[4:7]
    assert first.startswith("Contents ")
    assert second.startswith("vi Contents ")
    assert third.startswith("Key ")


def test_titles_in_the_contents_keep_off_their_pages(build: Build) -> None:
    """A title of any length."""
    app = build({"a.md": "# A\n" + "".join(f"\n## {'x' * n} y\n" for n in range(20, 50))})
    pieces = sorted(edges(app, 4))
    numbers = [one for one in pieces if one[2] - one[0] < 12]
    gaps = [
        min(number[0] - right for _left, bottom, right in near)
        for number in numbers
        if (
            near := [
                p
                for p in pieces
                if abs(p[1] - number[1]) < 3 and p[2] < number[0] and p[2] - p[0] > 50
            ]
        )
    ]
    assert len(gaps) > 10
    assert min(gaps) > 6


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (
            'typst_imprint_page = "none"',
            "typst: typst_imprint_page: no toctree lists 'none'; list it, or correct the setting",
        ),
        (
            'typst_cover = "none.svg"',
            "typst: typst_cover: there is no file {source}/none.svg; draw it, or correct"
            " typst_cover in conf.py",
        ),
        (
            'typst_lists = ["claim"]',
            'typst: typst_lists: there is no list of \'claim\'; write "figure" or "table"',
        ),
    ],
)
def test_settings_that_name_nothing(build: Build, tmp_path, setting: str, message: str) -> None:
    message = message.format(source=tmp_path / "source")
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build({"a.md": "# A\n\nWords.\n"}, f"{setting}\n")


def test_metadata_say_what_the_book_is_about(build: Build) -> None:
    conf = 'typst_description = "On hands."\ntypst_keywords = ["hands", "touch"]\n'
    with pikepdf.open(pdf_of(build({"a.md": "# A\n\nWords.\n"}, conf))) as pdf:
        assert str(pdf.docinfo["/Subject"]) == "On hands."
        assert str(pdf.docinfo["/Keywords"]) == "hands, touch"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:description"] == "On hands."


def test_a_table_takes_the_margin_where_it_gains_by_it(build: Build) -> None:
    """On the outer side, on a left page and on a right one."""
    rows = f"* - {LOREM}\n  - {LOREM * 2}\n  - {LOREM}\n  - {LOREM}\n" * 3
    table = ":::{list-table} Wide\n:header-rows: 1\n\n* - One\n  - Two\n  - Three\n  - Four\n"
    app = build({"a.md": f"# A\n\nText.\n\n{table}{rows}:::\n\n{LOREM * 150}\n\n{table}{rows}:::"})
    assert app.warning.getvalue() == ""
    document = pypdfium2.PdfDocument(pdf_of(app))
    edges = []
    for number, page in enumerate(document):
        words = page.get_textpage()
        if number > 3 and "Four" in words.get_text_range():
            letters = [words.get_charbox(at) for at in range(words.count_chars())]
            left = min(box[0] for box in letters)
            right = max(box[2] for box in letters)
            inner, outer = 26 / 25.4 * 72, page.get_width() - 26 / 25.4 * 72
            edges.append((number % 2, left < inner + 5, right > outer - 5))
    assert len(edges) == 2
    assert all((odd == 0 and left) or (odd == 1 and right) for odd, left, right in edges)


def test_terms_stand_in_the_margin_at_their_first_place(build: Build) -> None:
    """Once a chapter, in running text only, with the page that explains them."""
    glossary = "# Words\n\n```{glossary}\nbond\n  A tie.\n```\n"
    chapter = "# A\n\n- A {term}`bond`.\n\nTwo {term}`bonds <bond>`, one {term}`bond`.\n"
    app = build({"a.md": chapter, "b.md": chapter.replace("# A", "# B"), "c.md": glossary})
    assert app.warning.getvalue() == ""
    for page in (page_with(app, "CHAPTER 1"), page_with(app, "CHAPTER 2")):
        assert page.count("bonds p. 5") == 1
    assert not any("bonds p. 5" in block.text for block in structure(pdf_of(app)))


def test_a_box_keeps_its_lines_together(build: Build) -> None:
    """A short one is whole; a long one begins where its head has room for two short paragraphs."""
    box = "```{raw} typst\n#keep([Head])[#block(sticky: true)[Head] WORDS]\n```\n"
    short, long = (box.replace("WORDS", LOREM * times) for times in (9, 60))
    for length in range(80, 110, 4):
        for kind, least in ((short, 8), (long, 8)):
            app = build({"a.md": f"# A\n\n{LOREM * length}\n\n{kind}"})
            document = pypdfium2.PdfDocument(pdf_of(app))
            for page in list(document)[6:]:
                lines = page.get_textpage().get_text_bounded().split("\r\n")
                if "Head" in lines:
                    assert len(lines) - lines.index("Head") >= least, (length, lines[-5:])
            document.close()
