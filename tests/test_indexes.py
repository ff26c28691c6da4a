"""The index of subjects with the places of terms, and the index of names."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

CONF = """
project = "Tiny Book"
author = copyright = "The Authors"
version = "1"
extensions = [
    "myst_parser", "sphinx_apa7", "extensions.indexes", "extensions.furo", "extensions.epub",
    "sphinx_typst_book",
]
bibtex_bibfiles = ["refs.bib"]
html_theme = "furo"
myst_enable_extensions = ["colon_fence"]
"""
INDEX = """---
no-references: true
---
# Tiny Book

```{toctree}
:numbered:

one
two
```

```{toctree}
glossary
names
references
```
"""
ONE = """# Hands

Two people hold hands {cite:p}`roe2001`.

## Calm

{term}`Calm` comes. Then {term}`calm` again, and {index}`Jim Coan <single: Coan, James A.>`.
A {index}`price <single: bread, price of>`.

## Late

{term}`calm` {cite:p}`coan2006`.
"""
TWO = """# Hills

{index}`Jim Coan <!single: Coan, James A.>` and {cite:t}`coan2006` and {cite:t}`many2003`.
A {index}`crumb <see: crumb; calm>`.
"""
GLOSSARY = """# Glossary

```{glossary}
calm
  No {term}`storm`.

storm
  No {term}`calm`.
```
"""
NAMES = "# Names\n\n```{name-index}\n```\n"
REFS = """
@book{roe2001, author = {Roe, Ann and van den Berg, Bo}, title = {A}, year = 2001,
  publisher = {P}}
@book{coan2006, author = {Coan, J. and {Hand Team}}, title = {B}, year = 2006, publisher = {P}}
@book{many2003, author = {Åberg, Cy and Coan, J. A. and Roe, Ann}, title = {C}, year = 2003,
  publisher = {P}}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    files = {
        "conf.py": CONF,
        "index.md": INDEX,
        "one.md": ONE,
        "two.md": TWO,
        "glossary.md": GLOSSARY,
        "names.md": NAMES,
        "references.md": "# References\n\n```{bibliography}\n```\n",
        "refs.bib": REFS,
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def built(book: Path, builder: str) -> Path:
    app = SphinxTestApp(builder, srcdir=book, freshenv=False)
    try:
        app.build()
    finally:
        app.cleanup()
    assert strip_escape_sequences(app.warning.getvalue()) == ""
    return Path(app.outdir)


def lines(page: BeautifulSoup, where: str) -> list[str]:
    """What each line of an index says, main places in asterisks."""
    for main in page.select(f"{where} strong"):
        main.replace_with(f"*{main.get_text().strip()}*")
    found = [" ".join(item.get_text().split()) for item in page.select(f"{where} li")]
    return [line.replace(" ,", ",") for line in found]


SUBJECTS = [
    "bread, price of, 1.1",
    "calm, *Glossary*, 1.1, 1.2",
    "crumb see calm",
    "see calm",
    "storm, *Glossary*",
]
PEOPLE = ["Åberg, C., 2", "Coan, James A., 1, *2*", "Roe, A., 1", "van den Berg, B., 1"]


def test_indexes_on_the_web(book: Path) -> None:
    out = built(book, "html")
    index, names = (
        BeautifulSoup((out / f"{name}.html").read_text("utf-8"), "lxml")
        for name in ("genindex", "names")
    )
    assert lines(index, ".genindex-section") == SUBJECTS
    assert lines(names, ".name-index") == PEOPLE


def test_links_of_the_indexes_lead_to_their_places(book: Path) -> None:
    out = built(book, "html")
    for name in ("genindex", "names"):
        page = BeautifulSoup((out / f"{name}.html").read_text("utf-8"), "lxml")
        links = page.select(".genindex-section li a, .name-index a")
        assert links
        for link in links:
            target, _, place = link["href"].partition("#")
            assert f'id="{place}"' in (out / target).read_text("utf-8")


def test_indexes_in_the_epub(book: Path) -> None:
    package = ZipFile(built(book, "epub") / "TinyBook.epub")
    page = BeautifulSoup(package.read("genindex.xhtml"), "lxml")
    assert lines(page, ".index") == SUBJECTS
    assert lines(BeautifulSoup(package.read("names.xhtml"), "lxml"), ".name-index") == PEOPLE


def test_indexes_in_print(book: Path) -> None:
    document = pypdfium2.PdfDocument(built(book, "typst") / "tiny-book.pdf")
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    (names,) = [page for page in pages if "Åberg, C." in page and "Names" in page]
    assert re.search(r"Åberg, C\., 3 .* Coan, James A\., 1, 3 .* Roe, A\., 1", names)
    assert re.search(r"bread, price of, 1 .* calm, 1, 5 crumb see calm .* storm, 5", pages[-1])


def test_symbols_in_an_index_are_italic(book: Path) -> None:
    """Small letters that stand alone; in print the words of a reference to an entry too."""
    two = book / "two.md"
    entries = "{index}`Value <p value>` of {index}`a size <size; Cohen’s d>`, {index}`a <a day>`.\n"
    two.write_text(f"{TWO}\n{entries}", "utf-8")
    web = BeautifulSoup((built(book, "html") / "genindex.html").read_text("utf-8"), "lxml")
    package = ZipFile(built(book, "epub") / "TinyBook.epub")
    for page in (web, BeautifulSoup(package.read("genindex.xhtml"), "lxml")):
        symbols = [sign for sign in page.select("li em") if not sign.find_parent("nav")]
        assert [sign.get_text() for sign in symbols] == ["p", "d"]
        assert {"p value, 2", "Cohen’s d, 2"} <= set(lines(page, "ul"))
    source = (built(book, "typst") / "tiny-book.typ").read_text("utf-8")
    assert '[#emph[#"p"]#" value"]' in source
    assert '[#"Cohen\\u{2019}s "#emph[#"d"]]' in source
    assert '[#"a day"]' in source
    assert '[#emph[#"see "]#"calm"]' in source


def test_names_are_renewed_when_another_page_cites(book: Path) -> None:
    built(book, "html")
    two = book / "two.md"
    two.write_text(two.read_text("utf-8") + "\nAgain {cite:p}`roe2001`.\n", "utf-8")
    out = built(book, "html")
    page = BeautifulSoup((out / "names.html").read_text("utf-8"), "lxml")
    assert "Roe, A., 1, 2" in lines(page, ".name-index")
