"""Text of fields and of what is printed: pieces with italics, links and languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from apabib.text.latex import printed

# Commands that change the look of what stands in their braces: emphasis, upright, quoted.
_BRACE = re.compile(
    r"\\(emph|textit|textsl|mkbibemph|mkbibitalic|textup|enquote|mkbibquote)\s*\{"
    r"|\{\\(?:em|it|itshape|sl)\s+|[{}]"
)
_SAFE_SCHEME = re.compile(r"https?://[^\s\"<>\\^`{|}]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of printed text. ``href`` is a web address, ``language`` a code such as ``nl``."""

    text: str
    italic: bool = False
    href: str = ""
    language: str = ""


def text_of(spans: Iterable[Span]) -> str:
    """The words without the markup."""
    return "".join(span.text for span in spans)


def marked(value: str, *, italic: bool = False, language: str = "") -> list[Span]:
    r"""A field's value as spans. ``\emph{...}`` turns italics over (APA 7, section 6.23).

    ``\textup{...}`` is never italic; ``\enquote{...}`` stands in quotation marks.
    """
    if "\\" not in value:
        text = printed(value)
        return [Span(text, italic, language=language)] if text else []
    spans = (
        Span(printed(text), slanted, language=language) for text, slanted in _runs(value, italic)
    )
    return list(_joined(span for span in spans if span.text))


def _runs(value: str, italic: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of TeX, each with whether it is italic; what is open at the end stays so."""
    start, quotes = 0, 0
    # What each open brace brings back when it closes: italics, and a mark if it is a quotation.
    opened: list[tuple[bool, str] | None] = []
    for found in _BRACE.finditer(value):
        if found[0] == "{":
            opened.append(None)
            continue
        before = opened.pop() if found[0] == "}" and opened else None
        if found[0] == "}" and before is None:
            continue  # around what keeps its capitals
        yield value[start : found.start()], italic
        start = found.end()
        if before is not None:
            italic, mark = before
            quotes -= bool(mark)
            yield mark, italic
        elif (found[1] or "").endswith("quote"):
            marks = "‘’" if quotes % 2 else "“”"
            opened.append((italic, marks[1]))
            quotes += 1
            yield marks[0], italic
        else:
            opened.append((italic, ""))
            italic = found[1] != "textup" and not italic
    yield value[start:], italic


def stopped(spans: list[Span], *, within: bool = False) -> list[Span]:
    """The spans with a period at the end, unless a stop is there already (also within quotes).

    *within* sets it inside a quotation mark that closes, as American English does.
    """
    if not spans or text_of(spans).rstrip("”’").endswith((".", "?", "!")):
        return spans
    *others, last = spans
    if within and last.text.endswith("”"):
        return [*others, replace(last, text=f"{last.text[:-1]}.”")]
    return [*spans, Span(".")]


def filled(template: str, **slots: Iterable[Span]) -> list[Span]:
    """A translated sentence with spans in the places of its ``{names}``."""
    spans: list[Span] = []
    for text, name in re.findall(r"([^{]*)(?:\{(\w+)\})?", template):
        spans += [Span(text)] if text else []
        spans += slots[name] if name else []
    return spans


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours that look alike become one span."""
    return tuple(_joined(span for span in spans if span.text))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    for (italic, href, language), alike in groupby(spans, _look):
        yield Span("".join(span.text for span in alike), italic, href, language)


def _look(span: Span) -> tuple[bool, str, str]:
    """All but the words."""
    return span.italic, span.href, span.language


def spaced(groups: Iterable[list[Span]], between: str = " ") -> list[Span]:
    """Groups of spans with a space, or what *between* says, between those that are not empty."""
    spans: list[Span] = []
    for group in groups:
        if group:
            spans += [Span(between), *group] if spans else group
    return spans


def bracketed(spans: list[Span]) -> list[Span]:
    """In square brackets; nothing where there is nothing."""
    return [Span("["), *spans, Span("]")] if spans else []


def parenthesized(spans: list[Span]) -> list[Span]:
    """In round brackets; nothing where there is nothing."""
    return [Span("("), *spans, Span(")")] if spans else []


def web_address(value: str) -> str:
    """The address if it may become a link, else nothing: only http and https ever do."""
    return value if _SAFE_SCHEME.match(value) else ""


def doi_address(doi: str) -> str:
    """``10.1016/S0092(1)<1::AID>`` as an address; what a URL may not hold is escaped."""
    from urllib.parse import quote

    return "https://doi.org/" + quote(doi, safe="/:;()._-~@!$*+,='")
