"""The words that only the PDF prints, in the language of the book."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po
from sphinx.locale import _ as of_sphinx

LOCALE = Path(__file__).parent / "locale"


def words(language: str, version: str) -> dict[str, str]:
    """The words by the template's names for them; ``{}`` marks what it fills in.

    A catalog of the project (``locale/<language>/LC_MESSAGES/sphinx.po``) goes before Sphinx's own,
    and that before ours.
    """
    path = LOCALE / f"{language}.po"
    catalog = None
    if path.is_file():
        with path.open("rb") as file:
            catalog = read_po(file)

    def _(word: str) -> str:
        translated = str(of_sphinx(word))
        if translated == word and catalog is not None and (found := catalog.get(word)):
            return str(found.string)
        return translated

    return {
        "contents": _("Contents"),
        "lists": _("Figures and tables"),
        "figures": _("Figures"),
        "tables": _("Tables"),
        "about": _("About this book"),
        "index": _("Index"),
        "chapter": _("Chapter {number}"),
        "page": _("p. {page}"),
        "continued": _("{name}, continued"),
        "version": _("Version %s") % version if version else "",
    }
