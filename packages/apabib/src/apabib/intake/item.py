"""An item in CSL's names: what it says, what nobody asked for, what it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apabib.intake import when
from apabib.intake.plain import plain
from apabib.registry.item import date_years, first

_OF_THE_ITEM = frozenset({"id", "citation-key", "categories", "custom", "page-first", "schema"})
#: What registries keep of their own, what says nothing of the work, and what APA never prints.
_OF_THE_REGISTRY = frozenset({
    "ISSN", "abstract", "accepted", "agency", "aliases", "alternative-id", "approved", "archive",
    "assertion", "chair", "clinical-trial-number", "container-title-short", "content-created",
    "content-domain", "content-updated", "copyright", "created", "deposited", "free-to-read",
    "funder", "group-title", "indexed", "institution", "is-referenced-by-count", "isbn-type",
    "issn-type", "journal-issue", "license", "link", "member", "posted",
    "prefix", "published", "published-online", "published-print", "publisher",
    "reference", "reference-count", "references-count", "relation", "resource", "score",
    "short-container-title", "short-title", "source", "standards-body",
    "status", "subject", "subtype", "title-short", "update-policy", "update-to", "updated-by",
    "version", "other ISBN",
})  # fmt: skip


class Source:
    """An item of which one asks for values; what nobody asked for is left."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        self.item = dict(item)
        self.asked: set[str] = {"type"}

    def raw(self, name: str) -> Any:
        self.asked.add(name)
        return self.item.get(name)

    def text(self, *names: str) -> str:
        """The first of some values that is there; the others stay for ``left``."""
        for name in names:
            if value := plain(first(self.item, name)):
                self.asked.add(name)
                return value
        return ""

    def left(self) -> list[tuple[str, str]]:
        """Names and values that nobody has asked for."""
        return [(name, shown(value)) for name, value in self.item.items()
                if name not in self.asked and shown(value)]  # fmt: skip


def is_bookkeeping(item: Mapping[str, Any], name: str, registry: bool) -> bool:
    """Whether a value says nothing of the work; Crossref's records have more of these."""
    if name in _OF_THE_ITEM:
        return True
    crossref = registry or isinstance(item.get("title"), list)
    return crossref and name in _OF_THE_REGISTRY


def odd_value(item: Mapping[str, Any]) -> str:
    """The name of the first value whose kind neither CSL-JSON nor Crossref has there, or ""."""
    for name in ("title", "container-title", "publisher", "volume", "page", "DOI"):
        value = item.get(name)
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, str | int | float | None):
                return name
    for name in ("author", "editor", "translator"):
        people = item.get(name) or []
        if not isinstance(people, list) or not all(isinstance(each, Mapping) for each in people):
            return name
        parts = ("family", "given", "literal", "name", "suffix")
        if any(not isinstance(each.get(part), str | None) for each in people for part in parts):
            return name
    issued = item.get("issued")
    if issued is None or date_years(issued):
        return ""
    # "In press"; and Crossref says "[[null]]" of a work without a date.
    dated = isinstance(issued, Mapping) and (
        issued.get("literal")
        or issued.get("raw")
        or issued.get("edtf")
        or issued.get("date-parts") == [[None]]
    )
    return "" if dated else "issued"


def shown(value: Any) -> str:
    """A value on one line, for the list of what was not kept."""
    if isinstance(value, Mapping):
        if "date-parts" in value:
            return when.of_csl(value)[0]
        return " ".join(filter(None, (shown(each) for each in value.values())))
    if isinstance(value, list):
        return "; ".join(filter(None, (shown(each) for each in value)))
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())
