"""The inside of a citation, ``{see}key{p. 12},other``: keys, and notes in braces around them."""

from __future__ import annotations

import re

# The grammar of sphinxcontrib-bibtex (``citation_target.py``), which reads the same roles when
# the book is built; a test compares the two.
_TARGET = re.compile(r"\s*(?:\{([^{}]+)\})?\s*([^{}\s,]+)\s*(?:\{([^{}]+)\})?\s*")
_COMMA = re.compile(r"(?:[^{},]|\{[^{}]*\}|[{}])*(,)?")


def split_role(content: str) -> tuple[list[str], list[str], bool]:
    """Keys and notes, in their order, and whether anything could not be read.

    What can be read is given all the same.
    """
    keys: list[str] = []
    notes: list[str] = []
    wrong = False
    at = 0
    while True:
        found = _TARGET.match(content, at)
        end = found.end() if found else at
        if found and content[end : end + 1] in {",", ""}:
            keys.append(found[2])
            notes.extend(note for note in (found[1], found[3]) if note)
            if end == len(content):
                return keys, notes, wrong
            at = end
        else:
            wrong = True
        comma = _COMMA.match(content, at)
        if not comma or not comma[1]:
            return keys, notes, True
        at = comma.end()
