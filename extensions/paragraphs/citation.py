"""What a reader copies to quote a place of a page: a reference and a citation in APA, by apabib.

The page is a page of a site (APA 7, section 10.16): author, year of the edition, title, name of the
site, address. What hangs on the place is filled in by the browser: ``{address}`` and ``{locator}``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_apa7.words import translator

if TYPE_CHECKING:
    from sphinx.config import Config

ADDRESS, LOCATOR = "{address}", "{locator}"
#: Stands for the address while the reference is made, which asks for one.
_PLACE = "https://example.org/page"
#: A number that stands for all: its label is what is wanted.
_NUMBER = "1"
#: What BibTeX reads as more than a letter.
_SPECIAL = re.compile(r"[\\{}$&%#_~^]")
#: The first word of a subtitle has a capital in a reference (APA 7, section 6.17).
_SUBTITLE = re.compile(r"(?<=: )\w")


def citation_of(config: Config, title: str) -> dict[str, str]:
    """``reference`` and ``in_text`` for a page with the *title*, in the language of the book."""
    from apabib.apa7.format import Cite, Locale, References, Work, text_of

    title = _SUBTITLE.sub(lambda found: found[0].upper(), " ".join(title.split()))
    fields = {
        "author": f"{{{_plain(config.author)}}}",
        "title": f"{{{_plain(title)}}}",
        "organization": f"{{{_plain(config.project)}}}",
        "date": str(config.paragraphs_year),
        "url": _PLACE,
    }
    if title == config.project:  # the title page is the site itself
        del fields["organization"]
    work = Work("page", "online", {name: value for name, value in fields.items() if value})
    locale = Locale(config.language, translator(config.language))
    references = References([work], locale)
    cited = references.citation("p", [Cite("page", after=LOCATOR)])
    return {
        "reference": references.reference_text("page").replace(_PLACE, ADDRESS),
        "in_text": "".join(text_of(piece.spans) for piece in cited),
    }


def paragraph_locator(language: str) -> str:
    """``para. {number}``, in a language."""
    from apabib.apa7.format import Locale
    from apabib.apa7.locators import locator

    printed = locator(f"para. {_NUMBER}", Locale(language, translator(language)))
    return printed.replace(_NUMBER, "{number}")


def _plain(words: str) -> str:
    """*words* as BibTeX has them, without what is no letter there."""
    return _SPECIAL.sub(lambda found: rf"\{found[0]}" if found[0] in "$&%#_" else "", words)
