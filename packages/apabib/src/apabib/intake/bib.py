"""BibTeX and biblatex as people paste them: what their fields are called here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from apabib.bibtex import model
from apabib.bibtex.canonical import obstacles
from apabib.bibtex.entries import Entry
from apabib.bibtex.inherit import values_with_parents
from apabib.bibtex.parse import parse
from apabib.i18n import _
from apabib.intake import when
from apabib.intake.credits import COMPILERS, MAKERS
from apabib.intake.csl import fields_of
from apabib.intake.drafts import Draft, DraftError, make, notices_in
from apabib.intake.extra import Extra, read_extra
from apabib.intake.item import Source
from apabib.intake.kinds import (
    CSL,
    ENDNOTE,
    RIS,
    ZOTERO,
    ZOTERO_GENRES,
    Kind,
    thesis_type,
)
from apabib.intake.locate import doi_in, doi_of_address, isbns_in, issns_in
from apabib.intake.plain import of_bibtex
from apabib.intake.preprints import bare, preprint
from apabib.text.dates import is_date
from apabib.text.identifiers import clean_doi, isbn13
from apabib.text.languages import clean_langid, read_language
from apabib.text.latex import with_tildes
from apabib.text.states import IN_PRESS, is_in_press
from apabib.text.titles import with_subtitle

#: Names that other programs give to fields of this model.
_NAMES = {
    "journaltitle": "journal", "school": "institution", "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass", "art_number": "eid", "article_number": "eid",
    "artnum": "eid", "language": "langid", "day": "", "month": "", "origyear": "origyear",
    **{name: ours for name, ours in model.MISNOMERS.items() if ours != "author"},
    "authors": "author", "address": "location", "place": "location", "city": "location",
    "publisherplace": "location", "publisher-place": "location", "numpages": "pagetotal",
    "assignee": "holder", "nationality": "location", "conference": "eventtitle",
    "eventplace": "venue", "event-place": "venue", "event-title": "eventtitle",
    "container-title": "journal", "publication": "journal", "ee": "url", "court": "organization",
    "department": "organization",
}  # fmt: skip
#: Types that a draft may have.
_TYPES = model.HOUSE_TYPES - model.SAME_TYPES.keys()
_OTHER_TYPES = {
    "preprint": "misc", "newspaper": "article",
    "magazine": "article", "newsarticle": "article", "journal": "article", "webpage": "online",
    "masterthesis": "thesis", "mathesis": "thesis", "bachelorthesis": "thesis",
    "bookchapter": "incollection", "chapter": "incollection", "data": "dataset", "code": "software",
    "program": "software", "website": "online", "url": "online", "blog": "online",
}  # fmt: skip
_DESCRIBED = {
    "podcast": ("audio", "Audio podcast"), "tweet": ("online", "Tweet"), "film": ("movie", "Film"),
    "map": ("image", "Map"), "song": ("audio", "Song"), "album": ("audio", "Album"),
    "photograph": ("image", "Photograph"), "interview": ("misc", "Interview"),
    "talk": ("unpublished", "Presentation"), "poster": ("unpublished", "Poster presentation"),
    "tvseries": ("video", "TV series"), "tvepisode": ("video", "TV series episode"),
}  # fmt: skip
_ORIGINAL = re.compile(
    r"\(?(?:Original(?:ly)?|First)(?: work)? published(?: in)? (\d{4})\)?\.?", re.IGNORECASE
)
_URL = re.compile(r"\\(?:url|href)\s*\{([^{}]+)\}(?:\{[^{}]*\})?|(https?://[^\s{}]+)")
_ACCESSED = re.compile(
    r"\A(?:online[;,]? )?(?:last )?(?:accessed|retrieved|visited|geraadpleegd|zugriff|abgerufen|"
    r"consulté)(?: on| am| op| le)?:?\s*", re.IGNORECASE,
)  # fmt: skip


def from_bibtex(text: str, names: Collection[str] = (), file: str = "") -> list[Draft]:
    """Entries of a BibTeX snippet. Raises DraftError with the first fault of its syntax.

    ``file`` is what the text is called there.
    """
    bibliography = parse(text, file or _("pasted text"))
    faults = obstacles(bibliography)
    # Google Scholar and some publishers leave the key out; it is made anew anyway.
    faults = [fault for fault in faults if fault.code != "key-missing"]
    if faults:
        raise DraftError(str(faults[0]))
    if not bibliography.entries:
        raise DraftError(_("there is no entry in it"))
    entries = bibliography.by_key()
    return [_draft(entry, entries, names) for entry in bibliography.entries]


def _draft(entry: Entry, entries: Mapping[str, Entry], names: Collection[str]) -> Draft:
    values = {
        name: of_bibtex(value) if name in model.TEXT else value
        for name, value in values_with_parents(entry, entries).items()
    }
    doubts: list[str] = []
    left: list[tuple[str, str]] = []
    for name in ("crossref", "xdata"):
        if values.get(name) in entries:
            del values[name]
    noted = _notes(entry, values, left)
    if "venue" not in values and values.keys() >= {"address", "location"}:
        values["venue"] = values.pop("location")  # so ACM
    fields = _renamed(values, left)
    kind = _kind(noted.entry or entry.type, fields, doubts)
    kind = _said_elsewhere(kind, fields, noted, doubts, left)
    for name in ("title", "booktitle"):
        subtitle = fields.pop(name.replace("title", "subtitle"), "")
        if subtitle:
            fields[name] = with_subtitle(bare(fields.get(name, "")), bare(subtitle))
    _note(fields, left)
    _date(fields, left)
    _address(fields, left)
    _doi(fields, doubts)
    _isbn(fields, left)
    if issns := issns_in(bare(fields.get("issn", ""))):
        fields["issn"] = ", ".join(issns)
    if kind == "article" and fields.get("volume") == fields.get("number", "0") == "0":
        # So Sage says that it has no volume yet (APA 7, section 9.25).
        del fields["volume"]
        fields.pop("number", "")
        fields.setdefault("pubstate", "prepublished")
    if fields.get("eventtitle") and not fields.keys() & {"venue", "publisher", "booktitle"}:
        fields["venue"] = fields.pop("location", "")
    if kind == "misc" or (kind == "article" and "journal" in fields):
        kind = preprint(kind, fields, left)
    issue = fields.get("issue", "")
    if kind == "article" and issue[:1].isdigit() and "number" not in fields:
        fields["number"] = fields.pop("issue")
    draft = make(kind, fields, names, left=left, doubts=doubts)
    draft.notices += notices_in(draft)
    return draft


def _renamed(values: Mapping[str, str], left: list[tuple[str, str]]) -> dict[str, str]:
    """Fields under this model's names; of two that mean the same, the second is left."""
    fields: dict[str, str] = {}
    for name, value in values.items():
        ours = name if name in {"day", "month"} else _NAMES.get(name, name) or name
        if name == "langid":
            value = clean_langid(bare(value))
        elif ours == "langid":
            value, rest = read_language(bare(value))
            if rest:
                left.append((name, rest))
        if ours in fields and bare(fields[ours]) != bare(value):
            left.append((name, value))
        elif value:
            fields.setdefault(ours, value)
    return fields


def _notes(entry: Entry, values: dict[str, str], left: list[tuple[str, str]]) -> Extra:
    """What Zotero's lines in notes say; the note keeps the rest, and so does what is left."""
    whole = Extra()
    for name in ("note", "annotation", "annote"):
        each = entry.field(name)
        lines = each.raw.strip()[1:-1] if each and each.literal else values.get(name, "")
        noted = read_extra(lines.replace("\\_", "_"))
        if not noted.found:
            continue
        if name == "note" and noted.rest:
            values[name] = noted.rest
        else:
            del values[name]
            left += [(name, noted.rest)] if noted.rest else []
        whole.csl = noted.csl | whole.csl
        whole.fields = noted.fields | whole.fields
        whole.kind, whole.entry = whole.kind or noted.kind, whole.entry or noted.entry
    return whole


def _said_elsewhere(
    kind: str,
    fields: dict[str, str],
    noted: Extra,
    doubts: list[str],
    left: list[tuple[str, str]],
) -> str:
    """Put in place what is known under CSL's names: lines of notes, and roles that have a field."""
    meant = CSL.get(noted.kind) or CSL.get(ZOTERO.get(noted.kind, ""))
    if meant and not noted.entry:
        kind = meant.entry
        genre = ZOTERO_GENRES.get(noted.kind) or meant.description
        if genre and "type" not in fields:
            fields["type"] = genre
    item = dict(noted.csl)
    if accessed := when.of_csl(item.pop("accessed", None))[0]:
        fields.setdefault("urldate", accessed)
    for role in [name for name in fields if name in {**MAKERS, **COMPILERS}]:
        item[role] = fields.pop(role)
    if item:
        if fields.get("author"):
            item.setdefault("author", fields["author"])
        source = Source({"type": "", **item})
        found = fields_of(source, Kind(kind), doubts)
        for name, value in found.items():
            if name == "authortype" and any(each.startswith("author+an") for each in fields):
                continue
            if value and not fields.get(name):
                fields[name] = value
            elif value and name != "author" and bare(fields[name]) != value:
                left.append((name, value))
        left += [pair for pair in source.left() if pair[1] not in fields.values()]
    fields |= noted.fields
    return kind


def _kind(written: str, fields: dict[str, str], doubts: list[str]) -> str:
    other = _OTHER_TYPES.get(written, written)
    kind = model.SAME_TYPES.get(other, other)
    name = bare(fields.get("type", "")).casefold()
    if written == "misc" and name in ENDNOTE:
        # EndNote writes the kind of everything into type.
        csl, description = RIS[ENDNOTE[name]]
        seen, _rest = when.read_date(f"{fields.get('number', '')} {fields.get('volume', '')}")
        if CSL[csl].entry == "online" and "-" in seen:  # it writes the day of access there
            fields.setdefault("urldate", seen)
            del fields["number"], fields["volume"]
        fields["type"] = description or CSL[csl].description
        return CSL[csl].entry
    if name in ENDNOTE:
        fields.pop("type", "")  # its name of the type, which ours says
    if written in {"phdthesis", "mastersthesis", "masterthesis", "mathesis"}:
        ours = "phdthesis" if written == "phdthesis" else "mathesis"
        named = thesis_type(bare(fields.get("type", "")))
        fields["type"] = named if named and named.casefold() != "thesis" else ours
    elif kind == "thesis" and "type" in fields:
        fields["type"] = thesis_type(bare(fields["type"]))
    if written in _DESCRIBED:
        kind, description = _DESCRIBED[written]
        fields.setdefault("type", description)
        return kind
    if written in {"newspaper", "newsarticle", "magazine"}:
        fields.setdefault("entrysubtype", "magazine" if written == "magazine" else "newspaper")
    if kind in model.LEGAL:
        doubts.append(_("laws and cases have forms of their own (APA 7, chapter 11): compare it"))
    if kind in _TYPES:
        return kind
    if written not in model.TYPES:
        doubts.append(_("there is no type @%s: the entry is put in as @misc") % written)
        fields.setdefault("type", written.capitalize())
    else:
        doubts.append(_("@%s is put in as @misc: compare the entry") % written)
        fields.setdefault("type", written.capitalize())
    return "misc"


def _note(fields: dict[str, str], left: list[tuple[str, str]]) -> None:
    """What programs write into the note and a field holds; and what says nothing of the work."""
    note = bare(fields.get("note", ""))
    if re.match(r"cited by:? ?\d+", note, re.IGNORECASE):
        left.append(("note", fields.pop("note")))
    elif original := _ORIGINAL.fullmatch(note):
        fields.setdefault("origyear", original[1])
        fields.pop("note")
    elif not fields.keys() & {"year", "date"} and is_in_press(note):
        fields["year"] = fields.pop("note")


def _date(fields: dict[str, str], left: list[tuple[str, str]]) -> None:
    """``year``, ``month`` and ``day`` as one date; a date of biblatex stays as it is."""
    whole = bare(fields.get("date", ""))
    year = bare(fields.pop("year", ""))
    month, day = bare(fields.pop("month", "")), bare(fields.pop("day", ""))
    if whole and is_date(whole):
        return
    fields.pop("date", None)
    value, rest = when.of_parts(whole or year, month, day)
    if not value and whole and year:
        value, rest = year, whole
    if rest:
        left.append(("date", rest))
    if not value and is_in_press(bare(fields.get("pubstate", ""))):
        fields.pop("pubstate")
        value = IN_PRESS
    fields |= when.fields_of(value)


def _address(fields: dict[str, str], left: list[tuple[str, str]]) -> None:
    """An address and the day it was seen, wherever they stand."""
    for name in ("howpublished", "note", "url"):
        value = with_tildes(fields.get(name, ""))
        found = _URL.search(value)
        if not found:
            continue
        address = (found[1] or found[2]).strip().replace("\\_", "_").replace("\\%", "%")
        address = address.replace("\\&", "&").replace("\\#", "#").rstrip(".,;)")
        if name == "url" or (fields.get("url") in (None, "", address) and not doi_in(address)):
            fields["url"] = address
        elif doi_in(address) and not fields.get("doi"):
            fields["doi"] = doi_in(address)
        rest = (value[: found.start()] + " " + value[found.end() :]).strip(" .,;:[]()")
        if name != "url":
            rest = re.sub(
                r"(?i)\A(?:available (?:at|from)|online|url|retrieved from)\W*\Z", "", rest
            )
            fields[name] = rest
        elif rest.strip("{} "):
            left.append(("url", rest))
    for name in ("note", "howpublished"):
        value = bare(fields.get(name, "")).strip("[]() ")
        accessed = _ACCESSED.match(value)
        if accessed and "urldate" not in fields:
            day, rest = when.read_date(value[accessed.end() :])
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and not rest:
                fields |= {"urldate": day, name: ""}
    seen = bare(fields.get("urldate", ""))
    if seen and not is_date(seen):
        day = when.read_date(seen)[0]
        if is_date(day):
            fields["urldate"] = day
        else:
            left.append(("urldate", fields.pop("urldate")))


def _doi(fields: dict[str, str], doubts: list[str]) -> None:
    """A DOI, wherever it stands."""
    if fields.get("doi"):
        fields["doi"] = (
            clean_doi(bare(fields["doi"])) or doi_in(bare(fields["doi"])) or fields["doi"]
        )
        if doi_in(bare(fields.get("eprint", ""))).casefold() == fields["doi"].casefold():
            del fields["eprint"]  # so Sage, and Taylor and Francis
        return
    for name in ("url", "note", "howpublished", "eprint", "ee"):
        value = bare(fields.get(name, ""))
        if doi := doi_in(value):
            fields["doi"] = doi
            fields.pop(name)
            return
    if doi := doi_of_address(fields.get("url", "")):
        fields["doi"] = doi
        doubts.append(_("the DOI was taken from the address: compare it"))


def _isbn(fields: dict[str, str], left: list[tuple[str, str]]) -> None:
    numbers = isbns_in(bare(fields.get("isbn", "")))
    if len(numbers) > 1:
        fields["isbn"] = numbers[0]
        others = [each for each in numbers[1:] if isbn13(each) != isbn13(numbers[0])]
        left += [("isbn", number) for number in others]
