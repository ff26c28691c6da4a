"""What the works of a book print as, in the list and in the text (APA 7).

``References(works).reference(key)`` gives the reference as spans, ``reference_text`` the same
without markup; ``citation`` gives what stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from apabib.apa7.address import address
from apabib.apa7.credits import credited
from apabib.apa7.disambiguate import disambiguate
from apabib.apa7.history import history
from apabib.apa7.intext import Cite, Piece, cite, in_order
from apabib.apa7.kinds import LEGAL
from apabib.apa7.legal import legal
from apabib.apa7.markup import Span, merged, spaced, stopped, text_of
from apabib.apa7.naming import label
from apabib.apa7.notices import notices
from apabib.apa7.source import source
from apabib.apa7.title import title
from apabib.apa7.when import dated
from apabib.apa7.work import Locale, Mark, Work, collated, works_of
from apabib.text.numerals import spelled_out

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
            works.sort(key=self._place)
            marks = {work.key: found[work.key] for work in works}
        self.marks = marks
        """key -> what tells the work from others, in list order."""
        self.rank = {key: place for place, key in enumerate(marks)}
        """key -> place in the list, in list order."""
        self._references: dict[str, tuple[Span, ...]] = {}

    def _place(self, work: Work) -> tuple[object, ...]:
        """The sort key; a work without author and title stands under its first printed words."""
        before, who, *rest = work.sort_key
        if who == (("", "", 0),):
            printed = text_of(reference(work, Mark(), self.locale, self.works))
            who = ((collated(spelled_out(printed, work.language)), "", 0),)
        return before, who, *rest

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
    if work.family == LEGAL:
        elements = [legal(work, locale)]
    elif work.type == "nameonly":
        elements = [credited(work, locale)]
    else:
        who, when = credited(work, locale), dated(work, mark, locale)
        what = stopped(title(work, locale, works), within=locale.stops_within_quotes)
        elements = [who, when, what] if who else [what, when]
        elements += [source(work, locale), address(work, locale)]
    elements += [history(work, locale, works), notices(work, locale)]
    return merged([*_mark(work), *spaced(elements)])


def _mark(work: Work) -> list[Span]:
    """The asterisk of a study that a meta-analysis takes in (section 9.52)."""
    words = work["keywords"].casefold().replace(";", ",").split(",")
    return [Span("*")] if "meta" in (word.strip() for word in words) else []
