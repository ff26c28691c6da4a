"""The answers of every page, kept from build to build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes

from extensions.answers.model import answers_place
from extensions.pages import GatheringDomain
from sphinx_apa7.freshness import digest
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Answered(NamedTuple):
    """An answer of a page: what changes when the page of answers would show something else."""

    asked: str
    number: str
    shown: str


class AnswerDomain(GatheringDomain):
    """Numbers the answers of every page, and knows the page that gathers them."""

    name = "answers"
    label = "Answers"
    initial_data: ClassVar[dict[str, Any]] = {
        "answers": {},  # docname -> list of Answered
        "pages": set(),  # pages with the directive
    }
    data_version = 1
    builder: Builder
    """The running builder, from ``begin`` on."""

    @property
    def answers(self) -> dict[str, list[Answered]]:
        """The answers of each page."""
        return cast(dict[str, list[Answered]], self.data["answers"])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Give each question of a page an id, and keep what its answer looks like."""
        found = []
        for n, box in enumerate(boxes(document), 1):
            asked = question_of(box)
            place = box if asked is None else asked
            box["asked"] = new_id(document, f"question-{n}")
            place["ids"].append(box["asked"])
            document.ids[box["asked"]] = place
            box["n"], box["number"] = n, number_of(box) or str(n)
            found.append(Answered(box["asked"], box["number"], digest(box.pformat())))
        if found:
            self.answers[docname] = found
        if next(document.findall(answers_place), None):
            self.pages.add(docname)


def boxes(document: nodes.document) -> Iterator[nodes.admonition]:
    """The answers of a document, as they were read or as they are."""
    for box in document.findall(nodes.admonition):
        if "answer" in box["classes"]:
            yield box


def question_of(box: nodes.admonition) -> nodes.paragraph | None:
    """The paragraph that an answer answers."""
    before = box.previous_sibling()
    in_list = isinstance(box.parent, nodes.list_item)
    return before if in_list and isinstance(before, nodes.paragraph) else None


def number_of(box: nodes.admonition) -> str:
    """The number of the point of a list that an answer stands in; empty without one."""
    point = box.parent
    points = point.parent
    if isinstance(point, nodes.list_item) and isinstance(points, nodes.enumerated_list):
        return str(points.get("start", 1) + points.index(point))
    return ""


def new_id(document: nodes.document, wanted: str) -> str:
    """*wanted*, or what resembles it where an author has that id."""
    while wanted in document.ids:
        wanted += "-answer"
    return wanted


def answer_domain(env: BuildEnvironment) -> AnswerDomain:
    """The domain that this extension registers."""
    return cast(AnswerDomain, env.get_domain(AnswerDomain.name))


def begin(app: Sphinx) -> None:
    """Know the builder of this build: where answers stand depends on it."""
    answer_domain(app.env).builder = app.builder


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What pages show of answers elsewhere, for ``sphinx_apa7.freshness``."""
    domain = answer_domain(env)
    page = domain.page
    if page is None:
        return {}
    shown = dict.fromkeys(domain.answers, digest(page))
    order = [(name, domain.answers.get(name)) for name in book_order(env)]
    return shown | {page: digest(order)}
