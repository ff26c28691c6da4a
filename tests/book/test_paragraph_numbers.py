"""The numbers of paragraphs: the contract fits the book, and the three outputs have the same."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from extensions.paragraphs.contract import GONE, read
from tasks.paragraphs import renewed


@pytest.fixture(scope="module")
def contract(book) -> str:
    return (book.source / "paragraphs.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def wanted(contract) -> dict[str, list[str]]:
    """The numbers of each page that are in use."""
    return {
        page: [line.number for line in lines if line.fingerprint != GONE]
        for page, lines in read(contract).items()
    }


def marks(page: BeautifulSoup) -> list[str]:
    return [mark.get_text() for mark in page.select(".paragraph-number")]


def test_contract_fits_the_book(book, contract):
    """If not: run `make paragraphs`, and commit what it wrote."""
    assert renewed(contract, book.build / ".work" / "doctrees") == contract


def test_site_has_the_numbers_of_the_contract(soups, wanted):
    found = {name.removesuffix(".html"): marks(page) for name, page in soups.items()}
    assert {name: numbers for name, numbers in found.items() if numbers} == wanted
    for page in soups.values():
        for mark in page.select(".paragraph-number"):
            assert mark["href"] == f"#{mark['id']}" == f"#p{mark.get_text()}"


def test_epub_has_the_numbers_of_the_contract(book, wanted):
    with ZipFile(book.epub) as package:
        pages = {name: package.read(name) for name in package.namelist() if ".xhtml" in name}
    found = {
        name.removesuffix(".xhtml"): marks(BeautifulSoup(page, "lxml"))
        for name, page in pages.items()
    }
    assert {name: numbers for name, numbers in found.items() if numbers} == wanted


#: Where the text begins on the inner side, in millimeters: ``typst_formats`` in conf.py, and A4.
INNER = [26, 21]
GUTTER = 3.5 / 25.4 * 72


@pytest.mark.parametrize("format_", [0, 1], ids=["a4", "book format"])
def test_print_has_the_numbers_of_the_contract_in_its_inner_margin(book, wanted, format_):
    document = pypdfium2.PdfDocument(book.pdfs[format_])
    inner = INNER[format_] / 25.4 * 72
    found = []
    for at, page in enumerate(document):
        text = page.get_textpage()
        for n in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(n)
            # Where number-gutter of paragraph.typ ends; figures and tables have numbers too.
            gap = inner - right if at % 2 == 0 else left - page.get_width() + inner
            if abs(gap - GUTTER) < 1:
                # With all its digits, of which PDFium may make two pieces.
                more = (20, 1) if at % 2 == 0 else (1, 20)
                around = (left - more[0], bottom - 1, right + more[1], top + 1)
                found.append(text.get_text_bounded(*around).strip())
    assert [number for number in found if not re.fullmatch(r"\d+[a-z]*", number)] == []
    in_order = [page for page in order(book) if page in wanted]
    assert found == [number for page in in_order for number in wanted[page]]


def order(book) -> list[str]:
    """The pages of the book as they follow in its menu."""
    menu = BeautifulSoup((book.html / "index.html").read_text("utf-8"), "lxml")
    links = menu.select(".sidebar-tree a.internal")
    return [link["href"].partition("#")[0].removesuffix(".html") for link in links]
