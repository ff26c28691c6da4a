"""Inline nodes: text, emphasis, links, footnotes."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from .chapters import web_address
from .markup import AIR, call, string, text, touch
from .walk import Walker

# Cross-references that name a place (not a word), so that a reader of paper wants its page. Sphinx
# tells the roles of resolved references by these classes only.
_PAGED = {"std-ref", "std-numref", "std-doc", "doc"}
# What is around running text; the margin beside anything else is left alone.
_RUNNING = (
    nodes.paragraph,
    nodes.section,
    nodes.compound,
    addnodes.start_of_file,
)
# Between the mark of a note and its words.
_NOTE = "#note-gap"
# The class of a citation in ``sphinx-apa7``.
_CITATION = "citation-place"
# What a statistic is compared with: "*d* = 0.31".
_COMPARED = re.compile(r"\s[=<>≤≥≈]")
_URL = re.compile(r"(?:https?://|www\.|doi:)\S+$")


class Inline(Walker):
    """The part of the writer for what stands in a line."""

    def write_Text(self, node: nodes.Text) -> str:
        words = node.astext()
        # A citation is a text of its own behind its bracket.
        return (AIR if touch(_text_before(node), words) else "") + text(words)

    def write_inline(self, node: nodes.Element) -> str:
        body = self.in_language(node, self.inline(node))
        return f"#cited[{body}]" if _CITATION in node["classes"] else body

    write_generated = write_inline

    def write_emphasis(self, node: nodes.Element) -> str:
        return f"#{'symbol' if _is_compared(node) else 'emph'}[{self.inline(node)}]"

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
            if isinstance(node, addnodes.number_reference):
                body = text(shown.replace(" ", "\N{NO-BREAK SPACE}"))
            else:
                body = self.inline(node)
                if not self.quiet and _names_a_place(node) and self._is_title(node):
                    body = f"#quoted[{body}]"
            if self.elsewhere(node["refid"]):
                docname, _, node_id = node["refid"].partition(":")
                address = web_address(self.config, docname, node_id)
                return f"#link({string(address)})[{body}]" if address else body
            label = string(self.label(node, node["refid"]))
            if self._is_new_term(node):
                note = f"[{text(self._in_the_margin(node))}]"
                return f"#{call('link-to-term', label, note, body=body)}"
            if self.quiet or not _names_a_place(node):
                return f"#{call('link-to', label, body=body)}"
            within, goes_on = _in_brackets(node)
            named = {"within": "true"} if within else {}
            if within and goes_on:
                named["goes_on"] = "true"
            return f"#{call('link-to-page', label, body=body, **named)}"
        uri = node["refuri"]
        if _URL.match(shown):
            return f"#link({string(uri)})[#{call('address', string(shown))}]"
        body = f"#link({string(uri)})[{self.inline(node)}]"
        if self.quiet or not _URL.match(uri):
            return body
        return f"{body}#footnote[{_NOTE}#link({string(uri)})[#{call('address', string(uri))}]]"

    def _is_title(self, node: nodes.Element) -> bool:
        """Whether a link in a sentence is the title of a page, which has quotation marks.

        So have titles of chapters (APA 7, section 6.7); paper does not show where a link ends.
        """
        shown, title = node.astext(), self.env.titles.get(node["refid"].partition(":")[0])
        return title is not None and title.astext() == shown != node.parent.astext()

    def _is_new_term(self, node: nodes.Element) -> bool:
        """Whether the running text names a term of the glossary for the first time on a page."""
        if not _is_term(node):
            return False
        around = node.parent
        while isinstance(around, _RUNNING):
            around = around.parent
        term = (self.docname, node["refid"])
        if self.quiet or not isinstance(around, nodes.document) or term in self.met:
            return False
        self.met.add(term)
        return True

    def _in_the_margin(self, node: nodes.Element) -> str:
        """The words of a link to a term, small at the start of a sentence if the term is so."""
        words = node.astext()
        small = self.term_names.get(node["refid"], "")[:1].islower()
        return words[:1].lower() + words[1:] if small else words

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
        return f"#footnote[{_NOTE}{body}]#label({string(place)})"

    def write_footnote(self, node: nodes.Element) -> str:
        """Printed at the foot of the page that calls it; here only uncalled ones are found."""
        if node["ids"][0] not in self.called:
            raise self.error(node, "footnote that nothing refers to")
        return ""

    def write_raw(self, node: nodes.Element) -> str:
        if node["format"] == "html" and node.astext().startswith("<br"):
            # How MyST writes a hard line break, for which docutils has no node (MyST-Parser#408).
            # Remove when it makes a line block of it (MyST-Parser#948).
            return "#linebreak()"
        return node.astext() if "typst" in node["format"].split() else ""

    def write_nothing(self, node: nodes.Element) -> str:
        return ""

    # Not text: instructions to other programs, and notes to authors.
    write_comment = write_substitution_definition = write_highlightlang = write_nothing
    write_tabular_col_spec = write_meta = write_toctree = write_nothing

    def write_problematic(self, node: nodes.Element) -> str:
        raise self.error(node, f"faulty markup: {node.astext()!r}")

    write_system_message = write_problematic


def _text_before(node: nodes.Node) -> str:
    """The text that ends where ``node`` begins, in the same block."""
    while not (before := node.parent.children[: node.parent.index(node)]):
        node = node.parent
        if not isinstance(node, nodes.Inline):
            return ""
    return str(before[-1].astext())


def _is_compared(node: nodes.Element) -> bool:
    """Whether slanted words are a statistic: what follows says what it is compared with."""
    at = node.parent.index(node) + 1
    behind = node.parent[at] if at < len(node.parent) else None
    return isinstance(behind, nodes.Text) and bool(_COMPARED.match(behind.astext()))


def _names_a_place(node: nodes.Element) -> bool:
    if isinstance(node, addnodes.number_reference):
        return True
    inner = node.children[0] if node.children else None
    if not isinstance(inner, nodes.Element):
        return False
    return bool(_PAGED & set(inner["classes"])) or (_is_term(node) and _lists_terms(node))


def _is_term(node: nodes.Element) -> bool:
    inner = node.children[0] if node.children else None
    return isinstance(inner, nodes.Element) and "std-term" in inner["classes"]


def _lists_terms(node: nodes.Element) -> bool:
    """Whether a link stands in a point of a list that holds little else than terms."""
    line = node.parent
    if not isinstance(line.parent, nodes.list_item):
        return False
    terms = (link.astext() for link in line.findall(nodes.reference) if _is_term(link))
    return 2 * sum(map(len, terms)) > len(line.astext())


def _in_brackets(node: nodes.Element) -> tuple[bool, bool]:
    """Whether a bracket is open where ``node`` stands, and whether words follow without a stop.

    Looks at the text of the block around it.
    """
    block: nodes.Element = node
    while not isinstance(block, (nodes.TextElement, nodes.document)) or isinstance(
        block, nodes.Inline
    ):
        block = block.parent
    own = {id(leaf) for leaf in node.findall(nodes.Text)}
    leaves = list(block.findall(nodes.Text))
    first = next((n for n, leaf in enumerate(leaves) if id(leaf) in own), len(leaves))
    before = "".join(leaf.astext() for leaf in leaves[:first])
    behind = "".join(leaf.astext() for leaf in leaves[first + len(own) :])
    within = any(before.count(left) > before.count(right) for left, right in ("()", "[]"))
    return within, bool(re.match(r"\s+\w", behind))
