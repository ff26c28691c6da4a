"""The index of names in print: pages in place of chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from docutils import nodes

if TYPE_CHECKING:
    from extensions.indexes.names import name_list
    from sphinx_typst_book.translator import TypstTranslator


def visit_names(self: TypstTranslator, node: name_list) -> NoReturn:
    """Call ``index-columns`` as the index of subjects does; raises SkipNode."""
    # Late: a book without a PDF needs no typesetter.
    from sphinx_typst_book.markup import array, call, string, text

    letters = []
    for letter, people in node["letters"]:
        lines = []
        for name, places, main in people:
            pages, bold = (array(map(string, self.labels(node, of))) for of in (places, main))
            lines.append(f"([{text(name)}], {pages}, {bold}, ())")
        letters.append(f"([{text(letter)}], {array(lines)})")
    self.body.append(f"#{call('index-columns', array(letters))}")
    raise nodes.SkipNode
