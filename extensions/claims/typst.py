"""A claim in print, for the builder ``typst``. Its looks are in ``claim.typ``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes
from sphinx.locale import _

from extensions.claims.model import rating_label, rating_mark

if TYPE_CHECKING:
    from extensions.claims.model import claim, claim_page, evidence_map, map_link
    from sphinx_typst_book.translator import TypstTranslator

LOOKS = Path(__file__).with_name("claim.typ")


def visit_claim(self: TypstTranslator, node: claim) -> NoReturn:
    """Call ``claim`` with its level, number, speaker, rating and parts; raises SkipNode."""
    # Late: a book without a PDF needs no typesetter.
    from sphinx_typst_book.markup import array, call, text

    statement, *rest = node.children
    small = {
        name: [child for child in rest if name in child["classes"]]
        for name in ("claim-correction", "claim-standing", "claim-sources")
    }
    evidence = [
        child
        for part in rest
        if not any(part in known for known in small.values())
        for child in part.children
    ]
    standing = [
        f"[{self.write(part)}]"
        for line in small["claim-standing"]
        for part in line.findall(nodes.inline)
    ]
    parts = [
        text(self.figure_number(node, "claim")),
        text(rating_mark(node["rating"])),
        text(rating_label(node["rating"])),
        self.write(statement),
        self.blocks(evidence[:-1]),
        self.blocks(evidence[-1:]).rstrip(),  # or the sources would not join the last paragraph
        "".join(
            f"#strong[{self.write(label)}] {self.write(correction)}"
            for label, correction in small["claim-correction"]
        ),
        "".join(self.silent(self.write, child) for child in small["claim-sources"]),
    ]
    self.use(LOOKS)
    speaker = f"[{text(_(self.config.claims_speakers[node['speaker']]))}]"
    said = [f"[{part}]" for part in parts]
    self.body.append(
        "#" + call("claim", str(self.level + 1), *said, speaker=speaker, standing=array(standing))
    )
    raise nodes.SkipNode


def visit_map_link(self: TypstTranslator, node: map_link) -> NoReturn:
    """Call ``claim-mark`` with the label of the claim, its rating, its mark, its number."""
    from sphinx_typst_book.markup import call, string, text

    sign, number = node.children
    self.use(LOOKS)
    [label] = self.labels(node, [node["place"]])
    shown = (f"[{text(part.astext())}]" for part in (sign, number))
    self.body.append(f"#{call('claim-mark', string(label), string(node['rating']), *shown)}")
    raise nodes.SkipNode


def visit_evidence_map(self: TypstTranslator, node: evidence_map) -> None:
    """The map is a sentence and a table."""
    self.use(LOOKS)
    self.body.append("#evidence-map[")


def depart_evidence_map(self: TypstTranslator, node: evidence_map) -> None:
    """Close it."""
    self.body.append("]")


def visit_claim_page(self: TypstTranslator, node: claim_page) -> NoReturn:
    """Call ``claim-page`` with the label of the claim; raises SkipNode."""
    from sphinx_typst_book.markup import call, string

    self.use(LOOKS)
    for label in self.labels(node, [node["place"]]):
        self.body.append(f"#{call('claim-page', string(label))}")
    raise nodes.SkipNode
