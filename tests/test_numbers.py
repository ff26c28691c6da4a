"""extensions.numbers: figures have Sphinx's own numbers, and no page is loaded to give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.environment import BuildEnvironment
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INDEX = """\
Book
====

.. toctree::
   :numbered:

   one
   two

.. toctree::

   three
"""
ONE = """\
One
===

.. note::

   .. figure:: hand.png

      In a box

      A legend with a table in it.

      .. table:: In a figure

         == ==
         a  b
         == ==

.. only:: html

   Under a condition
   -----------------

   .. code-block:: python
      :caption: Code

      pass

.. figure:: hand.png
"""
TWO = """\
Two
===

.. toctree::

   deep

After
-----

.. table:: A table

   == ==
   a  b
   == ==

.. figure:: hand.png

   Another
"""
PAGES = {
    "index": INDEX,
    "one": ONE,
    "two": TWO,
    "deep": "Deep\n====\n\n.. figure:: hand.png\n\n   Below\n",
    "three": "Three\n=====\n\n.. figure:: hand.png\n\n   Without a chapter\n",
}


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., SphinxTestApp]:
    """Build *pages* on what an earlier build left there; a warning fails the test."""

    def run(
        pages: dict[str, str], extension: str = "extensions.numbers", builder: str = "dummy"
    ) -> SphinxTestApp:
        source = tmp_path / "book"
        source.mkdir(exist_ok=True)
        for name, text in pages.items():
            path = source / f"{name}.rst"
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")
        if not (source / "hand.png").exists():
            (source / "hand.png").touch()
        (source / "conf.py").write_text("numfig = True\nextensions = []\n", "utf-8")
        app = SphinxTestApp(
            builder,
            srcdir=source,
            builddir=tmp_path / extension,
            freshenv=False,
            confoverrides={"extensions": [extension]},
        )
        app.build()
        app.cleanup()
        assert app.warning.getvalue() == ""
        return app

    return run


def edited(name: str, old: str, new: str) -> dict[str, str]:
    assert old in PAGES[name]
    return {**PAGES, name: PAGES[name].replace(old, new)}


@pytest.mark.parametrize(
    "after",
    [
        PAGES,
        edited(
            "one", "   .. code-block", "   .. figure:: hand.png\n\n      More\n\n   .. code-block"
        ),
        edited("two", "\n   Another\n", ""),
        edited("index", "   one\n   two\n", "   two\n   one\n"),
        edited("index", "   :numbered:\n", ""),
        edited("deep", "Below", "Under"),
    ],
    ids=["nothing", "a figure more", "a caption less", "other order", "no numbers", "other words"],
)
def test_numbers_are_those_that_sphinx_gives(build, after):
    build(PAGES)
    ours, plain = build(after).env, build(after, "sphinx.ext.todo").env
    # Outside of chapters, and not to be taken for a figure of one.
    outside, number = (e.toc_fignumbers.pop("three")["figure"]["id1"] for e in (ours, plain))
    in_chapters = any(plain.toc_secnumbers.values())
    assert (outside, number) == ((("A1",), (1,)) if in_chapters else ((4,), (4,)))
    assert ours.toc_fignumbers == plain.toc_fignumbers
    assert ours.toc_secnumbers == plain.toc_secnumbers
    assert {*ours.toc_fignumbers["one"]} == {"figure", "table", "code-block"}


def test_no_page_is_loaded_for_its_numbers(build, monkeypatch):
    """Or one touched chapter pays for the 300 others."""
    build(PAGES, builder="html")
    loaded = []
    load = BuildEnvironment.get_doctree

    def counted(self, docname):
        loaded.append(docname)
        return load(self, docname)

    monkeypatch.setattr(BuildEnvironment, "get_doctree", counted)
    build(PAGES, builder="html")
    assert set(loaded) <= {"index"}  # the root's, for menus


def test_what_is_kept_is_small(build):
    """Without the page that it was taken from."""
    env = build(PAGES).env
    assert env.numbers_bones.keys() == PAGES.keys()
    for _read, body in env.numbers_bones.values():
        assert all(node.document is None for node in body.findall())


def test_chapters_are_numbered_through_the_parts_of_the_book(build):
    """Sphinx begins anew in each numbered toctree, of which each part is one."""
    index = INDEX.replace("   two\n", "\n.. toctree::\n   :numbered:\n\n   two\n")
    env = build({**PAGES, "index": index}).env
    whole = build(PAGES).env
    assert env.toc_secnumbers == whole.toc_secnumbers
    assert env.toc_fignumbers == whole.toc_fignumbers
    assert env.toc_secnumbers["two"][""] == (2,)


def test_what_is_outside_of_chapters_has_a_letter_and_is_not_written_again(build):
    """Sphinx compares its numbers with those of its last build."""
    pages = {**PAGES, "three": PAGES["three"] + "\n:numref:`hand`\n"}
    pages["three"] = pages["three"].replace(".. figure", ".. _hand:\n\n.. figure")
    page = build(pages, builder="html").outdir / "three.html"
    before = page.stat().st_mtime_ns
    assert page.read_text("utf-8").count("Fig. A1") == 2
    build(pages, builder="html")
    assert page.stat().st_mtime_ns == before
