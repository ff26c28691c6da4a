"""RIS and EndNote's tagged format: what their tags mean for each kind of work."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from apabib.i18n import _
from apabib.intake import kinds, when
from apabib.intake.csl import from_csl
from apabib.intake.drafts import Draft, DraftError
from apabib.intake.extra import read_extra
from apabib.intake.locate import doi_in, doi_of_address, is_issn, isbns_in
from apabib.intake.people import from_tag, listed
from apabib.intake.plain import plain
from apabib.intake.ristags import EVERY, NO_TRANSLATOR, PEOPLE, TYPED, in_words
from apabib.intake.tagged import Tags, enw_records, ris_records
from apabib.text.identifiers import isbn13
from apabib.text.states import IN_PRESS

#: Tags of EndNote's format with those of RIS that say the same.
_ENW = {
    "0": "TY", "A": "AU", "B": "T2", "C": "CY", "D": "PY", "E": "A2", "F": "ID", "G": "LA",
    "I": "PB", "J": "JF", "K": "KW", "L": "CN", "M": "AN", "N": "IS", "P": "SP", "R": "DO",
    "S": "T3", "T": "TI", "U": "UR", "V": "VL", "W": "DP", "X": "AB", "Y": "A3", "Z": "N1",
    "1": "C1", "2": "C2", "3": "C3", "4": "C4", "6": "NV", "7": "ET", "8": "DA", "9": "M3",
    "?": "A4", "@": "SN", "!": "ST", "#": "C5", "$": "C6", "&": "SE", "(": "OP", ")": "RP",
    "*": "RI", "+": "AD", "^": "CA", ">": "L1", "<": "RN", "[": "Y2", "]": "C7", "~": "DB",
    "Q": "TT", "H": "TA", "O": "C8",
}  # fmt: skip
_BACK = {ris: f"%{tag}" for tag, ris in reversed(_ENW.items())}
_ARTICLES = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_PARTS = frozenset({"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"})
_BOOKS = frozenset({"book", "edited-book", "classic"})
_SITES = frozenset({"webpage", "post", "post-weblog"})
_NUMBERED = frozenset({"report", "patent", "standard"})


def from_ris(text: str, names: Collection[str] = ()) -> list[Draft]:
    """RIS, as EndNote, Zotero and publishers write it. Raises DraftError."""
    drafts = [_draft(tags, names) for tags in ris_records(text)]
    if not drafts:
        raise DraftError(_("there is no entry in it: a line “TY  - ” begins one"))
    return drafts


def from_enw(text: str, names: Collection[str] = ()) -> list[Draft]:
    """EndNote's tagged format, as Google Scholar and many libraries give it. Raises DraftError."""
    drafts = []
    for tags in enw_records(text):
        record = Tags()
        for tag, values in tags.values.items():
            for value in values:
                record.add(_ENW.get(tag, f"%{tag}"), value)
        kind = record.values.get("TY", [_guess(tags)])[0]
        record.values["TY"] = [kinds.ENDNOTE.get(kind.casefold(), kind)]
        drafts.append(_draft(record, names, tagged=_BACK))
    if not drafts:
        raise DraftError(_("there is no entry in it: a line “%0 Journal Article” begins one"))
    return drafts


def _guess(tags: Tags) -> str:
    """The kind of a record that does not say it, from what it has (as Refer did)."""
    for tag, kind in (("J", "journal article"), ("B", "book section"), ("I", "book")):
        if tags.peek(tag):
            return kind
    return "generic"


def _draft(tags: Tags, names: Collection[str], tagged: dict[str, str] | None = None) -> Draft:
    doubts: list[str] = []
    if not tags.whole:
        doubts.append(_("the record has no end (“ER  - ”): is it copied whole?"))
    written = tags.first("TY")
    named = written.strip().upper()
    kind, description = kinds.RIS.get(named, ("document", ""))
    if named == "CPAPER" and not tags.peek("C3", "BT", "SP", "PB"):
        kind, description = "speech", "Paper presentation"  # EndNote: presented, not published
    if named == "MUSIC" and tags.peek("T2"):
        kind = "song"  # of an album; else RIS means a score
    if named not in kinds.RIS:
        doubts.append(_("there is no type “%s” in RIS: the entry is put in as @misc") % written)
    tags.taken |= {"TY", "ID"}
    item: dict[str, Any] = {
        "type": kind,
        **_people(tags, kind, named, doubts, refer=tagged is not None),
        **_titles(tags, kind),
        **_dates(tags, written, doubts),
        **_numbers(tags, kind),
        **_identifiers(tags, kind, doubts),
        "language": tags.first("LA"),
    }
    if "PB" not in TYPED.get(named, {}):
        item["publisher"] = tags.first("PB")
    _noted(tags, item)
    described = kind in kinds.CSL and kinds.CSL[kind].entry in kinds.DESCRIBED
    if described or any(value.startswith("Review of ") for value in tags.peek("M3")):
        item["genre"] = tags.first("M3")
    _typed(tags, named, item, doubts, refer=tagged is not None)
    if described and not item.get("genre"):
        item["genre"] = description
    placed = [str(value) for value in item.values()] + [item.get("DOI", "")]
    left = [
        (in_words(tag, (tagged or {}).get(tag, tag), named), value)
        for tag, value in tags.left(placed)
        if not (item.get("DOI") and doi_in(value).casefold() == item["DOI"].casefold())
    ]
    return from_csl(item, names, left=left, doubts=doubts)


def _typed(tags: Tags, named: str, item: dict[str, Any], doubts: list[str], *, refer: bool) -> None:
    """Put in place what a tag means in this type alone, where nothing has that place."""
    for tag, name in {**EVERY, **TYPED.get(named, {})}.items():
        if tag in tags.taken or not tags.peek(tag) or item.get(name):
            continue
        if name == "accessed":
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day := when.read_date(tags.peek(tag)[0])[0]):
                item[name] = {"raw": day}
                tags.taken.add(tag)
        elif name in PEOPLE:
            item[name] = listed(
                from_tag(plain(each), doubts, refer=refer) for each in tags.all(tag)
            )
        elif name == "number-of-pages" and not re.fullmatch(
            r"(?:[ivxlc]+[, ]+)?\d+(?: ?p+\.?| pages)?", tags.peek(tag)[0]
        ):
            item.setdefault("page", tags.first(tag))
        else:
            item[name] = tags.first(tag)


def _noted(tags: Tags, item: dict[str, Any]) -> None:
    """Zotero's lines of Extra, which stand in M2 (M1 in some versions) and in notes."""
    lines = []
    for tag in ("M2", "M1", "N1"):
        kept = []
        for value in tags.values.get(tag, []):
            if tag in tags.taken or not read_extra(value).found:
                kept.append(value)
            else:
                lines.append(value)
        if tag in tags.values:
            tags.values[tag] = kept
    item["note"] = "\n".join(lines)


def _people(tags: Tags, kind: str, named: str, doubts: list[str], *, refer: bool) -> dict[str, Any]:
    def names(written: list[str]) -> str:
        return listed(from_tag(plain(name), doubts, refer=refer) for name in written)

    authors = tags.all("AU", "A1")
    if kind == "edited-book":  # the authors of an edited book are its editors
        editors, authors = authors + tags.all("ED", "A2"), []
    elif kind in _BOOKS:
        # EndNote and Zotero: A2 are the editors of the series, A3 those of the book.
        first = ("ED", "A2") if TYPED.get(named, {}).get("A2") == "editor" else ("ED", "A3")
        editors = tags.all(*first) or ([] if authors else tags.all("A2"))
    elif kind in _ARTICLES | _PARTS | {"document"} and "A2" not in TYPED.get(named, {}):
        editors = tags.all("A2", "ED")
    else:
        editors = tags.all("ED")
    return {
        "director" if named == "MPCT" else "author": names(authors),
        "editor": names(editors),
        "translator": "" if named in NO_TRANSLATOR else names(tags.all("A4")),
        "container-author": names(tags.all("C2")) if kind == "chapter" else "",
    }


def _titles(tags: Tags, kind: str) -> dict[str, Any]:
    own = ("TI", "T1", "CT", "BT") if kind in _BOOKS else ("TI", "T1", "CT")
    item: dict[str, Any] = {"title": tags.first(*own), "translated-title": tags.first("TT")}
    found = re.match(r"Chapter (\w{1,12}) [-–] (?=\S)", item["title"])
    if kind in _PARTS and found:  # so Elsevier
        item |= {"title": item["title"][found.end() :], "chapter-number": found[1]}
    if kind in _ARTICLES:
        item["container-title"] = _journal(tags)
        item["reviewed-title"] = tags.first("RI")
    elif kind == "paper-conference":
        item["container-title"] = tags.first("C3", "BT", "T2", "JF", "JO", "T3")
        item["event-title"] = tags.first("T2")
        if item["event-title"] == item["container-title"]:
            item.pop("event-title")
        both = tags.peek("C1") and tags.peek("CY")
        item["event-place"] = tags.first("CY" if both else "C1")
        if both:
            item["publisher-place"] = tags.first("C1")
        item["collection-title"] = tags.first("T3")
    elif kind in _PARTS:
        item["container-title"] = tags.first("T2", "BT", "JF", "JO")
        # Elsevier has the book in T2 and its series in BT.
        item["collection-title"] = tags.first("T3", "BT")
    elif kind in _BOOKS | {"report"}:
        item["collection-title"] = tags.first("T2", "T3")
    elif kind in _SITES or kind in {"song", "broadcast", "speech", "document", "motion_picture"}:
        name = "event-title" if kind == "speech" else "container-title"
        item[name] = tags.first("T2", "BT", "JF", "JO")
        if kind == "speech":
            item["event-place"] = tags.first("C1", "CY")
    if item.get("collection-title") == item.get("container-title"):
        item.pop("collection-title", None)
    return {name: value for name, value in item.items() if value}


def _journal(tags: Tags) -> str:
    """The journal's full name: publishers write the short one into JO, JA, and even T2 or JF."""
    order = ("JF", "T2", "JO", "J1", "JA", "J2", "BT")
    found = [(tag, value) for tag in order for value in tags.peek(tag)[:1]]
    full = [each for each in found if "." not in each[1] and not _is_short(each[1])]
    if not found:
        return ""
    tag, value = (full or found)[0]
    tags.taken.add(tag)
    return value


def _is_short(name: str) -> bool:
    return name.isupper() and len(name) < 7


def _dates(tags: Tags, written: str, doubts: list[str]) -> dict[str, Any]:
    value, left = when.best_of(tags.all("PY", "Y1", "DA"))
    for each in left:
        tags.add("DA, PY", each)
    if not value and written.strip().upper() == "INPR":
        value = IN_PRESS
    item: dict[str, Any] = {}
    if re.fullmatch(r"\d{4}(?:-\d\d)*", value):
        item["issued"] = {"date-parts": [[int(part) for part in value.split("-")]]}
    elif value:
        item["issued"] = {"edtf": value}
    accessed = when.read_date(tags.first("Y2"))[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", accessed):
        item["accessed"] = {"date-parts": [[int(part) for part in accessed.split("-")]]}
    elif "Y2" in tags.taken:
        tags.taken.discard("Y2")
    original = when.read_date(next(iter(tags.peek("OP")), ""))
    if re.match(r"-?\d", original[0]) and not original[1]:
        tags.taken.add("OP")
        item["original-date"] = {"raw": original[0]}
    return item


def _numbers(tags: Tags, kind: str) -> dict[str, Any]:
    typed = TYPED.get(tags.values["TY"][0].strip().upper(), {})
    item: dict[str, Any] = {}
    for tag, name in (("VL", "volume"), ("NV", "number-of-volumes")):
        if typed.get(tag, name) == name:
            item[name] = tags.first(tag)
    if "ET" not in typed:
        item["version" if kind in {"software", "dataset"} else "edition"] = tags.first("ET")
    if kind == "chapter" and not item.get("number-of-volumes"):
        item["number-of-volumes"] = tags.first("IS")  # so EndNote
    if kind in _BOOKS:
        item["collection-number"] = tags.first("M1")
    if kind in _ARTICLES:
        item["issue"] = tags.first("IS")
        for value in tags.peek("M1")[:1]:
            if not item["issue"] and re.fullmatch(r"[\w/–-]{1,8}", value):
                item["issue"] = tags.first("M1")
    elif kind not in _NUMBERED | {"chapter"}:
        item["number"] = tags.first("IS")
    if kind in _ARTICLES | _PARTS:
        start, end = tags.first("SP"), tags.first("EP")
        number = re.sub(r"\A(?:Article|Art\.|e-?ID)\s*(?:No\.?)?\s*", "", start, flags=re.I)
        if number != start:
            item["article-number"] = number
        elif start and end and end != start and not re.search(r"\d\s*[-–]", start):
            item["page"] = f"{start}--{end}"
        else:
            item["page"] = start or end
        if "C7" not in typed and (number := tags.first("C7")):
            item["article-number"] = number
    return {name: value for name, value in item.items() if value}


def _identifiers(tags: Tags, kind: str, doubts: list[str]) -> dict[str, Any]:
    item: dict[str, Any] = {}
    addresses = [
        address.strip()
        for value in tags.all("UR", "LK")
        for address in re.split(r";\s*(?=https?://)|\s+(?=https?://)", value)
    ]
    hidden = tags.peek("DO", "DI", "UR", "L3", "L2", "L1", "LK", "N1", "M3", "M1", "M2", "C1",
                       "C2", "C3", "C4", "C5", "C6", "C7", "C8", "AN", "ID", "U1")  # fmt: skip
    doi = next(filter(None, map(doi_in, hidden)), "")
    if not doi and (doi := next(filter(None, map(doi_of_address, addresses)), "")):
        doubts.append(_("the DOI was taken from the address: compare it"))
    for tag in ("DO", "DI", "M1", "M3", "C7", "ID", "AN"):
        values = tags.values.get(tag, [])
        tags.values[tag] = [value for value in values if not (doi and doi_in(value) == doi)]
    item["DOI"] = doi
    others = [each for each in addresses if not (doi and doi_in(each).casefold() == doi.casefold())]
    if others:
        item["URL"] = others[0]
        for each in others[1:]:
            tags.add("UR ", each)
    number = next(iter(tags.peek("SN")), "")
    isbns = isbns_in(number)
    valid = [isbn for isbn in isbns if isbn13(isbn)]
    if valid or (isbns and kind in _BOOKS | _PARTS):
        tags.taken.add("SN")
        item["ISBN"] = " ".join(valid or isbns)
    elif number and is_issn(number) and kind in _ARTICLES | _PARTS:
        item["ISSN"] = tags.first("SN")
    elif number and kind in _NUMBERED and not is_issn(number):
        item["number"] = tags.first("SN")
    if kind in _NUMBERED and "number" not in item and (number := tags.first("M1", "IS")):
        item["number"] = number
    return item
