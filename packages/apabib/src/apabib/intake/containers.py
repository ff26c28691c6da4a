"""Where a work appeared: its journal, book, series, site or publisher, a preprint's server."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apabib.bibtex.model import EPISODES
from apabib.i18n import _
from apabib.intake.item import Source
from apabib.intake.kinds import LEGAL, Kind
from apabib.intake.plain import plain, rich
from apabib.registry.item import first

_SERIES = re.compile(
    r"\b(?:series|lecture notes|studies in|advances in|communications in|proceedings in|progress "
    r"in|springer ?(?:proceedings|briefs)|methods in|topics in|monographs|reihe|schriften|"
    r"annals)\b",
    re.IGNORECASE,
)
#: "Volume 35" is no book's title.
_NUMBER = re.compile(r"(?:vol(?:ume)?|band|part|issue)\.? *\w{1,6}\Z", re.IGNORECASE)
_SERVER = re.compile(r"rxiv|preprint|ssrn|research square|osf|zenodo|f1000|authorea", re.IGNORECASE)


def container(source: Source, kind: Kind, doubts: list[str]) -> dict[str, str]:
    value = source.item.get("container-title")
    titles = value if isinstance(value, list) else [value]
    written = [rich(str(each)) for each in titles if each]
    series = source.text("collection-title", "series-title")
    entry = kind.entry
    fields = {"series": series}
    if not written:
        return fields
    if entry == "article":
        name = "journal"
    elif entry in {"incollection", "inproceedings"}:
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
    elif entry in {"book", "thesis", "report"}:
        return fields
    else:
        name = "booktitle" if entry in EPISODES | LEGAL else "organization"
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
    institution = source.item.get("institution")
    institutions = institution if isinstance(institution, list) else [institution]
    named = [str(each.get("name") or "") for each in institutions if isinstance(each, Mapping)]
    if kind.entry in {"report", "thesis"}:
        source.asked.add("institution")
        return {"institution": plain(named[0]) if named else source.text("publisher", "authority")}
    server = named[0] if named else ""
    group = first(source.item, "group-title")
    if not server and _SERVER.search(group):
        server = group
    if kind.entry == "misc" and server:
        # The source of a preprint is its server; Crossref's publisher is who registers it.
        source.asked |= {"institution", "group-title"}
        return {"publisher": plain(server)}
    if kind.entry == "article":
        return {}
    fields = {"publisher": source.text("publisher", "authority")}
    event = source.item.get("event-title") or source.item.get("event")
    if isinstance(event, Mapping):
        event = event.get("name")
    fields["eventtitle"] = plain(str(event)) if event else ""
    source.asked |= {"event-title", "event"}
    if fields["eventtitle"]:
        fields["venue"] = source.text("event-place")
    return fields
