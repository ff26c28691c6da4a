"""Figures: what follows a caption describes the picture, for who cannot see it.

HTML and EPUB put the description behind a summary below the caption. Print reads it out after the
alternative text of the picture (``sphinx_typst_book``), because a page has no place to open.

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


def visit_legend(self: HTML5Translator, node: nodes.legend) -> None:
    """Open the description, and the ``figcaption`` around it where there is no caption."""
    if not isinstance(node.previous_sibling(), nodes.caption):
        self.body.append("<figcaption>\n")
    self.body.append(self.starttag(node, "details", CLASS="legend"))
    self.body.append(f"<summary>{self.encode(_('Description of the figure'))}</summary>\n")


def depart_legend(self: HTML5Translator, node: nodes.legend) -> None:
    """Close the description; the figure closes the ``figcaption``."""
    self.body.append("</details>\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(nodes.legend, override=True, html=(visit_legend, depart_legend))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
