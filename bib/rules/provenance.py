"""Every entry of the book says how it was verified, by which record, and when."""

from __future__ import annotations

import re
from datetime import date

from bib.entries import Entry
from bib.rules import Review
from bib.words import _

VERIFIED = re.compile(r"(hand|registry) ([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


def check(review: Review, entry: Entry) -> None:
    """``verified = {hand 2026-11-22}`` (or ``registry``) and ``record = {...}`` are demanded."""
    value = entry.get("verified")
    found = VERIFIED.match(value)
    if not found:
        review.error(
            entry,
            entry.field("verified"),
            "provenance",
            _("the entry does not say how it was verified")
            if not value
            else _("verified cannot be read: %s") % value,
            _("compare it with a public record and write verified = {hand %s}") % review.today,
        )
    else:
        _check_day(review, entry, found)
    if not entry.get("record"):
        review.error(
            entry,
            entry.field("record"),
            "provenance",
            _("the entry does not name the record it was compared with"),
            _("write record = {address of the public record}"),
        )


def _check_day(review: Review, entry: Entry, found: re.Match[str]) -> None:
    try:
        day = date(int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        day = None
    if day is None or day > review.today:
        review.error(
            entry,
            entry.field("verified"),
            "provenance",
            _("verified on a day that is not there yet: %s") % found[0],
            _("correct the day"),
        )
