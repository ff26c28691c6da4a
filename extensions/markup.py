"""Invalid markup that Sphinx writes itself, mended for HTML and EPUB.

Each fault is a function or transform with its cause, the issue where it is reported and when it
can go; ``tests/test_markup.py`` has a test named after each that fails when Sphinx no longer has
the fault.

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


def visit_title(self: HTML5Translator, node: nodes.title) -> None:
    """Print the caption of a table of contents as a paragraph.

    Sphinx gives it ``role="heading"`` without a level, which is invalid ARIA, and a caption in a
    sidebar heads no part of the page. Remove when sphinx-doc/sphinx#14030 is closed.
    """
    if isinstance(node.parent, addnodes.compact_paragraph) and node.parent.get("toctree"):
        self.body.append(self.starttag(node, "p", "", CLASS="caption"))
        self.body.append('<span class="caption-text">')
        self.context.append("</span></p>\n")  # what Sphinx's own depart_title takes
    else:
        type(self).visit_title(self, node)


class DropTranslated(SphinxPostTransform):
    """Take Sphinx's own bookkeeping off ``meta``.

    Since sphinx-doc/sphinx#11502 a translated node keeps the attribute ``translated``, and docutils
    prints every attribute of a ``meta`` node: ``<meta translated="True">``. No issue found about
    that. Remove when ``test_sphinx_prints_its_bookkeeping_on_meta`` fails.
    """

    default_priority = 600
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Of every ``meta`` of the page."""
        for meta in self.document.findall(nodes.meta):
            meta.attributes.pop("translated", None)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(nodes.title, override=True, html=(visit_title, None))
    app.add_post_transform(DropTranslated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
