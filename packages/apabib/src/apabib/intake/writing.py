"""An entry's text, and the file with new entries in their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

from apabib.bibtex import model
from apabib.bibtex.entries import Bibliography
from apabib.intake.drafts import Draft


def written(draft: Draft, key: str) -> str:
    """The entry's text in canonical form."""
    names = sorted(draft.fields, key=_place)
    lines = [
        f"  {name:<16} = {{{_safe(draft.fields[name])}}}," for name in names if draft.fields[name]
    ]
    return "\n".join([f"@{draft.type}{{{key},", *lines, "}"])


def _place(name: str) -> tuple[int, str]:
    """Annotations (``author+an:role``) stand behind their field; unordered fields at the end."""
    field = model.part_of(name)
    return (model.ORDER.index(field) if field in model.ORDER else len(model.ORDER)), name


def _safe(value: str) -> str:
    """A value that cannot end its field early: unbalanced braces go."""
    depth = 0
    for char in value:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    return value if depth == 0 else value.replace("{", "").replace("}", "")


def insert(bibliography: Bibliography, texts: Mapping[str, str]) -> str:
    """The file's text with entries, by their keys, in their sorted places; the rest is untouched.

    A place is before the first entry with a greater key, also in a file that is not sorted.
    """
    source = bibliography.text
    greatest = list(accumulate((entry.key for entry in bibliography.entries), max))
    pieces: list[str] = []
    last: list[str] = []
    at = 0
    for key in sorted(texts):
        place = bisect_right(greatest, key)
        if place == len(greatest):
            last.append(texts[key])
            continue
        start = _start(source, bibliography.entries[place].start)
        pieces += [source[at:start], texts[key], "\n\n"]
        at = start
    rest = source[at:]
    if last:
        body = rest.rstrip("\n") if rest.strip("\n") else ""
        rest = "\n\n".join(filter(None, [body, *last])) + "\n"
    return "".join([*pieces, rest])


def _start(source: str, at: int) -> int:
    """Where an entry begins, with the comment right above it, which belongs to it."""
    while at > 0:
        line = source.rfind("\n", 0, at - 1) + 1
        if not source[line:at].startswith("%"):
            break
        at = line
    return at
