"""Words before a cited work, in the language of the book (APA 7, sections 8.6 and 8.12).

Authors write them in English or in Dutch: ``{cite:p}`{zie ook}coan2001` `` is "see also Coan, 2001"
in an English book. What is written in the language of the book stays as it is, "bijvoorbeeld" as
well as "bijv."; what is unknown here does so in any.

Dutch has "zoals geciteerd in" for a work that was read in another, the words of APA; "in" alone,
which Radboud's guide has, and "geciteerd in" or "aangehaald in" print as an author wrote them.
"""

from __future__ import annotations

from functools import cache

from apabib.apa7.work import Locale
from apabib.i18n import english_of, languages

_ = str  # marks words for the catalog; ``in_language`` translates them

#: What an author writes between a work that is out of reach and the one in which it was read
#: (section 8.6): ``{cite:p}`rabbitt1982, {as cited in}lyon2014` ``.
_SECONDARY = (_("as cited in"), _("as quoted in"), _("cited in"), _("quoted in"))
_ENGLISH = (
    *_SECONDARY, _("among others"), _("but see"), _("cf."), _("e.g.,"), _("for a review, see"),
    _("see"), _("see also"), _("see, among others,"), _("see, e.g.,"), _("see, for example,"),
    _("see especially"),
)  # fmt: skip
#: How the same may be written, in small letters; of Dutch, what is not in the catalog.
_SPELLINGS = {
    "e.g.": "e.g.,", "for example": "e.g.,", "for example,": "e.g.,", "eg": "e.g.,",
    "see e.g.": "see, e.g.,", "see, e.g.": "see, e.g.,", "see e.g.,": "see, e.g.,",
    "see for example": "see, for example,", "see, for example": "see, for example,",
    "see in particular": "see especially",
    "for a review see": "for a review, see", "cf": "cf.", "compare": "cf.",
}  # fmt: skip
_DUTCH = {
    "bijv.,": "e.g.,", "bv.": "e.g.,", "bijvoorbeeld": "e.g.,", "bijvoorbeeld,": "e.g.,",
    "zie bv.": "see, e.g.,", "zie, bijv.,": "see, e.g.,", "zie bijv.,": "see, e.g.,",
    "zie, bijvoorbeeld,": "see, for example,", "vergelijk": "cf.", "o.a.": "among others",
    "bijv": "e.g.,", "bv": "e.g.,", "zie bijv": "see, e.g.,", "zie met name": "see especially",
    "zie in het bijzonder": "see especially", "zie o.a.": "see, among others,",
    "voor een overzicht, zie": "for a review, see",
    "voor een overzicht zie": "for a review, see", "aangehaald in": "cited in",
    "zoals aangehaald in": "as cited in", "doch zie": "but see", "zie echter": "but see",
}  # fmt: skip
#: The preposition alone says so too, but only behind another work.
_PREPOSITION = "in"


def is_of_another(words: str) -> bool:
    """Whether the words before a work say that another one was read in it."""
    plain = _plain(words).rstrip(",:")
    return plain == _PREPOSITION or _english(plain)[0] in _SECONDARY


def in_language(words: str, locale: Locale) -> str:
    """Words before a work, those of them that are known in the language of the book.

    ``{Rabbitt, 1982, as cited in}lyon2014`` tells of a work that is not in the list.
    """
    words = words.strip()
    told, comma, last = words.rpartition(", ")
    if comma and _english(_plain(last))[0] in _SECONDARY:
        return told + comma + _translated(last, locale)
    return _translated(words, locale)


def _translated(words: str, locale: Locale) -> str:
    english, language = _english(_plain(words))
    if not english or language == locale.language.replace("-", "_").partition("_")[0]:
        return words
    shown = locale.translate(english)
    return shown[0].upper() + shown[1:] if words[0].isupper() else shown


def _english(plain: str) -> tuple[str, str]:
    """The words of the catalog, and the language in which they were written, or ""."""
    if plain in _ENGLISH:
        return plain, ""
    if plain in _SPELLINGS:
        return _SPELLINGS[plain], ""
    return _others().get(plain, ("", ""))


@cache
def _others() -> dict[str, tuple[str, str]]:
    """What is written in other languages than English: its English, and the language."""
    written = {dutch: (english, "nl") for dutch, english in _DUTCH.items()}
    for language in languages():
        found = english_of(_ENGLISH, language)
        written |= {words: (english, language) for words, english in found.items()}
    return written


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
