"""Where lines begin and end on paper, and what stands at the head of a page."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2
import pypdfium2.raw
import pytest
from books import Build, page_with, pages, pdf_of, typst_of
from pdf_structure import structure
from sphinx.testing.util import SphinxTestApp

MM = 72 / 25.4
#: The text area of a right-hand page, in points from the left.
LEFT, RIGHT = 26 * MM, (210 - 72) * MM
LOREM = "Many words make a page, and many pages make a book. "


@dataclass(frozen=True)
class Glyph:
    """A printed character: its place, the baseline it stands on, and its height."""

    char: str
    left: float
    right: float
    baseline: float
    height: float


def glyphs(app: SphinxTestApp, words: str) -> list[Glyph]:
    """The characters of the first page that has ``words``, in the order of the text."""
    for page in pypdfium2.PdfDocument(pdf_of(app)):
        text = page.get_textpage()
        if words in " ".join(text.get_text_bounded().split()):
            return [_glyph(text, n) for n in range(text.count_chars())]
    raise AssertionError(words)


def _glyph(text: pypdfium2.PdfTextPage, n: int) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(text, n, x, y)
    left, bottom, right, top = text.get_charbox(n)
    char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, n))
    return Glyph(char, left, right, y.value, top - bottom)


def lines(found: list[Glyph]) -> list[tuple[str, float]]:
    """The lines of a page, without spaces, and where each ends."""
    inked = [glyph for glyph in found if glyph.right > glyph.left]
    grouped = (list(line) for _, line in groupby(inked, key=lambda glyph: round(glyph.baseline)))
    return [("".join(glyph.char for glyph in line), line[-1].right) for line in grouped]


def end_of(app: SphinxTestApp, word: str) -> float:
    """Where the line ends that has this word."""
    (end,) = [end for line, end in lines(glyphs(app, word)) if word in line]
    return end


OPENING = (
    "Opening words, which are many, fill a line and more than that with 123456789012345678901234."
)


@pytest.mark.parametrize("block", ["> {}", "Terms\n: {}", "T\n: {}\n\n  More.", "- {}\n\n  More."])
def test_lines_of_every_block_are_as_long_as_the_text(build: Build, block: str) -> None:
    """Where the next word has no room, a line is no measure for the others of its block."""
    conf = 'myst_enable_extensions = ["deflist"]\n'
    plain = build({"a.md": f"# A\n\n{block.format(OPENING)}\n"}, conf)
    assert plain.warning.getvalue() == ""
    inset = 1.6 * 11.5 if block.startswith(">") else 0
    assert end_of(plain, "Opening") == pytest.approx(RIGHT - inset, abs=3)


def test_footnotes_fill_their_lines_before_an_address(build: Build) -> None:
    """No line is left short so that the lines of the whole note are more alike."""
    books = "https://resolve.example.org/core/books"
    address = f"{books}/genes-environments-and-differential-susceptibility/{'stability-' * 14}"
    note = (
        "“Stability and change in attachment before adolescence,” in *Genes,"
        " environments, and differential susceptibility* (Cambridge"
    )
    files = {"a.md": f"# A\n\nWords.[^n]\n\n[^n]: {note} University Press), <{address}>. End.\n"}
    app = build(files)
    assert app.warning.getvalue() == ""
    found = lines(glyphs(app, "Stability"))
    start = next(n for n, (line, _) in enumerate(found) if "Stability" in line)
    for line, end in found[start : start + 4]:
        assert end > RIGHT - 60, line
        assert not line.endswith("-"), line


def test_a_doi_may_begin_a_line(build: Build) -> None:
    """Its registrant, which stays whole, goes to the next line without its host."""
    note = "words " * 10 + "in <https://doi.org/10.1234/abc>"
    found = lines(glyphs(build({"a.md": f"# A\n\nWords.[^n]\n\n[^n]: {note}\n"}), "abc"))
    assert any(line.startswith("10.1234/") for line, _ in found)


def test_the_mark_of_a_note_stands_off_a_quotation_mark(build: Build) -> None:
    """However the note begins."""
    files = {
        "a.md": "# A\n\nWords.[^n] More.[^m]\n\n[^n]: “Said.” End.\n\n[^m]: “So.”\n\n    More.\n"
    }
    app = build(files)
    assert app.warning.getvalue() == ""
    found = glyphs(app, "Said.")
    inked = [glyph for glyph in found if glyph.right > glyph.left]
    gaps = [quote.left - mark.right for mark, quote in pairwise(inked) if quote.char == "“"]
    assert len(gaps) == 2
    assert all(1.2 < gap < 4 for gap in gaps), gaps


@pytest.mark.parametrize("above", range(28, 34))
def test_a_footnote_is_whole_on_its_page(build: Build, above: int) -> None:
    """The line that calls it goes with it to the next page."""
    text = "".join(f"Line {n}.\\\n" for n in range(above))
    note = "Begins. " + LOREM * 5 + "Ends."
    app = build({"a.md": f"# A\n\n{text}Called.[^n]\n\n[^n]: {note}\n"})
    assert app.warning.getvalue() == ""
    page = page_with(app, "Begins.")
    assert "Ends." in page
    assert "Called." in page


def test_a_footnote_that_is_very_long_goes_on(build: Build) -> None:
    text = "".join(f"Line {n}.\\\n" for n in range(20))
    note = "Begins. " + LOREM * 40 + "Ends."
    app = build({"a.md": f"# A\n\n{text}Called.[^n]\n\n[^n]: {note}\n"})
    assert "Ends." not in page_with(app, "Begins.")
    assert "Called." in page_with(app, "Begins.")


@pytest.mark.parametrize(
    "note", ["Note", "#text(size: 1.4em)[Note]", "A long Note of several lines " * 3]
)
def test_a_note_in_the_margin_stands_on_the_line_of_its_word(build: Build, note: str) -> None:
    raw = f"```{{raw}} typst\n{LOREM * 3}#margin-note[{note}]Word. {LOREM}\n```\n"
    found = glyphs(build({"a.md": f"# A\n\n{raw}"}), "Word.")
    (word,) = {glyph.baseline for glyph in found if glyph.char == "W"}
    beside = [glyph.baseline for glyph in found if glyph.left > RIGHT + 9 and glyph.char.strip()]
    assert max(beside) == pytest.approx(word, abs=0.1)


def test_superior_figures_are_alike(build: Build) -> None:
    """Those of the font have several weights; these are its figures, made smaller."""
    calls = "".join(f"[^n{n}]" for n in range(1, 10))
    notes = "".join(f"[^n{n}]: Note.\n\n" for n in range(1, 10))
    found = glyphs(build({"a.md": f"# A\n\n123456789{calls}\n\n{notes}"}), "123456789")
    start = next(n for n in range(len(found)) if found[n + 1].char == "2")
    plain, small = found[start : start + 9], found[start + 9 : start + 18]
    assert [glyph.char for glyph in plain] == [glyph.char for glyph in small] == list("123456789")
    shares = [a.height / b.height for a, b in zip(small, plain, strict=True)]
    widths = [(a.right - a.left) / (b.right - b.left) for a, b in zip(small, plain, strict=True)]
    assert [*shares, *widths] == pytest.approx([0.65] * 18, abs=0.02)


def test_a_bracket_stands_off_a_letter_that_goes_below_it(build: Build) -> None:
    """Also where the letter begins another text, such as a link; no character is added."""
    text = "Begin (Jones), ([Jason](a.md)), [*Jim*], (x)."
    app = build({"a.md": f"# A\n\n{text}\n"})
    assert "Begin (Jones), (Jason), [Jim], (x)." in " ".join(pages(app))
    assert typst_of(app).count("#h(.06em)") == 3


def test_a_slanted_letter_stands_off_the_sign_behind_it(build: Build) -> None:
    """As far as an upright one does, and no line ends there; *d* leans into the space."""
    said = " ".join(f"{'word' * (n % 3)} *d* = 0.31" for n in range(60))
    app = build({"a.md": f"# A\n\n*p* < .05, *then* go. {said}\n"})
    lines = "\n".join(pages(app)).replace("\N{NO-BREAK SPACE}", " ")
    assert "p < .05, then go." in lines
    assert lines.count("d = 0.31") == 60
    assert typst_of(app).count("#symbol[") == 61


def test_a_box_that_goes_on_says_so_in_the_margin(build: Build) -> None:
    """On every page that it goes on on, and on no other; it is not read aloud."""
    words = "\n\n".join([LOREM * 20] * 8)
    whole = '#keep([], name: "Box 2")[Whole.]'
    box = f'#keep([], name: "Box 1")[Opens.\n\n{words}]\n\nBehind it.\n\n{whole}'
    app = build({"a.md": f"# A\n\n````{{raw}} typst\n{box}\n````\n"})
    assert app.warning.getvalue() == ""
    found = pages(app)
    first = next(n for n, page in enumerate(found) if "Opens." in page)
    last = next(n for n, page in enumerate(found) if "Behind it." in page)
    assert last > first + 1
    says = [n for n, page in enumerate(found) if "Box 1, continued" in page]
    assert says == list(range(first + 1, last + 1))
    assert not any("Box 2" in page for page in found)
    assert not any("continued" in block.text for block in structure(pdf_of(app)))
    beside = glyphs(app, "Box 1, continued")
    start = "".join(glyph.char for glyph in beside).index("Box 1")
    assert not 72 * MM < beside[start].left < RIGHT  # whichever side is the outer one


@pytest.mark.parametrize(("language", "marks"), [("en", "“”"), ("nl", "“”"), ("de", "„“")])
def test_a_title_of_a_page_has_quotation_marks_in_a_sentence(
    build: Build, language: str, marks: str
) -> None:
    """Without, who reads paper would not see where the title ends and the sentence goes on."""
    text = "Begin. [](b.md) rates it ([](b.md)), as [the *list*](b.md) does.\n\n- [](b.md)"
    files = {"a.md": f"# A\n\n{text}\n", "b.md": "# Key words\n"}
    app = build(files, f'language = "{language}"\n')
    title = f"{marks[0]}Key words{marks[1]}"
    expected = (
        f"{title} (p. 3) rates it ({title}, p. 3), as the list (p. 3) does. • Key words (p. 3)"
    )
    assert expected in page_with(app, "Begin.")


# -- The head of a page -----------------------------------------------------------

PAGE = f"{LOREM * 55}\n\n"
BREAK = "```{raw} typst\n#pagebreak()\n```\n\n"


@pytest.mark.parametrize(
    ("text", "third"),
    [
        (f"{PAGE * 4}", "1 A 3 "),
        (f"## First\n\n{PAGE * 2}\n\n## Second\n\n{PAGE}", "1.1 First 3 "),
        (f"## First\n\n### Deep\n\n{PAGE * 2}### Deeper\n\n{PAGE}", "1.1 First 3 "),
        (f"{PAGE * 2}{LOREM}\n\n## First\n\n{LOREM}\n\n## Second\n\n{PAGE}", "1.1 First 3 "),
        (f"## First\n\n{PAGE}{BREAK}## Second\n\n{PAGE}", "1.2 Second 3 "),
        (f"## Shared\n\n{PAGE * 3}", "1.1 Shared 3 "),
    ],
)  # fmt: skip
def test_right_heads_name_the_section_at_the_top(build: Build, text: str, third: str) -> None:
    """The one in force there, of the level below chapters; else the first that begins."""
    app = build({"a.md": f"# A\n\n{text}", "b.md": "# B\n\n## Shared\n\nWords.\n"})
    assert app.warning.getvalue() == ""
    opening = next(n for n, page in enumerate(pages(app)) if page.startswith("CHAPTER 1"))
    assert pages(app)[opening + 2].startswith(third)
