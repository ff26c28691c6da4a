"""The EPUB passes the official validator, and can be read on small screens and in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import epubcheck_jar
import pytest
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

OPS = "{http://www.idpf.org/2007/ops}"
#: What reaches over the edge of the window; a drawing has a scale of its own.
CUT = """() => [...document.querySelectorAll("body, body *")]
    .filter(one => Math.max(one.getBoundingClientRect().right,
        one.ownerSVGElement ? 0 : one.scrollWidth) > innerWidth)
    .map(one => `${one.tagName} ${one.textContent.trim().slice(0, 60)}`)"""


@pytest.mark.slow
def test_epubcheck_finds_nothing(book):
    assert epubcheck_jar.validate(book.epub) == []


@pytest.fixture(scope="module")
def unpacked(book, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("epub")
    with ZipFile(book.epub) as package:
        package.extractall(folder)
    return folder


def test_library_is_told_the_license_and_the_subjects(unpacked):
    package = etree.parse(unpacked / "content.opf")
    rights = package.findtext(".//{*}rights")
    assert rights == (
        "© The Creating Connections contributors. Creative Commons Attribution 4.0 International, "
        "https://creativecommons.org/licenses/by/4.0/"
    )
    assert len(package.findall(".//{*}subject")) >= 3


@pytest.mark.parametrize("width", [360, 400])
def test_nothing_is_cut_on_a_small_screen_without_scripts(unpacked, browser, width):
    with browser.new_context(
        viewport={"width": width, "height": 700}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        cut = {}
        for path in sorted(unpacked.rglob("*.xhtml")):
            page.goto(path.as_uri())
            if found := page.evaluate(CUT):
                cut[path.name] = found
    assert cut == {}


def test_every_page_of_the_pdf_with_text_of_the_book_is_in_the_page_list(unpacked):
    """Blank pages, and those of a table or a list that is split, are in no list."""
    tree = etree.parse(unpacked / "nav.xhtml")
    numbers = [
        one.text
        for nav in tree.iter("{*}nav")
        if nav.get(f"{OPS}type") == "page-list"
        for one in nav.iter("{*}a")
    ]
    arabic = [int(number) for number in numbers if number.isdecimal()]
    assert arabic == sorted(set(arabic))
    assert arabic[0] == 1
    # Chapters: a page is missing where it is blank, or one long paragraph or box.
    chapters = [number for number in arabic if number <= 100]
    assert len(chapters) >= 90


def test_titles_in_another_language_say_so_in_the_text_too(unpacked):
    """As in the lists, where the bibliography says it: a voice reads them in their language."""
    pages = [etree.parse(path).getroot() for path in sorted(unpacked.rglob("*.xhtml"))]
    listed = {
        said(one).partition(":")[0].rstrip(".")
        for page in pages
        for entry in page.iterfind(".//{*}li[@class='citation']")
        for one in entry.iter()
        if one.get("lang")
    }
    assert "De mindful therapeut" in listed
    mute = {
        said(one)
        for page in pages
        for one in page.iter("{*}em")
        if said(one) in listed
        if not any(part.get("lang") for part in (*one.iter(), one.getparent()))
    }
    assert mute == {"Creating Connections"}  # the English name of the congress


def said(element: etree._Element) -> str:
    """The words in an element, in one line."""
    return " ".join("".join(element.itertext()).split())


def test_addresses_of_the_package_lead_to_something(unpacked):
    ids = {
        path.relative_to(unpacked).as_posix(): {
            one.get("id") for one in etree.parse(path).iter() if one.get("id")
        }
        for path in unpacked.rglob("*.xhtml")
    }
    tree = etree.parse(unpacked / "nav.xhtml")
    for link in tree.iter("{*}a"):
        name, _sign, anchor = link.get("href").partition("#")
        assert not anchor or anchor in ids[name or "nav.xhtml"], link.get("href")
