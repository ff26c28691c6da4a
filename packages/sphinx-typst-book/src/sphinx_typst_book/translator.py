"""Doctree to Typst source.

A method ``write_<class>`` for each node class of docutils and Sphinx; other extensions bring a pair
of functions for theirs (``app.add_node(..., typst=(visit, depart))``). A node without either is an
error with file and line: no text of the book is ever dropped unseen. What things look like is
decided in template/book.typ and the extensions' own .typ files.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import SphinxError
from sphinx.locale import _

from .assemble import INDEX, files
from .blocks import Blocks
from .figures import Figures
from .inline import Inline
from .markup import array, call, string, text
from .targets import is_only_places

if TYPE_CHECKING:
    from .targets import Links

# A small letter that stands alone in an entry of the index is the symbol of a statistic, which is
# italic (APA 7, section 6.44): "Cohen's d", "p value". Vowels are words in many languages.
_SYMBOL = re.compile(r"(?<![^\s(])([b-df-hj-np-tv-z])(?![^\s),])")
# Where a sentence ends and another begins, or the text ends.
_END = re.compile(r"\.(?=\s+[A-Z]|\s*$)")


class TypstTranslator(Inline, Blocks, Figures):
    """Writes an assembled doctree (see ``assemble``)."""

    def subtitle(self) -> str:
        """The root document's first paragraph, if it is all bold."""
        strong = self._subtitle()
        return self.inline(strong) if strong is not None else ""

    def subtitle_words(self) -> str:
        """The same as plain words."""
        strong = self._subtitle()
        return strong.astext() if strong is not None else ""

    def _subtitle(self) -> nodes.Element | None:
        section = next(self.document.findall(nodes.section))
        paragraph = section[1] if len(section) > 1 else None
        if not isinstance(paragraph, nodes.paragraph):
            return None
        children = [child for child in paragraph.children if child.astext()]
        bold = len(children) == 1 and isinstance(children[0], nodes.strong)
        return children[0] if bold else None

    def front(self) -> str:
        """The root document's own text (not its titles, not the documents it lists).

        Of a book of one document it is the body: see ``main``.
        """
        if self._is_one_document():
            return ""
        self.level, self.in_front = 1, True
        written = self._own_text()
        self.level, self.in_front = 0, False
        if not is_only_places(written):
            section = next(self.document.findall(nodes.section))
            written = f"#about({self.targets.label(section['ids'][0])})\n{written}"
        self.in_front = True
        more = "\n".join(self.write(file) for file in self._files() if file.get("front"))
        self.in_front = False
        return written.strip() + ("\n" + more if more else "")

    def in_parts(self) -> bool:
        """Whether the book has parts: then parts are of level 1, and chapters of level 2."""
        return bool(self.parts())

    def parts(self) -> list[str]:
        """The titles of the parts of the book."""
        return [file["part"] for file in files(self.document) if "part" in file]

    def _files(self) -> list[addnodes.start_of_file]:
        """The documents that the book is made of, but for the page of the imprint."""
        imprint = self.config.typst_imprint_page
        return [file for file in files(self.document) if file["docname"] != imprint]

    def imprint(self) -> str:
        """The text of the document of the imprint, without its title. Raises SphinxError."""
        name = self.config.typst_imprint_page
        if not name:
            return ""
        for file in files(self.document):
            if file["docname"] == name:
                section = next(file.findall(nodes.section))
                outer, self.docname = self.docname, name
                for inner in section.findall(nodes.section, include_self=False):
                    raise self.error(
                        inner,
                        "a heading in the imprint, which stands before the first of the book: write"
                        " its words in bold",
                    )
                body = self.silent(lambda node: self.blocks(node.children[1:]), section)
                self.docname = outer
                return f"#anchor({self.targets.label(section['ids'][0])})" + body
        raise SphinxError(
            f"typst: typst_imprint_page: no toctree lists {name!r}; list it, or correct the setting"
        )

    def lists(self) -> dict[str, list[str]]:
        """Figures and tables with a number: label, number, and caption, by name of the list."""
        found: dict[str, list[str]] = {}
        kinds = {"figure": (nodes.figure, nodes.caption), "table": (nodes.table, nodes.title)}
        for name in self.config.typst_lists:
            if name not in kinds:
                raise SphinxError(
                    f'typst: typst_lists: there is no list of {name!r}; write "figure" or "table"'
                )
            kind, head = kinds[name]
            for file in files(self.document):
                outer, self.docname = self.docname, file["docname"]
                for node in file.findall(kind):
                    number = self.figure_number(node, name)
                    caption = next((c for c in node.children if isinstance(c, head)), None)
                    if number and caption is not None:
                        label = string(node["ids"][0])
                        words = f"[{text(number)}], [{_first_sentence(caption)}]"
                        found.setdefault(f"{name}s", []).append(f"({label}, {words})")
                self.docname = outer
        return found

    def check_settings(self) -> None:
        """Every document that is to have wide pages is there. Raises SphinxError."""
        for name in self.config.typst_wide_pages:
            if name not in self.env.found_docs:
                raise SphinxError(
                    f"typst: typst_wide_pages: there is no document {name!r}; correct the setting"
                )

    def _is_one_document(self) -> bool:
        return next(files(self.document), None) is None

    def _own_text(self) -> str:
        section = next(self.document.findall(nodes.section))
        own = section.children[1 if self._subtitle() is None else 2 :]
        extra = [child for child in self.document.children if child is not section]
        return self.blocks(child for child in own + extra if _has_own_text(child))

    def check_targets(self) -> None:
        """Every linked place is printed exactly once. Raises SphinxError."""
        title = next(self.document.findall(nodes.section))["ids"][0]
        for node, place, times in self.targets.misprinted():
            if place == title and not times:
                raise self.error(node, "a link leads to the title page; link to a chapter instead")
            raise self.error(node, f"link target {place!r} is printed {times} times, not once")

    def main(self) -> str:
        """The documents, in reading order; of a book of one document, its sections as chapters."""
        if self._is_one_document():
            section = next(self.document.findall(nodes.section))
            return self.targets.anchors(section["ids"]) + self._own_text()
        self.level = int(self.in_parts())
        return "\n".join(self.write(file) for file in self._files() if not file.get("front"))

    def write_start_of_file(self, node: nodes.Element) -> str:
        if node["docname"] == INDEX:
            return f"#index-pages({self.level + 1}, {self.index() or '()'})"
        outer, self.docname = self.docname, node["docname"]
        depth = self.level
        wide = self.docname in self.config.typst_wide_pages
        try:
            return f"#wide-pages[\n{self.nested(node)}\n]" if wide else self.nested(node)
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
        named = {}
        if isinstance(section.parent, addnodes.start_of_file):
            if part := section.parent.get("part"):
                named["part"] = f"[{text(part)}]"
            if section.parent.get("offprint"):
                named["opened"] = "true"
        elif self.in_front or self._titles[_unnumbered(node)] > 1:
            named["listed"] = "false"
        return (
            "#"
            + call(
                "section",
                str(self.level),
                string(number) if number else "none",
                body=self.silent(self.inline, node),
                **named,
            )
            + f"#label({self.targets.label(section['ids'][0])})"
        )

    @cached_property
    def _titles(self) -> Counter[str]:
        """How often each title of a section stands in the book, whatever number it names."""
        sections = self.document.findall(nodes.section)
        return Counter(_unnumbered(section[0]) for section in sections if section.children)

    def has_index(self) -> bool:
        """Whether a toctree gives the index its place."""
        return any(file["docname"] == INDEX for file in files(self.document))

    def _section_number(self, section: nodes.Element) -> str:
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        for node_id in section["ids"]:
            if number := numbers.get("#" + node_id.partition(":")[2]):
                return ".".join(map(str, number))
        if isinstance(section.parent, addnodes.start_of_file) and numbers.get(""):
            return ".".join(map(str, numbers[""]))
        # That of a section which an extension makes, and Sphinx does not count.
        return str(section.get("number", ""))

    def write_citation(self, node: nodes.Element) -> str:
        label, *rest = node.children
        body = self.silent(lambda _node: text(" ").join(map(self.write, rest)), node)
        return f"#{call('citation', f'[{self.inline(label)}]', body=body)}"

    # -- The index -------------------------------------------------------------------
    def index(self) -> str:
        """The index of the whole book as an array of letters, or nothing."""

        def pages(links: Links) -> str:
            """The places, and the main ones (which Sphinx puts first)."""
            main, others = [
                [one for one in links if (one[0] == "main") is is_main] for is_main in (True, False)
            ]
            return ", ".join(
                array(map(string, self.targets.of_links(self.document, of)))
                for of in (others, main)
            )

        letters = []
        for letter, group in IndexEntries(self.env).create_index(self.builder):
            names = []
            for name, (links, below, _key) in group:
                lower = array(
                    f"([{_entry(sub, not where)}], {pages(where)})" for sub, where in below
                )
                names.append(f"([{_entry(name)}], {pages(links)}, {lower})")
            letters.append(f"([{text(letter)}], {array(names)})")
        return array(letters) if letters else ""


def _entry(words: str, refers: bool = False) -> str:
    """The words of an entry; of one that refers to another, the "see" in italics too."""
    written = ""
    if refers:
        for see in (_("see also %s"), _("see %s")):
            first, _sign, last = see.partition("%s")
            if words.startswith(first) and words.endswith(last):
                written, words = f"#emph[{text(first)}]", words.removeprefix(first)
    for n, part in enumerate(_SYMBOL.split(words)):
        written += f"#emph[{text(part)}]" if n % 2 else text(part)
    return written


def _unnumbered(title: nodes.Element) -> str:
    """The words of a title without the number of a chapter that they begin with."""
    return re.sub(r"^\d+[.\s]\s*", "", title.astext())


def _first_sentence(caption: nodes.Element) -> str:
    """The first sentence of a caption, for a list: without its stop, links, notes and anchors."""
    written = ""
    for leaf in caption.findall(nodes.Text):
        if isinstance(leaf.parent, nodes.footnote_reference):
            continue
        words, stop, _rest = _END.sub("\0", leaf.astext(), count=1).partition("\0")
        slanted = isinstance(leaf.parent, nodes.emphasis)
        written += f"#emph[{text(words)}]" if slanted else text(words)
        if stop:
            break
    return written


def _has_own_text(node: nodes.Node) -> bool:
    """Whether a block of the root document holds more than lists of its chapters."""
    if isinstance(node, nodes.compound):
        return "toctree-wrapper" not in node["classes"]
    if isinstance(node, nodes.section):
        return any(map(_has_own_text, node.children[1:]))
    return not isinstance(node, addnodes.start_of_file)
