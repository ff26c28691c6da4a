"""Entries for other programs: BibTeX, RIS, CSL-JSON, and APA text. Provenance stays at home."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from apabib.bibtex import model
from apabib.bibtex.canonical import render
from apabib.bibtex.entries import Entry
from apabib.bibtex.works import year_of
from apabib.text.dates import first_day, is_circa
from apabib.text.latex import without_latex
from apabib.text.names import Name, parse_names

FORMATS = ("bibtex", "ris", "csl-json", "apa")
_PRIVATE = frozenset({"verified", "record"})
_CSL_TYPES = {
    "article": "article-journal", "book": "book", "incollection": "chapter", "inbook": "chapter",
    "inproceedings": "paper-conference", "report": "report", "thesis": "thesis",
    "online": "webpage", "misc": "document",
}  # fmt: skip
_RIS_TYPES = {
    "article": "JOUR", "book": "BOOK", "incollection": "CHAP", "inbook": "CHAP",
    "inproceedings": "CONF", "report": "RPRT", "thesis": "THES", "online": "ELEC", "misc": "GEN",
}  # fmt: skip
_CSL_LANGUAGES = {"dutch": "nl", "german": "de", "french": "fr", "spanish": "es", "italian": "it"}


def export(entries: Sequence[Entry], chosen: Sequence[str], to: str) -> str:
    """The chosen entries (keys) in a format of ``FORMATS``; ``entries`` is the whole book's."""
    by_key = {entry.key: entry for entry in entries}
    wanted = [by_key[key] for key in chosen]
    if to == "apa":
        from apabib.apa7.format import References, works_of

        references = References(works_of(entries))
        in_order = sorted(chosen, key=lambda key: references.rank[key])
        return "\n".join(references.reference_text(key) for key in in_order) + "\n"
    if to == "csl-json":
        return json.dumps([csl(entry) for entry in wanted], ensure_ascii=False, indent=1) + "\n"
    if to == "ris":
        return "\n".join(ris(entry) for entry in wanted)
    return "\n\n".join(render(_public(entry)) for entry in wanted) + "\n"


def _public(entry: Entry) -> Entry:
    public = Entry(entry.type, entry.key, entry.start, entry.key_start)
    public.fields = [each for each in entry.fields if each.lower not in _PRIVATE]
    return public


def csl(entry: Entry) -> dict[str, Any]:
    """One CSL-JSON item, as Zotero and Word's add-ins read it."""
    values, kind = entry.values(), model.base_type(entry.type)
    item: dict[str, Any] = {"id": entry.key, "type": _CSL_TYPES.get(kind, "document")}
    for name in ("author", "editor", "translator"):
        if values.get(name):
            item[name] = [_csl_name(each) for each in parse_names(values[name])[0]]
    texts = {
        "title": _title(values),
        "container-title": _container(values),
        "volume": values.get("volume"),
        "edition": values.get("edition"),
        "issue" if kind == "article" else "number": values.get("number"),
        "page": re.sub("--+", "-", values.get("pages", "")) or values.get("eid"),
        "publisher": values.get("publisher") or values.get("institution") or values.get("school"),
        "DOI": values.get("doi"),
        "URL": values.get("url"),
        "ISBN": values.get("isbn"),
        "ISSN": values.get("issn"),
        "collection-title": values.get("series"),
        "genre": values.get("type") or values.get("titleaddon"),
        "note": values.get("note"),
        "language": _CSL_LANGUAGES.get(values.get("langid", "").lower()),
    }
    item |= {name: without_latex(text) for name, text in texts.items() if text}
    day = _date(values.get("date") or values.get("year", ""))
    if day:
        item["issued"] = day
    if values.get("origyear"):
        item["original-date"] = _date(values["origyear"])
    if values.get("urldate"):
        item["accessed"] = _date(values["urldate"])
    return item


def _title(values: dict[str, str]) -> str:
    """The title, with its translation as APA prints it: neither format has a field for that."""
    title, translation = values.get("title", ""), values.get("titletranslation", "")
    return f"{title} [{translation}]" if title and translation else title


def _container(values: dict[str, str]) -> str:
    return values.get("journal") or values.get("journaltitle") or values.get("booktitle") or ""


def _csl_name(name: Name) -> dict[str, str]:
    if name.organization:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _date(value: str) -> dict[str, Any]:
    parts = first_day(value)
    if not parts:
        return {"literal": value} if value else {}
    return {"date-parts": [list(parts)]} | ({"circa": True} if is_circa(value) else {})


def ris(entry: Entry) -> str:
    """One RIS record, which EndNote and Zotero read: a tag a line, ended by ER."""
    values, kind = entry.values(), model.base_type(entry.type)
    first, _dash, last = values.get("pages", "").partition("--")
    tags: list[tuple[str, str | None]] = [
        ("TY", _RIS_TYPES.get(kind, "GEN")),
        ("ID", entry.key),
        *(("AU", name) for name in _ris_names(values.get("author", ""))),
        *(("ED", name) for name in _ris_names(values.get("editor", ""))),
        *(("A4", name) for name in _ris_names(values.get("translator", ""))),
        ("TI", _title(values) or values.get("titleaddon")),
        ("JO" if kind == "article" else "T2", _container(values)),
        ("PY", year_of(values)),
        ("VL", values.get("volume")),
        ("IS", values.get("number")),
        ("ET", values.get("edition")),
        ("SP", first or values.get("eid")),
        ("EP", last),
        ("PB", values.get("publisher") or values.get("institution")),
        ("SN", values.get("isbn") or values.get("issn")),
        ("DO", values.get("doi")),
        ("UR", values.get("url")),
    ]
    lines = [f"{tag}  - {without_latex(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - ", ""])


def _ris_names(value: str) -> list[str]:
    """RIS puts the suffix last: ``Last, First, Suffix``."""
    return [
        ", ".join(filter(None, (name.family, name.given, name.suffix)))
        for name in parse_names(value)[0]
    ]
