"""The registry's answers, kept in the repository: ``refs.verified.json``.

A pull request is checked against them without the network. One record a key: the DOI it answers
for, the day, the state, and the registry's own values in a small fixed shape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from apabib.entries import Entry
from apabib.files import update
from apabib.records import GRAVE, Record, Update, differences
from apabib.rules import Review
from apabib.rules.identifiers import bare_doi
from apabib.settings import Settings, SettingsError
from apabib.words import _

AGREES, DIFFERS, NO_RECORD = "agrees", "differs", "no record"
NOT_CHECKABLE, UNREACHABLE = "not checkable", "unreachable"
#: States that come from an answer, and so go into the snapshot.
ANSWERED = frozenset({AGREES, DIFFERS, NO_RECORD})


@dataclass(slots=True)
class Kept:
    """One line of the snapshot."""

    doi: str
    checked: str
    state: str
    record: Record


# -- The file --------------------------------------------------------------------


def load(path: Path) -> dict[str, Kept]:
    """Read the snapshot; none is an empty one. Raises SettingsError when it cannot be read."""
    if not path.exists():
        return {}
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["entries"]
        return {key: _kept(value) for key, value in table.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(
            _("%s cannot be read (%s): restore it, or delete it and run verify")
            % (path.name, error)
        ) from None


def _kept(value: dict[str, Any]) -> Kept:
    """One line of the file; TypeError or KeyError for anything but what `dump` writes."""
    record = dict(value["record"])
    for name in ("updated_by", "update_to"):
        record[name] = [Update(**each) for each in record.get(name, [])]
    kept = Kept(value["doi"], value["checked"], value["state"], Record(**record))
    texts = [kept.doi, kept.checked, kept.state]
    for name, found in asdict(kept.record).items():
        wanted = list if isinstance(getattr(Record(), name), list) else str
        if not isinstance(found, wanted):
            raise TypeError(name)
        for each in found if isinstance(found, list) else [found]:
            texts += each.values() if isinstance(each, dict) else [each]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("text")
    return kept


def keep(settings: Settings, answers: Mapping[str, Kept], known: Mapping[str, object]) -> None:
    """Put answers into the file; entries that are no longer ``known`` leave it."""

    def change(_old: bytes) -> str:
        kept = {key: one for key, one in load(settings.snapshot).items() if key in known}
        return dump({**kept, **answers})

    if answers:
        update(settings.snapshot, change)


def dump(entries: Mapping[str, Kept]) -> str:
    """The text of a snapshot: sorted, one value a line where it helps a diff."""
    table = {key: _lean(asdict(entries[key])) for key in sorted(entries)}
    return json.dumps({"entries": table}, ensure_ascii=False, indent=1) + "\n"


def _lean(kept: dict[str, Any]) -> dict[str, Any]:
    kept["record"] = {name: value for name, value in kept["record"].items() if value}
    return kept


# -- Checking without the network ------------------------------------------------


def check(review: Review, settings: Settings) -> None:
    """Report what the last verification says of the entries as they are now.

    Raises SettingsError when the snapshot cannot be read.
    """
    kept = load(settings.snapshot)
    entries = review.bibliography.by_key()
    name = settings.shown(settings.snapshot)
    for entry in entries.values():
        one = kept.get(entry.key)
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
    for difference in differences(entry, one.record):
        if settings.accepts(entry.key, difference.field):
            continue
        review.error(
            entry,
            entry.field(difference.field),
            "registry-differs",
            _("%(field)s is “%(ours)s” here and “%(theirs)s” in the registry")
            % {"field": difference.field, "ours": difference.ours, "theirs": difference.theirs},
            _("correct it, or accept it with a reason in apabib.toml"),
        )
    check_updates(review, entry, one.record)


def check_updates(review: Review, entry: Entry, record: Record) -> None:
    """Retractions, expressions of concern and corrections of a work, and works that are such."""
    for notice in record.updated_by:
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
                _("take it out, or say so in the text and accept it in apabib.toml"),
            )
        else:
            review.warn(
                entry,
                None,
                "corrected",
                _("%(kind)s published: doi.org/%(notice)s")
                % {"kind": notice.kind.replace("_", " "), "notice": notice.notice},
                _("read it, mend what we took from the work, and accept it in apabib.toml"),
            )
    for notice in record.update_to:
        review.warn(
            entry,
            None,
            "is-notice",
            _("this is itself a notice (%(kind)s) on doi.org/%(notice)s")
            % {"kind": notice.kind.replace("_", " "), "notice": notice.notice},
            _("cite the work itself, or accept it in apabib.toml"),
        )
