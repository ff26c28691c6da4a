"""Claims of the congress, each with its speaker, rating, sources and evidence.

The directive ``claim`` makes one numbered box::

    :::{claim} coan-stranger-hand
    :speaker: coan
    :rating: mixed
    :sources: coan2006lending, coan2017relationship
    :certainty: low (imprecision)
    :reported: loosely
    :correction: What the record shows, in a sentence without citations.
    :seen: 2026-11-26

    The claim in our words.

    What the evidence says.
    :::

Behind each source of a claim stands what was read of it, from the field ``read`` of its entry.

``{evidence-map}`` draws every claim by its speaker and its rating, and counts them in a sentence.
``{evidence-table}`` makes the table of every claim in the book, which cites their sources,
``{claims-by-rating}`` lists their numbers under their ratings, ``{corrections-table}`` has every
claim which was not reported exactly, and ``{read-count}`abstract``` says of how many sources
the abstract was read. A claim that breaks a rule is a warning of the type ``claims`` with the file,
the line and what to do.

===============  =======  ====================================================================
Setting          Default  Meaning
===============  =======  ====================================================================
claims_speakers  ``{}``   who makes claims: the name in ``:speaker:`` -> the name in the book
===============  =======  ====================================================================

It answers the event ``pages-show`` of ``sphinx_apa7.freshness``, so that a page with a table is
written again when a claim changes.

====================================  ====================================================
To change                             look in
====================================  ====================================================
ratings, certainty, and their words   ``model``
options and rules of the directive    ``directive``, ``standing``
what is kept from build to build      ``domain``
the tables of claims                  ``table`` (of docutils' nodes, for every format)
the map of claims                     ``map`` (a table of links, for every format)
what was read of sources              ``read``
how a claim prints in HTML and EPUB   ``html``
how a claim prints in the PDF         ``typst``, ``claim.typ``
====================================  ====================================================

To print claims in a new format, write two functions like those in ``html``, in a module of that
format's name, and add ``theformat=(visit_claim, depart_claim)`` to ``add_enumerable_node`` below.
EPUB has none of its own: Sphinx lets it use those of HTML, as long as no extension at all brings
visitors for ``epub`` (sphinx-doc/sphinx#14587).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from extensions.claims import domain, html, read, typst
from extensions.claims.directive import (
    ClaimDirective,
    CorrectionsTableDirective,
    EvidenceMapDirective,
    EvidenceTableDirective,
    RatingListDirective,
)
from extensions.claims.map import EvidenceMaps
from extensions.claims.model import (
    RATINGS,
    claim,
    claim_page,
    claim_row,
    corrections_table,
    evidence_map,
    evidence_table,
    map_link,
    map_sentence,
    rating_label,
    rating_list,
    rating_mark,
    rating_sign,
    read_count,
)
from extensions.claims.table import CellLabels, ClaimTables, QuietMarks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["RATINGS", "claim", "evidence_table", "rating_label", "rating_mark", "setup"]


def name_numbers(app: Sphinx, config: Config) -> None:
    """Give claims their word before the number, and all such words the book's language.

    Those that ``conf.py`` sets are English there.
    """
    words = {"claim": "Claim %s", **config.numfig_format}
    config.numfig_format = {kind: _(word) for kind, word in words.items()}


def setup(app: Sphinx) -> ExtensionMetadata:
    # The sources of a claim are looked up in the domain of the book.
    app.setup_extension("sphinx_apa7")
    app.add_config_value("claims_speakers", {}, "env", types=frozenset({dict}))
    app.add_domain(domain.ClaimDomain)
    app.add_directive("claim", ClaimDirective)
    app.add_directive("evidence-table", EvidenceTableDirective)
    app.add_directive("evidence-map", EvidenceMapDirective)
    app.add_directive("corrections-table", CorrectionsTableDirective)
    app.add_directive("claims-by-rating", RatingListDirective)
    app.add_enumerable_node(
        claim,
        "claim",
        lambda node: node[0].astext(),
        html=(html.visit_claim, html.depart_claim),
        typst=(typst.visit_claim, None),  # type: ignore[arg-type]  # add_node takes None
    )
    app.add_node(evidence_table)
    app.add_node(claim_row, html=(html.visit_claim_row, html.depart_claim_row))
    app.add_node(rating_sign, html=(html.visit_rating_sign, html.depart_rating_sign))
    app.add_node(
        evidence_map,
        html=(html.visit_evidence_map, html.depart_evidence_map),
        typst=(typst.visit_evidence_map, typst.depart_evidence_map),
    )
    app.add_node(map_sentence, html=(html.visit_map_sentence, html.depart_map_sentence))
    app.add_node(
        map_link,
        html=(html.visit_map_link, html.depart_map_link),
        typst=(typst.visit_map_link, None),
    )
    app.add_node(corrections_table)
    app.add_node(rating_list)
    app.add_node(claim_page, typst=(typst.visit_claim_page, None))
    app.add_post_transform(ClaimTables)
    app.add_post_transform(EvidenceMaps)
    app.add_post_transform(QuietMarks)
    app.add_post_transform(CellLabels)
    app.add_role("read-count", read.ReadCountRole())
    app.add_node(read_count)
    app.add_post_transform(read.ReadMarks)
    app.connect("config-inited", name_numbers, priority=900)
    app.connect("env-get-outdated", domain.broken_pages)
    app.connect("env-updated", domain.check_ids)
    app.connect("env-updated", domain.note_places)
    app.connect("pages-show", domain.views)
    app.connect("pages-show", read.views)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
