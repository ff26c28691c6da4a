"""Entries that come from elsewhere, turned into this bibliography's fields.

Readers for BibTeX, RIS (rispy), NBIB (PubMed's own format), CSL-JSON, the records of Crossref and
those of Open Library. Each gives drafts: a type and plain fields, names and values in house form.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bib import model
from bib.fold import plain
from bib.names import is_organization, split_commas, split_names
from bib.parse import parse
from bib.rules.titles import sentence_case
from bib.rules.values import clean_doi
from bib.tidy import clean
from bib.words import _

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
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
_RIS_TYPES = {
    "JOUR": "article", "MGZN": "article", "NEWS": "article", "EJOUR": "article", "BOOK": "book",
    "EDBOOK": "book", "EBOOK": "book", "CHAP": "incollection", "ECHAP": "incollection",
    "CONF": "inproceedings", "CPAPER": "inproceedings", "RPRT": "report", "THES": "thesis",
    "ELEC": "online", "BLOG": "online",
}  # fmt: skip


class DraftError(Exception):
    """A source that cannot be read; the message says why and what to do."""


@dataclass(slots=True)
class Draft:
    """An entry on its way in: ``doubts`` are things that a person should look at."""

    type: str
    fields: dict[str, str]
    record: str = ""
    doubts: list[str] = field(default_factory=list)


def read_text(text: str) -> list[Draft]:
    """Drafts from pasted text; the format is told by how it begins. Raises DraftError."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("@", "%")):
        return from_bibtex(text)
    if start.startswith(("{", "[")):
        return from_json(text)
    if re.match(r"TY\s{1,3}-", start):
        return from_ris(text)
    if re.match(r"(?:PMID|OWN|STAT)\s*-", start):
        return from_nbib(text)
    raise DraftError(_("this is neither BibTeX nor RIS, NBIB or CSL-JSON"))


def from_bibtex(text: str) -> list[Draft]:
    """Entries of a BibTeX snippet. Raises DraftError with the first fault of its syntax."""
    from bib.tidy import obstacles

    bibliography = parse(text, _("pasted text"))
    faults = obstacles(bibliography)
    # Google Scholar and some publishers leave the key out; it is made anew anyway.
    faults = [fault for fault in faults if fault.code != "key-missing"]
    if faults:
        raise DraftError(str(faults[0]))
    if not bibliography.entries:
        raise DraftError(_("there is no entry in it"))
    drafts = []
    for entry in bibliography.entries:
        values = entry.values()
        journal = values.pop("journaltitle", "")
        if journal:
            values.setdefault("journal", journal)
        for theirs, ours in (("school", "institution"), ("location", ""), ("address", "")):
            value = values.pop(theirs, "")
            if value and ours:
                values.setdefault(ours, value)
        kind = model.base_type(entry.type)
        if "subtitle" in values and "title" in values:
            values["title"] += ": " + _upper_first(values.pop("subtitle"))
        drafts.append(_draft(kind if kind in model.HOUSE_TYPES else "misc", values))
    return drafts


def from_json(text: str) -> list[Draft]:
    """CSL-JSON, one item or a list, or a Crossref answer. Raises DraftError."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DraftError(_("the JSON cannot be read: %s") % error) from None
    if isinstance(value, dict):
        value = value.get("message", value.get("items", value))
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, dict) for item in items):
        raise DraftError(_("there is no entry in it"))
    return [from_csl(item) for item in items]


def from_csl(item: Mapping[str, Any]) -> Draft:
    """One CSL-JSON item or Crossref record; both have the same names, one has lists."""
    kind = _TYPES.get(_first(item, "type"), "misc")
    item = {name: _without_braces(value) for name, value in item.items()}
    fields = {
        "author": _people(item.get("author")),
        "editor": _people(item.get("editor")),
        "translator": _people(item.get("translator")),
        "title": _title(item),
        "year": csl_year(item),
        "volume": _first(item, "volume"),
        "number": _first(item, "issue") or (_first(item, "number") if kind == "report" else ""),
        "edition": _first(item, "edition-number") or _first(item, "edition"),
        "doi": clean_doi(_first(item, "DOI")),
        "isbn": _isbn(item),
    }
    container = text_of(_first(item, "container-title"))
    fields[{"article": "journal"}.get(kind, "booktitle")] = container
    if kind in {"report", "thesis"}:
        institution = item.get("institution")
        name = institution[0].get("name") if institution and _is_records(institution) else ""
        fields["institution"] = text_of(name or _first(item, "publisher"))
    elif kind != "article":
        fields["publisher"] = text_of(_first(item, "publisher"))
    if kind in {"book", "report", "thesis", "online", "misc"}:
        fields.pop("booktitle", None)
    page = _first(item, "page")
    number = _first(item, "article-number")
    fields["eid" if number and not page else "pages"] = number if number and not page else page
    if kind in {"online", "misc"} and not fields["doi"]:
        fields["url"] = _first(item, "URL")
    return _draft(kind, fields)


def _without_braces(value: Any) -> Any:
    return re.sub(r"[{}\\]", "", value) if isinstance(value, str) else value


def csl_year(item: Mapping[str, Any]) -> str:
    """The year of the version of record: print before any before online."""
    for name in ("published-print", "published", "issued", "published-online", "posted"):
        years = date_years(item.get(name))
        if years:
            return years[0]
    return ""


def date_years(value: Any) -> list[str]:
    """Years of a CSL date; missing parts, ``[[null]]`` and raw strings are all met in practice."""
    if not isinstance(value, Mapping):
        return []
    parts = value.get("date-parts")
    if isinstance(parts, list):
        return [str(part[0]) for part in parts if isinstance(part, list) and part and part[0]]
    return re.findall(r"\b\d{4}\b", str(value.get("raw") or value.get("literal") or ""))[:1]


def _first(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    if isinstance(value, list):
        value = next((each for each in value if each), "")
    return str(value) if isinstance(value, str | int | float) else ""


def text_of(value: str) -> str:
    """Registry text without HTML tags and entities (some are escaped twice)."""
    for _turn in range(2):
        value = html.unescape(value)
    # Braces and backslashes mean nothing in a registry's text, and everything in BibTeX.
    return " ".join(re.sub(r"[{}\\]", "", _TAG.sub("", value)).split())


def _title(item: Mapping[str, Any]) -> str:
    title, subtitle = text_of(_first(item, "title")), text_of(_first(item, "subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title.rstrip(': ')}: {_upper_first(subtitle)}"
    return title


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _people(value: Any) -> str:
    if not _is_records(value):
        return ""
    return " and ".join(
        filter(None, (_person(each) for each in value if isinstance(each, Mapping)))
    )


def _person(each: Mapping[str, Any]) -> str:
    family, given = text_of(_first(each, "family")), text_of(_first(each, "given"))
    particle = " ".join(
        filter(None, (_first(each, "dropping-particle"), _first(each, "non-dropping-particle")))
    )
    if not family:
        name = text_of(_first(each, "name") or _first(each, "literal") or given)
        return f"{{{name}}}" if name else ""
    family = f"{particle} {family}".strip()
    suffix = text_of(_first(each, "suffix"))
    return ", ".join(filter(None, (family, suffix, given)))


def _isbn(item: Mapping[str, Any]) -> str:
    values = item.get("ISBN")
    numbers = values if isinstance(values, list) else re.split(r"[\s,;]+", str(values or ""))
    numbers = [str(number).rpartition("/")[2].strip() for number in numbers if number]
    long = [n for n in numbers if len(re.sub("[^0-9X]", "", n)) == 13]
    return (long or numbers or [""])[0]


def from_ris(text: str) -> list[Draft]:
    """RIS, as EndNote, Zotero and publishers write it. Raises DraftError."""
    import rispy

    try:
        records = rispy.loads(text.lstrip("\ufeff"), skip_unknown_tags=True)
    except Exception as error:  # rispy raises whatever the malformed line leads to
        raise DraftError(_("the RIS cannot be read: %s") % error) from None
    if not records:
        raise DraftError(_("there is no entry in it (does it end with “ER  - ”?)"))
    return [_from_ris_record(record) for record in records]


def _from_ris_record(record: Mapping[str, Any]) -> Draft:
    kind = _RIS_TYPES.get(record.get("type_of_reference", ""), "misc")

    def first(*names: str) -> str:
        for name in names:
            value = record.get(name)
            if isinstance(value, list):
                value = value[0] if value else ""
            if value:
                return _without_braces(str(value).strip())
        return ""

    start, end = first("start_page"), first("end_page")
    fields = {
        "author": _listed(record.get("authors") or record.get("first_authors")),
        "editor": _listed(record.get("editors") or record.get("secondary_authors")),
        "title": text_of(first("title", "primary_title")),
        "year": "".join(re.findall(r"\d{4}", first("year", "publication_year", "date"))[:1]),
        "volume": first("volume"),
        "number": first("number"),
        "pages": f"{start}--{end}" if start and end and "-" not in start else start,
        "doi": clean_doi(first("doi")),
        "edition": first("edition"),
    }
    container = text_of(
        first(
            "journal_name",
            "secondary_title",
            "alternate_title3",
            "alternate_title1",
            "alternate_title2",
        )
    )
    if kind == "article":
        fields["journal"] = container
    else:
        fields["publisher" if kind not in {"report", "thesis"} else "institution"] = first(
            "publisher"
        )
        fields["isbn"] = first("issn")
        if kind in {"incollection", "inproceedings"}:
            fields["booktitle"] = container
    if kind in {"online", "misc"}:
        fields["url"] = first("url", "urls")
    return _draft(kind, fields)


def _listed(names: Any) -> str:
    if not isinstance(names, list):
        return ""
    people = []
    for name in names:
        name = text_of(str(name)).rstrip(",")
        parts = [part.strip() for part in name.split(",")]
        if len(parts) == 3:  # RIS: Last, First, Suffix
            name = f"{parts[0]}, {parts[2]}, {parts[1]}"
        elif len(parts) == 1 and " " in name:
            name = f"{{{name}}}"  # RIS wants persons with a comma, so this is an organization
        people.append(name)
    return " and ".join(people)


def from_nbib(text: str) -> list[Draft]:
    """PubMed's tagged format (also called MEDLINE). Raises DraftError."""
    drafts = []
    for block in re.split(r"\n\s*\n(?=PMID)", text.replace("\r\n", "\n").strip()):
        tags: dict[str, list[str]] = {}
        last: list[str] | None = None
        for line in block.split("\n"):
            tagged = re.match(r"([A-Z]{2,4})\s*- ?(.*)\Z", line)
            if tagged:
                last = tags.setdefault(tagged[1], [])
                last.append(_without_braces(tagged[2].strip()))
            elif last and line.strip():
                last[-1] += " " + _without_braces(line.strip())
        if tags:
            drafts.append(_from_nbib_tags(tags))
    if not drafts:
        raise DraftError(_("there is no entry in it"))
    return drafts


def _from_nbib_tags(tags: dict[str, list[str]]) -> Draft:
    def first(name: str) -> str:
        return (tags.get(name) or [""])[0]

    ids = [*tags.get("LID", []), *tags.get("AID", [])]
    doi = next((each.removesuffix(" [doi]") for each in ids if each.endswith(" [doi]")), "")
    is_book = ("PT" in tags and "Book" in tags["PT"]) or "BTI" in tags
    people = tags.get("FAU") or [re.sub(r" (\S+)\Z", r", \1", name) for name in tags.get("AU", [])]
    fields = {
        "author": " and ".join([*people, *(f"{{{name}}}" for name in tags.get("CN", []))]),
        "title": text_of(first("BTI") or first("TI")).rstrip("."),
        "year": "".join(re.findall(r"\d{4}", first("DP"))[:1]),
        "volume": first("VI"),
        "number": first("IP"),
        "doi": clean_doi(doi),
    }
    if is_book:
        fields |= {"publisher": first("PB"), "isbn": first("ISBN")}
    else:
        fields["journal"] = text_of(re.sub(r" : .*| \([^()]*\)\Z", "", first("JT")))
        fields["pages"] = full_range(first("PG"))
    draft = _draft("book" if is_book else "article", fields)
    pmid = first("PMID")
    if pmid:
        draft.record = f"pubmed.ncbi.nlm.nih.gov/{pmid}"
    return draft


def full_range(pages: str) -> str:
    """PubMed cuts the last page short: ``1032-9`` is ``1032--1039``."""
    found = re.match(r"([A-Za-z]*)(\d+)\s*[-–]+\s*([A-Za-z]*)(\d+)\Z", pages.strip())
    if not found:
        return pages
    letter, first, _letter, last = found.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{letter}{first}--{letter}{last}"


def from_open_library(book: Mapping[str, Any], isbn: str) -> Draft:
    """A record of Open Library's Books API (``jscmd=data``)."""
    names = [
        str(each.get("name", "")) for each in book.get("authors") or [] if isinstance(each, dict)
    ]
    publishers = [
        each.get("name", "") if isinstance(each, dict) else str(each)
        for each in book.get("publishers") or []
    ]
    fields = {
        "author": " and ".join(filter(None, (_inverted(name) for name in names))),
        "title": text_of(_title(book)),
        "year": "".join(re.findall(r"\d{4}", str(book.get("publish_date", "")))[:1]),
        "publisher": text_of(publishers[0]) if publishers else "",
        "isbn": isbn,
    }
    draft = _draft("book", fields)
    if not names:
        draft.doubts.append(_("the record names no author"))
    return draft


def _inverted(name: str) -> str:
    words = name.split()
    if "," in name or len(words) < 2:
        return name
    at = next((i for i, word in enumerate(words[:-1]) if word[:1].islower()), len(words) - 1)
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}"


def _draft(kind: str, fields: Mapping[str, str]) -> Draft:
    """House form of every value, in canonical order, with what is doubtful about it."""
    draft = Draft(kind, {})
    for name in sorted(
        fields, key=lambda each: model.ORDER.index(each) if each in model.ORDER else 99
    ):
        value = " ".join(str(fields[name] or "").split())
        if not value or name not in model.ORDER or name in {"verified", "record", "keywords"}:
            continue
        if not _is_printed(kind, name):
            continue
        if name in {"author", "editor", "translator"}:
            value = people(value)
        if name in model.TITLES:
            value = unbraced(value)
            value = value if value.endswith("..") else value.rstrip(".")
            # A subtitle begins with a capital (APA 7, section 6.17).
            value = re.sub(r"(?<=[:?!] )[a-z]", lambda match: match[0].upper(), value)
        value = clean(name, value)
        if name in model.TITLES:
            lowered = sentence_case(value)
            if lowered:
                draft.doubts.append(
                    _("%s was put into sentence case: give names their capitals back") % name
                )
                value = lowered
        draft.fields[name] = value
    if draft.type == "article" and re.fullmatch(r"[eE]\d{4,}", draft.fields.get("pages", "")):
        draft.fields["eid"] = draft.fields.pop("pages")  # "e0246753" is an article number
    if draft.type == "article" and draft.fields.get("doi"):
        draft.fields.pop("url", None)
    return draft


def _is_printed(kind: str, name: str) -> bool:
    allowed = model.ALLOWED.get(kind)
    owned = any(name in names for names in model.ALLOWED.values())
    return allowed is None or name in allowed or not owned


def unbraced(value: str) -> str:
    """A title without the braces that protect its capitals: it is stored as it prints."""
    if "\\" in value:
        return value
    return (
        value.replace("{", "").replace("}", "") if value.count("{") == value.count("}") else value
    )


def people(value: str) -> str:
    """A name list in house form: ``Last, First M.``, initials with stops and spaces."""
    names = []
    for name in filter(None, split_names(value)):
        if is_organization(name):
            names.append(name)
            continue
        parts = split_commas(name)
        if len(parts) == 1 and " " in name:
            parts = split_commas(_inverted(name))
        if len(parts) > 1:
            parts[-1] = initials(parts[-1])
            parts = [_calm(part) for part in parts]
        names.append(", ".join(filter(None, parts)))
    return " and ".join(names)


def initials(given: str) -> str:
    """``James A`` and ``J.A.`` with their stops and spaces: ``James A.``, ``J. A.``"""
    given = re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_])", " ", given)
    words = []
    for word in given.split():
        if re.fullmatch(r"[A-Z]{2,3}", word) and len(given.split()) == 1:
            words += [f"{letter}." for letter in word]  # PubMed's "JA"
        else:
            words.append(word + "." if re.fullmatch(r"[^\W\d_]", word) and word.isupper() else word)
    return " ".join(words)


def _calm(part: str) -> str:
    """A name all in capitals, as some publishers register them: ``COAN`` is ``Coan``."""
    letters = plain(part)
    if len(letters) > 3 and letters.isupper() and "." not in letters:
        return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), letters)
    return part


def titles_of(item: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """All texts under the names of a record, lists flattened."""
    found: list[str] = []
    for name in names:
        value = item.get(name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and each.strip():
                found.append(text_of(each))
    return found
