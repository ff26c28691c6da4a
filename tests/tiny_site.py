"""A site of two pages in Dutch, for what the browser tests of one feature look at."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from sphinx.testing.util import SphinxTestApp

HERE = Path(__file__).parent


def tiny_site(folder: Path, second: str, *extensions: str) -> Path:
    """Build ``roots/test-html-page`` with *second* as its second page, in the frame of the book.

    Returns the folder of the pages; the build may say nothing.
    """
    source = copytree(HERE / "roots/test-html-page", folder / "book")
    (source / "second.rst").write_text(second, encoding="utf-8")
    settings = {
        "extensions": ["extensions.frame", *extensions],
        "language": "nl",
        "locale_dirs": [str(HERE.parent / "locale")],
    }
    app = SphinxTestApp("html", srcdir=source, confoverrides=settings)
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    return Path(app.outdir)
