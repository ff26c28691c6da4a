"""The text of a file under the reader: how far to look, and where braces and quotes close."""

from __future__ import annotations

import re
from bisect import bisect_right

from apabib.bibtex.entries import Bibliography, Field
from apabib.findings import WARNING
from apabib.i18n import _

#: Names of months that every BibTeX style defines.
MONTHS = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May",
    "jun": "June", "jul": "July", "aug": "August", "sep": "September", "oct": "October",
    "nov": "November", "dec": "December",
}  # fmt: skip

NAME = r"[^\s\"#%'(),={}@]++"
_BRACED = r"\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}"
# What nearly every field looks like, in one step; everything else takes the slow path.
USUAL_FIELD = re.compile(
    rf"\s*+({NAME})\s*+=\s*+({_BRACED}|\"[^\"{{}}]*+\"|[0-9]++)\s*+(,|(?=[}})]))"
)
FIELD_START = re.compile(rf"\s*+({NAME})\s*+=")
_BLOCK_AT_LINE_START = re.compile(r"^[ \t]*+(@)[ \t]*+[A-Za-z]\w*+\s*+[{(]", re.MULTILINE)
_SPACE = re.compile(r"\s*+")
_BRACES = re.compile(r"[{}]")
_BRACES_QUOTE = re.compile(r"[{}\"]")
_BRACES_PARENS = re.compile(r"[{}()]")


def usual_field(usual: re.Match[str]) -> Field:
    """The field of a match of ``USUAL_FIELD``."""
    raw = usual[2]
    value = raw if raw[0].isdigit() else raw[1:-1]
    return Field(usual[1], value, usual.start(1), usual.start(2), raw)


class Scan:
    """What is shared while one file is read: its text, its names of ``@string``, its report."""

    def __init__(self, bibliography: Bibliography) -> None:
        self.out = bibliography
        self.text = bibliography.text
        self.macros: dict[str, str] = dict(MONTHS)
        self.used: set[str] = set()
        """Names of ``@string`` that a value has stood for."""
        self.deepest = 0
        """The most braces in one another since the last value began."""
        self._starts = [m.start(1) for m in _BLOCK_AT_LINE_START.finditer(self.text)]

    def define(self, name: str, at: int, value: str) -> None:
        """Take a name of ``@string``; BibTeX lets a second value hold for what follows it."""
        lower = name.lower()
        known = self.macros.get(lower)
        if known is not None and known != value and (lower in self.used or lower not in MONTHS):
            self.out.report(
                at,
                "",
                "string-twice",
                WARNING,
                _("the @string %s has another value above, which holds as far as here") % name,
                _("give one of the two another name"),
            )
        self.macros[lower] = value

    def skip(self, at: int, limit: int) -> int:
        """The place behind the white space at ``at``."""
        match = _SPACE.match(self.text, at, limit)
        return match.end() if match else at

    def limit(self, offset: int) -> int:
        """Where the next entry starts a line: nothing that is open may reach beyond it."""
        index = bisect_right(self._starts, offset)
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def closing(self, offset: int, limit: int, opened: str) -> int:
        """The place behind the brace (or parenthesis) that closes what opened before, or -1."""
        depth = 0
        for match in (_BRACES if opened == "{" else _BRACES_PARENS).finditer(
            self.text, offset, limit
        ):
            char = match[0]
            if char == "{":
                depth += 1
                self.deepest = max(self.deepest, depth)
            elif char == "}":
                if depth == 0 and opened == "{":
                    return match.end()
                depth = max(0, depth - 1)
            elif char == ")" and depth == 0:
                return match.end()
        return -1

    def quoted(self, at: int, limit: int) -> int:
        depth = 0
        for match in _BRACES_QUOTE.finditer(self.text, at, limit):
            if match[0] == "{":
                depth += 1
                self.deepest = max(self.deepest, depth)
            elif match[0] == "}":
                if depth == 0:
                    return -1
                depth -= 1
            elif depth == 0:
                return match.end()
        return -1
