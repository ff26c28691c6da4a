"""``CHANGELOG.md`` read into its sections: what each says of the book, and of ratings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOK, RATINGS = "The book", "Ratings"
_REASON = re.compile(r"- `([a-z0-9-]+)`: (.+)")


@dataclass
class Section:
    """What changed with one edition, or since the last."""

    #: A version; "Unreleased" above the first.
    name: str
    #: Lines of Markdown below ``### The book``, and the number of the first in the file, from 0.
    lines: list[str] = field(default_factory=list)
    first: int = 0
    #: Id of a claim -> why its rating changed.
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The version; empty for what no edition has yet."""
        return self.name if self.name[:1].isdigit() else ""


def sections(text: str) -> list[Section]:
    """The sections, newest first."""
    found: list[Section] = []
    part, ratings = "", ""
    for number, line in enumerate([*text.split("\n"), "## "]):
        if line.startswith("## "):
            if found:
                found[-1].reasons = dict(_reasons(ratings))
            found.append(Section(line[3:].strip()))
            part, ratings = "", ""
        elif line.startswith("### "):
            part = line[4:].strip()
        elif found and part == BOOK:
            found[-1].first = found[-1].first or number
            found[-1].lines.append(line)
        elif part == RATINGS:
            ratings += f"{line}\n"
    return found[:-1]


def _reasons(text: str) -> Iterator[tuple[str, str]]:
    """Each line of a list, with those that go on with it."""
    for one in re.split(r"\n(?=- )", text.strip()):
        if said := _REASON.fullmatch(" ".join(one.split())):
            yield said[1], said[2]
