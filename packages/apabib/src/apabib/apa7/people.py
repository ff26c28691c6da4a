"""People and organizations as APA prints them, and whether two names are one person's."""

from __future__ import annotations

import re

from apabib.text.names import Name

_PARTICLES = frozenset(
    {"d'", "d’", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "la", "le",
     "ten", "ter", "van", "vom", "von", "zu", "zur"}
)  # fmt: skip
#: Han, kana and hangul.
_SYLLABLES = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def initials(name: Name) -> str:
    """``Jean-Paul M.`` gives ``J.-P. M.`` (APA 7, section 9.8); ``Simone de`` gives ``S. de``."""
    words = (
        word
        if _has_no_initial(word)
        else "-".join(f"{part[0]}." for part in word.split("-") if part)
        for word in re.sub(r"\.(?=\w)", ". ", name.given).split()
    )
    return " ".join(words)


def _has_no_initial(word: str) -> bool:
    """A particle behind the given names, or a name of characters that stand for syllables."""
    return word in _PARTICLES or bool(_SYLLABLES.match(word))


def inverted(name: Name) -> str:
    """As in the list: ``King, M. L., Jr.``"""
    return ", ".join(part for part in (name.family, initials(name), name.suffix) if part)


def natural(name: Name) -> str:
    """As an editor of a chapter's book: ``M. L. King Jr.``"""
    return " ".join(part for part in (initials(name), name.family, name.suffix) if part)


def may_be(name: Name, other: Name) -> bool:
    """Whether two entries can mean the same person: ``Coan, James A.`` and ``Coan, J.``"""
    if (name.family, name.suffix, name.organization) != (
        other.family,
        other.suffix,
        other.organization,
    ):
        return False
    pairs = zip(name.given.split(), other.given.split(), strict=False)
    return all(_same_given(mine.casefold(), theirs.casefold()) for mine, theirs in pairs)


def _same_given(mine: str, theirs: str) -> bool:
    """An initial and its name, or names that begin alike: Sue and Susan, Dan and Daniel.

    Taking two people for one costs at most a letter after the year; taking one for two would
    print initials that tell readers something false.
    """
    length = min(len(mine.rstrip(".")), len(theirs.rstrip(".")), 2)
    return mine[:length] == theirs[:length]
