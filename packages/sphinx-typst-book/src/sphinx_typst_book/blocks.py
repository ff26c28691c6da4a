"""Blocks: paragraphs, quotations, lists, admonitions."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import admonitionlabels

from .markup import boolean, call, string, text
from .walk import Walker

_ENUMERATORS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
# A definition with more characters (about eight lines) may break across pages.
_LONG_DEFINITION = 600


class Blocks(Walker):
    """The part of the writer for blocks of text."""

    def write_paragraph(self, node: nodes.Element) -> str:
        return self.in_language(node, self.inline(node))

    def write_container(self, node: nodes.Element) -> str:
        return self.in_language(node, self.nested(node))

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
        return self.in_language(node, f"#{call(style, by, body=body)}")

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
        return f"[{self.targets.anchors(node['ids'])}{self.nested(node)}]"

    def write_definition_list(self, node: nodes.Element) -> str:
        pairs = []
        for pair in node.children:
            kinds = (nodes.term, nodes.classifier)
            heads = [child for child in pair.children if isinstance(child, kinds)]
            bodies = [child for child in pair.children if not isinstance(child, kinds)]
            body = "".join(map(self.nested, bodies))
            head = "#linebreak()".join(self.write(child) for child in heads)
            long = boolean(len(pair.astext()) > _LONG_DEFINITION)
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
        return f"#{call('admonition', f'[{self.inline(title)}]', body=self.blocks(rest))}"

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


def _is_one_paragraph(pair: nodes.Element) -> bool:
    """Whether a definition list's child is a term and a single paragraph."""
    kinds = [type(child) for child in pair.children[-1].children]
    return len(pair.children) == 2 and kinds == [nodes.paragraph]


def _is_tight(node: nodes.Element) -> str:
    """Whether no child of a list holds more than one block."""
    return boolean(all(len(child.children) == 1 for child in node.children))
