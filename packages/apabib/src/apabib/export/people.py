"""Who did what, as other formats say it: lists of names by role."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apabib.bibtex.annotations import WHOLE, said_of
from apabib.intake.credits import ROLES
from apabib.text.names import Name, parse_names

#: Fields of names, with the field of their role, and CSL's name where none is said.
_FIELDS = (
    ("author", "authortype", "author"), ("editor", "editortype", "editor"),
    ("editora", "editoratype", ""), ("editorb", "editorbtype", ""), ("editorc", "editorctype", ""),
    ("translator", "", "translator"), ("bookauthor", "", "container-author"),
    ("narrator", "", "narrator"), ("execproducer", "", "executive-producer"),
    ("with", "", "contributor"), ("holder", "", ""),
)  # fmt: skip


def people(values: Mapping[str, str]) -> dict[str, list[Name]]:
    """The names of an entry under CSL's roles; a person of two roles stands under both."""
    found: dict[str, list[Name]] = {}
    for field, role_field, usual in _FIELDS:
        names = parse_names(values.get(field, ""))[0]
        each_role = _roles(values, field, values.get(role_field, ""), len(names))
        for name, said in zip(names, each_role, strict=True):
            for role in _known(said, usual):
                found.setdefault(role, []).append(name)
    return found


def usernames(values: Mapping[str, str]) -> list[str]:
    """The user name of each author, or ""."""
    names = [""] * len(parse_names(values.get("author", ""))[0])
    said = said_of(values.get("author+an:username", ""))
    for place, text in said.items():
        if place <= len(names):
            names[max(place, 1) - 1] = " ".join(text).replace("\\_", "_")
    if names and not said:
        names[0] = values.get("nameaddon", "")
    return names


def _roles(values: Mapping[str, str], field: str, whole: str, count: int) -> list[str]:
    """What is said of each name: its annotation (biblatex 3.20, section 3.7), or of all of them."""
    said = said_of(values.get(f"{field}+an:role") or values.get(f"{field}+an", ""))
    whole = ", ".join(said.get(WHOLE, ())) or whole
    return [", ".join(said.get(place, ())) or whole for place in range(1, count + 1)]


def _known(said: str, usual: str) -> list[str]:
    words = [word.strip().casefold() for word in re.split(r",|\band\b|&", said) if word.strip()]
    roles = [ROLES[word] for word in words if word in ROLES]
    return roles or ([usual] if usual else [])
