"""What the works of a book print as, in the list and in the text (APA 7).

``References(works).reference(key)`` gives the reference as spans, ``reference_text`` the same
without markup; ``citation`` gives what stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from apabib.apa7.credits import credited, in_element
from apabib.apa7.disambiguate import disambiguate
from apabib.apa7.history import history
from apabib.apa7.intext import Cite, Piece, cite, in_order, label
from apabib.apa7.markup import (
    Span,
    doi_address,
    filled,
    marked,
    merged,
    stopped,
    text_of,
    web_address,
)
from apabib.apa7.notices import notices
from apabib.apa7.when import dated, long_date
from apabib.apa7.work import REPORTS, THESES, Locale, Mark, Work, works_of
from apabib.bibtex.model import EPISODES
from apabib.text.identifiers import bare_doi

__all__ = ["Cite", "Locale", "Mark", "Piece", "References", "Span", "Work", "text_of", "works_of"]


class References:
    """All works of a book. Suffixes, initials and extra names come from the whole of it."""

    def __init__(
        self,
        works: Iterable[Work],
        locale: Locale | None = None,
        marks: Mapping[str, Mark] | None = None,
    ) -> None:
        """*marks* are those that the same works were given before, if they were."""
        self.locale = locale or Locale()
        works = list(works)
        self.works = {work.key: work for work in works}
        if marks is None:
            found = disambiguate(works, self.locale)
            works.sort(key=lambda work: work.sort_key)
            marks = {work.key: found[work.key] for work in works}
        self.marks = marks
        """key -> what tells the work from others, in list order."""
        self.rank = {key: place for place, key in enumerate(marks)}
        """key -> place in the list, in list order."""
        self._references: dict[str, tuple[Span, ...]] = {}

    def reference(self, key: str) -> tuple[Span, ...]:
        """The work as it stands in the list. Raises ``KeyError`` for an unknown key."""
        if key not in self._references:
            self._references[key] = reference(
                self.works[key], self.marks[key], self.locale, self.works
            )
        return self._references[key]

    def reference_text(self, key: str) -> str:
        """The same without italics and links."""
        return text_of(self.reference(key))

    def label(self, key: str) -> str:
        """``Coan et al., 2006``: names the work where it is not being cited."""
        return text_of(label(self.works[key], self.marks[key], self.locale))

    def citation(self, role: str, cites: Sequence[Cite]) -> list[Piece]:
        """What a cite role prints; a piece with a key is a link to that reference."""
        cited = [
            (one, self.works[one.key], self.marks[one.key]) for one in in_order(cites, self.rank)
        ]
        return cite(role, cited, self.locale)


def reference(
    work: Work, mark: Mark, locale: Locale, works: Mapping[str, Work]
) -> tuple[Span, ...]:
    """Author. (Date). Title. Source. Address. (History) — APA 7, section 9.4.

    *works* are those that the work may name as its original or its reprint.
    """
    who = credited(work, locale)
    when = dated(work, mark, locale)
    title = stopped(_title(work, locale))
    elements = [who, when, title] if who else [title, when]
    elements += [
        stopped(_source(work, locale)),
        _address(work, locale),
        history(work, locale, works),
        notices(work, locale),
    ]
    spans: list[Span] = []
    for element in filter(None, elements):
        spans += [Span(" "), *element] if spans else element
    return merged(spans)


# -- Title (sections 9.18 to 9.22) ---------------------------------------------


def _title(work: Work, locale: Locale) -> list[Span]:
    foreign = work.foreign_to(locale)
    part = work.is_article or work.is_chapter
    spans = marked(work["title"], italic=not part, language=foreign)
    notes = [] if work.is_chapter else [_made_by(work, locale)]
    if not part:
        notes += [_issue_of_book(work, locale)]
    brackets = [
        work["titletranslation"] if foreign else "",
        work["titleaddon"],
        "" if part else _kind(work, locale),
    ]
    # The translated title belongs to the title, the description to the whole.
    return _spaced(
        [
            spans,
            _bracketed(brackets[0]),
            _parenthesized(notes),
            _bracketed(brackets[1]),
            _bracketed(brackets[2]),
        ]
    )


def _spaced(groups: Iterable[list[Span]]) -> list[Span]:
    spans: list[Span] = []
    for group in filter(None, groups):
        spans += [Span(" "), *group] if spans else group
    return spans


def _parenthesized(notes: Iterable[str]) -> list[Span]:
    text = "; ".join(filter(None, notes))
    return [Span(f"({text})")] if text else []


def _bracketed(value: str) -> list[Span]:
    return [Span("["), *marked(value), Span("]")] if value else []


def _made_by(work: Work, locale: Locale) -> str:
    """Translators, and editors beside an author: ``A. Editor, Ed.; B. Other, Trans.``"""
    _ = locale.translate
    made = []
    if (editors := work.people("editor"))[0] and not work.edited and not work.is_chapter:
        names = in_element(*editors, locale)
        made.append(
            (_("{names}, Eds.") if len(editors[0]) > 1 else _("{names}, Ed.")).format(names=names)
        )
    if work["translator"]:
        names = in_element(*work.people("translator"), locale)
        made.append(_("{names}, Trans.").format(names=names))
    return "; ".join(made)


def _issue_of_book(work: Work, locale: Locale) -> str:
    """``2nd ed., Vol. 3``, a report's number, or a version (sections 9.19 and 10.9)."""
    _ = locale.translate
    return ", ".join(
        filter(
            None,
            [
                _edition(work.text("edition"), locale),
                _volume(work.text("volume"), locale),
                _report_number(work, locale),
                _("Version {number}").format(number=work.text("version"))
                if work["version"]
                else "",
            ],
        )
    )


def _edition(value: str, locale: Locale) -> str:
    _ = locale.translate
    if not value.isdecimal():
        return _("{edition} ed.").format(edition=value) if value else ""
    number = int(value)
    if number == 1:
        return ""  # a first edition is not named
    teen = 10 <= number % 100 <= 20
    templates = {1: _("{number}st ed."), 2: _("{number}nd ed."), 3: _("{number}rd ed.")}
    template = _("{number}th ed.") if teen else templates.get(number % 10, _("{number}th ed."))
    return template.format(number=number)


def _volume(value: str, locale: Locale) -> str:
    _ = locale.translate
    if not value:
        return ""
    number = _dashed(value)
    return (_("Vols. {number}") if "–" in number else _("Vol. {number}")).format(number=number)


def _report_number(work: Work, locale: Locale) -> str:
    _ = locale.translate
    if work.type not in REPORTS or not work["number"]:
        return ""
    name = work.text("series") or work.text("type")
    template = _("{series} No. {number}") if name else _("No. {number}")
    return template.format(series=name, number=work.text("number"))


def _kind(work: Work, locale: Locale) -> str:
    """The description in brackets (section 9.21)."""
    _ = locale.translate
    if work.type in THESES:
        school = work["institution"] or work["school"]
        return ", ".join(filter(None, [_thesis_kind(work, locale), school]))
    known = {"dataset": _("Data set"), "software": _("Computer software")}
    numbered = work.type in REPORTS and work["number"] and not work["series"]
    return "" if numbered else work["type"] or known.get(work.type, "")


def _thesis_kind(work: Work, locale: Locale) -> str:
    _ = locale.translate
    kind = work["type"] or work.type
    known = {
        "phdthesis": _("Doctoral dissertation"),
        "mastersthesis": _("Master’s thesis"),
        "mathesis": _("Master’s thesis"),
        "thesis": _("Thesis"),
    }
    return known.get(kind, kind)


# -- Source (sections 9.23 to 9.37) --------------------------------------------


def _source(work: Work, locale: Locale) -> list[Span]:
    if work.is_article:
        return _in_journal(work, locale)
    if work.is_chapter:
        return _spaced([stopped(_in_book(work, locale)), _publisher(work)])
    if work.type in EPISODES and work["booktitle"]:
        series = filled(locale.translate("In {book}"), book=marked(work["booktitle"], italic=True))
        return _spaced([stopped(series), _publisher(work)])
    return _publisher(work)


def _in_journal(work: Work, locale: Locale) -> list[Span]:
    _ = locale.translate
    spans = marked(work["journal"] or work["journaltitle"], italic=True)
    number = work.text("number")
    if work["volume"]:
        spans += [Span(", "), Span(_dashed(work.text("volume")), italic=True)]
        spans += [Span(f"({_dashed(number)})")] if number else []
    elif number:
        spans += [Span(f", ({_dashed(number)})")]
    if work["eid"]:
        spans += [Span(", "), Span(_("Article {number}").format(number=work.text("eid")))]
    elif work["pages"]:
        spans += [Span(", "), Span(_dashed(work.text("pages")))]
    return spans


def _in_book(work: Work, locale: Locale) -> list[Span]:
    _ = locale.translate
    foreign = work.foreign_to(locale)
    book = marked(work["booktitle"], italic=True, language=foreign)
    where = ", ".join(
        filter(
            None,
            [
                _edition(work.text("edition"), locale),
                _volume(work.text("volume"), locale),
                _pages(work.text("pages"), locale),
            ],
        )
    )
    book = _spaced([book, _parenthesized([_made_by(work, locale), where])])
    editors, others = work.people("editor")
    if not book:
        return []
    if not editors:
        return filled(_("In {book}"), book=book)
    template = (
        _("In {editors} (Eds.), {book}")
        if len(editors) > 1 or others
        else _("In {editors} (Ed.), {book}")
    )
    return filled(template, editors=[Span(in_element(editors, others, locale))], book=book)


def _publisher(work: Work) -> list[Span]:
    """Who published, unless the author did (section 9.29)."""
    authors = {name.family for name in work.names}
    fields = ["publisher", "organization", "howpublished"]
    if work.type not in THESES:
        fields.insert(0, "institution")
    if work.type == "unpublished" and work["eventtitle"]:
        return marked(", ".join(filter(None, (work["eventtitle"], work["venue"]))))
    return next(
        (marked(work[name]) for name in fields if work[name] and work.text(name) not in authors), []
    )


def _address(work: Work, locale: Locale) -> list[Span]:
    """A DOI, else a URL; only an http or https address becomes a link (section 9.34)."""
    _ = locale.translate
    if doi := bare_doi(work.text("doi").strip()):
        return [Span("https://doi.org/" + doi, href=doi_address(doi))]
    if not (url := work["url"].strip()):
        return []
    address = [Span(url, href=web_address(url))]
    if work["urldate"] and not work.date.year:
        return filled(
            _("Retrieved {date}, from {address}"),
            address=address,
            date=[Span(long_date(work["urldate"], locale))],
        )
    return address


# -- Small parts ---------------------------------------------------------------


def _pages(value: str, locale: Locale) -> str:
    _ = locale.translate
    pages = _dashed(value)
    template = _("pp. {pages}") if re.search("[–,]", pages) else _("p. {pages}")
    return template.format(pages=pages).replace(". ", ".\u00a0", 1) if pages else ""


def _dashed(value: str) -> str:
    """Ranges with an en dash, whatever the file has."""
    return re.sub(r"\s*(?:--+|(?<=\d)-(?=\d))\s*", "–", value)
