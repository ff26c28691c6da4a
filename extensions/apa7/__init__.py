"""APA 7 citations and references.

``names`` and ``format`` are plain Python (no Sphinx): what a work prints as, piece by piece.
``plugin`` turns the pieces into docutils nodes; only Sphinx imports it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the style; imported late so that ``bib`` can use ``format`` without Sphinx."""
    from extensions.apa7 import plugin

    return plugin.setup(app)
