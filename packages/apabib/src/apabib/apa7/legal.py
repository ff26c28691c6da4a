"""Legal works (APA 7, chapter 11), those of the Netherlands among them.

They are printed in the forms of *The Bluebook*, as APA wants: the name, where it is found, and in
parentheses the court and the year. Dutch laws and rulings have a form of their own, of the
*Leidraad voor juridische auteurs*: the name, then ``Stb. 2004, 306``; or the court and the day,
then the ECLI. Their numbers have the year already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apabib.apa7.address import address
from apabib.apa7.credits import credited
from apabib.apa7.labels import label
from apabib.apa7.markup import (
    Span,
    bracketed,
    marked,
    parenthesized,
    spaced,
    stopped,
    text_of,
)
from apabib.apa7.numbers import dashed
from apabib.apa7.title import titles
from apabib.apa7.when import long_date, years
from apabib.apa7.work import Locale, Work

_AND = re.compile(r"[{}]|(?<=\s)and(?=\s)", re.IGNORECASE)
#: Numbers that hold the year: of a Dutch or Belgian gazette, of a European one, of a ruling.
_YEARLY = re.compile(
    r"(?:Stb|Stcrt|Trb|BS|B\.S|PbE[UG]|OJ|Kamerstukken\w*|Gmb|Prb|Wsb|Bvs)\.?\s|ECLI:|NJ\s|JIN\s|RvdW\s"
)
#: Who dealt with a bill stands before its year (section 11.5).
_CONGRESS = re.compile(r"\d(?:st|nd|rd|d|th)\s+Cong(?:\.|ress)", re.IGNORECASE)
_ECLI = re.compile(r"ECLI:[A-Z]{2}:", re.IGNORECASE)
#: Sources and kinds of biblatex-apa: names that the law itself abbreviates, in no language.
_SOURCES = {
    "senate": "S.",
    "houseofrepresentatives": "H.R.",
    "us": "U.S.",
    "unitednations": "U.N.",
    "southcarolina": "S.C.",
}
_BILLS = {
    "resolution": {"senate": "S. Res. {number}", "houseofrepresentatives": "H.R. Res. {number}"},
    "concurrentresolution": {
        "senate": "S. Con. Res. {number}",
        "houseofrepresentatives": "H.R. Con. Res. {number}",
    },
    "report": {
        "senate": "S. Rep. No. {number}",
        "houseofrepresentatives": "H.R. Rep. No. {number}",
    },
    "bill": {"senate": "S. {number}", "houseofrepresentatives": "H.R. {number}"},
}
#: How laws are quoted, in any language; ``part`` is a paragraph.
_SIGNS = {"article": "art.", "section": "§", "amendment": "amend.", "part": "para."}
_CONSTITUTIONS = {"constitution": "Const.", "charter": "Charter"}


def legal(work: Work, locale: Locale) -> list[Span]:
    """The whole reference but for what follows the address."""
    author = credited(work, locale)
    if work.type == "legal" and not work["institution"]:
        return spaced([author, _treaty(work, locale)])
    called, parts = _named(work, locale), articles(work)
    if work.type == "constitution":
        called, parts = spaced([called, parts]), []
    body = _joined([called, parts, *_citations(work, locale)])
    body = spaced([body, *map(parenthesized, _asides(work, locale))])
    return spaced([author, stopped(body), address(work, locale)])


def name(work: Work, locale: Locale) -> list[Span]:
    """What the work is called: ``Brown v. Board of Education``; without a name, its citation."""
    return _named(work, locale) or marked(next(iter(_written(work)), ""))


def _named(work: Work, locale: Locale) -> list[Span]:
    title, translation = titles(work, locale)
    addon, kind = work["titleaddon"], "" if work["number"] else label(work["type"], locale)
    if not title:
        words = _constitution(work) if work.type == "constitution" else _numbered(work)
        return spaced([marked(words), bracketed(marked(addon))])
    # The name of a hearing is a title; that of a case, a statute, a rule is not.
    language, hearing = work.foreign_to(locale), work.type == "legmaterial" and not work["number"]
    if addon.startswith("of "):
        title, addon = f"{title} {addon}", ""
    return spaced(
        [
            marked(title, italic=hearing, language=language),
            bracketed(marked(translation)),
            *(bracketed(marked(words)) for words in (label(addon, locale), kind) if words),
        ]
    )


def _numbered(work: Work) -> str:
    """``S. Res. 438``, ``Exec. Order No. 13,676``: what is known by its number."""
    kind, number = work["type"].casefold(), work.text("number")
    if not number:
        return ""
    if kind == "execorder":
        return f"Exec. Order No. {number}"
    if template := _BILLS.get(kind, {}).get(work["source"].casefold()):
        return template.format(number=number)
    # "H.R. 12" says what it is; a bare number does not.
    kind = work.text("type") if number[0].isdigit() else ""
    return " ".join(filter(None, [_whose(work), kind, number]))


def _constitution(work: Work) -> str:
    kind = work["type"].casefold() or "constitution"
    words = _CONSTITUTIONS.get(kind, work.text("type"))
    return " ".join(filter(None, [_whose(work), words]))


def _whose(work: Work) -> str:
    """``U.S.``, or a source in words."""
    return _SOURCES.get(work["source"].casefold(), work.text("source"))


def articles(work: Work) -> list[Span]:
    """``art. I, § 3``, ``amend. XIX``, ``para. 3``; of a Dutch law ``art. 7, lid 2``."""
    signs = _SIGNS | ({"part": "lid"} if work.language == "nl" else {})
    parts = [
        f"{sign}\u00a0{dashed(work.text(field))}" for field, sign in signs.items() if work[field]
    ]
    return [Span(", ".join(parts))] if parts else []


# -- Where it is found ---------------------------------------------------------


def _citations(work: Work, locale: Locale) -> Iterator[list[Span]]:
    """``347 U.S. 483``, each with its own court and year where the file says so."""
    written = _written(work)
    courts = work.annotation("citation", "citeorg")
    dates = work.annotation("citation", "citedate")
    about = work.annotation("citation", "citeinfo")
    if work["title"] and not work["number"] and work["source"]:
        yield [Span(_whose(work))]
    if court := _dutch_court(work, written, locale):
        yield [Span(court)]
    for place, each in enumerate(written, 1):
        spans = marked(each, italic="appeal" in about.get(place, ()))
        own = [*courts.get(place, ()), *dates.get(place, ())]
        yield spaced([spans, parenthesized([Span(" ".join(own))] if own else [])])
    if _CONGRESS.search(court := _court(work)):
        yield [Span(court)]


def _written(work: Work) -> list[str]:
    """The citations, from the fields that people write them in."""
    for field in ("citation", "howpublished", "location", "address"):
        if work[field]:
            return _list(work[field])
    names = ("journal", "journaltitle", "booktitle", "series")
    reporter = next((work[name] for name in names if work[name]), "")
    if where := " ".join(filter(None, [work["volume"], reporter, work["pages"]])):
        return [where]
    if work["number"] and not (_numbered(work) and not work["title"]):
        return [_numbered(work)]
    return []


def _list(value: str) -> list[str]:
    parts, start, depth = [], 0, 0
    for found in _AND.finditer(value):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            parts.append(value[start : found.start()])
            start = found.end()
    return [part.strip() for part in (*parts, value[start:]) if part.strip()]


def _dutch_court(work: Work, written: list[str], locale: Locale) -> str:
    """``HR 12 juni 2015`` before an ECLI, which needs no year behind it."""
    if not (written and _ECLI.match(written[0]) and work.type == "jurisdiction"):
        return ""
    day = long_date(work["date"], locale) if work["date"] else work["year"]
    return " ".join(filter(None, [_court(work), day]))


# -- In parentheses ------------------------------------------------------------


def _asides(work: Work, locale: Locale) -> Iterator[list[Span]]:
    """``(9th Cir. 1991)``, ``(1971 & rev. 2009)``, ``(repealed 1933)``, a note."""
    _ = locale.translate
    keywords = {word.strip().casefold() for word in work["keywords"].split(",")}
    if "repealed" in keywords:
        year = work["eventdate"][:4] or _year(work, locale)
        yield [Span(_("repealed {year}").format(year=year).rstrip())]
    elif work.type != "constitution" or work.date:
        when = _when(work, keywords, locale)
        court = "" if _CONGRESS.search(_court(work)) else _court(work)
        found = " ".join(filter(None, [court, when]))
        if found and not _is_told(work, locale):
            yield [Span(found)]
    if work["note"]:
        yield marked(label(work["note"], locale, begins=False))


def _court(work: Work) -> str:
    names = ("organization", "institution", "publisher")
    return next((work.text(name) for name in names if work[name]), "")


def _is_told(work: Work, locale: Locale) -> bool:
    """Whether the citation has the year (and the court) already."""
    written = _written(work)
    if work.annotation("citation", "citedate"):
        return True
    year = years(work.date.without_day, locale)
    return any(_YEARLY.match(each) and year in each for each in written)


def _when(work: Work, keywords: set[str], locale: Locale) -> str:
    _ = locale.translate
    year = _year(work, locale)
    if "proposed" in keywords:
        return _("proposed {date}").format(date=long_date(work["date"] or year, locale))
    if work.original_date and (first := years(work.original_date, locale)) != year:
        return f"{first} & rev. {year}"
    return year


def _year(work: Work, locale: Locale) -> str:
    return years(work.date.without_day, locale)


def _treaty(work: Work, locale: Locale) -> list[Span]:
    """``Name of the treaty, November 20, 1989, https://...`` (section 11.10): no period."""
    _ = locale.translate
    # The day on which it was opened for signature is the one that counts.
    date = work["eventdate"] or work["date"] or work["year"] or years(work.date, locale)
    day = [Span(long_date(date, locale))] if date else []
    parties = marked(work["organization"])
    cited = _citations(work, locale)
    found = [name(work, locale), articles(work), parties, day, *cited]
    body = _joined(found)
    link = address(work, locale)
    if not link:
        return stopped(spaced([body, *map(parenthesized, _notes(work, locale))]))
    return _joined([spaced([body, *map(parenthesized, _notes(work, locale))]), link])


def _notes(work: Work, locale: Locale) -> Iterator[list[Span]]:
    if work["note"]:
        yield marked(label(work["note"], locale, begins=False))


def _joined(groups: list[list[Span]]) -> list[Span]:
    """Groups with commas between; a name that a citation repeats stands once."""
    kept: list[list[Span]] = []
    for group in filter(None, groups):
        if text_of(group) not in map(text_of, kept):
            kept.append(group)
    return spaced(kept, ", ")
