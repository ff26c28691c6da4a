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
from apabib.apa7.title import with_subtitle
from apabib.apa7.when import long_date, years
from apabib.apa7.work import Locale, Work
from apabib.text.latex import printed

_AND = re.compile(r"[{}]|\s+and\s+", re.IGNORECASE)
#: Numbers that hold the year: of a Dutch gazette, of a European one, of a ruling.
_YEARLY = re.compile(
    r"(?:Stb|Stcrt|Trb|PbE[UG]|OJ|Kamerstukken\w*|Gmb|Prb|Wsb|Bvs)\.?\s|ECLI:|NJ\s|JIN\s|RvdW\s"
)
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
_CONSTITUTIONS = {"constitution": "Const.", "charter": "Charter"}


def legal(work: Work, locale: Locale) -> list[Span]:
    """The whole reference but for what follows the address."""
    author = credited(work, locale)
    if work.type == "legal" and not work["institution"]:
        return spaced([author, _treaty(work, locale)])
    body = _joined(
        [
            name(work, locale),
            _articles(work, locale),
            *_citations(work, locale),
        ]
    )
    if work.type == "constitution":
        body = spaced([name(work, locale), _articles(work, locale)])
    body = spaced([body, *map(parenthesized, _asides(work, locale))])
    return spaced([author, stopped(body), address(work, locale)])


def name(work: Work, locale: Locale) -> list[Span]:
    """What the work is called, in the list and in the text: ``Brown v. Board of Education``."""
    title = with_subtitle(work["title"], work["subtitle"])
    addon = work["titleaddon"]
    if title:
        # The name of a hearing is a title; a case, a statute and a rule have none in italics.
        language = work.foreign_to(locale)
        spans = marked(title, italic=_is_hearing(work), language=language)
        translation = work["titletranslation"] if language else ""
        if addon.startswith("of "):
            return spaced(
                [marked(f"{title} {addon}", language=language), bracketed(marked(translation))]
            )
        return spaced(
            [spans, bracketed(marked(translation)), bracketed(marked(label(addon, locale)))]
        )
    if numbered := _numbered(work):
        return [Span(numbered)]
    if work.type == "constitution":
        return [Span(_constitution(work))]
    return bracketed(marked(addon)) or [Span(words) for words in [_first_citation(work)] if words]


def _is_hearing(work: Work) -> bool:
    return work.type == "legmaterial" and not work["number"]


def _numbered(work: Work) -> str:
    """``S. Res. 438``, ``Exec. Order No. 13,676``: what is known by its number."""
    kind, number = work["type"].casefold(), work.text("number")
    if not number:
        return ""
    if kind == "execorder":
        return f"Exec. Order No. {number}"
    source = work["source"].casefold()
    template = _BILLS.get(kind, {}).get(source)
    if template:
        return template.format(number=number)
    return " ".join(
        filter(None, [_SOURCES.get(source, work.text("source")), work.text("type"), number])
    )


def _constitution(work: Work) -> str:
    source = work["source"].casefold()
    kind = work["type"].casefold() or "constitution"
    return " ".join(
        filter(
            None,
            [
                _SOURCES.get(source, work.text("source")),
                _CONSTITUTIONS.get(kind, work.text("type")),
            ],
        )
    )


def _articles(work: Work, locale: Locale) -> list[Span]:
    """``art. I, § 3``, ``amend. XIX``, ``para. 3``."""
    _ = locale.translate
    parts = []
    if work["article"]:
        parts.append(_("art. {number}").format(number=dashed(work.text("article"))))
    if work["section"]:
        parts.append(_("§ {number}").format(number=dashed(work.text("section"))))
    if work["amendment"]:
        parts.append(_("amend. {number}").format(number=dashed(work.text("amendment"))))
    if work["part"]:
        parts.append(_("para. {number}").format(number=work.text("part")))
    words = ", ".join(parts).replace(". ", ".\u00a0").replace("§ ", "§\u00a0")
    return [Span(words)] if words else []


# -- Where it is found ---------------------------------------------------------


def _citations(work: Work, locale: Locale) -> Iterator[list[Span]]:
    """``347 U.S. 483``, each with its own court and year where the file says so."""
    written = _written(work)
    courts = work.annotation("citation", "citeorg")
    dates = work.annotation("citation", "citedate")
    about = work.annotation("citation", "citeinfo")
    court = _dutch_court(work, written, locale)
    if court:
        yield [Span(court)]
    for place, each in enumerate(written, 1):
        spans = marked(each, italic="appeal" in about.get(place, ()))
        own = [*courts.get(place, ()), *dates.get(place, ())]
        yield spaced([spans, parenthesized([Span(" ".join(own))] if own else [])])


def _written(work: Work) -> list[str]:
    """The citations, from the fields that people write them in."""
    for field in ("citation", "howpublished", "location", "address"):
        if work[field]:
            return _list(work[field])
    reporter = work["journal"] or work["journaltitle"] or work["series"]
    if reporter:
        where = " ".join(filter(None, [work["volume"], reporter, work["pages"]]))
        return [where]
    if work["number"] and not (_numbered(work) and not work["title"]):
        return [_numbered(work) if work["type"] or work["source"] else work["number"]]
    return []


def _first_citation(work: Work) -> str:
    return printed(next(iter(_written(work)), ""))


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
    return " ".join(filter(None, [work.text("organization") or work.text("institution"), day]))


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
        court = work.text("organization") or work.text("institution")
        found = " ".join(filter(None, [court, when]))
        if found and not _is_told(work):
            yield [Span(found)]
    if work["note"]:
        yield marked(label(work["note"], locale))


def _is_told(work: Work) -> bool:
    """Whether the citation has the year (and the court) already."""
    written = _written(work)
    if work.annotation("citation", "citedate"):
        return True
    return any(_YEARLY.match(each) for each in written)


def _when(work: Work, keywords: set[str], locale: Locale) -> str:
    _ = locale.translate
    year = _year(work, locale)
    if "proposed" in keywords:
        return _("proposed {date}").format(date=long_date(work["date"] or year, locale))
    if work.original_date and (first := years(work.original_date, locale)) != year:
        return _("{first} & rev. {last}").format(first=first, last=year)
    return year


def _year(work: Work, locale: Locale) -> str:
    return years(work.date.without_day, locale)


def _treaty(work: Work, locale: Locale) -> list[Span]:
    """``Name of the treaty, November 20, 1989, https://...`` (section 11.10): no period."""
    _ = locale.translate
    date = work["date"] or work["year"]
    day = [Span(long_date(date, locale))] if date else []
    found = [name(work, locale), _articles(work, locale), day, *_citations(work, locale)]
    body = _joined(found)
    link = address(work, locale)
    if not link:
        return stopped(spaced([body, *map(parenthesized, _notes(work, locale))]))
    return _joined([spaced([body, *map(parenthesized, _notes(work, locale))]), link])


def _notes(work: Work, locale: Locale) -> Iterator[list[Span]]:
    if work["note"]:
        yield marked(label(work["note"], locale))


def _joined(groups: list[list[Span]]) -> list[Span]:
    """Groups with commas between; a name that a citation repeats stands once."""
    kept: list[list[Span]] = []
    for group in filter(None, groups):
        if text_of(group) not in map(text_of, kept):
            kept.append(group)
    return spaced(kept, ", ")
