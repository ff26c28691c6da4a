"""One entry as an item of CSL-JSON 1.0.2, which Zotero and Word's add-ins read.

Its types and variables are those by which the official APA style prints the work; what CSL has no
variable for stands in the note, in the lines that Zotero reads there (``back``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apabib.apa7.labels import description, is_online_first, remark
from apabib.apa7.markup import text_of
from apabib.apa7.source import houses
from apabib.apa7.work import Locale, Work
from apabib.bibtex import model
from apabib.bibtex.entries import Entry
from apabib.bibtex.habits import as_meant
from apabib.bibtex.inherit import values_with_parents
from apabib.export.back import in_extra
from apabib.export.dates import csl_date, printed_day
from apabib.export.history import references
from apabib.export.laws import law
from apabib.export.people import people, usernames
from apabib.export.words import KINDS_OF_ARTICLES, address, csl_type, in_words
from apabib.text.identifiers import clean_doi, dois
from apabib.text.languages import UNDETERMINED, language_code
from apabib.text.latex import exact, to_unicode, without_latex
from apabib.text.names import Name
from apabib.text.ordinals import edition_number
from apabib.text.states import state_of
from apabib.text.titles import with_subtitle

_NOTICES = {
    "retraction": "Retraction", "concern": "Expression of concern", "correction": "Correction",
}  # fmt: skip
#: Kinds of English that CSL tells apart.
_ENGLISH = {"american": "en-US", "british": "en-GB"}
_STATES = {
    "inpress": "in press", "forthcoming": "forthcoming", "submitted": "submitted",
    "inpreparation": "in preparation", "prepublished": "advance online publication",
}  # fmt: skip
_DASH = re.compile(r"\s*[-‐-―−]+\s*")
_EMPHASIS = re.compile(r"\\(?:emph|textit)\s*\{([^{}]*)\}")
_REVIEW = re.compile(r"Review of the ([\w -]+?) \\emph\{(.+)\}(?:, by (.+))?\Z")
_DATES = {"origdate": "original-date", "urldate": "accessed", "eventdate": "event-date"}


def csl(entry: Entry, entries: Mapping[str, Entry] | None = None) -> dict[str, Any]:
    """One CSL-JSON item. ``entries`` has those that it may inherit from, and related ones."""
    kind, values = as_meant(entry.type, values_with_parents(entry, entries or {}))
    entry = replace(entry, type=kind)
    return in_extra(item_of(entry, values, entries or {}), entry, values)


def item_of(
    entry: Entry, values: Mapping[str, str], entries: Mapping[str, Entry]
) -> dict[str, Any]:
    """The item in CSL's own variables."""
    kind = entry.type
    if kind in {"phdthesis", "mastersthesis", "techreport"}:
        values = {"type": kind, **values}
    if "related" in values:  # no work is its own reprint or review
        others = Work(entry.key, kind, values).related
        values = {**values, "related": ", ".join(others)}
    item: dict[str, Any] = {"id": entry.key, "type": csl_type(kind, values)}
    for role, names in people(values).items():
        item[role] = [_name(each) for each in names]
    for author, name in zip(item.get("author", []), usernames(values), strict=False):
        if name and "literal" in author:
            author["literal"] += f" [{name}]"  # APA 7, section 9.8
    texts = {
        **_titles(kind, values),
        **_numbers(kind, values),
        **_source(kind, values),
        **_description(kind, values),
        **_identifiers(values),
        # No style prints CSL's note: an entry's own goes along as a line of it.
        "note": "; ".join(notices(values)),
    }
    if kind in model.LEGAL:
        texts |= law(values, kind, item["type"])
    item |= {
        name: address(text) if name in {"URL", "DOI"} else _text(text)
        for name, text in texts.items() if text
    }  # fmt: skip
    if past := references(kind, values, entries):
        item["references"] = past
    _reviewed(item, values, entries)
    day = csl_date(printed_day(kind, values))
    if state := _state(kind, values):
        item["status"] = _STATES.get(state, state)
    literal = day.get("literal", "")
    if day and (re.search(r"\d", literal) or not state_of(literal)):
        item["issued"] = day
    for name, variable in _DATES.items():
        # The official style prints the days of an event twice where they are the date.
        if values.get(name) and csl_date(values[name]) != item.get("issued"):
            item.setdefault(variable, csl_date(values[name]))
    if values.get("origyear") and not values.get("origdate"):
        item["original-date"] = csl_date(values["origyear"])
    return item


def _state(kind: str, values: Mapping[str, str]) -> str:
    """biblatex's name of how far a work has come, from the fields in which people write it."""
    work = Work("", kind, values)
    if any(is_online_first(work, name) for name in ("howpublished", "note")):
        return "prepublished"
    year = values.get("year", "")
    return ("" if re.search(r"\d", year) else state_of(year)) or values.get("pubstate", "")


def notices(values: Mapping[str, str]) -> list[str]:
    """What was published about the work, in words: no format has fields for it."""
    return [
        f"{kind} published: https://doi.org/{doi}".replace("~", "\\textasciitilde{}")
        for name, kind in _NOTICES.items()
        for doi in dois(exact(values.get(name, "")))
    ]


def titled(values: Mapping[str, str], name: str = "title") -> str:
    """A title with its subtitle."""
    return with_subtitle(values.get(name, ""), values.get(name.replace("title", "subtitle"), ""))


def language(values: Mapping[str, str]) -> str:
    """The code of an entry's language."""
    value = (values.get("langid") or values.get("language") or "").lower()
    if value in _ENGLISH or re.fullmatch("[a-z]{2}-[a-z]{2}", value):
        return _ENGLISH.get(value, value)
    code = language_code(value)
    return "" if code == UNDETERMINED else code


def translated(values: Mapping[str, str], title: str) -> str:
    """A title with its translation as APA prints it: no format has a field for that."""
    translation = values.get("titletranslation", "")
    return f"{title} [{translation}]" if title and translation else title


def _titles(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    title, book, main = (titled(values, name) for name in ("title", "booktitle", "maintitle"))
    addon = values.get("titleaddon", "")
    if title and kind in model.LEGAL and addon.startswith("of "):
        title = f"{title} {addon}"  # "Civil Rights Act" of 1964
    found = {
        "title": translated(values, title),
        "title-short": values.get("shorttitle", ""),
        "collection-title": values.get("series", ""),
        "original-title": values.get("origtitle", ""),
        "volume-title": titled(values, "issuetitle"),
        "container-title": values.get("journal") or titled(values, "journaltitle"),
        "container-title-short": values.get("shortjournal", ""),
    }
    if main and kind in model.AUDIOVISUAL:
        found["container-title"] = book or main
    elif main and book:
        found |= {"container-title": main, "volume-title": book}
    elif main and title and csl_type(kind, values) == "speech":
        found["container-title"] = main  # the session that the talk is a part of
    elif main and title:
        found |= {"title": main, "volume-title": translated(values, title)}
    elif main:
        found["title"] = main
    elif book:
        found["container-title"] = book
    elif not found["container-title"] and kind == "online":
        found["container-title"] = values.get("organization", "")
        if not found["container-title"] and not values.get("eprinttype"):
            found["container-title"] = values.get("eprint", "")
        if bare_name(found["container-title"]) == bare_name(values.get("author", "")):
            found["container-title"] = ""  # a site is not named again (APA 7, section 9.29)
    return found


def _numbers(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    base = model.base_type(kind)
    number = values.get("number") or (values.get("issue", "") if base == "article" else "")
    part_or_book = base in {"book", "proceedings", *model.PARTS}
    where = "issue" if base in {"article", "periodical"} else "number"
    if part_or_book and values.get("series"):
        where = "collection-number"
    eid, pages = values.get("eid", ""), values.get("pages", "")
    if base == "article" and not eid and re.fullmatch(r"[eE]\d{4,}", pages):
        eid, pages = pages, ""  # programs write an article's number as its only page
    found = {
        "volume": values.get("volume", ""),
        "number-of-volumes": values.get("volumes", ""),
        "edition": _edition(values.get("edition", "")),
        "chapter-number": values.get("chapter", ""),
        "part-number": values.get("part", ""),
        "page": _DASH.sub("-", pages) or ("" if base == "article" else eid),
        "number-of-pages": values.get("pagetotal", ""),
        "version": values.get("version", ""),
        "section": values.get("section", ""),
        where: number,
    }
    if base == "article" and eid:
        found["number"] = eid
    return found


def _edition(value: str) -> str:
    """A number, or words with their word for an edition, which styles put behind numbers only."""
    if number := edition_number(value):
        return number
    named = re.search(r"\b(?:eds?|edn|editi(?:on|e)s?|druk|auflage|aufl)\b|\brev\.\Z", value, re.I)
    worded = re.search(r"[A-Za-z]", value) and not named
    return f"{value} ed." if worded or value.endswith("Rev.") else value


def _source(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    base = model.base_type(kind)
    found = {
        "publisher": _publisher(kind, values),
        "publisher-place": values.get("location") or values.get("address", ""),
        "original-publisher": values.get("origpublisher", ""),
        "original-publisher-place": values.get("origlocation", ""),
        "event-title": values.get("eventtitle", ""),
        "event-place": values.get("venue", ""),
        "archive": values.get("library", ""),
    }
    if base == "thesis" and (own := values.get("institution") or values.get("school")):
        found["publisher"] = own
        if not found["archive"]:
            found["archive"] = values.get("publisher", "")  # a database that holds it
    if kind == "patent":
        found |= {"authority": values.get("publisher", ""), "publisher": values.get("holder", "")}
    if kind in {"image", "artwork"} and not values.get("publisher"):
        found |= {"archive": found["publisher-place"], "publisher-place": ""}
    if kind == "unpublished" and not found["event-title"]:
        found["event-place"] = ""  # a department, which stands with its university
    return found


def _publisher(kind: str, values: Mapping[str, str]) -> str:
    """All that stand behind a work, as the reference has them, but for the name of a site."""
    if model.base_type(kind) == "article":
        return values.get("publisher", "")  # the journal's
    told, server = set(values), values.get("eprinttype", "").casefold()
    if kind == "online":
        told.discard("organization")
    if server != "arxiv" and (server or kind == "online"):
        told.discard("eprint")  # told as an archive, or as the site
    if kind in {"image", "artwork"} and not values.get("publisher"):
        told -= {"location", "address"}
    work = Work("", kind, {name: value for name, value in values.items() if name in told})
    return text_of(houses(work, Locale()))


def bare_name(value: str) -> str:
    """A name without the braces of an organization."""
    return without_latex(value).casefold()


def _description(kind: str, values: Mapping[str, str]) -> dict[str, str]:
    """The kind of work in words, in brackets (``genre``), and what else stands there."""
    subtype = values.get("entrysubtype", "")
    said = in_words(values.get("type") or ("" if subtype in KINDS_OF_ARTICLES else subtype))
    addon = values.get("titleaddon", "")
    if addon.startswith("Review of ") or (kind in model.LEGAL and addon.startswith("of ")):
        addon = ""
    if not said and (how := values.get("howpublished", "")) and in_words(how) != how:
        said = in_words(how)
    if csl_type(kind, values) == "manuscript" and not said:
        said = "; ".join(description(Work("", kind, values), Locale()))
    if csl_type(kind, values) == "speech" and not said:
        said = values.get("booktitleaddon") or values.get("maintitleaddon", "")
    if subtype == "preprint" and not said:
        said = "Preprint"
    medium = addon if said else ""
    if kind in model.AUDIOVISUAL and said and not medium:
        medium = remark(Work("", kind, values), "note")  # "two-disc special ed. on DVD"
    return {"genre": said or addon, "medium": medium}


def _identifiers(values: Mapping[str, str]) -> dict[str, str]:
    found = {
        "DOI": clean_doi(values.get("doi", "")) or values.get("doi", ""),
        "URL": values.get("url", ""), "ISBN": values.get("isbn", ""),
        "ISSN": values.get("issn", ""), "PMID": values.get("pmid", ""),
        "PMCID": values.get("pmcid", ""), "abstract": values.get("abstract", ""),
        "keyword": values.get("keywords", ""), "language": language(values),
    }  # fmt: skip
    if not found["URL"] and (
        written := re.search(r"https?://[^\s{}]+", values.get("howpublished", ""))
    ):
        found["URL"] = written[0]
    server, number = values.get("eprinttype", ""), values.get("eprint", "")
    if server.casefold() == "arxiv":
        found["number"] = f"arXiv:{number}"
    elif server and number:
        found |= {"archive": server, "archive_location": number}
    return found


def _reviewed(
    item: dict[str, Any], values: Mapping[str, str], entries: Mapping[str, Entry]
) -> None:
    """What a review is about: as its description says, or as the related entry does."""
    if found := _REVIEW.match(values.get("titleaddon", "")):
        item |= {"reviewed-genre": found[1], "reviewed-title": without_latex(found[2])}
        if found[3]:
            item["reviewed-author"] = [{"literal": without_latex(found[3])}]
    other = entries.get(values.get("related", "").partition(",")[0])
    if values.get("relatedtype") == "reviewof" and other:
        if of := re.match(r"Review of the (.+)", values.get("relatedstring", "")):
            item["reviewed-genre"] = of[1]
        item["reviewed-title"] = _text(titled(other.values()))
        item["reviewed-author"] = [_name(each) for each in people(other.values()).get("author", [])]


def signs(value: str) -> str:
    """TeX's dashes and quotation marks as characters; what has such marks has no other."""
    value = to_unicode(value)  # an accent is no quotation mark
    quotes = ("`", "‘"), ("'", "’")
    for tex, sign in (
        ("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), *(quotes if "`" in value else ())
    ):  # fmt: skip
        value = value.replace(tex, sign)
    return value


def _text(value: str) -> str:
    """A value as CSL has it, italics as HTML; without markup."""
    marked = _EMPHASIS.sub("\ue001\\1\ue002", value)
    marked = signs(marked)
    return without_latex(marked).replace("\ue001", "<i>").replace("\ue002", "</i>")


def _name(name: Name) -> dict[str, str]:
    if name.organization:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}
