"""Every word that the book is printed with has its Dutch; no template has one of its own."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from extensions.furo import MENDS

REPOSITORY = Path(__file__).parents[1]
CATALOG = REPOSITORY / "locale/nl/LC_MESSAGES/sphinx.po"
MARKED = re.compile(r"""\b_\((["'])(.+?)\1\)|\{% trans %\}(.+?)\{% endtrans %\}""", re.DOTALL)


@pytest.fixture(scope="module")
def dutch() -> dict[str, str]:
    with CATALOG.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def marked_in_code() -> dict[str, str]:
    """Each msgid in ``_("...")`` of what prints the book, with where it is.

    Babel's own extractor does not look into f-strings.
    """
    found = {}
    printing = ("extensions", "packages/apabib/src/apabib/apa7", "packages/sphinx-*/src")
    for folder in printing:
        for path in sorted(REPOSITORY.glob(f"{folder}/**/*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                        found.setdefault(text, f"{path.name}:{node.lineno}")
    return found


def marked_in_templates() -> dict[str, str]:
    """The same of templates: those of the EPUB, and what furo's become."""
    sources = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((REPOSITORY / "extensions").glob("**/*.jinja"))
    }
    for mend in MENDS:
        sources[mend.template] = sources.get(mend.template, "") + "".join(
            new for _old, new in mend.edits
        )
    return {
        found[2] or found[3]: name
        for name, source in sources.items()
        for found in MARKED.finditer(source)
    }


def test_words_are_found():
    assert "Sources" in marked_in_code()
    assert {"Contents", "Words to find", "Menu"} <= marked_in_templates().keys()
    assert any(text.startswith("Made with <a") for text in marked_in_templates())


@pytest.mark.parametrize("marked", [marked_in_code, marked_in_templates])
def test_every_marked_word_is_translated(dutch, marked):
    missing = {text: place for text, place in marked().items() if not dutch.get(text)}
    assert missing == {}


def test_no_template_has_a_word_outside_a_catalog():
    for path in sorted((REPOSITORY / "extensions").glob("**/*.xhtml.jinja")):
        text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert re.findall(r"[^\W\d_]{2,}", text) == [], path.name


def test_translations_keep_the_places_to_fill(dutch):
    def fields(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    unlike = {text: words for text, words in dutch.items() if fields(text) != fields(words)}
    assert unlike == {}


def test_the_catalog_is_sorted(dutch):
    assert list(dutch) == sorted(dutch)
