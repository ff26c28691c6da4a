"""Characters that have no place in a bibliography."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from apabib.bibtex.canonical import is_composed
from apabib.bibtex.characters import HIDDEN, composed
from apabib.bibtex.entries import Bibliography, Entry, Field
from apabib.findings import ERROR, WARNING
from apabib.i18n import _
from apabib.rules.review import Review

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def check(review: Review) -> None:
    """Report controls, hidden characters and letters that are not composed (NFC)."""
    bibliography = review.bibliography
    text = bibliography.text
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return
    owner = _owners(bibliography)
    for pattern, code, message in (
        (_CONTROL, "control-character", _("a control character, U+%04X")),
        (HIDDEN, "hidden-character", _("a character that cannot be seen, U+%04X")),
    ):
        line = 0
        for match in pattern.finditer(text):
            here = bibliography.place(match.start())[0]
            if here != line:  # one finding a line is enough
                line = here
                review.report(
                    match.start(),
                    owner(match.start()),
                    code,
                    ERROR,
                    message % ord(match[0]),
                    _meant_instead(match[0]),
                )
    if composed(text) != text:
        for entry in bibliography.entries:
            for each in entry.fields:
                _check_composed(review, entry, each)


def _check_composed(review: Review, entry: Entry, each: Field) -> None:
    whole = composed(each.raw)
    if whole == each.raw or not is_composed(each.lower, each.text):
        return
    at = next(
        n for n, (one, other) in enumerate(zip(each.raw, whole, strict=False)) if one != other
    )
    review.report(
        each.value_start + at,
        entry.key,
        "encoding-nfc",
        WARNING,
        _("letters and their accents are separate characters here (not NFC)"),
        _("run `apabib tidy`"),
    )


def _meant_instead(char: str) -> str:
    """What to do about a control character: U+0080 to U+009F are Windows-1252 read wrongly."""
    if "\x80" <= char <= "\x9f":
        meant = char.encode("latin-1").decode("cp1252", errors="ignore")
        if meant:
            return _("write %s") % meant
    return _("delete it")


def _owners(bibliography: Bibliography) -> Callable[[int], str]:
    """A function that names the entry at an offset."""
    starts = [entry.start for entry in bibliography.entries]

    def owner(offset: int) -> str:
        index = bisect_right(starts, offset) - 1
        if index >= 0 and offset < bibliography.entries[index].end:
            return bibliography.entries[index].key
        return ""

    return owner
