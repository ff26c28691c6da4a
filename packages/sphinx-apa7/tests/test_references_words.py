"""Every word that a reader sees has its Dutch, and the catalog is in order."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

REPOSITORY = Path(__file__).parents[3]
CATALOG = REPOSITORY / "locale" / "nl" / "LC_MESSAGES" / "sphinx.po"


@pytest.fixture(scope="module")
def dutch() -> dict[str, str]:
    with CATALOG.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def marked_words() -> dict[str, str]:
    """Each msgid in ``_("...")`` of what readers see, with where it is.

    Babel's own extractor does not look into f-strings.
    """
    found = {}
    folders = (
        REPOSITORY / "extensions",
        REPOSITORY / "packages/apabib/src/apabib/apa7",
        *REPOSITORY.glob("packages/sphinx-*/src"),
    )
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                    found.setdefault(text, f"{path.name}:{node.lineno}")
    return found


def test_every_marked_word_is_translated(dutch):
    missing = {text: place for text, place in marked_words().items() if not dutch.get(text)}
    assert missing == {}


def test_translations_keep_the_places_to_fill(dutch):
    def fields(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    unlike = {text: words for text, words in dutch.items() if fields(text) != fields(words)}
    assert unlike == {}


def test_the_catalog_is_sorted(dutch):
    assert list(dutch) == sorted(dutch)
