"""What is twice as long takes twice as long, and no square of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from growth import cpu_seconds

from apabib.apa7.format import References, works_of
from apabib.bibtex.canonical import tidy
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.manuscript.reading import read_text
from apabib.rules import citations
from apabib.rules.run import check_file

pytestmark = pytest.mark.slow


def article(number: int, **changed: str) -> str:
    fields = {
        "author": f"Last{'abcdefghij'[number % 10]}, First",
        "title": f"Title {number}",
        "journal": "Journal",
        "year": "2001",
        **changed,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{k{number}x,\n{lines}}}\n"


def spelled(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def everything(source: str) -> None:
    """All that the verbs do with a file, but for printing."""
    bibliography = parse(source)
    check_file(bibliography)
    tidy(bibliography)
    References(works_of(bibliography.entries))
    entries = list(bibliography.by_key().values())
    for form in ("bibtex", "ris", "csl-json"):
        export(entries, [entry.key for entry in entries], form)


FILES: dict[str, Callable[[int], str]] = {
    "many works of one title": lambda n: "".join(
        article(i, author="Last, First", title="One title", doi=f"10.5555/{i}") for i in range(n)
    ),
    "many authors of one name": lambda n: "".join(
        article(i, author=f"Last, F{spelled(i)}") for i in range(n)
    ),
    "many teams of one author": lambda n: "".join(
        article(i, author=f"Last, First and N{spelled(i)}, A. and Other, O.") for i in range(n)
    ),
    "many authors of one work": lambda n: article(1, author=" and ".join(["Last, First"] * n * 4)),
    "a long title": lambda n: article(1, title="Word and Other Words " * n * 10),
    "a title of acronyms": lambda n: article(1, title="A B C (ABC) " * n * 10),
    "a title of braces": lambda n: article(1, title="{Word} Other: Words " * n * 10),
    "a title of misread letters": lambda n: article(1, title="Ã© Ã¼ " * n * 20),
    "a name of accents": lambda n: article(1, author="{\\'E}lan, \\\"U" * n * 4),
    "many numbers": lambda n: article(1, isbn="1537-5927 " * n * 10, pages="1-2, " * n * 10),
    "a publisher of places": lambda n: article(1, publisher="Place: Place, " * n * 10),
    "an address of proxies": lambda n: article(1, url=f"https://a.{'proxy.' * n * 10}org/x"),
    "parts of one book": lambda n: (
        "@book{z, title = {Z}, editor = {E, E.}, publisher = {P}, year = 2000}\n"
        + "".join(article(i, crossref="z") for i in range(n))
    ),
    "a chain of books": lambda n: "".join(article(i, crossref=f"k{i + 1}x") for i in range(n)),
}  # fmt: skip


def cost(work: Callable[[str], object], text: str) -> float:
    """The least CPU time of three runs."""
    return min(cpu_seconds(work, text) for _ in range(3))


@pytest.mark.parametrize("name", FILES)
def test_a_file(name: str):
    short, long = (cost(everything, FILES[name](n)) for n in (250, 1000))
    # Four times as long; a square would be sixteen. What is fixed and small does not count.
    assert long < 9 * short + 0.5


CHAPTERS = {
    "roles without content": "{cite:p}",
    "roles": "{cite:p}`a` ",
    "pandoc's": "[@abc] ",
    "open brackets": "[ @a",
    "mentions": "@k1x ",
    "notes": "{cite:p}`{see}a{p. 1--2}`\n",
}


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter(name: str):
    def work(text: str) -> None:
        citations.check(parse(article(1)), [read_text(text, "x.md")])

    short, long = (cost(work, CHAPTERS[name] * n) for n in (1000, 4000))
    assert long < 9 * short + 0.5
