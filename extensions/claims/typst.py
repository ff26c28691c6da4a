"""A claim in print, for the builder ``typst``. Its looks are in ``claim.typ``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes

from extensions.claims.model import rating_label, rating_mark

if TYPE_CHECKING:
    from extensions.claims.model import claim
    from sphinx_typst_book.translator import TypstTranslator

LOOKS = Path(__file__).with_name("claim.typ")


def visit_claim(self: TypstTranslator, node: claim) -> NoReturn:
    """Call ``claim`` with the number, the rating and the three parts; raises SkipNode."""
    # Late: a book without a PDF needs no typesetter.
    from sphinx_typst_book.markup import call, text

    statement, *rest = node.children
    sources = [child for child in rest if "claim-sources" in child["classes"]]
    evidence = [child for child in rest if child not in sources]
    parts = [
        text(self.figure_number(node, "claim")),
        text(rating_mark(node["rating"])),
        text(rating_label(node["rating"])),
        self.write(statement),
        self.blocks(evidence).rstrip(),  # or the sources would not join the last paragraph
        "".join(self.silent(self.write, child) for child in sources),
    ]
    self.use(LOOKS)
    self.body.append("#" + call("claim", *(f"[{part}]" for part in parts)))
    raise nodes.SkipNode
