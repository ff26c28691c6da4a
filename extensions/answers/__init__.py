"""Questions with answers: a reader thinks first and then looks.

An author writes the answer below its question, in the same point of a list::

    1. Why does a hand calm?

       :::{admonition} Answer
       :class: answer
       :collapsible:

       Because it does.
       :::

HTML and EPUB keep the answer closed until it is opened; a browser prints it open (``book.js``).
Print sets it small below its question (``answer.typ``), on the same page.

No settings.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_typst_book.translator import TypstTranslator

LOOKS = Path(__file__).with_name("answer.typ")


# Both print in HTML and EPUB as what they derive from: Sphinx's own, of an answer a closed one.
class question(nodes.paragraph):
    """The paragraph before an answer, in the same point of a list."""


class answer(nodes.admonition):
    """An answer: a title, then what it says."""


class Answers(SphinxPostTransform):
    """Make an answer of each admonition of that class, which docutils and MyST read for us."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """For every format, so that each can print questions and answers by their names."""
        for box in list(self.document.findall(nodes.admonition)):
            if "answer" in box["classes"] and not isinstance(box, answer):
                before = box.previous_sibling()
                if isinstance(before, nodes.paragraph) and isinstance(box.parent, nodes.list_item):
                    become(question, before)
                # Sphinx's plain `:collapsible:` is open from the start.
                become(answer, box)["collapsible"] = "closed"


def become(kind: type[nodes.Element], old: nodes.Element) -> nodes.Element:
    """Put a node of *kind* with the same contents in the place of *old*, and return it."""
    new = kind(old.rawsource, **old.attributes)
    new.source, new.line = old.source, old.line
    new += old.children
    old.parent.replace(old, new)
    return new


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


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(question, typst=(visit_question, depart_question))
    app.add_node(answer, typst=(visit_answer, None))
    app.add_post_transform(Answers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
