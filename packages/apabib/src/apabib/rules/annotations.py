"""What is said of single names: ``author+an:role = {1=director; 2="Guest host"}``."""

from __future__ import annotations

from collections.abc import Mapping

from apabib.bibtex import model
from apabib.bibtex.annotations import is_annotation, said_of
from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.text.names import OTHERS, split_names


def check(review: Review, entry: Entry, each: Field, values: Mapping[str, str]) -> None:
    """Judge an annotation beside the field that it belongs to; ``values`` has what is inherited."""
    field = model.part_of(each.lower)
    if field == each.lower or not each.text.strip():
        return
    if not values.get(field):
        review.warn(
            entry,
            each,
            "annotation-form",
            _("%s speaks of %s, which the entry has not") % (each.lower, field),
            _("add %s, or delete it") % field,
        )
    elif not is_annotation(each.value):
        review.warn(
            entry,
            each,
            "annotation-form",
            _("%s cannot be read: %s") % (each.lower, excerpt(each.value)),
            _('write {1=director}, {1="Any words"}, or {=director} for all'),
        )
    elif field in model.NAMES:
        names = [name for name in split_names(values[field]) if name and name != OTHERS]
        if (last := max(said_of(each.value))) > len(names):
            review.warn(
                entry,
                each,
                "annotation-form",
                _("%s speaks of name %d, and %s has %d") % (each.lower, last, field, len(names)),
                _("count the names from 1"),
            )
