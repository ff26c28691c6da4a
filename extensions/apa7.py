"""APA 7 in Sphinx: pybtex entries in, docutils nodes out. What is printed, ``bib.apa7`` says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle

from bib.apa7.format import Bibliography, Edition, Entry, Span

if TYPE_CHECKING:
    from pybtex.database import BibliographyData
    from sphinx.application import Sphinx


class ReferenceStyle(BaseReferenceStyle):
    """The name ``apa7`` for ``bibtex_reference_style``.

    sphinxcontrib-bibtex formats the keys of a role one by one; APA merges the years of the same
    authors, so the domain in ``extensions.references`` prints whole roles through ``bib.apa7``.
    """


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


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("sphinxcontrib.bibtex")
    # An installed package of the same name must not win.
    register_plugin("sphinxcontrib.bibtex.style.referencing", "apa7", ReferenceStyle, force=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
