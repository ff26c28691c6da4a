"""Entries for other programs: BibTeX, RIS, CSL-JSON, and APA text. Provenance stays at home."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from apabib.bibtex import model
from apabib.bibtex.canonical import render
from apabib.bibtex.entries import Entry, Field
from apabib.bibtex.inherit import parents
from apabib.bibtex.scan import MONTHS
from apabib.export.to_csl import csl
from apabib.export.to_ris import ris

FORMATS = ("bibtex", "ris", "csl-json", "apa")
_PRIVATE = frozenset({"verified", "record", "read"})
_EXTRA = re.compile(r"(?:\A|\\n|\"|\n)(?:M2  - )?tex\.(?!referencetype)([\w+:]+): (?!\{\})")

__all__ = ["FORMATS", "bibtex", "csl", "export", "kept_aside", "ris"]


def export(entries: Sequence[Entry], chosen: Sequence[str], to: str) -> str:
    """The chosen entries (keys) in a format of ``FORMATS``; ``entries`` is the whole book's."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    if to != "bibtex":  # elsewhere a set and an @xdata mean nothing
        chosen = [key for key in chosen if by_key[key].type not in model.NO_WORKS]
    if to == "apa":
        from apabib.apa7.format import References, works_of

        references = References(works_of(entries))
        in_order = sorted(chosen, key=lambda key: references.rank[key])
        return "".join(references.reference_text(key) + "\n" for key in in_order)
    wanted = [by_key[key] for key in chosen]
    if to == "csl-json":
        items = [csl(entry, by_key) for entry in wanted]
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    if to == "ris":
        return "\n".join(ris(entry, by_key) for entry in wanted)
    return bibtex(_with_parents(wanted, by_key))


def kept_aside(exported: str) -> Counter[str]:
    """Fields for which a format has no place, and which stand in its note; with how often."""
    return Counter(_EXTRA.findall(exported))


def bibtex(entries: Iterable[Entry]) -> str:
    """A file that needs no other: names of ``@string`` are written out."""
    return "\n\n".join(render(_public(entry)) for entry in entries) + "\n"


def _with_parents(entries: Sequence[Entry], by_key: Mapping[str, Entry]) -> list[Entry]:
    """The entries, and behind them those that they inherit from."""
    found = {entry.key: entry for entry in entries}
    waiting = list(entries)
    while waiting:
        for _field, key in parents(waiting.pop().values()):
            if key in by_key and key not in found:
                found[key] = by_key[key]
                waiting.append(by_key[key])
    return list(found.values())


def _public(entry: Entry) -> Entry:
    public = Entry(entry.type, entry.key, entry.start, entry.key_start)
    public.fields = [_spelled(each) for each in entry.fields if each.lower not in _PRIVATE]
    return public


def _spelled(each: Field) -> Field:
    """A field without names of ``@string``, but for the months, which every style defines."""
    if each.literal or MONTHS.get(each.raw.lower()) == each.text:
        return each
    return Field(each.name, each.text, each.start, each.value_start, f"{{{each.text}}}")
