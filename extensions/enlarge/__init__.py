"""Figures, large: a button at each opens it as large as the window, over the page.

On a phone a figure is wider than the screen and scrolls in its box; in the dialog it can be turned,
moved and pinched as a picture of its own. Works with the boxes of ``extensions.wide``. Without
scripts there is no button.

No settings.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import _

from extensions.frame import add_feature

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def offer_large_figures(app: Sphinx) -> None:
    """On every web page."""
    words = {"enlarge": _("Enlarge {figure}"), "close": _("Close")}
    add_feature(app, STATIC, style="enlarge.css", script="enlarge.js", words=words)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("extensions.frame")
    app.connect("builder-inited", offer_large_figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
