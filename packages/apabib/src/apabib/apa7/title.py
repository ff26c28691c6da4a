"""The title element (APA 7, sections 9.18 to 9.22).

``Main title: Vol. 3. Title: Subtitle [Translated title] (A. Roe, Trans.; 2nd ed.) [Description]``
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apabib.apa7 import kinds
from apabib.apa7.address import archive_number
from apabib.apa7.credits import in_element
from apabib.apa7.labels import (
    description,
    is_unpublished,
    label,
    remark,
)
from apabib.apa7.markup import Span, bracketed, marked, parenthesized, spaced
from apabib.apa7.numbers import (
    chapter,
    edition,
    is_named_by_type,
    numbered,
    pages,
    season_and_episode,
    version,
    volumes,
)
from apabib.apa7.related import reviewed
from apabib.apa7.roles import list_role, role_words
from apabib.apa7.work import Locale, Work
from apabib.bibtex import model
from apabib.text.names import Name
from apabib.text.titles import with_subtitle

#: Who made a work besides its authors, in the order in which they are printed.
EXPLAINERS = ("illustrator", "commentator", "annotator")
_MAKERS = ("editor", "translator", "narrator", *EXPLAINERS)
#: Of these, who made a part and not its whole (example 42).
PARTS_OWN = ("translator", "narrator")
_MORE_EDITORS = ("editora", "editorb", "editorc")


def title(work: Work, locale: Locale, works: Mapping[str, Work]) -> list[Span]:
    """The title with all that belongs to it. *works* has those that this one may review."""
    foreign = work.foreign_to(locale)
    written, translation = titles(work, locale)
    return spaced(
        [
            marked(written, italic=not work.is_part, language=foreign),
            bracketed(marked(translation)),
            parenthesized(_notes(work, locale)),
            *_descriptions(work, locale, works),
        ]
    )


def titles(work: Work, locale: Locale) -> tuple[str, str]:
    """The title as written in the work, and its translation where readers need one (9.38)."""
    own = own_title(work)
    if not work.is_part and work["maintitle"]:
        own = of_set(work, own, locale)
    # Where somebody translated the work, the title of its original is another work's.
    if work["origtitle"] and not work["translator"]:
        known = work["langid"] and not work.foreign_to(locale)
        return work["origtitle"], "" if known or work["origtitle"] == own else own
    return own, work["titletranslation"] if work.foreign_to(locale) else ""


def own_title(work: Work) -> str:
    """``Title: Subtitle``, as TeX."""
    journal = work["journal"] or work["journaltitle"]
    if work.type == "periodical" and not (journal and work["title"]):
        return with_subtitle(work["issuetitle"], work["issuesubtitle"])
    if entry := _entry_of_app(work):
        return entry
    if not work["title"] and not work.is_part:
        # Proceedings are written with the title of the book alone.
        return with_subtitle(work["booktitle"], work["booksubtitle"])
    return with_subtitle(work["title"], work["subtitle"])


def short_title(work: Work) -> str:
    """The title by which a text names the work: without subtitle, of the work itself."""
    own = "" if work["translator"] else work["origtitle"]
    if work.type == "periodical" and work["issuetitle"] and not work["journaltitle"]:
        own = work["issuetitle"]
    names = ("title", "maintitle", "booktitle", "issuetitle")
    rest = (work[name] for name in names)
    return work["shorttitle"] or own or _entry_of_app(work) or next(filter(None, rest), "")


def _entry_of_app(work: Work) -> str:
    """The entry in a reference work that is software, whose title is the whole's (example 80)."""
    return work["appentry"] if kinds.is_entry_of_app(work.type, work.fields) else ""


def of_set(work: Work, own: str, locale: Locale) -> str:
    """``Main title: Vol. 3. Title`` (section 9.19); *own* is the title of the volume."""
    main = with_subtitle(work["maintitle"], work["mainsubtitle"])
    if not own or own == main:
        return main
    number = volumes(work, locale) if work["volume"] or work["part"] else ""
    if number:
        return f"{with_subtitle(main, number)}. {own}"
    numbered_already = work["mainsubtitle"].casefold().startswith("vol")
    return f"{main}. {own}" if numbered_already else with_subtitle(main, own)


# -- In parentheses ------------------------------------------------------------


def _notes(work: Work, locale: Locale) -> list[Span]:
    """What stands in parentheses after a title, parted by semicolons."""
    _ = locale.translate
    if kinds.is_entry_of_app(work.type, work.fields):
        return []
    if work.is_part:
        people = spaced(made_by(work, PARTS_OWN, locale), "; ")
        number = archive_number(work) if work.family == kinds.CHAPTER else ""
        if work.family not in (kinds.PERIODICAL, kinds.CHAPTER):
            number = _episode(work, locale)
        return spaced([people, _text(number)], "; ")
    where = [edition(work.text("edition"), locale)]
    if not (work["maintitle"] and own_title(work)):
        where.append(volumes(work, locale))
    if work.type in model.PARTS:
        where += [chapter(work, locale), pages(work.text("pages"), locale)]
    number = _number(work, locale)
    return spaced(
        [
            *made_by(work, (*_MAKERS, *_MORE_EDITORS), locale),
            _text(", ".join(filter(None, where))),
            _text(number),
            _text(in_archive if (in_archive := archive_number(work)) != number else ""),
            _text(version(work, locale)),
            _note(work),
        ],
        "; ",
    )


def _text(words: str) -> list[Span]:
    return [Span(words)] if words else []


def _number(work: Work, locale: Locale) -> str:
    _ = locale.translate
    if work.type in kinds.THESES and work["number"]:
        return _("Publication No. {number}").format(number=work.text("number"))
    # The number of a book is its place in a series, which APA does not print (example 31).
    return "" if work.type in kinds.BOOKS else numbered(work, locale)


def _episode(work: Work, locale: Locale) -> str:
    _ = locale.translate
    season, episode = work.text("volume"), work.text("number")
    if season.isdecimal() and episode.isdecimal():
        return season_and_episode(season, episode, locale)
    if season and not episode and work.is_part:
        return _("Season {number}").format(number=season)
    return numbered(work, locale)


def _note(work: Work) -> list[Span]:
    """A note of a whole; those of media stand in their brackets (example 84)."""
    if work.family == kinds.AUDIOVISUAL or work.family == kinds.EVENT:
        return []
    return marked(remark(work, "note"))


def made_by(work: Work, fields: tuple[str, ...], locale: Locale) -> list[list[Span]]:
    """``J. Strachey, Ed. & Trans.``: people with what each of them did; of a whole, all of them."""
    people = _made(work, fields, locale)
    # A translator or a narrator is a part's own; who introduced or explained, the whole's.
    introduced = [] if fields == PARTS_OWN else _introduced(work, locale)
    return [_text(words) for words in (*people, *introduced)]


def _made(work: Work, fields: tuple[str, ...], locale: Locale) -> Iterator[str]:
    groups: list[tuple[list[Name], bool, list[str]]] = []
    for field in fields:
        names, others = work.people(field)
        if not names or field == work.credited:
            continue
        if field == "translator" and work.edited and work[field] == work[work.credited]:
            continue  # "(Ed. & Trans.)" in the author's place
        role = list_role(work, field) or ("editor" if field in _MORE_EDITORS else field)
        words = role_words(role, len(names), locale, short=True)
        if groups and groups[-1][:2] == (names, others):
            groups[-1][2].append(words)
        else:
            groups.append((names, others, [words]))
    for names, others, roles in groups:
        yield f"{in_element(names, others, locale)}, {' & '.join(roles)}"


def _introduced(work: Work, locale: Locale) -> Iterator[str]:
    """Those who wrote a part of a book, unless its authors stand before them (``credits``)."""
    if work.names and not work.is_part:
        return
    _ = locale.translate
    templates = {
        "introduction": _("with an introduction by {names}"),
        "foreword": _("with a foreword by {names}"),
        "afterword": _("with an afterword by {names}"),
    }
    for field, template in templates.items():
        names, others = work.people(field)
        if names:
            yield template.format(names=in_element(names, others, locale))


# -- In brackets ---------------------------------------------------------------


def _descriptions(work: Work, locale: Locale, works: Mapping[str, Work]) -> list[list[Span]]:
    if kinds.is_entry_of_app(work.type, work.fields):
        return [bracketed(_addon(work["titleaddon"], locale))]
    about = reviewed(work, locale, works)
    main = [] if work.is_part else [bracketed(_addon(work["maintitleaddon"], locale))]
    return [
        *main,
        bracketed(_addon(work["titleaddon"], locale)),
        bracketed(about),
        *_kinds(work, locale, bool(about)),
    ]


def _addon(value: str, locale: Locale) -> list[Span]:
    """Free text, of which APA's own labels are translated."""
    words = label(value, locale) if "\\" not in value else value
    return marked(words)


def _kinds(work: Work, locale: Locale, told: bool) -> list[list[Span]]:
    """What kind of work it is, unless its number or the review in brackets tells it."""
    if work.type in kinds.THESES:
        return [bracketed(_text(thesis(work, locale)))]
    if work.type == "periodical" and own_title(work):
        return [bracketed(_issue(work, locale))]
    found = description(work, locale)
    if is_named_by_type(work):
        found = [words for words in found if words != label(work["type"], locale)]
    if work.family == kinds.AUDIOVISUAL:
        note = marked(remark(work, "note"))
        return [bracketed(spaced([*map(_text, found), note], "; "))]
    return [] if told else [bracketed(_text(words)) for words in found]


def _issue(work: Work, locale: Locale) -> list[Span]:
    """What kind of issue it is that has a title of its own (example 12)."""
    _ = locale.translate
    if work["issuetitleaddon"]:
        return _addon(work["issuetitleaddon"], locale)
    if work["issuetitle"] and work["title"] and (work["journal"] or work["journaltitle"]):
        return _addon(work["issuetitle"], locale)
    return [] if work["titleaddon"] else _text(_("Special issue"))


def thesis(work: Work, locale: Locale) -> str:
    """``Doctoral dissertation, Utrecht University``; an unpublished one without it (10.6)."""
    kind = label(work["type"] or work["entrysubtype"] or work.type, locale)
    if is_unpublished(work):
        return kind
    school = work.text("institution") or work.text("school")
    return ", ".join(filter(None, [kind, school]))
