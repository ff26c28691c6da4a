"""How a page of the book is cited: its entry, and what that is in APA, BibTeX, RIS and CSL-JSON.

A page is a part of the book (APA 7, section 10.3, and 7.1 of its style and grammar guidelines on
parts without editors): author, year, title, "In" the book, with the number of its chapter and the
version. The title page is the book itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from sphinx_apa7.words import translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apabib.apa7.format import Span
    from apabib.bibtex.entries import Entry
    from extensions.quoting.edition import Edition

#: What BibTeX reads as more than a letter.
_SPECIAL = re.compile(r"[\\{}$&%#_~^]")
#: The first word of a subtitle has a capital in a reference (APA 7, section 6.17).
_SUBTITLE = re.compile(r"(?<=: )\w")
#: Format -> the ending of its files, and what they are called.
FILES = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}
LABELS = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}


@dataclass(frozen=True)
class Cited:
    """What a page is cited as: in APA as text and as HTML, and in each format of ``FILES``."""

    apa: str
    apa_html: str
    formats: dict[str, str]


def cited(
    edition: Edition, language: str, *, name: str, title: str = "", chapter: str = "", url: str = ""
) -> Cited:
    """The page with a *title*, or the book itself; *name* is the last part of its key.

    *chapter* is its number, *url* its address; both may be empty.
    """
    from apabib.apa7.format import Locale, References, works_of  # late: many pages stay as they are
    from apabib.export import export

    entry, elsewhere = (
        entry_of(edition, name=name, title=title, chapter=chapter, url=url, apart=apart)
        for apart in (True, False)
    )
    references = References(works_of([entry]), Locale(language, translator(language)))
    return Cited(
        references.reference_text(entry.key),
        html_of(references.reference(entry.key)),
        {
            "bibtex": export([entry], [entry.key], "bibtex"),
            "ris": export([elsewhere], [elsewhere.key], "ris"),
            "csl-json": _csl(export([entry], [entry.key], "csl-json"), whole=not title),
        },
    )


def entry_of(
    edition: Edition,
    *,
    name: str,
    title: str = "",
    chapter: str = "",
    url: str = "",
    apart: bool = True,
) -> Entry:
    """The entry of a page, or of the book; see ``cited``.

    Its version stands *apart* from an edition; RIS has no tag for it but that of the edition.
    """
    from apabib.bibtex.parse import parse

    first = re.sub(r"\W", "", edition.title.partition(":")[0]).lower()
    year = str(edition.date.year) if edition.date else ""
    authors = " and ".join(
        f"{{{tex(author)}}}" if group else tex(author)
        for author, group in zip(edition.authors, edition.groups, strict=True)
    )
    version = {"version": tex(edition.version)}
    if not apart:
        version = {"edition": f"Version {tex(edition.version)}"} if edition.version else {}
    words = _SUBTITLE.sub(_upper, title) or edition.title
    fields = {
        "author": authors,
        "title": f"{{{tex(words)}}}",  # twice in braces: its capitals stay
        "booktitle": f"{{{tex(edition.title)}}}" if title else "",
        "date": year,
        **version,
        "chapter": chapter if title else "",
        "doi": edition.doi if not title else "",
        "url": url,
    }
    lines = "".join(f" {field} = {{{value}}},\n" for field, value in fields.items() if value)
    kind = "inbook" if title else "book"
    text = f"@{kind}{{{first}{year}{re.sub(r'[^a-z0-9]', '', name.lower())},\n{lines}}}\n"
    [entry] = parse(text.encode(), "CITATION.cff").by_key().values()
    return entry


def _csl(exported: str, *, whole: bool) -> str:
    """CSL-JSON without the version of a whole book: styles take what has one for software."""
    items = json.loads(exported)
    if whole:
        items[0].pop("version", None)
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _upper(found: re.Match[str]) -> str:
    return found[0].upper()


def tex(words: str) -> str:
    """*words* as BibTeX has them, on one line."""
    return _SPECIAL.sub(
        lambda found: rf"\{found[0]}" if found[0] in "{}$&%#_" else " ", " ".join(words.split())
    )


def html_of(spans: Iterable[Span]) -> str:
    """A reference as HTML: italics, and links at addresses."""
    parts = []
    for span in spans:
        words = escape(span.text, quote=False)
        if span.italic:
            words = f"<i>{words}</i>"
        if span.language:
            words = f'<span lang="{escape(span.language)}">{words}</span>'
        if span.href:
            words = f'<a href="{escape(span.href)}">{words}</a>'
        parts.append(words)
    return "".join(parts)
