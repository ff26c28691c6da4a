"""The registry's answers, kept in the repository: ``refs.verified.json``.

A pull request is checked against them without the network. One record a key: the DOI it answers
for, the day, the state, and the registry's own values in a small fixed shape. What public copies of
records say (`apabib.registry.copies`) stands in a table of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from apabib.files import update
from apabib.i18n import _
from apabib.registry.record import Record, Update
from apabib.settings import Settings, SettingsError

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


@dataclass(frozen=True, slots=True)
class Copy:
    """A record of a work as a public place has it: where, the day it was seen, the DOI it gives.

    ``record`` is what the place says; ``same`` are fields of the entry of which somebody saw that
    the place says the same, with what the entry said then.
    """

    source: str
    seen: str
    doi: str
    record: Record
    same: dict[str, str] = field(default_factory=dict)


class Snapshot(NamedTuple):
    """What is kept, by key: the registry's answers, and public copies of its records."""

    entries: dict[str, Kept]
    copies: dict[str, list[Copy]]


def load(path: Path) -> Snapshot:
    """Read the snapshot; none is an empty one. Raises SettingsError when it cannot be read."""
    if not path.exists():
        return Snapshot({}, {})
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Snapshot(
            {key: _kept(one) for key, one in table["entries"].items()},
            {key: [_copy(one) for one in ones] for key, ones in table.get("copies", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(
            _("%s cannot be read (%s): restore it, or delete it and run verify")
            % (path.name, error)
        ) from None


def _kept(value: dict[str, Any]) -> Kept:
    """One line of the file; TypeError or KeyError for anything but what `dump` writes."""
    kept = Kept(value["doi"], value["checked"], value["state"], _record(value["record"]))
    _must_be_text(kept.doi, kept.checked, kept.state)
    return kept


def _copy(value: dict[str, Any]) -> Copy:
    same = dict(value.get("same", {}))
    copy = Copy(value["source"], value["seen"], value["doi"], _record(value["record"]), same)
    _must_be_text(copy.source, copy.seen, copy.doi, *same, *same.values())
    return copy


def _record(value: dict[str, Any]) -> Record:
    given = dict(value)
    for name in ("updated_by", "update_to"):
        given[name] = [Update(**each) for each in given.get(name, [])]
    record = Record(**given)
    for name, found in asdict(record).items():
        wanted = list if isinstance(getattr(Record(), name), list) else str
        if not isinstance(found, wanted):
            raise TypeError(name)
        for each in found if isinstance(found, list) else [found]:
            _must_be_text(*(each.values() if isinstance(each, dict) else [each]))
    return record


def _must_be_text(*values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("text")


def keep(
    settings: Settings,
    answers: Mapping[str, Kept],
    known: Mapping[str, object],
    *,
    copies: Mapping[str, Sequence[Copy]] | None = None,
) -> None:
    """Put answers and copies into the file; entries that are no longer ``known`` leave it.

    Of copies in one place the last one counts.
    """

    def change(_old: bytes) -> str:
        old = load(settings.snapshot)
        kept = {key: one for key, one in old.entries.items() if key in known}
        copied = {key: list(ones) for key, ones in old.copies.items() if key in known}
        for key, ones in (copies or {}).items():
            last = {one.source: one for one in ones}
            # Old ones that share a place stay: what came in says nothing of them.
            before = [one for one in copied.get(key, []) if one.source not in last]
            copied[key] = [*before, *last.values()]
        return dump({**kept, **answers}, copied)

    if answers or copies:
        update(settings.snapshot, change)


def dump(entries: Mapping[str, Kept], copies: Mapping[str, Sequence[Copy]] | None = None) -> str:
    """The text of a snapshot: sorted, one value a line where it helps a diff."""
    answers = {key: _lean(asdict(entries[key])) for key in sorted(entries)}
    table: dict[str, Any] = {"entries": answers}
    if copies:
        table["copies"] = {
            key: [_lean(asdict(one)) for one in sorted(ones, key=lambda one: one.source)]
            for key, ones in sorted(copies.items())
        }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _lean(kept: dict[str, Any]) -> dict[str, Any]:
    kept["record"] = {name: value for name, value in kept["record"].items() if value}
    if not kept.get("same", True):
        del kept["same"]
    return kept
