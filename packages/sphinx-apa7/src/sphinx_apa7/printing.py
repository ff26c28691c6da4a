"""APA 7 in Sphinx: pybtex entries in, docutils nodes out. What is printed, ``apabib.apa7`` says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

from apabib.apa7.format import Locale, References, Span, Work

if TYPE_CHECKING:
    from pybtex.database import BibliographyData


def works_of(data: BibliographyData) -> list[Work]:
    """pybtex's entries without pybtex: names go back into the fields they came from."""
    return [
        Work(
            entry.key,
            entry.type.lower(),
            {
                **{name.lower(): value for name, value in entry.fields.items()},
                **{
                    role.lower(): " and ".join(map(str, people))
                    for role, people in entry.persons.items()
                },
            },
        )
        for entry in data.entries.values()
    ]


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
