"""Which format a pasted text has, and who reads it; and books of Open Library."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from apabib.i18n import _
from apabib.intake import when
from apabib.intake.bib import from_bibtex
from apabib.intake.csl import from_csl
from apabib.intake.drafts import Draft, DraftError
from apabib.intake.items import from_json
from apabib.intake.locate import doi_in_words
from apabib.intake.nbib import from_nbib
from apabib.intake.people import inverted, listed
from apabib.intake.plain import composed, plain
from apabib.intake.ris import from_enw, from_ris

#: What other texts begin with, and what to ask for instead.
_OTHERS = (
    (re.compile(r"(?:\ufeff)?FN (?:Clarivate|Thomson|ISI)|PT [JBSP]\s"), "Web of Science"),
    (re.compile(r"RT (?:Journal|Book|Conference|Thes|Dissert|Generic|Web|Report)"), "RefWorks"),
    (re.compile(r"<\?xml[^>]*\?>\s*(?:<!DOCTYPE[^>]*>\s*)?<(?:xml|records)\b"), "EndNote XML"),
    (re.compile(r"<\?xml[\s\S]{0,400}<(?:PubmedArticleSet|modsCollection|mods|OAI-PMH)\b"), "XML"),
    (re.compile(r"<!DOCTYPE html|<html", re.IGNORECASE), "HTML"),
    (re.compile(r"%PDF-"), "PDF"),
    (re.compile(r"\"?(?:Authors?|\"Author|Title|Key)\"?[,;\t]\"?\w"), "CSV"),
    (re.compile(r"---\s*\n|references:\s*\n|- id:"), "YAML"),
)


def read_text(text: str, names: Collection[str] = (), file: str = "") -> list[Draft]:
    """Drafts from pasted text; the format is told by how it begins. Raises DraftError.

    ``names`` are words that keep their capitals in titles (the setting of that name). ``file`` is
    what the text is called in messages.
    """
    text = composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    start = text.lstrip("\ufeff \t\n")
    if not start:
        raise DraftError(
            _("%s is empty") % file if file else _("there is nothing in what was given")
        )
    if re.match(r"%[0A-Z] ", start):
        return from_enw(text, names)
    is_ris = re.search(r"^[ \t]{0,3}TY[ \t]{0,3}-", text[:5000], re.MULTILINE)
    if start.startswith("@") or (start.startswith("%") and not is_ris and start[:5] != "%PDF-"):
        return from_bibtex(text, names, file)
    if start.startswith(("{", "[")) and not re.match(r"\[\d+\]\s", start):
        return from_json(text, names)
    if re.match(r"(?:PMID|OWN|STAT)\s*-", start):
        return from_nbib(text, names)
    if is_ris:
        return from_ris(text, names)
    if re.search(r"^@[A-Za-z]+\s*[{(]", text, re.MULTILINE):
        return from_bibtex(text, names, file)
    if re.search(r"^[ \t]{0,3}(?:AU|A1|TI|T1)[ \t]{1,3}- ", text, re.MULTILINE):
        raise DraftError(_("this is RIS without its first line: put “TY  - JOUR” before it"))
    dois = {doi for doi in map(doi_in_words, text.split()) if doi}
    if len(dois) == 1 and len(text) < 5000:
        raise DraftError(_("this is a reference in words; add its DOI: apabib add %s") % dois.pop())
    for pattern, name in _OTHERS:
        if pattern.match(start):
            raise DraftError(
                _("this is %s, which is not read: save or export it as RIS or BibTeX") % name
            )
    raise DraftError(
        _(
            "this is neither BibTeX nor RIS, ENW, NBIB or CSL-JSON; save what a catalog offers"
            " under “Cite” or “Export”, or give a DOI"
        )
    )


def from_open_library(book: Mapping[str, Any], isbn: str, names: Collection[str] = ()) -> Draft:
    """A book of Open Library's Books API (``jscmd=data``)."""
    people = [
        str(each.get("name", "")) for each in book.get("authors") or [] if isinstance(each, dict)
    ]
    publishers = [
        each.get("name", "") if isinstance(each, dict) else str(each)
        for each in book.get("publishers") or []
    ]
    item: dict[str, Any] = {
        "type": "book",
        "title": book.get("title"),
        "subtitle": book.get("subtitle"),
        "author": listed(inverted(plain(name)) for name in people),
        "publisher": publishers[0] if publishers else "",
        "ISBN": isbn,
    }
    if year := when.read_date(str(book.get("publish_date", "")))[0][:4]:
        item["issued"] = {"raw": year}  # a book's month is no part of its reference
    draft = from_csl(item, names)
    if not people:
        draft.doubts.append(_("the record names no author"))
    return draft
