"""The one door to translations: everything is English here, and a catalog may translate it.

Catalogs are ``locale/<language>/LC_MESSAGES/apabib.po`` in this package, with the words of
references, and ``tool.po`` beside it, with what the tool says: no book has to translate that. They
are compiled when they are first asked for, so that no compiled file has to be kept or built.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

CATALOGS = Path(__file__).parent / "locale"


@cache
def catalog(language: str, words: str = "apabib") -> gettext.NullTranslations:
    """The catalog of a language (``nl``, ``nl_BE``, ``nl-BE``), or of it without its country.

    *words* is its name. Without one, everything stays English.
    """
    name = language.replace("-", "_")
    for each in (name, name.partition("_")[0]):
        path = CATALOGS / each / "LC_MESSAGES" / f"{words}.po"
        if each and path.is_file():
            from babel.messages.mofile import write_mo  # late: an English run needs neither
            from babel.messages.pofile import read_po

            compiled = BytesIO()
            with path.open("rb") as file:
                write_mo(compiled, read_po(file))
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()


def translator(language: str) -> Callable[[str], str]:
    """A function that gives English words of references and citations in ``language``."""
    return catalog(language).gettext


def languages() -> list[str]:
    """The languages that have a catalog: ``nl``."""
    return sorted(path.name for path in CATALOGS.iterdir() if path.is_dir())


def english_of(words: Iterable[str], language: str) -> dict[str, str]:
    """A catalog the other way round: its words, in small letters, and the English of each.

    Where several have one translation, the first of them stands.
    """
    translate = translator(language)
    return {translate(each).casefold(): each for each in reversed(tuple(words))}


def _environment() -> str:
    """The language of the user, in the order in which gettext asks."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.partition(":")[0].partition(".")[0].partition("@")[0]
    return ""


def _of_the_tool(language: str) -> gettext.NullTranslations:
    """What the tool says; it has some words of references, too."""
    told = catalog(language, "tool")
    if (printed := catalog(language)) is not told:
        told.add_fallback(printed)
    return told


_told = _of_the_tool(_environment())
_, ngettext = _told.gettext, _told.ngettext
