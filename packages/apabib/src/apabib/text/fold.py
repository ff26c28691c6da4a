"""Texts made comparable: without case, accents, markup and punctuation."""

from __future__ import annotations

import re
import unicodedata

from apabib.text.latex import without_latex
from apabib.text.tags import TAG

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "Ø": "o",
        "Ł": "l",
        "Đ": "d",
        "Æ": "ae",
        "Œ": "oe",
    }
)
_ENTITY = re.compile(r"&(amp|lt|gt|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{2,8});")
_NOT_WORD = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Lower-case words of ``text`` with single spaces: no accents, marks, braces or HTML tags."""
    if "\\" in text:
        text = without_latex(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in text if not unicodedata.combining(char))
    if "<" in text:
        text = TAG.sub("", text)
    if "&" in text:
        import html

        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    # An apostrophe joins ("don't"), a brace only protects; the rest parts words.
    text = text.replace("'", "").replace("{", "").replace("}", "").casefold()
    return _NOT_WORD.sub(" ", text).replace("_", " ").strip()


def words(text: str) -> frozenset[str]:
    """A set from a text of words: long lists read better so."""
    return frozenset(text.split())


def folded_words(text: str) -> list[str]:
    return fold(text).split()
