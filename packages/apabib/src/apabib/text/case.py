"""Capitals of titles: sentence case and title case (APA 7, section 6.17)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from apabib.text.fold import words
from apabib.text.proper import NAMES, names_of_tests, of_the_world

_WORD = re.compile(r"[^\W\d_][\w’'{}-]*")
#: Within how many characters before a word its title or subtitle begins.
_NEAR = 40
_CAPITALIZED = re.compile(r"[^\W\d_][^\W\d_]*\Z")
#: Names of more than one word, none of which is a name alone.
_COMPOUNDS = re.compile(
    r"\b(?:United (?:States|Kingdom|Nations)|New (?:York|Zealand|England|Orleans|Mexico)|"
    r"(?:South|North|West|East|Latin|Central) (?:Africa|America|Asia|Europe|Korea)|Monte Carlo|"
    r"World War|Great Britain|Hong Kong|Los Angeles|"
    r"San (?:Francisco|Diego)|Middle East)\b"
)


#: Endings that common nouns have and names hardly ever.
_COMMON = re.compile(
    r"(?:[tsx]ions?|ments?|it(?:y|ies)|ness(?:es)?|ships?|hoods?|olog(?:y|ies)|ics|isms?|[ae]nces?|"
    r"ures?|orders?|or(?:y|ies)|ings?|ives?|als?|ysis|yses|apy|apies|ables?|ists?)\Z"
)


def sentence_case(title: str, names: Collection[str] = (), *, eager: bool = False) -> str:
    """The sentence-case form of a title that is in title case; "" if it is not in title case.

    ``names`` are further words, or several together, that keep their capitals. Three capitals are
    evidence of title case; one who is ``eager`` takes a single one, on a word that is no name.
    """
    if title.startswith("{") and title.find("}") == len(title) - 1:
        title = title[1:-1]
    protected = _braced(title) if "{" in title else []
    protected += [(match.start() - 1, match.end()) for match in _COMPOUNDS.finditer(title)]
    protected += names_of_tests(title)
    own = _known(names if isinstance(names, frozenset) else frozenset(names))
    for name in names:
        if " " in name:
            found = re.finditer(rf"\b{re.escape(name)}\b", title)
            protected += [(match.start() - 1, match.end()) for match in found]
    guard = _Guard(protected)
    lower = capital = common = 0
    changes: list[tuple[int, int, str]] = []
    letters = [char for char in title if char.isalpha()]
    spelled = _spelled_out(title) if "(" in title else frozenset()
    shouting = len(letters) > 8 and all(char.isupper() for char in letters)
    for match in _WORD.finditer(title):
        word = match[0]
        if shouting:
            new = word.capitalize() if _starts(title, match.start()) else word.lower()
            changes.append((match.start(), match.end(), new))
            continue
        if "{" in word or "}" in word or title[match.start() - 1 : match.start()] == "\\":
            continue
        if guard.covers(match.start()):
            continue
        parts = word.split("-")
        head = parts[0].removesuffix("’s").removesuffix("'s")
        if not _CAPITALIZED.match(head) or not head[1:].islower() or head.casefold() in own:
            continue
        if _starts(title, match.start()):
            if head[0].islower() and match.start() and head == word and head not in {"e", "i"}:
                changes.append((match.start(), match.end(), head[0].upper() + head[1:]))
            continue
        if head[0].isupper():
            if match.start() in spelled:
                continue
            capital += len(head) > 3
            common += len(head) > 3 and bool(_COMMON.search(head))
            changes.append((match.start(), match.end(), _lowered(parts, own)))
        else:
            lower += len(head) > 3
    if eager and capital == common > 0 == lower:
        shouting = True
    if not shouting and (capital < 3 or capital < 3 * lower):
        return ""
    return _changed(title, changes)


@lru_cache(maxsize=8)
def _known(names: frozenset[str]) -> frozenset[str]:
    return NAMES | {name.casefold() for name in names if " " not in name} | of_the_world()


def names_in(titles: Iterable[str]) -> frozenset[str]:
    """Words that titles in sentence case have with a capital, and no title without one.

    What one title knows for a name, another one in title case does not lower.
    """
    found: set[str] = set()
    small: set[str] = set()
    for title in titles:
        inner = [match[0] for match in _WORD.finditer(title) if not _starts(title, match.start())]
        lower = [word for word in inner if word[0].islower()]
        small.update(lower)
        capital = [word for word in inner if word[0].isupper() and word[1:].islower()]
        if 3 * len(capital) < len(lower):
            found.update(word.removesuffix("’s").removesuffix("'s").casefold() for word in capital)
    return frozenset(found - {word.casefold() for word in small})


def _changed(title: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """A text with other words in places, which are in order."""
    pieces = []
    at = 0
    for start, end, word in changes:
        pieces += [title[at:start], word]
        at = end
    return "".join([*pieces, title[at:]])


class _Guard:
    """Places that keep their case, asked for from left to right."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._waiting = sorted(spans, reverse=True)
        self._reach = -1

    def covers(self, at: int) -> bool:
        """Whether a place stands within one of the spans."""
        while self._waiting and self._waiting[-1][0] < at:
            self._reach = max(self._reach, self._waiting.pop()[1])
        return at < self._reach


def _braced(title: str) -> list[tuple[int, int]]:
    """Where outermost braces open and close: what is inside keeps its case."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for at, char in enumerate(title):
        if char == "{":
            start = at if depth == 0 else start
            depth += 1
        elif char == "}" and depth:
            depth -= 1
            if depth == 0:
                spans.append((start, at))
    return spans


def _spelled_out(title: str) -> frozenset[int]:
    """Where words stand that spell an acronym behind them: the name of a test, say, keeps capitals.

    "The Multidimensional Assessment of Interoceptive Awareness (MAIA)"
    """
    places: set[int] = set()
    capitals: list[re.Match[str]] = []
    words = _WORD.finditer(title)
    word = next(words, None)
    for acronym in re.finditer(r"\(([A-Z]{2,8})[^()]{0,6}\)", title):
        while word and word.start() < acronym.start():
            if word[0][0].isupper():
                capitals.append(word)
            word = next(words, None)
        before = capitals[-len(acronym[1]) :]
        if "".join(each[0][0] for each in before) == acronym[1]:
            places.update(each.start() for each in before)
    return frozenset(places)


def _starts(title: str, at: int) -> bool:
    """Whether a word stands at the beginning of the title or of a subtitle."""
    before = title[max(0, at - _NEAR) : at].rstrip(" \"“‘'`({[")
    if at > _NEAR and not before:
        return False
    return (
        not before
        or before[-1] in ":.?!—–"
        or before.endswith(" -")
        or (before[-1] in "”’" and (before[-2:-1] in {"?", "!", "."}))
    )


def _lowered(parts: list[str], names: Collection[str]) -> str:
    return "-".join(
        part[0].lower() + part[1:] if part[1:].islower() and part.casefold() not in names else part
        for part in parts
        if part
    )


_MINOR = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "if",
        "in",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "per",
        "so",
        "the",
        "to",
        "up",
        "v",
        "via",
        "vs",
        "yet",
    )
)


def title_case(title: str) -> str:
    """An English title as it stands in running text (section 6.17)."""
    words, opening = [], True
    for word in re.split(r"([\s\-–—]+)", title):
        minor = word.strip("“”‘’\"',.:;!?()").casefold() in _MINOR and not opening
        words.append(
            word
            if minor
            else word[:1].upper() + word[1:]
            if word[:1].isalpha()
            else re.sub(r"^([“‘(]+)(\w)", lambda m: m[1] + m[2].upper(), word)
        )
        if word.strip():
            ends = word.rstrip('”’"').endswith((":", "?", "!", ".")) and word not in {"v.", "vs."}
            opening = ends or word.strip() in "–—"
    return "".join(words)


#: Words that a journal's name leaves small (APA 7, section 6.17).
_SMALL_IN_JOURNALS = words(
    "a an and as at but by de der des die du en et for from in la le of on or the to und"
)


def journal_case(name: str, *, eager: bool = False) -> str:
    """A journal's name with its capitals, where Scholar and PubMed left only the first one.

    One who is ``eager`` does not take another capital for a sign that all are there.
    """
    parts = name.split(" ")
    capitals = any(char.isupper() for part in parts[1:] for char in part)
    if len(parts) < 2 or (capitals and not eager):
        return name
    raised = (part if part in _SMALL_IN_JOURNALS else upper_first(part) for part in parts[1:])
    return " ".join([parts[0], *raised])


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
