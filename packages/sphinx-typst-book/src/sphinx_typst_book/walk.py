"""Walking an assembled doctree: what every part of the writer leans on."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxTranslator

from .assemble import docnames_of, target
from .markup import SOURCE_MARK, string
from .targets import LABELLED, Targets, is_only_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .builder import TypstBuilder

    _Handler = Callable[[nodes.Element], None]

TEMPLATE = sorted((Path(__file__).parent / "template").glob("*.typ"))
_LANGUAGE = re.compile(r"lang-([a-z]{2,3})$")
#: Languages that Typst sets from right to left, and the blocks of Unicode with their letters.
_RIGHT_TO_LEFT = frozenset(["ar", "dv", "fa", "he", "ks", "pa", "ps", "sd", "ug", "ur", "yi"])
_LETTERS_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Walker(SphinxTranslator):
    """Finds what writes a node, and knows where in the book it stands.

    For an extension's handlers: append Typst source to ``body``, made of what ``write``,
    ``inline``, ``blocks``, ``nested``, ``silent`` and ``in_language`` return; ``use`` the feature's
    own ``.typ`` file; ``figure_number`` and ``targets`` give numbers and labels; ``builder``,
    ``config`` and ``env`` are Sphinx's.
    """

    def __init__(self, document: nodes.document, builder: TypstBuilder) -> None:
        super().__init__(document, builder)
        self.builder: TypstBuilder = builder
        self.env = builder.env
        self.docname: str = document["docname"]
        self.body: list[str] = []
        self.used: list[Path] = []
        self.level = 0
        self.in_front = False
        self.linked = True  # PDF/UA allows no link in a heading that is repeated
        self.quiet = 0  # inside a heading, caption, table, note or reference: no page numbers
        self.noted: set[str] = set()
        self.explained: set[str] = set()
        self.met: set[tuple[str, str]] = set()  # terms, each with the document that names it
        self.term_names = {
            node_id: term.astext()
            for term in document.findall(nodes.term)
            for node_id in term["ids"]
        }
        self._methods: dict[type, Callable[[Any], str] | None] = {}
        self.footnotes = {note["ids"][0]: note for note in document.findall(nodes.footnote)}
        self.called = {ref["refid"] for ref in document.findall(nodes.footnote_reference)}
        self.targets = Targets(document, docnames_of(document))

    def label(self, node: nodes.Node, place: str) -> str:
        """The label of an id of the book (``refid``), to which ``node`` links."""
        try:
            return self.targets.want(node, place)
        except KeyError:
            raise self.error(node, f"link to {place!r}, which is not in the book") from None

    def elsewhere(self, place: str) -> bool:
        """Whether an id (``refid``) belongs to the book, but not to the part of it that is printed.

        Only a chapter by itself has such links.
        """
        docname = place.partition(":")[0]
        return docname in self.builder.book and docname not in self.targets.docnames

    def labels(self, node: nodes.Node, places: Iterable[tuple[str, str]]) -> list[str]:
        """The labels of places in the book to which ``node`` links, each once.

        A place is the name of a document and an id there; those of other documents are left out.
        """
        ids = (target(*place) for place in places if place[0] in self.targets.docnames)
        return list(dict.fromkeys(self.label(node, place) for place in ids))

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
        # It stands in a comment, which any line end of Unicode would end: the rest would be code.
        name = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
        return f"{name}:{node.line}"

    def write(self, node: nodes.Node) -> str:
        """Typst source for a node, with the anchors of its ids."""
        kind = type(node)
        if kind not in self._methods:
            self._methods[kind] = self._method(kind)
        method = self._methods[kind]
        if method is None:
            raise self.error(node, self._unprintable(node))
        if isinstance(node, nodes.Text) or not node["ids"] or isinstance(node, LABELLED):
            return method(node)
        anchors = self.targets.anchors(node["ids"])
        # Behind the words of a citation: where a page breaks before them, Typst keeps what stands
        # in front of them on the page that ends, and "cited on" would name that one.
        return method(node) + anchors if isinstance(node, nodes.inline) else anchors + method(node)

    def _method(self, kind: type[nodes.Node]) -> Callable[[Any], str] | None:
        """What writes a class of nodes, by name along its bases: an extension's handler first.

        Sphinx puts the handlers of ``add_node`` on the translator as ``visit_<class>`` and
        ``depart_<class>``.
        """
        for base in kind.__mro__:
            name = base.__name__
            if visit := getattr(self, f"visit_{name}", None):
                return partial(self._visit, visit, getattr(self, f"depart_{name}", None))
            if method := getattr(self, f"write_{name}", None):
                return method
        return None

    def _visit(self, visit: _Handler, depart: _Handler | None, node: nodes.Element) -> str:
        """What an extension's handlers append to ``body``, with the children between."""
        outer, self.body = self.body, []
        try:
            with suppress(nodes.SkipNode):
                children, departs = True, depart is not None
                try:
                    visit(node)
                except nodes.SkipChildren:
                    children = False
                except nodes.SkipDeparture:
                    departs = False
                if children:
                    inside = self.inline if _holds_a_line(node) else self.nested
                    self.body.append(inside(node))
                if departs and depart is not None:
                    depart(node)
            return "".join(self.body)
        finally:
            self.body = outer

    def _unprintable(self, node: nodes.Node) -> str:
        """What to say of a node that nothing here can print."""
        name, module = type(node).__name__, type(node).__module__
        within = (e for e in self.config.extensions if f"{module}.".startswith(f"{e}."))
        extension = max(within, key=len, default="")
        whose = f"of the extension {extension!r}" if extension else f"of {module}"
        words = " ".join(node.astext().split())
        return (
            f"no way to print the node <{name}> {whose}"
            + (f", with the text {shorten(words, 60)!r}" if words else "")
            + f"; give it one: app.add_node({name}, override=True, typst=(visit, depart))"
            ' (README of sphinx-typst-book, "Print your own nodes")'
        )

    def use(self, path: str | Path) -> None:
        """Have a ``.typ`` file imported by the book, so that its functions can be called.

        It is copied beside the template, from which it may import (``#import "book.typ": small``).
        Using it again costs nothing. Raises SphinxError when there is no such file, or when another
        one that is in use has its name or the name of one of its functions.
        """
        path = Path(path)
        if path in self.used:
            return
        if not path.is_file():
            raise SphinxError(f"typst: {path} is not a file that can be used in the book")
        if path.name in {other.name for other in (*TEMPLATE, *self.used)}:
            raise SphinxError(f"typst: {path}: a file of this name is already in use; rename it")
        for other in (*TEMPLATE, *self.used):
            if same := _defined(path) & _defined(other):
                names = ", ".join(sorted(same))
                raise SphinxError(f"typst: {path}: {other.name} has these names too: {names}")
        self.used.append(path)

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
            if is_only_places(block):
                written.append(block)  # no line of its own: empty, once settled
            else:
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
        """``body``, hyphenated in the language that the node names by a class.

        Hebrew in Latin letters runs from left to right, which Typst does not see by itself.
        """
        for name in node["classes"]:
            if found := _LANGUAGE.match(name):
                against = found[1] in _RIGHT_TO_LEFT and not _LETTERS_TO_LEFT.search(node.astext())
                direction = ", dir: ltr" if against else ""
                return f"#text(lang: {string(found[1])}{direction})[{body}]"
        return body

    def figure_number(self, node: nodes.Element, kind: str) -> str:
        """ "Figure 3.2", or nothing for what Sphinx does not number."""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        number = numbers.get(node["ids"][0].partition(":")[2])
        return self.config.numfig_format[kind] % ".".join(map(str, number)) if number else ""


def _defined(path: Path) -> set[str]:
    """The names that a .typ file gives to the book; those with a leading underscore are its own."""
    return set(re.findall(r"^#let ([a-zA-Z][\w-]*)", path.read_text(encoding="utf-8"), re.M))


def _holds_a_line(node: nodes.Element) -> bool:
    """Whether a node's children stand in a line, and are not blocks."""
    inside = (nodes.Text, nodes.Inline)
    return isinstance(node, nodes.TextElement) or all(isinstance(c, inside) for c in node.children)
