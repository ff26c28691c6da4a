"""What a work was before it was published here (APA 7, sections 9.39 to 9.41).

Who names the first edition's year in ``origdate`` gets "(Original work published 1923)"; who names
its entry in ``related``, with the ``relatedtype`` reprintfrom, gets where it stood (section 10.1,
example 11, and 10.3, examples 43 and 44). An ``addendum`` is printed as it is written, in
parentheses; if it tells the year, nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apabib.apa7.address import doi_of, plain_address
from apabib.apa7.credits import in_element
from apabib.apa7.kinds import LEGAL, PERIODICAL
from apabib.apa7.labels import label
from apabib.apa7.markup import (
    Span,
    doi_address,
    filled,
    marked,
    parenthesized,
    spaced,
    text_of,
    web_address,
)
from apabib.apa7.numbers import dashed, pages
from apabib.apa7.roles import list_role, role_words
from apabib.apa7.when import years
from apabib.apa7.work import REPRINTS, Locale, Work
from apabib.text.lists import publishers
from apabib.text.titles import with_subtitle


def history(work: Work, locale: Locale, works: Mapping[str, Work]) -> list[Span]:
    """``(Original work published 1923)``; *works* has those that the work is related to."""
    told = [*_reprints(work, locale, works), _addendum(work)]
    year = years(work.original_date, locale)
    # A law has its years in the parentheses of its source (section 11.5).
    if year and work.family != LEGAL and year not in text_of(spaced(told)):
        _ = locale.translate
        told.insert(0, [Span(_("(Original work published {year})").format(year=year))])
    return spaced(told)


def _addendum(work: Work) -> list[Span]:
    spans = marked(work["addendum"].strip())
    whole = text_of(spans)
    return spans if whole.startswith("(") and whole.endswith(")") else parenthesized(spans)


def _reprints(work: Work, locale: Locale, works: Mapping[str, Work]) -> Iterator[list[Span]]:
    if work["relatedtype"].casefold() not in REPRINTS:
        return
    for key in work.related:
        if other := works.get(key):
            yield parenthesized(_reprinted(work, other, locale))


def _reprinted(work: Work, other: Work, locale: Locale) -> list[Span]:
    _ = locale.translate
    place = _in_journal(other, locale) if other.family == PERIODICAL else _in_book(other, locale)
    if doi := doi_of(other["doi"]):
        place.append([Span("https://doi.org/" + doi, href=doi_address(doi))])
    elif other["url"]:
        url = plain_address(other["url"])
        place.append([Span(url, href=web_address(url))])
    said = work["relatedstring"]
    if said:
        return spaced([marked(label(said, locale)), spaced(place, ", ")])
    return filled(_("Reprinted from {place}"), place=spaced(place, ", "))


def _in_journal(work: Work, locale: Locale) -> list[list[Span]]:
    """``“Title,” 1981, Journal, 51[3], 391–402``: brackets within the parentheses."""
    _ = locale.translate
    title = marked(with_subtitle(work["title"], work["subtitle"]))
    year = [Span(years(work.date, locale))]
    number = dashed(work.text("number"))
    volume = [Span(dashed(work.text("volume")), italic=True)] if work["volume"] else []
    return [
        filled(_("“{title},” {year}"), title=title, year=year) if title else year,
        marked(work["journal"] or work["journaltitle"], italic=True),
        [*volume, Span(f"[{number}]")] if number else volume,
        [Span(dashed(work.text("pages")))] if work["pages"] else [],
    ]


def _in_book(work: Work, locale: Locale) -> list[list[Span]]:
    """``Title, pp. 113–123, by F. Doe, Ed., 1973, Press``."""
    _ = locale.translate
    part = bool(work["booktitle"])
    title = (
        with_subtitle(work["booktitle"], work["booksubtitle"])
        if part
        else with_subtitle(work["title"], work["subtitle"])
    )
    field = "editor" if part or not work["author"] else "author"
    names, others = work.people(field)
    by: list[Span] = []
    if names:
        who = in_element(names, others, locale)
        role = list_role(work, field) or (field if field == "editor" else "")
        words = role_words(role, len(names), locale, short=True) if role else ""
        shown = ", ".join(filter(None, [who, words]))
        by = [Span(_("by {names}").format(names=shown))]
    where = pages(work.text("pages"), locale)
    houses = publishers(work["publisher"] or work["institution"])
    return [
        marked(title, italic=True),
        [Span(where)] if where else [],
        by,
        [Span(years(work.date, locale))] if work.date else [],
        [Span("; ".join(houses))] if houses else [],
    ]
