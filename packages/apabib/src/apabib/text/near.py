"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 200


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` was probably meant to be, or ""; case does not count."""
    known = list(known)
    folded = word.casefold()
    for each in known:
        if each.casefold() == folded:
            return each
    from rapidfuzz import fuzz, process  # late: most runs know every word

    found = process.extractOne(
        folded[:_LONGEST], known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=80
    )
    return found[0] if found else ""
