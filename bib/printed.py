"""Entries as APA prints them, through the same code that prints the book."""

from __future__ import annotations

from collections.abc import Iterable

from bib.entries import Entry


def apa(entries: Iterable[Entry], key: str) -> str:
    """The reference of ``key`` as it stands in a list made of ``entries``."""
    from bib.apa7 import format as apa7

    listed = [apa7.Entry(entry.key, entry.type, entry.values()) for entry in entries]
    return apa7.Bibliography(listed).reference_text(key)


def apa_all(entries: Iterable[Entry], keys: Iterable[str]) -> list[str]:
    """Several references, in the order of an APA list."""
    from bib.apa7 import format as apa7

    listed = [apa7.Entry(entry.key, entry.type, entry.values()) for entry in entries]
    bibliography = apa7.Bibliography(listed)
    return [
        bibliography.reference_text(key)
        for key in sorted(keys, key=lambda key: bibliography.rank[key])
    ]
