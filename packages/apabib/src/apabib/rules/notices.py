"""Notices about a work: its retraction, an expression of concern, a correction."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from apabib.bibtex.entries import Bibliography, Entry, Field
from apabib.bibtex.model import NOTICES
from apabib.findings import ERROR, Finding, excerpt
from apabib.i18n import _
from apabib.manuscript.chapters import Chapter
from apabib.rules.review import Review
from apabib.text.identifiers import DOI, bare_doi, clean_doi, dois

#: How a text says that a work was retracted, in the languages that chapters are written in.
_SAID = re.compile(
    r"retract|ingetrokken|intrekking|teruggetrokken|zur\u00fcck(?:gezogen|ziehung|genommen)"
    r"|r\u00e9tract|retirad|ritrattat",
    re.IGNORECASE,
)


def check(review: Review, entry: Entry) -> None:
    """``correction = {10.1038/nrn3502}``: DOIs of notices, none of them the work's own."""
    own = bare_doi(entry.get("doi")).casefold()
    seen: set[str] = set()
    for name in NOTICES:
        each = entry.field(name)
        if each is None or not each.sound:
            continue
        for doi in dois(entry.get(name)):
            _check_doi(review, entry, each, doi, own)
            if doi.casefold() in seen:
                review.warn(
                    entry,
                    each,
                    "notice-twice",
                    _("the notice %s is named twice") % excerpt(doi),
                    _("keep it once"),
                )
            seen.add(doi.casefold())


def _check_doi(review: Review, entry: Entry, each: Field, doi: str, own: str) -> None:
    if doi.casefold() == own:
        review.error(
            entry,
            each,
            "notice-form",
            _("%s names the DOI of the work itself") % each.lower,
            _("write the DOI of the notice, or take the field out"),
        )
    elif not DOI.match(doi):
        clean = clean_doi(doi)
        review.error(
            entry,
            each,
            "notice-form",
            _("%(field)s: this is no DOI: %(value)s")
            % {"field": each.lower, "value": excerpt(doi)},
            _("write %s") % clean
            if clean
            else _("write the DOI of the notice, as 10.1038/nrn3502"),
        )


def known(entry: Entry) -> set[str]:
    """The DOIs of all notices that an entry names, in small letters."""
    return {doi.casefold() for name in NOTICES for doi in dois(entry.get(name))}


def check_citations(bibliography: Bibliography, chapters: Collection[Chapter]) -> list[Finding]:
    """A retracted work is cited only where the same paragraph says that it is retracted."""
    retracted = {
        key: entry for key, entry in bibliography.by_key().items() if dois(entry.get("retraction"))
    }
    return [*_unsaid(retracted, chapters)] if retracted else []


def _unsaid(retracted: Collection[str], chapters: Collection[Chapter]) -> Iterator[Finding]:
    for chapter in chapters:
        for citation in chapter.citations:
            if citation.key in retracted and not _SAID.search(citation.context):
                yield Finding(
                    chapter.file,
                    citation.line,
                    citation.key,
                    "retraction-unsaid",
                    ERROR,
                    _("this work is retracted, and the paragraph does not say so"),
                    _("say in the same paragraph that it was retracted, or do not cite it"),
                )
