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
