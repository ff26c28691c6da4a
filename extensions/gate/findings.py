"""What is refused: where it stands, what it is, and what to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Finding(NamedTuple):
    """One thing that is refused. *path* is relative to the book; *line* counts from 1."""

    path: str
    line: int
    code: str
    message: str


def printed(findings: Iterable[Finding]) -> int:
    """Write each finding to the error stream; return how many there were."""
    found = sorted(findings)
    for finding in found:
        place = printable(f"{finding.path}:{finding.line}")
        print(f"{place}: {printable(finding.message)} [gate.{finding.code}]", file=sys.stderr)
    return len(found)


def printable(text: str) -> str:
    """*text* as one line that a terminal prints as it is: no control and no odd separators."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
