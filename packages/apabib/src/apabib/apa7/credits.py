"""The people and groups in the author's place (APA 7, sections 9.7 to 9.12)."""

from __future__ import annotations

from collections.abc import Sequence

from apabib.apa7.markup import Span, stopped
from apabib.apa7.people import inverted, natural
from apabib.apa7.work import Locale, Work
from apabib.text.names import Name


def credited(work: Work, locale: Locale) -> list[Span]:
    if not work.names:
        return []
    _ = locale.translate
    names = listed(work.names, work.others, locale)
    if work.edited:
        names = (
            _("{names} (Eds.)") if len(work.names) > 1 or work.others else _("{names} (Ed.)")
        ).format(names=names)
    return stopped([Span(names)])


def listed(names: Sequence[Name], others: bool, locale: Locale) -> str:
    """Up to 20 names in full; of more, the first 19 and the last (section 9.8)."""
    _ = locale.translate
    shown = [inverted(name) for name in names]
    if others:
        return _("{names}, et al.").format(names=", ".join(shown))
    if len(shown) > 20:
        return ", ".join(shown[:19]) + ", … " + shown[-1]
    if len(shown) == 1:
        return shown[0]
    return ", ".join(shown[:-1]) + ", & " + shown[-1]


def in_element(names: Sequence[Name], others: bool, locale: Locale) -> str:
    """Editors and translators inside an element, initials first."""
    _ = locale.translate
    shown = [natural(name) for name in names]
    if others:
        return _("{names} et al.").format(names=", ".join(shown))
    if len(shown) < 3:
        return " & ".join(shown)
    return ", ".join(shown[:-1]) + ", & " + shown[-1]
