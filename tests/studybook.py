"""A tiny book with a glossary, questions, and a page of practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatebook import REPOSITORY, GateBook

if TYPE_CHECKING:
    from pathlib import Path


def asked(number: int, question: str, answer: str) -> str:
    """A question of a list with its answer."""
    box = f":::{{admonition}} Answer\n:class: answer\n:collapsible:\n\n{answer}\n:::\n"
    lines = "".join(f"   {line}\n" if line else "\n" for line in box.splitlines())
    return f"{number}. {question}\n\n{lines}\n"


FILES = {
    "index.md": (
        "---\nno-references: true\n---\n# Hands\n\nText.\n\n```{toctree}\n:numbered:\n\n"
        "chapters/one\nchapters/two\n```\n\n```{toctree}\nback/glossary\nback/practice\n"
        "back/references\n```\n"
    ),
    "chapters/one.md": (
        "(chapter-one)=\n# One\n\nA {term}`bond` is no {term}`safe haven`. Said "
        "{cite:p}`coan2006lending`.\n\n"
        "## Hands\n\nA hand calms *some* people. A hand calms others less, and a hand\n"
        "calms nobody in the end.\n\nA hand calms *some* people, again.\n\n"
        + "".join(f"Paragraph {n} stands here to be scrolled by.\n\n" for n in range(40))
        + "## Review questions\n\n"
        + asked(1, "Why does a hand calm?", "Because of *company* {cite:p}`coan2006lending`.")
        + asked(2, "Whose hand?", "Anybody’s {term}`bond`.")
        + "## Last\n\nThe end.\n"
    ),
    "chapters/two.md": "(chapter-two)=\n# Two\n\nThe {term}`zeal` of a {term}`Bond <bond>`.\n",
    "back/glossary.md": (
        "---\nno-references: true\n---\n# Glossary\n\n```{glossary}\n:sorted:\n\n"
        "zeal\n  Warmth.\n\nbond\n  A *tie* {cite:p}`coan2006lending`.\n\n"
        "  Dutch: [band]{.lang-nl}.\n\nsafe haven\n"
        "  Where one goes with a {term}`bond` & a fear.\n\nunused\n  Nothing.\n```\n"
    ),
    "back/practice.md": (
        "---\nno-references: true\n---\n# Practice\n\nTerms.\n\n```{practice}\n```\n"
    ),
}


def study_book(folder: Path) -> GateBook:
    """The book in *folder*, with the looks of the real one."""
    folder.mkdir(parents=True, exist_ok=True)
    book = GateBook(folder)
    for name, text in FILES.items():
        book.write(name, text)
    book.write("_static/book.css", (REPOSITORY / "_static/book.css").read_text("utf-8"))
    return book
