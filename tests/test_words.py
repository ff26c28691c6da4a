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
PACKAGED = {
    "packages/apabib/src/apabib/apa7": "packages/apabib/src/apabib/locale/nl/LC_MESSAGES/apabib.po",
    "packages/sphinx-apa7/src": (
        "packages/sphinx-apa7/src/sphinx_apa7/locale/nl/LC_MESSAGES/sphinx_apa7.po"
    ),
    "packages/sphinx-typst-book/src": (
        "packages/sphinx-typst-book/src/sphinx_typst_book/locale/nl.po"
    ),
}
MARKED = re.compile(r"""\b_\((["'])(.+?)\1\)|\{% trans %\}(.+?)\{% endtrans %\}""", re.DOTALL)


def translations(catalog: Path) -> dict[str, str]:
    with catalog.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


@pytest.fixture(scope="module")
def dutch() -> dict[str, str]:
    return translations(CATALOG)


def marked_in_code(folder: str = "extensions") -> dict[str, str]:
    """Each msgid in ``_("...")`` of what prints the book there, with where it is.

    Babel's own extractor does not look into f-strings.
    """
    found = {}
    for path in sorted(REPOSITORY.glob(f"{folder}/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                    found.setdefault(text, f"{path.name}:{node.lineno}")
    return found


def marked_in_templates() -> dict[str, str]:
    """The same of templates: those of the EPUB, the frame of a page, and what furo's become."""
    sources = {
        path.name: path.read_text(encoding="utf-8")
        for ending in ("jinja", "html")
        for path in sorted((REPOSITORY / "extensions").glob(f"**/*.{ending}"))
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
    assert {"Contents", "Words to find", "Back to top"} <= marked_in_templates().keys()
    assert any(text.startswith("Made with <a") for text in marked_in_templates())


@pytest.mark.parametrize("marked", [marked_in_code, marked_in_templates])
def test_every_marked_word_is_translated(dutch, marked):
    missing = {text: place for text, place in marked().items() if not dutch.get(text)}
    assert missing == {}


@pytest.mark.parametrize("folder", PACKAGED)
def test_every_word_of_a_package_is_in_its_own_catalog(folder, dutch):
    catalog = translations(REPOSITORY / PACKAGED[folder])
    marked = marked_in_code(folder)
    assert marked
    assert {text: place for text, place in marked.items() if not catalog.get(text)} == {}
    # What the book's own says alike would be a copy to keep in step.
    theirs = marked_in_code().keys() | marked_in_templates().keys()
    assert {t for t in catalog.keys() - theirs if dutch.get(t) == catalog[t]} == set()


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
