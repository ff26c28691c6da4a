"""Questions with answers: a reader thinks first and then looks.

An author writes the answer below its question, in the same point of a list::

    1. Why does a hand calm?

       :::{admonition} Answer
       :class: answer

       Because it does.
       :::

HTML and EPUB keep the answer closed until it is opened; a browser prints it open (``book.js``).
Print sets it small below its question.

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class answer(nodes.admonition):
    """An answer: a title, then what it says.

    HTML and EPUB need no visitors of ours: Sphinx prints a closed admonition.
    """


class Answers(SphinxPostTransform):
    """Make an answer of each admonition of that class, which docutils and MyST read for us."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """For every format, so that each can print an answer by its name."""
        for box in list(self.document.findall(nodes.admonition)):
            if "answer" in box["classes"] and not isinstance(box, answer):
                # Sphinx's plain `:collapsible:` is open from the start.
                attributes = {**box.attributes, "collapsible": "closed"}
                new = answer(box.rawsource, *box.children, **attributes)
                new.source, new.line = box.source, box.line
                box.parent.replace(box, new)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(Answers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
