"""The inside of a citation, ``{see}key{p. 12},other``: keys, and notes in braces around them."""

from __future__ import annotations

import re
from typing import NamedTuple

# The grammar of sphinxcontrib-bibtex (``citation_target.py``), which reads the same roles when
# the book is built; a test compares the two.
_TARGET = re.compile(r"\s*(?:\{([^{}]+)\})?\s*([^{}\s,]+)\s*(?:\{([^{}]+)\})?\s*")
_COMMA = re.compile(r"(?:[^{},]|\{[^{}]*\}|[{}])*(,)?")


class Targets(NamedTuple):
    """What a role cites: keys, the notes before and behind them, and whether all could be read."""

    keys: list[str]
    before: list[str]
    after: list[str]
    wrong: bool


def split_role(content: str) -> Targets:
    """The inside of a role; what can be read is given whatever else is wrong."""
    keys: list[str] = []
    before: list[str] = []
    after: list[str] = []
    wrong = False
    at = 0
    while True:
        found = _TARGET.match(content, at)
        end = found.end() if found else at
        if found and content[end : end + 1] in {",", ""}:
            keys.append(found[2])
            before += [found[1]] if found[1] else []
            after += [found[3]] if found[3] else []
            if end == len(content):
                return Targets(keys, before, after, wrong)
            at = end
        else:
            wrong = True
        comma = _COMMA.match(content, at)
        if not comma or not comma[1]:
            return Targets(keys, before, after, True)
        at = comma.end()
