"""What a review or a comment is about, in brackets after its title (APA 7, section 10.7)."""

from __future__ import annotations

from collections.abc import Mapping

from apabib.apa7.credits import in_element
from apabib.apa7.labels import label
from apabib.apa7.markup import Span, filled, marked
from apabib.apa7.roles import list_role, role_words, roles_of
from apabib.apa7.work import Locale, Work
from apabib.text.titles import with_subtitle

_ABOUT = ("reviewof", "commenton")


def reviewed(work: Work, locale: Locale, works: Mapping[str, Work]) -> list[Span]:
    """``Review of the film The year, by E. Brodsky, Dir.``; nothing where it is about nothing."""
    kind = work["relatedtype"].casefold()
    if kind not in _ABOUT:
        return []
    other = works.get(work.related[0]) if work.related else None
    if other is None:
        return marked(label(work["relatedstring"], locale))
    _ = locale.translate
    what = [Span(label(work["relatedstring"], locale) or _what(kind, other, locale))]
    if kind == "commenton":
        return filled(_("{what} “{title}”"), what=what, title=_title(other, italic=False))
    by = _by(other, locale)
    if _is_quoted(other):
        if not by:
            return filled(_("{what} “{title}”"), what=what, title=_title(other, italic=False))
        # American English sets the comma inside the quotation marks.
        template = _("{what} “{title},” by {names}")
        return filled(template, what=what, title=_title(other, italic=False), names=by)
    book = _title(other, italic=True)
    if not by:
        return filled("{what} {title}", what=what, title=book)
    return filled(_("{what} {title}, by {names}"), what=what, title=book, names=by)


def _title(work: Work, *, italic: bool) -> list[Span]:
    return marked(with_subtitle(work["title"], work["subtitle"]), italic=italic)


def _is_quoted(work: Work) -> bool:
    return work.is_part or work["entrysubtype"].casefold() in {
        "tvepisode",
        "podcastepisode",
        "song",
    }


def _what(kind: str, other: Work, locale: Locale) -> str:
    """What is said where the entry does not say it."""
    _ = locale.translate
    if kind == "commenton":
        return _("Comment on the article")
    if other["entrysubtype"].casefold() == "tvepisode":
        return _("Review of the TV series episode")
    if other.type in {"video", "movie"}:
        return _("Review of the film")
    return _("Review of the article") if other.is_part else _("Review of the book")


def _by(work: Work, locale: Locale) -> list[Span]:
    """``E. Brodsky, Dir.``: authors with their short roles, initials first."""
    if not work.names:
        return []
    roles = roles_of(work, work.credited)
    if len(set(roles)) < 2:
        names = in_element(work.names, work.others, locale)
        role = list_role(work, work.credited) or (roles[0] if roles else "")
        role = role or ("editor" if work.edited else "")
        words = role_words(role, len(work.names), locale, short=True) if role else ""
        return [Span(", ".join(filter(None, [names, words])))]
    each = [
        ", ".join(
            filter(
                None,
                [
                    in_element([name], False, locale),
                    role_words(role, 1, locale, short=True) if role else "",
                ],
            )
        )
        for name, role in zip(work.names, roles, strict=False)
    ]
    return [Span(", ".join(each[:-1]) + ", & " + each[-1])]
