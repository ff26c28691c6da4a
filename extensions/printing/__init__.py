"""A page on paper, from the browser: with the answers or without, and with nothing closed.

A chapter has a PDF of its own, which is set as the book is. Who prints the page itself, perhaps in
letters of another size, gets it through ``_static/book.css``; the script opens what is closed while
it is printed, and offers at the foot of a page with answers to leave them out. Without scripts a
browser prints what is open.

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


def offer_printing(app: Sphinx) -> None:
    """On every web page."""
    words = {
        "printPage": _("Print this page"),
        "printAnswers": _("with the answers"),
    }
    add_feature(app, STATIC, style="printing.css", script="printing.js", words=words)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("extensions.frame")
    app.connect("builder-inited", offer_printing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
