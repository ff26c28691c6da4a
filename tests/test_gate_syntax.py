"""The gate for text: every way to write what the list has not is refused where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from gatebook import CANARY, GateBook
from gatebook import FILES as FILES_OF_BOOK
from growth import at_most

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "include": "```{include} ../../secret.txt\n```",
    "include as lines": "```{include} ../../secret.txt\n:literal:\n```",
    "literalinclude": "```{literalinclude} ../../secret.txt\n```",
    "literalinclude, difference": "```{literalinclude} ../index.md\n:diff: ../../secret.txt\n```",
    "table from a file": "```{csv-table}\n:file: ../secret.txt\n```",
    "table from an address": "```{csv-table}\n:url: file:///etc/hostname\n```",
    "raw from a file": "```{raw} html\n:file: ../secret.txt\n```",
    "raw from an address": "```{raw} html\n:url: file:///etc/hostname\n```",
    "environment of the build": "```{include} /proc/self/environ\n```",
    "include in a colon fence": ":::{include} ../../secret.txt\n:::",
    "include in a table": "```{list-table}\n* - ```{include} ../../secret.txt\n    ```\n```",
    "include in a claim": (
        ":::{claim} a\n:speaker: coan\n:rating: opinion\n:certainty: not graded (opinion)\n"
        ":reported: exactly\n:seen: 2026-11-26\n\nText.\n\nText.\n\n"
        "```{include} ../../secret.txt\n```\n:::"
    ),
    "include in a note in a list": "- :::{note}\n  ```{include} ../../secret.txt\n  ```\n  :::",
    "reStructuredText": "```{eval-rst}\n.. include:: ../../secret.txt\n```",
    "include by a tilde fence": "~~~{include} ../../secret.txt\n~~~",
    "include, in capitals": "```{Include} ../../secret.txt\n```",
    "code of a file": "```{code-include} ../../secret.txt\n```",
    "parsed literal": "```{parsed-literal}\n{download}`../../secret.txt`\n```",
    "download": "{download}`../../secret.txt`",
    "link to a file": "[a](../../secret.txt)",
    "link to the settings": "[a](../conf.py)",
    "link by path": "[a](path:../conf.py)",
    "link by path, bare": "<path:../conf.py>",
    "link by reference": "[a][b]\n\n[b]: ../conf.py",
    "picture by path": "![a](../../secret.txt)",
    "picture from the root": "![a](/etc/hostname)",
    "picture out of the book": "![a](../figures/../../secret.png)",
    "picture from another folder": "![a](/_static/book.css)",
    "figure out of the book": ":::{figure} /../../secret.png\n:alt: A.\n:::",
    "picture of any kind": "![a](../figures/hand.*)",
    "figure by address": ":::{figure} https://evil.example/a.svg\n:alt: A.\n:::",
    "remote picture": "![a](https://evil.example/a.png)",
    "remote picture without a scheme": "![a](//evil.example/a.png)",
}
CODE = {
    "raw HTML": "```{raw} html\n<script>alert(1)</script>\n```",
    "raw Typst": '```{raw} typst\n#read("/etc/hostname")\n```',
    "raw role": "```{role} raw-html(raw)\n:format: html\n```\n\n{raw-html}`<b>`",
    "default role": "```{default-role} math\n```",
    "metadata": "```{meta}\n:http-equiv=refresh: 0;url=https://evil.example\n```",
    "mathematics": "{math}`a`",
    "mathematics as a block": "```{math}\na\n```",
    "target of a figure": (
        ":::{figure} ../figures/hand.svg\n:alt: A.\n:target: javascript:alert(1)\n:::"
    ),
    "target of a picture": "```{image} ../figures/hand.svg\n:target: https://evil.example\n```",
    "option of MyST": ":::{figure} ../figures/hand.svg\n:alt: A.\n:figwidth: image\n:::",
    "option in YAML": "```{figure} ../figures/hand.svg\n---\ntarget: javascript:alert(1)\n---\n```",
    "class of the theme": ":::{note}\n:class: visually-hidden\nText.\n:::",
    "class of a passage": "[text]{.headerlink}",
    "look of a passage": '[text]{style="position:fixed"}',
    "size of a picture": "![a](../figures/hand.svg){width=1e9px}",
    "class by a colon fence": ":::visually-hidden\nText.\n:::",
    "only": "```{only} html\nText.\n```",
    "contents": "```{contents}\n```",
    "code with colors": "```{code-block} python\nimport os\n```",
    "code of a language": "```python\nimport os\n```",
    "substitution": "{sub-ref}`wordcount-words`",
    "keyboard": "{kbd}`a`",
    "Python object": "```{py:function} a\n```",
    "download of the theme": "```{sidebar} A\n```",
    "contents by pattern": "```{toctree}\n:glob:\n*\n```",
    "highlighting": "```{highlight} python\n```",
    "graph": "```{graphviz}\n```",
    "replacement": "```{replace}\n```",
    "table in HTML": "```{html_meta}\n```",
}
ODD = {
    "width": ":::{figure} ../figures/hand.svg\n:alt: A.\n:width: 99999999999px\n:::",
    "width in YAML": "```{image} ../figures/hand.svg\n---\nwidth: 99999999999%\n---\n```",
    "widths": "```{list-table}\n:widths: 99999999999999999 1\n\n* - a\n  - b\n```",
    "rows": "```{list-table}\n:header-rows: 999999999\n\n* - a\n  - b\n```",
    "columns": "```{list-table}\n:stub-columns: 999999999\n\n* - a\n  - b\n```",
    "depth": "```{toctree}\n:maxdepth: 99999999999999999999\n```",
    "numbers": "```{toctree}\n:numbered: 999999999999\n```",
    "width of a number": "{numref}`%99999999s <chapter-one>`",
    "width of a place": "{numref}`{number:>99999999} <chapter-one>`",
    "place that looks around": "{numref}`{number.__class__} <chapter-one>`",
    "contents of the web": "```{toctree}\nText <https://evil.example>\n```",
    "turning as an entity": "a&#x202e;b",
    "line end as an entity": "a&#8232;b",
    "page end as an entity": "a&#12;b",
    "page end in a title": "## a&#x0c;b",
    "letter that only a machine reads": "a\U000e0041b",
    "such a letter as an entity": "a&#xe0041;b",
    "letter without a look": "a\u3164b",
    "joint between words": "a&#65279;b",
    "index entry of a kind that is gone": "{index}`a <module: b>`",
    "page end in the words of a picture": "![a&#12;b](../figures/hand.svg)",
    "page end in the words of a link": '[a](https://example.org "b&#12;c")',
    "many options": ":::{figure} ../figures/hand.svg\n---\na: &a [x, x]\nalt: [*a, *a]\n---\n:::",
}
LINKS = [
    "ftp://a.example/x",
    "//evil.example", "https://doi.org@evil.example", "https:evil.example",
    "https://a:b@evil.example/", "http://localhost/", "http://127.0.0.1/", "http://[::1]/",
    "https://evil.example:99999/", "https://evil.example:/", "https://evil.example:a/",
    "inv:sphinx#a", "project:../conf.py", "blob:x", "tel:1",
    "../conf.py", "..%2fconf.py", "/etc/passwd", "mailto:a@b.example?body=x", "myst:a",
    "https://evil.example\\\\@doi.org/", "../../../etc/passwd", "intent://x", "view-source:x",
]  # fmt: skip
#: What Markdown itself reads as plain text, or without the attribute.
TEXT = [
    "[a](javascript:alert%281%29)", "[a](JaVaScRiPt:x)", "[a](vbscript:x)", "[a](data:text/html,x)",
    "<javascript:alert(1)>", "[a][b]\n\n[b]: file:///etc/hostname", "![a](file:///etc/hostname)",
    "![a](data:image/svg+xml;base64,PHN2Zy8+)", '[text]{onclick="alert(1)"}',
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "&lt;script&gt;", "[a](https://example.org '\"onload=\"')", "<a href=javascript:x>", "<!-- -->",
]  # fmt: skip
NAMES = {
    "label of a claim": "(claim-coan-hand)=\n## Two",
    "label of a reference": "(cite-coan2006lending)=\n## Two",
    "label of a search": "(search-strategy)=\n## Search strategy",
    "passage like a claim": "[text]{#claim-coan-hand}",
    "part of the theme": "[text]{#furo-main-content}",
    "figure like a term": ":::{figure} ../figures/hand.svg\n:alt: A.\n:name: term-hand\n:::",
    "label with a mark": '(a"b)=\n## Two',
    "search box": "(searchbox)=\n## Two",
    "underscores": "(__toc)=\n## Two",
    "passage of a heading": "## A [heading]{#a}",
    "head of a case": "[text]{#case-a-head}",
    "note of a figure": "[text]{#fig-a-note}",
    "answer on its page": "(answer-chapters-one-1)=\n## Two",
    "answers of a page": "[text]{#answers-chapters-one}",
    "one that docutils makes": "[text]{#id1}",
}


@pytest.fixture
def book(tmp_path: Path) -> GateBook:
    book = GateBook(tmp_path)
    book.write("back/references.md", "(references)=\n# References\n\n```{bibliography}\n```\n")
    return book


def refused(book: GateBook, text: str) -> list[str]:
    """The warnings of a book whose chapter ends in *text*: all are the gate's, with a line of it.

    Nothing is written, and nothing from outside the book is in what is kept.
    """
    book.chapter(text)
    warnings = book.build()
    for warning in warnings:
        place, _, message = warning.partition(": WARNING: ")
        assert message.endswith("]")
        assert "[gate." in message
        name, _, line = place.partition(":")
        assert name == "chapters/one.md"
        assert 6 <= int(line) <= 6 + text.count("\n")
    assert warnings
    assert not list(book.built.rglob("*.html"))
    assert CANARY not in book.outputs()
    return warnings


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_file_of_the_machine_is_not_read(book, text):
    refused(book, text)


@pytest.mark.parametrize("text", CODE.values(), ids=CODE)
def test_syntax_that_is_not_on_the_list_is_refused(book, text):
    refused(book, text)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_value_that_no_book_needs_is_refused(book, text):
    refused(book, text)


def test_figure_with_nothing_in_it_is_refused_with_its_line(book):
    """docutils ends in a traceback there."""
    book.chapter(":::{figure} ../figures/hand.svg\n:alt: A hand\n\n[a]: https://example.org\n:::")
    [line] = book.build()
    assert line.startswith("chapters/one.md:6: WARNING: this figure cannot be read (")
    book.chapter(":::{figure} ../figures/hand.svg\n:alt: A hand\n\n```{include} a\n```\n:::")
    [line] = book.build()
    assert line.startswith("chapters/one.md:9: WARNING: the directive “include” is not allowed")


ANSWERED = {
    "case": ":::{case} A case\n:name: case-a\n\nText.\n:::",
    "figure": ":::{figure} ../figures/hand.svg\n:alt: A.\n:name: fig-a\n\nA hand.\n:::",
    "table": "```{list-table} A table\n:name: tab-a\n\n* - a\n  - b\n```",
    "answer": "1. Why?\n\n   :::{admonition} Answer\n   :class: answer\n\n   So.\n   :::",
    "answers": "```{answers}\n```",
    "index of names": "```{name-index}\n```",
    "contents": "```{toctree}\n../back/references\n```",
}


@pytest.mark.parametrize("inner", ANSWERED.values(), ids=ANSWERED)
def test_answer_holds_nothing_that_has_a_place_of_its_own(book, inner):
    """It stands in two places: there were tracebacks, of the PDF in a recursion."""
    lines = "".join(f"   {line}\n" if line else "\n" for line in inner.split("\n"))
    text = f"1. Why?\n\n   ::::{{admonition}} Answer\n   :class: answer\n\n{lines}   ::::"
    messages = [line.partition(": WARNING: ")[2] for line in refused(book, text)]
    assert any(line.startswith("an answer holds no “") for line in messages)


def test_contents_that_lead_back_are_refused(book):
    book.chapter("```{toctree}\n../index\n```")
    message = "this table of contents leads back to its own page: take a page out of it"
    assert sorted(book.build("typst")) == [
        f"{page}:1: WARNING: {message} [gate.contents]" for page in ("chapters/one.md", "index.md")
    ]


def test_page_that_is_full_of_what_is_refused_is_told_of_for_a_while(book):
    assert len(refused(book, "{raw}`a`\n\n" * 500)) == 20


@pytest.mark.parametrize("form", ["[a]({})", "[a](<{}>)", "<{}>", "[a][{1}]\n\n[{1}]: {0}"])
@pytest.mark.parametrize("half", [0, 1])  # no more than 20 are told of a page
def test_link_leads_to_pages_and_to_the_web_only(book, form, half):
    links = [link for link in LINKS if form[0] != "<" or re.match("[a-z]+:", link)][half::2]
    texts = [form.format(link, number) for number, link in enumerate(links)]
    lines = [6 + sum(text.count("\n") + 2 for text in texts[:n]) for n in range(len(texts))]
    told = [int(warning.split(":")[1]) for warning in refused(book, "\n\n".join(texts))]
    assert sorted(told) == lines


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_name_that_is_taken_is_refused(book, text):
    assert "[gate." in refused(book, text)[0]


def test_label_of_another_page_is_refused(book):
    book.chapter("(references)=\n## Two")
    warnings = [warning for warning in book.build() if "[gate." in warning]
    assert warnings == [
        "chapters/one.md:7: WARNING: the label “references” is in back/references, too: rename one"
        " [gate.name]"
    ]


TITLES = [
    "Search strategy", "Term limits", "Index of names", "Claim by claim", "Cover", "Search", "Ref",
    "Furo main content", "Cite coan2006lending", "A long title " * 12,
]  # fmt: skip


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_title_is_no_choice_of_an_id(book, builder):
    """Its section gets another one, and links to it lead there."""
    book.chapter("\n\n".join(f"## {title}" for title in (*TITLES, "Section search")))
    assert book.build(builder) == []
    if builder == "html":
        page = BeautifulSoup((book.built / "html/chapters/one.html").read_text("utf-8"), "lxml")
        sections = {section["id"] for section in page.select("section section")}
        sections.remove("references")  # the list of the page
        assert len(sections) == len(TITLES) + 1
        assert "section-claim-by-claim" in sections
        assert {f"#{name}" for name in sections} <= {a["href"] for a in page.select(".toc-tree a")}


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_line_may_end_where_its_author_ends_it(book, builder):
    book.chapter("here\\\nthere  \nand there")
    assert book.build(builder) == []
    if builder == "html":
        page = BeautifulSoup((book.built / "html/chapters/one.html").read_text("utf-8"), "lxml")
        assert len(page.select("p br")) == 2


ADDRESSES = [
    "https://example.org/Schrödinger's_cat", "https://example.org:8080/a",
    "https://example.org/a'b'c?d=é#ü",
]  # fmt: skip


@pytest.mark.parametrize("form", ["[a]({})", "<{}>"])
@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_address_is_kept_as_it_is(book, builder, form):
    book.chapter("\n\n".join(form.format(address) for address in ADDRESSES))
    assert book.build(builder) == []
    if builder == "html":
        page = BeautifulSoup((book.built / "html/chapters/one.html").read_text("utf-8"), "lxml")
        assert [unquote(a["href"]) for a in page.select("a.external")] == ADDRESSES
        if form == "<{}>":
            assert [a.text for a in page.select("a.external")] == ADDRESSES


@pytest.mark.parametrize(
    "text", ["# Why\nno-references: true", "no-references: true  # why", "no-references: true  "]
)
def test_front_matter_may_have_comments(book, text):
    book.write("back/more.md", f"---\n{text}\n---\n# More\n")
    book.write("index.md", FILES_OF_BOOK["index.md"].replace("\n```\n", "\nback/more\n```\n"))
    assert book.build() == []


@pytest.mark.parametrize("text", TEXT)
def test_what_markdown_takes_for_text_is_text(book, text):
    book.chapter(f"here {text} there")
    assert book.build() == []
    page = BeautifulSoup((book.built / "html/chapters/one.html").read_text("utf-8"), "lxml")
    [passage] = [p for p in page.select("section#chapter-one p") if p.text.startswith("here")]
    assert {tag.name for tag in passage.find_all()} <= {"a", "span"}
    assert {name for tag in passage.find_all() for name in tag.attrs} <= {"class", "href", "title"}
    assert all(tag["href"] == "https://example.org" for tag in passage.find_all("a"))


def test_message_says_what_to_do(book):
    assert refused(book, "```{include} ../../secret.txt\n```") == [
        "chapters/one.md:6: WARNING: the directive “include” is not allowed: use one of the book"
        " (admonition, figure, glossary, hint, image, important, list-table, note, seealso, table,"
        " tip, toctree, warning, case, or claim), or take it out [gate.directive]"
    ]


FINE = """
## Two

Text with *emphasis*, **strong**, `code`, H{sub}`2`O, {index}`touch`, a [passage]{.lang-nl},
[a link](https://example.org/a?b=c#d), <https://example.org>, [mail](mailto:a@example.org),
[a page](../index.md), [a part](#two), [one more](../back/references.md#references),
a note[^1], <b>no HTML</b>.

[^1]: The note.

> A quote.

1. One

   - Two

     - Three

term
: Meaning.

| a | b |
|:--|--:|
| c | d |

```text
plain
```

---

![a](../figures/hand.svg)

:::{figure} ../figures/hand.svg
:alt: A hand.
:name: fig-hand
:width: 50%

Caption.

Longer.
:::

:::{admonition} Answer
:class: answer
:collapsible:

Text, {numref}`fig-hand`.
:::

:::{list-table} Table
:name: tbl-a
:header-rows: 1
:widths: 50 50

* - a
  - b
* - c
  - d
:::

% A comment.

```{glossary}
hand
  What holds. {term}`hand`.
```
"""


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_what_a_chapter_needs_passes(book, builder):
    book.chapter(FINE)
    assert book.build(builder) == []


DENSE = {
    "list": "- a\n" * 9_000,
    "headings": "## a\n" * 9_000,
    "table": "| a |\n|---|\n" + "| a |\n" * 600,
    "table of lists": "```{list-table}\n" + "* - a\n" * 600 + "```",
    "notes in notes": "".join(f"{':' * n}{{note}}\n\n" for n in range(12, 3, -1)) + "lost",
    "quotes in quotes": ">" * 25 + " lost",
    "lists in lists": "\n".join(f"{'  ' * n}- lost" for n in range(12)),
    "emphasis in emphasis": "*a **b " * 12 + "lost" + " c** d*" * 12,
    "index entries": "{index}`a` " * 400 + "\n\n" + ("{index}`a` " * 400 + "\n\n") * 19,
    "labels": "".join(f"(a{n})=\n" for n in range(8_000)) + "\nText.",
    "labels of passages": "".join(f"[a]{{#a{n}}}\n\n" for n in range(600)),
    "references by number": "{numref}`chapter-one`\n" * 1_000,
    "links to terms": "{term}`hand`\n" * 1_000,
    "notes": ("[^" * 2_000 + "\n") * 20,
    "quotation marks": ("'a\" " * 1_200 + "\n") * 19,
    "passages": ("[a]{.lang-nl} " * 300 + "\n\n") * 20,
}


@pytest.mark.parametrize("text", DENSE.values(), ids=DENSE)
def test_text_that_no_one_could_read_is_refused(book, text):
    """Among it what Markdown would drop without a word: what is deeper than its limit."""
    with at_most(10):
        refused(book, text)
