"""APA 7 in Sphinx: pybtex entries in, docutils nodes out. What is printed, ``apabib.apa7`` says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

from apabib.apa7.format import Bibliography, Edition, Entry, Span

if TYPE_CHECKING:
    from pybtex.database import BibliographyData


def plain_entries(data: BibliographyData) -> list[Entry]:
    """pybtex's entries without pybtex: names go back into the fields they came from."""
    return [
        Entry(
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


def bibliography(entries: Iterable[Entry], language: str) -> Bibliography:
    """The bibliography in the words of Sphinx's catalogs."""
    return Bibliography(entries, Edition(language, _))


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
