"""Pieces of Typst source.

Text is always written as a quoted string after ``#``: nothing in it can then be taken for markup,
and nothing after a call (``(``, ``[``, ``.``) for its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .unbroken import RANGE, bound

# Stands before the file and line of what follows, for messages of the compiler.
SOURCE_MARK = "// @ "
# Between an opening bracket and a letter that goes below it to the left: the font lets them touch.
AIR = "#h(.06em)"
_TOUCHING = re.compile(r"(?<=[(\[])(?=[Jj])")
# Not \s: no-break spaces stay.
_SPACE = re.compile("[ \t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_UNSAFE = re.compile(r"[^ !#-\[\]-~]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def string(text: str) -> str:
    """A Typst string literal, in ASCII.

    Other characters are written by number: a compiler that is kept alive takes a source in which
    one character became another with the same last byte ("ş", "ğ") for unchanged. Remove when a
    Typst after 0.15.2 does not (tests/test_typst_text.py).
    """
    return f'"{_UNSAFE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{{{ord(found[0]):x}}}"


def text(words: str) -> str:
    """Running text; white space collapses as in HTML."""
    words = bound(_SPACE.sub(" ", words))
    parts, at = [], 0
    for found in RANGE.finditer(words):
        parts += [_plain(words[at : found.start()]), f"#{call('box', string(found[0]))}"]
        at = found.end()
    return "".join(parts) + _plain(words[at:])


def _plain(words: str) -> str:
    return AIR.join(f"#{string(part)}" for part in _TOUCHING.split(words)) if words else ""


def touch(before: str, behind: str) -> bool:
    """Whether a bracket at the end of a text touches the letter that begins the next one."""
    return bool(_TOUCHING.search(before[-1:] + behind[:1]))


def array(values: Iterable[str]) -> str:
    """A Typst array; one value needs a comma to be one."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def call(name: str, *values: str, body: str | None = None, **named: str) -> str:
    """A function call without the leading ``#``: ``name(values, key: value)[body]``."""
    arguments = [*values, *(f"{key.replace('_', '-')}: {value}" for key, value in named.items())]
    return f"{name}({', '.join(arguments)})" + (f"[{body}]" if body is not None else "")


def boolean(value: bool) -> str:
    """A Typst truth value."""
    return "true" if value else "false"
