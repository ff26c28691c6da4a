"""The table of all claims on the web: filtered, sorted, shared by its address, taken as data.

Each state of the list has an address: ``back/evidence.html#speaker=coan&rating=contested``. It is
read when the page opens, and when a reader goes back or forward. The parts, all of which may be
missing: ``chapter`` (the last part of its name), ``rating``, ``speaker`` (as in
``claims_speakers``), ``topic`` (a term of the glossary), ``q`` (words), and ``sort`` (``rating``,
``certainty`` or ``speaker``; else by number). Without a script the table is grouped by chapter, and
a count leads to the first of its claims.

A claim is about a term of the glossary when its text has the term: so no list is kept by hand.

Beside each page with the table lie its claims as ``-claims.csv`` and ``-claims.json``, and the
JSON Schema of the latter (``-claims.schema.json``).

====================================  ====================================================
To change                             look in
====================================  ====================================================
what a row tells the script           ``rows``
which terms a claim is about          ``topics``
the files and their schema            ``files``, ``schema``
filters, sorting, addresses           ``static/evidence.js``
the looks of table, filters and map   ``static/evidence.css``
====================================  ====================================================

No settings; ``html_license`` and ``html_baseurl`` stand in the files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from extensions.claims.domain import claim_domain
from extensions.claims.model import LEVELS, NOT_GRADED, RATINGS, Certainty, rating_label
from extensions.claims.table import capital
from extensions.evidence import files, rows, topics
from extensions.frame import add_feature, is_framed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"


def bring(app: Sphinx) -> None:
    """Give pages the style, and the script its words."""
    levels = [Certainty(level) for level in (*LEVELS, NOT_GRADED)]
    add_feature(
        app,
        STATIC,
        style="evidence.css",
        words={
            # Those of the ratings and of the levels, in their order.
            "evidenceRatings": "|".join(rating_label(rating) for rating in RATINGS),
            "evidenceLevels": "|".join(capital(level.label()) for level in levels),
            "evidenceFilters": _("Filter and sort the claims"),
            "evidenceAll": _("All"),
            "evidenceChapter": _("Chapter"),
            "evidenceRating": _("Rating"),
            "evidenceSpeaker": _("Speaker"),
            "evidenceTopic": _("Topic"),
            "evidenceWords": _("Words"),
            "evidenceSort": _("Sorted by"),
            "evidenceNumber": _("Number"),
            "evidenceCertainty": _("Certainty"),
            "evidenceReset": _("Show all claims"),
            "evidenceCopy": _("Copy the link to this list"),
            "evidenceCopied": _("The link is copied."),
            "evidenceAddress": _("The link to this list"),
            "evidenceShown": _("{shown} of {total} claims"),
            "evidenceWhole": _("All {total} claims"),
            "evidenceNone": _("No claim fits."),
        },
    )


def bring_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the pages with the table their script, which no other page needs."""
    if is_framed(app) and pagename in claim_domain(app.env).evidence:
        app.add_js_file("evidence.js", defer="defer", priority=600)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("extensions.claims")
    app.setup_extension("extensions.frame")
    app.connect("builder-inited", bring)
    app.connect("html-page-context", bring_script)
    app.add_post_transform(rows.WebTables)
    app.connect("pages-show", topics.views)
    app.connect("build-finished", files.write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
