"""Pasted entries: BibTeX, RIS (rispy reads it), PubMed's NBIB, CSL-JSON; and Open Library."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from apabib.bibtex import model
from apabib.bibtex.canonical import obstacles
from apabib.bibtex.parse import parse
from apabib.i18n import _
from apabib.intake.csl import from_csl, odd_value, title_of, without_braces
from apabib.intake.drafts import Draft, DraftError, inverted, make
from apabib.registry.item import clean_text
from apabib.text.case import upper_first
from apabib.text.dates import first_year
from apabib.text.identifiers import clean_doi

_RIS_TYPES = {
    "JOUR": "article", "MGZN": "article", "NEWS": "article", "EJOUR": "article", "BOOK": "book",
    "EDBOOK": "book", "EBOOK": "book", "CHAP": "incollection", "ECHAP": "incollection",
    "CONF": "inproceedings", "CPAPER": "inproceedings", "RPRT": "report", "THES": "thesis",
    "ELEC": "online", "BLOG": "online",
}  # fmt: skip


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
            values["title"] += ": " + upper_first(values.pop("subtitle"))
        drafts.append(make(kind if kind in model.HOUSE_TYPES else "misc", values))
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
    for number, item in enumerate(items, 1):
        name = odd_value(item)
        if name:
            raise DraftError(
                _("item %(number)d: %(name)s is not what CSL-JSON puts there; correct it")
                % {"number": number, "name": name}
            )
    return [from_csl(item) for item in items]


def from_ris(text: str) -> list[Draft]:
    """RIS, as EndNote, Zotero and publishers write it. Raises DraftError."""
    import rispy

    try:
        references = rispy.loads(
            text.lstrip("\ufeff"),
            skip_unknown_tags=True,
            # EndNote and Zotero write editors as ED, which rispy does not know.
            mapping={**rispy.TAG_KEY_MAPPING, "ED": "editors"},
            list_tags=[*rispy.LIST_TYPE_TAGS, "ED"],
        )
    except Exception as error:  # rispy raises whatever the malformed line leads to
        raise DraftError(_("the RIS cannot be read: %s") % error) from None
    if not references:
        raise DraftError(_("there is no entry in it (does it end with “ER  - ”?)"))
    return [_from_ris_tags(tags) for tags in references]


def _from_ris_tags(tags: Mapping[str, Any]) -> Draft:
    kind = _RIS_TYPES.get(tags.get("type_of_reference", ""), "misc")

    def first(*names: str) -> str:
        for name in names:
            value = tags.get(name)
            if isinstance(value, list):
                value = value[0] if value else ""
            if value:
                return without_braces(str(value).strip())
        return ""

    start, end = first("start_page"), first("end_page")
    fields = {
        "author": _listed(tags.get("authors") or tags.get("first_authors")),
        "editor": _listed(tags.get("editors") or tags.get("secondary_authors")),
        "translator": _listed(tags.get("subsidiary_authors")),
        "title": clean_text(first("title", "primary_title")),
        "year": first_year(first("year", "publication_year", "date")),
        "volume": first("volume"),
        "number": first("number"),
        "pages": f"{start}--{end}" if start and end and "-" not in start else start,
        "doi": clean_doi(first("doi")),
        "edition": first("edition"),
    }
    container = clean_text(
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
    return make(kind, fields)


def _listed(names: Any) -> str:
    if not isinstance(names, list):
        return ""
    people = []
    for name in names:
        name = clean_text(str(name)).rstrip(",")
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
                last.append(without_braces(tagged[2].strip()))
            elif last and line.strip():
                last[-1] += " " + without_braces(line.strip())
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
        "title": clean_text(first("BTI") or first("TI")).rstrip("."),
        "year": first_year(first("DP")),
        "volume": first("VI"),
        "number": first("IP"),
        "doi": clean_doi(doi),
    }
    if is_book:
        fields |= {"publisher": first("PB"), "isbn": first("ISBN")}
    else:
        fields["journal"] = clean_text(re.sub(r" : .*| \([^()]*\)\Z", "", first("JT")))
        fields["pages"] = full_range(first("PG"))
    draft = make("book" if is_book else "article", fields)
    pmid = first("PMID")
    if pmid:
        draft.address = f"pubmed.ncbi.nlm.nih.gov/{pmid}"
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
    """A book of Open Library's Books API (``jscmd=data``)."""
    names = [
        str(each.get("name", "")) for each in book.get("authors") or [] if isinstance(each, dict)
    ]
    publishers = [
        each.get("name", "") if isinstance(each, dict) else str(each)
        for each in book.get("publishers") or []
    ]
    fields = {
        "author": " and ".join(filter(None, (inverted(name) for name in names))),
        "title": clean_text(title_of(book)),
        "year": first_year(str(book.get("publish_date", ""))),
        "publisher": clean_text(publishers[0]) if publishers else "",
        "isbn": isbn,
    }
    draft = make("book", fields)
    if not names:
        draft.doubts.append(_("the record names no author"))
    return draft
