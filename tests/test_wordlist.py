"""extensions.wordlist: words of another language, gathered from the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from gatebook import GateBook

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = """\
# Glossary

```{glossary}
:sorted:

zeal
  Warmth, the [ijver]{.lang-nl} of old.

  Dutch: [ijver]{.lang-nl}; [gloed]{.lang-nl}\\*.

attachment
  A bond.

  Dutch: [gehechtheid]{.lang-nl}\\*; the report has [*attachment*]{.lang-nl}.

bond
  A tie. German: [Band]{.lang-de}.

  Dutch: [band]{.lang-nl}; [gloed]{.lang-nl}\\*.

plain
  Nothing in another language.
```
"""
INDEX = "# Hands\n\nText.\n\n```{toctree}\nchapters/one\nback/glossary\nback/words\n"
INDEX += "back/references\n```\n"


@pytest.fixture
def book(tmp_path: Path) -> GateBook:
    made = GateBook(tmp_path)
    made.write("index.md", INDEX)
    made.write("back/glossary.md", GLOSSARY)
    made.write("back/words.md", "# Words\n\n```{word-list} nl\n```\n")
    return made


def rows(book: GateBook) -> list[list[str]]:
    page = BeautifulSoup((book.built / "html/back/words.html").read_bytes(), "lxml")
    table = page.find("table", class_="word-list")
    return [[cell.get_text().strip() for cell in row.find_all(["th", "td"])] for row in table("tr")]


def test_forms_are_listed_in_the_order_of_the_alphabet_with_their_terms(book):
    assert book.build() == []
    assert rows(book) == [
        ["Word", "Term in the glossary"],
        ["band", "bond"],
        ["gehechtheid*", "attachment"],
        ["gloed*", "bond; zeal"],
        ["ijver", "zeal"],
    ]
    page = BeautifulSoup((book.built / "html/back/words.html").read_bytes(), "lxml")
    assert page.find(lang="nl").get_text() == "band"
    assert page.select_one("table a")["href"] == "glossary.html#term-bond"


def test_term_with_quotation_marks_is_linked(book):
    """They are turned in what is printed, and not in the name of a term."""
    book.write("back/glossary.md", GLOSSARY.replace("\nbond\n", '\na child\'s "play"\n'))
    assert book.build() == []
    assert rows(book)[1] == ["band", "a child’s “play”"]


def test_list_is_printed(book):
    assert book.build("typst") == []
    document = pypdfium2.PdfDocument(book.built / "typst/creating-connections.pdf")
    text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())
    assert "band bond gehechtheid* attachment gloed* bond; zeal ijver zeal" in text


def test_changed_form_is_listed_in_the_next_build(book):
    assert book.build() == []
    book.write("back/glossary.md", GLOSSARY.replace("[band]", "[verband]"))
    assert book.build() == []
    assert ["verband", "bond"] in rows(book)


def test_language_that_no_glossary_has_makes_no_table(book):
    book.write("back/words.md", "# Words\n\n```{word-list} fr\n```\n")
    assert book.build() == []
    assert "word-list" not in (book.built / "html/back/words.html").read_text("utf-8")
