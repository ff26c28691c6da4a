"""From a text to the terms that are looked up: numbers as APA prints them, words by their stems.

``static/finding.js`` does the same with a question; ``test_finding.py`` compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module
from typing import TYPE_CHECKING

from sphinx import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.search import SearchLanguage

#: A number with its points and commas, or letters with apostrophes between them.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\.\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def language_of(name: str) -> SearchLanguage:
    """What Sphinx knows of a language: its stop words and its stemmer, also as a script.

    One that it does not know has no stop words, and its words are their own stems.
    """
    known = search.languages.get(name) or search.languages.get(name.partition("_")[0])
    if isinstance(known, str):
        module, _, title = known.rpartition(".")
        known = getattr(import_module(module), title)
    language: SearchLanguage = (known or search.SearchLanguage)({})
    return language


def fold(token: str) -> str:
    """Small letters without accents and apostrophes, and without the English "’s"."""
    plain = unicodedata.normalize("NFKD", token.lower())
    plain = "".join(one for one in plain if unicodedata.category(one)[0] != "M")
    return re.sub(r"['’]s$", "", plain).replace("'", "").replace("’", "")


def number(token: str) -> str:
    """``0.69`` and ``0,69`` as ``.69``, ``1,000`` as ``1000``."""
    if _THOUSANDS.fullmatch(token):
        token = token.replace(",", "")
    whole, point, rest = token.replace(",", ".").partition(".")
    return (whole.lstrip("0") or ("" if point else "0")) + point + rest


class Terms:
    """The terms of texts in one language. ``stems`` are those that are known already."""

    def __init__(self, language: SearchLanguage, stems: dict[str, str]) -> None:
        self.language, self.stems = language, stems
        self.stop = {fold(word) for word in language.stopwords}

    def term(self, token: str) -> str:
        """The term of one token; nothing for a stop word."""
        if token[0].isdecimal() or token[0] == ".":
            return number(token)
        known = self.stems.get(token)
        if known is None:
            folded = fold(token)
            known = "" if folded in self.stop else self.language.stem(folded)
            self.stems[token] = known
        return known

    def of(self, text: str) -> Iterator[str]:
        """The terms of a text, in its order."""
        for token in TOKEN.findall(text):
            if term := self.term(token):
                yield term
