"""What a work was before it was published here (APA 7, sections 9.39 to 9.41)."""

from __future__ import annotations

from collections.abc import Mapping

from apabib.apa7.markup import Span
from apabib.apa7.when import years
from apabib.apa7.work import Locale, Work


def history(work: Work, locale: Locale, works: Mapping[str, Work]) -> list[Span]:
    """``(Original work published 1923)``; *works* has those that the work is related to."""
    _ = locale.translate
    if not work.original_date:
        return []
    year = years(work.original_date, locale)
    return [Span(_("(Original work published {year})").format(year=year))]
