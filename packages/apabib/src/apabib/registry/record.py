"""The registry's record of a work, cut to what can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apabib.registry.item import clean_text, date_years, titles_of

#: What can happen to a published work that makes citing it false; all else is a correction.
GRAVE = frozenset(
    {"retraction", "partial_retraction", "withdrawal", "removal", "expression_of_concern"}
)


@dataclass(frozen=True, slots=True)
class Update:
    """A retraction, correction or the like: ``notice`` is its DOI, ``source`` who says so."""

    kind: str
    notice: str
    day: str = ""
    source: str = ""


@dataclass(slots=True)
class Record:
    """A registry's values, comparable: all forms of the title and the container, all years."""

    titles: list[str] = field(default_factory=list)
    subtitles: list[str] = field(default_factory=list)
    containers: list[str] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    volume: str = ""
    number: str = ""
    pages: str = ""
    updated_by: list[Update] = field(default_factory=list)
    update_to: list[Update] = field(default_factory=list)


def record_of(message: Mapping[str, Any]) -> Record:
    """The comparable part of a CSL-JSON item or of what Crossref calls a message."""
    years: list[str] = []
    for name in ("published-print", "published", "issued", "published-online", "posted"):
        years += [year for year in date_years(message.get(name)) if year not in years]
    return Record(
        titles=titles_of(message, ("title", "original-title")),
        subtitles=titles_of(message, ("subtitle",)),
        containers=titles_of(message, ("container-title", "short-container-title")),
        years=years,
        authors=_families(message.get("author")),
        editors=_families(message.get("editor")),
        volume=_text(message.get("volume")),
        number=_text(message.get("issue")),
        pages=_text(message.get("page") or message.get("article-number")),
        updated_by=_updates(message.get("updated-by")),
        update_to=_updates(message.get("update-to")),
    )


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _families(value: Any) -> list[str]:
    people = (
        [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    )
    return [
        clean_text(_text(each.get("family") or each.get("name") or each.get("literal")))
        for each in people
    ]


def _updates(value: Any) -> list[Update]:
    updates: list[Update] = []
    for each in value if isinstance(value, list) else []:
        if isinstance(each, Mapping):
            parts = (each.get("updated") or {}).get("date-parts") or [[]]
            day = "-".join(f"{part:02d}" for part in parts[0] if isinstance(part, int))
            kind = _text(each.get("type")).lower().replace("-", "_").replace(" ", "_")
            update = Update(kind, _text(each.get("DOI")), day, _text(each.get("source")))
            # The publisher and Retraction Watch often report the same notice.
            if (update.kind, update.notice) not in {(one.kind, one.notice) for one in updates}:
                updates.append(update)
    return updates
