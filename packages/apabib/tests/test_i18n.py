"""Words of references in other languages: every one has its Dutch, and the catalog is in order."""

from __future__ import annotations

import ast
import os
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from apabib.i18n import CATALOGS, translator

SOURCE = Path(__file__).parents[1] / "src" / "apabib" / "apa7"


def marked_words() -> dict[str, str]:
    """Each msgid in ``_("...")`` of what readers see, with where it is.

    Babel's own extractor does not look into f-strings.
    """
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                    found.setdefault(text, f"{path.name}:{node.lineno}")
    return found


def words_of(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


catalogs = pytest.mark.parametrize(
    "catalog",
    [pytest.param(words_of(path), id=path.parts[-3]) for path in CATALOGS.rglob("apabib.po")],
)


@catalogs
def test_every_marked_word_is_translated(catalog):
    missing = {text: place for text, place in marked_words().items() if not catalog.get(text)}
    assert missing == {}


@catalogs
def test_no_word_is_idle(catalog):
    assert catalog.keys() - marked_words().keys() == set()


@catalogs
def test_translations_keep_the_places_to_fill(catalog):
    def fields(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)

    unlike = {text: words for text, words in catalog.items() if fields(text) != fields(words)}
    assert unlike == {}


@catalogs
def test_the_catalog_is_sorted(catalog):
    assert list(catalog) == sorted(catalog)


@pytest.mark.parametrize("language", ["nl", "nl_BE", "nl-BE"])
def test_a_language_is_found_with_and_without_its_country(language: str):
    assert translator(language)("n.d.") == "z.d."


@pytest.mark.parametrize("language", ["en", "en_US", "", "xx", "../nl"])
def test_otherwise_words_are_english(language: str):
    assert translator(language)("n.d.") == "n.d."


@pytest.mark.parametrize("language", ["", "C.UTF-8", "en_US.UTF-8"])
def test_an_english_run_reads_no_catalog(language: str):
    code = "import sys, apabib.i18n; print('babel' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"LANG": language, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_the_language_of_the_user_is_asked_for():
    code = "from apabib.i18n import _; print(_('n.d.'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "LANG": "en_US.UTF-8",
            "LC_ALL": "nl_NL.UTF-8",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "z.d.\n"
