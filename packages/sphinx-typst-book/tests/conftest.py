"""Tiny books live in roots/, or are written by the test itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from books import Build
from sphinx.testing.util import SphinxTestApp

CONF = """
project = "Tiny Book"
author = copyright = "The Authors"
extensions = ["myst_parser", "sphinx_typst_book"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
myst_footnote_transition = False
numfig = True
nitpicky = True
"""
BOX = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
    '<rect width="9" height="9"/></svg>'
)


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where sphinx.testing finds ``test-<behavior>`` folders."""
    return Path(__file__).parent / "roots"


@pytest.fixture
def build(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Build:
    """Builds a book from ``files``; ``index`` lists all others, numbered."""
    source = tmp_path / "source"

    def made(files: dict[str, str], conf: str = "") -> SphinxTestApp:
        source.mkdir(exist_ok=True)
        listed = "\n".join(name.removesuffix(".md") for name in files if name != "index.md")
        index = f"# Tiny Book\n\n```{{toctree}}\n:numbered:\n\n{listed}\n```\n"
        own = {"conf.py": CONF + conf, "index.md": index, "box.svg": BOX}
        for name, text in (own | files).items():
            path = source / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
        app = make_app("typst", srcdir=source)
        app.build()
        return app

    return made
