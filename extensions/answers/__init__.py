"""Questions with answers: a reader thinks first and then looks.

An author writes the answer below its question, in the same point of a list::

    1. Why does a hand calm?

       :::{admonition} Answer
       :class: answer
       :collapsible:

       Because it does.
       :::

``{answers}`` makes the page of all answers, by chapter, each with the number of its question and a
link back to it. With such a page in the book,

- HTML keeps the answer at its question, closed until it is opened (a browser prints it open,
  ``book.js``), and shows it on the page of answers once more;
- EPUB and print have it there only: at the question stands a link, in print with the page.

Without that page each stays below its question, in print small and on the same page
(``answer.typ``). So does each in the PDF of its chapter.

No settings. It answers the event ``pages-show`` of ``sphinx_apa7.freshness``.

=================================  ==================================================
To change                          look in
=================================  ==================================================
what is an answer, what is kept    ``domain``
the page of answers                ``page``
how they print in the PDF          ``typst``, ``answer.typ``
=================================  ==================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extensions.answers import domain, typst
from extensions.answers.model import answer, answer_link, answered, answers_place, question
from extensions.answers.page import Answers, AnswersDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["answer", "question", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7.freshness")
    app.add_domain(domain.AnswerDomain)
    app.add_directive("answers", AnswersDirective)
    app.add_node(question, typst=(typst.visit_question, typst.depart_question))
    app.add_node(answer, typst=(typst.visit_answer, None))
    app.add_node(answered, typst=(typst.visit_answered, typst.depart_answered))
    app.add_node(answer_link, typst=(typst.visit_answer_link, None))
    app.add_node(answers_place)
    app.add_post_transform(Answers)
    app.connect("builder-inited", domain.begin)
    app.connect("pages-show", domain.views)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
