"""People and organizations in BibTeX's notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apabib.apa7.markup import plain

OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Name:
    """One author, editor or translator. An organization has only ``family``."""

    family: str
    given: str = ""
    suffix: str = ""
    organization: bool = False

    @property
    def initials(self) -> str:
        """``Jean-Paul M.`` gives ``J.-P. M.`` (APA 7, section 9.8)."""
        words = (
            "-".join(f"{part[0]}." for part in word.split("-") if part)
            for word in re.sub(r"\.(?=\w)", ". ", self.given).split()
        )
        return " ".join(words)

    @property
    def inverted(self) -> str:
        """As in the list: ``King, M. L., Jr.``"""
        return ", ".join(part for part in (self.family, self.initials, self.suffix) if part)

    @property
    def natural(self) -> str:
        """As an editor of a chapter's book: ``M. L. King Jr.``"""
        return " ".join(part for part in (self.initials, self.family, self.suffix) if part)

    def may_be(self, other: Name) -> bool:
        """Whether two records can be the same person: ``Coan, James A.`` and ``Coan, J.``"""
        if (self.family, self.suffix, self.organization) != (
            other.family,
            other.suffix,
            other.organization,
        ):
            return False
        pairs = zip(self.given.split(), other.given.split(), strict=False)
        return all(_same_given(mine.casefold(), theirs.casefold()) for mine, theirs in pairs)


def _same_given(mine: str, theirs: str) -> bool:
    """An initial and its name, or names that begin alike: Sue and Susan, Dan and Daniel.

    Taking two people for one costs at most a letter after the year; taking one for two would
    print initials that tell readers something false.
    """
    length = min(len(mine.rstrip(".")), len(theirs.rstrip(".")), 2)
    return mine[:length] == theirs[:length]


def parse_names(value: str) -> tuple[list[Name], bool]:
    """Split a BibTeX name list; the flag says whether it ends in ``and others``."""
    names = [name for name in _split(value, " and ") if name]
    others = bool(names) and names[-1] == OTHERS
    return [parse_name(name) for name in (names[:-1] if others else names)], others


def parse_name(value: str) -> Name:
    """Read ``van Last, Jr., First``, ``First van Last`` or ``{Organization}``.

    Particles stay with the family name: APA cites and sorts by them (section 9.44).
    """
    if value.startswith("{") and _closes_at_end(value):
        return Name(plain(value), organization=True)
    parts = [plain(part) for part in _split(value, ",")]
    if len(parts) == 1:
        words = _split(value, " ")
        start = next(
            (at for at, word in enumerate(words[:-1]) if word[:1].islower()), len(words) - 1
        )
        return Name(plain(" ".join(words[start:])), plain(" ".join(words[:start])))
    if len(parts) == 2:
        return Name(parts[0], parts[1])
    return Name(parts[0], " ".join(parts[2:]), parts[1])


def _closes_at_end(value: str) -> bool:
    return next(_closings(value), None) == len(value) - 1


def _closings(value: str) -> Iterator[int]:
    depth = 0
    for at, char in enumerate(value):
        depth += (char == "{") - (char == "}")
        if char == "}" and depth == 0:
            yield at


def _split(value: str, separator: str) -> Sequence[str]:
    """Split at ``separator`` outside braces; white space counts as one space."""
    value = " ".join(value.split())
    parts, depth, start = [], 0, 0
    for at, char in enumerate(value):
        depth += (char == "{") - (char == "}")
        if depth == 0 and at >= start and value.startswith(separator, at):
            parts.append(value[start:at].strip())
            start = at + len(separator)
    parts.append(value[start:].strip())
    return parts
