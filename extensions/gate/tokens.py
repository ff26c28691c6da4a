"""Markdown, as its parser gives it: what is not on the list, with the line and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extensions.gate import characters
from extensions.gate.allowed import (
    ATTRIBUTES,
    CLASSES,
    DEEPEST,
    LABEL,
    LISTINGS,
    LONGEST_LABEL,
    MOST_ROWS,
    MOST_TOKENS,
    PARSERS,
    RESERVED,
    TOKENS,
)
from extensions.gate.links import link_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_DIRECTIVE = re.compile(r"\{[^{}]*\}(\s.*)?", re.DOTALL)
_ENDS = re.compile(r"_(open|close)$")


def problems(tokens: Sequence[Token], before: int = 0) -> Iterator[tuple[int, str]]:
    """The line and the words of each problem in a text; its tokens count lines from 0.

    *before* it the page has so many tokens.
    """
    rows, seen, number, before_this = 0, before, 1, ""
    for token in tokens:
        number = token.map[0] + 1 if token.map else number
        rows += token.type == "tr_open"
        if rows > MOST_ROWS:
            yield number, f"more than {MOST_ROWS} rows of tables: split the page"
            return
        seen += 1 + len(token.children or ())
        if seen > MOST_TOKENS:
            if before <= MOST_TOKENS:
                yield number, f"the page has more than {MOST_TOKENS:,} blocks and marks: split it"
            return
        if message := problem(token):
            yield number, message
        titled = before_this == "heading_open"
        before_this = token.type
        for child in token.children or ():
            number += child.type in ("softbreak", "hardbreak")
            if titled and "id" in child.attrs:  # printed again in the table of contents
                yield number, "a heading has its label above it: write (label)= there"
            if message := problem(child):
                yield number, message


def count(tokens: Sequence[Token]) -> int:
    """How many blocks and marks a text has."""
    return sum(1 + len(token.children or ()) for token in tokens)


def labels(tokens: Sequence[Token]) -> list[int]:
    """The line of each label that a text gives, of one in a paragraph that of the paragraph."""
    return [
        token.map[0] + 1 if token.map else 1
        for token in tokens
        for mark in (token, *(token.children or ()))
        if mark.type == "myst_target" or "id" in mark.attrs
    ]


def problem(token: Token) -> str:
    """What is wrong with one token, and what to do; empty if nothing is."""
    kind = _ENDS.sub("", token.type)
    if kind not in TOKENS:
        return f"the book has no Markdown of the kind “{kind}”: take it out"
    if token.level > DEEPEST:
        return "lists and quotes are too deep in each other here: make a section of them"
    if not token.children and (message := characters.problem(token.content)):
        return message  # written as an entity, say
    if kind in ("fence", "colon_fence"):
        name = token.info.strip()
        if not _DIRECTIVE.fullmatch(name) and (kind != "fence" or name not in LISTINGS):
            return f"“{name[:40]}” is neither a directive in braces nor plain text: mend or drop it"
    if kind == "myst_target":
        return label_problem(token.content)
    for name, given_value in token.attrs.items():
        value = str(given_value)
        if name not in ATTRIBUTES or (name == "style" and kind not in ("td", "th")):
            return f"“{name[:40]}” in braces is not allowed: take it out"
        if name == "href" and value[:1] != "#" and (message := link_problem(value)):
            return message
        if name == "class":
            for given in set(value.split()) - PARSERS:
                if not CLASSES.fullmatch(given):
                    return f"the class “{given[:40]}” is not allowed: take it out"
        if name == "id" and (message := label_problem(value)):
            return message
    return ""


def label_problem(label: str) -> str:
    """What is wrong with a label that an author gives; empty if nothing is."""
    if not LABEL.fullmatch(label) or len(label) > LONGEST_LABEL:
        return (
            f"the label “{label[:40]}” is not allowed: write small letters, digits and single"
            f" hyphens, {LONGEST_LABEL} at most"
        )
    if RESERVED.fullmatch(label):
        return f"the book makes “{label[:40]}” itself: choose a label that begins otherwise"
    return ""
