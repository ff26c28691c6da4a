"""The pages of both PDFs as a proofreader counts them."""

import re

import pypdfium2
import pytest

from tasks import proof


@pytest.fixture(scope="module", params=[0, 1], ids=["A4", "book"])
def document(request, book):
    return pypdfium2.PdfDocument(book.pdfs[request.param])


def test_lines_are_read_with_pleasure(document):
    """60 to 72 characters."""
    assert 60 <= proof.measure(document) <= 72


def test_few_pages_are_white_for_no_reason(document):
    much, blank = proof.white(document)
    assert len(much) <= 3, much
    assert blank == []


def test_few_chapters_end_in_a_few_lines(document):
    assert len(short := proof.short_ends(document)) <= 3, short


def test_nothing_stands_in_the_inner_margin(document):
    """Not even a wide table: it takes the outer one, which is the left one on a left page."""
    inside = 26 if document[0].get_width() > 500 else 21
    # But the numbers of paragraphs, close to the text: test_paragraph_numbers.py looks at them.
    assert proof.inner_margin(document, (inside - 9) * 72 / 25.4) == []


def test_no_note_of_the_margin_stands_in_the_text(document):
    """A term with its page, in letters of 8 points."""
    outside = (72 if document[0].get_width() > 500 else 48) * 72 / 25.4
    inside, notes = [], 0
    for number, page in enumerate(document):
        for line in proof.lines(page):
            if line.size == 8 and re.search(r"p\.\s\d", line.text):
                from_the_back = line.left if number % 2 == 0 else page.get_width() - line.right
                notes += 1
                if from_the_back < page.get_width() - outside:
                    inside.append((document.get_page_label(number), line.text))
    assert notes > 50
    assert inside == []


def test_contents_take_one_page_or_two(document):
    labels = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    assert labels["Figures and tables"] - labels["Contents"] <= 2


def test_key_takes_one_page_of_a4(book):
    document = pypdfium2.PdfDocument(book.pdfs[0])
    labels = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    text = document[labels["Key to ratings and abbreviations"]].get_textpage().get_text_bounded()
    assert "supported" in text
    assert "risk ratio" in text


HEAD = re.compile(r"Claim \d+\.\d+\s.*[●◐◇○–△]")


def test_no_claim_splits_badly(document):
    """Head, statement and three lines at the foot of a page; two lines and more at the top.

    What the record shows is not divided.
    """
    claim: dict[int, int] | None = None
    name, bad, count, record = "", [], 0, -1
    for number, page in enumerate(document):
        text = page.get_textpage().get_text_bounded()
        for line in [line for line in text.splitlines() if line.strip()][1:]:  # behind the head
            if HEAD.match(line):
                name, claim, record = line, {}, -1
                count += 1
            if claim is not None:
                claim[number] = claim.get(number, 0) + 1
                if line.startswith("The record shows"):
                    record = number
                if line.startswith("Certainty"):
                    first, last = claim[min(claim)], claim[max(claim)]
                    divided = record not in (-1, number)
                    if len(claim) > 1 and (first < 5 or last < 2 or divided):
                        bad.append((name, first, last))
                    claim = None
    assert count >= 80
    assert bad == []


def test_cover_fills_the_first_page(document):
    width, height = document[0].get_size()
    corner = document[0].render(scale=0.1).to_pil().getpixel((0, 0))
    assert corner != (255, 255, 255)
    assert height / width == pytest.approx(2**0.5, abs=0.01)
