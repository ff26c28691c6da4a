"""The source element: where a work is found (APA 7, sections 9.23 to 9.33)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apabib.apa7 import kinds
from apabib.apa7.address import repository
from apabib.apa7.credits import in_element
from apabib.apa7.labels import (
    description,
    is_online_first,
    is_song,
    is_unpublished,
    label,
    remark,
)
from apabib.apa7.markup import Span, bracketed, filled, marked, parenthesized, spaced, stopped
from apabib.apa7.numbers import (
    article,
    bare_issue,
    bare_pages,
    bare_volume,
    chapter,
    edition,
    pages,
    version,
    volumes,
)
from apabib.apa7.roles import list_role, role_words
from apabib.apa7.title import EXPLAINERS, made_by, of_set
from apabib.apa7.work import Locale, Work
from apabib.bibtex import model
from apabib.text.latex import printed
from apabib.text.lists import publishers, split_list
from apabib.text.titles import with_subtitle

#: The fields of who published or keeps a work, in the order of print.
_HOUSES = {
    "unpublished": ("publisher", "organization"),
    "online": ("organization", "publisher", "institution", "school"),
    "thesis": ("publisher", "organization"),
    "report": ("institution", "school", "publisher", "organization"),
    "image": ("organization", "institution", "school"),
}
_ALL_HOUSES = ("publisher", "institution", "school", "organization")
_ARTICLE_NUMBER = re.compile(r"e\d{4,}\Z", re.IGNORECASE)
_EDITORS = ("editor", "editora", "editorb", "editorc")
_PRODUCERS = ("execproducer", "execdirector")
#: Works that are in one place only, which is named (examples 97 and 102, and archives).
_KEPT_IN_A_PLACE = frozenset({"image", "artwork"})
_KEPT_IN_AN_ARCHIVE = model.AUDIOVISUAL | {"letter", "unpublished", "misc"}


def source(work: Work, locale: Locale) -> list[Span]:
    """The source as sentences, each with its period."""
    within = locale.stops_within_quotes
    return spaced(stopped(each, within=within) for each in _sentences(work, locale) if each)


def _sentences(work: Work, locale: Locale) -> Iterator[list[Span]]:
    match work.family:
        case kinds.PERIODICAL:
            yield _in_journal(work, locale)
            yield marked(remark(work, "howpublished"))
        case kinds.CHAPTER:
            yield _in_book(work, locale)
            yield houses(work, locale)
        case kinds.EVENT:
            yield _in_symposium(work, locale)
            yield _event(work)
            yield houses(work, locale)
        case kinds.AUDIOVISUAL:
            yield _in_series(work, locale) if work.is_part else []
            yield _event(work)
            yield houses(work, locale)
        case _:
            if kinds.is_entry_of_app(work.type, work.fields):
                yield _in_app(work, locale)
            yield houses(work, locale)
    if any(is_online_first(work, name) for name in ("howpublished", "pubstate", "note")):
        yield [Span(label("prepublished", locale))]
    if (work.is_part or work.family == kinds.EVENT) and work.family != kinds.AUDIOVISUAL:
        # The title is not the whole's, so that a note is a sentence of its own.
        yield marked(remark(work, "note"))
    if work["library"] and work.type in _KEPT_IN_AN_ARCHIVE:
        yield marked(work["library"])


# -- Periodicals (section 9.25) ------------------------------------------------


def _in_journal(work: Work, locale: Locale) -> list[Span]:
    spans = _journal(work)
    number = bare_issue(work.text("number") or work.text("issue"))
    if work["number"] and work["issue"]:
        number = f"{number}, {bare_issue(work.text('issue'))}"
    if work["volume"]:
        spans += [Span(", "), Span(bare_volume(work.text("volume")), italic=True)]
        spans += [Span(f"({number})")] if number else []
    elif number:
        spans += [Span(f", ({number})")]
    if work["eid"]:
        spans += [Span(", "), Span(article(work.text("eid"), locale))]
    elif written := bare_pages(work.text("pages")):
        # Programs write the number of an article as its only page.
        shown = article(written, locale) if _ARTICLE_NUMBER.match(written) else written
        spans += [Span(", "), Span(shown)]
    return spans


def _journal(work: Work) -> list[Span]:
    journal = with_subtitle(work["journal"] or work["journaltitle"], work["journalsubtitle"])
    if not journal:  # a whole issue, or proceedings that are numbered as a journal is
        names = (
            ("title", "subtitle") if work.type == "periodical" else ("booktitle", "booksubtitle")
        )
        journal = with_subtitle(*(work[name] for name in names))
    return spaced([marked(journal, italic=True), bracketed(marked(work["journaltitleaddon"]))])


# -- Parts of a whole (section 9.28) -------------------------------------------


def _in_book(work: Work, locale: Locale) -> list[Span]:
    _ = locale.translate
    where = [edition(work.text("edition"), locale)]
    if not (work["maintitle"] and work["booktitle"]):
        where.append(volumes(work, locale))
    where.append(chapter(work, locale))
    where += [pages(work.text("pages"), locale), version(work, locale)]
    where.append(article(work.text("eid"), locale))
    numbers = ", ".join(filter(None, where))
    inside = [*made_by(work, EXPLAINERS, locale), *([Span(words)] for words in (numbers,) if words)]
    book = spaced([_book(work, locale), parenthesized(spaced(inside, "; "))])
    return _in(book, ("bookauthor", *_EDITORS, *_PRODUCERS), work, locale)


def _book(work: Work, locale: Locale) -> list[Span]:
    """The title of the whole, in italics, with its description."""
    book = with_subtitle(work["booktitle"], work["booksubtitle"])
    if work["maintitle"]:
        book = of_set(work, book, locale)
    language = work.foreign_to(locale)
    addons = (work["booktitleaddon"], work["maintitleaddon"])
    return spaced(
        [
            marked(book, italic=True, language=language),
            *(bracketed(marked(label(addon, locale))) for addon in addons if addon),
        ]
    )


def _in(book: list[Span], fields: tuple[str, ...], work: Work, locale: Locale) -> list[Span]:
    """``In A. Roe (Ed.), Book``."""
    _ = locale.translate
    if not book:
        return []
    people = _people(work, fields, locale)
    if not people:
        return filled(_("In {book}"), book=book)
    return filled(_("In {people}, {book}"), people=[Span(people)], book=book)


def _people(work: Work, fields: tuple[str, ...], locale: Locale) -> str:
    """``A. Roe & B. Poe (Eds.)``: those of the whole, each list with what it did."""
    shown = []
    for field in fields:
        names, others = work.people(field)
        if not names:
            continue
        text = in_element(names, others, locale)
        if role := _role(work, field, len(names) + others, locale):
            text = f"{text} ({role})"
        shown.append(text)
    if len(shown) < 3:
        return " & ".join(shown)
    return ", ".join(shown[:-1]) + ", & " + shown[-1]


def _role(work: Work, field: str, count: int, locale: Locale) -> str:
    if field == "bookauthor":
        return ""
    role = list_role(work, field) or ("editor" if field.startswith("editor") else field)
    words = role_words(role, count, locale)
    if field == "editor" and work.people("translator") == work.people("editor"):
        return f"{words} & {role_words('translator', count, locale, short=True)}"
    return words


def _in_symposium(work: Work, locale: Locale) -> list[Span]:
    return _in(_book(work, locale), _EDITORS, work, locale)


def _event(work: Work) -> list[Span]:
    """``Annual Meeting, Utrecht, the Netherlands`` (section 9.31)."""
    event = spaced([marked(work["eventtitle"]), bracketed(marked(work["eventtitleaddon"]))])
    place = work["venue"]
    if work.family == kinds.EVENT:
        place = place or work["location"] or work["address"]
    return spaced([event, marked(place)], ", ")


def _in_series(work: Work, locale: Locale) -> list[Span]:
    """``In A. Roe (Executive Producer), Series``; a song is on its album (example 92)."""
    _ = locale.translate
    book = with_subtitle(work["booktitle"], work["booksubtitle"])
    series = "" if book else work["series"]
    main = with_subtitle(work["maintitle"] or series, work["mainsubtitle"])
    whole = marked(with_subtitle(main, book) if main and book else main or book, italic=True)
    addons = (work["booktitleaddon"], work["maintitleaddon"])
    whole = spaced([whole, *(bracketed(marked(label(each, locale))) for each in addons if each)])
    fields = (*_PRODUCERS, *_EDITORS)
    if work.type == "music" or is_song(work):
        people = _people(work, fields, locale)
        if people:
            return filled(_("On {people}, {book}"), people=[Span(people)], book=whole)
        return filled(_("On {book}"), book=whole)
    return _in(whole, fields, work, locale)


def _in_app(work: Work, locale: Locale) -> list[Span]:
    """``In App (Version 2) [Mobile app]`` (example 80)."""
    _ = locale.translate
    if work["appentry"]:
        book = marked(with_subtitle(work["title"], work["subtitle"]), italic=True)
    else:
        book = _book(work, locale)
    inside = parenthesized([Span(words)] if (words := version(work, locale)) else [])
    described = [bracketed([Span(words)]) for words in description(work, locale)]
    return filled(_("In {book}"), book=spaced([book, inside, *described]))


# -- Who published (section 9.29) ----------------------------------------------


def houses(work: Work, locale: Locale) -> list[Span]:
    """Publishers, sites, archives, universities: all but the author, with semicolons between."""
    authors = {name.family.casefold() for name in work.names if name.organization or not name.given}
    found = [house for house in _written(work) if house and house.casefold() not in authors]
    once = {house.casefold(): house for house in reversed(found)}
    return [Span("; ".join(reversed(once.values())))] if found else []


def _written(work: Work) -> Iterator[str]:
    kind = (
        "thesis"
        if work.type in kinds.THESES
        else "report"
        if work.type in kinds.REPORTS
        else work.type
    )
    if work.type in _KEPT_IN_A_PLACE:
        parts = [*split_list(work["location"] or work["address"]), *publishers(work["publisher"])]
        if parts:
            yield ", ".join(parts)
        kind = "image"
    elif work.type == "unpublished" and work.family != kinds.EVENT:
        places = filter(None, (work.text("venue"), work.text("institution") or work.text("school")))
        yield ", ".join(places)
    elif is_unpublished(work):
        yield work.text("institution") or work.text("school")
    names = _HOUSES.get(kind, _ALL_HOUSES)
    site = repository(work)
    if site and kind == "online" and not work["organization"]:
        yield site
        site = ""
    for name in names:
        yield from _group(work, name)
    if site:
        yield site
    yield printed(remark(work, "howpublished"))


def _group(work: Work, field: str) -> list[str]:
    """Publishers, or a group, whose name may hold an "and"; not those that are the authors."""
    whole, authors = work.text(field), {name.family.casefold() for name in work.names}
    several = [part.casefold() for part in split_list(work[field])]
    if whole.casefold() in authors or authors.issuperset(several):
        return []
    return publishers(work[field]) if field == "publisher" else [whole]
