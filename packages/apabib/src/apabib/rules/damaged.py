"""What a program or a paste left in a text, and no reader should see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apabib.bibtex import model
from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review

# UTF-8 that was read as Windows-1252: a lead byte, and what its followers look like.
_FOLLOW = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MISREAD = re.compile(rf"[\xc2-\xf4][{_FOLLOW}]{{1,3}}")
#: Closing marks follow a capital in a sound text too: «CAFÉ».
_CLOSING = frozenset("»”’›…—–·")
_QUESTION = re.compile(r"[^\W\d_]\?+[^\W\d_A-ZÀ-Þ]|[^\W\d_]\?{2,}[^\W\d_]")
_SPELLED = re.compile(r"[^\s,;]{0,30}?$")
#: What stands for nothing.
_NOTHING = re.compile(
    r"(?:n\.?\s?/?\s?[ad]\.?|z\.\s?[dj]\.?|zonder (?:datum|jaar)"
    r"|none|null|nil|nan|undefined|unknown|tb[ad]|no|xx+|0{2,}|[?.…*–—-]+"
    r"|\[?s\.\s?[nl]\.?\]?|not (?:available|known|given|applicable)|no (?:date|year|pages?|author"
    r"|publisher|title|volume))\Z",
    re.IGNORECASE,
)
_NOTHING_TWICE = re.compile(r"(.{1,9}?)\s*[-‐-―−]{1,3}\s*\1\Z")
#: Fields whose whole value can be a placeholder. Titles may say anything.
_FILLED_IN = model.NAMES | frozenset({
    "year", "date", "volume", "number", "issue", "pages", "publisher", "institution", "school",
    "journal", "journaltitle", "booktitle", "edition", "series", "doi", "isbn", "issn", "url",
    "month", "address", "location", "eid", "chapter",
})  # fmt: skip
_TEX_QUOTES = re.compile(r"``|''|`")
_TEX_DASH = re.compile(r"(?<!-)-{2,3}(?!-)")
#: Text in running words; dashes of the others are ranges.
_RUNNING = model.TITLES | frozenset({
    "titleaddon", "titletranslation", "booktitleaddon", "mainsubtitle", "issuetitle", "journal",
    "journaltitle", "journalsubtitle", "series", "publisher", "institution", "school",
    "organization", "eventtitle", "note", "addendum",
})  # fmt: skip


def check(review: Review, entry: Entry) -> None:
    """All rules of this module on one entry."""
    for each in entry.fields:
        if not each.sound or not (value := each.value):
            continue
        if each.lower in _FILLED_IN and is_placeholder(each.lower, value.strip("{} ")):
            review.warn(
                entry,
                each,
                "placeholder",
                _("%s holds a placeholder: %s") % (each.lower, excerpt(value)),
                _("delete it: what is not known is left out"),
            )
        elif each.lower in model.TEXT:
            _check_letters(review, entry, each, value)
            if each.lower in _RUNNING or each.lower in model.NAMES:
                _check_marks(review, entry, each, value)


def is_placeholder(name: str, value: str) -> bool:
    """Whether the value of a field stands for nothing: ``n/a``, ``000--000``, ``unknown``."""
    if name in model.NAMES and value.casefold() in {"no", "none", "na", "nan"}:
        return False  # people are called so
    twice = _NOTHING_TWICE.match(value)
    if twice and (_NOTHING.match(twice[1]) or set(twice[1]) == {"0"}):
        return True
    if name in {"number", "volume", "pages"} and value == "0":
        return True
    return bool(_NOTHING.match(value))


# -- Letters -------------------------------------------------------------------


def _check_letters(review: Review, entry: Entry, each: Field, value: str) -> None:
    if "\ufffd" in value:
        review.error(
            entry,
            each,
            "letter-lost",
            _("%s holds the sign of a lost letter: %s") % (each.lower, _around(value, "\ufffd")),
            _("write the letter"),
        )
    if not value.isascii() and (found := next(_misread(value), "")):
        word = _around(value, found)
        review.warn(
            entry,
            each,
            "mojibake",
            _("UTF-8 was read in another encoding: %s") % word,
            _("write %s") % mended(word),
        )
    question = _QUESTION.search(value) if "?" in value and "://" not in value else None
    if question:
        review.warn(
            entry,
            each,
            "letter-lost",
            _("a question mark within a word: %s") % _around(value, question[0]),
            _("write the letter that was lost, or a space behind the mark"),
        )


def _misread(value: str) -> Iterator[str]:
    for found in _MISREAD.finditer(value):
        text = found[0]
        while len(text) > 1:
            good = _read_again(text)
            if good and not _may_be_meant(text, value[found.start() + len(text) :][:1]):
                yield text
                break
            text = text[:-1]


def _read_again(text: str) -> str:
    """What misread UTF-8 says; nothing if it is none, or no letter or mark of print."""
    try:
        read = b"".join(
            char.encode("latin-1") if char <= "\xff" else char.encode("cp1252") for char in text
        ).decode("utf-8")
    except UnicodeError:
        return ""
    if len(read) != 1 or not (read.isprintable() or read == "\xa0"):
        return ""
    # Phonetic signs and marks alone are what two sound characters would make by chance.
    return "" if "\u0250" <= read <= "\u036f" or "\u0590" <= read <= "\u08ff" else read


def _may_be_meant(text: str, following: str) -> bool:
    return len(text) == 2 and text[1] in _CLOSING and not following.isalpha()


def mended(value: str) -> str:
    """A text whose UTF-8 was read as Windows-1252, read rightly."""
    for bad in dict.fromkeys(_misread(value)):
        value = value.replace(bad, _read_again(bad))
    return value


def _around(value: str, part: str) -> str:
    """The word in which a part stands."""
    at = value.find(part)
    before = _SPELLED.search(value, max(0, at - 30), at)
    start = before.start() if before else at
    end = at + len(part)
    while (
        end < len(value) and end - at < 30 and not value[end].isspace() and value[end] not in ",;"
    ):
        end += 1
    return excerpt(value[start:end].lstrip("{"))


# -- TeX's marks ---------------------------------------------------------------


def _check_marks(review: Review, entry: Entry, each: Field, value: str) -> None:
    if "://" in value or ("\\" in value and re.search(r"\\[`'\"]|\\[a-z]*url|\\href", value)):
        value = re.sub(r"\\.|https?://\S+", "", value)
    if found := _TEX_QUOTES.search(value):
        review.warn(
            entry,
            each,
            "tex-mark",
            _("%s holds TeX's quotation marks %s") % (each.lower, found[0]),
            _("write “...” or ‘...’"),
        )
    if each.lower in _RUNNING and (dash := _TEX_DASH.search(value)):
        review.warn(
            entry,
            each,
            "tex-mark",
            _("%s holds TeX's dash %s") % (each.lower, dash[0]),
            _("write %s") % ("—" if len(dash[0]) == 3 else "–"),
        )
