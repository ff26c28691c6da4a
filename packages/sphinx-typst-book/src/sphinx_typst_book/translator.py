"""Doctree to Typst source.

A method ``write_<class>`` for each node class of docutils and Sphinx; other extensions bring a pair
of functions for theirs (``app.add_node(..., typst=(visit, depart))``). A node without either is an
error with file and line: no text of the book is ever dropped unseen. What things look like is
decided in template/book.typ and the extensions' own .typ files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .assemble import files
from .blocks import Blocks
from .figures import Figures
from .inline import Inline
from .markup import array, call, string, text

if TYPE_CHECKING:
    from .targets import Links


class TypstTranslator(Inline, Blocks, Figures):
    """Writes an assembled doctree (see ``assemble``)."""

    def subtitle(self) -> str:
        """The root document's first paragraph, if it is all bold."""
        strong = self._subtitle()
        return self.inline(strong) if strong is not None else ""

    def _subtitle(self) -> nodes.Element | None:
        section = next(self.document.findall(nodes.section))
        paragraph = section[1] if len(section) > 1 else None
        if not isinstance(paragraph, nodes.paragraph):
            return None
        children = [child for child in paragraph.children if child.astext()]
        bold = len(children) == 1 and isinstance(children[0], nodes.strong)
        return children[0] if bold else None

    def front(self) -> str:
        """The root document's own text (not its titles, not the documents it lists)."""
        section = next(self.document.findall(nodes.section))
        own = section.children[1 if self._subtitle() is None else 2 :]
        extra = [child for child in self.document.children if child is not section]
        self.level, self.in_front = 1, True
        written = self.blocks(child for child in own + extra if _has_own_text(child))
        self.level, self.in_front = 0, False
        place = section["ids"][0]
        if place in self.targets.wanted and not written:
            raise self.error(section, "a link leads to the title page; link to a chapter instead")
        return f"#about({self.targets.label(place)})\n{written}" if written.strip() else ""

    def main(self) -> str:
        """The documents, in reading order."""
        return "\n".join(self.write(file) for file in files(self.document))

    def write_start_of_file(self, node: nodes.Element) -> str:
        outer, self.docname = self.docname, node["docname"]
        depth = self.level
        try:
            return self.nested(node)
        finally:
            self.docname, self.level = outer, depth

    def write_section(self, node: nodes.Element) -> str:
        self.level += 1
        try:
            return self.nested(node)
        finally:
            self.level -= 1

    def write_title(self, node: nodes.Element) -> str:
        section = node.parent
        number = self._section_number(section)
        return (
            "#"
            + call(
                "section",
                str(self.level),
                string(number) if number else "none",
                body=self.silent(self.inline, node),
            )
            + f"#label({self.targets.label(section['ids'][0])})"
        )

    def _section_number(self, section: nodes.Element) -> str:
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        for node_id in section["ids"]:
            if number := numbers.get("#" + node_id.partition(":")[2]):
                return ".".join(map(str, number))
        if isinstance(section.parent, addnodes.start_of_file) and numbers.get(""):
            return ".".join(map(str, numbers[""]))
        return ""

    # -- Of our own extensions -------------------------------------------------------
    def write_claim(self, node: nodes.Element) -> str:
        from extensions.claims import rating_label, rating_mark

        statement, *rest = node.children
        own = [child for child in rest if "claim-sources" not in child["classes"]]
        sources = [child for child in rest if child not in own]
        rating = node["rating"]
        return "#" + call(
            "claim",
            f"[{text(self.figure_number(node, 'claim'))}]",
            f"[{text(str(rating_mark(rating)))}]",
            f"[{text(str(rating_label(rating)))}]",
            f"[{self.write(statement)}]",
            f"[{self.blocks(own).rstrip()}]",  # or the sources would not join the last paragraph
            f"[{''.join(self.silent(self.write, child) for child in sources)}]",
        )

    def write_citation(self, node: nodes.Element) -> str:
        parts = [child for child in node.children if not isinstance(child, nodes.label)]
        self.quiet += 1
        body = text(" ").join(map(self.write, parts))
        self.quiet -= 1
        return f"#citation[{body}{self.write_cited_in(node)}]"

    def write_cited_in(self, node: nodes.Element) -> str:
        """The pages of every place that cites an entry: in the book, or in its own chapter."""
        places = dict.fromkeys(map(self.targets.at, self.targets.places(node)))
        return f"#cited-in({array(map(string, places))})" if places else ""

    # -- The index -------------------------------------------------------------------
    def index(self) -> str:
        """The index of the whole book as an array of letters, or nothing."""

        def pages(links: Links) -> str:
            return array(map(string, self.targets.of_links(links)))

        letters = []
        for letter, group in self.entries:
            names = []
            for name, (links, below, _key) in group:
                lower = array(f"([{text(sub)}], {pages(where)})" for sub, where in below)
                names.append(f"([{text(name)}], {pages(links)}, {lower})")
            letters.append(f"([{text(letter)}], {array(names)})")
        return array(letters) if letters else ""


def _has_own_text(node: nodes.Node) -> bool:
    """Whether a block of the root document holds more than lists of its chapters."""
    if isinstance(node, nodes.compound):
        return "toctree-wrapper" not in node["classes"]
    if isinstance(node, nodes.section):
        return any(map(_has_own_text, node.children[1:]))
    return not isinstance(node, addnodes.start_of_file)
