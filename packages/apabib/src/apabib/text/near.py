"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST, _SHORTEST = 200, 4


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` was probably meant to be, or ""; case does not count."""
    known = list(known)
    folded = word.casefold()
    for each in known:
        if each.casefold() == folded:
            return each
    from rapidfuzz import distance, fuzz, process  # late: most runs know every word

    found = process.extractOne(
        folded[:_LONGEST], known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=80
    )
    if found or len(folded) < _SHORTEST:
        return found[0] if found else ""
    # Two letters that changed places weigh more in a short word than they should.
    swapped = (each for each in known if distance.OSA.distance(folded, each.casefold()) == 1)
    return next(swapped, "")
