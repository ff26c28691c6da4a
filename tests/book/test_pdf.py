"""The PDF: tagged, complete, its numbers right."""

import re

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
@pytest.mark.parametrize("flavour", ["PDFUA_1", "PDFA_2_A"])
def test_verapdf_finds_no_failure(book, flavour):
    one_chapter = book.build / "chapters/coan.pdf"
    assert [verapdf.validate(path, flavour) for path in (*book.pdfs, one_chapter)] == [[], [], []]


def test_every_chapter_is_a_pdf_with_its_numbers_answers_and_references(book, soups):
    """Its page on the site offers it."""
    names = sorted(path.stem for path in (book.source / "chapters").glob("*.md"))
    assert sorted(path.stem for path in (book.build / "chapters").iterdir()) == names
    for name in names:
        document = pypdfium2.PdfDocument(book.build / f"chapters/{name}.pdf")
        text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())
        page = soups[f"chapters/{name}.html"]
        [link] = page.select(".downloads a")
        assert link["href"] == f"{name}.pdf"
        assert (book.html / f"chapters/{name}.pdf").is_file()
        number = page.h1.select_one(".section-number").get_text(strip=True)
        assert f"CHAPTER {number} " in text
        for claim in page.select(".claim-number"):
            assert claim.get_text(strip=True) in text, name
        assert text.count("Answer ") == len(page.select("details.answer"))
        assert len(re.findall(r"Cited on pp?\. ", text)) == len(page.select("li.citation"))


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


#: Groups that the text names by an abbreviation behind their first place.
SHORT = {"statens beredning för medicinsk och social utvärdering": "sbu"}
CITED = re.compile(r"Cited on pp?\. ([\dixv, –]+)\.")


def in_one_line(text: str) -> str:
    """A page's text with the words whole: hyphens at ends of lines and others are gone."""
    return " ".join(re.sub(r"[-\x02]\s*", "", text).split())


def listed(pages: str, labels: list[str]) -> list[str]:
    """``vi, 4, 9–11`` one by one."""
    found = []
    for part in pages.split(", "):
        first, _, last = part.partition("–")
        found += labels[labels.index(first) : labels.index(last or first) + 1]
    return found


def test_back_references_name_the_pages_that_cite(pages, book):
    """Every page number behind a reference is one on which its first author is named."""
    document = pypdfium2.PdfDocument(book.pdf)
    labels = [document.get_page_label(number) for number in range(len(document))]
    pages_by = dict(zip(labels, pages, strict=True))
    lines = {label: in_one_line(text) for label, text in pages_by.items()}
    # A citation may begin on the page before: the name there, above the notes, the year here.
    ends = dict(zip(labels[1:], (in_one_line(text)[-400:] for text in pages), strict=False))
    whole = " ".join(
        in_one_line(text.split("\n", 1)[1])  # without the running head
        for text in pages
        if CITED.search(in_one_line(text))
    )
    *references, _rest = CITED.split(whole)
    wrong = []
    for reference, cited in zip(references[::2], references[1::2], strict=True):
        # The end of a chapter's text may stand before the first reference of its list.
        reference = reference.rpartition("References ")[2]
        author = re.split(r"[,.(]", reference.lstrip("0123456789 "))[0].strip().casefold()
        for label in listed(cited, labels):
            near = (ends[label] + lines[label]).casefold()
            if author not in near and SHORT.get(author, author) not in near:
                wrong.append((author, label))
    assert len(references) // 2 >= 130
    assert wrong == []
