"""Notes beside the text, where a page is wide enough: a reader need not go to its end and back.

The script puts a copy of each note into the margin, beside the line that calls it; copies stand
below one another. The notes stay where they are, and only they are heard, found and followed: what
stands in the margin is for the eye. On a narrow page, on paper and without scripts there are none.

No settings. Works with what ``extensions.notes`` prints.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extensions.frame import add_feature

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def add_margin(app: Sphinx) -> None:
    """To every web page."""
    add_feature(app, STATIC, style="sidenotes.css", script="sidenotes.js")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("extensions.frame")
    app.connect("builder-inited", add_margin)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
