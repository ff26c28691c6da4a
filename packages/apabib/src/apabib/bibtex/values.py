"""A value: braced, quoted, a number, a name of ``@string``, or several of them joined by ``#``."""

from __future__ import annotations

import re

from apabib.bibtex.scan import NAME, Scan
from apabib.findings import ERROR
from apabib.i18n import _

# pybtex gives up on more.
_DEEPEST = 100
# Names that stand for names could double with every line until the memory is full.
_LONGEST_MACRO = 10_000
_ATOM = re.compile(NAME)


def read_value(scan: Scan, at: int, limit: int, key: str) -> tuple[str, bool, int, int] | None:
    """Read a value: its text, whether it is a literal, its start and its end; None if unclosed."""
    text = scan.text
    at = begin = scan.skip(at, limit)
    scan.deepest = 0
    parts: list[str] = []
    literal = True
    size = 0
    while True:
        char = text[at : at + 1] if at < limit else ""
        if char == "{":
            end = scan.closing(at + 1, limit, "{")
            if end < 0:
                return None
            parts.append(text[at + 1 : end - 1])
        elif char == '"':
            end = scan.quoted(at + 1, limit)
            if end < 0:
                return None
            parts.append(text[at + 1 : end - 1])
        else:
            atom = _ATOM.match(text, at, limit)
            if not atom:
                scan.out.report(
                    begin,
                    key,
                    "value-missing",
                    ERROR,
                    _("a value is missing"),
                    _("write one in braces, or delete the name"),
                )
                return "".join(parts), literal, begin, at
            end = atom.end()
            if atom[0].isdecimal() and atom[0].isascii():
                parts.append(atom[0])
            else:
                literal = False
                macro = _macro(scan, atom, key)
                size += len(macro)
                if size <= _LONGEST_MACRO:
                    parts.append(macro)
                elif size - len(macro) <= _LONGEST_MACRO:
                    scan.out.report(
                        atom.start(),
                        key,
                        "string-long",
                        ERROR,
                        _("the @string names add up to more than %d characters") % _LONGEST_MACRO,
                        _("write the value out"),
                    )
        after = scan.skip(end, limit)
        if text[after : after + 1] != "#" or after >= limit:
            if scan.deepest >= _DEEPEST:
                scan.out.report(
                    begin,
                    key,
                    "braces-deep",
                    ERROR,
                    _("more than %d braces in one another") % _DEEPEST,
                    _("delete those that hold nothing"),
                )
            return "".join(parts), literal, begin, end
        literal = False
        at = scan.skip(after + 1, limit)


def _macro(scan: Scan, atom: re.Match[str], key: str) -> str:
    try:
        scan.used.add(atom[0].lower())
        return scan.macros[atom[0].lower()]
    except KeyError:
        scan.out.report(
            atom.start(),
            key,
            "string-unknown",
            ERROR,
            _("%s is neither in braces nor defined by an @string") % atom[0],
            _("write {%s}") % atom[0],
        )
        return atom[0]
