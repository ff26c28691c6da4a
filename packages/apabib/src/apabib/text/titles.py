"""Titles of works, put together from their parts."""

from __future__ import annotations

from apabib.text.latex import printed

#: Marks behind which no colon stands (APA 7, section 6.17).
_MARKS = "?!:…–—"


def with_subtitle(main: str, sub: str) -> str:
    """A colon parts them, unless the title ends in a mark of its own.

    Registries repeat a subtitle that the title has already, or leave the colon at its end.
    """
    title, sub = main.rstrip(" :"), sub.strip()
    if not sub or _ends_in(main, sub):
        return main
    if not title:
        return sub
    end = printed(title).rstrip("”’\"' ")[-1:]
    return f"{title} {sub}" if end and end in _MARKS else f"{title}: {sub}"


def _ends_in(main: str, sub: str) -> bool:
    """Whether a title ends in its subtitle, behind a mark, or is the same."""
    whole, end = main.strip().casefold(), sub.casefold()
    before = whole.removesuffix(end).rstrip()
    return whole.endswith(end) and (not before or before[-1] in _MARKS)
