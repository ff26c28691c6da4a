"""Walking an assembled doctree: what every part of the writer leans on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import SphinxError

from .markup import string
from .targets import LABELLED, Targets, UnknownTargetError
from .typeset import SOURCE_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.builders import Builder

_LANGUAGE = re.compile(r"lang-([a-z]{2,3})$")


class Walker:
    """Finds the method that writes a node, and knows where in the book it stands."""

    def __init__(self, builder: Builder, tree: nodes.document, docnames: Iterable[str]) -> None:
        self.builder, self.env, self.config = builder, builder.env, builder.config
        self.tree = tree
        self.docname: str = tree["docname"]
        self.level = 0
        self.in_front = False
        self.linked = True  # PDF/UA allows no link in a heading that is repeated
        self.quiet = 0  # inside a heading, caption, table, note or reference: no page numbers
        self.noted: set[str] = set()
        self.explained: set[str] = set()
        self.methods: dict[type, Callable[[nodes.Node], str] | None] = {}
        self.footnotes = {note["ids"][0]: note for note in tree.findall(nodes.footnote)}
        self.called = {ref["refid"] for ref in tree.findall(nodes.footnote_reference)}
        self.entries = IndexEntries(self.env).create_index(builder)
        try:
            self.targets = Targets(tree, set(docnames), self.entries)
        except UnknownTargetError as error:
            raise self.error(
                error.node, f"link to {error.place!r}, which is not in the book"
            ) from None

    def check_targets(self) -> None:
        """Every linked place is printed exactly once. Raises SphinxError."""
        for node, place, times in self.targets.misprinted():
            raise self.error(node, f"link target {place!r} is printed {times} times, not once")

    def error(self, node: nodes.Node, message: str) -> SphinxError:
        """An error that names the manuscript's file and line."""
        return SphinxError(f"{self.position(node) or self.docname}: typst: {message}")

    def position(self, node: nodes.Node | None) -> str:
        """``file:line`` of a node or the nearest node around it that knows."""
        while node is not None and not (node.source and node.line):
            node = node.parent
        if node is None:
            return ""
        path = Path(node.source)
        source = Path(self.builder.srcdir)
        name = path.relative_to(source).as_posix() if path.is_relative_to(source) else path.name
        return f"{name}:{node.line}"

    def write(self, node: nodes.Node) -> str:
        """Typst source for a node, with the anchors of its ids."""
        kind = type(node)
        if kind not in self.methods:
            names = (f"write_{base.__name__}" for base in kind.__mro__)
            self.methods[kind] = next(
                (getattr(self, name) for name in names if hasattr(self, name)), None
            )
        method = self.methods[kind]
        if method is None:
            raise self.error(node, f"unknown node <{kind.__name__}>: {node.astext()[:60]!r}")
        if isinstance(node, nodes.Text) or not node["ids"] or isinstance(node, LABELLED):
            return method(node)
        anchors = self.targets.anchors(node["ids"])
        # Behind the words of a citation: where a page breaks before them, Typst keeps what stands
        # in front of them on the page that ends, and "cited on" would name that one.
        return method(node) + anchors if isinstance(node, nodes.inline) else anchors + method(node)

    def inline(self, node: nodes.Element) -> str:
        """The children, one after another."""
        parts, behind = [], ""
        for child in node.children:
            written = self.write(child)
            if isinstance(child, nodes.target) and not child.children:
                behind += written  # an index entry's place: behind its word, as above
            else:
                parts.append(written + behind)
                behind = ""
        return "".join(parts) + behind

    def blocks(self, children: Iterable[nodes.Node]) -> str:
        """Blocks, each under a comment that says where it stands in the manuscript."""
        written = []
        for child in children:
            block = self.write(child)
            if block:
                position = self.position(child)
                mark = f"{SOURCE_MARK}{position}\n" if position else ""
                written.append(f"\n{mark}{block}\n")
        return "\n".join(written)

    def nested(self, node: nodes.Element) -> str:
        """The children as blocks."""
        return self.blocks(node.children)

    def silent(self, write: Callable[[nodes.Element], str], node: nodes.Element) -> str:
        """Write where a page number after a cross-reference would be in the way."""
        self.quiet += 1
        try:
            return write(node)
        finally:
            self.quiet -= 1

    def in_language(self, node: nodes.Element, body: str) -> str:
        """``body``, hyphenated in the language that the node names by a class."""
        for name in node["classes"]:
            if found := _LANGUAGE.match(name):
                return f"#text(lang: {string(found[1])})[{body}]"
        return body

    def figure_number(self, node: nodes.Element, kind: str) -> str:
        """ "Figure 3.2", or nothing for what Sphinx does not number."""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        number = numbers.get(node["ids"][0].partition(":")[2])
        return self.config.numfig_format[kind] % ".".join(map(str, number)) if number else ""
