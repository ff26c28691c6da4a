"""Entries that lend their fields to themselves, through ``crossref`` and ``xdata`` of others."""

from __future__ import annotations

from collections.abc import Mapping

from apabib.bibtex.entries import Entry
from apabib.bibtex.inherit import circles, parents
from apabib.i18n import _
from apabib.rules.review import Review


def check(review: Review, entries: Mapping[str, Entry]) -> None:
    """Each circle is named once a file, at the first entry of it that stands there.

    That an entry names itself is said among its fields.
    """
    if not any(entry.field("crossref") or entry.field("xdata") for entry in entries.values()):
        return
    here = review.bibliography.by_key()
    for circle in circles(entries):
        at = next((at for at, key in enumerate(circle) if key in here), None)
        if at is None or len(circle) == 1:
            continue
        turned = circle[at:] + circle[:at]
        entry, after = here[turned[0]], turned[1]
        name = next(name for name, key in parents(entry.values()) if key == after)
        review.error(
            entry,
            entry.field(name),
            "crossref-circle",
            _("%s leads back to the entry: %s") % (name, " → ".join([*turned, turned[0]])),
            _("a part names its whole, and the whole does not name its part: delete one of these"),
        )
