"""Entries as APA prints them, through the same code that prints the book."""

from __future__ import annotations

from collections.abc import Iterable

from apabib.apa7 import format as apa7
from apabib.bibtex.entries import Entry


def apa(entries: Iterable[Entry], key: str) -> str:
    """The reference of ``key`` as it stands in a list made of ``entries``."""
    return _bibliography(entries).reference_text(key)


def apa_all(entries: Iterable[Entry], keys: Iterable[str]) -> list[str]:
    """Several references, in the order of an APA list."""
    bibliography = _bibliography(entries)
    return [
        bibliography.reference_text(key)
        for key in sorted(keys, key=lambda key: bibliography.rank[key])
    ]


def _bibliography(entries: Iterable[Entry]) -> apa7.Bibliography:
    return apa7.Bibliography(apa7.Entry(entry.key, entry.type, entry.values()) for entry in entries)
