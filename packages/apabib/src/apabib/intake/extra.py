"""What Zotero keeps in its field Extra, and so in notes: ``Original Date: 1923`` on a line.

Zotero, citeproc-js (``{:original-date: 1923}``) and Better BibTeX (``tex.origdate: 1923``) read
such lines for what an item's form has no place for; our own export writes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apabib.intake.credits import COMPILERS, LISTS, MAKERS
from apabib.intake.locate import doi_in
from apabib.text.fold import words

_TEXTS = words(
    "abstract annote archive archive_collection archive_location archive-place authority"
    " call-number chapter-number collection-number collection-title container-title"
    " container-title-short dimensions division DOI edition event-place event-title genre ISBN ISSN"
    " issue jurisdiction keyword language license medium number number-of-pages number-of-volumes"
    " original-publisher original-publisher-place original-title page part-number part-title PMCID"
    " PMID printing-number publisher publisher-place references reviewed-genre reviewed-title scale"
    " section source status supplement-number title title-short translated-title URL version volume"
    " volume-title"
)
_DATES = frozenset({"accessed", "available-date", "event-date", "issued", "original-date",
                    "submitted"})  # fmt: skip
_PEOPLE = (
    *LISTS,
    "contributor",
    *MAKERS,
    *COMPILERS,
    "collection-editor",
    "original-author",
    "reviewed-author",
)
#: Zotero's labels, and what people write, with CSL's names.
_LABELS = {
    "place": "publisher-place", "archive-location": "archive_location",
    "loc.-in-archive": "archive_location", "publication-title": "container-title",
    "book-title": "container-title", "proceedings-title": "container-title",
    "website-title": "container-title", "blog-title": "container-title",
    "program-title": "container-title", "publication": "container-title",
    "series-title": "collection-title", "series": "collection-title",
    "series-number": "collection-number", "conference-name": "event-title",
    "meeting-name": "event-title", "event": "event-title", "date": "issued",
    "running-time": "dimensions", "#-of-pages": "number-of-pages",
    "number-of-pages": "number-of-pages", "#-of-volumes": "number-of-volumes",
    "short-title": "title-short", "report-number": "number", "institution": "publisher",
    "university": "publisher", "repository": "publisher", "court": "authority",
    "rights": "license", "library-catalog": "source", "identifier": "number",
    "archive-id": "number", "journal-abbreviation": "container-title-short", "pages": "page",
    "presenter": "author", "podcaster": "host", "cast-member": "performer",
    "scriptwriter": "script-writer", "book-author": "container-author",
    "series-editor": "collection-editor", "supplement": "supplement-number", "part": "part-number",
}  # fmt: skip
_NAMES = {
    **{name.casefold().replace("_", "-"): name for name in (*_TEXTS, *_DATES, *_PEOPLE)},
    **_LABELS,
}  # fmt: skip
_TEX = re.compile(
    r"(?:bib(?:la)?)?tex\.([A-Za-z]+(?:\+an(?::[A-Za-z]+)?)?)(?:\[\w*\])?\s*[:=]\s*(.+)\Z"
)
_CHEATER = re.compile(r"\{:([\w -]{1,40}):\s*([^{}]+)\}")
#: Several on one line, as when a program has joined the lines.
_LABEL = r"(?:Number|Publisher|Place|Section|PMID|PMCID|DOI|IS[BS]N|\\?_eprint):"
_JOINED = re.compile(rf"\s(?={_LABEL})")
#: What our own export says of notices.
_PUBLISHED = re.compile(
    r"(?:; )?(Retraction|Correction|Expression of concern) published: https://doi\.org/([^\s;]+)"
)
_ARXIV = re.compile(r"arXiv:\s*(\S+)(?:\s+\[[^\]]*\])?\Z")


@dataclass(slots=True)
class Extra:
    """Values under CSL's names, fields of BibTeX, the kind of work, and the lines that are text."""

    csl: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    entry: str = ""
    """BibTeX's type."""
    rest: str = ""
    found: bool = False


def read_extra(note: str) -> Extra:
    """The lines of a note that name what they hold, and the rest of it."""
    extra, rest = Extra(), []
    for line in _PUBLISHED.sub(r"\n\g<0>\n", note).splitlines():
        cheats = _CHEATER.findall(line)
        line = line.strip()
        parts = [f"{name}: {value}" for name, value in cheats] or [line]
        if re.match(_LABEL, line):
            parts = _JOINED.split(line)
        rest += [part for part in map(str.strip, parts) if part and not _taken(extra, part)]
    extra.rest = "; ".join(rest)
    extra.found = bool(extra.csl or extra.fields or extra.kind or extra.entry)
    return extra


def _taken(extra: Extra, line: str) -> bool:
    if named := _TEX.match(line):
        name = named[1].lower()
        if name in {"referencetype", "entrytype"}:
            extra.entry = named[2].lower()
        else:
            extra.fields[name] = named[2]
        return True
    if notice := _PUBLISHED.match(line):
        name = notice[1].split()[-1].lower()
        extra.fields[name] = ", ".join(filter(None, [extra.fields.get(name), notice[2]]))
        return True
    if arxiv := _ARXIV.match(line):
        extra.csl.setdefault("number", f"arXiv:{arxiv[1]}")
        return True
    label, colon, value = line.partition(":")
    value = value.strip()
    label = re.sub(r"[\s_]+", "-", label.strip().casefold())
    if not colon or not value:
        return False
    if label in {"citation-key", "type", "item-type"}:
        if label == "type" and not re.fullmatch(r"[A-Za-z_-]+", value):
            return False
        extra.kind = extra.kind if label == "citation-key" else value
        return True
    if label.strip("\\-") == "eprint":  # so a publisher's address of the paper
        if doi := doi_in(value):
            extra.csl.setdefault("DOI", doi)
        return bool(doi)
    name = _NAMES.get(label, "")
    if not name:
        return False
    if name in _PEOPLE:
        extra.csl.setdefault(name, []).append(_person(value))
    elif name in _DATES:
        extra.csl.setdefault(name, {"raw": value})
    else:
        extra.csl.setdefault(name, value)
    return True


def _person(value: str) -> dict[str, str]:
    family, bars, given = value.partition("||")
    if bars:
        return {"family": family.strip(), "given": given.strip()}
    family, comma, given = value.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": value}


def with_note(item: Mapping[str, Any]) -> tuple[dict[str, Any], Extra]:
    """An item with what its note names put in place, where it has nothing itself."""
    note = item.get("note")
    if not isinstance(note, str) or not note.strip():
        return dict(item), Extra()
    extra = read_extra(note)
    whole = dict(item)
    if not extra.found:
        return whole, extra
    left = [extra.rest] if extra.rest else []
    for name, value in extra.csl.items():
        if not whole.get(name) or name == "original-date":
            whole[name] = value
        elif isinstance(value, list) and isinstance(whole[name], list):
            whole[name] = [*whole[name], *(each for each in value if each not in whole[name])]
        elif isinstance(value, str) and str(whole[name]).casefold() != value.casefold():
            left.append(f"{name}: {value}")
        elif isinstance(value, dict):
            left.append(f"{name}: {value['raw']}")
    whole["note"] = "; ".join(left)
    return whole, extra
