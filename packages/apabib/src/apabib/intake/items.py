"""JSON that people paste: CSL-JSON, an answer of Crossref, items of Zotero and of DataCite.

Each is told by the names that only it has; anything else is refused by name, for an item of which
half the names are unknown would come in without its authors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from apabib.i18n import _
from apabib.intake import kinds
from apabib.intake.csl import from_csl
from apabib.intake.drafts import Draft, DraftError
from apabib.intake.item import odd_value, shown

_ZOTERO_FIELDS = {
    "title": "title", "subject": "title", "caseName": "title", "nameOfAct": "title",
    "volume": "volume", "issue": "issue", "pages": "page", "edition": "edition", "DOI": "DOI",
    "ISBN": "ISBN", "ISSN": "ISSN", "url": "URL", "language": "language", "series":
    "collection-title", "seriesTitle": "collection-title", "seriesNumber": "collection-number",
    "numberOfVolumes": "number-of-volumes", "versionNumber": "version", "version": "",
    "publicationTitle": "container-title", "bookTitle": "container-title",
    "proceedingsTitle": "container-title", "websiteTitle": "container-title",
    "blogTitle": "container-title", "forumTitle": "container-title",
    "encyclopediaTitle": "container-title", "dictionaryTitle": "container-title",
    "programTitle": "container-title", "conferenceName": "event-title",
    "meetingName": "event-title", "publisher": "publisher", "university": "publisher",
    "institution": "publisher", "company": "publisher", "studio": "publisher",
    "network": "publisher", "distributor": "publisher", "label": "publisher",
    "repository": "publisher", "reportNumber": "number", "patentNumber": "number",
    "episodeNumber": "number", "number": "number", "archiveID": "number",
    "reportType": "genre", "thesisType": "genre", "websiteType": "genre", "postType": "genre",
    "presentationType": "genre", "manuscriptType": "genre", "mapType": "genre",
    "letterType": "genre", "genre": "genre", "type": "genre", "artworkMedium": "medium",
    "interviewMedium": "medium", "extra": "note", "place": "publisher-place",
    "numPages": "number-of-pages", "section": "section", "shortTitle": "title-short",
    "archive": "archive", "archiveLocation": "archive_location",
    "archiveCollection": "archive_collection", "repositoryLocation": "archive-place",
    "journalAbbreviation": "container-title-short", "runningTime": "dimensions",
    "artworkSize": "dimensions", "scale": "scale", "country": "jurisdiction",
    "assignee": "publisher", "issuingAuthority": "authority", "court": "authority",
    "organization": "authority", "reporter": "container-title", "reporterVolume": "volume",
    "firstPage": "page", "docketNumber": "number", "code": "container-title",
    "codeVolume": "volume", "codeNumber": "volume", "codePages": "page",
    "publicLawNumber": "number", "billNumber": "number", "documentNumber": "number",
    "session": "chapter-number", "legislativeBody": "authority", "committee": "authority",
    "history": "references", "rights": "license", "callNumber": "call-number",
    "libraryCatalog": "source", "audioFileType": "medium", "videoRecordingFormat": "medium",
    "audioRecordingFormat": "medium", "format": "medium", "identifier": "number",
    "status": "status", "partNumber": "part-number", "partTitle": "part-title",
    "volumeTitle": "volume-title", "eventPlace": "event-place",
    "originalPublisher": "original-publisher", "originalPlace": "original-publisher-place",
    "PMID": "PMID", "PMCID": "PMCID",
}  # fmt: skip
_ZOTERO_RECORD = frozenset({
    "itemType", "creators", "date", "accessDate", "key", "itemKey", "itemID", "version", "tags",
    "collections", "relations", "dateAdded", "dateModified", "citationKey", "attachments", "notes",
    "uri", "select", "dateEnacted", "dateDecided", "issueDate", "originalDate", "libraryID",
    "seeAlso", "citekey", "parentItem", "inPublications",
})  # fmt: skip
_ZOTERO_DATES = (
    ("originalDate", "original-date"), ("date", "issued"), ("dateEnacted", "issued"),
    ("dateDecided", "issued"), ("issueDate", "issued"), ("accessDate", "accessed"),
)  # fmt: skip
_ZOTERO_ROLES = {
    "author": "author", "editor": "editor", "translator": "translator",
    "bookAuthor": "container-author", "reviewedAuthor": "reviewed-author",
    "seriesEditor": "collection-editor", "director": "director", "podcaster": "author",
    "programmer": "author", "presenter": "author", "interviewee": "author", "artist": "author",
    "cartographer": "author", "inventor": "author", "performer": "performer",
    "composer": "composer", "interviewer": "interviewer", "recipient": "recipient",
    "producer": "producer", "host": "host", "guest": "guest", "scriptwriter": "script-writer",
    "castMember": "performer", "narrator": "narrator", "chair": "chair", "organizer": "organizer",
    "executiveProducer": "executive-producer", "seriesCreator": "series-creator",
    "originalCreator": "original-author", "contributor": "contributor", "creator": "author",
}  # fmt: skip
_DATACITE_TYPES = {
    "Dataset": "dataset", "Software": "software", "JournalArticle": "article-journal",
    "Book": "book", "BookChapter": "chapter", "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "paper-conference", "Dissertation": "thesis", "Report": "report",
    "Preprint": "posted-content", "Audiovisual": "motion_picture", "Sound": "song",
    "Image": "graphic", "Standard": "standard", "PeerReview": "peer-review", "Text": "document",
    "Journal": "periodical", "DataPaper": "article-journal", "Collection": "collection",
}  # fmt: skip


#: Types of DataCite whose name says it all.
_DATACITE_PLAIN = frozenset({
    "Dataset", "Software", "JournalArticle", "Book", "BookChapter", "ConferencePaper",
    "ConferenceProceeding", "Preprint",
})  # fmt: skip
#: Names that only CSL-JSON has; an item with one of them may go without its type.
_IN_CSL = frozenset({"author", "issued", "container-title"})
#: Names under which other programs' JSON keeps what CSL-JSON has elsewhere.
_NOT_IN_CSL = frozenset({
    "authors", "authorships", "bibjson", "editors", "entrytype", "fields", "journal",
    "publication_year", "publicationYear", "published_date", "venue", "year",
})  # fmt: skip
#: What DataCite's records say of a work besides, and no reference prints.
_DATACITE_LEFT = ("subjects", "descriptions", "sizes", "formats", "rightsList", "geoLocations",
                  "fundingReferences", "relatedIdentifiers", "relatedItems", "identifiers",
                  "alternateIdentifiers")  # fmt: skip


def from_json(text: str, names: Collection[str] = ()) -> list[Draft]:
    """Items of JSON, one or a list. Raises DraftError."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DraftError(_("the JSON cannot be read: %s") % error) from None
    if isinstance(value, dict):
        value = value.get("message", value.get("items", value))
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]  # a search of Crossref
    if isinstance(value, dict) and isinstance(value.get("data"), list | dict):
        value = value["data"] if "attributes" in str(value)[:2000] else value
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, dict) for item in items):
        raise DraftError(_("there is no entry in it"))
    drafts = []
    for number, item in enumerate(items, 1):
        left: list[tuple[str, str]] = []
        in_csl = _as_csl(item, left)
        if in_csl is None:
            continue
        name = odd_value(in_csl)
        if name:
            raise DraftError(
                _("item %(number)d: %(name)s is not what CSL-JSON puts there; correct it")
                % {"number": number, "name": name}
            )
        foreign = sorted(_NOT_IN_CSL & in_csl.keys())
        if foreign:
            raise DraftError(
                _("item %(number)d: %(names)s: no names of CSL-JSON; export that, or RIS")
                % {"number": number, "names": ", ".join(foreign)}
            )
        if "type" not in in_csl and not _IN_CSL & in_csl.keys():
            raise DraftError(
                _("item %(number)d: this is no CSL-JSON, it has no type; its names are %(names)s")
                % {"number": number, "names": ", ".join(list(item)[:8])}
            )
        drafts.append(from_csl(in_csl, names, left=left))
    if not drafts:
        raise DraftError(_("there is no entry in it"))
    return drafts


def _as_csl(item: dict[str, Any], left: list[tuple[str, str]]) -> dict[str, Any] | None:
    """An item in CSL's names; None for Zotero's attachments and notes."""
    data = item.get("data")
    if isinstance(data, dict) and "itemType" in data:
        item = data
    if "itemType" in item:
        return (
            None
            if str(item["itemType"]) in {"attachment", "note", "annotation"}
            else _zotero(item, left)
        )
    if isinstance(item.get("attributes"), dict):
        item = item["attributes"]
    if isinstance(item.get("titles"), list) and ("creators" in item or "publicationYear" in item):
        return _datacite(item, left)
    return item


def _zotero(item: Mapping[str, Any], left: list[tuple[str, str]]) -> dict[str, Any]:
    kind = str(item["itemType"])
    found: dict[str, Any] = {"type": kinds.ZOTERO.get(kind, kind)}
    if genre := kinds.ZOTERO_GENRES.get(kind):
        found["genre"] = genre
    for name, value in item.items():
        if not isinstance(value, str | int) or not str(value).strip() or name in _ZOTERO_RECORD:
            continue
        ours = _ZOTERO_FIELDS.get(name)
        if name == "seriesTitle" and kind in {"podcast", "audioRecording"}:
            ours = "container-title"
        if name == "place" and kind in {"presentation", "conferencePaper"}:
            ours = "event-place"
        if ours == "genre" or (ours and ours not in found):
            found[ours] = str(value)
        elif ours != "":
            left.append((name, str(value)))
    if item.get("tags"):
        left.append(("tags", shown(item["tags"])))
    for role, people in _by_role(item.get("creators")).items():
        found[_ZOTERO_ROLES.get(role, role)] = people
    for name, ours in _ZOTERO_DATES:
        if item.get(name) and ours not in found:
            value = str(item[name])
            # Zotero's databases put the date as numbers before the date as written.
            value = re.sub(r"\A(\d{4}-\d\d-\d\d)[ T].*", r"\1", value).replace("-00", "")
            found[ours] = {"raw": value}
    if kind == "preprint" and (server := found.pop("publisher", "")):
        found["institution"] = [{"name": server}]
    return found


def _by_role(creators: Any) -> dict[str, list[dict[str, str]]]:
    roles: dict[str, list[dict[str, str]]] = {}
    for each in creators if isinstance(creators, list) else []:
        if not isinstance(each, Mapping):
            continue
        if each.get("name"):
            name = {"literal": str(each["name"])}
        else:
            name = {"family": str(each.get("lastName") or ""),
                    "given": str(each.get("firstName") or "")}  # fmt: skip
        roles.setdefault(str(each.get("creatorType") or "author"), []).append(name)
    return roles


def _datacite(item: Mapping[str, Any], left: list[tuple[str, str]]) -> dict[str, Any]:
    """A record of DataCite's REST API (schema 4)."""
    types = _table(item.get("types"))
    general = str(types.get("resourceTypeGeneral") or "")
    titles = [each for each in item["titles"] if isinstance(each, Mapping) and each.get("title")]
    by_type = {str(each.get("titleType") or ""): str(each["title"]) for each in titles}
    publisher = item.get("publisher")
    if isinstance(publisher, Mapping):
        publisher = publisher.get("name")
    dates = {str(each.get("dateType")): str(each.get("date")) for each in _rows(item.get("dates"))
             if isinstance(each, Mapping)}  # fmt: skip
    year = str(item.get("publicationYear") or "")
    issued = dates.get("Issued", "")
    container = _table(item.get("container"))
    found: dict[str, Any] = {
        "type": _DATACITE_TYPES.get(general, "document"),
        "title": by_type.get("") or (str(titles[0]["title"]) if titles else ""),
        "subtitle": by_type.get("Subtitle", ""),
        "translated-title": by_type.get("TranslatedTitle", ""),
        "author": [_creator(each) for each in _rows(item.get("creators"))],
        "issued": {"raw": issued if issued.startswith(year) and issued else year},
        "publisher": publisher, "DOI": item.get("doi"), "version": item.get("version"),
        "container-title": container.get("title"), "volume": container.get("volume"),
        "issue": container.get("issue"), "language": item.get("language"), "URL": item.get("url"),
        "genre": "" if general in _DATACITE_PLAIN else types.get("resourceType")
        or ("" if general in _DATACITE_TYPES else _in_words(general)),
        "page": "-".join(filter(None, (str(container.get(name) or "")
                                       for name in ("firstPage", "lastPage")))),
    }  # fmt: skip
    if found["type"] == "posted-content" and publisher:
        found["institution"] = [{"name": found.pop("publisher")}]
    for each in _rows(item.get("contributors")):
        if isinstance(each, Mapping) and each.get("contributorType") == "Editor":
            found.setdefault("editor", []).append(_creator(each))
        elif isinstance(each, Mapping) and each.get("name"):
            left.append((str(each.get("contributorType") or "contributor"), str(each["name"])))
    left += [(kind, day) for kind, day in dates.items() if kind != "Issued"]
    left += [
        (kind, title)
        for kind, title in by_type.items()
        if kind not in {"", "Subtitle", "TranslatedTitle"} and title != found["title"]
    ]
    for name in _DATACITE_LEFT:
        if item.get(name):
            left.append((name, shown(item[name])))
    return {name: value for name, value in found.items() if value}


def _in_words(name: str) -> str:
    """``ComputationalNotebook`` as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _creator(each: Any) -> dict[str, str]:
    if not isinstance(each, Mapping):
        return {"literal": str(each)}
    if each.get("familyName"):
        return {"family": str(each["familyName"]), "given": str(each.get("givenName") or "")}
    name = str(each.get("name") or "")
    family, comma, given = name.partition(", ")
    if comma and each.get("nameType") != "Organizational":
        return {"family": family, "given": given}
    return {"literal": name}
