"""tasks.prose: what is a sentence, what is a word, and which phrases come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tasks import prose
from tasks.environment import TaskError

if TYPE_CHECKING:
    from pathlib import Path

CONF = """
extensions = ["myst_parser", "sphinx_apa7"]
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["refs.bib"]
"""
BIB = """
@article{roe2006hand,
  author = {Roe, Jane and Doe, John and Poe, Mary}, title = {Hands}, journal = {Hand},
  year = {2006}
}
"""
PAGE = """
# A title is no sentence. It is not.

Three roses grew here {cite:p}`roe2006hand`. From .18 to .43 {cite:p}`roe2006hand`.
As {cite:t}`roe2006hand` saw, *d* = 0.51 (95% CI [0.2, 0.8]).

*A head.* It opens this.

*All of this is said so.*

*As* here.

- a point without a stop;
- a point with one.

| Cells | are no. |
| --- | --- |
| Text. | None. |

:::{note}
A note in a box counts.
:::

:::{figure} hand.svg
:alt: A hand.

A caption. Never.

A legend. Never.
:::
"""


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three! Four…", ["One.", "Two?", "Three!", "Four…"]),
        ("Coan et al. (2006) saw it. So it is.", ["Coan et al. (2006) saw it.", "So it is."]),
        ("See p. 3 and pp. 4–5. Then vol. 2.", ["See p. 3 and pp. 4–5.", "Then vol. 2."]),
        ("It was 0.51. And 1.2 more.", ["It was 0.51.", "And 1.2 more."]),
        ("It was .51, e.g. there.", ["It was .51, e.g. there."]),
        ("J. A. Coan wrote. He did.", ["J. A. Coan wrote.", "He did."]),
        ("“You may.” She may not.", ["“You may.”", "She may not."]),
        ("(It stands here.) Then “this” follows.", ["(It stands here.)", "Then “this” follows."]),
        ("He asked “Why?” and left. 16 came.", ["He asked “Why?” and left.", "16 came."]),
        ("It holds *etc.* Then more.", ["It holds *etc.*", "Then more."]),
        ("Plan I. Then", ["Plan I. Then"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text, sentences):
    assert prose.split(text.replace("*", "")) == [one.replace("*", "") for one in sentences]


def test_words_are_numbers_too_and_signs_are_none():
    told = prose.words("Don’t: g = 0.69, 95% CI [0.48, 0.89], 12,966 well-known – and/or")
    assert told == ["don't", "g", "0.69", "95", "ci", "0.48", "0.89", "12,966", "well-known",
                    "and/or"]  # fmt: skip


def test_longer_phrase_takes_the_place_of_its_parts_unless_they_come_more_often():
    told = [line.split() for line in ("x a b c d e f y", "a b c d e f", "b c d e f", "p q")]
    assert prose.repeated(told) == {tuple("bcdef"): 3, tuple("abcdef"): 2}
    assert prose.repeated(told, least=3) == {tuple("bcdef"): 3}
    assert prose.repeated([["a", "b", "c", "d"]] * 3) == {}


def test_phrase_of_a_sentence_that_says_it_twice_counts_twice():
    assert prose.repeated([[*"abcdeabcde"]]) == {tuple("abcde"): 2}


def test_words_in_phrases_count_once_where_phrases_overlap():
    told = [*"xabcdefy"]
    assert prose.in_phrases(told, {tuple("abcde"), tuple("bcdef")}) == 6


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "hand.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    contents = "# Book\n\nThe front page speaks.\n\n```{toctree}\nhands\n```\n"
    (tmp_path / "index.md").write_text(contents, encoding="utf-8")
    (tmp_path / "hands.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_book_is_read_as_readers_get_it(book, tmp_path):
    found = prose.read(book, tmp_path / "work")
    assert [(one.page, one.line, one.text) for one in found] == [
        ("index", 3, "The front page speaks."),
        ("hands", 4, "Three roses grew here."),
        ("hands", 4, "From .18 to .43."),
        ("hands", 4, "As Roe et al. saw, d = 0.51 (95% CI [0.2, 0.8])."),
        ("hands", 7, "It opens this."),
        ("hands", 9, "All of this is said so."),
        ("hands", 11, "As here."),
        ("hands", 14, "a point with one."),
        ("hands", 21, "A note in a box counts."),
    ]


def test_answer_that_a_second_page_shows_counts_once(book, tmp_path):
    conf = CONF.replace('"sphinx_apa7"', '"sphinx_apa7", "extensions.answers"')
    (book / "conf.py").write_text(conf, encoding="utf-8")
    box = "   :::{admonition} Answer\n   :class: answer\n\n   Because it does.\n   :::\n"
    (book / "hands.md").write_text(f"# Hands\n\n1. Why?\n\n{box}", encoding="utf-8")
    (book / "answers.md").write_text("# Answers\n\n```{answers}\n```\n", encoding="utf-8")
    contents = "# Book\n\n```{toctree}\n:numbered:\n\nhands\nanswers\n```\n"
    (book / "index.md").write_text(contents, encoding="utf-8")
    found = prose.read(book, tmp_path / "work")
    assert [(one.page, one.text) for one in found] == [
        ("hands", "Why?"),
        ("hands", "Because it does."),
    ]


def test_figures_are_printed(book, capsys):
    long = "\n\n" + "We saw it and " * 9 + "slept.\n\nYes.\n"
    (book / "hands.md").write_text(PAGE + long, encoding="utf-8")
    arguments = ["hands.md", "--phrase", "saw it", "--least", "9", "--long"]
    assert prose.main(arguments, book) == 0
    assert capsys.readouterr().out.splitlines() == [
        "              sentences    mean  median   under 9   over 35   repeated",
        "hands                10     7.8       4     80.0%     10.0%      46.2%",
        "all of these         10     7.8       4     80.0%     10.0%      46.2%",
        "",
        "Repeated: words in a phrase of 5 words that the book has twice or more.",
        "     9  saw it",
        "",
        "Phrases of 5 words and more, 9 times and more:",
        "",
        "Sentences of more than 35 words:",
        f"hands.md:33: 37: {' '.join(long.split()[:-1])}",
    ]


def test_unknown_page_is_named(book):
    with pytest.raises(TaskError, match=r"^no page with sentences is 'feet': write one of \['ind"):
        prose.main(["feet"], book)


def test_broken_book_is_told(book):
    (book / "conf.py").write_text("extensions = ['nothing']\n", encoding="utf-8")
    with pytest.raises(TaskError, match=r"^the book could not be read: "):
        prose.main([], book)
