"""Citations in the text (APA 7, sections 8.4 to 8.21): the roles, and what stands in brackets.

The parts of a citation, names and titles, are in ``apabib.apa7.naming``; the date in ``when``, what
part of the work is cited in ``locators``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from apabib.apa7.locators import locator
from apabib.apa7.markup import Span, merged, text_of
from apabib.apa7.naming import BOTH, SHORT, abbreviation_beside, has_date, label, names_in_text
from apabib.apa7.people import may_be
from apabib.apa7.signals import in_language, is_of_another
from apabib.apa7.when import year_in_text
from apabib.apa7.work import Locale, Mark, Work


@dataclass(frozen=True, slots=True)
class Cite:
    """One key of a cite role, with the words before and the locator after it."""

    key: str
    before: str = ""
    after: str = ""
    first: bool | None = None
    """Whether a group with an abbreviation is cited for the first time; None if unknown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a printed citation; with a ``key`` it links to that reference."""

    spans: tuple[Span, ...]
    key: str = ""


def in_order(cites: Iterable[Cite], rank: Mapping[str, int]) -> list[Cite]:
    """List order (section 8.12). Words such as "see also" open a new row and stay in front of it.

    So ``{see}b, a, {but see}c`` is "see A; B; but see C". A work in which another was read stays
    behind that one.
    """
    rows: list[list[list[Cite]]] = []
    seen: set[str] = set()
    for one in cites:
        if one.key in seen and not one.before and not one.after:
            continue  # the same work twice in one pair of brackets
        seen.add(one.key)
        if rows and is_secondary(one):
            rows[-1][-1].append(one)
            continue
        if one.before or not rows:
            rows.append([])
        rows[-1].append([one])
    ordered: list[Cite] = []
    for row in rows:
        before = row[0][0].before
        row[0][0] = replace(row[0][0], before="")
        units = sorted(row, key=lambda unit: rank[unit[0].key])
        units[0][0] = replace(units[0][0], before=before)
        ordered += [one for unit in units for one in unit]
    return ordered


def is_secondary(one: Cite) -> bool:
    """Whether the words before a work say that another one was read in it."""
    return bool(one.before) and is_of_another(one.before)


# -- Whole roles ---------------------------------------------------------------

Cited = tuple[Cite, Work, Mark]


@dataclass(frozen=True, slots=True)
class _Named:
    """A cited work, with the way in which its groups are named here."""

    one: Cite
    work: Work
    mark: Mark
    groups: str

    @property
    def key(self) -> str:
        return self.one.key


def cite(role: str, cited: Sequence[Cited], locale: Locale) -> list[Piece]:
    """Print a role: ``p`` in brackets, ``t`` in running text, and parts of them.

    A trailing ``s`` names every author; a leading ``c`` capitalizes, for a sentence's start.
    ``apart`` is for lists, no role of authors: each work with its names, so that its link has a
    name of its own.
    """
    everyone = role.endswith("s")
    role = role.removesuffix("s")
    if role == "empty":
        return []
    capital = role in {"ct", "cauthor"}
    bracketed = role == "p" or role.endswith("par")
    kind = {"ct": "t", "cauthor": "author", "alp": "p", "label": "p"}.get(role, role)
    kind = "p" if kind == "labelpar" else kind.removesuffix("par")
    named = _named(cited)
    if kind == "t":
        pieces = _narrative(named, locale, everyone)
    elif kind in {"author", "year"}:
        pieces = _only(kind, named, locale, everyone, bracketed)
    else:
        pieces = _parenthetical(named, locale, everyone, apart=kind == "apart")
    if capital and pieces:
        pieces = _capitalized(pieces)
    return [Piece((Span("("),)), *pieces, Piece((Span(")"),))] if bracketed else pieces


def _named(cited: Iterable[Cited]) -> list[_Named]:
    """Groups by their abbreviation once they were named in full (section 8.21)."""
    introduced: set[tuple[str, ...]] = set()
    named = []
    for one, work, mark in cited:
        again = one.first is False or work.abbreviations in introduced
        named.append(_Named(one, work, mark, SHORT if again else BOTH))
        introduced.add(work.abbreviations)
    return named


def _before(one: Cite, locale: Locale) -> list[Piece]:
    if not one.before:
        return []
    return [Piece((Span(in_language(one.before, locale) + " "),))]


def _after(one: Cite, locale: Locale) -> str:
    return ", " + locator(one.after, locale) if one.after else ""


def _parenthetical(
    named: Sequence[_Named], locale: Locale, everyone: bool, *, apart: bool = False
) -> list[Piece]:
    pieces: list[Piece] = []
    groups = _by_names(named, locale, everyone)
    if apart:
        groups = [[cited] for group in groups for cited in group]
    for group in groups:
        if pieces:
            pieces.append(Piece((Span(", " if is_secondary(group[0].one) else "; "),)))
        for place, cited in enumerate(group):
            if place:
                when = Span(year_in_text(cited.work, cited.mark, locale))
                pieces += [Piece((Span(", "),)), Piece((when,), cited.key)]
            else:
                spans = label(
                    cited.work, cited.mark, locale, everyone=everyone, groups=cited.groups
                )
                pieces += [*_before(cited.one, locale), Piece(merged(spans), cited.key)]
            if cited.one.after:
                pieces.append(Piece((Span(_after(cited.one, locale)),)))
    return pieces


def _by_names(named: Sequence[_Named], locale: Locale, everyone: bool) -> list[list[_Named]]:
    """Years of the same authors stand together, unless a note would be misread (section 8.12)."""
    groups: list[list[_Named]] = []
    last = ""
    for cited in named:
        work = cited.work
        names = (
            text_of(names_in_text(work, cited.mark, locale, everyone=everyone))
            if work.names
            else ""
        )
        alike = bool(groups) and bool(names) and names == last and not cited.one.before
        if (
            alike
            and not groups[-1][-1].one.after
            and not is_secondary(groups[-1][0].one)
            # Two people with one name are never taken for one (section 8.20).
            and may_be(groups[-1][0].work.names[0], work.names[0])
        ):
            groups[-1].append(cited)
        else:
            groups.append([cited])
        last = names
    for group in groups:
        # One person written in two ways stands in two places of the list, but once here.
        if not group[-1].one.after and not group[0].one.before and len(group) > 1:
            first = group[0].groups
            group.sort(key=lambda cited: (cited.work.sort_date, cited.mark.suffix))
            group[0] = replace(group[0], groups=first)
    return groups


def _narrative(named: Sequence[_Named], locale: Locale, everyone: bool) -> list[Piece]:
    phrases: list[list[Piece]] = []
    for group in _by_names(named, locale, everyone):
        if phrases and is_secondary(group[0].one):
            # Within the brackets of the work that was read there.
            *phrase, end = phrases[-1]
            *spans, last = end.spans
            inside = [replace(end, spans=(*spans, replace(last, text=last.text[:-1])))]
            inside += [Piece((Span(", "),)), *_parenthetical(group, locale, everyone)]
            phrases[-1] = [*phrase, *inside, Piece((Span(")"),))]
            continue
        phrases.append([*_before(group[0].one, locale), *_phrase(group, locale, everyone)])
    return _enumerated(phrases, locale)


def _phrase(group: Sequence[_Named], locale: Locale, everyone: bool) -> list[Piece]:
    """``Coan (2001, p. 3)``, ``Coan (2001, 2002)``, ``National Institute (NI, 2001)``."""
    cited, *more = group
    work, mark = cited.work, cited.mark
    names = names_in_text(
        work, mark, locale, narrative=True, everyone=everyone, groups=cited.groups
    )
    if not has_date(work):
        return [Piece((*names, Span(_after(cited.one, locale))), cited.key)]
    beside = abbreviation_beside(work, mark, cited.groups)
    when = f" ({beside}, " if beside else " ("
    when += year_in_text(work, mark, locale)
    if not more:
        return [Piece(merged([*names, Span(f"{when}{_after(cited.one, locale)})")]), cited.key)]
    phrase = [Piece(merged([*names, Span(when)]), cited.key)]
    for other in more:
        year = year_in_text(other.work, other.mark, locale)
        phrase += [Piece((Span(", "),)), Piece((Span(year),), other.key)]
    return [*phrase, Piece((Span(_after(group[-1].one, locale) + ")"),))]


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
    kind: str, named: Sequence[_Named], locale: Locale, everyone: bool, bracketed: bool
) -> list[Piece]:
    """Names without years, or years without names."""
    pieces: list[Piece] = []
    for cited in named:
        work, mark, one = cited.work, cited.mark, cited.one
        if kind == "year":
            spans = [Span(year_in_text(work, mark, locale))]
        else:
            spans = names_in_text(
                work, mark, locale, narrative=not bracketed, everyone=everyone,
                groups=cited.groups,
            )  # fmt: skip
            beside = "" if bracketed else abbreviation_beside(work, mark, cited.groups)
            spans = [*spans, Span(f" ({beside})")] if beside else spans
        if pieces:
            pieces.append(Piece((Span(", " if is_secondary(one) else "; "),)))
        pieces += [*_before(one, locale), Piece(tuple(spans), one.key)]
        if one.after:
            pieces.append(Piece((Span(_after(one, locale)),)))
    return pieces


_FIRST_LETTER = re.compile(r"[^\W\d_]")
#: ``’t Hart`` begins a sentence as it is: the next word has its capital.
_ELIDED = re.compile(r"['’][a-z]\s")


def _capitalized(pieces: list[Piece]) -> list[Piece]:
    """The first letter raised, also behind a quotation mark or a bracket."""
    for at, piece in enumerate(pieces):
        for place, span in enumerate(piece.spans):
            found = _FIRST_LETTER.search(span.text)
            if not found:
                continue
            if _ELIDED.match(span.text):
                return pieces
            text = span.text[: found.start()] + found[0].upper() + span.text[found.end() :]
            spans = (*piece.spans[:place], replace(span, text=text), *piece.spans[place + 1 :])
            return [*pieces[:at], replace(piece, spans=spans), *pieces[at + 1 :]]
    return pieces
