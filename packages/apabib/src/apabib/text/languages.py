"""Languages as biblatex's ``langid`` and people write them, as codes (BCP 47).

Source: the babel and polyglossia manuals' names of languages, and ISO 639.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from functools import cache

#: What stands for a language that is named and not known here (BCP 47).
UNDETERMINED = "und"

_NAMES = {
    "af": "afrikaans", "am": "amharic", "ar": "arabic", "bg": "bulgarian", "bn": "bengali",
    "bo": "tibetan", "br": "breton", "bs": "bosnian", "ca": "catalan",
    "cs": "czech", "cy": "welsh", "da": "danish",
    "de": "german ngerman austrian naustrian swissgerman nswissgerman germanb lowersorbian",
    "dv": "divehi", "el": "greek polutonikogreek modern-greek", "eo": "esperanto",
    "en": "english american british usenglish ukenglish canadian australian newzealand"
    " usmax us",
    "es": "spanish mexican", "et": "estonian", "eu": "basque", "fa": "persian farsi",
    "fi": "finnish finish", "fil": "filipino tagalog", "fr": "french acadian canadien francais"
    " frenchb", "fur": "friulan", "fy": "frisian westfrisian", "ga": "irish", "gd": "scottish",
    "gl": "galician", "grc": "ancientgreek classicalgreek", "gu": "gujarati", "he": "hebrew",
    "hi": "hindi", "hr": "croatian", "hsb": "uppersorbian", "hu": "hungarian magyar",
    "hy": "armenian", "ia": "interlingua", "id": "indonesian indonesia indon bahasa bahasai",
    "is": "icelandic", "it": "italian", "ja": "japanese", "ka": "georgian", "kk": "kazakh",
    "km": "khmer", "kmr": "kurmanji kurdish", "kn": "kannada", "ko": "korean",
    "la": "latin classiclatin medievallatin ecclesiasticlatin", "lo": "lao",
    "lt": "lithuanian", "lv": "latvian", "mk": "macedonian", "ml": "malayalam",
    "mn": "mongolian", "mr": "marathi", "ms": "malay bahasam melayu malaysian",
    "my": "burmese", "nb": "norsk norwegian bokmal", "ne": "nepali",
    "nl": "dutch flemish", "nn": "nynorsk", "oc": "occitan", "or": "odia oriya",
    "pa": "punjabi panjabi", "pap": "papiamento", "pl": "polish", "pms": "piedmontese",
    "ps": "pashto", "pt": "portuguese portuges brazil brazilian", "rm": "romansh",
    "ro": "romanian", "ru": "russian", "sa": "sanskrit", "se": "samin", "si": "sinhala",
    "sk": "slovak", "sl": "slovene slovenian", "so": "somali", "sq": "albanian",
    "sr": "serbian serbianc", "sv": "swedish", "sw": "swahili", "syr": "syriac",
    "ta": "tamil", "te": "telugu", "th": "thai", "ti": "tigrinya", "tk": "turkmen",
    "tr": "turkish", "uk": "ukrainian", "ur": "urdu", "uz": "uzbek", "vi": "vietnamese",
    "xh": "xhosa", "yi": "yiddish", "zh": "chinese mandarin cantonese", "zu": "zulu",
}  # fmt: skip
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
# ISO 639-2 has two sets of three letters, of which records have either.
_THREE = {
    "eng": "en", "nld": "nl", "dut": "nl", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
    "ita": "it", "spa": "es", "por": "pt", "swe": "sv", "dan": "da", "nob": "nb", "nor": "nb",
    "nno": "nn", "no": "nb", "fin": "fi", "heb": "he", "jpn": "ja", "zho": "zh", "chi": "zh",
    "kor": "ko", "rus": "ru", "pol": "pl", "tur": "tr", "ces": "cs", "cze": "cs", "hun": "hu",
    "ell": "el", "gre": "el", "ara": "ar", "fas": "fa", "per": "fa", "ukr": "uk", "ron": "ro",
    "rum": "ro", "hrv": "hr", "srp": "sr", "cat": "ca", "afr": "af", "lat": "la", "isl": "is",
    "ice": "is", "fry": "fy", "eus": "eu", "baq": "eu", "vie": "vi", "tha": "th", "ind": "id",
}  # fmt: skip
#: Between several languages of one work.
_SEVERAL = re.compile(r"\s*[;,/|&+]\s*|\s+and\s+", re.IGNORECASE)
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*\Z")


def language_code(value: str) -> str:
    """``dutch``, ``ngerman``, ``Nederlands``, ``nl``, ``nl-BE`` or ``dut`` as a code: ``nl``.

    ``und`` for what is none that is known here; "" for nothing.
    """
    word = value.strip().casefold()
    if not word or word in _NAMES:
        return word
    if word in _CODES:
        return _CODES[word]
    if found := _TAG.match(word):
        code = _THREE.get(found[1], found[1])
        return code if len(code) == 2 else _of_iso(code)
    return _in_words().get(_plain(word), UNDETERMINED)


def langid_of(value: str) -> str:
    """biblatex's name of a language: ``german`` for ``de``, ``de-DE``, ``ger`` or ``Deutsch``.

    English, which goes without saying, and what is not known here are "".
    """
    code = language_code(value)
    return "" if code == "en" else _NAMES.get(code, "").partition(" ")[0]


def read_language(value: str) -> tuple[str, str]:
    """The first language that a record names, as ``langid_of``, and what that leaves out.

    ``Dutch; English`` is ``dutch`` and ``English``; ``Klingon`` is nothing and ``Klingon``.
    """
    parts = [value.strip()]
    if language_code(value) not in _NAMES:
        parts = [part.strip() for part in _SEVERAL.split(value) if part.strip()]
    if not parts or language_code(parts[0]) not in _NAMES:
        return "", value.strip()
    first = language_code(parts[0])
    return langid_of(first), "; ".join(each for each in parts[1:] if language_code(each) != first)


def clean_langid(value: str) -> str:
    """A ``langid`` as biblatex wants it: a code becomes a name; what is unknown is kept."""
    word = value.strip().casefold()
    code = language_code(word)
    if word in _CODES or code not in _NAMES:
        return word if word in _CODES else value
    return _NAMES[code].partition(" ")[0]


def _of_iso(code: str) -> str:
    """The code of two letters that ISO 639 has for one of three: ``gle`` is ``ga``."""
    from babel.core import get_global  # late: most files name their languages as biblatex does

    return str(get_global("language_aliases").get(code, code))


@cache
def _in_words() -> dict[str, str]:
    """What languages are called in themselves and in some others, from CLDR."""
    from babel.core import Locale, UnknownLocaleError

    found: dict[str, str] = {}
    for code in _NAMES:
        with contextlib.suppress(UnknownLocaleError):
            found.setdefault(_plain(Locale(code).language_name or ""), code)
    for names in (Locale(each).languages for each in ("en", "nl", "de", "fr", "es")):
        for code in _NAMES:
            found.setdefault(_plain(names.get(code, "")), code)
    return found


def _plain(word: str) -> str:
    """Without case and accents: ``français`` and ``Francais`` alike."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
