"""The nodes of questions and answers. Each prints in HTML and EPUB as what it derives from."""

from __future__ import annotations

from docutils import nodes


class question(nodes.paragraph):
    """The paragraph before an answer, in the same point of a list."""


class answer(nodes.admonition):
    """An answer: a title, then what it says.

    ``n`` counts the answers of its page, ``asked`` is the id of its question there, and ``number``
    that of its question.
    """


class answered(nodes.container):
    """An answer on the page of answers: the number of its question, a link, and what it says."""


class answer_link(nodes.paragraph):
    """What stands in the place of an answer that stands on the page of answers.

    The child is a link with the title.
    """


class answers_place(nodes.General, nodes.Element):
    """Where all answers go; ``docname`` is the page it stands on."""
