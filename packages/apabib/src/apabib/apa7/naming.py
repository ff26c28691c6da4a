"""What a citation calls a work: its authors, or its title (APA 7, sections 8.14 to 8.21).

Dutch has "en" in running text, "&" in brackets and "et al." as Radboud, Tilburg, and Hanze do; and
no comma before "en", as its spelling has none.
"""

from __future__ import annotations

from dataclasses import replace

from apabib.apa7.kinds import LEGAL
from apabib.apa7.laws import law_in_text
from apabib.apa7.markup import Span, filled, marked
from apabib.apa7.people import family
from apabib.apa7.title import short_title
from apabib.apa7.when import year_in_text
from apabib.apa7.work import Locale, Mark, Work
from apabib.text.case import title_case

#: How a group with an abbreviation is named: in full, in full with the abbreviation, by it.
FULL, BOTH, SHORT = "full", "both", "short"


def names_in_text(
    work: Work,
    mark: Mark,
    locale: Locale,
    *,
    narrative: bool = False,
    everyone: bool = False,
    groups: str = FULL,
) -> list[Span]:
    """``Coan et al.``, ``Hazan & Shaver``, or the title of a work without author.

    ``groups`` says how those are named that have an abbreviation. One that stands in running text
    has it in the brackets of the date: see ``abbreviation_beside``.
    """
    if not work.names:
        return _title_in_text(work, locale, narrative=narrative)
    _ = locale.translate
    names = _called(work, mark, locale, groups, narrative=narrative)
    # "et al." stands for several: more names than are known, or all but the first.
    count = len(names) + 2 * work.others
    shown = mark.shown or (1 if count > 2 else count)
    shown = len(names) if everyone else min(shown, len(names))
    if work.others or shown < len(names):
        template = _("{names}, et al.") if shown > 1 else _("{names} et al.")
        return [Span(template.format(names=", ".join(names[:shown])))]
    if len(names) == 1:
        return [Span(names[0])]
    if len(names) == 2:
        template = _("{first} and {last}") if narrative else _("{first} & {last}")
        return [Span(template.format(first=names[0], last=names[1]))]
    template = _("{names}, and {last}") if narrative else _("{names}, & {last}")
    return [Span(template.format(names=", ".join(names[:-1]), last=names[-1]))]


def _called(work: Work, mark: Mark, locale: Locale, groups: str, *, narrative: bool) -> list[str]:
    """Each of the authors as the text names them."""
    raised = locale.raises_particles
    first, *rest = work.names
    head = family(first, alone=raised and not mark.first)
    names = [f"{mark.first} {head}".lstrip(), *(family(name, alone=raised) for name in rest)]
    if groups == FULL or mark.spelled_out or not work.abbreviations:
        return names
    template = "{name} ({short})" if narrative else "{name} [{short}]"
    shown = [
        (short if groups == SHORT else template.format(name=name, short=short)) if short else name
        for name, short in zip(names, work.abbreviations, strict=True)
    ]
    if narrative and abbreviation_beside(work, mark, groups):
        shown[-1] = names[-1]
    return shown


def abbreviation_beside(work: Work, mark: Mark, groups: str) -> str:
    """What the brackets of a date in running text begin with: ``NIMH`` (section 8.21).

    It is that of the last group, unless "et al." stands between.
    """
    if groups != BOTH or mark.spelled_out or not work.abbreviations:
        return ""
    return "" if work.others or len(work.names) > 2 else work.abbreviations[-1]


def _title_in_text(work: Work, locale: Locale, *, narrative: bool) -> list[Span]:
    """A part of something in quotation marks, a work of its own in italics (section 8.14)."""
    if work.family == LEGAL:
        return law_in_text(work, locale, narrative=narrative)
    spans = _bare_title(work, locale)
    return [Span("“"), *spans, Span("”")] if is_quoted(work) else spans


def has_date(work: Work) -> bool:
    """Whether a date is printed: a constitution has none (section 11.9)."""
    return work.type != "constitution" or bool(work["date"] or work["year"])


def is_quoted(work: Work) -> bool:
    """Whether the title of the work stands in quotation marks: not a description in brackets."""
    return bool(short_title(work)) and work.is_part


def _bare_title(work: Work, locale: Locale) -> list[Span]:
    title = short_title(work)
    foreign = work.foreign_to(locale)
    if not title:
        return [Span("["), *marked(work["titleaddon"], language=foreign), Span("]")]
    spans = marked(_cased(title, work, locale), italic=not is_quoted(work), language=foreign)
    if not is_quoted(work):
        return spans
    # Quotation marks within quotation marks are single (section 6.7).
    return [replace(span, text=span.text.translate(_SINGLE)) for span in spans]


def _cased(title: str, work: Work, locale: Locale) -> str:
    """In title case, if it is an English title in an English book (section 6.17)."""
    english = work.language == "en" and not work.foreign_to(locale)
    return title_case(title) if english else title


_SINGLE = str.maketrans("“”", "‘’")


def label(
    work: Work, mark: Mark, locale: Locale, *, everyone: bool = False, groups: str = FULL
) -> list[Span]:
    """The whole citation without brackets: ``Coan et al., 2006``."""
    if not has_date(work):
        return names_in_text(work, mark, locale)
    when = year_in_text(work, mark, locale)
    if not work.names and is_quoted(work):
        _ = locale.translate
        # American English sets the comma inside the quotation marks.
        return filled(_("“{title},” {year}"), title=_bare_title(work, locale), year=[Span(when)])
    names = names_in_text(work, mark, locale, everyone=everyone, groups=groups)
    return [*names, Span(", " + when)]
