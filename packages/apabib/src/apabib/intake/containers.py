"""Where a work appeared: its journal, book, series, site or publisher, event, archive, law book."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apabib.bibtex.model import LEGAL, PARTS
from apabib.i18n import _
from apabib.intake import when
from apabib.intake.item import Source
from apabib.intake.kinds import EPISODES, Kind
from apabib.intake.plain import plain, rich
from apabib.registry.item import first
from apabib.text.servers import mentions_server
from apabib.text.states import state_of

_SERIES = re.compile(
    r"\b(?:series|lecture notes|studies in|advances in|communications in|proceedings in|progress "
    r"in|springer ?(?:proceedings|briefs)|methods in|topics in|monographs|reihe|schriften|"
    r"annals)\b",
    re.IGNORECASE,
)
#: "Volume 35" is no book's title.
_NUMBER = re.compile(r"(?:vol(?:ume)?|band|part|issue)\.? *\w{1,6}\Z", re.IGNORECASE)
#: Law gazettes that are cited by year and number.
_GAZETTE = re.compile(r"(?:Stb|Stcrt|Trb|BGBl|Pb|B\.S|M\.B)\b", re.IGNORECASE)
#: Kinds that may lie in an archive (APA 7, section 10.14 and "Archival documents").
_ARCHIVED = frozenset({"unpublished", "misc", "letter", "image", "audio", "movie", "video"})


def container(source: Source, kind: Kind, doubts: list[str]) -> dict[str, str]:
    """The titles of what a work is a part of, and of the series."""
    value = source.item.get("container-title")
    titles = value if isinstance(value, list) else [value]
    written = [rich(str(each)) for each in titles if each]
    series = source.text("collection-title", "series-title")
    entry = kind.entry
    fields = {"series": series}
    if not written or entry in LEGAL:
        return fields
    short = first(source.item, "container-title-short")
    if entry == "article" and short and not isinstance(value, list):
        source.asked.add("container-title-short")
        fields["shortjournal"] = plain(short) if short != written[0] else ""
    if entry in {"article", "periodical"}:
        name = "journal"
    elif entry in PARTS:
        name = "booktitle"
        if len(written) > 1:
            book = _book_of(written)
            fields["series"] = series or next(each for each in written if each != book)
            doubts.append(
                _("taken for the book: “%(book)s”; for the series: “%(series)s”")
                % {"book": book, "series": fields["series"]}
            )
            written = [book]
    elif entry in {"online", "dataset", "software"} or first(source.item, "subtype") == "preprint":
        name = "organization"
    elif entry in {"book", "report"} and isinstance(value, list):
        name = "series"  # Crossref puts a book's series there
    elif entry in {"book", "thesis"}:
        return fields
    else:
        name = "booktitle" if entry in EPISODES or entry == "report" else "organization"
    source.asked.add("container-title")
    if len(written) > 1:
        source.item["other container-title"] = written[1:]
    return {**fields, name: written[0]}


def _book_of(titles: list[str]) -> str:
    """The book among a book and its series, for which Crossref promises no order."""
    named = [title for title in titles if not _NUMBER.match(title)] or titles
    books = [title for title in named if not _SERIES.search(title)]
    return books[-1] if books else named[-1]


def publisher(source: Source, kind: Kind) -> dict[str, str]:
    """Who publishes a work and where, whose report it is, what court or office it comes from."""
    if kind.entry in LEGAL:
        return _of_law(source, kind)
    if kind.entry == "article":
        return {}
    fields = {"location": source.text("publisher-place", "publisher-location")}
    institution = source.item.get("institution")
    institutions = institution if isinstance(institution, list) else [institution]
    named = [str(each.get("name") or "") for each in institutions if isinstance(each, Mapping)]
    if kind.entry in {"report", "thesis"}:
        source.asked.add("institution")
        name = plain(named[0]) if named else source.text("publisher", "authority")
        place = institutions[0].get("place") if isinstance(institutions[0], Mapping) else None
        fields["location"] = fields["location"] or plain(first({"place": place}, "place"))
        held = source.text("archive") if kind.entry == "thesis" else ""  # ProQuest, say
        return {**fields, "institution": name, "publisher": held}
    if kind.entry == "patent":
        fields |= {"holder": "", "publisher": source.text("authority")}
        if holder := source.text("publisher"):
            fields["holder"] = f"{{{holder}}}"
        return {**fields, "location": fields["location"] or source.text("jurisdiction")}
    server = named[0] if named else ""
    group = first(source.item, "group-title")
    if not server and mentions_server(group):
        server = group
    if kind.entry == "misc" and server:
        # The source of a preprint is its server; Crossref's publisher is who registers it.
        source.asked |= {"institution", "group-title"}
        return {**fields, "publisher": plain(server)}
    names = source.text("publisher", "authority")
    return {**fields, "publisher": " and ".join(map(_as_one, names.split("; ")))}


def _as_one(name: str) -> str:
    """A publisher whose name holds an "and", in braces: BibTeX would take it for two."""
    return f"{{{name}}}" if re.search(r"\sand\s", name, re.IGNORECASE) else name


def _of_law(source: Source, kind: Kind) -> dict[str, str]:
    """Where a law or a case is found, as lawyers write it: ``347 U.S. 483``, ``42 U.S.C. § 1``.

    APA 7, chapter 11. The number of a bill or a public law goes first, the session last.
    """
    number = source.text("number")
    session = source.text("chapter-number") if kind.entry != "jurisdiction" else ""
    if re.fullmatch(r"\d+-\d+", number) and kind.entry == "legislation":
        number = f"Pub. L. No. {number}"
    found = [source.text("volume"), source.text("container-title"), source.text("page")]
    if section := source.text("section"):
        found.append(section if re.match(r"§|[Aa]rt|[Ss]e?ct?", section) else f"§ {section}")
    place = " ".join(filter(None, found))
    if _GAZETTE.match(found[1]) and found[0] and found[2]:
        place = f"{found[1]} {found[0]}, {found[2]}"  # "Stb. 2004, 306"
    fields = {"organization": source.text("authority", "publisher")}
    status = first(source.item, "status")
    if status and not state_of(status):
        fields["note"] = source.text("status")  # "enacted", "to be codified at 29 C.F.R. § 541"
    if kind.entry == "jurisdiction" and place:
        return {**fields, "citation": place, "number": number}
    return {**fields, "citation": ", ".join(filter(None, (number, place, session)))}


def event(source: Source, kind: Kind) -> dict[str, str]:
    """What a work was presented at, where, and when."""
    if kind.entry == "article" or kind.entry in LEGAL:
        return {}
    value = source.item.get("event-title") or source.item.get("event")
    fields: dict[str, str] = {}
    if isinstance(value, Mapping):  # so Crossref
        fields["venue"] = plain(first(value, "location"))
        days = [when.of_csl(value.get(name))[0] for name in ("start", "end")]
        fields["eventdate"] = "/".join(dict.fromkeys(filter(None, days)))
        value = value.get("name")
    fields["eventtitle"] = plain(str(value)) if value else ""
    source.asked |= {"event-title", "event"}
    if place := source.text("event-place"):
        fields["venue"] = place
    if day := when.of_csl(source.raw("event-date"))[0]:
        fields["eventdate"] = day
    return fields


def archive(source: Source, kind: Kind) -> dict[str, str]:
    """The archive that holds a work; or the number in a database that gives it one."""
    name, number = first(source.item, "archive"), first(source.item, "archive_location")
    if re.fullmatch(r"ERIC", name) and re.fullmatch(r"E[DJ]\d+", number):
        source.asked |= {"archive", "archive_location"}
        return {"eprint": number, "eprinttype": "ERIC"}
    if kind.entry not in _ARCHIVED or isinstance(source.item.get("archive"), list):
        return {}
    collection = source.text("archive_collection")
    number = source.text("archive_location")
    held = f"{collection} ({number})" if collection and number else collection or number
    parts = [held, source.text("archive"), source.text("archive-place")]
    # A museum stands where a publisher would (APA 7, section 10.14).
    name = "library"
    if kind.entry == "image" and not first(source.item, "publisher-place"):
        name = "location"
    return {name: ", ".join(filter(None, parts))}
