"""What the registry said of the entries when they were last verified, without the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from apabib.bibtex.entries import Entry
from apabib.i18n import _
from apabib.registry.compare import Difference, differences
from apabib.registry.copies import Dissent, dissents
from apabib.registry.record import GRAVE, Record
from apabib.registry.snapshot import NO_RECORD, Copy, Kept, load
from apabib.rules import notices
from apabib.rules.review import Review
from apabib.settings import Settings
from apabib.text.identifiers import bare_doi

T = TypeVar("T", Difference, Dissent)


def check(review: Review, settings: Settings) -> None:
    """Report what the last verification says of the entries as they are now.

    Raises SettingsError when the snapshot cannot be read.
    """
    kept, copied = load(settings.snapshot)
    entries = review.bibliography.by_key()
    name = settings.shown(settings.snapshot)
    for entry in entries.values():
        one = kept.get(entry.key)
        _check_copies(review, settings, entry, copied.get(entry.key, []))
        if one is None:
            if entry.get("record").startswith(("api.crossref.org/", "doi.org/")):
                review.warn(
                    entry,
                    entry.field("record"),
                    "snapshot-missing",
                    _("verified by the registry, and %s does not know it") % name,
                    _("run: apabib verify %s") % entry.key,
                )
        elif bare_doi(entry.get("doi")).casefold() != one.doi.casefold():
            review.warn(
                entry,
                entry.field("doi"),
                "snapshot-stale",
                _("the DOI has changed since it was verified"),
                _("run: apabib verify %s") % entry.key,
            )
        else:
            _check_kept(review, settings, entry, one)


def _check_kept(review: Review, settings: Settings, entry: Entry, one: Kept) -> None:
    if one.state == NO_RECORD:
        review.error(
            entry,
            entry.field("doi"),
            "doi-unregistered",
            _("the registry knew no such DOI on %s") % one.checked,
            _("compare it with the publisher's page"),
        )
        return
    for difference in _unaccepted(review, settings, entry, differences(entry, one.record)):
        review.error(
            entry,
            entry.field(difference.field),
            "registry-differs",
            _("%(field)s is “%(ours)s” here and “%(theirs)s” in the registry")
            % {"field": difference.field, "ours": difference.ours, "theirs": difference.theirs},
            _("correct it, or accept it with a reason in %s") % settings.file,
        )
    _check_updates(review, entry, one.record, settings.file)


def _check_copies(review: Review, settings: Settings, entry: Entry, copies: Sequence[Copy]) -> None:
    """Report what all public copies of a record that have a field say against an entry."""
    doi = bare_doi(entry.get("doi")).casefold()
    current = [copy for copy in copies if not copy.doi or copy.doi == doi]
    for each in _unaccepted(review, settings, entry, dissents(entry, current)):
        review.warn(
            entry,
            entry.field(each.field),
            "copies-differ",
            _("%(field)s is “%(ours)s” here and “%(theirs)s” in copies of the record (%(sources)s)")
            % {
                "field": each.field,
                "ours": each.ours,
                "theirs": each.theirs,
                "sources": "; ".join(each.sources),
            },
            _("correct it, or accept it with a reason in %s") % settings.file,
        )


def _unaccepted(
    review: Review, settings: Settings, entry: Entry, found: Iterable[T]
) -> Iterator[T]:
    """Differences without an exception in the settings; one that has its exception uses it."""
    for each in found:
        if accepted := settings.exception(entry.key, each.field):
            review.used.add(accepted)
        else:
            yield each


def _check_updates(review: Review, entry: Entry, record: Record, file: str) -> None:
    """Retractions, expressions of concern and corrections of a work, and works that are such."""
    told = notices.known(entry)
    for notice in record.updated_by:
        if notice.notice.casefold() in told:
            continue  # the entry says it, and so does its reference
        if notice.kind in GRAVE:
            review.error(
                entry,
                None,
                "retracted",
                _("%(kind)s published%(day)s: doi.org/%(notice)s")
                % {
                    "kind": notice.kind.replace("_", " "),
                    "notice": notice.notice,
                    "day": f" {notice.day}" if notice.day else "",
                },
                _("take it out, or say so in the text and accept it in %s") % file,
            )
        else:
            review.warn(
                entry,
                None,
                "corrected",
                _("%(kind)s published: doi.org/%(notice)s")
                % {"kind": notice.kind.replace("_", " "), "notice": notice.notice},
                _("read it, mend what we took from the work, and accept it in %s") % file,
            )
    for notice in record.update_to:
        review.warn(
            entry,
            None,
            "is-notice",
            _("this is itself a notice (%(kind)s) on doi.org/%(notice)s")
            % {"kind": notice.kind.replace("_", " "), "notice": notice.notice},
            _("cite the work itself, or accept it in %s") % file,
        )
