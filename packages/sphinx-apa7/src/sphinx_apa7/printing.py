"""APA 7 in Sphinx: works in, docutils nodes out. What is printed, ``apabib.apa7`` says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from docutils import nodes

from apabib.apa7.format import Locale, Mark, References, Span, Work
from sphinx_apa7.words import translator

_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
#: Spaces at which no line ends: around an initial, behind the particle of a name, between a word
#: for a number and the number, and before the era of a year.
_UNBROKEN = re.compile(
    rf"(?<=(?<!\w){_CAPITAL}\.) (?={_CAPITAL})"
    rf"|(?<=\w,) (?={_CAPITAL}\.)|(?<=[a-z]) (?={_CAPITAL}[\w'’-]+, {_CAPITAL}\.)"
    rf"|(?<=\b[Vv]an) (?=de[nr]? |{_CAPITAL})"
    rf"|(?:(?<=\b[Vv]an de)|(?<=\b[Vv]an de[nr])) (?={_CAPITAL})"
    r"|(?:(?<=\bNo\.)|(?<=[Nn]r\.)) (?=[\dA-Z])"
    r"|(?:(?<=\bVol\.)|(?<=\bVols\.)|(?<=\bca\.)|(?<=§)) (?=\d)"
    r"|(?<=\d) (?=B\.C\.E\.|v\.Chr\.)"
)


def references(
    works: Iterable[Work], language: str, marks: Mapping[str, Mark] | None = None
) -> References:
    """The references in the words of the book's language; *marks* if the works have theirs."""
    return References(works, Locale(language, translator(language)), marks)


def to_nodes(spans: Iterable[Span]) -> list[nodes.Node]:
    """Spans as text, emphasis, links, and inlines of class ``lang-<code>``.

    Where a line should not end, spaces do not break; addresses stay as they are. docutils prints
    the class ``language-<code>`` as ``lang="<code>"`` (WCAG 3.1.2).
    """
    return [_node(span) for span in spans]


def _node(span: Span) -> nodes.Node:
    words = span.text if span.href else _UNBROKEN.sub("\N{NO-BREAK SPACE}", span.text)
    node: nodes.Node = nodes.Text(words)
    if span.italic:
        node = nodes.emphasis("", "", node)
    if span.language:
        node = nodes.inline(
            "", "", node, classes=[f"lang-{span.language}", f"language-{span.language}"]
        )
    if span.href:
        node = nodes.reference("", "", node, refuri=span.href, internal=False)
    return node
