"""CSL-JSON and the answers of Crossref: the same names, one with texts, the other with lists.

Every other format but BibTeX is brought into these names first, so that a decision stands once.
Source: the CSL-JSON schema 1.0.2; Crossref's REST API.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from apabib.bibtex import model
from apabib.i18n import _
from apabib.intake import kinds, when
from apabib.intake.containers import archive, container, event, publisher
from apabib.intake.credits import credits_of, names_of
from apabib.intake.drafts import Draft, make, notices_in
from apabib.intake.extra import with_note
from apabib.intake.item import Source, is_bookkeeping, shown
from apabib.intake.locate import address_in, arxiv_in, doi_in, doi_of_address, isbns_in, issns_in
from apabib.intake.plain import plain, rich
from apabib.registry.item import first
from apabib.registry.record import record_of
from apabib.text.identifiers import clean_doi, isbn13
from apabib.text.languages import read_language
from apabib.text.names import parse_names
from apabib.text.states import state_of
from apabib.text.titles import with_subtitle


def from_csl(
    item: Mapping[str, Any],
    names: Collection[str] = (),
    *,
    left: Iterable[tuple[str, str]] = (),
    doubts: Iterable[str] = (),
    extra: Mapping[str, str] | None = None,
    registry: bool = False,
) -> Draft:
    """One CSL-JSON item or answer of Crossref.

    ``left`` and ``doubts`` are what a reader of another format could not place or doubts, ``extra``
    are fields that CSL has no name for, ``names`` are words that keep their capitals. Of an answer
    of a ``registry`` nothing is said that is the registry's own.
    """
    whole, noted = with_note(item)
    source = Source(whole)
    if noted.kind in kinds.CSL or noted.kind in kinds.ZOTERO:
        source.item["type"] = noted.kind
    if genre := kinds.ZOTERO_GENRES.get(first(source.item, "type")):
        source.item.setdefault("genre", genre)
    if registry:
        for name in ("chair", "ISSN", "container-title-short"):
            # Who led the conference; what tells journals apart, and their abbreviation.
            source.item.pop(name, None)
    said = list(doubts)
    kind = kinds.kind_of(source.item)
    if kind is None:
        kind = kinds.Kind("misc")
        name = first(source.item, "type")
        if name and name != "other":
            said.append(_("there is no kind of work “%s” here: compare the entry") % name)
    if noted.fields.keys() & {"related", "addendum", "retraction", "concern", "correction"}:
        source.asked.add("references")  # the same in words
    if noted.entry:
        kind = kinds.Kind(model.base_type(noted.entry))
    fields = {**fields_of(source, kind, said), **(extra or {})}
    _with_lines(fields, noted.fields)
    entry = noted.entry or kind.entry
    if entry == "misc" and (number := fields.get("eprint")):
        if "entrysubtype" not in noted.fields:
            fields["entrysubtype"] = "preprint"
        if fields.get("eprinttype") == "arxiv":
            fields.setdefault("publisher", "arXiv")
            if not fields.get("doi") and not fields.get("url"):
                fields["url"] = f"https://arxiv.org/abs/{number}"
    if entry in model.LEGAL:
        said.append(_("laws and cases have forms of their own (APA 7, chapter 11): compare it"))
    if entry == "letter":
        said.append(
            _("APA cites personal communications in the text only (section 8.9), not in the list")
        )
    dropped = [(name, value) for name, value in source.left()
               if not is_bookkeeping(item, name, registry)]  # fmt: skip
    draft = make(entry, fields, names, left=[*left, *dropped], doubts=said)
    record = record_of(item)
    draft.notices = record.updated_by + notices_in(draft)
    for published in _published_as(item):
        draft.doubts.append(_("published since: doi.org/%s") % published)
    for each in record.update_to:
        draft.doubts.append(
            _("this is itself a notice (%(kind)s) about doi.org/%(doi)s")
            % {"kind": each.kind.replace("_", " "), "doi": each.notice}
        )
    return draft


def _with_lines(fields: dict[str, str], said: Mapping[str, str]) -> None:
    """Put in what lines of a note name (``tex.titletranslation: ...``), for what they replace."""
    if translation := said.get("titletranslation"):
        fields["title"] = fields["title"].removesuffix(f" [{translation}]")
    if "entrysubtype" in said:
        fields.pop("type", "")  # words for the same
    if "author+an:role" in said:
        fields.pop("authortype", "")
    fields |= {name: "" if value == "{}" else value for name, value in said.items()}


def fields_of(source: Source, kind: kinds.Kind, doubts: list[str]) -> dict[str, str]:
    """What an item says, in this model's fields; what has no place there stays in ``source``."""
    # Crossref's preprints have a genre of that name beside their type.
    if kind.subtype == "preprint" and first(source.item, "genre").casefold() == "preprint":
        source.asked.add("genre")
        source.item.pop("genre")
    return {
        **credits_of(source, kind.entry),
        **container(source, kind, doubts),
        **_titles(source, kind),
        **_dates(source),
        **_numbers(source, kind),
        **publisher(source, kind),
        **event(source, kind),
        **archive(source, kind),
        **_identifiers(source),
        **_description(source, kind),
    }


def _published_as(item: Mapping[str, Any]) -> list[str]:
    """DOIs of what a preprint has become, as Crossref knows them."""
    relation = item.get("relation")
    found = relation.get("is-preprint-of") if isinstance(relation, Mapping) else None
    works = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    return [doi for doi in (clean_doi(first(each, "id")) for each in works) if doi]


def _titles(source: Source, kind: kinds.Kind) -> dict[str, str]:
    title = with_subtitle(rich(first(source.item, "title")), rich(first(source.item, "subtitle")))
    source.asked |= {"title", "subtitle"}
    fields = {
        "title": title,
        "shorttitle": source.text("title-short"),
        "titletranslation": source.text("translated-title"),
        "origtitle": source.text("original-title"),
        "origpublisher": source.text("original-publisher"),
        "origlocation": source.text("original-publisher-place"),
    }
    volume = rich(first(source.item, "volume-title"))
    if volume and kind.entry == "article":
        fields["issuetitle"] = volume
    elif volume and kind.entry in model.PARTS and first(source.item, "container-title"):
        fields |= {"maintitle": rich(first(source.item, "container-title")), "booktitle": volume}
    elif volume and title:
        fields |= {"maintitle": title, "title": volume}
    if volume:
        source.asked.add("volume-title")
    reviewed = rich(first(source.item, "reviewed-title"))
    if reviewed:
        source.asked |= {"reviewed-title", "reviewed-author"}
        by = _natural(names_of(source.item.get("reviewed-author")))
        genre = source.text("reviewed-genre") or "book"
        review = f"Review of the {genre} \\emph{{{reviewed}}}" + (f", by {by}" if by else "")
        fields["titleaddon"] = review
    return fields


def _natural(names: str) -> str:
    """Names as they stand inside an element: ``J. A. Doe & R. Roe``."""
    from apabib.apa7.people import natural

    shown = [natural(each) for each in parse_names(names)[0]] if names else []
    return " & ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _dates(source: Source) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name in (
        "published-print",
        "published",
        "issued",
        "published-online",
        "posted",
        "approved",
    ):
        value, season = when.of_csl(source.item.get(name))
        if value:
            source.asked.add(name)
            fields = when.fields_of(value)
            if season:
                source.item["season"] = season
            break
    source.asked.add("issued")
    status = first(source.item, "status")
    if not fields and (state := when.read_date(status)[0]) and not state[:1].isdigit():
        source.asked.add("status")
        fields = {"year": state}
    elif state := state_of(status):
        source.asked.add("status")
        if state_of(fields.get("year", "")) != state:
            fields["pubstate"] = state
    original = when.of_csl(source.raw("original-date"))[0]
    if re.fullmatch(r"\d{4}", original):
        fields["origyear"] = original
    elif original:
        fields["origdate"] = original
    return fields


def _numbers(source: Source, kind: kinds.Kind) -> dict[str, str]:
    entry = kind.entry
    fields: dict[str, str] = {"number": ""}
    if entry not in model.LEGAL:
        fields = {"number": source.text("issue"), "volume": source.text("volume")}
    if entry == "article" and (supplement := source.text("supplement-number", "supplement")):
        named = re.sub(r"\A(?:suppl?(?:ement)?\.?\s*)?(?=\w)", "Suppl. ", supplement, flags=re.I)
        fields["number"] = ", ".join(filter(None, [fields["number"], named]))
    if entry == "article" and re.fullmatch(r"(?!Suppl)[^\W\d_]{3,}", fields["number"]):
        fields["issue"] = fields.pop("number")  # "Spring" is a name
        fields["number"] = ""
    fields["edition"] = source.text("edition-number", "edition")
    doi, number = first(source.item, "DOI").casefold(), first(source.item, "number").casefold()
    if kind.subtype == "preprint" and number and number in doi:
        source.item.pop("number")  # the DOI says it
    if entry not in {"article", *model.PARTS, *model.LEGAL} and not fields["number"]:
        fields["number"] = source.text("number")
    if entry in {"book", "report", *model.PARTS} and not fields["number"]:
        fields["number"] = source.text("collection-number")
    if entry in {"software", "dataset", "standard", "misc", "online", "report"}:
        fields["version"] = source.text("version")
    fields["volumes"] = source.text("number-of-volumes")
    if entry in {"book", "thesis", "report", *model.PARTS}:
        fields["chapter"] = source.text("chapter-number")
        fields["part"] = source.text("part-number", "part")
    fields["pagetotal"] = source.text("number-of-pages")
    if entry in model.LEGAL:
        return fields
    page, article = source.text("page"), source.text("article-number")
    stated = first(source.item, "number")
    lone = page in {"", stated} and stated != fields["number"]
    if entry == "article" and not article and stated and lone:
        article = source.text("number")  # CSL's own place of an article's number
    fields["pages"] = page
    if article and (not page or (entry == "article" and "-" not in page and "–" not in page)):
        fields |= {"eid": article, "pages": ""}
        source.item["pages"] = page if page != article else ""
    elif article:
        source.asked.discard("article-number")
    if stated and stated == fields["number"]:
        source.asked.add("number")
    return fields


def _identifiers(source: Source) -> dict[str, str]:
    address = str(first(source.item, "URL"))
    doi = clean_doi(first(source.item, "DOI")) or doi_in(first(source.item, "DOI"))
    source.asked |= {"DOI", "URL", "accessed"}
    from_address = doi_of_address(address)
    if not doi and from_address and re.match(r"https?://(?:dx\.|www\.)?doi\.org/", address):
        doi = from_address
    numbers = isbns_in(" ".join(map(str, _several(source.raw("ISBN")))))
    fields = {"doi": doi, "isbn": numbers[0] if numbers else ""}
    fields["issn"] = ", ".join(issns_in(" ".join(map(str, _several(source.raw("ISSN"))))))
    if not fields["issn"]:
        source.asked.discard("ISSN")
    others = {number for number in numbers if isbn13(number) != isbn13(numbers[0])}
    source.item["other ISBN"] = sorted(others)
    if not numbers:
        source.asked.discard("ISBN")
    if (address and from_address.casefold() != doi.casefold()) or not doi:
        fields["url"] = address_in(address)
    accessed = when.of_csl(source.item.get("accessed"))[0]
    if fields.get("url") and re.fullmatch(r"\d{4}-\d\d-\d\d", accessed):
        fields["urldate"] = accessed
    elif accessed:
        source.item["access date"] = accessed
    fields |= {"pmid": source.text("PMID"), "pmcid": source.text("PMCID")}
    number = arxiv_in(first(source.item, "number")) or arxiv_in(address)
    if number:
        source.asked.add("number")
        fields |= {"eprint": number, "eprinttype": "arxiv"}
    language = first(source.item, "language")
    fields["langid"], rest = read_language(language)
    if rest != language:
        source.asked.add("language")
        if rest:
            source.item["other language"] = rest
    note = first(source.item, "note")
    if note and not doi and doi_in(note):
        source.asked.add("note")
        fields["doi"] = doi_in(note)
    return fields


def _description(source: Source, kind: kinds.Kind) -> dict[str, str]:
    fields = {"entrysubtype": kind.subtype}
    genre, medium = source.text("genre"), source.text("medium")
    if kind.entry == "thesis":
        genre = kinds.thesis_type(genre or plain(first(source.item, "degree")))
        source.asked.add("degree")
    if kind.entry in {"dataset", "software"} and genre.casefold() in {"dataset", "data set"}:
        genre = ""
    if kind.entry == "audio" and (singers := source.raw("performer")):
        who = _natural(names_of(singers))  # APA 7, section 10.13
        genre = f"{genre or kind.description} recorded by {who}"
    plain_letter = kind.entry == "letter" and genre.casefold() in {"", "letter"}
    if plain_letter and (reader := source.raw("recipient")):
        genre = f"{kind.description} to {_natural(names_of(reader))}"
    reviewed = first(source.item, "reviewed-title")
    if kind.entry in kinds.DESCRIBED and genre and medium and not reviewed:
        return {**fields, "type": genre, "titleaddon": medium}  # "[Image attached] [Tweet]"
    if medium and medium.casefold() not in genre.casefold():
        genre = f"{genre}; {medium}" if genre else medium
    if kind.entry in kinds.DESCRIBED:
        return {**fields, "type": genre or kind.description}
    if kind.entry == "inproceedings" and genre.casefold() == "paper presentation":
        genre = ""  # the symposium says it (APA 7, example 63)
    if kind.entry == "inproceedings" and source.item.get("chair"):
        fields["booktitleaddon"] = "Symposium"
    if genre and (reviewed or genre.casefold() == "journal article"):
        source.item["kind"] = shown(genre) if genre.casefold() != "journal article" else ""
    elif (genre or kind.description) and not reviewed:
        fields["titleaddon"] = genre or kind.description
    return fields


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value or ""]
