"""extensions.answers: the nodes, how they print in the PDF, and the page that gathers them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pypdfium2
import pytest
from books import page_with, pages, typst_of
from bs4 import BeautifulSoup
from gatebook import GateBook
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


# -- The page of answers ------------------------------------------------------------------

GATHERED = {
    "index.md": "# Hands\n\nText.\n\n```{toctree}\n:numbered:\n\nchapters/one\nchapters/two\n```\n"
    "\n```{toctree}\nback/answers\nback/references\n```\n",
    "chapters/one.md": "(chapter-one)=\n# One\n\nText {cite:p}`coan2006lending`.\n\n"
    + PAIR.replace("*does*", "*does* {cite:p}`coan2006lending`, {term}`hand`")
    + "\n2. Open?\n"
    + PAIR.replace("1. Why?", "3. How?").replace("Because", "Somehow"),
    "chapters/two.md": "# Two\n\n```{glossary}\nhand\n  It holds.\n```\n\n" + ANSWER,
    "back/answers.md": "---\nno-references: true\n---\n# Answers\n\n```{answers}\n```\n",
}
SHOWN = (
    "1 One Question 1. Because it does (Coan, 2006), hand. Question 3. Somehow it does."
    " 2 Two Question 1. Because it does."
)


@pytest.fixture
def book(tmp_path: Path) -> GateBook:
    """A book that gathers its answers."""
    made = GateBook(tmp_path)
    for name, text in GATHERED.items():
        made.write(name, text)
    return made


def soup(path: Path | bytes) -> BeautifulSoup:
    return BeautifulSoup(path if isinstance(path, bytes) else path.read_bytes(), "lxml")


def words(element) -> str:
    return " ".join(element.get_text().split())


def test_site_shows_answers_at_their_questions_and_on_one_page(book):
    assert book.build("html") == []
    chapter = soup(book.built / "html/chapters/one.html")
    assert [words(one) for one in chapter.select("details.answer > p")] == [
        "Because it does (Coan, 2006), hand.",
        "Somehow it does.",
    ]
    page = soup(book.built / "html/back/answers.html")
    sections = page.select("article section section")
    assert " ".join(words(one) for one in sections).replace("¶", "").split() == SHOWN.split()
    links = [link["href"] for link in page.select(".answered a[href*=question]")]
    assert links == [
        "../chapters/one.html#question-1",
        "../chapters/one.html#question-2",
        "../chapters/two.html#question-1",
    ]
    assert chapter.find(id="question-2").get_text() == "How?"
    # What stands twice is one place: of the answers page nothing is counted.
    references = soup(book.built / "html/back/references.html")
    assert [words(link) for link in references.select(".cited-in a")] == ["One", "↑1", "↑2"]
    places = [node["id"] for node in page.find_all(id=re.compile("^cited-"))]
    assert places == []
    assert page.select_one(".answered a[href='references.html#cite-coan2006lending']")
    assert page.select_one(".answered a[href='../chapters/two.html#term-hand']")


def test_epub_has_answers_on_their_page_and_links_at_the_questions(book):
    assert book.build("epub") == []
    with ZipFile(book.built / "epub/creating-connections.epub") as package:
        chapter = soup(package.read("chapters/one.xhtml"))
        page = soup(package.read("back/answers.xhtml"))
    assert chapter.select("details") == []
    links = chapter.select(".answer-link > a")
    assert [words(link) for link in links] == ["Answer", "Answer"]
    [first, second] = [page.find(id=link["href"].rpartition("#")[2]) for link in links]
    assert words(first) == "Question 1. Because it does (Coan, 2006), hand."
    assert words(second) == "Question 3. Somehow it does."
    # The list of the chapter leads back to the question whose answer cites.
    back = [link["href"] for link in chapter.select(".backrefs a")]
    assert [chapter.find(id=one[1:]) is not None for one in back] == [True, True]


def test_paper_has_answers_on_their_page_and_its_number_at_the_questions(book):
    assert book.build("typst") == []
    document = pypdfium2.PdfDocument(book.built / "typst/creating-connections.pdf")
    found = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    labels = [document.get_page_label(n) for n in range(len(found))]
    [page] = [n for n, text in enumerate(found) if "1 One Question 1" in text]
    source = (book.built / "typst/creating-connections.typ").read_text(encoding="utf-8")
    asked = next(text for text in found if "1. Why?" in text)
    assert f"1. Why? Answer: p. {labels[page]} 2. Open? 3. How? Answer: p. {labels[page]}" in asked
    assert "Because" not in asked
    assert "Question 1 (p. 1). Because it does (Coan, 2006), hand." in found[page]
    assert "2 Two Question 1 (p. 3). Because it does." in found[page]
    # The number stands off the title, as before every other.
    assert [
        f'#section(2, "{n}", listed: false)[#"{title}"]' in source
        for n, title in ((1, "One"), (2, "Two"))
    ] == [True] * 2
    # The place in the answer is on the page of answers.
    assert any(f"Cited on pp. 1, {labels[page]}." in text for text in found)


def test_chapter_by_itself_keeps_its_answers(book):
    book.write("chapters/one.md", GATHERED["chapters/one.md"].replace("{term}`hand`", "hand"))
    options = {"root_doc": "chapters/one", "suppress_warnings": ["toc.not_included"]}
    assert book.build("typst", confoverrides=options) == []
    document = pypdfium2.PdfDocument(book.built / "typst/creating-connections.pdf")
    found = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())
    assert "1. Why? Answer Because it does" in found


def test_pdf_of_a_chapter_keeps_its_answers(book):
    """The book has them on their page, and each chapter at its questions."""
    options = {"typst_chapters": ["chapters/one"]}
    assert book.build("typst", confoverrides=options) == []
    found = {}
    for name in ("chapters/one.pdf", "creating-connections.pdf"):
        document = pypdfium2.PdfDocument(book.built / "typst" / name)
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        found[name] = " ".join(text.split())
    assert "1. Why? Answer Because it does (Coan, 2006), hand." in found["chapters/one.pdf"]
    assert "Somehow it does." in found["chapters/one.pdf"]
    assert "Answer Because" not in found["creating-connections.pdf"]


def test_page_of_answers_is_written_again_when_an_answer_changes(book):
    assert book.build() == []
    book.write("chapters/two.md", GATHERED["chapters/two.md"].replace("Because", "Perhaps"))
    assert book.build() == []
    assert "Perhaps it does." in words(soup(book.built / "html/back/answers.html").article)


def test_second_page_of_answers_is_reported(book):
    book.write("back/more.md", GATHERED["back/answers.md"])
    index = GATHERED["index.md"].replace("back/references", "back/more\nback/references")
    book.write("index.md", index)
    assert book.build() == [
        "back/more.md:6: WARNING: a second {answers}: the answers are in back/answers already;"
        " delete it [answers.second_page]"
    ]
