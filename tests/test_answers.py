"""extensions.answers: the nodes, and how they print in the PDF; of pages see test_features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from books import page_with, pages, typst_of
from sphinx.testing.util import SphinxTestApp

from extensions.answers import answer, question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONF = """
project = "Tiny Book"
author = copyright = "The Authors"
extensions = ["myst_parser", "extensions.answers", "sphinx_typst_book"]
myst_enable_extensions = ["colon_fence"]
"""
ANSWER = ":::{admonition} Answer\n:class: answer\n\nBecause it *does*.\n:::\n"
PAIR = "1. Why?\n\n" + "".join(f"   {line}\n" for line in ANSWER.splitlines())


@pytest.fixture
def build(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Callable[..., SphinxTestApp]:
    """Build one page."""

    def made(text: str, builder: str = "typst") -> SphinxTestApp:
        (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
        contents = "# Tiny Book\n\n```{toctree}\na\n```\n"
        (tmp_path / "index.md").write_text(contents, encoding="utf-8")
        (tmp_path / "a.md").write_text(f"# A\n\n{text}", encoding="utf-8")
        app = make_app(builder, srcdir=tmp_path)
        app.build()
        assert app.warning.getvalue() == ""
        return app

    return made


def kinds(app: SphinxTestApp) -> list[tuple[str, int | None]]:
    """The questions and answers of the page as a format gets them, with their lines."""
    doctree = app.env.get_and_resolve_doctree("a", app.builder, tags=app.tags)
    found = doctree.findall(lambda node: isinstance(node, (question, answer)))
    return [(type(node).__name__, node.line) for node in found]


def test_paragraph_before_an_answer_in_a_list_is_its_question(build):
    assert kinds(build(PAIR, "html")) == [("question", 3), ("answer", 5)]


@pytest.mark.parametrize(
    "text",
    [
        f"Words.\n\n{ANSWER}",
        f"1. Why?\n\n{ANSWER}",
        "1. - Why?\n\n" + "".join(f"   {line}\n" for line in ANSWER.splitlines()),
        "- " + "".join(f"  {line}\n" for line in ANSWER.splitlines()).lstrip(),
    ],
    ids=["in no list", "behind the list", "behind another list", "first in the list"],
)
def test_other_answers_have_no_question(build, text):
    assert [name for name, _line in kinds(build(text, "html"))] == ["answer"]


def test_admonition_of_another_class_is_none(build):
    assert kinds(build(PAIR.replace("class: answer", "class: hint"), "html")) == []


def test_answer_is_printed_below_its_question(build):
    app = build(PAIR)
    assert "1. Why? Answer Because it does." in page_with(app, "Why?")
    source = typst_of(app)
    assert '#stay-with-next[#"Why?"]' in source
    assert '#answer([#"Answer"])[\n// @ a.md:8\n#"Because it "#emph[#"does"]#"."\n]' in source
    assert source.count("answer.typ") == 1


def test_question_stays_on_the_page_of_its_answer(build):
    text = "Many words make a page, and many pages make a book. " * 3
    pairs = (PAIR.replace("Why?", f"Question {n}. {text}" + text * (n % 3)) for n in range(90))
    found = pages(build("\n".join(pairs)))
    starts = [page for page in found if "Question" in page]
    assert len(starts) > 8
    for page in starts:
        assert page.rindex("Because it does.") > page.rindex("Question")
