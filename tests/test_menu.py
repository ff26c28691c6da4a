"""extensions.menu: every page has the menu that furo would have made, at the cost of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from furo.navigation import get_navigation_tree
from sphinx.environment.adapters.toctree import TocTree
from sphinx.testing.util import SphinxTestApp

from extensions.menu import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = {
    "index": """
        # Hands & *minds*

        ```{toctree}
        :caption: Parts & pieces
        :numbered:
        self
        one/index
        two "quoted" & 'so'
        Another <title> <twice>
        ```
        ```{toctree}
        :hidden:
        genindex
        twice
        Elsewhere <https://example.org/?a=1&b="2">
        ```
        """,
    "one/index": "# One\n\n```{toctree}\na\ndeep/b\n```\n\n## A section\n",
    "one/a": "# A [with `code`](#one-of-a)\n\n(one-of-a)=\n\n## One of A\n",
    "one/deep/b": "---\ntocdepth: 1\n---\n# B\n\n```{toctree}\n:maxdepth: 1\nc\n```\n",
    "one/deep/c": "# C < D\n\n## Under C\n",
    "two \"quoted\" & 'so'": "# Two\n",
    "twice": "# Twice\n",
    "alone": "---\norphan: true\n---\n# Alone\n",
}


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., SphinxTestApp]:
    """Build pages, given by their names; a warning fails the test."""

    def run(pages: dict[str, str], listen: Callable[..., None] | None = None) -> SphinxTestApp:
        source = tmp_path / "book"
        source.mkdir()
        for name, text in pages.items():
            path = source / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = text.strip("\n").split("\n")
            path.write_text("\n".join(line.removeprefix(" " * 8) for line in lines), "utf-8")
        (source / "conf.py").write_text(
            'extensions = ["myst_parser", "extensions.menu"]\nhtml_theme = "furo"\n', "utf-8"
        )
        app = SphinxTestApp("html", srcdir=source)
        if listen:
            app.connect("html-page-context", listen, priority=900)
        app.build()
        app.cleanup()
        assert app.warning.getvalue() == ""
        return app

    return run


def test_every_page_has_the_menu_that_furo_makes(build):
    """Page twice, page in no contents, ``self``, addresses, markup, nested and hidden contents."""
    seen = {}

    def compare(app, pagename, templatename, context, doctree):
        made = get_navigation_tree(context["toctree"](**WHOLE))
        seen[pagename] = (context["furo_navigation_tree"], made)

    build(BOOK, compare)
    assert seen.keys() >= {*BOOK, "genindex", "search"}
    for name, (menu, made) in seen.items():
        assert menu == made, name
    marked = {name for name, (menu, _made) in seen.items() if "current-page" in menu}
    assert marked == seen.keys() - {"search", "alone", "one/deep/c"}  # c: below a ``tocdepth``


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The pages for which Sphinx makes a tree, in their order."""
    found = []
    make = TocTree.get_toctree_for

    def noted(self, docname, *arguments, **options):
        found.append(docname)
        return make(self, docname, *arguments, **options)

    monkeypatch.setattr(TocTree, "get_toctree_for", noted)
    return found


def test_a_menu_is_made_once_for_a_folder(build, made):
    """Or a book of 300 chapters makes 300 menus of 300 lines."""
    chapters = {f"chapters/{n}": f"# Chapter {n}\n" for n in range(20)}
    listed = "\n".join(chapters)
    build({"index": f"# Book\n\n```{{toctree}}\n{listed}\n```\n", **chapters})
    assert len(made) == 2  # the root's, which the index and the search share, and the chapters'


def test_a_menu_is_made_once_for_many_builds(tmp_path, made):
    """Until a title, the order, or what makes it changes."""
    (tmp_path / "conf.py").write_text(
        'extensions = ["extensions.menu"]\nhtml_theme = "furo"\n', "utf-8"
    )
    (tmp_path / "index.rst").write_text("Book\n====\n\n.. toctree::\n\n   one\n", "utf-8")

    def run(text: str) -> tuple[int, str]:
        (tmp_path / "one.rst").write_text(text, "utf-8")
        made.clear()
        app = SphinxTestApp("html", srcdir=tmp_path, freshenv=False)
        app.build()
        app.cleanup()
        assert app.warning.getvalue() == ""
        return len(made), (app.outdir / "one.html").read_text("utf-8")

    assert run("One\n===\n\nHands.\n")[0] == 1
    assert run("One\n===\n\nMore hands.\n")[0] == 0
    times, page = run("Uno\n===\n\nHands.\n")
    assert times == 1
    assert 'href="#">Uno</a>' in page
    kept = tmp_path / "_build/doctrees/menus.json"
    kept.write_bytes(kept.read_bytes()[:-1])
    assert run("Uno\n===\n\nHands and arms.\n")[0] == 1
