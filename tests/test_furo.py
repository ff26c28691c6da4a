"""extensions.furo: what is mended, and that the untouched theme still has each fault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import furo
import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment
from sphinx.errors import ThemeError
from sphinx.testing.util import SphinxTestApp

from extensions.furo import MENDS, MendTemplates

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Site:
    """Pages of a tiny book in Dutch, with every word that the catalog of the book has."""

    page: BeautifulSoup
    search: BeautifulSoup
    genindex: BeautifulSoup


def build(folder: Path, *extensions: str) -> Site:
    """Build the book with only *extensions*."""
    source = copytree(HERE / "roots/test-html-page", folder / "book")
    settings = {
        "extensions": [*extensions],
        "language": "nl",
        "locale_dirs": [str(HERE.parent / "locale")],
    }
    if "extensions.indexes" in extensions:  # which asks for a bibliography
        (source / "refs.bib").touch()
        settings["bibtex_bibfiles"] = ["refs.bib"]
    app = SphinxTestApp("html", srcdir=source, confoverrides=settings)
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    pages = [
        BeautifulSoup((app.outdir / f"{name}.html").read_text(encoding="utf-8"), "lxml")
        for name in ("index", "search", "genindex")
    ]
    return Site(*pages)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(tmp_path_factory.mktemp("untouched"))


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(tmp_path_factory.mktemp("mended"), "extensions.furo", "extensions.indexes")


# -- The faults, by the names of the mends ---------------------------------------


def index_as_a_table(site: Site) -> bool:
    return site.genindex.select_one("main, [role=main]").find("table") is not None


def places_without_names(site: Site) -> bool:
    return "[1]" in site.genindex.select_one("main, [role=main]").get_text()


FAULTS: dict[str, Callable[[Site], bool]] = {
    check.__name__.replace("_", "-"): check
    for check in (
        index_as_a_table,
        places_without_names,
    )
}


def test_every_mend_has_its_fault():
    assert [mend.name for mend in MENDS] == [*FAULTS]


@pytest.mark.parametrize("name", FAULTS)
def test_furo_still_has_the_fault(untouched, name):
    """When one fails, the mend of that name in ``extensions/furo.py`` can go."""
    assert FAULTS[name](untouched)


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_mended(mended, name):
    assert not FAULTS[name](mended)


def test_furo_repeats_the_ids_of_a_table(untouched):
    """When this fails, ``UniqueIds`` can go."""
    assert len(untouched.page.find_all(id="tbl-hands")) == 2


def test_captioned_table_has_its_id_once(mended):
    [table] = mended.page.find_all(id="tbl-hands")
    assert table.name == "table"
    box = table.find_parent(class_="table-wrapper")
    assert box["class"] == ["table-wrapper", "docutils", "container"]
    # Boxes of others keep what they have.
    assert mended.page.select_one(".pair")["class"] == ["pair", "docutils", "container"]


def test_furo_tells_dark_by_the_selectors_of_our_style():
    """``_static/book.css`` sets its colors under the same two: nothing else would tell."""

    def selectors(style: str) -> set[str]:
        return set(re.findall(r"body(?:\[data-theme=dark\]|:not\(\[data-theme=light\]\))\{", style))

    ours = (HERE.parent / "_static/book.css").read_text(encoding="utf-8")
    theirs = Path(furo.__file__).with_name("theme") / "furo/static/styles/furo.css"
    expected = {"body[data-theme=dark]{", "body:not([data-theme=light]){"}
    assert selectors(theirs.read_text(encoding="utf-8")) == expected
    assert selectors(re.sub(r'[\s"]', "", ours)) == expected


# -- The pages ---------------------------------------------------------------------


def words(element) -> str:
    return " ".join(element.get_text().split())


def test_index_is_lists(mended):
    main = mended.genindex.select_one("main, [role=main]")
    assert [words(entry) for entry in main.select(".index-columns > ul > li")] == [
        "arms long, 1",
        "hands, 1, 1.1",
    ]


# -- How templates are mended --------------------------------------------------------


@pytest.fixture
def mender() -> MendTemplates:
    return MendTemplates(Environment())


def test_mend_that_no_longer_fits_fails_and_says_what_it_was_for(mender):
    expected = r"furo's genindex\.html no longer has .*'index-as-a-table' \(a table only makes"
    with pytest.raises(ThemeError, match=expected):
        mender.preprocess("<p>", "genindex.html", "/site/furo/theme/furo/genindex.html")


def test_templates_of_others_are_left_alone(mender):
    assert mender.preprocess("<p>", "page.html", "/book/_templates/page.html") == "<p>"


def test_paths_of_windows_are_understood(mender):
    with pytest.raises(ThemeError):
        mender.preprocess("<p>", "genindex.html", r"C:\site\furo\theme\furo\genindex.html")
