"""The words that readers see, in the language of the book.

A word is looked up in the book's own catalog (``sphinx.po`` in one of the ``locale_dirs``), then in
this package's and in that of ``apabib``, then in Sphinx's; otherwise it is English.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from sphinx.locale import get_translation

from apabib import i18n

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CATALOGS = Path(__file__).parent / "locale"
SPHINX = Path(sphinx.__file__).parent / "locale"


def translator(language: str) -> Callable[[str], str]:
    """A function that gives English words in *language*, a code such as ``nl`` or ``nl_BE``."""
    own, tool = catalog(language), i18n.translator(language)
    known = get_translation("sphinx")  # the book's words, and Sphinx's
    stock = sphinx_alone(language).gettext

    def translate(word: str) -> str:
        translated = known(word)
        if translated not in (word, stock(word)):
            return translated
        ours = own.get(word) or tool(word)
        return ours if ours != word else translated

    return translate


@cache
def sphinx_alone(language: str) -> gettext.NullTranslations:
    """The words of Sphinx itself, without those of a book."""
    return gettext.translation("sphinx", SPHINX, [language], fallback=True)


@cache
def catalog(language: str) -> Mapping[str, str]:
    """The words of this package in a language, or in the language without its country."""
    for name in (language, language.partition("_")[0]):
        path = CATALOGS / name / "LC_MESSAGES" / "sphinx_apa7.po"
        if path.is_file():
            from babel.messages.pofile import read_po

            with path.open("rb") as file:
                return {str(one.id): str(one.string) for one in read_po(file) if one.id}
    return {}
