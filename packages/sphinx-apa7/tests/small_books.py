"""Books of a few lines, written and built where a test wants them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences


def build(
    folder: Path, usual: Mapping[str, str], builder: str = "html", **files: str
) -> SphinxTestApp:
    """Build the ``usual`` files by name, and others: ``refs_bib`` is refs.bib. No warning is said.

    Files that are there as they should be stay untouched, so that the next build is one on top.
    """
    for name, text in {**usual, **{n.replace("_", "."): t for n, t in files.items()}}.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    app = SphinxTestApp(builder, srcdir=folder, freshenv=False)
    try:
        app.build()
    finally:
        app.cleanup()
    assert strip_escape_sequences(app.warning.getvalue()) == ""
    return app
