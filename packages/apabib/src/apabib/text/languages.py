"""Languages as biblatex's ``langid`` and people write them, as codes (BCP 47).

Source: the babel and polyglossia manuals' names of languages, and ISO 639.
"""

from __future__ import annotations

import re

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
    "nl": "dutch flemish nederlands", "nn": "nynorsk", "oc": "occitan", "or": "odia oriya",
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
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*\Z")


def language_code(value: str) -> str:
    """``dutch``, ``ngerman``, ``nl``, ``nl-BE`` or ``dut`` as the code of the language: ``nl``.

    ``und`` for what is none that is known here; "" for nothing.
    """
    word = value.strip().casefold()
    if not word or word in _NAMES:
        return word
    if word in _CODES:
        return _CODES[word]
    if found := _TAG.match(word):
        return _THREE.get(found[1], found[1])
    return UNDETERMINED


def langid_of(value: str) -> str:
    """biblatex's name of a language: ``german`` for ``de``, ``de-DE``, ``ger`` or ``German``.

    English, which goes without saying, and what is not known here are "".
    """
    code = language_code(value)
    return "" if code == "en" else _NAMES.get(code, "").partition(" ")[0]
