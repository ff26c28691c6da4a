"""People and organizations as APA prints them, and whether two names are one person's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from apabib.text.names import Name

_PARTICLES = frozenset({
    "'s", "'t", "aan", "af", "al", "am", "auf", "av", "bij", "bin", "d'", "da", "das", "de", "del",
    "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "het", "ibn", "in", "l'",
    "la", "las", "le", "lo", "los", "onder", "op", "over", "te", "ten", "ter", "tot", "uit", "van",
    "ver", "vom", "von", "voor", "y", "zu", "zum", "zur",
})  # fmt: skip
#: A particle that is tied to its name: ``d’Ancona``. An Arabic article stays as it is.
_TIED = re.compile(r"[dl]['’](?=[^\W\d_])")
_RANKED = ("", "Sr.", "Jr.", "I", "II", "III", "IV", "V")
#: Two or three initials without periods, as databases write them.
_GLUED = re.compile(r"[A-Z]{2,3}\Z")
_GLUE = re.compile(r"\.(?=\w)")
_HYPHEN = re.compile("[-‐‑]")
#: Han, kana and hangul.
_SYLLABLES = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def initials(name: Name) -> str:
    """``Jean-Paul M.`` gives ``J.-P. M.``, ``Lee-ann`` ``L.``, ``Simone de`` ``S. de``.

    Initials that are glued together are parted, ``JA`` gives ``J. A.`` (APA 7, section 9.8); in a
    name of capitals, nobody can tell them from a name.
    """
    return _initials(name.given, name.family.isupper())


@lru_cache(maxsize=1 << 14)  # a name is sorted, told apart, and printed
def _initials(given: str, is_shouted: bool) -> str:
    given = unicodedata.normalize("NFC", given)
    if _GLUED.match(given) and not is_shouted:
        given = " ".join(given)
    words = (_initial(word) for word in _GLUE.sub(". ", given).split())
    return " ".join(filter(None, words))


def _initial(word: str) -> str:
    if is_particle(word) or _SYLLABLES.match(word):
        return word  # a particle behind the given names, or characters that stand for syllables
    if word[0] in "(\"“‘'":
        return ""  # a nickname
    letters = [letter for part in _HYPHEN.split(word) if (letter := _letter(part))]
    # A small second part is no name of its own.
    kept = letters[:1] + [letter for letter in letters[1:] if not letter.islower()]
    return "-".join(f"{letter}." for letter in kept)


def _letter(part: str) -> str:
    """The letter that a name begins with; in Dutch IJ is one."""
    if part.startswith("IJ") and part[2:3].islower():
        return "IJ"
    return next((char for char in part if char.isalpha()), "")


def is_particle(word: str) -> bool:
    """Whether a word is a particle of a family name, in small letters: ``van``, ``’t``."""
    return word.replace("’", "'") in _PARTICLES


def family(name: Name, *, alone: bool = False) -> str:
    """The family name; ``alone`` says that nothing goes before it and that this makes a capital.

    So it is in Dutch, in the text and in the list: "Van den Berg, J.", but "J. van den Berg";
    "D’Ancona", but "H. d’Ancona". The guides of Tilburg, HAN, Hanze, and Scribbr agree. Radboud's
    lists "Berg, J. van den" and keeps "d’Ancona"; APA has the particle in front, and Dutch spelling
    the capital. A particle without a letter to raise stays: "’t Hart".
    """
    if not alone or name.organization:
        return name.family
    # Braces around the whole family name hide its particle from BibTeX: "{van de Ven}, Bas".
    first = (name.particle or name.family).partition(" ")[0]
    if (first[:1].isalpha() and is_particle(first)) or _TIED.match(name.family):
        return name.family[0].upper() + name.family[1:]
    return name.family


def inverted(name: Name, *, alone: bool = False) -> str:
    """As in the list: ``King, M. L., Jr.``"""
    return ", ".join(
        part for part in (family(name, alone=alone), initials(name), name.suffix) if part
    )


def natural(name: Name, *, alone: bool = False) -> str:
    """As an editor of a chapter's book: ``M. L. King Jr.``"""
    given = initials(name)
    if _SYLLABLES.match(name.family):
        return f"{name.family} {given}".rstrip()
    shown = family(name, alone=alone and not given)
    return " ".join(part for part in (given, shown, name.suffix) if part)


def suffix_rank(suffix: str) -> int:
    """Sr. before Jr., II before III (section 9.44); no suffix before all."""
    return _RANKED.index(suffix) if suffix in _RANKED else len(_RANKED)


def may_be(name: Name, other: Name) -> bool:
    """Whether two entries can mean the same person: ``Coan, James A.`` and ``Coan, J.``"""
    # "Van Dijk" and "van Dijk" are one name, with a capital where nothing goes before it.
    if (name.family.casefold(), name.suffix, name.organization) != (
        other.family.casefold(),
        other.suffix,
        other.organization,
    ):
        return False
    pairs = zip(name.given.split(), other.given.split(), strict=False)
    return all(_same_given(mine.casefold(), theirs.casefold()) for mine, theirs in pairs)


def _same_given(mine: str, theirs: str) -> bool:
    """An initial and its name, or a name and its short form: Sue and Susan, Dan and Daniel.

    Taking two people for one costs at most a letter after the year; taking one for two would
    print initials that tell readers something false. But James is not Jane.
    """
    mine, theirs = sorted((mine.rstrip("."), theirs.rstrip(".")), key=len)
    if len(mine) < 2 or "." in mine:
        return mine[:1] == theirs[:1]
    return theirs.startswith(mine) or (len(mine) < 4 and mine[:2] == theirs[:2])
