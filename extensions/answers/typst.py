"""Questions and answers in print, for the builder ``typst``. Their looks are in ``answer.typ``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes

if TYPE_CHECKING:
    from extensions.answers.model import answer, answer_link, answered, question
    from sphinx_typst_book.translator import TypstTranslator

LOOKS = Path(__file__).with_name("answer.typ")


def visit_question(self: TypstTranslator, node: question) -> None:
    """Keep the question on the page of its answer."""
    self.use(LOOKS)
    self.body.append("#stay-with-next[")


def depart_question(self: TypstTranslator, node: question) -> None:
    """Close it."""
    self.body.append("]")


def visit_answer(self: TypstTranslator, node: answer) -> NoReturn:
    """Call ``answer`` with the title and what it says; raises SkipNode."""
    title, *rest = node.children
    self.use(LOOKS)
    self.body.append(f"#answer([{self.inline(title)}])[{self.blocks(rest)}]")
    raise nodes.SkipNode


def visit_answer_link(self: TypstTranslator, node: answer_link) -> NoReturn:
    """Call ``answer-at`` with the title and the place of the answer; raises SkipNode."""
    # Late: a book without a PDF needs no typesetter.
    from sphinx_typst_book.markup import call, string

    [link] = node.children
    self.use(LOOKS)
    place = string(self.label(node, link["refid"]))
    self.body.append(f"#{call('answer-at', place, body=self.inline(link))}")
    raise nodes.SkipNode


def visit_answered(self: TypstTranslator, node: answered) -> None:
    """Open an answer on the page of answers."""
    self.use(LOOKS)
    self.body.append("#answered[")


def depart_answered(self: TypstTranslator, node: answered) -> None:
    """Close it."""
    self.body.append("]")
