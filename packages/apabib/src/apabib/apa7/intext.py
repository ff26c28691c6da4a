"""Citations in the text (APA 7, sections 8.10 to 8.17)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from apabib.apa7.markup import Span, filled, marked, merged, text_of
from apabib.apa7.when import year_in_text
from apabib.apa7.work import Locale, Mark, Work
from apabib.text.case import title_case


@dataclass(frozen=True, slots=True)
class Cite:
    """One key of a cite role, with the words before and the locator after it."""

    key: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a printed citation; with a ``key`` it links to that reference."""

    spans: tuple[Span, ...]
    key: str = ""


# -- The parts of a citation ---------------------------------------------------


def names_in_text(
    work: Work, mark: Mark, locale: Locale, *, narrative: bool = False, everyone: bool = False
) -> list[Span]:
    """``Coan et al.``, ``Hazan & Shaver``, or the title of a work without author."""
    if not work.names:
        return _title_in_text(work, locale)
    _ = locale.translate
    names = [name.family for name in work.names]
    names[0] = f"{mark.first} {names[0]}".lstrip()
    shown = mark.shown or (1 if len(names) > 2 else len(names))
    if work.others or (shown < len(names) and not everyone):
        shown = len(names) if everyone else min(shown, len(names))
        template = _("{names}, et al.") if shown > 1 else _("{names} et al.")
        return [Span(template.format(names=", ".join(names[:shown])))]
    if len(names) == 1:
        return [Span(names[0])]
    if len(names) == 2:
        template = _("{first} and {last}") if narrative else _("{first} & {last}")
        return [Span(template.format(first=names[0], last=names[1]))]
    template = _("{names}, and {last}") if narrative else _("{names}, & {last}")
    return [Span(template.format(names=", ".join(names[:-1]), last=names[-1]))]


def _title_in_text(work: Work, locale: Locale) -> list[Span]:
    """A part of something in quotation marks, a work of its own in italics (section 8.14)."""
    spans = _bare_title(work, locale)
    return [Span("“"), *spans, Span("”")] if _is_part(work) else spans


def _is_part(work: Work) -> bool:
    return work.is_article or work.is_chapter


def _bare_title(work: Work, locale: Locale) -> list[Span]:
    title = work["shorttitle"] or work["title"] or work["titleaddon"]
    if work.language == "en" and not work.foreign_to(locale):
        title = title_case(title)
    language = work.foreign_to(locale)
    return marked(title, italic=not _is_part(work), language=language)


def label(work: Work, mark: Mark, locale: Locale, *, everyone: bool = False) -> list[Span]:
    """The whole citation without brackets: ``Coan et al., 2006``."""
    when = year_in_text(work, mark, locale)
    if not work.names and _is_part(work):
        _ = locale.translate
        # American English sets the comma inside the quotation marks.
        return filled(_("“{title},” {year}"), title=_bare_title(work, locale), year=[Span(when)])
    return [*names_in_text(work, mark, locale, everyone=everyone), Span(", " + when)]


_LOCATORS = [
    (re.compile(r"(?:pp?\.|pages?)\s*(.+)\Z"), ""),
    (re.compile(r"(?:chap\.|chapter)\s*(.+)\Z", re.IGNORECASE), "Chapter {number}"),
    (re.compile(r"(?:para\.|paragraph)\s*(.+)\Z", re.IGNORECASE), "para. {number}"),
    (re.compile(r"(?:sec\.|section)\s*(.+)\Z", re.IGNORECASE), "Section {number}"),
    (re.compile(r"(?:tab\.|table)\s*(.+)\Z", re.IGNORECASE), "Table {number}"),
    (re.compile(r"(?:fig\.|figure)\s*(.+)\Z", re.IGNORECASE), "Figure {number}"),
]


def locator(value: str, locale: Locale) -> str:
    """``p. 12`` in the language of the book, ranges with an en dash (section 8.13)."""
    _ = locale.translate
    value = re.sub(r"\s*(?:--+|(?<=\d)-(?=\d))\s*", "–", value.strip())
    for pattern, template in _LOCATORS:
        if found := pattern.match(value):
            number = found[1]
            if template:
                return _(template).format(number=number)
            template = _("pp. {pages}") if re.search("[–,]", number) else _("p. {pages}")
            return template.format(pages=number).replace(". ", ".\u00a0", 1)
    return value


def in_order(cites: Iterable[Cite], rank: Mapping[str, int]) -> list[Cite]:
    """List order (section 8.12). Words such as "see also" open a new row and stay in front of it.

    So ``{see}b, a, {but see}c`` is "see A; B; but see C".
    """
    rows: list[list[Cite]] = []
    seen: set[str] = set()
    for one in cites:
        if one.key in seen and not one.before and not one.after:
            continue  # the same work twice in one pair of brackets
        seen.add(one.key)
        if one.before or not rows:
            rows.append([])
        rows[-1].append(one)
    ordered: list[Cite] = []
    for row in rows:
        before = row[0].before
        first, *rest = sorted(
            (replace(one, before="") for one in row), key=lambda one: rank[one.key]
        )
        ordered += [replace(first, before=before), *rest]
    return ordered


# -- Whole roles ---------------------------------------------------------------

Cited = tuple[Cite, Work, Mark]


def cite(role: str, cited: Sequence[Cited], locale: Locale) -> list[Piece]:
    """Print a role: ``p`` in brackets, ``t`` in running text, and parts of them.

    A trailing ``s`` names every author; a leading ``c`` capitalizes, for a sentence's start.
    """
    everyone = role.endswith("s")
    role = role.removesuffix("s")
    if role == "empty":
        return []
    capital = role in {"ct", "cauthor"}
    bracketed = role == "p" or role.endswith("par")
    kind = {"ct": "t", "cauthor": "author", "alp": "p", "label": "p"}.get(role, role)
    kind = "p" if kind == "labelpar" else kind.removesuffix("par")
    if kind == "t":
        pieces = _narrative(cited, locale, everyone)
    elif kind in {"author", "year"}:
        pieces = _only(kind, cited, locale, everyone, bracketed)
    else:
        pieces = _parenthetical(cited, locale, everyone)
    if capital and pieces:
        pieces = _capitalized(pieces)
    return [Piece((Span("("),)), *pieces, Piece((Span(")"),))] if bracketed else pieces


def _before(one: Cite, locale: Locale) -> list[Piece]:
    return [Piece((Span(locale.translate(one.before.strip()) + " "),))] if one.before else []


def _after(one: Cite, locale: Locale) -> str:
    return ", " + locator(one.after, locale) if one.after else ""


def _parenthetical(cited: Sequence[Cited], locale: Locale, everyone: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for group in _by_names(cited, locale, everyone):
        pieces += [Piece((Span("; "),))] if pieces else []
        for place, (one, work, mark) in enumerate(group):
            if place:
                when = Span(year_in_text(work, mark, locale))
                pieces += [Piece((Span(", "),)), Piece((when,), one.key)]
            else:
                spans = label(work, mark, locale, everyone=everyone)
                pieces += [*_before(one, locale), Piece(merged(spans), one.key)]
            if one.after:
                pieces.append(Piece((Span(_after(one, locale)),)))
    return pieces


def _by_names(cited: Sequence[Cited], locale: Locale, everyone: bool) -> list[list[Cited]]:
    """Years of the same authors stand together, unless a note would be misread (section 8.12)."""
    groups: list[list[Cited]] = []
    last = ""
    for one, work, mark in cited:
        names = text_of(names_in_text(work, mark, locale, everyone=everyone)) if work.names else ""
        if groups and names and names == last and not one.before and not groups[-1][-1][0].after:
            groups[-1].append((one, work, mark))
        else:
            groups.append([(one, work, mark)])
        last = names
    for group in groups:
        # One person written in two ways stands in two places of the list, but once here.
        if not group[-1][0].after and not group[0][0].before:
            group.sort(key=lambda one: (one[1].sort_date, one[2].suffix))
    return groups


def _narrative(cited: Sequence[Cited], locale: Locale, everyone: bool) -> list[Piece]:
    _ = locale.translate
    phrases: list[list[Piece]] = []
    for group in _by_names(cited, locale, everyone):
        (one, work, mark), *more = group
        names = names_in_text(work, mark, locale, narrative=True, everyone=everyone)
        when = f" ({year_in_text(work, mark, locale)}"
        if not more:
            phrase = [Piece(merged([*names, Span(f"{when}{_after(one, locale)})")]), one.key)]
        else:
            phrase = [Piece(merged([*names, Span(when)]), one.key)]
            for other, its_work, its_mark in more:
                year_of_it = year_in_text(its_work, its_mark, locale)
                phrase += [Piece((Span(", "),)), Piece((Span(year_of_it),), other.key)]
            phrase.append(Piece((Span(_after(group[-1][0], locale) + ")"),)))
        phrases.append(_before(one, locale) + phrase)
    return _enumerated(phrases, locale)


def _enumerated(phrases: list[list[Piece]], locale: Locale) -> list[Piece]:
    """``A (2001)``, ``A (2001) and B (2002)``, ``A (2001), B (2002), and C (2003)``."""
    _ = locale.translate
    if len(phrases) < 2:
        return [piece for phrase in phrases for piece in phrase]
    template = _("{first} and {last}") if len(phrases) == 2 else _("{names}, and {last}")
    head, tail = re.split(r"\{(?:first|names)\}|\{last\}", template)[:2], phrases[-1]
    pieces = [Piece((Span(head[0]),))] if head[0] else []
    for place, phrase in enumerate(phrases[:-1]):
        pieces += [Piece((Span(", "),)), *phrase] if place else phrase
    return [*pieces, Piece((Span(head[1]),)), *tail]


def _only(
    kind: str, cited: Sequence[Cited], locale: Locale, everyone: bool, bracketed: bool
) -> list[Piece]:
    pieces: list[Piece] = []
    for one, work, mark in cited:
        spans = (
            [Span(year_in_text(work, mark, locale))]
            if kind == "year"
            else names_in_text(work, mark, locale, narrative=not bracketed, everyone=everyone)
        )
        pieces += [Piece((Span("; "),))] if pieces else []
        pieces += [*_before(one, locale), Piece(tuple(spans), one.key)]
        if one.after:
            pieces.append(Piece((Span(_after(one, locale)),)))
    return pieces


def _capitalized(pieces: list[Piece]) -> list[Piece]:
    first, *rest = pieces
    head, *spans = first.spans
    head = replace(head, text=head.text[:1].upper() + head.text[1:])
    return [replace(first, spans=(head, *spans)), *rest]
