"""The page of answers, and what is left at the questions."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from extensions.answers.domain import AnswerDomain, answer_domain, boxes, question_of
from extensions.answers.model import answer, answer_link, answered, answers_place, question
from extensions.pages import chapter_number, numbered_title
from sphinx_apa7.order import book_order

logger = logging.getLogger(__name__)


class AnswersDirective(SphinxDirective):
    """``answers``: all answers of the book, by chapter."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; ``Answers`` fills it when all answers are known."""
        place = answers_place(docname=self.env.docname)
        self.set_source_info(place)
        return [place]


class Answers(SphinxPostTransform):
    """Make an answer of each admonition of that class, which docutils and MyST read for us.

    Then bring it to the page of answers. Before groups of authors are named in full (5): what is
    first depends on where an answer stands.
    """

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """For every format, so that each can print questions and answers by their names."""
        domain = answer_domain(self.env)
        for box in list(boxes(self.document)):
            if not isinstance(box, answer):
                asked = question_of(box)
                if asked is not None:
                    become(question, asked)
                # Sphinx's plain `:collapsible:` is open from the start.
                become(answer, box)["collapsible"] = "closed"
        place = self.place(domain)
        if domain.builder.format == "typst":
            if place is not None:  # the PDF of one chapter has no such page
                place.replace_self(self.moved())
            return
        if place is not None:
            place.replace_self(self.copied(domain))
        if domain.builder.name == "epub" and domain.page not in (None, self.env.docname):
            for box in list(self.document.findall(answer)):
                self.leave_link(str(domain.page), box, self.env.docname, ids_in(box))

    def place(self, domain: AnswerDomain) -> answers_place | None:
        """Where the answers go in this document; others than the first are reported."""
        first = None
        for place in list(self.document.findall(answers_place)):
            if first is None and place["docname"] == domain.page:
                first = place
            else:
                logger.warning(
                    "a second {answers}: the answers are in %s already; delete it",
                    domain.page,
                    location=place,
                    type="answers",
                    subtype="second_page",
                )
                place.parent.remove(place)
        return first

    def copied(self, domain: AnswerDomain) -> list[nodes.Node]:
        """The answers of other pages once more, without anything that links lead to."""
        sections: list[nodes.Node] = []
        for docname in book_order(self.env):
            if docname in domain.answers and docname != domain.page:
                found = [box.deepcopy() for box in boxes(self.env.get_doctree(docname))]
                for box in found:
                    bare(box, str(domain.page))
                sections.append(self.section(docname, [self.entry(docname, b) for b in found]))
        return sections

    def moved(self) -> list[nodes.Node]:
        """The answers of a book that is one document, taken from where they stand.

        Each chapter's stand in a ``start_of_file`` again, by which ``sphinx_typst_book`` tells
        whose ids they are: a place that cites keeps its name, and is printed here.
        """
        by_page: dict[str, list[nodes.Node]] = {}
        for box in list(self.document.findall(answer)):
            docname = page_of(box)
            self.leave_link(docname, box, docname, box["ids"])
            by_page.setdefault(docname, []).append(self.entry(docname, box))
        return [
            self.section(docname, [addnodes.start_of_file("", *entries, docname=docname)])
            for docname, entries in by_page.items()
        ]

    def section(self, docname: str, content: list[nodes.Node]) -> nodes.section:
        """The answers of a chapter under its number and title."""
        number, words = chapter_number(self.env, docname), numbered_title(self.env, docname)
        if answer_domain(self.env).builder.format == "typst":  # which sets a number by itself
            words = self.env.titles[docname].astext()
        made = nodes.section("", nodes.title("", words), *content, number=number)
        made["ids"] = [f"answers-{nodes.make_id(docname)}"]
        return made

    def entry(self, docname: str, box: nodes.admonition) -> answered:
        """An answer behind the number of its question, which is a link to it."""
        words = _("Question {number}").format(number=box["number"])
        # By this class printers know what names a place, so that paper gives its page.
        label = nodes.inline("", "", nodes.strong("", words), classes=["std", "std-ref"])
        back = self.link(docname, box["asked"], label)
        made = answered("", *box.children[1:], classes=["answered"])
        made["ids"] = [answer_id(docname, box)]
        made.source, made.line = box.source, box.line
        first = made[0] if made.children else None
        if isinstance(first, nodes.paragraph):
            first[:0] = [back, nodes.Text(". ")]
        else:
            made.insert(0, nodes.paragraph("", "", back))
        return made

    def leave_link(self, page: str, box: answer, docname: str, kept: list[str]) -> None:
        """Put a link to *page* in the place of an answer; it keeps the names that stay here."""
        link = self.link(page, answer_id(docname, box), *box[0].deepcopy().children)
        left = answer_link("", "", link, ids=list(kept), classes=["answer-link"])
        left.source, left.line = box.source, box.line
        box.parent.replace(box, left)

    def link(self, docname: str, id_: str, *words: nodes.Node) -> nodes.reference:
        """A link from this document to a place of the book."""
        uri = answer_domain(self.env).builder.get_relative_uri(self.env.docname, docname)
        return nodes.reference("", "", *words, refuri=f"{uri}#{id_}", internal=True)


def answer_id(docname: str, box: nodes.admonition) -> str:
    """The id of an answer on the page of answers."""
    return f"answer-{nodes.make_id(docname)}-{box['n']}"


def page_of(node: nodes.Node) -> str:
    """The page that a node of a book in one document comes from."""
    while not isinstance(node, addnodes.start_of_file | nodes.document):
        node = node.parent
    return str(node["docname"])


def ids_in(box: nodes.Element) -> list[str]:
    """Every id in an answer, and its own."""
    return [id_ for node in box.findall(nodes.Element) for id_ in node["ids"]]


def bare(box: nodes.Element, docname: str) -> None:
    """Take away what may stand once only, and let links start from the page *docname*."""
    for node in list(box.findall(nodes.Element)):
        if isinstance(node, (addnodes.index, nodes.target)):
            node.parent.remove(node)
        if isinstance(node, addnodes.pending_xref):
            node["refdoc"] = docname
        node["ids"], node["names"] = [], []


def become(kind: type[nodes.Element], old: nodes.Element) -> nodes.Element:
    """Put a node of *kind* with the same contents in the place of *old*, and return it."""
    new = kind(old.rawsource, **old.attributes)
    new.source, new.line = old.source, old.line
    new += old.children
    old.parent.replace(old, new)
    return new
