"""Passages in another language: the class ``lang-nl`` marks Dutch, ``lang-de`` German, and so on.

In MyST: ``[gehechtheid]{.lang-nl}``. HTML and EPUB say it to screen readers (``lang="nl"``, WCAG
3.1.2), print hyphenates by it (``sphinx_typst_book``).

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class MarkLanguages(SphinxPostTransform):
    """Add docutils' own class ``language-nl``, which its HTML writer prints as ``lang="nl"``."""

    default_priority = 600
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Not while reading: Sphinx takes ``language-*`` on a listing for a language of code."""
        for node in self.document.findall(nodes.Element):
            for name in list(node.get("classes", ())):
                if name.startswith("lang-"):
                    node["classes"].append(f"language-{name.removeprefix('lang-')}")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(MarkLanguages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
