"""``editions.json``: the ratings of every edition that came out, oldest first. It only grows.

::

    {"editions": [{"version": "1.0", "date": "2026-12-01", "claims": {
      "coan-stranger-hand": {"number": "4.3", "rating": "mixed", "statement": "..."}}}]}

Standard library only: ``make release`` reads it too.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "editions.json"


class RecordError(Exception):
    """The file is not what ``dump`` writes; the message says where and what to do."""


@dataclass(frozen=True)
class Rated:
    """A claim in one edition."""

    number: str
    rating: str
    #: In the words of that edition.
    statement: str


@dataclass(frozen=True)
class Edition:
    """An edition that came out."""

    version: str
    date: dt.date
    claims: Mapping[str, Rated]


@dataclass(frozen=True)
class Changes:
    """What became of the claims between two editions, in the order of the later one."""

    #: id, before, after
    changed: Sequence[tuple[str, Rated, Rated]]
    new: Sequence[str]
    gone: Sequence[tuple[str, Rated]]


def load(folder: Path) -> list[Edition]:
    """The editions on record; none where there is no file. Raises RecordError."""
    try:
        text = (folder / FILE).read_text("utf-8")
    except FileNotFoundError:
        return []
    try:
        return [_edition(one) for one in json.loads(text)["editions"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordError(
            f"{FILE} is not as `make edition` writes it ({error!r}): restore it from git"
        ) from error


def _edition(said: dict[str, Any]) -> Edition:
    claims = {id_: Rated(**rated) for id_, rated in said["claims"].items()}
    return Edition(str(said["version"]), dt.date.fromisoformat(said["date"]), claims)


def dump(editions: Sequence[Edition]) -> str:
    """The text of the file."""
    said = [
        {
            "version": one.version,
            "date": one.date.isoformat(),
            "claims": {id_: asdict(rated) for id_, rated in one.claims.items()},
        }
        for one in editions
    ]
    return json.dumps({"editions": said}, ensure_ascii=False, indent=1) + "\n"


def compare(before: Mapping[str, Rated], after: Mapping[str, Rated]) -> Changes:
    """What changed from one edition to the next: ratings, and which claims there are."""
    return Changes(
        [
            (id_, before[id_], now)
            for id_, now in after.items()
            if id_ in before and before[id_].rating != now.rating
        ],
        [id_ for id_ in after if id_ not in before],
        [(id_, rated) for id_, rated in before.items() if id_ not in after],
    )
