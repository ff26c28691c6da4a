"""Words that belong in one line, on pages as in print: "et al.", "*r* = .28", "131–142".

Which they are, ``sphinx_typst_book.unbroken`` says. Spaces become such as do not break; a range
gets the class ``unbroken``, because a line may end after any dash.

No settings. Its looks: ``.unbroken`` in ``_static/book.css`` and in ``extensions/epub/book.css``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_typst_book.unbroken import RANGE, bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: What is no running text.
_AS_WRITTEN = (nodes.literal, nodes.FixedTextElement, nodes.raw, nodes.Invisible, nodes.math)


class KeepTogether(SphinxPostTransform):
    """Bind the words of a page; links that name a number are bound whole, as in print."""

    default_priority = 795  # after the lists of references are filled (790)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """In all text of the page."""
        for leaf in list(self.document.findall(nodes.Text)):
            if isinstance(leaf.parent, _AS_WRITTEN):
                continue
            words = bound(leaf)
            if _is_in_number(leaf):
                words = words.replace(" ", "\N{NO-BREAK SPACE}")
            parts = list(_parts(words))
            if words != leaf or len(parts) > 1:
                leaf.parent.replace(leaf, parts)


def _is_in_number(leaf: nodes.Text) -> bool:
    """Whether *leaf* is of a link such as "Chapter 3"; its words stand one level below that."""
    around = leaf.parent
    return isinstance(around, addnodes.number_reference) or isinstance(
        around.parent, addnodes.number_reference
    )


def _parts(words: str) -> Iterator[nodes.Node]:
    """*words* as text, and the ranges in them."""
    at = 0
    for found in RANGE.finditer(words):
        if at < found.start():
            yield nodes.Text(words[at : found.start()])
        yield nodes.inline("", found[0], classes=["unbroken"])
        at = found.end()
    if at < len(words):
        yield nodes.Text(words[at:])


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(KeepTogether)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
