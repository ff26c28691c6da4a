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
from apabib.intake.drafts import Draft, DraftError, make, titled
from apabib.intake.extra import Extra, read_extra
from apabib.intake.item import Source
from apabib.intake.kinds import (
    CSL,
    ENDNOTE,
    LEGAL,
    RIS,
    ZOTERO,
    ZOTERO_GENRES,
    Kind,
    thesis_type,
)
from apabib.intake.languages import langid
from apabib.intake.locate import arxiv_in, doi_in, doi_of_address, isbns_in
from apabib.intake.plain import of_bibtex
from apabib.registry.record import Update
from apabib.text.dates import is_date
from apabib.text.identifiers import clean_doi, isbn13
from apabib.text.latex import without_latex

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
_SAME_TYPES = {
    "conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online",
    "techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "review": "article",
}  # fmt: skip
#: Types that a draft may have.
_TYPES = model.HOUSE_TYPES - _SAME_TYPES.keys()
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
#: Servers of preprints that programs take for journals.
_SERVERS = re.compile(
    r"(?:(?:bio|med|psy|soc|chem|eart?h|edar|osf)\S*arxiv|bioRxiv|medRxiv|chemRxiv|PsyArXiv|SocArXiv|"
    r"Research Square|OSF Preprints|Preprints(?:\.org)?)(?: preprint.*)?", re.IGNORECASE,
)  # fmt: skip
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
    fields = _renamed(values, left)
    kind = _kind(noted.entry or entry.type, fields, doubts)
    kind = _said_elsewhere(kind, fields, noted, doubts, left)
    for name in ("title", "booktitle"):
        subtitle = fields.pop(name.replace("title", "subtitle"), "")
        if subtitle:
            fields[name] = titled(_bare(fields.get(name, "")), _bare(subtitle))
    _note(fields, left)
    _date(fields, left)
    _address(fields, left)
    _doi(fields, doubts)
    _isbn(fields, left)
    if kind == "misc" or (kind == "article" and "journal" in fields):
        kind = _preprint(kind, fields, left)
    issue = fields.get("issue", "")
    if kind == "article" and issue[:1].isdigit() and "number" not in fields:
        fields["number"] = fields.pop("issue")
    draft = make(kind, fields, names, left=left, doubts=doubts)
    for name, what in (("retraction", "retraction"), ("correction", "correction"),
                       ("concern", "expression_of_concern")):  # fmt: skip
        for notice in filter(None, draft.fields.get(name, "").split(",")):
            draft.notices.append(Update(what, clean_doi(notice.strip()) or notice.strip()))
    return draft


def _renamed(values: Mapping[str, str], left: list[tuple[str, str]]) -> dict[str, str]:
    """Fields under this model's names; of two that mean the same, the second is left."""
    fields: dict[str, str] = {}
    for name, value in values.items():
        ours = name if name in {"day", "month"} else _NAMES.get(name, name) or name
        if ours == "langid" and name == "language":
            value, written = langid(_bare(value)), value
            if not value and not _bare(written).casefold().startswith("en"):
                left.append((name, written))
        if ours in fields and _bare(fields[ours]) != _bare(value):
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
            elif value and name != "author" and _bare(fields[name]) != value:
                left.append((name, value))
        left += [pair for pair in source.left() if pair[1] not in fields.values()]
    fields |= noted.fields
    return kind


def _kind(written: str, fields: dict[str, str], doubts: list[str]) -> str:
    other = _OTHER_TYPES.get(written, written)
    kind = _SAME_TYPES.get(other, other)
    name = _bare(fields.get("type", "")).casefold()
    if written == "misc" and name in ENDNOTE:
        # EndNote writes the kind of everything into type.
        csl, description = RIS[ENDNOTE[name]]
        fields["type"] = description or CSL[csl].description
        return CSL[csl].entry
    if name in ENDNOTE:
        fields.pop("type", "")  # its name of the type, which ours says
    if written in {"phdthesis", "mastersthesis", "masterthesis", "mathesis"}:
        ours = "phdthesis" if written == "phdthesis" else "mathesis"
        named = thesis_type(_bare(fields.get("type", "")))
        fields["type"] = named if named and named.casefold() != "thesis" else ours
    elif kind == "thesis" and "type" in fields:
        fields["type"] = thesis_type(_bare(fields["type"]))
    if written in _DESCRIBED:
        kind, description = _DESCRIBED[written]
        fields.setdefault("type", description)
        return kind
    if written in {"newspaper", "newsarticle", "magazine"}:
        fields.setdefault("entrysubtype", "magazine" if written == "magazine" else "newspaper")
    if kind in LEGAL:
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
    note = _bare(fields.get("note", ""))
    if re.match(r"cited by:? ?\d+", note, re.IGNORECASE):
        left.append(("note", fields.pop("note")))
    elif original := _ORIGINAL.fullmatch(note):
        fields.setdefault("origyear", original[1])
        fields.pop("note")
    elif not fields.keys() & {"year", "date"} and when.read_date(note)[0] == "in press":
        fields["year"] = fields.pop("note")


def _date(fields: dict[str, str], left: list[tuple[str, str]]) -> None:
    """``year``, ``month`` and ``day`` as one date; a date of biblatex stays as it is."""
    whole = _bare(fields.get("date", ""))
    year = _bare(fields.pop("year", ""))
    month, day = _bare(fields.pop("month", "")), _bare(fields.pop("day", ""))
    if whole and is_date(whole):
        return
    fields.pop("date", None)
    value, rest = when.of_parts(whole or year, month, day)
    if not value and whole and year:
        value, rest = year, whole
    if rest:
        left.append(("date", rest))
    state = _bare(fields.get("pubstate", "")).casefold()
    if not value and state in {"inpress", "in press", "forthcoming"}:
        fields.pop("pubstate")
        value = "in press" if state != "forthcoming" else state
    fields |= when.fields_of(value)


def _address(fields: dict[str, str], left: list[tuple[str, str]]) -> None:
    """An address and the day it was seen, wherever they stand."""
    for name in ("howpublished", "note", "url"):
        value = fields.get(name, "")
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
        value = _bare(fields.get(name, "")).strip("[]() ")
        accessed = _ACCESSED.match(value)
        if accessed and "urldate" not in fields:
            day, rest = when.read_date(value[accessed.end() :])
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and not rest:
                fields |= {"urldate": day, name: ""}
    seen = _bare(fields.get("urldate", ""))
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
            clean_doi(_bare(fields["doi"])) or doi_in(_bare(fields["doi"])) or fields["doi"]
        )
        return
    for name in ("url", "note", "howpublished", "eprint", "ee"):
        value = _bare(fields.get(name, ""))
        if doi := doi_in(value):
            fields["doi"] = doi
            fields.pop(name)
            return
    if doi := doi_of_address(fields.get("url", "")):
        fields["doi"] = doi
        doubts.append(_("the DOI was taken from the address: compare it"))


def _isbn(fields: dict[str, str], left: list[tuple[str, str]]) -> None:
    numbers = isbns_in(_bare(fields.get("isbn", "")))
    if len(numbers) > 1:
        fields["isbn"] = numbers[0]
        others = [each for each in numbers[1:] if isbn13(each) != isbn13(numbers[0])]
        left += [("isbn", number) for number in others]


def _preprint(kind: str, fields: dict[str, str], left: list[tuple[str, str]]) -> str:
    """arXiv, as Google Scholar (a journal), DBLP (CoRR) and arXiv itself write it."""
    journal = _bare(fields.get("journal", ""))
    number = arxiv_in(journal)
    ssrn = re.fullmatch(r"(?:Available at )?SSRN(?: Electronic Journal)?:? ?(\d*)", journal)
    if ssrn or _SERVERS.fullmatch(journal):
        fields.pop("journal")
        if fields.get("publisher"):
            left.append(("publisher", fields["publisher"]))
        fields["publisher"] = "SSRN" if ssrn else journal.split(" preprint")[0]
        if ssrn and ssrn[1] and not fields.keys() & {"doi", "url"}:
            fields["url"] = f"https://ssrn.com/abstract={ssrn[1]}"
        fields.setdefault("entrysubtype", "preprint")
        # What stands there is a number of the server's own.
        left += [(name, fields.pop(name)) for name in ("volume", "pages") if fields.get(name)]
        return "misc"
    if not number and journal == "CoRR" and fields.get("volume", "").startswith("abs/"):
        number = arxiv_in("arXiv:" + fields["volume"].removeprefix("abs/"))
    if number:
        for name in ("journal", "volume", "pages", "number"):
            fields.pop(name, None)
        fields |= {"eprint": number, "eprinttype": "arxiv"}
        kind = "misc"
    if kind == "misc" and fields.get("eprint"):
        fields.setdefault("entrysubtype", "preprint")
    if kind == "misc" and fields.get("eprint"):
        server = _bare(fields.get("eprinttype", "arxiv" if arxiv_in(fields.get("url", "")) else ""))
        if server.casefold() == "arxiv":
            fields["eprinttype"] = "arxiv"
            fields.setdefault("publisher", "arXiv")
            if not fields.get("doi"):
                fields.setdefault("url", f"https://arxiv.org/abs/{fields['eprint']}")
        elif server:
            fields.setdefault("publisher", server)
    return kind


def _bare(value: str) -> str:
    """A value without braces around the whole."""
    value = value.strip()
    while value.startswith("{") and value.endswith("}") and value.count("{") == 1:
        value = value[1:-1].strip()
    return value if "\\" in value else without_latex(value) if value.count("{") > 1 else value
