"""Languages as other formats write them, as biblatex's ``langid`` has them."""

from __future__ import annotations

_NAMES = {
    "en eng": "", "nl dut nld": "dutch", "de ger deu": "german", "fr fre fra": "french",
    "it ita": "italian", "es spa": "spanish", "pt por": "portuguese", "sv swe": "swedish",
    "da dan": "danish", "nb nn no nor": "norsk", "fi fin": "finnish", "he heb": "hebrew",
    "ja jpn": "japanese", "zh chi zho": "chinese", "ko kor": "korean", "ru rus": "russian",
    "pl pol": "polish", "tr tur": "turkish", "cs cze ces": "czech", "hu hun": "hungarian",
    "el gre ell": "greek", "ar ara": "arabic", "fa per fas": "persian", "uk ukr": "ukrainian",
    "ro rum ron": "romanian", "hr hrv": "croatian", "sr srp": "serbian", "ca cat": "catalan",
}  # fmt: skip
_CODES = {code: name for codes, name in _NAMES.items() for code in codes.split()}
_WORDS = frozenset(_NAMES.values()) - {""}


def langid(language: str) -> str:
    """``de``, ``de-DE``, ``ger`` and ``German`` as ``german``; English, the default, is ""."""
    word = language.strip().casefold()
    if word in _WORDS:
        return word
    return _CODES.get(word.replace("_", "-").partition("-")[0], "")
