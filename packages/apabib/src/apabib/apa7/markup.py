"""Text of fields and of what is printed: pieces with italics, links and languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from apabib.text.latex import printed

_EMPHASIS = re.compile(r"\\(?:emph|textit)\s*\{|\{\\(?:em|it|itshape)\s+")
_SAFE_SCHEME = re.compile(r"https?://[^\s\"<>\\^`{|}]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of printed text. ``href`` is a web address, ``language`` a code such as ``nl``."""

    text: str
    italic: bool = False
    href: str = ""
    language: str = ""

    @property
    def look(self) -> tuple[object, ...]:
        """All but the words."""
        return self.italic, self.href, self.language


def text_of(spans: Iterable[Span]) -> str:
    """The words without the markup."""
    return "".join(span.text for span in spans)


def marked(value: str, *, italic: bool = False, language: str = "") -> list[Span]:
    r"""A field's value as spans. ``\emph{...}`` turns italics over (APA 7, section 6.23)."""
    spans = [
        Span(printed(text), italic != emphasis, language=language)
        for text, emphasis in _runs(value)
    ]
    return [span for span in spans if span.text]


def _runs(value: str) -> Iterator[tuple[str, bool]]:
    start = 0
    while opening := _EMPHASIS.search(value, start):
        yield value[start : opening.start()], False
        end = _closing(value, opening.end())
        yield value[opening.end() : end], True
        start = end + 1
    yield value[start:], False


def _closing(value: str, start: int) -> int:
    depth = 1
    for at in range(start, len(value)):
        depth += (value[at] == "{") - (value[at] == "}")
        if depth == 0:
            return at
    return len(value)


def stopped(spans: list[Span]) -> list[Span]:
    """The spans with a period at the end, unless a stop is there already (also within quotes)."""
    if text_of(spans).rstrip("”’").endswith((".", "?", "!")) or not spans:
        return spans
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
    joined: list[Span] = []
    for span in filter(lambda span: span.text, spans):
        last = joined[-1] if joined else None
        if last and span.look == last.look:
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return tuple(joined)


def web_address(value: str) -> str:
    """The address if it may become a link, else nothing: only http and https ever do."""
    return value if _SAFE_SCHEME.match(value) else ""


def doi_address(doi: str) -> str:
    """``10.1016/S0092(1)<1::AID>`` as an address; what a URL may not hold is escaped."""
    from urllib.parse import quote

    return "https://doi.org/" + quote(doi, safe="/:;()._-~@!$*+,='")
