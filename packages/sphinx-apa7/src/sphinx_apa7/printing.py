"""APA 7 in Sphinx: works in, docutils nodes out. What is printed, ``apabib.apa7`` says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes

from apabib.apa7.format import Locale, Mark, References, Span, Work
from sphinx_apa7.words import translator


def references(
    works: Iterable[Work], language: str, marks: Mapping[str, Mark] | None = None
) -> References:
    """The references in the words of the book's language; *marks* if the works have theirs."""
    return References(works, Locale(language, translator(language)), marks)


def to_nodes(spans: Iterable[Span]) -> list[nodes.Node]:
    """Spans as text, emphasis, links, and inlines of class ``lang-<code>``.

    docutils prints the class ``language-<code>`` as ``lang="<code>"`` (WCAG 3.1.2).
    """
    return [_node(span) for span in spans]


def _node(span: Span) -> nodes.Node:
    node: nodes.Node = nodes.Text(span.text)
    if span.italic:
        node = nodes.emphasis("", "", node)
    if span.language:
        node = nodes.inline(
            "", "", node, classes=[f"lang-{span.language}", f"language-{span.language}"]
        )
    if span.href:
        node = nodes.reference("", "", node, refuri=span.href, internal=False)
    return node
