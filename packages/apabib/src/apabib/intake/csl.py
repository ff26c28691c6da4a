"""CSL-JSON and the answers of Crossref: the same names, one with texts, the other with lists.

Every other format but BibTeX is brought into these names first, so that a decision stands once.
Source: the CSL-JSON schema 1.0.2; Crossref's REST API.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from apabib.i18n import _
from apabib.intake import kinds, when
from apabib.intake.containers import container, publisher
from apabib.intake.drafts import Draft, make, titled
from apabib.intake.item import Source, is_bookkeeping, with_note
from apabib.intake.languages import langid
from apabib.intake.locate import address_in, arxiv_in, doi_in, doi_of_address, isbns_in
from apabib.intake.people import as_person, listed, person
from apabib.intake.plain import plain, rich
from apabib.registry.item import first
from apabib.registry.record import record_of
from apabib.text.identifiers import clean_doi, isbn13
from apabib.text.names import parse_names

#: Roles that stand in the author's place where there is no author, with biblatex's name of them.
_MAKERS = {
    "director": "director", "host": "host", "composer": "composer", "performer": "performer",
    "interviewer": "interviewer", "executive-producer": "producer", "producer": "producer",
    "script-writer": "writer", "curator": "curator", "compiler": "compiler", "creator": "creator",
    "contributor": "contributor", "recipient": "recipient",
}  # fmt: skip


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
    source = Source(with_note(item))
    said = list(doubts)
    kind_name = first(source.item, "type")
    kind = kinds.CSL.get(kind_name)
    if kind is None:
        kind = kinds.Kind("misc")
        if kind_name and kind_name != "other":
            said.append(_("there is no kind of work “%s” here: compare the entry") % kind_name)
    genre = first(source.item, "genre")
    if kind.entry == "misc" and re.fullmatch(r"preprint", genre, re.I):
        kind = kinds.CSL["posted-content"]
        del source.item["genre"]
    if kind.entry == "inproceedings" and not source.item.get("container-title"):
        kind = kinds.Kind("unpublished", "Paper presentation")
    if kind.entry == "movie" and re.search(r"video", genre, re.I):
        kind = kinds.Kind("video", "Video")
    fields: dict[str, str] = {
        **_credits(source),
        **_title(source),
        **container(source, kind, said),
        **_dates(source),
        **_numbers(source, kind),
        **publisher(source, kind),
        **_identifiers(source),
        **_description(source, kind),
        **(extra or {}),
    }
    if kind.entry == "misc" and (number := fields.get("eprint")):
        fields["entrysubtype"] = "preprint"
        fields.setdefault("publisher", "arXiv")
        if not fields.get("doi") and not fields.get("url"):
            fields["url"] = f"https://arxiv.org/abs/{number}"
    if kind.entry in kinds.LEGAL:
        said.append(
            _("legal works have forms of their own in APA (chapter 11), not printed here: compare")
        )
    if kind.entry == "letter":
        said.append(
            _("APA cites personal communications in the text only (section 8.9), not in the list")
        )
    dropped = [(name, value) for name, value in source.left()
               if not is_bookkeeping(item, name, registry)]  # fmt: skip
    draft = make(kind.entry, fields, names, left=[*left, *dropped], doubts=said)
    record = record_of(item)
    draft.notices = record.updated_by
    for published in _published_as(item):
        draft.doubts.append(_("published since: doi.org/%s") % published)
    for each in record.update_to:
        draft.doubts.append(
            _("this is itself a notice (%(kind)s) about doi.org/%(doi)s")
            % {"kind": each.kind.replace("_", " "), "doi": each.notice}
        )
    return draft


def _published_as(item: Mapping[str, Any]) -> list[str]:
    """DOIs of what a preprint has become, as Crossref knows them."""
    relation = item.get("relation")
    found = relation.get("is-preprint-of") if isinstance(relation, Mapping) else None
    works = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    return [doi for doi in (clean_doi(first(each, "id")) for each in works) if doi]


def _credits(source: Source) -> dict[str, str]:
    fields = {
        "author": _people(source.raw("author")),
        "editor": _people(source.raw("editor")),
        "translator": _people(source.raw("translator")),
        "bookauthor": _people(source.raw("container-author")),
    }
    if not fields["author"] and not fields["editor"]:
        for role, name in _MAKERS.items():
            if value := _people(source.item.get(role)):
                source.asked.add(role)
                fields |= {"author": value, "authortype": name}
                break
        else:
            fields["editor"] = _people(source.raw("editorial-director"))
    return fields


def _title(source: Source) -> dict[str, str]:
    title = rich(first(source.item, "title"))
    subtitle = rich(first(source.item, "subtitle"))
    source.asked |= {"title", "subtitle"}
    fields = {"title": titled(title, subtitle), "titletranslation": source.text("translated-title")}
    reviewed = rich(first(source.item, "reviewed-title"))
    if reviewed:
        source.asked |= {"reviewed-title", "reviewed-author"}
        by = _natural(_people(source.item.get("reviewed-author")))
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
    for name in ("published-print", "published", "issued", "published-online", "posted"):
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
    original = when.of_csl(source.raw("original-date"))[0]
    if re.fullmatch(r"-?\d{1,4}", original):
        fields["origyear"] = original
    elif original:
        fields["origdate"] = original
    if event := when.of_csl(source.raw("event-date"))[0]:
        fields["eventdate"] = event
    return fields


def _numbers(source: Source, kind: kinds.Kind) -> dict[str, str]:
    entry = kind.entry
    fields = {"volume": source.text("volume"), "number": source.text("issue")}
    fields["edition"] = source.text("edition-number", "edition")
    if entry not in {"article", "incollection", "inproceedings"} and not fields["number"]:
        fields["number"] = source.text("number")
    if entry in {"book", "incollection", "inproceedings"} and not fields["number"]:
        fields["number"] = source.text("collection-number")
    if entry in {"software", "dataset", "standard", "misc", "online", "report"}:
        fields["version"] = source.text("version")
    fields["volumes"] = source.text("number-of-volumes")
    if entry in {"incollection", "inproceedings"}:
        fields["chapter"] = source.text("chapter-number")
    page, number = source.text("page"), source.text("article-number")
    stated = first(source.item, "number")
    if entry == "article" and not number and stated and page in {"", stated}:
        number = source.text("number")  # CSL's own place of an article's number
    fields["pages"] = page
    if number and (not page or (entry == "article" and "-" not in page and "–" not in page)):
        fields |= {"eid": number, "pages": ""}
        source.item["pages"] = page if page != number else ""
    elif number:
        source.asked.discard("article-number")
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
    if (found := langid(language)) or language.casefold().startswith("en"):
        source.asked.add("language")
        fields["langid"] = found
    note = first(source.item, "note")
    if note and not doi and doi_in(note):
        source.asked.add("note")
        fields["doi"] = doi_in(note)
    else:
        fields["note"] = source.text("note")
    return fields


def _description(source: Source, kind: kinds.Kind) -> dict[str, str]:
    fields = {"entrysubtype": kind.subtype}
    if kind.entry == "article" and first(source.item, "genre").startswith("Review of "):
        fields["titleaddon"] = source.text("genre")
    if kind.entry not in kinds.DESCRIBED:
        return fields
    genre = source.text("genre", "medium")
    if kind.entry == "thesis":
        degree = source.item.get("degree")
        genre = kinds.thesis_type(genre or plain(first(source.item, "degree") if degree else ""))
    if kind.entry in {"dataset", "software"} and genre.casefold() in {"dataset", "data set"}:
        genre = ""
    return {**fields, "type": genre or kind.description}


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value or ""]


def _people(value: Any) -> str:
    if isinstance(value, str):
        return value  # a reader of another format has written the list
    if not isinstance(value, list):
        return ""
    return listed(_person(each) for each in value if isinstance(each, Mapping))


def _person(each: Mapping[str, Any]) -> str:
    family, given = plain(first(each, "family")), plain(first(each, "given"))
    suffix = plain(first(each, "suffix"))
    if not family:
        name = plain(first(each, "name") or first(each, "literal") or given)
        return as_person(name) or (f"{{{name}}}" if name else "")
    return person(
        family,
        given,
        suffix,
        plain(first(each, "non-dropping-particle")),
        plain(first(each, "dropping-particle")),
    )
