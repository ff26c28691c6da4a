"""A claim in HTML and EPUB: a group with a heading, the claim, the evidence and the sources.

And what is particular in the tables of claims, and the map of them.

Its looks: under "Claims" in ``_static/book.css``, in ``extensions/evidence``, and in
``extensions/epub/book.css``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from extensions.claims.domain import MEANING, ROW, claim_domain
from extensions.claims.model import rating_label, rating_mark
from extensions.paragraphs.names import visit_name

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from extensions.claims.model import (
        claim,
        claim_row,
        evidence_map,
        map_link,
        map_sentence,
        rating_sign,
    )


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
    words = (
        f'<span class="rating-mark" aria-hidden="true">{rating_mark(rating)}</span> '
        f'<span class="rating-word">{self.encode(rating_label(rating))}</span>'
    )
    meaning = on_web(self) and claim_domain(self.builder.env).meaning(rating)
    if meaning:
        words = f'<a href="{address(self, meaning, MEANING + rating)}">{words}</a>'
    self.body.append(f'<span class="rating rating-{rating}">{words}</span></p>\n')


def depart_claim(self: HTML5Translator, node: claim) -> None:
    """Lead to the table of all claims, on the web, and close the group."""
    table = on_web(self) and claim_domain(self.builder.env).table_of_all()
    if table:
        row = address(self, table, ROW + node["claim_id"])
        words = self.encode(_("In the table of all claims"))
        self.body.append(f'<p class="claim-tools"><a href="{row}">{words}</a></p>\n')
    self.body.append("</div>\n")


def on_web(self: HTML5Translator) -> bool:
    """Whether this is a page of a site, and not of an EPUB."""
    return self.builder.name != "epub"


def address(self: HTML5Translator, docname: str, name: str) -> str:
    """Where a place is, seen from the page that is written."""
    here = self.builder.current_docname
    page = "" if docname == here else self.builder.get_relative_uri(here, docname)
    return self.encode(f"{page}#{name}")


def visit_rating_sign(self: HTML5Translator, node: rating_sign) -> None:
    """Print a mark that nobody reads aloud: the word of the rating stands beside it."""
    self.body.append(self.starttag(node, "span", "", **{"aria-hidden": "true"}))


def depart_rating_sign(self: HTML5Translator, node: rating_sign) -> None:
    """Close it."""
    self.body.append("</span>")


def visit_claim_row(self: HTML5Translator, node: claim_row) -> None:
    """Open a row, with what a script sorts and filters it by."""
    self.visit_row(node)
    # docutils and Sphinx count rows and cells there, and neither prints an attribute of ours.
    said = "".join(
        f' data-{name}="{self.attval(value)}"' for name, value in node.get("data", {}).items()
    )
    self.body.append(self.body.pop().replace("<tr", f"<tr{said}", 1))


def depart_claim_row(self: HTML5Translator, node: claim_row) -> None:
    """Close it."""
    self.depart_row(node)


def visit_evidence_map(self: HTML5Translator, node: evidence_map) -> None:
    """Open the map: a figure whose name is its sentence."""
    self.body.append(self.starttag(node, "figure", CLASS="evidence-map"))


def depart_evidence_map(self: HTML5Translator, node: evidence_map) -> None:
    """Close it."""
    self.body.append("</figure>\n")


def visit_map_sentence(self: HTML5Translator, node: map_sentence) -> None:
    """Open the sentence."""
    self.body.append(self.starttag(node, "figcaption", ""))


def depart_map_sentence(self: HTML5Translator, node: map_sentence) -> None:
    """Close it."""
    self.body.append("</figcaption>\n")


def visit_map_link(self: HTML5Translator, node: map_link) -> None:
    """Open a link whose name says more than it shows."""
    named = {"aria-label": node["label"]} if "label" in node else {}
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], **named))


def depart_map_link(self: HTML5Translator, node: map_link) -> None:
    """Close it."""
    self.body.append("</a>")
