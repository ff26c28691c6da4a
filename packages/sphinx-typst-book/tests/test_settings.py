"""The settings: what each changes, and that the README says so."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from books import Build, pages, pdf_of
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pdf_structure import structure
from sphinx.errors import SphinxError
from sphinx.testing.util import SphinxTestApp

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


# -- Rights -----------------------------------------------------------------------


def stated(app: SphinxTestApp, name: str = "tiny-book.pdf") -> dict[str, str]:
    """What the metadata of a PDF say of rights."""
    with pikepdf.open(Path(app.outdir) / name) as pdf, pdf.open_metadata() as metadata:
        names = ("dc:rights", *(f"xmpRights:{n}" for n in ("Marked", "UsageTerms", "WebStatement")))
        return {name: str(metadata[name]) for name in names if name in metadata}


def test_metadata_state_the_license(build: Build) -> None:
    """Of the book and of its chapters; the address ends before a stop."""
    line = "CC BY 4.0, https://example.org/by/4.0/."
    app = build(CHAPTER, f'typst_license = "{line}"\ntypst_chapters = True\n')
    assert app.warning.getvalue() == ""
    wanted = {
        "dc:rights": f"© The Authors. {line}",
        "xmpRights:Marked": "True",
        "xmpRights:UsageTerms": line,
        "xmpRights:WebStatement": "https://example.org/by/4.0/",
    }
    assert stated(app) == stated(app, "a.pdf") == wanted


def test_metadata_without_a_license_name_the_holder(build: Build) -> None:
    app = build(CHAPTER)
    assert stated(app) == {"dc:rights": "© The Authors", "xmpRights:Marked": "True"}
    assert stated(build(CHAPTER, 'copyright = ""\n')) == {}


def test_a_pdf_is_packed(build: Build) -> None:
    """Its structure stands in compressed streams of objects: a third of the size."""
    app = build({"a.md": "# A\n\n" + "Words.\n\n" * 300})
    with pikepdf.open(pdf_of(app)) as pdf:
        pdf.save(Path(app.outdir) / "open", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert 2 * pdf_of(app).stat().st_size < (Path(app.outdir) / "open").stat().st_size


# -- Formats ----------------------------------------------------------------------


def test_each_format_is_a_file_with_pages_of_its_own(build: Build) -> None:
    app = build(CHAPTER, 'typst_formats = {"": {}, "-a5": {"paper": \'"a5"\', "margin": "15mm"}}\n')
    assert app.warning.getvalue() == ""
    sizes = {}
    for path in Path(app.outdir).glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            sizes[path.name] = [round(float(size)) for size in pdf.pages[0].MediaBox[2:]]
    assert sizes == {"tiny-book.pdf": [595, 842], "tiny-book-a5.pdf": [420, 595]}


def test_width_and_height_of_a_format(build: Build) -> None:
    conf = 'typst_formats = {"": {"width": "100mm", "height": "150mm", "margin": "9mm"}}\n'
    with pikepdf.open(pdf_of(build(CHAPTER, conf))) as pdf:
        assert [round(float(size)) for size in pdf.pages[0].MediaBox[2:]] == [283, 425]


def test_a_format_that_is_gone_is_made_again(build: Build) -> None:
    conf = 'typst_formats = {"": {}, "-2": {"size": "9pt"}}\n'
    app = build(CHAPTER, conf)
    second = pdf_of(app).with_name("tiny-book-2.pdf")
    second.unlink()
    build(CHAPTER, conf)
    assert second.exists()


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        ("{}", 'typst: typst_formats: name a format, or leave it out ({"": {}})'),
        (
            '{"a/b": {}}',
            "typst: typst_formats: 'a/b' cannot end the name of a file; use letters, digits and"
            " hyphens",
        ),
        (
            '{"": {"margin": 20}}',
            "typst: typst_formats: '': write arguments of `book` by their names, each as Typst has"
            ' it: {"width": "170mm"}',
        ),
    ],
)
def test_formats_that_cannot_be_used(build: Build, formats: str, message: str) -> None:
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build(CHAPTER, f"typst_formats = {formats}\n")


def test_notes_in_the_margin_stand_beside_the_text_where_there_is_room(build: Build) -> None:
    """One below the other, on the outer side; they are not read aloud."""
    text = "# A\n\n```{raw} typst\n#margin-note[Note one.]Text.#margin-note[Note two.] End.\n```\n"
    conf = 'typst_formats = {"": {}, "-narrow": {"margin": "20mm"}}\n'
    app = build({"a.md": text}, conf)
    assert app.warning.getvalue() == ""
    document = pypdfium2.PdfDocument(pdf_of(app))
    page = next(page for page in document if "Note one." in page.get_textpage().get_text_range())
    words = page.get_textpage()
    right = page.get_width() - 72 / 25.4 * 72
    places = {}
    for note in ("Note one.", "Note two.", "Text."):
        index, _count = words.search(note).get_next()
        places[note] = words.get_charbox(index)
    assert places["Text."][0] < right < places["Note one."][0] == places["Note two."][0]
    assert places["Note two."][3] < places["Note one."][1]
    assert abs(places["Note one."][3] - places["Text."][3]) < 4
    assert not any("Note" in block.text for block in structure(pdf_of(app)))
    narrow = pdf_of(app).with_name("tiny-book-narrow.pdf")
    everything = pypdfium2.PdfDocument(narrow)
    assert not any("Note" in page.get_textpage().get_text_range() for page in everything)


# -- Pages ------------------------------------------------------------------------


def test_pages_of_places_stand_beside_the_pdf(build: Build) -> None:
    """Sections, figures and what is linked to, under each of their ids, in the order of pages."""
    index = (
        "# Tiny Book\n\nAbout.\n\n(before)=\n## First words\n\nText.\n\n"
        "```{toctree}\n:numbered:\n\na\nb\n```\n"
    )
    figure = ":::{figure} box.svg\n:alt: A box\n:name: the-box\n\nThe box.\n:::\n"
    app = build(
        {
            "index.md": index,
            "a.md": f"(label)=\n# A\n\n{figure}\n(wanted)=\nText.\n",
            "b.md": "# B\n\nSee {ref}`it <wanted>`.\n\n(unwanted)=\nText.\n",
        }
    )
    assert list(json.loads((Path(app.outdir) / "pages.json").read_text("utf-8")).items()) == [
        ("index:tiny-book", "vii"),
        ("index:", "vii"),
        ("index:before", "vii"),
        ("index:first-words", "vii"),
        ("a:label", "1"),
        ("a:a", "1"),
        ("a:", "1"),
        ("a:the-box", "1"),
        ("a:wanted", "1"),
        ("b:b", "3"),
        ("b:", "3"),
    ]
