"""Doctree to Typst source.

A method ``write_<class>`` for each node class, found by name along the class's bases, so that other
extensions' nodes need no import here. A node without one is an error with file and line: no text of
the book is ever dropped unseen. What things look like is decided in template/book.typ alone.
"""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import SphinxError
from sphinx.locale import admonitionlabels

from .assemble import files
from .images import replaced_fonts
from .markup import array, call, string, text
from .tables import Layout, row_breaks
from .targets import LABELLED, Targets, UnknownTargetError
from .typeset import SOURCE_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.builders import Builder

    from .targets import Links

_ENUMERATORS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
# A definition with more characters (about eight lines) may break across pages.
_LONG_DEFINITION = 600
# Cross-references that name a place (not a word), so that a reader of paper wants its page.
_PAGED = {"std-ref", "std-numref", "std-doc", "doc"}
_URL = re.compile(r"(?:https?://|www\.|doi:)\S+$")
_LANGUAGE = re.compile(r"lang-([a-z]{2,3})$")


class Writer:
    """Writes an assembled doctree (see ``assemble``)."""

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

    # -- Walking -----------------------------------------------------------------
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
        return self.targets.anchors(node["ids"]) + method(node)

    def inline(self, node: nodes.Element) -> str:
        """The children, one after another."""
        return "".join(self.write(child) for child in node.children)

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

    # -- The book ----------------------------------------------------------------
    def subtitle(self) -> str:
        """The root document's first paragraph, if it is all bold."""
        strong = self._subtitle()
        return self.inline(strong) if strong is not None else ""

    def _subtitle(self) -> nodes.Element | None:
        section = next(self.tree.findall(nodes.section))
        paragraph = section[1] if len(section) > 1 else None
        if not isinstance(paragraph, nodes.paragraph):
            return None
        children = [child for child in paragraph.children if child.astext()]
        bold = len(children) == 1 and isinstance(children[0], nodes.strong)
        return children[0] if bold else None

    def front(self) -> str:
        """The root document's own text (not its titles, not the documents it lists)."""
        section = next(self.tree.findall(nodes.section))
        own = section.children[1 if self._subtitle() is None else 2 :]
        extra = [child for child in self.tree.children if child is not section]
        self.level, self.in_front = 1, True
        written = self.blocks(child for child in own + extra if _has_own_text(child))
        self.level, self.in_front = 0, False
        place = section["ids"][0]
        if place in self.targets.wanted and not written:
            raise self.error(section, "a link leads to the title page; link to a chapter instead")
        return f"#about({self.targets.label(place)})\n{written}" if written.strip() else ""

    def main(self) -> str:
        """The documents, in reading order."""
        return "\n".join(self.write(file) for file in files(self.tree))

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

    def _figure_number(self, node: nodes.Element, kind: str) -> str:
        """ "Figure 3.2", or nothing for what Sphinx does not number."""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        number = numbers.get(node["ids"][0].partition(":")[2])
        return self.config.numfig_format[kind] % ".".join(map(str, number)) if number else ""

    # -- Inline ------------------------------------------------------------------
    def write_Text(self, node: nodes.Text) -> str:
        return text(node.astext())

    def write_inline(self, node: nodes.Element) -> str:
        return self._in_language(node, self.inline(node))

    write_generated = write_inline

    def _in_language(self, node: nodes.Element, body: str) -> str:
        for name in node["classes"]:
            if found := _LANGUAGE.match(name):
                return f"#text(lang: {string(found[1])})[{body}]"
        return body

    def write_emphasis(self, node: nodes.Element) -> str:
        return f"#emph[{self.inline(node)}]"

    write_title_reference = write_emphasis

    def write_strong(self, node: nodes.Element) -> str:
        return f"#strong[{self.inline(node)}]"

    def write_literal(self, node: nodes.Element) -> str:
        return f"#raw({string(node.astext())})"

    write_manpage = write_literal

    def write_subscript(self, node: nodes.Element) -> str:
        return f"#sub[{self.inline(node)}]"

    def write_superscript(self, node: nodes.Element) -> str:
        return f"#super[{self.inline(node)}]"

    def write_abbreviation(self, node: nodes.Element) -> str:
        explanation = node.get("explanation", "")
        if not explanation or node.astext() in self.explained:
            return self.inline(node)
        self.explained.add(node.astext())
        return self.inline(node) + text(f" ({explanation})")

    def write_target(self, node: nodes.Element) -> str:
        return self.inline(node)

    def write_index(self, node: nodes.Element) -> str:
        return self.targets.entry_anchors(node)

    def write_reference(self, node: nodes.Element) -> str:
        if not self.linked:
            return self.inline(node)
        shown = node.astext()
        if "refid" in node:
            kind = "link-to-page" if not self.quiet and _names_a_place(node) else "link-to"
            if isinstance(node, addnodes.number_reference):
                body = text(shown.replace(" ", "\N{NO-BREAK SPACE}"))
            else:
                body = self.inline(node)
            return f"#{call(kind, string(self.targets.at(node['refid'])), body=body)}"
        uri = node["refuri"]
        if _URL.match(shown):
            return f"#link({string(uri)})[#{call('address', string(shown))}]"
        body = f"#link({string(uri)})[{self.inline(node)}]"
        if self.quiet or not _URL.match(uri):
            return body
        return f"{body}#footnote[#link({string(uri)})[#{call('address', string(uri))}]]"

    def write_download_reference(self, node: nodes.Element) -> str:
        if "refuri" in node:
            return self.write_reference(node)
        return self.inline(node)

    def write_footnote_reference(self, node: nodes.Element) -> str:
        place = node["refid"]
        if place in self.noted:
            return f"#footnote(label({string(place)}))"
        self.noted.add(place)
        note = self.footnotes[place]
        children = [child for child in note.children if not isinstance(child, nodes.label)]
        if len(children) == 1 and isinstance(children[0], nodes.paragraph):
            body = self.silent(self.inline, children[0])
        else:
            self.quiet += 1
            body = self.blocks(children)
            self.quiet -= 1
        return f"#footnote[{body}]#label({string(place)})"

    def write_footnote(self, node: nodes.Element) -> str:
        """Printed at the foot of the page that calls it; here only uncalled ones are found."""
        if node["ids"][0] not in self.called:
            raise self.error(node, "footnote that nothing refers to")
        return ""

    def write_raw(self, node: nodes.Element) -> str:
        if node["format"] == "html" and node.astext().startswith("<br"):
            return "#linebreak()"  # how MyST writes a hard line break
        return node.astext() if "typst" in node["format"].split() else ""

    def write_nothing(self, node: nodes.Element) -> str:
        return ""

    # Not text: instructions to other programs, and notes to authors.
    write_comment = write_substitution_definition = write_highlightlang = write_nothing
    write_tabular_col_spec = write_meta = write_toctree = write_nothing

    def write_problematic(self, node: nodes.Element) -> str:
        raise self.error(node, f"faulty markup: {node.astext()!r}")

    write_system_message = write_problematic

    # -- Blocks ------------------------------------------------------------------
    def write_paragraph(self, node: nodes.Element) -> str:
        return self._in_language(node, self.inline(node))

    def write_container(self, node: nodes.Element) -> str:
        return self._in_language(node, self.nested(node))

    write_glossary = write_container

    def write_compound(self, node: nodes.Element) -> str:
        if self.in_front and "toctree-wrapper" in node["classes"]:
            return ""  # the chapters follow in main()
        return self.write_container(node)

    def write_block_quote(self, node: nodes.Element) -> str:
        said = [child for child in node.children if isinstance(child, nodes.attribution)]
        body = self.blocks(child for child in node.children if child not in said)
        style = "epigraph" if "epigraph" in node["classes"] else "quotation"
        by = f"[{self.inline(said[0])}]" if said else "none"
        return self._in_language(node, f"#{call(style, by, body=body)}")

    def write_bullet_list(self, node: nodes.Element) -> str:
        children = [self._in_brackets(child) for child in node.children]
        return f"#{call('list', *children, tight=_is_tight(node))}"

    def write_enumerated_list(self, node: nodes.Element) -> str:
        numbering = (
            node.get("prefix", "") + _ENUMERATORS[node.get("enumtype", "arabic")]
        ) + node.get("suffix", ".")
        children = [self._in_brackets(child) for child in node.children]
        start = str(node.get("start", 1))
        return "#" + call(
            "enum", *children, start=start, numbering=string(numbering), tight=_is_tight(node)
        )

    def _in_brackets(self, node: nodes.Element) -> str:
        if _is_question(node):
            question, *rest = node.children
            body = f"#stay-with-next[{self.write(question)}]\n{self.blocks(rest)}"
        else:
            body = self.nested(node)
        return f"[{self.targets.anchors(node['ids'])}{body}]"

    def write_definition_list(self, node: nodes.Element) -> str:
        pairs = []
        for pair in node.children:
            kinds = (nodes.term, nodes.classifier)
            heads = [child for child in pair.children if isinstance(child, kinds)]
            bodies = [child for child in pair.children if not isinstance(child, kinds)]
            body = "".join(map(self.nested, bodies))
            head = "#linebreak()".join(self.write(child) for child in heads)
            long = _boolean(len(pair.astext()) > _LONG_DEFINITION)
            pairs.append(f"([{head}], [{body}], {long})")
        short = all(_is_one_paragraph(pair) for pair in node.children)
        return f"#{call('run-in-definitions' if short else 'definitions', *pairs)}"

    def write_term(self, node: nodes.Element) -> str:
        return self.silent(self.inline, node)

    def write_classifier(self, node: nodes.Element) -> str:
        return f"#emph[{self.inline(node)}]"

    def write_field_list(self, node: nodes.Element) -> str:
        pairs = (
            f"([{self.inline(name)}], [{self.nested(body)}])"
            for name, body in (field.children for field in node.children)
        )
        return "#fields(" + ", ".join(pairs) + ")"

    def write_literal_block(self, node: nodes.Element) -> str:
        return f"#raw(block: true, {string(node.astext())})"

    write_doctest_block = write_literal_block

    def write_caption(self, node: nodes.Element) -> str:
        """Of a listing; figures and tables print theirs themselves."""
        return f"#rubric[{self.inline(node)}]"

    def write_transition(self, node: nodes.Element) -> str:
        return "#transition"

    def write_line_block(self, node: nodes.Element) -> str:
        lines = ", ".join(f"({depth}, [{line}])" for depth, line in self._lines(node, 0))
        return f"#verse({lines})"

    def _lines(self, node: nodes.Element, depth: int) -> list[tuple[int, str]]:
        lines: list[tuple[int, str]] = []
        for child in node.children:
            if isinstance(child, nodes.line_block):
                lines += self._lines(child, depth + 1)
            else:
                lines.append((depth, self.inline(child)))
        return lines

    def write_rubric(self, node: nodes.Element) -> str:
        return f"#rubric[{self.inline(node)}]"

    def write_centered(self, node: nodes.Element) -> str:
        return f"#align(center)[{self.inline(node)}]"

    def write_hlist(self, node: nodes.Element) -> str:
        return f"#hlist({', '.join(self._in_brackets(child) for child in node.children)})"

    def write_admonition(self, node: nodes.Element) -> str:
        title, *rest = node.children
        style = "answer" if "answer" in node["classes"] else "admonition"
        return f"#{call(style, f'[{self.inline(title)}]', body=self.blocks(rest))}"

    def _write_named(self, node: nodes.Element) -> str:
        heading = text(str(admonitionlabels[type(node).__name__]))
        return f"#{call('admonition', f'[{heading}]', body=self.nested(node))}"

    write_note = write_tip = write_hint = write_important = write_seealso = _write_named
    write_attention = write_caution = write_danger = write_error = write_warning = _write_named

    def write_topic(self, node: nodes.Element) -> str:
        titled = node.children and isinstance(node.children[0], nodes.title)
        title = f"[{self.inline(node.children[0])}]" if titled else "none"
        rest = node.children[1:] if titled else node.children
        return f"#{call('admonition', title, body=self.blocks(rest))}"

    write_sidebar = write_topic

    def write_subtitle(self, node: nodes.Element) -> str:
        return f"#emph[{self.inline(node)}]"

    def write_versionmodified(self, node: nodes.Element) -> str:
        return self.nested(node)

    # -- Figures and tables --------------------------------------------------------
    def write_image(self, node: nodes.Element) -> str:
        inline = isinstance(node.parent, nodes.TextElement)
        picture = self._picture(node)
        return f"#box({picture})" if inline else f"#align(center, {picture})"

    def _picture(self, node: nodes.Element, description: str = "") -> str:
        if not node.get("alt"):
            raise self.error(node, f"image {node['uri']!r} without alternative text (:alt:)")
        if node["uri"] not in self.builder.images:
            raise self.error(node, f"image {node['uri']!r} is not a readable file of the book")
        if replaced := replaced_fonts(Path(self.builder.srcdir) / node["uri"]):
            wanted = ", ".join(replaced)
            raise self.error(
                node, f"image {node['uri']!r} wants fonts that we do not have: {wanted}"
            )
        width = node.get("width", "")
        size = {"width": width} if re.fullmatch(r"[\d.]+(%|mm|cm|in|pt|em)", width) else {}
        path = string(f"images/{self.builder.images[node['uri']]}")
        alternative = " ".join(part for part in (node["alt"], description) if part)
        return call("image", path, alt=string(" ".join(alternative.split())), **size)

    def write_figure(self, node: nodes.Element) -> str:
        image = next(node.findall(nodes.image), None)
        caption = next((c for c in node.children if isinstance(c, nodes.caption)), None)
        legend = next((c for c in node.children if isinstance(c, nodes.legend)), None)
        if image is None:
            raise self.error(node, "figure without an image")
        picture = self._picture(image, legend.astext() if legend is not None else "")
        # A figure between paragraphs may move to the head or foot of a page, not one in a box.
        floats = _boolean(isinstance(node.parent, nodes.section))
        return self._labelled("illustration", node, "figure", caption, floats, picture)

    def write_table(self, node: nodes.Element) -> str:
        title = next((c for c in node.children if isinstance(c, nodes.title)), None)
        group = next(c for c in node.children if isinstance(c, nodes.tgroup))
        head = next((c for c in group.children if isinstance(c, nodes.thead)), None)
        body = next(c for c in group.children if isinstance(c, nodes.tbody))
        layout = Layout(node)
        parts = [_boolean(value) for value in (layout.dense, layout.whole, layout.floats)]
        parts.append(array(layout.columns))
        self.quiet += 1
        if head is not None:
            cells = chain.from_iterable(self._row(row, len(row.children)) for row in head.children)
            parts.append(call("table.header", *cells, "table.hline()", repeat=_is_repeatable(head)))
        for row in body.children:
            if head is not None and "group" in row["classes"]:
                # A row that names a group is a second head: repeated, and never alone at the foot.
                cells = self._row(row, len(row.children))
                parts.append(call("table.header", *cells, level="2"))
            else:
                parts += self._row(row)
        self.quiet -= 1
        return self._labelled("tabulation", node, "table", title, *parts)

    def _labelled(
        self, name: str, node: nodes.Element, kind: str, caption: nodes.Element | None, *parts: str
    ) -> str:
        words = self.silent(self.inline, caption) if caption is not None else ""
        number = text(self._figure_number(node, kind))
        body = call(name, f"[{number}]", f"[{words}]", *parts)
        return f"#{body}#label({self.targets.label(node['ids'][0])})"

    def _row(self, row: nodes.Element, heads: int = 0) -> list[str]:
        """The cells of a row, of which the first ``heads`` are in bold."""
        breakable = row_breaks(row)
        self.linked = "group" not in row["classes"]
        cells = [
            self._cell(entry, breakable, column < heads)
            for column, entry in enumerate(row.children)
        ]
        self.linked = True
        return cells

    def _cell(self, entry: nodes.Element, breakable: bool, bold: bool) -> str:
        named = {
            name: str(entry[attribute] + 1)
            for name, attribute in (("colspan", "morecols"), ("rowspan", "morerows"))
            if entry.get(attribute)
        }
        body = self.targets.anchors(entry["ids"]) + self.nested(entry)
        if bold:
            body = f"#strong[{body}]"
        if not breakable:
            named["breakable"] = "false"
        if "group" in entry.parent["classes"]:
            named["inset"] = "group-inset"
        return call("table.cell", body=body, **named)

    # -- Of our own extensions -------------------------------------------------------
    def write_claim(self, node: nodes.Element) -> str:
        from extensions.claims import rating_label, rating_mark

        statement, *rest = node.children
        own = [child for child in rest if "claim-sources" not in child["classes"]]
        sources = [child for child in rest if child not in own]
        rating = node["rating"]
        return "#" + call(
            "claim",
            f"[{text(self._figure_number(node, 'claim'))}]",
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
        return f"#citation[{body}]"

    def write_cited_in(self, node: nodes.Element) -> str:
        """The pages of every place in the book that cites an entry."""
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


def _is_repeatable(head: nodes.Element) -> str:
    """Whether a table's head may be repeated: that may neither link nor be linked to."""
    linking = (nodes.reference, nodes.footnote_reference)
    found = any(isinstance(n, linking) or n["ids"] for n in head.findall(nodes.Element))
    return _boolean(not found)


def _is_one_paragraph(pair: nodes.Element) -> bool:
    """Whether a definition list's child is a term and a single paragraph."""
    kinds = [type(child) for child in pair.children[-1].children]
    return len(pair.children) == 2 and kinds == [nodes.paragraph]


def _is_question(node: nodes.Element) -> bool:
    """Whether a list's child is a paragraph and its answer."""
    first, second = [*node.children[:2], None, None][:2]
    return isinstance(first, nodes.paragraph) and (
        isinstance(second, nodes.admonition) and "answer" in second["classes"]
    )


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _is_tight(node: nodes.Element) -> str:
    """Whether no child of a list holds more than one block."""
    return _boolean(all(len(child.children) == 1 for child in node.children))


def _names_a_place(node: nodes.Element) -> bool:
    if isinstance(node, addnodes.number_reference):
        return True
    inner = node.children[0] if node.children else None
    return isinstance(inner, nodes.Element) and bool(_PAGED & set(inner["classes"]))
