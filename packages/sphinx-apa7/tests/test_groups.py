"""A group's abbreviation: introduced where a reader meets it first (APA 7, section 8.21)."""

from __future__ import annotations

from pathlib import Path

import small_books
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

CONF = 'extensions = ["sphinx_apa7"]\nbibtex_bibfiles = ["refs.bib"]\nhtml_theme = "basic"\n'
REFS = """
@report{ioh2019, author = {{Institute of Hands}}, shortauthor = {IOH}, title = {Hands}, year = 2019}
@report{ioh2020, author = {{Institute of Hands}}, shortauthor = {IOH}, title = {Arms}, year = 2020}
"""
FIRST = """Book
====

.. toctree::

   second

One :cite:p:`ioh2020`, two :cite:p:`ioh2019`, three :cite:t:`ioh2020`.
"""
SECOND = "Second\n======\n\nSo :cite:t:`ioh2019`, and both :cite:p:`ioh2019, ioh2020`.\n"


BOOK = {"conf.py": CONF, "refs.bib": REFS, "index.rst": FIRST, "second.rst": SECOND}


def build(folder: Path, builder: str, **files: str) -> SphinxTestApp:
    return small_books.build(folder, BOOK, builder, **files)


def citations(page: Path) -> list[str]:
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select(".citation-place")
    return [" ".join(each.get_text().split()) for each in found]


def test_each_page_introduces_the_abbreviation(tmp_path: Path):
    out = build(tmp_path, "html").outdir
    assert citations(out / "index.html") == [
        "(Institute of Hands [IOH], 2020)",
        "(IOH, 2019)",
        "IOH (2020)",
    ]
    assert citations(out / "second.html") == [
        "Institute of Hands (IOH, 2019)",
        "(IOH, 2019, 2020)",
    ]


def test_one_document_introduces_it_once(tmp_path: Path):
    # The second page stands where the contents of the first name it.
    assert citations(build(tmp_path, "singlehtml").outdir / "index.html") == [
        "Institute of Hands (IOH, 2019)",
        "(IOH, 2019, 2020)",
        "(IOH, 2020)",
        "(IOH, 2019)",
        "IOH (2020)",
    ]


def test_a_page_whose_citation_goes_hands_the_introduction_on(tmp_path: Path):
    build(tmp_path, "html")
    fewer = FIRST.replace("One :cite:p:`ioh2020`, two", "Two")
    out = build(tmp_path, "html", index_rst=fewer).outdir
    assert citations(out / "index.html") == ["(Institute of Hands [IOH], 2019)", "IOH (2020)"]


def test_an_abbreviation_that_comes_later_changes_the_pages(tmp_path: Path):
    build(tmp_path, "html", refs_bib=REFS.replace(" shortauthor = {IOH},", ""))
    out = build(tmp_path, "html", refs_bib=REFS).outdir
    assert citations(out / "index.html")[1] == "(IOH, 2019)"
