"""Names of persons and organizations as BibTeX writes them: the one reader of them.

A list is parted by ``and`` in any case, between spaces and outside braces. A name is
``Last, First``, ``Last, Jr., First``, ``First Last`` or ``{Organization}``; a word that begins in
lower case is a particle (``Ludwig van Beethoven``). Words are parted by spaces and ties. BibTeX
parts them at hyphens too and would take ``luc`` in ``Jean-luc Godard`` for a particle; pybtex and
biber do not, and neither do we.

biber reads a name of parts as well, ``family=Harman, given=Simon, prefix=von``; so does
``parse_name``.

Source: O. Patashnik, *BibTeXing* (1988), section 4, and the program itself where that is silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from apabib.text.latex import printed, to_unicode

#: The last of a list, in place of names that were left out.
OTHERS = "others"

_AND = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
_COMMA = re.compile(r"[{},]")
# "\ " is TeX's space that is not skipped; "~" one that does not break, unless it is an accent.
_SPACES = re.compile(r"[{}]|(?:\\ |\s|(?<!\\)~)+")
_BRACE = re.compile(r"[{}]")
_MARKUP = re.compile(r"[{}~\\]")
_INITIAL = re.compile(r"(?:-?[^\W\d_]\.)+\Z")
_EXTENDED = re.compile(r"\s*(?:family|given|prefix|suffix)\s*=", re.IGNORECASE)
#: What follows a name without being one (section 9.8); a "V" may be an initial.
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_LINEAGE = frozenset(word.rstrip(".").casefold() for word in _SUFFIXES) | {"i", "v", "fils", "père"}
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)


class Words(NamedTuple):
    """A name as BibTeX takes it apart: words as they are written, markup included.

    ``prelast`` has the particles (BibTeX's *von*), ``lineage`` what follows the name (*Jr*); the
    given names are ``first``, one word at most, and ``middle``. An organization is one word, in
    its braces, in ``last``.
    """

    first: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    prelast: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is printed, without markup. An organization has only ``family``.

    Particles stay with the family name: APA cites and sorts by them (APA 7, section 9.44).
    ``particle`` says which words of the family name they are.
    """

    family: str
    given: str = ""
    suffix: str = ""
    organization: bool = False
    particle: str = field(default="", compare=False)

    @property
    def is_readable(self) -> bool:
        """Whether anything of it would be seen: ``{}`` and a lone comma are nobody's name."""
        return any(not char.isspace() and char.isprintable() and char not in ".,;"
                   for char in self.family + self.given)  # fmt: skip

    @property
    def without_particle(self) -> Name:
        """The name under its proper part: ``Beethoven, Ludwig van``."""
        if not self.particle:
            return self
        return Name(
            self.family.removeprefix(self.particle).lstrip(),
            f"{self.given} {self.particle}".lstrip(),
            self.suffix,
        )


def split_names(value: str) -> list[str]:
    """The names of a list as they are written; one that is missing beside an ``and`` is "".

    At the ends of a list BibTeX takes a lone ``and`` for a word of the name beside it. Nobody is
    called so: here it parts, and the rules report that a name is missing.
    """
    return _split(value, _AND) if value else []


def split_commas(written: str) -> list[str]:
    """The parts of a name: ``Last, First`` or ``Last, Jr., First``."""
    return _split(written, _COMMA)


def is_organization(written: str) -> bool:
    """Whether the whole name is in braces, so that nobody cuts it into first and last."""
    if not (written.startswith("{") and written.endswith("}")):
        return False
    depth = 0
    for brace in _BRACE.finditer(written):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end() == len(written)
    return False


def parse_names(value: str) -> tuple[list[Name], bool]:
    """The names of a list; the flag says whether it ends in ``and others``."""
    written = [each for each in split_names(value) if each]
    others = bool(written) and written[-1] == OTHERS
    return [parse_name(each) for each in (written[:-1] if others else written)], others


def parse_name(written: str) -> Name:
    """One name of a list."""
    if is_organization(written):
        return Name(printed(written), organization=True)
    if _EXTENDED.match(written):
        return _name_of_parts(written)
    words = words_of(written)
    if words.lineage:
        words = _in_order(words)
    elif words.last and words.last[-1] in _SUFFIXES:
        words = _with_suffix(words)
    elif words.middle and words.middle[-1] in _SUFFIXES:
        words = words._replace(middle=words.middle[:-1], lineage=words.middle[-1:])
    suffix = printed(" ".join(words.lineage))
    return Name(
        printed(" ".join(words.prelast + words.last)),
        printed(" ".join(words.first + words.middle)),
        f"{suffix}." if suffix in {"Jr", "Sr"} else suffix,
        particle=printed(" ".join(words.prelast)),
    )


def _name_of_parts(written: str) -> Name:
    """``family=Harman, given=Simon, prefix=von``: biber's extended format of names."""
    parts = {}
    for each in split_commas(written):
        part, equals, value = each.partition("=")
        if equals:
            parts[part.strip().casefold()] = printed(value.strip().strip('"'))
    prefix = parts.get("prefix", "")
    name = Name(
        f"{prefix} {parts.get('family', '')}".strip(),
        parts.get("given", ""),
        parts.get("suffix", ""),
        particle=prefix,
    )
    return name.without_particle if parts.get("useprefix") == "false" else name


def _with_suffix(words: Words) -> Words:
    """``Martin Luther King Jr.`` or ``King Jr., Martin Luther``: BibTeX takes it for a name."""
    *last, suffix = words.last
    if last:
        return words._replace(last=tuple(last), lineage=(suffix,))
    if given := words.first + words.middle:
        *first, family = given
        rest = tuple(first)
        return Words(rest[:1], rest[1:], words.prelast, (family,), (suffix,))
    return words


def _in_order(words: Words) -> Words:
    """``King, Martin Luther, Jr.``, as a printed list has it: BibTeX wants the suffix second."""
    given = words.first + words.middle
    if len(given) != 1 or given[0] not in _SUFFIXES or words.lineage[-1] in _SUFFIXES:
        return words
    return words._replace(first=words.lineage[:1], middle=words.lineage[1:], lineage=given)


def words_of(written: str) -> Words:
    """One name of a list, as words. Commas after the second only part words, as in BibTeX."""
    family, *rest = split_commas(written)
    if rest:
        prelast, last = _split_family(_words(family))
        given = _words(" ".join(rest[1:] if len(rest) > 1 else rest))
        lineage = _words(rest[0]) if len(rest) > 1 else ()
        if last and given and not prelast and lineage and all(map(_is_family_particle, lineage)):
            prelast, lineage = lineage, ()  # "Berg, van den, Jan", as Dutch libraries write it
    else:
        words, lineage = _words(family), ()
        # The last word is never a particle.
        particles = (at for at, word in enumerate(words[:-1]) if _is_particle(word))
        start = next(particles, max(len(words) - 1, 0))
        given = words[:start]
        prelast, last = _split_family(words[start:])
    return Words(given[:1], given[1:], prelast, last, lineage)


def are_two(family: str, given: str) -> bool:
    """Whether ``Lee J. Cronbach, Paul E. Meehl`` is two persons: no family name has an initial.

    Some have: "C. de Baca", or "Rojas M." for two family names. An initial at either end counts
    only where what follows the comma is a name in the same order.
    """
    first, second = _words(family), _words(given)
    initials = [_is_initial(word) for word in first]
    if any(initials[1:-1]):
        return True
    return (
        any(initials)
        and len(second) > 1
        and any(map(_is_initial, second))
        and _is_initial(second[-1]) == initials[-1]
    )


def _is_family_particle(word: str) -> bool:
    """Whether a word in the place of "Jr." is none: ``van``."""
    return _is_particle(word) and word.rstrip(".").casefold() not in _LINEAGE


def _is_initial(word: str) -> bool:
    """Whether a word is an initial with its period, or several: ``J.``, ``J.-L.``, ``J.R.``"""
    return bool(_INITIAL.match(word)) and word.isupper()


def _split_family(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Particles, as far as the last of them, and the family name proper."""
    start = next((at for at in range(len(words) - 1, 0, -1) if _is_particle(words[at - 1])), 0)
    return words[:start], words[start:]


def _is_particle(word: str) -> bool:
    """Whether a word begins in lower case.

    What stands in braces does not count, but for a command: ``{\\'e}tienne`` begins with its
    accented letter, ``{\\relax van}`` with what follows the command.
    """
    word = to_unicode(word)
    depth = 0
    special = False
    at = 0
    while at < len(word):
        char = word[at]
        if char.isalpha() and (depth == 0 or special):
            return char.islower()
        depth = max(0, depth + (char == "{") - (char == "}"))
        if special and depth == 0:
            return False
        command = _COMMAND.match(word, at + 1) if char == "{" and depth == 1 else None
        special = special or command is not None
        at = command.end() if command else at + 1
    return False


def _words(text: str) -> tuple[str, ...]:
    if not _MARKUP.search(text):  # nearly every name
        return tuple(text.split())
    return tuple(word for word in _split(text, _SPACES) if word)


def _split(text: str, brace_or_separator: re.Pattern[str]) -> list[str]:
    """Split outside braces; a closing brace too many closes nothing."""
    parts, start, depth = [], 0, 0
    for match in brace_or_separator.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [part.strip() for part in parts]
