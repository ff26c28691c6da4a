"""RIS, EndNote's tagged format (ENW, also called Refer) and PubMed's: lines that begin with a tag.

Sources: *RIS Format Specifications* (Reference Manager, 2001; EndNote's types of 2011), what Zotero
reads and writes; *MEDLINE/PubMed Data Element Descriptions*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: One space or two, and a hyphen: some programs leave a space out.
RIS_LINE = re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9])(?:[ \t]{1,3}-[ \t]?|-[ \t]{1,2}|-(?=\Z))(.*)\Z")
_ENW_LINE = re.compile(r"%([A-Z0-9~!@#$&()*+^>\[\]=?<,]) ?(.*)\Z")
_NBIB_LINE = re.compile(r"([A-Z]{2,4})\s*- ?(.*)\Z")


class Tags:
    """One record: the values of each tag, and which of them were taken."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self.taken: set[str] = set()
        self.whole = True
        """Whether the record had its end."""

    def add(self, tag: str, value: str) -> list[str]:
        values = self.values.setdefault(tag, [])
        values.append(value.strip())
        return values

    def all(self, *tags: str) -> list[str]:
        """Every value of some tags, in that order."""
        self.taken |= set(tags)
        return [value for tag in tags for value in self.values.get(tag, []) if value]

    def first(self, *tags: str) -> str:
        """The first value of the first tag that has one; further tags are not taken."""
        for tag in tags:
            for value in self.values.get(tag, []):
                if value:
                    self.taken.add(tag)
                    return value
        return ""

    def peek(self, *tags: str) -> list[str]:
        """Every value of some tags, which stay untaken."""
        return [value for tag in tags for value in self.values.get(tag, []) if value]

    def left(self, placed: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Tags and values that were not taken; a value that is ``placed`` elsewhere is not lost."""
        known = {_key(value) for value in placed}
        found = []
        for tag, values in self.values.items():
            rest = [value for value in values if value and _key(value) not in known]
            if tag in self.taken:
                rest = rest[1:] if tag in _SINGLE else []
            if rest:
                found.append((tag, "; ".join(rest)))
        return found


#: Tags that say one thing: a second value of one is not kept, and is said.
_SINGLE = frozenset({"TI", "T1", "CT", "DO", "VL", "IS", "PB", "SP", "EP", "ET"})


_NOTES = frozenset({"N1", "M1", "M2"})


def _key(value: str) -> str:
    return re.sub(r"\W+", "", value).casefold()


def ris_records(text: str) -> Iterator[Tags]:
    """Records from ``TY`` to ``ER``; numbers and remarks between them are skipped.

    A line without a tag goes on with the value before it.
    """
    record: Tags | None = None
    values: list[str] | None = None
    found_in = ""
    for line in text.splitlines():
        found = RIS_LINE.match(line)
        if found and found[1] == "TY":
            if record:
                record.whole = False
                yield record
            record = Tags()
            values, found_in = record.add("TY", found[2] or ""), "TY"
        elif record and found and found[1] == "ER":
            yield record
            record = values = None
        elif record and found:
            values, found_in = record.add(found[1], found[2] or ""), found[1]
        elif values and line.strip():
            # Lines of notes may each say what they hold (``extra``); all others are one text.
            between = "\n" if found_in in _NOTES else " "
            values[-1] = f"{values[-1]}{between}{line.strip()}".strip()
    if record:
        record.whole = False
        yield record


def enw_records(text: str) -> Iterator[Tags]:
    """Records that begin with ``%0``, or, where a program leaves it out, behind an empty line."""
    record = Tags()
    values: list[str] | None = None
    for line in text.splitlines():
        found = _ENW_LINE.match(line.strip()) if line.lstrip().startswith("%") else None
        if found and found[1] == "0" and record.values:
            yield record
            record = Tags()
        if found:
            values = record.add(found[1], found[2])
        elif not line.strip():
            values = None
            if record.values and "0" not in record.values:
                yield record
                record = Tags()
        elif values:
            values[-1] = f"{values[-1]} {line.strip()}".strip()
    if record.values:
        yield record


def nbib_records(text: str) -> Iterator[Tags]:
    """Records of PubMed, which an empty line parts."""
    for block in re.split(r"\n\s*\n(?=PMID|STAT|OWN)", text.replace("\r\n", "\n").strip()):
        record = Tags()
        values: list[str] | None = None
        for line in block.split("\n"):
            found = _NBIB_LINE.match(line)
            if found:
                values = record.add(found[1], found[2])
            elif values and line.strip():
                values[-1] = f"{values[-1]} {line.strip()}".strip()
        if record.values:
            yield record
