"""APA 7 in Sphinx: works in, docutils nodes out. What is printed, ``apabib.apa7`` says."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.locale import _

from apabib.apa7.format import Locale, References, Span, Work


def references(works: Iterable[Work], language: str) -> References:
    """The references in the words of Sphinx's catalogs."""
    return References(works, Locale(language, _))


def to_nodes(spans: Iterable[Span]) -> list[nodes.Node]:
    """Spans as text, emphasis, links, and inlines of class ``lang-<code>``."""
    return [_node(span) for span in spans]


def _node(span: Span) -> nodes.Node:
    node: nodes.Node = nodes.Text(span.text)
    if span.italic:
        node = nodes.emphasis("", "", node)
    if span.language:
        node = nodes.inline("", "", node, classes=[f"lang-{span.language}"])
    if span.href:
        node = nodes.reference("", "", node, refuri=span.href, internal=False)
    return node
