"""Chapters as PDFs of their own, beside that of the book."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import verapdf
from books import Build
from sphinx.errors import SphinxError
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

ONE = """(one)=
# One: a hand

Words of {term}`calm`, and {numref}`two` tells more; see {ref}`a box there <box>` and {numref}`box`.

## Held

:::{figure} box.svg
:alt: A box
:name: own

Own.
:::
See {numref}`own`.[^note]

[^note]: Noted, see {ref}`two`.
"""
TWO = """(two)=
# Two

Words.

## Apart

:::{figure} box.svg
:alt: A box
:name: box

A box.
:::
Back to {doc}`one`, {ref}`its section <held>` and {doc}`the beginning <index>`.

(held)=
### Deep

Words.
"""
GLOSSARY = "# Terms\n\n```{glossary}\ncalm\n  Not moved.\n```\n"
BOOK = {
    "index.md": "# Tiny Book\n\n**A subtitle**\n\nAbout.\n\n"
    "```{toctree}\n:numbered:\n\none\ntwo\n```\n\n```{toctree}\nterms\ngenindex\n```\n",
    "one.md": ONE,
    "two.md": TWO,
    "terms.md": GLOSSARY,
}
CONF = 'typst_chapters = True\nnumfig_format = {"section": "Chapter %s"}\n'
ON_THE_WEB = CONF + 'html_baseurl = "https://example.org/book"\n'


def chapters(app: SphinxTestApp) -> list[str]:
    """The PDFs of the output, but for that of the book."""
    outdir = Path(app.outdir)
    found = (path.relative_to(outdir).as_posix() for path in outdir.rglob("*.pdf"))
    return sorted(name for name in found if name != app.config.typst_filename)


def words(app: SphinxTestApp, name: str) -> str:
    """The text of a PDF, in one line."""
    document = pypdfium2.PdfDocument(Path(app.outdir) / name)
    try:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        return " ".join(text.replace("\ufffe", "").split())
    finally:
        document.close()


def addresses(app: SphinxTestApp, name: str) -> list[str]:
    """Where the links of a PDF lead out of it."""
    with pikepdf.open(Path(app.outdir) / name) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        return [str(link.A.URI) for link in links if "/URI" in link.get("/A", {})]


def silent(app: SphinxTestApp) -> SphinxTestApp:
    assert strip_escape_sequences(app.warning.getvalue()) == ""
    return app


def test_every_numbered_chapter_is_a_pdf(build: Build) -> None:
    app = silent(build(BOOK, CONF))
    assert chapters(app) == ["one.pdf", "two.pdf"]


def test_book_without_the_setting_has_none(build: Build) -> None:
    assert chapters(silent(build(BOOK))) == []


def test_numbers_of_a_chapter_are_those_of_the_book(build: Build) -> None:
    app = silent(build(BOOK, CONF))
    two = words(app, "two.pdf")
    assert "CHAPTER 2 Two Words. 2.1 Apart" in two
    assert "Fig. 2.1 A box." in two
    assert "2.1.1 Deep" in two
    assert "About" not in two  # of the root document nothing is printed here


def test_link_to_the_rest_of_the_book_is_what_it_is_there(build: Build) -> None:
    """Without the page of the book, and, where the book has no address, without a link."""
    app = silent(build(BOOK, CONF))
    one = words(app, "one.pdf")
    assert "Words of calm, and Chapter 2 tells more; see a box there and Fig. 2.1." in one
    assert "See Fig. 1.1. 1" in one  # the place is here; then the mark of the note
    assert "Noted, see Two." in one
    assert "its section (p. 1)" not in words(app, "two.pdf")
    assert "Back to “One: a hand”, its section and the beginning." in words(app, "two.pdf")
    assert addresses(app, "one.pdf") == addresses(app, "two.pdf") == []


def test_link_to_the_rest_of_the_book_leads_to_its_address(build: Build) -> None:
    app = silent(build(BOOK, ON_THE_WEB))
    site = "https://example.org/book"
    assert dict.fromkeys(addresses(app, "one.pdf")) == dict.fromkeys(
        [
            f"{site}/one.html",
            f"{site}/terms.html#term-calm",
            f"{site}/two.html#two",
            f"{site}/two.html#box",
        ]
    )
    assert f"{site}/index.html" in addresses(app, "two.pdf")
    assert "Words of calm, and Chapter 2 tells more" in words(app, "one.pdf")


def test_suffix_of_the_pages_is_that_of_their_links(build: Build) -> None:
    app = silent(build(BOOK, ON_THE_WEB + 'html_link_suffix = ""\n'))
    assert "https://example.org/book/two#two" in addresses(app, "one.pdf")


def test_broken_link_is_reported_once_as_in_the_book(build: Build) -> None:
    app = build(BOOK | {"one.md": ONE + "\nSee {ref}`nowhere`.\n"}, CONF)
    assert strip_escape_sequences(app.warning.getvalue()).splitlines() == [
        f"{Path(app.srcdir) / 'one.md'}:18: WARNING: undefined label: 'nowhere' [ref.ref]"
    ]
    assert "See nowhere." in words(app, "one.pdf")


def test_head_says_from_which_book_a_chapter_is(build: Build) -> None:
    conf = (
        f'{ON_THE_WEB}version = "2"\nlanguage = "nl"\n'
        'typst_license = "CC BY, https://example.org/by/"\n'
    )
    app = silent(build(BOOK, conf))
    # The figure floats to the top of the page.
    assert (
        words(app, "one.pdf")
        .removeprefix("Fig. 1.1 Own. ")
        .startswith(
            "Tiny Book: A subtitle The Authors · Versie 2 © The Authors CC BY, https://example.org/by/"
            " https://example.org/book/one.html HOOFDSTUK 1 One a hand"
        )
    )
    assert "https://example.org/by/" in addresses(app, "one.pdf")
    with pikepdf.open(Path(app.outdir) / "one.pdf") as pdf:
        assert pdf.docinfo["/Title"] == "One: a hand"
        assert pdf.docinfo["/Subject"] == "Tiny Book, hoofdstuk 1"
        assert pdf.docinfo["/Author"] == "The Authors"


def test_chapters_are_those_that_are_named(build: Build) -> None:
    """In any depth; what a chapter lists is printed with it."""
    book = BOOK | {"two.md": TWO + "\n```{toctree}\nbelow\n```\n", "below.md": "# Below\n\nLow.\n"}
    app = silent(build(book, CONF + 'typst_chapters = ["terms", "below", "two"]\n'))
    assert chapters(app) == ["below.pdf", "terms.pdf", "two.pdf"]
    assert "Below Low." in words(app, "two.pdf")
    assert "CHAPTER 2.1.1.1 Below Low." in words(app, "below.pdf")


def test_book_without_numbers_has_all_but_the_imprint(build: Build) -> None:
    index = "# Tiny Book\n\n```{toctree}\none\ntwo\nimprint\nterms\ngenindex\n```\n"
    two = TWO.replace("{doc}`the beginning <index>`", "the beginning")
    book = BOOK | {"index.md": index, "two.md": two, "imprint.md": "# Imprint\n\nWords.\n"}
    numref = {name: re.sub(r"\{numref\}", "{ref}", text) for name, text in book.items()}
    app = silent(build(numref, CONF + 'typst_imprint_page = "imprint"\n'))
    assert chapters(app) == ["one.pdf", "terms.pdf", "two.pdf"]


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        (
            'typst_chapters = ["three"]\n',
            "typst: typst_chapters: no toctree lists 'three'; list it, or correct the setting",
        ),
        (
            "typst_chapters = [1]\n",
            "typst: typst_chapters: write True, or the names of documents:"
            ' ["chapters/one", "chapters/two"]',
        ),
        (
            'typst_filename = "one.pdf"\n',
            "typst: typst_chapters: the PDF of 'one' would take the name one.typ, which another"
            " has; rename the document, or set typst_filename",
        ),
    ],
)
def test_chapters_that_cannot_be_made(build: Build, conf: str, message: str) -> None:
    with pytest.raises(SphinxError, match=f"^{re.escape(message)}$"):
        build(BOOK, CONF + conf)


def test_chapter_that_is_gone_leaves_no_pdf(build: Build) -> None:
    build(BOOK, CONF)
    assert chapters(build(BOOK, CONF + 'typst_chapters = ["two"]\n')) == ["two.pdf"]


def test_pdf_that_is_gone_is_made_again(build: Build) -> None:
    app = build(BOOK, CONF)
    (Path(app.outdir) / "two.pdf").unlink()
    assert chapters(build(BOOK, CONF)) == ["one.pdf", "two.pdf"]


def test_another_address_of_the_site_is_printed(build: Build) -> None:
    build(BOOK, CONF)
    app = build(BOOK, ON_THE_WEB)
    assert "https://example.org/book/two.html#two" in addresses(app, "one.pdf")


def test_nothing_is_made_when_nothing_changed(build: Build) -> None:
    app = build(BOOK, CONF)
    path = Path(app.outdir) / "one.pdf"
    os.utime(path, ns=(before := path.stat().st_mtime_ns, before))
    build(BOOK, CONF)
    assert path.stat().st_mtime_ns == before


def test_the_same_source_makes_the_same_bytes(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    path = Path(build(BOOK, CONF).outdir) / "one.pdf"
    first = path.read_bytes()
    path.unlink()
    build(BOOK, CONF)
    assert path.read_bytes() == first


@pytest.mark.slow
@pytest.mark.xdist_group("verapdf")
@pytest.mark.parametrize("flavour", ["PDFUA_1", "PDFA_2_A"])
def test_chapter_is_accessible(build: Build, flavour: str) -> None:
    app = silent(build(BOOK, ON_THE_WEB + 'typst_license = "CC BY, https://example.org/by/"\n'))
    assert verapdf.validate(Path(app.outdir) / "one.pdf", flavour) == []
