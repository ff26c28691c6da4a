"""The rules of the Web Annotation Data Model (W3C, 2017) that a file must keep, by section."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: 3.3.5, and Web Annotation Vocabulary 3.2.
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
#: 3.3.1: xsd:dateTime in UTC, expressed as Z.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
#: 4.2: the selectors, the keys that each must have, and their types.
SELECTORS: dict[str, dict[str, type]] = {
    "TextQuoteSelector": {"exact": str},
    "TextPositionSelector": {"start": int, "end": int},
    "FragmentSelector": {"value": str},
}
KNOWN = {
    "annotation": {
        "@context", "id", "type", "motivation", "created", "modified", "body", "target",
    },
    "body": {"type", "value", "format", "language", "purpose"},
    "target": {"source", "selector"},
    "selector": {"type", "exact", "prefix", "suffix", "start", "end", "value", "conformsTo"},
    "collection": {"@context", "id", "type", "label", "total", "first"},
    "page": {"id", "type", "startIndex", "items"},
}  # fmt: skip


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def problems(collection: dict[str, Any]) -> list[str]:
    """What is wrong with a collection that embeds its only page (5.1, 5.2)."""
    found = unknown("collection", collection)
    if collection.get("@context") != CONTEXT:
        found.append("3.1: the context")
    if collection.get("type") != "AnnotationCollection" or not is_iri(collection.get("id")):
        found.append("5.1: type and id of the collection")
    page = collection["first"]
    found += unknown("page", page)
    if page.get("type") != "AnnotationPage" or not is_iri(page.get("id")):
        found.append("5.2: type and id of the page")
    items = page.get("items", [])
    if collection.get("total") != len(items) or page.get("startIndex") != 0:
        found.append("5.1: the total")
    if len({one["id"] for one in items}) != len(items):
        found.append("3.1: an id twice")
    return [*found, *(problem for one in items for problem in annotation(one))]


def unknown(kind: str, found: dict[str, Any]) -> list[str]:
    return [f"{kind}: {key}" for key in found.keys() - KNOWN[kind]]


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and bool(urlsplit(value).scheme)


def annotation(one: dict[str, Any]) -> list[str]:
    found = unknown("annotation", one)
    if one.get("type") != "Annotation" or not is_iri(one.get("id")):
        found.append("3.1: type and id")
    if one.get("motivation") not in MOTIVATIONS:
        found.append("3.3.5: the motivation")
    found += [f"3.3.1: {key}" for key in ("created", "modified") if not DATE.fullmatch(one[key])]
    for body in many(one.get("body", [])):
        found += unknown("body", body)
        if body.get("type") != "TextualBody" or not isinstance(body.get("value"), str):
            found.append("3.2.4: a textual body has one value")
        if body.get("purpose", "commenting") not in MOTIVATIONS:
            found.append("3.3.5: the purpose")
    target = one["target"]
    found += unknown("target", target)
    if not isinstance(target.get("source"), str) or " " in target["source"]:
        found.append("4: exactly one source")
    for selector in many(target.get("selector", [])):
        found += unknown("selector", selector)
        keys = SELECTORS.get(selector.get("type"), {"": str})
        if not all(isinstance(selector.get(key), kind) for key, kind in keys.items()):
            found.append(f"4.2: {selector.get('type')}")
        if selector.get("type") == "TextPositionSelector" and not (
            0 <= selector["start"] < selector["end"]
        ):
            found.append("4.2.5: start and end")
    return found
