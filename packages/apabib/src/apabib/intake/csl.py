"""CSL-JSON and the answers of Crossref: the same names, one with texts, the other with lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apabib.intake.drafts import Draft, make
from apabib.registry.item import clean_text, date_years, first
from apabib.text.case import upper_first
from apabib.text.identifiers import clean_doi

#: Crossref's and CSL's types.
_TYPES = {
    "journal-article": "article", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "review": "article", "review-book": "article",
    "journal-issue": "article", "book": "book", "monograph": "book", "edited-book": "book",
    "reference-book": "book", "book-set": "book", "book-chapter": "incollection",
    "chapter": "incollection", "book-section": "incollection", "book-part": "incollection",
    "reference-entry": "incollection", "entry-encyclopedia": "incollection",
    "entry-dictionary": "incollection", "proceedings-article": "inproceedings",
    "paper-conference": "inproceedings", "report": "report", "report-component": "report",
    "dissertation": "thesis", "thesis": "thesis", "webpage": "online", "post-weblog": "online",
    "post": "online", "posted-content": "misc", "article": "misc", "dataset": "misc",
}  # fmt: skip


def from_csl(item: Mapping[str, Any]) -> Draft:
    """One CSL-JSON item or answer of Crossref; both have the same names, one has lists."""
    kind = _TYPES.get(first(item, "type"), "misc")
    item = {
        name: without_braces(value) if isinstance(value, str) else value
        for name, value in item.items()
    }
    fields = {
        "author": _people(item.get("author")),
        "editor": _people(item.get("editor")),
        "translator": _people(item.get("translator")),
        "title": title_of(item),
        "year": csl_year(item),
        "volume": first(item, "volume"),
        "number": first(item, "issue") or (first(item, "number") if kind == "report" else ""),
        "edition": first(item, "edition-number") or first(item, "edition"),
        "doi": clean_doi(first(item, "DOI")),
        "isbn": _isbn(item),
    }
    container = clean_text(first(item, "container-title"))
    fields[{"article": "journal"}.get(kind, "booktitle")] = container
    if kind in {"report", "thesis"}:
        institution = item.get("institution")
        name = institution[0].get("name") if institution and _is_objects(institution) else ""
        fields["institution"] = clean_text(name or first(item, "publisher"))
    elif kind != "article":
        fields["publisher"] = clean_text(first(item, "publisher"))
    if kind in {"book", "report", "thesis", "online", "misc"}:
        fields.pop("booktitle", None)
    page = first(item, "page")
    number = first(item, "article-number")
    fields["eid" if number and not page else "pages"] = number if number and not page else page
    if kind in {"online", "misc"} and not fields["doi"]:
        fields["url"] = first(item, "URL")
    return make(kind, fields)


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
        issued.get("literal") or issued.get("raw") or issued.get("date-parts") == [[None]]
    )
    return "" if dated else "issued"


def without_braces(text: str) -> str:
    """Foreign text without the signs that would be markup in BibTeX."""
    return re.sub(r"[{}\\]", "", text)


def csl_year(item: Mapping[str, Any]) -> str:
    """The year of the version of record: print before any before online."""
    for name in ("published-print", "published", "issued", "published-online", "posted"):
        years = date_years(item.get(name))
        if years:
            return years[0]
    return ""


def title_of(item: Mapping[str, Any]) -> str:
    title, subtitle = clean_text(first(item, "title")), clean_text(first(item, "subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title.rstrip(': ')}: {upper_first(subtitle)}"
    return title


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _people(value: Any) -> str:
    if not _is_objects(value):
        return ""
    return " and ".join(
        filter(None, (_person(each) for each in value if isinstance(each, Mapping)))
    )


def _person(each: Mapping[str, Any]) -> str:
    family, given = clean_text(first(each, "family")), clean_text(first(each, "given"))
    particle = " ".join(
        filter(None, (first(each, "dropping-particle"), first(each, "non-dropping-particle")))
    )
    if not family:
        name = clean_text(first(each, "name") or first(each, "literal") or given)
        return f"{{{name}}}" if name else ""
    family = f"{particle} {family}".strip()
    suffix = clean_text(first(each, "suffix"))
    return ", ".join(filter(None, (family, suffix, given)))


def _isbn(item: Mapping[str, Any]) -> str:
    values = item.get("ISBN")
    numbers = values if isinstance(values, list) else re.split(r"[\s,;]+", str(values or ""))
    numbers = [str(number).rpartition("/")[2].strip() for number in numbers if number]
    long = [n for n in numbers if len(re.sub("[^0-9X]", "", n)) == 13]
    return (long or numbers or [""])[0]
