"""One entry as a record of RIS, which EndNote, Zotero and Mendeley read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from apabib.bibtex import model
from apabib.bibtex.entries import Entry
from apabib.bibtex.habits import as_meant
from apabib.bibtex.inherit import values_with_parents
from apabib.export.back import extra
from apabib.export.dates import printed_day, ris_dates, ris_parts
from apabib.export.people import people
from apabib.export.to_csl import language, notices, titled, translated
from apabib.export.words import KINDS_OF_ARTICLES, address, in_words, ris_type
from apabib.intake.drafts import Draft
from apabib.intake.formats import read_text
from apabib.text.dates import Date
from apabib.text.identifiers import clean_doi
from apabib.text.latex import without_latex
from apabib.text.lists import publishers
from apabib.text.names import Name

_DASH = re.compile(r"\s*[-‐-―−]+\s*")
#: Tags of names by CSL's roles, and those that some types of RIS have for them.
_PEOPLE = {
    "author": "AU", "editor": "ED", "translator": "A4", "container-author": "C2",
    "director": "AU", "host": "AU", "script-writer": "AU", "guest": "AU", "composer": "AU",
}  # fmt: skip
#: Where a number stands, by RIS's types; elsewhere in IS.
_TAGS_OF_NUMBERS = {
    "RPRT": "SN", "PAT": "SN", "STAND": "SN", "DATA": "NV", "THES": "M1", "BOOK": "M1",
    "SOUND": "M1", "CHAP": "SV", "CPAPER": "M1", "CONF": "M1",
}  # fmt: skip
_TAGS_OF_TYPES = {
    ("MPCT", "performer"): "A4", ("MPCT", "producer"): "A3", ("VIDEO", "producer"): "A3",
    ("SOUND", "performer"): "A2", ("PCOMM", "recipient"): "A2",
}  # fmt: skip


def ris(entry: Entry, entries: Mapping[str, Entry] | None = None) -> str:
    """One RIS record, a tag a line, ended by ER.

    ``entries`` has those that it may inherit from. What RIS has no tag for stands in M2, which
    Zotero takes for its field Extra.
    """
    kind, values = as_meant(entry.type, values_with_parents(entry, entries or {}))
    entry = replace(entry, type=kind)
    tags = [
        (tag, address(value) if tag in {"UR", "DO"} else without_latex(value))
        for tag, value in _tags(entry, values)
        if value
    ]

    def record(lines: list[str]) -> str:
        written = [*tags, *(("M2", line) for line in lines)]
        return "\n".join([*(f"{tag}  - {value}" for tag, value in written), "ER  - ", ""])

    def read(lines: list[str]) -> Draft:
        return read_text(record(lines))[0]

    return record(extra(entry, values, read))


def _tags(entry: Entry, values: Mapping[str, str]) -> list[tuple[str, str]]:
    kind = entry.type
    if kind in {"phdthesis", "mastersthesis", "techreport"}:
        values = {"type": kind, **values}
    base, named = model.base_type(kind), ris_type(kind, values)
    first, last = _first_and_last(values.get("pages", ""))
    return [
        ("TY", named),
        ("ID", entry.key),
        *_names(named, values),
        ("TI", translated(values, titled(values)) or values.get("titleaddon", "")),
        ("ST", values.get("shorttitle", "")),
        *_containers(base, named, values),
        *ris_dates(printed_day(kind, values)),
        ("OP", Date.parse(values.get("origdate") or values.get("origyear", "")).year),
        *_numbers(base, named, values, first, last),
        ("PB", "" if base in model.LEGAL else _publisher(values)),
        ("CY", _place(named, values)),
        ("M3", _description(base, values)),
        ("SN", "" if named in {"PAT", "STAND", "RPRT"} and values.get("number") else
         values.get("isbn") or values.get("issn", "")),
        ("DO", clean_doi(values.get("doi", "")) or values.get("doi", "")),
        ("UR", values.get("url", "")),
        ("Y2", "/".join(ris_parts(values.get("urldate", "")))),
        ("LA", language(values)),
        *(("KW", word) for word in re.split(r"\s*[,;]\s*", values.get("keywords", ""))),
        ("AB", values.get("abstract", "")),
        ("N1", values.get("note", "")),
        *(("N1", notice) for notice in notices(values)),
    ]  # fmt: skip


def _names(named: str, values: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    for role, names in people(values).items():
        tag = _TAGS_OF_TYPES.get((named, role)) or _PEOPLE.get(role, "")
        found += [(tag, _name(name)) for name in names if tag]
    return list(dict.fromkeys(found))


def _containers(base: str, named: str, values: Mapping[str, str]) -> list[tuple[str, str]]:
    series = values.get("series", "")
    if base in {"article", "periodical"}:
        journal = values.get("journal") or titled(values, "journaltitle")
        return [("JO" if named != "BLOG" else "T2", journal), ("T3", series),
                ("J2", values.get("shortjournal", ""))]  # fmt: skip
    book = titled(values, "booktitle") or titled(values, "maintitle")
    event = values.get("eventtitle", "")
    if named == "CONF":
        return [("T2", event or book), ("C3", book if event else ""), ("T3", series),
                ("C1", values.get("venue", ""))]  # fmt: skip
    if event and not book:
        return [("T2", event), ("T3", series)]
    site = "" if book else values.get("organization", "")
    if base in model.LEGAL:
        return [("T2", values.get("citation", "")), ("PB", values.get("organization", ""))]
    container = book or (site if named in {"ELEC", "ICOMM", "DATA", "COMP"} else "")
    return [("T2", container), ("T3" if container else "T2", series)]


def _numbers(
    base: str, named: str, values: Mapping[str, str], first: str, last: str
) -> list[tuple[str, str]]:
    number = values.get("number") or values.get("issue", "")
    where = _TAGS_OF_NUMBERS.get(named, "IS")
    article = values.get("eid", "") if base == "article" else ""
    return [
        ("VL", values.get("volume", "")),
        ("NV", values.get("volumes", "")),
        (where, number),
        ("ET", values.get("edition") or values.get("version", "")),
        ("SE", values.get("chapter", "")),
        ("SP", first or (values.get("eid", "") if not article else "")
         or (values.get("pagetotal", "") if named in {"BOOK", "THES", "RPRT"} else "")),
        ("EP", last),
        ("C7", article),
    ]  # fmt: skip


def _place(named: str, values: Mapping[str, str]) -> str:
    if "eventtitle" in values and named != "CONF" and values.get("venue"):
        return values["venue"]
    return values.get("location") or values.get("address", "")


def _publisher(values: Mapping[str, str]) -> str:
    for name in ("institution", "school", "publisher", "organization"):
        if value := values.get(name):
            return "; ".join(publishers(value)) if name == "publisher" else value
    return ""


def _description(base: str, values: Mapping[str, str]) -> str:
    subtype = values.get("entrysubtype", "")
    said = in_words(values.get("type") or ("" if subtype in KINDS_OF_ARTICLES else subtype))
    addon = values.get("titleaddon", "")
    return addon if base == "article" or not said else said


def _first_and_last(pages: str) -> tuple[str, str]:
    """One range in its two tags; of several parts the first tag has all."""
    first, *rest = _DASH.split(pages)
    if len(rest) == 1 and "," not in pages:
        return first, rest[0]
    return _DASH.sub("-", pages), ""


def _name(name: Name) -> str:
    """RIS puts the suffix last: ``Last, First, Suffix``; an organization of one ends in a comma."""
    return ", ".join(filter(None, (name.family, name.given, name.suffix)))
