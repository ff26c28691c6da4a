"""Name lists as BibTeX writes them, taken apart."""

from __future__ import annotations

import re

from apabib.text.fold import plain

_AND = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
_COMMA = re.compile(r"[{},]")


def split_names(value: str) -> list[str]:
    """The names of a list, split at ``and`` outside braces; empty ones are kept."""
    if not value:
        return []
    if "{" not in value and "}" not in value:
        return [part.strip() for part in re.split(r"(?<!\S)and(?!\S)", value, flags=re.IGNORECASE)]
    return [part.strip() for part in _split(value, _AND)]


def split_commas(name: str) -> list[str]:
    """The parts of a name: ``Last, First`` or ``Last, Jr., First``."""
    if "{" not in name:
        return [part.strip() for part in name.split(",")]
    return [part.strip() for part in _split(name, _COMMA)]


def _split(value: str, pattern: re.Pattern[str]) -> list[str]:
    parts, depth, start = [], 0, 0
    for match in pattern.finditer(value):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth == 0:
            parts.append(value[start : match.start()])
            start = match.end()
    parts.append(value[start:])
    return parts


def is_organization(name: str) -> bool:
    """Whether the whole name is in braces, so that nobody cuts it into first and last."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(name) - 1
    return False


def family(name: str) -> str:
    """The family name, particles included, without markup."""
    if is_organization(name):
        return plain(name[1:-1])
    parts = split_commas(name)
    if len(parts) > 1:
        return plain(parts[0])
    words = parts[0].split()
    for at, word in enumerate(words[:-1]):
        if word[:1].islower():
            return plain(" ".join(words[at:]))
    return plain(words[-1]) if words else ""
