"""Every entry says how it was verified, by which record, and when."""

from __future__ import annotations

import re
from datetime import date

from apabib.bibtex.entries import Entry
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review

VERIFIED = re.compile(r"(hand|registry) ([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")

#: What can be opened: an address, or the number of a record.
_ADDRESS = re.compile(
    r"\b[a-z0-9-]{2,63}\.[a-z]{2,24}\b"
    r"|\b(?:PMID|PMC|ISBN|doi|arXiv|[A-Z][A-Za-z]{2,20}Xiv)[: ]{0,2}[0-9]",
    re.IGNORECASE,
)
#: A document with a name of its own: "Lakens 2013", "the catalog of the Library of Congress".
_NAMED = re.compile(r"(?<=[\w,] )(?!(?:API|DOI|ISBN|PDF|PMID|URL)\b)[A-Z]\w|\b[12][0-9]{3}\b")
_ITSELF = "the text itself"
#: What a record says where nothing better was found. It is weak, and it says so.
WEAK = "DOI checked against title in lists of references only"


def is_vague(value: str) -> bool:
    """Whether nobody could find again what a field ``record`` names."""
    if value == WEAK or value.startswith(_ITSELF):
        return False
    return not (_ADDRESS.search(value) or _NAMED.search(value))


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
    record = entry.get("record")
    if record and is_vague(record):
        review.warn(
            entry,
            entry.field("record"),
            "record-vague",
            _("the record names nothing that can be found again: %s") % excerpt(record),
            _("write its address, its PubMed, DOI or ISBN number, or the name of the document"),
        )
    if not record:
        review.error(
            entry,
            entry.field("record"),
            "provenance",
            _("the entry does not name the record it was compared with"),
            _("write record = {%s}") % _("address of the public record"),
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
