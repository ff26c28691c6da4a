"""The settings: what each changes, and that the README says so."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
import typst
from books import Build, pages, pdf_of
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from sphinx.errors import SphinxError

from sphinx_typst_book import typeset

README = Path(__file__).parents[1] / "README.md"
CHAPTER = {"a.md": "# A\n\nWords.\n\n:::{note}\nNoted.\n:::\n"}


def test_readme_names_every_setting_and_its_default(build: Build) -> None:
    app = build(CHAPTER)
    documented = dict(re.findall(r"^\| `(typst_\w+)` \|.*?\| (.+?) \|", README.read_text(), re.M))
    registered = {v.name: repr(v.value) for v in app.config if v.name.startswith("typst_")}
    registered["typst_filename"] = "the project's name"
    assert {name: default.strip("`").replace('"', "'") for name, default in documented.items()} == (
        registered
    )


def test_example_of_the_readme_is_a_template(build: Build, tmp_path: Path) -> None:
    """A template of the book's own changes sizes and functions, and keeps the rest."""
    example = re.search(r"```typst\n(// look\.typ\n.*?)```", README.read_text(), re.S)
    assert example is not None
    look = tmp_path / "look.typ"
    look.write_text(example[1], encoding="utf-8")
    app = build(CHAPTER, f"typst_template = {str(look)!r}\n")
    assert "CHAPTER 1 A Words. Note: Noted." in " ".join(pages(app))
    with pikepdf.open(pdf_of(app)) as pdf:
        width, height = (float(size) for size in pdf.pages[0].MediaBox[2:])
    assert (round(width), round(height)) == (420, 595)  # A5


def test_a_change_of_the_template_is_printed(build: Build, tmp_path: Path) -> None:
    look = tmp_path / "look.typ"
    for words in ("First", "Second"):
        look.write_text(f"#let admonition(title, body) = [{words} look: #body]\n")
        app = build(CHAPTER, f"typst_template = {str(look)!r}\n")
        assert f"{words} look: Noted." in " ".join(pages(app))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "none.typ",
            "typst: typst_template: there is no file {path}; write it, or correct"
            " typst_template in conf.py",
        ),
        ("book.typ", "typst: typst_template: give it another name than book.typ"),
    ],
)
def test_a_template_that_cannot_be_used(
    build: Build, tmp_path: Path, name: str, message: str
) -> None:
    path = tmp_path / name
    (tmp_path / "book.typ").write_text("")
    with pytest.raises(SphinxError, match=f"^{re.escape(message.format(path=path))}$"):
        build(CHAPTER, f"typst_template = {str(path)!r}\n")


def test_a_changed_setting_makes_the_book_again(build: Build) -> None:
    build(CHAPTER, 'typst_imprint = "First words."\n')
    app = build(CHAPTER, 'typst_imprint = "Second words."\n')
    assert "Second words." in pages(app)[3]


def test_the_file_has_the_name_that_is_given(build: Build) -> None:
    assert pdf_of(build(CHAPTER, 'typst_filename = "mine.pdf"\n')).name == "mine.pdf"
    assert pdf_of(build(CHAPTER, 'project = "It\'s a Book: Two!"\n')).name == "it-s-a-book-two.pdf"
    assert pdf_of(build(CHAPTER, 'project = "***"\n')).name == "book.pdf"


def tiny_font() -> bytes:
    """A font with one square, for a character that the fonts of the wheel lack."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(1000)
    font.setupGlyphOrder([".notdef", "square"])
    font.setupCharacterMap({0x6F22: "square"})
    font.setupGlyf({".notdef": square, "square": square})
    font.setupHorizontalMetrics({".notdef": (600, 0), "square": (600, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny-Regular"})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def test_fonts_of_the_book(build: Build, tmp_path: Path) -> None:
    """A font in a folder of the project is found; one of the machine is not."""
    fonts = tmp_path / "source" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "tiny.ttf").write_bytes(tiny_font())
    look = tmp_path / "look.typ"
    families = '("Libertinus Serif", "Tiny")'
    look.write_text(f'#import "book.typ"\n#let book = book.book.with(font: {families})\n')
    conf = f'typst_font_paths = ["fonts"]\ntypst_template = {str(look)!r}\n'
    app = build({"a.md": "# A\n\nSign 漢.\n"}, conf)
    assert app.warning.getvalue() == ""
    with pikepdf.open(pdf_of(app)) as pdf:
        names = {
            str(thing.FontName).split("+")[1]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        }
    assert "Tiny-Regular" in names


def test_a_compiler_that_is_too_old(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "version", lambda name: "0.14.9")
    message = "typst: the compiler is typst 0.14.9, which is too old; install typst>=0.15"
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build(CHAPTER)


def test_a_compiler_that_is_used_in_another_way(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other:
        def __init__(self, *given: object, **named: object) -> None: ...

        def compile_with_warnings(self, output: str) -> None:
            raise AssertionError

    monkeypatch.setattr(typeset, "version", lambda name: "0.99.0")
    monkeypatch.setattr(typst, "Compiler", Other)
    message = "typst: the compiler is typst 0.99.0, which is used in another way ("
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}.*; install typst==0.15.*$"):
        build(CHAPTER)
