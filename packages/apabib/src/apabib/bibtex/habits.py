"""What programs and people write in another field than the one that is meant.

Google Scholar writes arXiv as a journal, Wikipedia the day of a visit into a note, EndNote and
Scopus their own name of the type into ``type``. Such entries are read as they are meant, so that
they print as APA wants; ``apabib add`` puts the same into its place for good.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from apabib.bibtex.model import base_type
from apabib.text.latex import printed
from apabib.text.said_dates import read_date
from apabib.text.servers import server_of
from apabib.text.states import is_in_press

_PLACES_OF_REMARKS = ("note", "howpublished")
_VISITED = re.compile(
    r"\W*(?:online\W+)?(?:last\s+)?(?:accessed|retrieved|visited|geraadpleegd)"
    r"(?:\s+(?:on|op))?\W+(?P<day>[\w ,./-]{6,40}?)\W*\Z",
    re.IGNORECASE,
)
_LINK = re.compile(r"\\url\s*\{((?:[^{}\s]|\{[^{}]*\})+)\}|https?://[^\s{},;()\[\]]+(?<![.])")
_FOUND_THERE = re.compile(
    r"\b(?:available|accessible|online|retrieved|(?:last )?(?:accessed|visited)|from|at|on|via|url"
    r"|beschikbaar|geraadpleegd|op|van|via)\b",
    re.IGNORECASE,
)
#: ``12.03.2021``; with slashes nobody knows which is the month.
_NUMBERS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z")
#: What stands behind the address, in parentheses (sections 9.39 to 9.41, 10.1).
_HISTORY = re.compile(r"\W*(?:retraction published|reprinted (?:from|in)|republished)\b", re.I)
_ORIGINAL = re.compile(
    r"\W*(?:original(?:ly)?|first)(?: work)? published(?: in)? (?P<year>\d{4})\W*\Z", re.I
)
_BRACKETED = re.compile(r"\s*\[([^\[\]]+)\]\s*\Z")
_ARXIV = re.compile(
    r"(?:arXiv(?:\.org)?(?: e-?prints?)?(?: preprint)?)?[\s:,]*"
    r"arXiv:\s*(?P<number>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})\b.*\Z",
    re.IGNORECASE,
)
_CORR = re.compile(r"abs/(\d{4}\.\d{4,5})\Z")
#: Names of types that EndNote, Scopus and Crossref write into ``type``, and no kinds of works.
_TYPES = frozenset({
    "article", "article-journal", "article in press", "book", "book chapter", "book section",
    "book-chapter", "conference paper", "conference proceedings", "edited book",
    "electronic article", "electronic book", "electronic book section", "generic",
    "journal article", "journal-article", "magazine article", "newspaper article",
    "original article", "original research", "proceedings-article", "research article",
    "review article", "web page", "webpage",
})  # fmt: skip
_DAILY = {"newspaper article": "newspaper", "magazine article": "magazine"}
#: Types whose works "Conference paper" describes.
_TALKS = frozenset({"unpublished", "misc", "presentation"})
_PRESENTED = re.compile(
    r"(?:(?P<kind>paper|poster)\s+)(?:session\s+)?presented\s+(?:at|to)\s+(?:the\s+)?(?P<event>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BLOG = re.compile(r"\W*(?:we)?blog(?:\s?posts?|\s?entry)?\W*\Z", re.IGNORECASE)
_BLOG_FIELDS = ("entrysubtype", "type", "titleaddon", *_PLACES_OF_REMARKS)
_UNPUBLISHED = re.compile(r"\W*unpublished\b", re.IGNORECASE)
_THESES = {
    "phdthesis": "Unpublished doctoral dissertation",
    "mastersthesis": "Unpublished master’s thesis",
    "mathesis": "Unpublished master’s thesis",
    "bathesis": "Unpublished bachelor’s thesis",
}


def as_meant(kind: str, values: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The type and the values of an entry, each in the field that it is meant for.

    What goes elsewhere is gone from where it stood; all else is as it was.
    """
    fields = dict(values)
    for name in _PLACES_OF_REMARKS:
        if fields.get(name):
            _remark(kind, name, fields)
    if fields.get("type"):
        _type(kind, fields)
    if kind == "article":
        kind = _preprint(fields)
    elif kind in {"online", "misc", "electronic", "www"}:
        kind = _blog(kind, fields)
    return kind, fields


def _remark(kind: str, name: str, fields: dict[str, str]) -> None:
    if _address(name, fields):
        return
    text = printed(fields[name]).strip()
    if found := _VISITED.match(text):
        if day := _day(found["day"].strip()):
            fields.setdefault("urldate", day)
            del fields[name]
    elif is_in_press(text):
        if not any(fields.get(each) for each in ("year", "date", "pubstate", "volume", "pages")):
            fields["pubstate"] = "inpress"
            del fields[name]
    elif base_type(kind) == "thesis" and _UNPUBLISHED.match(text) and " " not in text.strip():
        told = printed(fields.get("type", "")) or kind
        if words := _THESES.get(told.casefold()):
            fields["type"] = words
        elif told != kind:
            fields["type"] = f"Unpublished {told[0].lower()}{told[1:]}"
        else:
            return
        del fields[name]
    elif found := _ORIGINAL.match(text):
        if not any(fields.get(each) for each in ("origdate", "origyear")):
            fields["origdate"] = found["year"]
            del fields[name]
    elif _HISTORY.match(text):
        if not fields.get("addendum"):
            fields["addendum"] = fields.pop(name)
    elif found := _BRACKETED.match(text):
        fields[name] = found[1]
    elif (
        (found := _PRESENTED.match(text))
        and kind in _TALKS | {"inproceedings", "conference"}
        and not (fields.get("eventtitle") or fields.get("booktitle"))
    ):
        said = fields.pop(name)
        fields["eventtitle"] = said[said.casefold().index(found["event"].casefold()[:8]) :]
        fields.setdefault("titleaddon", f"{found['kind'].capitalize()} presentation")


def _address(name: str, fields: dict[str, str]) -> bool:
    """``Retrieved May 5, 2020, from https://...``: whether that is all that it says."""
    links = list(_LINK.finditer(fields[name]))
    if len(links) != 1 or fields.get("url"):
        return False
    link = links[0]
    rest = fields[name][: link.start()] + " " + fields[name][link.end() :]
    told = _FOUND_THERE.sub(" ", printed(rest))
    day = " ".join(told.split()).strip(" .,;:()[]")
    if told == printed(rest) or (day and not _day(day)):
        return False
    fields["url"] = link[1] or link[0]
    if day:
        fields.setdefault("urldate", _day(day))
    del fields[name]
    return True


def _day(written: str) -> str:
    """A day in any usual form as ISO 8601 has it; nothing where it is none."""
    if numbers := _NUMBERS.match(written):
        day, left = "{2}-{1:0>2}-{0:0>2}".format(*numbers.groups()), ""
    else:
        day, left = read_date(written)
    try:
        return "" if left else date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _type(kind: str, fields: dict[str, str]) -> None:
    name = printed(fields["type"]).strip().casefold()
    if name not in _TYPES or (name == "conference paper" and kind in _TALKS):
        return
    del fields["type"]
    if name in _DAILY and kind == "article":
        fields.setdefault("entrysubtype", _DAILY[name])


def _preprint(fields: dict[str, str]) -> str:
    name = "journal" if fields.get("journal") else "journaltitle"
    journal = printed(fields.get(name, "")).strip()
    found = _ARXIV.match(journal) if "arxiv" in journal.casefold() else None
    number = found["number"] if found else ""
    if not number and journal == "CoRR" and (found := _CORR.match(fields.get("volume", ""))):
        number = found[1]
    if number:
        for each in (name, "volume", "pages", "number"):
            fields.pop(each, None)
        fields |= {"eprint": number, "eprinttype": "arxiv"}
        return "misc"
    if journal.casefold() in {"arxiv", "arxiv preprint"} and fields.get("eprint"):
        del fields[name]
        fields.setdefault("eprinttype", "arxiv")
        return "misc"
    server = server_of(journal)
    if server and server.casefold() != "arxiv":
        del fields[name]
        # What stands there are the server's owner and a number of its own, which the DOI has too.
        fields |= {"publisher": server, "entrysubtype": "preprint"}
        for each in ("volume", "pages", "number", "eid"):
            fields.pop(each, None)
        return "misc"
    return "article"


def _blog(kind: str, fields: dict[str, str]) -> str:
    """A post stands in its blog as an article in a magazine (section 10.1, example 17)."""
    told = [name for name in _BLOG_FIELDS if _BLOG.match(printed(fields.get(name, "")) or ".")]
    sites = ("organization", "publisher", "howpublished")
    site = next((name for name in sites if fields.get(name) and name not in told), "")
    if not told or not site or printed(fields[site]).startswith(("http", "\\url")):
        return kind
    for name in told:
        del fields[name]
    fields |= {"journaltitle": fields.pop(site), "entrysubtype": "blog"}
    return "article"
