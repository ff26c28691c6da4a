"""What of each work was read: the full text, its abstract, or a record that names it."""

from __future__ import annotations

from apabib.bibtex.entries import Entry
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.text.near import nearest

#: What can be read of a work, from the most to the least.
KINDS = ("full text", "abstract", "record")


def check(review: Review, entry: Entry) -> None:
    """``read = {abstract}``, or another of ``KINDS``, is demanded."""
    value = " ".join(entry.get("read").split())
    if value in KINDS:
        return
    near = nearest(value, KINDS) if value else ""
    review.error(
        entry,
        entry.field("read"),
        "read",
        _("read cannot be read: %s") % excerpt(value)
        if value
        else _("the entry does not say what was read of the work"),
        _("did you mean %s?") % near
        if near
        else _("write read = {full text}, read = {abstract}, or read = {record}"),
    )
