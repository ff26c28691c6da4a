"""Lists of texts with "and" between, as biblatex has them: publishers, places (manual, 2.2.1)."""

from __future__ import annotations

import re

from apabib.text.latex import printed
from apabib.text.names import OTHERS

#: "and" between publishers, and what follows it in the name of one publisher.
_AND = re.compile(r"[{}]|(?<=\s)and(?=\s)", re.IGNORECASE)
_OF_ONE = re.compile(
    r"\s*(?:Sons?|Co|Company|Brothers|Francis|Schuster|Giroux|Wilkins|Littlefield|Row|Hudson|Faber"
    r"|Stoughton|Kegan|Winston|Bacon|Unwin|Windus|Noble|Nicolson|Warburg|Ruprecht|Associates"
    r"|Human|Technology|Sciences?|Culture|Prevention|Welfare|Health|Medicine|Arts|Humanities|Statistics"
    r"|Development|Trademark|Environment|Research|Practice|Education)\b"
)


def publishers(value: str) -> list[str]:
    """The publishers of a list, parted outside braces and not within one name."""
    named = split_list(value, _OF_ONE)
    return named[:-1] if named[1:] and named[-1] == OTHERS else named


def split_list(value: str, joined: re.Pattern[str] | None = None) -> list[str]:
    """The texts of a list, as they are printed; *joined* follows an "and" that parts nothing."""
    if not value:
        return []
    parts, start, depth = [], 0, 0
    for found in _AND.finditer(value):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0 and not (joined and joined.match(value, found.end())):
            parts.append(printed(value[start : found.start()]))
            start = found.end()
    return [part.strip() for part in (*parts, printed(value[start:])) if part.strip()]
