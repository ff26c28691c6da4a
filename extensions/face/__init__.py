"""The letters of web pages, which lie beside them: no page asks another site for its face.

``static/`` has what ``make type`` cut out of Libertinus Serif and Libertinus Sans (SIL Open Font
License): under 60 kB for a page in Western European languages. The drawings of the site are set in
the same files. ``_static/book.css`` says where which face is used.

No settings.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from extensions.frame import add_feature

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def add_letters(app: Sphinx) -> None:
    """To every web page; behind the drawings, whose faces are the same."""
    add_feature(app, STATIC, style="face.css")


def ask_for_letters(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Ask for those of the first screen before the style sheets are read.

    By a script, and no ``link``: from the file system a browser may not fetch letters ahead.
    """
    context["first_scripts"] = ["letters.js"]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("extensions.frame")
    app.connect("builder-inited", add_letters)
    app.connect("html-page-context", ask_for_letters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
