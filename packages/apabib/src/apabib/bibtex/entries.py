"""What a bibliography file holds, with the place of everything."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from apabib.findings import Finding


@dataclass(slots=True, eq=False)
class Field:
    """One field: its name as written, its text without delimiters, and where both stand.

    ``raw`` is the value as written, delimiters, macros and ``#`` included; ``literal`` says that it
    is one braced, quoted or numeric value; ``sound`` is False where a fault was repaired by guess,
    so that no second fault is reported for the same slip.
    """

    name: str
    text: str
    start: int
    value_start: int
    raw: str
    literal: bool = True
    sound: bool = True
    lower: str = field(init=False)
    """The name in lower case."""

    def __post_init__(self) -> None:
        self.lower = self.name.lower()

    @property
    def value(self) -> str:
        """The text with each run of white space as one space, as BibTeX reads it."""
        return " ".join(self.text.split())


@dataclass(slots=True, eq=False)
class Entry:
    """One entry with all its fields, doubles included, in the order of the file."""

    type: str
    key: str
    start: int
    key_start: int
    fields: list[Field] = field(default_factory=list)
    end: int = 0
    sound: bool = True
    line: int = 0

    def get(self, name: str) -> str:
        """The value of the first field called ``name`` (lower case), or ""."""
        found = self.field(name)
        return found.value if found else ""

    def field(self, name: str) -> Field | None:
        for candidate in self.fields:
            if candidate.lower == name:
                return candidate
        return None

    def values(self) -> dict[str, str]:
        """Field names in lower case with their values; the first of a double counts."""
        values: dict[str, str] = {}
        for each in self.fields:
            values.setdefault(each.lower, each.value)
        return values


@dataclass(slots=True, eq=False)
class Block:
    """Anything else that must survive a rewrite: ``@string``, ``@preamble``, ``@comment``."""

    type: str
    start: int
    end: int
    name: str = ""


class Bibliography:
    """A file that was read: ``entries``, ``blocks`` (other commands), ``text``.

    ``findings`` are the faults met in reading, no rule's; ``line_starts`` are the offsets at which
    lines begin.
    """

    def __init__(self, text: str, file: str = "refs.bib") -> None:
        self.file = file
        self.text = text
        self.entries: list[Entry] = []
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.line_starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character of the text."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def report(
        self, offset: int, key: str, code: str, severity: str, message: str, remedy: str
    ) -> None:
        """Note a fault that was met in reading."""
        self.findings.append(self.finding(offset, key, code, severity, message, remedy))

    def finding(
        self, offset: int, key: str, code: str, severity: str, message: str, remedy: str
    ) -> Finding:
        """A finding on the character at ``offset``."""
        line, column = self.place(offset)
        return Finding(self.file, line, key, code, severity, message, remedy, column)

    def by_key(self) -> dict[str, Entry]:
        """Entries by key; the first of a double counts, as in BibTeX."""
        entries: dict[str, Entry] = {}
        for entry in self.entries:
            entries.setdefault(entry.key, entry)
        return entries
