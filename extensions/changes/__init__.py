"""The page of changes: what is another in this edition than in the last, and which ratings are.

``{changes}`` makes a section of each section of ``CHANGELOG.md`` that says something of the book:
what stands below ``### The book``. In it stand the claims whose rating changed with that edition.

The ratings of an edition are a contract, ``editions.json`` (``record``), which ``make edition``
writes when the edition comes out. The build compares each edition with the one before it, and the
claims of today with the last. Why a rating changed is said in the section of ``CHANGELOG.md``::

    ### Ratings

    - `coan-stranger-hand`: A third study of 2027 found the effect.

A rating that changed without such a line is a warning of the type ``changes``. Where no edition is
on record, the page says so. No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extensions.changes.model import RatingChanges, rating_changes
from extensions.changes.page import ChangesDirective, ChangesDomain, dated_anew, views

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("extensions.claims")
    app.add_domain(ChangesDomain)
    app.add_directive("changes", ChangesDirective)
    app.add_node(rating_changes)
    app.add_post_transform(RatingChanges)
    app.connect("env-get-outdated", dated_anew)
    app.connect("pages-show", views)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
