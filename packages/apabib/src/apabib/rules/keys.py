"""Keys: their form, their agreement with the entry, doubles."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apabib.bibtex.entries import Entry
from apabib.bibtex.inherit import values_with_parents
from apabib.bibtex.model import NO_WORKS
from apabib.bibtex.works import SMALL_WORDS, make_key, title_of, year_of
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.settings import KEYS
from apabib.text.fold import fold, folded_words
from apabib.text.names import is_organization, parse_name, split_names

_HOUSE_KEY = re.compile(r"([a-z]+)(\d{4}|nd)([a-z0-9]+)\Z")
_ALONE: Mapping[str, Entry] = {}
_NO_ID = re.compile(r"[^a-z0-9]+")
_UNSAFE = re.compile(r"[\\#%~\"'(),={}`<>\s]|[^\x21-\x7e]")


def check(review: Review, entry: Entry, entries: Mapping[str, Entry] = _ALONE) -> None:
    """Form of the key, and where the project demands it its three parts.

    ``entries`` has those that the entry may inherit from.
    """
    if not entry.key:
        return  # the reader has said so
    fault = fault_of(entry.key)
    if any(char.isspace() for char in entry.key):
        return  # the reader has said so
    if fault:
        # Letters of other alphabets do no harm to the book, only to older programs.
        is_letter = fault_of("".join(char for char in entry.key if not char.isalnum())) is None
        report = review.warn if is_letter else review.error
        report(entry, None, "key-form", *fault)
    elif KEYS in review.demands and entry.type not in NO_WORKS:
        _check_house_form(review, entry, values_with_parents(entry, entries))


def fault_of(key: str) -> tuple[str, str] | None:
    """What is wrong with a key, and what to do."""
    if not (unsafe := _UNSAFE.search(key)):
        return None
    return (
        _("the key holds “%s”") % unsafe[0],
        _("use ASCII letters, digits and - _ : . only"),
    )


def _check_house_form(review: Review, entry: Entry, values: dict[str, str]) -> None:
    parts = _HOUSE_KEY.match(entry.key)
    wanted = make_key(values)
    if entry.key == wanted:
        return
    if not parts:
        review.warn(
            entry,
            None,
            "key-form",
            _("the key is not of the form name + year + word"),
            _("call it %s, here and where it is cited") % wanted,
        )
        return
    name, year, word = parts.groups()
    people = values.get("author") or values.get("editor") or ""
    names = split_names(people)
    first = fold(parse_name(names[0]).family).replace(" ", "") if names else ""
    wrong = []
    if first and name != first and not _names_organization(name, names[0]):
        wrong.append(_("the first author"))
    if year != (year_of(values) or "nd"):
        wrong.append(_("the year"))
    if not _is_of_title(word, folded_words(title_of(values))):
        wrong.append(_("any word of the title"))
    for what in wrong:
        review.warn(
            entry,
            None,
            "key-agreement",
            _("the key does not agree with %s") % what,
            _("call it %s, here and where it is cited, or mend the field") % wanted,
        )


def _is_of_title(word: str, words: list[str]) -> bool:
    """Whether a key's last part is a word of the title, or several run together.

    A short ending may follow: "mindnl" for the Dutch edition of a work on the mind.
    """
    return any(
        "".join(words[at:]).startswith(word)
        or (len(other) > 2 and word.startswith(other) and len(word) - len(other) <= 2)
        for at, other in enumerate(words)
    )


def _names_organization(name: str, written: str) -> bool:
    if not is_organization(written):
        return False
    words = folded_words(written)
    telling = [word for word in words if word not in SMALL_WORDS]
    initials = {"".join(word[0] for word in each) for each in (words, telling)}
    return name in words or name in initials or name == "".join(words)


def check_doubles(review: Review) -> None:
    """A key may stand once, also when case is folded: file names and ids do not tell case."""
    seen: dict[str, Entry] = {}
    addresses: dict[str, Entry] = {}
    for entry in review.bibliography.entries:
        if not entry.key:
            continue
        first = seen.setdefault(entry.key.casefold(), entry)
        if first is not entry:
            review.error(
                entry,
                None,
                "key-twice",
                _("the key is already used in line %d") % first.line,
                _("give this entry another key, or delete one of the two"),
            )
            continue
        other = addresses.setdefault(_NO_ID.sub("-", fold(entry.key)), entry)
        if other is not entry:
            review.error(
                entry,
                None,
                "key-twice",
                _("the key makes the same address in a page as %s (line %d)")
                % (other.key, other.line),
                _("give this entry another key"),
            )
