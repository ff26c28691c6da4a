"""What a field ``author+an:role`` says of the names of ``author``: biblatex's data annotations.

``1=director,writer; 2="Guest Expert"`` annotates the first and the second name, ``=execproducers``
the list as a whole. A value is keys with commas between, or one text in double quotes.

Source: biblatex 3.20 manual, section 3.7.
"""

from __future__ import annotations

import re

_ONE = re.compile(r'\s*(?:(\d+)(?::[\w-]+)?)?\s*=\s*("[^"]*"|[^;]*)\s*(?:;|\Z)')

#: The place of what is said of the list as a whole.
WHOLE = 0


def said_of(value: str) -> dict[int, tuple[str, ...]]:
    """What is said of each place of a list, from 1, and of the list in place ``WHOLE``.

    What cannot be read is left out: ``is_annotation`` tells whether there is any.
    """
    said: dict[int, tuple[str, ...]] = {}
    for place, text in _ONE.findall(value):
        text = text.strip()
        if text.startswith('"'):
            parts = [text.strip('"').strip()]
        else:
            parts = [part.strip() for part in text.split(",")]
        said[int(place or WHOLE)] = tuple(part for part in parts if part)
    return said


def is_annotation(value: str) -> bool:
    """Whether the whole of a value can be read."""
    at = 0
    while at < len(value):
        found = _ONE.match(value, at)
        if not found:
            return False
        at = found.end()
    return bool(value.strip())
