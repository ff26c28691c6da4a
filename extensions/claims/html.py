"""A claim in HTML and EPUB: a group with a heading, the claim, the evidence and the sources.

Its looks: under "Claims" in ``_static/book.css``, and in ``extensions/epub/book.css``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from extensions.claims.model import rating_label, rating_mark
from extensions.paragraphs.names import visit_name

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from extensions.claims.model import claim


def visit_claim(self: HTML5Translator, node: claim) -> None:
    """Open the group and print its head: number, speaker, and rating by mark and word."""
    rating = node["rating"]
    self.body.append(self.starttag(node, "div", CLASS=f"claim rating-{rating}", role="group"))
    # One level below its section, for who goes by headings; a name of the group would say it twice.
    level = self.section_level + self.initial_header_level
    self.body.append(f'<p class="claim-head" role="heading" aria-level="{level}">')
    visit_name(self, node)
    speaker = _(self.config.claims_speakers[node["speaker"]])
    self.body.append(f'<span class="claim-speaker">{self.encode(speaker)}</span> ')
    self.body.append(
        f'<span class="rating rating-{rating}">'
        f'<span class="rating-mark" aria-hidden="true">{rating_mark(rating)}</span> '
        f'<span class="rating-word">{self.encode(rating_label(rating))}</span></span></p>\n'
    )


def depart_claim(self: HTML5Translator, node: claim) -> None:
    """Close the group; its children print themselves."""
    self.body.append("</div>\n")
