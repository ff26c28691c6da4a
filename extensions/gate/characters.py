"""Characters that nobody sees: controls, odd line ends, and what turns the order of others."""

from __future__ import annotations

import unicodedata

from extensions.gate.allowed import UNSEEN

#: Controls, what forms or turns the characters beside it (among it letters that only a machine
#: reads), line and paragraph separators, halves of characters, and numbers without one.
_ODD = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"))
#: Letters and signs without a look (Unicode, Default_Ignorable_Code_Point, and U+2800); after them
#: come the selectors of variants, of which a hundred may stand behind one letter.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIANTS = range(0xE0100, 0xE01F0)


def problem(text: str) -> str:
    """What is wrong with the characters of *text*, and what to do; empty if nothing is."""
    if text.isascii() and text.isprintable():
        return ""
    for char in text:
        odd = unicodedata.category(char) in _ODD and char not in UNSEEN
        if odd or char in _BLANK or ord(char) in _VARIANTS:
            return f"the character U+{ord(char):04X} cannot be seen: take it out"
    return ""
