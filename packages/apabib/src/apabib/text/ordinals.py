"""Numbers of editions, in digits and in words."""

from __future__ import annotations

import re

_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
    "eleventh": "11", "twelfth": "12",
    "eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5", "zesde": "6",
    "zevende": "7", "achtste": "8", "negende": "9", "tiende": "10", "elfde": "11",
    "twaalfde": "12",
}  # fmt: skip
_EDITION = re.compile(
    r"(?:(\d{1,3})\s*(?:st|nd|rd|th)?|([a-z]{5,8}))\.?(?:\s+(?:ed(?:ition|itie|\.)?|druk|dr\.))?\Z",
    re.IGNORECASE,
)


def edition_number(value: str) -> str:
    """``2nd``, ``Second ed.`` or ``Tweede druk`` as ``2``; "" for what is no number."""
    found = _EDITION.match(value.strip("{}"))
    if not found:
        return ""
    return found[1] or _ORDINALS.get(found[2].casefold(), "")
