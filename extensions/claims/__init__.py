"""Claims of the congress, each with its speaker, rating, sources and evidence.

The directive ``claim`` makes one numbered box::

    :::{claim} coan-stranger-hand
    :speaker: coan
    :rating: mixed
    :sources: coan2006lending, coan2017relationship

    The claim in our words.

    What the evidence says.
    :::

``{evidence-table}`` makes the table of every claim in the book. A claim that breaks a rule is a
warning of the type ``claims`` with the file, the line and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from extensions.claims import domain
from extensions.claims.directive import ClaimDirective, EvidenceTableDirective
from extensions.claims.model import RATINGS, claim, evidence_table, rating_label, rating_mark
from extensions.claims.table import EvidenceTables

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["RATINGS", "claim", "evidence_table", "rating_label", "rating_mark", "setup"]


def name_numbers(app: Sphinx, config: Config) -> None:
    """Give claims their word before the number, and all such words the book's language.

    Those that ``conf.py`` sets are English there.
    """
    words = {"claim": "Claim %s", **config.numfig_format}
    config.numfig_format = {kind: _(word) for kind, word in words.items()}


def visit_claim_html(self: HTML5Translator, node: claim) -> None:
    head = f"{node['ids'][0]}-head"
    self.body.append(
        self.starttag(
            node,
            "div",
            CLASS=f"claim rating-{node['rating']}",
            role="group",
            **{"aria-labelledby": head},
        )
    )
    self.body.append(f'<p class="claim-head" id="{head}">')
    self.add_fignumber(node)
    speaker = _(self.config.claims_speakers[node["speaker"]])
    self.body.append(f'<span class="claim-speaker">{self.encode(speaker)}</span> ')
    self.body.append(
        f'<span class="rating rating-{node["rating"]}">'
        f'<span class="rating-mark" aria-hidden="true">{rating_mark(node["rating"])}</span> '
        f'<span class="rating-word">{self.encode(rating_label(node["rating"]))}</span></span></p>\n'
    )


def depart_claim_html(self: HTML5Translator, node: claim) -> None:
    self.body.append("</div>\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    # The sources of a claim are looked up in the domain of the book.
    app.setup_extension("sphinx_apa7")
    app.add_config_value("claims_speakers", {}, "env", types=dict)
    app.add_domain(domain.ClaimDomain)
    app.add_directive("claim", ClaimDirective)
    app.add_directive("evidence-table", EvidenceTableDirective)
    app.add_enumerable_node(
        claim,
        "claim",
        lambda node: node[0].astext(),
        html=(visit_claim_html, depart_claim_html),
    )
    app.add_node(evidence_table)
    app.add_post_transform(EvidenceTables)
    app.connect("config-inited", name_numbers, priority=900)
    app.connect("env-get-outdated", domain.broken_pages)
    app.connect("env-updated", domain.check_ids)
    app.connect("pages-show", domain.views)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
