"""Characters that nobody sees: controls, odd line ends, and what turns the order of others."""

from __future__ import annotations

import unicodedata

#: What turns the order of the characters beside it (Unicode, UAX #9).
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Controls, line and paragraph separators, halves of characters, and numbers without one.
_ODD = frozenset(("Cc", "Zl", "Zp", "Cs", "Co", "Cn"))


def problem(text: str) -> str:
    """What is wrong with the characters of *text*, and what to do; empty if nothing is."""
    if text.isascii() and text.isprintable():
        return ""
    for char in text:
        odd = unicodedata.category(char) in _ODD and char not in "\t\n"
        if odd or char in _TURNING:
            return f"the character U+{ord(char):04X} cannot be seen: take it out"
    return ""
