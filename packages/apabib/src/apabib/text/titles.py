"""Titles of works, put together from their parts."""

from __future__ import annotations

from apabib.text.latex import printed


def with_subtitle(main: str, sub: str) -> str:
    """A colon parts them, unless the title ends in a mark of its own (section 6.17)."""
    if not main or not sub:
        return main or sub
    end = printed(main).rstrip("”’ ")[-1:]
    return f"{main} {sub}" if end in "?!:…" else f"{main}: {sub}"
