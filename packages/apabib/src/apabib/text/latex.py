r"""LaTeX in the fields of a bibliography: accents and letters as characters, markup taken away."""

from __future__ import annotations

import re
import unicodedata

_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ",
    "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
#: Commands of signs that stand for themselves in print and mean something in a file.
SYMBOLS = {
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textless": "<",
    "textgreater": ">", "textbar": "|", "textunderscore": "_", "textdollar": "$",
    "textquotesingle": "'",
}  # fmt: skip
#: Commands of punctuation and signs, which print as a character.
_PUNCTUATION = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "slash": "/", "S": "§", "P": "¶", "pounds": "£", "euro": "€",
    "texteuro": "€", "copyright": "©", "textcopyright": "©", "textregistered": "®",
    "texttrademark": "™", "textdegree": "°", "textbullet": "•", "textsection": "§",
}  # fmt: skip
_signs = "|".join(SYMBOLS)
_SIGN = re.compile(rf"\{{\\({_signs})\}}|\\({_signs})(?:\{{\}}|[ ]+|(?![A-Za-z]))")
_words = "|".join(sorted(_PUNCTUATION, key=len, reverse=True))
_PUNCTUATION_SIGN = re.compile(rf"\{{\\({_words})\}}|\\({_words})(?:\{{\}}|[ ]+|(?![A-Za-z]))")
# Spaces of TeX: "\ " and "\," are printed as one, "\-" and "\/" as nothing.
_SPACING = re.compile(r"\\([ ,\-/])")
# Looks that plain text does not have, and commands that print nothing.
_LOOKS = re.compile(
    r"\\(?:emph|mkbib(?:emph|italic)|text(?:it|sl|up|bf|sc|rm|sf|tt|normal|superscript|subscript)|mbox|url|relax|protect|nolinkurl)"
    r"(?![A-Za-z])\s*"
)
_TILDE = re.compile(
    r"\{~\}|\{\\textasciitilde\s*\}|\\(?:textasciitilde|string\s*~|~)(?:\{\s*\}|\s+|(?![A-Za-z]))"
    r"|\\string\s*~|\\~|\$\\sim\$"
)
#: Signs that ``unescaped`` would take for TeX; they wait in Unicode's private area.
_KEPT = re.compile(r"\\[{}^]|~")
_ASIDE = 0xE000
_ASIDE_SIGN = re.compile("[\ue020-\ue07e]")
_QUOTED = re.compile(r"\\(?:enquote|mkbibquote)\s*\{([^{}]*)\}")
#: An em dash has no spaces around it (APA 7, section 6.6).
_EM_DASH = re.compile(r"(?<![ \u00a0])[ \u00a0]*+---[ \u00a0]*")
# A straight double quotation mark that opens.
_OPENING = re.compile(r'(?<![^\s(\[—–‘“])"(?=\S)')
#: Names of accent commands, for those who ask which commands are accents.
ACCENTS = frozenset(_MARKS)

_BASE = r"(?:\{\\([ij])\}|\\([ij])(?![A-Za-z])|\{([A-Za-z])\}|([A-Za-z]))"
_SYMBOL = r"\\([`'^~=.\"])[ ]*+"
_WORD = r"\\([uvHcdbrk])(?:[ ]++(?=[A-Za-z\\])|(?=\{))"
_ACCENT = re.compile(rf"(\{{)?(?:{_SYMBOL}|{_WORD}){_BASE}(?(1)\}})")
_BARE_ACCENT = re.compile(rf"(?:{_SYMBOL}|{_WORD}){_BASE}")
_names = "|".join(sorted(LETTERS, key=len, reverse=True))
_BRACED_LETTER = re.compile(rf"\{{\\({_names})\}}")
_LETTER = re.compile(rf"\\({_names})(?:\{{\}}|[ ]++|(?![A-Za-z]))")


def to_unicode(text: str) -> str:
    r"""Accents and letters that have a character as that: ``{\"u}`` is ``ü``; the rest is kept."""
    if "\\" not in text:
        return text
    text = _ACCENT.sub(lambda match: _composed(match, *match.groups()[1:]), text)
    text = _BARE_ACCENT.sub(lambda match: _composed(match, *match.groups()), text)
    text = _BRACED_LETTER.sub(lambda match: LETTERS[match[1]], text)
    return _LETTER.sub(lambda match: LETTERS[match[1]], text)


def with_tildes(value: str) -> str:
    r"""An address or a DOI in which a tilde is one, however it is written: ``\~{}``, ``{~}``."""
    if "\\" not in value and "{~}" not in value:
        return value
    return _TILDE.sub("~", value)


def exact(value: str) -> str:
    r"""What stands for itself, as addresses and DOIs do: ``a\_b~c`` is ``a_b~c``, without braces.

    A tilde is no space there, and no dash or quotation mark is made.
    """
    if "\\" not in value:
        return value.replace("{", "").replace("}", "")
    kept = _KEPT.sub(lambda match: chr(_ASIDE + ord(match[0][-1])), with_tildes(value))
    return _ASIDE_SIGN.sub(lambda match: chr(ord(match[0]) - _ASIDE), unescaped(kept))


def unescaped(value: str) -> str:
    """A field's value without braces, escapes and accents; a tie does not break."""
    if "\\" in value:
        value = re.sub(r"\\([&%$#_])", r"\1", to_unicode(value))
        if "\\text" in value:
            # Ties go first: a tilde that is meant as one comes out of this.
            value = _SIGN.sub(_sign, value.replace("~", "\u00a0"))
            return value.replace("{", "").replace("}", "")
    return value.replace("{", "").replace("}", "").replace("~", "\u00a0")


def printed(value: str) -> str:
    """A field's value as it is printed: ``unescaped``, with TeX's dashes and quotation marks.

    ``--`` and ``---`` are dashes, an apostrophe is a curly one (APA 7, sections 6.6 and 6.7).
    """
    if not value:
        return value
    if "\\" in value:
        value = _PUNCTUATION_SIGN.sub(_punctuation, to_unicode(value))
        value = _SPACING.sub(lambda match: "\u00a0" if match[1] in " ," else "", value)
        value = _LOOKS.sub("", _QUOTED.sub(r"“\1”", value))
    text = unescaped(value)
    if "--" in text:
        text = _EM_DASH.sub("—", text).replace("--", "–")
    if "`" in text or "'" in text or '"' in text:
        text = text.replace("``", "“").replace("''", "”").replace("`", "‘").replace("'", "’")
        text = _OPENING.sub("“", text).replace('"', "”")
    return text


def _punctuation(match: re.Match[str]) -> str:
    return _PUNCTUATION[match[1] or match[2]]


def _sign(match: re.Match[str]) -> str:
    return SYMBOLS[match[1] or match[2]]


def without_latex(text: str) -> str:
    """The words of ``text`` for comparing and for messages: commands go too, spaces are single."""
    if "\\" in text:
        text = to_unicode(text)
    text = text.replace("~", " ")  # before a tilde that is meant as one comes out
    if "\\" in text:
        text = re.sub(r"\\([&%#$_{}])", r"\1", _SIGN.sub(_sign, text))
        text = re.sub(r"\\[A-Za-z]+\s*", "", text)
    return " ".join(text.replace("{", "").replace("}", "").split())


def _composed(
    match: re.Match[str],
    symbol: str | None,
    word: str | None,
    dotless: str | None,
    bare_dotless: str | None,
    braced: str | None,
    letter: str | None,
) -> str:
    base = dotless or bare_dotless or braced or letter or ""
    composed = unicodedata.normalize("NFC", base + _MARKS[symbol or word or ""])
    # Two characters: no such letter exists, and LaTeX knows better how to draw it.
    return composed if len(composed) == 1 else match[0]
