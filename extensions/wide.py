"""Tables and pictures that may be wider than a phone: each in a box that scrolls by itself.

``_static/book.js`` makes a box a tab stop, and names it, while it scrolls (WCAG 2.1.1): a picture
after its caption, a table after its caption or else by the word that the box carries.

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


class wide(nodes.General, nodes.Element):
    """A box around one table or picture; ``label`` names what has no caption, if it may lack one.

    Only in doctrees that are resolved for HTML or EPUB.
    """


class WideBoxes(SphinxPostTransform):
    """Put tables, and the picture of every figure, in a box."""

    default_priority = 610  # after the theme's own boxes (500) are mended (600)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Of tables only those that furo boxes; reading systems of an EPUB scroll none."""
        for table in list(self.document.findall(nodes.table)):
            themes = table.parent
            if isinstance(themes, nodes.container) and "table-wrapper" in themes["classes"]:
                classes = ["table-wrapper", "docutils", "container"]
                put_in(wide(classes=classes, label=_("Table")), table, themes)
        for picture in list(self.document.findall(nodes.image)):
            if isinstance(picture.parent, nodes.figure):
                classes = ["picture-wrapper", *picture["classes"]]
                put_in(wide(classes=classes), picture, picture)


def put_in(box: wide, content: nodes.Element, old: nodes.Element) -> None:
    """Put *content* in *box*, and the box where *old* stands."""
    old.parent.replace(old, box)
    box.append(content)


def visit_wide(self: HTML5Translator, node: wide) -> None:
    """Open the box."""
    label = {"data-name": node["label"]} if "label" in node else {}
    self.body.append(self.starttag(node, "div", **label))


def depart_wide(self: HTML5Translator, node: wide) -> None:
    """Close the box."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(wide, html=(visit_wide, depart_wide))
    app.add_post_transform(WideBoxes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
