"""extensions.search: the index is the same however the book was built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INDEX = "Book\n====\n\n.. toctree::\n\n   first\n   second\n"
FIRST = "First\n=====\n\n.. index:: hands\n.. index:: pair: arms; long\n\nGrasping.\n"
SECOND = "Sequel\n======\n\nHolding.\n"


@pytest.fixture
def index(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Callable[..., dict]:
    """Build, change the second page, build on that, and read the index of the search."""

    def build(*extensions: str, name: str = "book", again: bool = True) -> dict:
        source = tmp_path / name
        source.mkdir()
        pages = {"index": INDEX, "first": FIRST, "second": SECOND}
        (source / "conf.py").write_text(f"extensions = {[*extensions]}", encoding="utf-8")
        for name, text in pages.items():
            (source / f"{name}.rst").write_text(text, encoding="utf-8")
        if again:
            make_app("html", srcdir=source, freshenv=False).build()
        changed = "Other\n=====\n\nTouching, again.\n"
        (source / "second.rst").write_text(changed, encoding="utf-8")
        app = make_app("html", srcdir=source, freshenv=False)
        app.build()
        text = (app.outdir / "searchindex.js").read_text(encoding="utf-8")
        return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))

    return build


def test_sphinx_forgets_index_entries_of_pages_not_written_again(index):
    """sphinx-doc/sphinx#12599; when this fails, the first loop of ``complete_index`` can go."""
    assert index()["indexentries"] == {}


def test_sphinx_keeps_words_that_no_page_has(index):
    """When this fails, the second loop of ``complete_index`` can go."""
    found = index()
    assert found["terms"]["hold"] == []
    assert found["titleterms"]["sequel"] == []


def test_pages_not_written_again_keep_their_index_entries(index):
    found = index("extensions.search")
    assert found["indexentries"].keys() == {"arms", "hands", "long"}
    assert found == index("extensions.search", name="anew", again=False)


def test_epub_which_has_no_search_is_left_alone(tmp_path, make_app):
    (tmp_path / "conf.py").write_text("extensions = ['extensions.search']", encoding="utf-8")
    (tmp_path / "index.rst").write_text("Book\n====\n", encoding="utf-8")
    app = make_app("epub", srcdir=tmp_path, confoverrides={"version": "1", "copyright": "Nobody"})
    app.build()
    assert app.warning.getvalue() == ""


def test_words_that_no_page_has_are_dropped(index):
    found = index("extensions.search")
    assert not {"hold", "sequel"} & {*found["terms"], *found["titleterms"]}
    assert found["terms"]["grasp"] == 0
