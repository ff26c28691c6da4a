"""Bytes as text, and characters that have no place in a bibliography."""

from __future__ import annotations

from apabib.i18n import _


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
