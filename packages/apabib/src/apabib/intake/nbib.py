"""PubMed's tagged format, also called MEDLINE.

Source: *MEDLINE/PubMed Data Element (Field) Descriptions*, National Library of Medicine.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from apabib.i18n import _
from apabib.intake import when
from apabib.intake.csl import from_csl
from apabib.intake.drafts import Draft, DraftError, full_range
from apabib.intake.locate import doi_in
from apabib.intake.people import VANCOUVER, listed
from apabib.intake.plain import plain
from apabib.intake.tagged import Tags, nbib_records
from apabib.registry.record import Update
from apabib.text.case import journal_case
from apabib.text.identifiers import clean_doi

#: Tags that speak of the record or repeat another tag; no work is cited by them.
_OF_THE_RECORD = frozenset({
    "OWN", "STAT", "DA", "DCOM", "LR", "CRDT", "PHST", "MHDA", "EDAT", "PST", "JID", "SB", "SO",
    "TA", "AUID", "IS", "DEP", "PL", "CI", "CDAT",
})  # fmt: skip
#: Notices about this work, with Crossref's names of them.
_NOTICES = {
    "RIN": "retraction", "RPI": "correction", "CRI": "correction", "EIN": "correction",
    "ECI": "expression_of_concern", "PRIN": "partial_retraction",
}  # fmt: skip
#: Tags by which a record says that it is itself a notice about another work.
_NOTICE_OF = {"ROF": "retraction", "EFR": "correction", "ECF": "expression of concern"}


def from_nbib(text: str, names: Collection[str] = ()) -> list[Draft]:
    """Records of PubMed. Raises DraftError."""
    drafts = [_draft(tags, names) for tags in nbib_records(text)]
    if not drafts:
        raise DraftError(_("there is no entry in it"))
    return drafts


def _draft(tags: Tags, names: Collection[str]) -> Draft:
    doubts: list[str] = []
    title, book, types = tags.first("TI"), tags.first("BTI"), tags.all("PT")
    item: dict[str, Any] = {
        "type": "chapter" if title and book else "book" if book or "Book" in types
        else "posted-content" if "Preprint" in types else "article-journal",
        "author": _people(tags, "FAU", "AU", "CN"),
        "editor": _people(tags, "FED", "ED"),
        "publisher": tags.first("PB"), "edition": tags.first("EN"),
        "volume": tags.first("VI"), "issue": tags.first("IP"),
        "page": full_range(tags.first("PG")), "PMID": tags.first("PMID"),
        "PMCID": tags.first("PMC"), "ISBN": tags.first("ISBN"),
        "collection-title": tags.first("CTI"), "volume-title": tags.first("VTI"),
        "DOI": _doi(tags), "ISSN": [each[:9] for each in tags.all("IS")],
        "publisher-place": re.sub(r" \([A-Z]{2}\)\Z", "", tags.first("PL"))
        if book or "Book" in types else "",
    }  # fmt: skip
    extra = _title(tags, item, title or book, doubts)
    if title and book:
        item["container-title"] = book.rstrip(".")
    elif item["type"] != "book":
        journal = re.sub(r" : .*| \([^()]*\)\Z", "", tags.first("JT"))
        item["container-title"] = journal_case(journal, eager=item["type"] == "article-journal")
        if item["container-title"] != journal:
            doubts.append(_("journal was put into title case: compare it with its cover"))
        if item["type"] == "posted-content":
            item["institution"] = [{"name": item.pop("container-title")}]
    if tags.peek("PST") == ["aheadofprint"] and not item["volume"]:
        item["status"] = "advance online publication"
    value, left = when.read_date(tags.first("DP", "DEP"))
    if value:
        item["issued"] = {"edtf": value}
    if left:
        tags.add("DP ", left)
    tags.taken |= _OF_THE_RECORD | {"FAU", "AU", "FED", "ED"}
    notices = _notices(tags, types)
    plain_types = {"Journal Article", "Book", "Book Chapter", "Preprint"}
    kinds = [each for each in types if each not in plain_types and "etract" not in each]
    if kinds:
        tags.add("PT ", "; ".join(kinds))
    draft = from_csl(item, names, left=tags.left(), doubts=doubts, extra=extra)
    draft.notices = notices
    for tag, kind in _NOTICE_OF.items():
        if tags.peek(tag):
            draft.doubts.append(_("this is itself a notice: %s of %s") % (kind, tags.peek(tag)[0]))
    return draft


def _title(tags: Tags, item: dict[str, Any], title: str, doubts: list[str]) -> dict[str, str]:
    """The title; PubMed brackets one that it translated, and keeps the original in TT."""
    title = title.strip().rstrip(".")
    language = tags.first("LA")
    translated = re.fullmatch(r"\[(.+?)\.?\]", title)
    original = tags.first("TT").rstrip(".")
    item["title"], item["language"] = title, "" if language == "und" else language
    if translated and original:
        item |= {"title": original, "translated-title": translated[1]}
    elif translated:
        item |= {"title": translated[1], "language": ""}
        tags.add("LA ", language)
        doubts.append(
            _("the title is PubMed's translation: write the original as title, this as"
              " titletranslation")
        )  # fmt: skip
    return {}


def _doi(tags: Tags) -> str:
    ids = tags.peek("LID", "AID")
    tags.taken |= {"LID", "AID"}
    for each in dict.fromkeys(ids):
        if not each.endswith("[doi]"):
            tags.add("AID ", each)
    named = next((each.removesuffix(" [doi]") for each in ids if each.endswith(" [doi]")), "")
    found = re.search(r"doi: (10\.\S+?)\.?(?:\s|\Z)", " ".join(tags.peek("SO")))
    return clean_doi(named) or doi_in(found[1] if found else "")


def _people(tags: Tags, full: str, short: str, groups: str = "") -> str:
    people = tags.all(full)
    if not people:
        for name in tags.all(short):
            found = VANCOUVER.match(name)
            parts = [found[1].strip(), found[3] or "", found[2]] if found else [name]
            people.append(", ".join(filter(None, parts)))
    names = [plain(name) for name in people]
    return listed([*names, *(f"{{{plain(name)}}}" for name in tags.all(groups) if groups)])


def _notices(tags: Tags, types: list[str]) -> list[Update]:
    """What was published about this work; the DOI is there only if the record names it."""
    notices = []
    for tag, kind in _NOTICES.items():
        for value in tags.all(tag):
            found = re.search(r"doi: ?(10\.\S+?)[.;]?(?:\s|\Z)", value)
            notices.append(Update(kind, found[1] if found else "", source=value))
    retracted = any(each == "Retracted Publication" for each in types)
    if retracted and not any("retract" in each.kind for each in notices):
        notices.append(Update("retraction", ""))
    return notices
