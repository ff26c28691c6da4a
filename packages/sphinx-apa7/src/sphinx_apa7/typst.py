"""Lists of references in print, through ``sphinx_typst_book``; their look is in ``references.typ``.

A book that holds the whole list prints no other. One without it, and each PDF of a chapter, prints
the lists of its pages. Each says on which pages the work is cited: in the whole list those
of the book, in the list of a page those of that page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_apa7.nodes import apa_label, apa_reference, cited_in
from sphinx_apa7.words import translator

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_typst_book.builder import TypstBuilder
    from sphinx_typst_book.translator import TypstTranslator


def prints_one_list(builder: Builder, whole_list: str | None) -> bool:
    """Whether what is made now is paper with the page ``whole_list``: one list is enough there."""
    return builder.format == "typst" and whole_list in cast("TypstBuilder", builder).docnames


def visit_reference(self: TypstTranslator, node: apa_reference) -> None:
    """A list of the references from this one on, so that it is one for who cannot see it."""
    from sphinx_typst_book.markup import call

    if isinstance(node.previous_sibling(), apa_reference):
        raise nodes.SkipNode  # it stands in the list of the first
    self.use(Path(__file__).parent / "references.typ")
    items = [f"[{_reference(self, node)}]"]
    for other in node.findall(apa_reference, descend=False, siblings=True, include_self=False):
        items.append(f"[{self.targets.anchors(other['ids'])}{_reference(self, other)}]")
        other["ids"] = []  # or they would be printed again in its place
    self.body.append(f"#{call('references', *items)}")
    raise nodes.SkipNode


def _reference(self: TypstTranslator, node: apa_reference) -> str:
    """The reference and its pages in one paragraph."""
    parts = [child for child in node.children if not isinstance(child, apa_label)]
    body = "".join(self.silent(self.write, part) for part in parts)
    if not any(isinstance(part, cited_in) for part in parts):
        body += pages(self, node, [(node["docname"], id_) for id_ in node["backrefs"]])
    return body


def visit_cited_in(self: TypstTranslator, node: cited_in) -> None:
    """The pages of every place of the book."""
    self.body.append(pages(self, node, node["places"]))
    raise nodes.SkipNode


def pages(self: TypstTranslator, node: nodes.Element, places: list[tuple[str, str]]) -> str:
    """The pages of citing places, each ``(docname, id)``, that are in the book."""
    from sphinx_typst_book.markup import array, call, string

    _ = translator(self.config.language)
    labels = self.labels(node, places)
    words = (_("Cited on p. {pages}"), _("Cited on pp. {pages}"))
    return f"#{call('cited-in', *map(string, words), array(map(string, labels)))}" if labels else ""
