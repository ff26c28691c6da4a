"""Entries for other programs: BibTeX, RIS, CSL-JSON, and APA text. Provenance stays at home."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from apabib.bibtex import model
from apabib.bibtex.canonical import render
from apabib.bibtex.entries import Entry, Field
from apabib.bibtex.inherit import parents, values_with_parents
from apabib.bibtex.scan import MONTHS
from apabib.text.dates import Date, first_day, is_circa, is_date
from apabib.text.identifiers import dois
from apabib.text.latex import without_latex
from apabib.text.names import Name, parse_names

FORMATS = ("bibtex", "ris", "csl-json", "apa")
_PRIVATE = frozenset({"verified", "record", "read"})
_NOTICES = {
    "retraction": "Retraction", "concern": "Expression of concern", "correction": "Correction",
}  # fmt: skip
#: Names of types in CSL 1.0.2.
_CSL_TYPES = {
    "article": "article-journal", "book": "book", "proceedings": "book", "manual": "book",
    "incollection": "chapter", "inbook": "chapter", "inproceedings": "paper-conference",
    "report": "report", "thesis": "thesis", "online": "webpage", "misc": "document",
    "dataset": "dataset", "software": "software", "unpublished": "manuscript",
    "patent": "patent", "booklet": "pamphlet", "periodical": "periodical",
    "audio": "song", "music": "song", "movie": "motion_picture", "video": "motion_picture",
    "image": "graphic", "artwork": "graphic", "letter": "personal_communication",
    "legislation": "legislation", "jurisdiction": "legal_case", "standard": "standard",
    "performance": "performance",
}  # fmt: skip
#: Types of RIS, as EndNote and Zotero have them.
_RIS_TYPES = {
    "article": "JOUR", "book": "BOOK", "proceedings": "CONF", "manual": "BOOK",
    "incollection": "CHAP", "inbook": "CHAP", "inproceedings": "CONF", "report": "RPRT",
    "thesis": "THES", "online": "ELEC", "misc": "GEN", "dataset": "DATA", "software": "COMP",
    "unpublished": "UNPB", "patent": "PAT", "booklet": "PAMP", "audio": "SOUND", "music": "MUSIC",
    "movie": "MPCT", "video": "VIDEO", "artwork": "ART", "image": "FIGURE", "letter": "PCOMM",
    "legislation": "STAT", "jurisdiction": "CASE", "standard": "STAND",
}  # fmt: skip
#: Kinds of articles (``entrysubtype``).
_SUBTYPES = {
    "newspaper": ("article-newspaper", "NEWS"),
    "magazine": ("article-magazine", "MGZN"),
    "review": ("review", "JOUR"),
}
_CSL_LANGUAGES = {
    "english": "en", "american": "en-US", "british": "en-GB", "dutch": "nl", "german": "de",
    "ngerman": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "swedish": "sv", "danish": "da", "norsk": "nb", "finnish": "fi",
}  # fmt: skip
_THESES = {
    "phdthesis": "Doctoral dissertation", "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
}  # fmt: skip
_REPORTS = {"techreport": "Technical report", "resreport": "Research report"}
_DASH = re.compile(r"\s*[-‐-―−]+\s*")


def export(entries: Sequence[Entry], chosen: Sequence[str], to: str) -> str:
    """The chosen entries (keys) in a format of ``FORMATS``; ``entries`` is the whole book's."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    if to != "bibtex":  # elsewhere a set and an @xdata mean nothing
        chosen = [key for key in chosen if by_key[key].type not in model.NO_WORKS]
    if to == "apa":
        from apabib.apa7.format import References, works_of

        references = References(works_of(entries))
        in_order = sorted(chosen, key=lambda key: references.rank[key])
        return "".join(references.reference_text(key) + "\n" for key in in_order)
    wanted = [by_key[key] for key in chosen]
    if to == "csl-json":
        items = [csl(entry, by_key) for entry in wanted]
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    if to == "ris":
        return "\n".join(ris(entry, by_key) for entry in wanted)
    return bibtex(_with_parents(wanted, by_key))


def bibtex(entries: Iterable[Entry]) -> str:
    """A file that needs no other: names of ``@string`` are written out."""
    return "\n\n".join(render(_public(entry)) for entry in entries) + "\n"


def _with_parents(entries: Sequence[Entry], by_key: Mapping[str, Entry]) -> list[Entry]:
    """The entries, and behind them those that they inherit from."""
    found = {entry.key: entry for entry in entries}
    waiting = list(entries)
    while waiting:
        for _field, key in parents(waiting.pop().values()):
            if key in by_key and key not in found:
                found[key] = by_key[key]
                waiting.append(by_key[key])
    return list(found.values())


def _public(entry: Entry) -> Entry:
    public = Entry(entry.type, entry.key, entry.start, entry.key_start)
    public.fields = [_spelled(each) for each in entry.fields if each.lower not in _PRIVATE]
    return public


def _spelled(each: Field) -> Field:
    """A field without names of ``@string``, but for the months, which every style defines."""
    if each.literal or MONTHS.get(each.raw.lower()) == each.text:
        return each
    return Field(each.name, each.text, each.start, each.value_start, f"{{{each.text}}}")


# -- CSL-JSON ------------------------------------------------------------------


def csl(entry: Entry, entries: Mapping[str, Entry] | None = None) -> dict[str, Any]:
    """One CSL-JSON item, as Zotero and Word's add-ins read it.

    ``entries`` has those that it may inherit from.
    """
    values, kind = values_with_parents(entry, entries or {}), model.base_type(entry.type)
    item: dict[str, Any] = {"id": entry.key, "type": _CSL_TYPES.get(kind, "document")}
    if kind == "article" and values.get("entrysubtype", "") in _SUBTYPES:
        item["type"] = _SUBTYPES[values["entrysubtype"]][0]
    for name, csl_name in _CSL_PEOPLE.items():
        if values.get(name):
            item[csl_name] = [_csl_name(each) for each in parse_names(values[name])[0]]
    # In a book the number is its place in the series; elsewhere it is the work's own.
    number = "issue" if kind == "article" else "number"
    if values.get("series") and kind in {"book", "proceedings", "incollection", "inbook"}:
        number = "collection-number"
    texts = {
        "title": _title(values),
        "title-short": values.get("shorttitle"),
        "container-title": _container(values),
        "volume": values.get("volume"),
        "number-of-volumes": values.get("volumes"),
        "edition": values.get("edition"),
        number: values.get("number") or (values.get("issue") if kind == "article" else None),
        "chapter-number": values.get("chapter"),
        "page": _DASH.sub("-", values.get("pages", "")) or values.get("eid"),
        "number-of-pages": values.get("pagetotal"),
        "version": values.get("version"),
        "publisher": _publisher(values),
        "publisher-place": values.get("location") or values.get("address"),
        "event-title": values.get("eventtitle"),
        "event-place": values.get("venue"),
        "DOI": values.get("doi"),
        "URL": values.get("url"),
        "ISBN": values.get("isbn"),
        "ISSN": values.get("issn"),
        "PMID": values.get("pmid"),
        "PMCID": values.get("pmcid"),
        "collection-title": values.get("series"),
        "genre": _genre(entry.type, values),
        "note": "; ".join([*filter(None, [values.get("note")]), *_notices(values)]),
        "abstract": values.get("abstract"),
        "keyword": values.get("keywords"),
        "language": _language(values),
    }
    item |= {name: without_latex(text) for name, text in texts.items() if text}
    if day := _csl_date(_day(values)):
        item["issued"] = day
    if values.get("year") == "in press" or values.get("pubstate") in {"inpress", "forthcoming"}:
        item["status"] = "in press"
    for name, csl_name in _CSL_DATES.items():
        if values.get(name):
            item.setdefault(csl_name, _csl_date(values[name]))
    return item


_CSL_PEOPLE = {
    "author": "author", "editor": "editor", "translator": "translator",
    "bookauthor": "container-author",
}  # fmt: skip
_CSL_DATES = {
    "origdate": "original-date", "origyear": "original-date", "urldate": "accessed",
    "eventdate": "event-date",
}  # fmt: skip


def _day(values: Mapping[str, str]) -> str:
    """The date as fully as the entry has it: of a year and a month it is made up."""
    value = values.get("date") or values.get("year", "")
    month = values.get("month", "").strip(".").casefold()
    number = int(month) if month.isdigit() else _MONTH_NUMBERS.get(month[:3], 0)
    if values.get("date") or not re.fullmatch("[0-9]{4}", value) or not 1 <= number <= 12:
        return value
    day = values.get("day", "")
    return f"{value}-{number:02}" + (f"-{int(day):02}" if re.fullmatch("[0-9]{1,2}", day) else "")


_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}


def _notices(values: Mapping[str, str]) -> list[str]:
    """What was published about the work, in words: neither format has fields for it."""
    return [
        f"{kind} published: https://doi.org/{doi}"
        for name, kind in _NOTICES.items()
        for doi in dois(values.get(name, ""))
    ]


def _title(values: Mapping[str, str]) -> str:
    """The title, with its translation as APA prints it: neither format has a field for that."""
    title, translation = values.get("title", ""), values.get("titletranslation", "")
    if title and values.get("subtitle"):
        title = f"{title}: {values['subtitle']}"
    return f"{title} [{translation}]" if title and translation else title


def _container(values: Mapping[str, str]) -> str:
    return values.get("journal") or values.get("journaltitle") or values.get("booktitle") or ""


def _publisher(values: Mapping[str, str]) -> str:
    names = ("publisher", "institution", "school", "organization")
    return next((values[name] for name in names if values.get(name)), "")


def _genre(kind: str, values: Mapping[str, str]) -> str:
    """The kind of work in words: BibTeX has it in the type, biblatex in a field of that name."""
    written = values.get("type", "")
    if model.base_type(kind) == "thesis":
        return _THESES.get(written or kind, written)
    return _REPORTS.get(written, written) or values.get("titleaddon", "")


def _language(values: Mapping[str, str]) -> str:
    value = (values.get("langid") or values.get("language") or "").lower()
    return _CSL_LANGUAGES.get(value, value if re.fullmatch("[a-z]{2}(-[a-z]{2})?", value) else "")


def _csl_name(name: Name) -> dict[str, str]:
    if name.organization:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _csl_date(value: str) -> dict[str, Any]:
    """``2011-05-20`` or ``1990/1995`` as parts; what is no date as it stands."""
    parts = value.split("/") if is_date(value) else re.split(r"(?<=\d{4})\s*(?:--|–)\s*", value)
    days = [first_day(part) for part in parts]
    if not all(days) or not all(is_date(part) for part in parts):
        literal = Date.parse(value).year
        return {"literal": literal} if literal else {}
    date: dict[str, Any] = {"date-parts": [list(day) for day in days]}
    month = days[0][1] if len(days[0]) > 1 else 0
    if month > 12:  # 21 to 24: spring, summer, autumn, winter
        date = {"date-parts": [[day[0]] for day in days], "season": month - 20}
    return date | ({"circa": True} if any(map(is_circa, parts)) else {})


# -- RIS -----------------------------------------------------------------------


def ris(entry: Entry, entries: Mapping[str, Entry] | None = None) -> str:
    """One RIS record, which EndNote and Zotero read: a tag a line, ended by ER.

    ``entries`` has those that it may inherit from.
    """
    values, kind = values_with_parents(entry, entries or {}), model.base_type(entry.type)
    subtype = _SUBTYPES.get(values.get("entrysubtype", "")) if kind == "article" else None
    first, last = _first_and_last(values.get("pages", ""))
    container = _container(values)
    tags: list[tuple[str, str | None]] = [
        ("TY", subtype[1] if subtype else _RIS_TYPES.get(kind, "GEN")),
        ("ID", entry.key),
        *(("AU", name) for name in _ris_names(values.get("author", ""))),
        *(("ED", name) for name in _ris_names(values.get("editor", ""))),
        *(("A4", name) for name in _ris_names(values.get("translator", ""))),
        ("TI", _title(values) or values.get("titleaddon")),
        ("ST", values.get("shorttitle")),
        ("JO" if kind == "article" else "T2", container),
        ("T3" if container else "T2", values.get("series")),
        *_ris_dates(_day(values)),
        ("OP", Date.parse(values.get("origdate") or values.get("origyear", "")).year),
        ("VL", values.get("volume")),
        ("NV", values.get("volumes")),
        ("IS", values.get("number") or values.get("issue")),
        ("ET", values.get("edition") or values.get("version")),
        ("SE", values.get("chapter")),
        ("SP", first or values.get("eid")),
        ("EP", last),
        ("PB", _publisher(values)),
        ("CY", values.get("location") or values.get("address")),
        ("M3", _genre(entry.type, values)),
        ("SN", values.get("isbn") or values.get("issn")),
        ("DO", values.get("doi")),
        ("UR", values.get("url")),
        ("Y2", "/".join(_ris_parts(values.get("urldate", "")))),
        ("LA", _language(values)),
        *(("KW", word) for word in re.split(r"\s*[,;]\s*", values.get("keywords", ""))),
        ("AB", values.get("abstract")),
        ("N1", values.get("note")),
        *(("N1", notice) for notice in _notices(values)),
    ]
    lines = [f"{tag}  - {without_latex(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - ", ""])


def _first_and_last(pages: str) -> tuple[str, str]:
    """One range in its two tags; of several parts the first tag has all."""
    first, *rest = _DASH.split(pages)
    if len(rest) == 1 and "," not in pages:
        return first, rest[0]
    return _DASH.sub("-", pages), ""


def _ris_dates(value: str) -> list[tuple[str, str]]:
    """The year, and in ``DA`` what else is known: ``2020/03/04``, or the whole of a range."""
    if "/" in value and is_date(value):
        day = [*_ris_parts(value), "", ""][:3]
        first, _slash, last = value.partition("/")
        said = f"since {first}" if last in {"", ".."} else f"{first} to {last}".removeprefix(".. ")
        return [("PY", day[0]), ("DA", "/".join([*day, said]))]
    day = _ris_parts(value)
    return [("PY", Date.parse(value).year), ("DA", "/".join(day) if len(day) > 1 else "")]


def _ris_parts(value: str) -> list[str]:
    """Year, month and day as RIS has them; it knows no seasons."""
    day = first_day(value)
    return [f"{part:02}" for part in (day[:1] if len(day) > 1 and day[1] > 12 else day)]


def _ris_names(value: str) -> list[str]:
    """RIS puts the suffix last: ``Last, First, Suffix``."""
    return [
        ", ".join(filter(None, (name.family, name.given, name.suffix)))
        for name in parse_names(value)[0]
    ]
