"""Bytes as text, and characters that have no place in a bibliography."""

from __future__ import annotations

import re
import unicodedata

from apabib.i18n import _

#: Hidden characters that can make a line read otherwise than it is (CVE-2021-42574) or that nobody
#: can see; joiners that scripts need (U+200C, U+200D) are left alone.
HIDDEN = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A letter and the accents that stand behind it as characters of their own.
_ACCENTED = re.compile("[^\u0300-\u036f\u3099\u309a]?[\u0300-\u036f\u3099\u309a]+")


def composed(text: str) -> str:
    """Letters and their accents as one character where there is one (NFC), and nothing else.

    NFC itself also takes other characters for the signs: a name may be written with them.
    """
    if text.isascii():
        return text
    return _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def decode(source: bytes) -> tuple[str, list[tuple[int, str, str, str]]]:
    """The text, and what is wrong with the bytes: offset, code, message, remedy."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = source.decode("utf-16", errors="replace")
        return text, [(0, "encoding-utf8", _("the file is UTF-16"), _("save it as UTF-8"))]
    try:
        return source.decode("utf-8"), []
    except UnicodeDecodeError as error:
        # Windows-1252 maps nearly every byte: what follows is readable, and only guessed.
        text = source.decode("cp1252", errors="replace")
        offset = len(source[: error.start].decode("cp1252", errors="replace").replace("\r\n", "\n"))
        message = _("the byte 0x%02X is not UTF-8") % source[error.start]
        return text, [(offset, "encoding-utf8", message, _("save the file as UTF-8"))]
