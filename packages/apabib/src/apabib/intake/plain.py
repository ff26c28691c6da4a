r"""Text of other programs as BibTeX has it: italics as ``\emph``, nothing else with a meaning."""

from __future__ import annotations

import re
import unicodedata

from apabib.bibtex.characters import HIDDEN
from apabib.registry.item import clean_text
from apabib.text.tags import unescaped

_SPACES = re.compile("[\u2028\u2029\u0085\x0b\x0c\x1c-\x1f]")
_ITALIC = re.compile(
    r"<(i|em|italic|jats:italic)(?:\s[^<>]{0,80})?>(.{0,1000}?)</\1\s*>", re.IGNORECASE | re.DOTALL
)
_RAISED = re.compile(r"<(?:jats:)?(sup|sub)>([^<>]{1,12})</(?:jats:)?\1>", re.IGNORECASE)
_FORMS = {
    "sup": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_ENTITY = re.compile(r"(?<!\\)&(?:amp;)?(?:[A-Za-z]{2,8}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
#: Tags that only say how letters look.
_DRESS = re.compile(
    r"</?(?:b|strong|bold|u|sc|scp|small|span|sup|sub|jats:[a-z-]+)(?:\s+[\w:-]+=(?:\"[^\"<>]*\"|"
    r"'[^'<>]*'))*\s*/?>",
    re.IGNORECASE,
)
_OPEN, _CLOSE, _TILDE, _DOLLAR = "\ue001", "\ue002", "\ue003", "\ue004"
_MARKS = {_OPEN: "\\emph{", _CLOSE: "}", _TILDE: "\\textasciitilde{}", _DOLLAR: "\\$"}


def composed(text: str) -> str:
    """Letters with their accents in one character (NFC), without characters that nobody sees."""
    return unicodedata.normalize("NFC", HIDDEN.sub("", _SPACES.sub(" ", text)))


def rich(value: str) -> str:
    """A title of a registry or reference manager, which may hold HTML."""
    text = unescaped(composed(value))
    text = _ITALIC.sub(lambda match: f"{_OPEN}{match[2]}{_CLOSE}", text)
    return _marked(clean_text(_RAISED.sub(_raised, text)))


def plain(value: str) -> str:
    """Any other text of theirs."""
    return _marked(clean_text(composed(value)))


def of_bibtex(value: str) -> str:
    """A field of BibTeX that holds HTML, as publishers' pages give it; other tags stay, refused."""
    if len(re.findall(r"(?<!\\)\$", value)) == 1:  # one alone is no mathematics
        value = re.sub(r"(?<!\\)\$", r"\\$", value)
    if "&" in value:
        value = _ENTITY.sub(lambda match: _character(match[0]), value)
    if "<" in value:
        value = _ITALIC.sub(r"\\emph{\2}", value)
        value = _DRESS.sub("", _RAISED.sub(_raised, value))
    return value


def _character(entity: str) -> str:
    """What an entity stands for, escaped where BibTeX has a meaning for it."""
    found = unescaped(entity)
    return f"\\{found}" if found in {"&", "%", "#", "$", "_"} else found


def _raised(match: re.Match[str]) -> str:
    """Indices as characters, where each has one: CO₂."""
    table = _FORMS[match[1].lower()]
    text = match[2].strip()
    return text.translate(table) if all(ord(char) in table for char in text) else text


def _marked(text: str) -> str:
    text = text.replace("~", _TILDE).replace("$", _DOLLAR)
    for sign, command in _MARKS.items():
        text = text.replace(sign, command)
    return text
