"""extensions.stemming: the index of the search stays what it was, and a word is stemmed once."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from snowballstemmer.dutch_stemmer import DutchStemmer
from snowballstemmer.english_stemmer import EnglishStemmer
from sphinx import search
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_languages(monkeypatch):
    """Sphinx keeps the languages of the search for the whole process."""
    monkeypatch.setattr(search, "languages", dict(search.languages))


def search_index(source: Path, language: str, extensions: list[str]) -> str:
    source.mkdir()
    (source / "conf.py").write_text(
        f"extensions = {extensions!r}\nlanguage = {language!r}\n", "utf-8"
    )
    (source / "index.rst").write_text(
        "Hands held\n==========\n\n.. toctree::\n\n   other\n\n"
        "Holding hands calms; Handen houden.\n",
        "utf-8",
    )
    (source / "other.rst").write_text("Holding\n=======\n\nHands and handen, holding.\n", "utf-8")
    return built(source)


def add(page: Path, text: str) -> None:
    page.write_text(page.read_text("utf-8") + text, "utf-8")


def built(source: Path) -> str:
    app = SphinxTestApp("html", srcdir=source, freshenv=False)
    app.build()
    app.cleanup()
    assert app.warning.getvalue() == ""
    return (app.outdir / "searchindex.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "stemmer"), [("en", EnglishStemmer), ("nl", DutchStemmer)], ids=["en", "nl"]
)
def test_a_word_is_stemmed_once_for_all_pages(tmp_path, monkeypatch, language, stemmer):
    before = search_index(tmp_path / "plain", language, [])
    stemmed: Counter[str] = Counter()
    stem = stemmer.stemWord

    def counted(self, word):
        stemmed[word] += 1
        return stem(self, word)

    monkeypatch.setattr(stemmer, "stemWord", counted)
    assert search_index(tmp_path / "ours", language, ["extensions.stemming"]) == before
    # "Hands" and "hands" are two words for Sphinx, which asks for both.
    assert stemmed["holding"] == 2
    assert max(stemmed.values()) == 2


def test_a_word_is_stemmed_once_for_all_builds(tmp_path, monkeypatch):
    before = search_index(tmp_path / "ours", "en", ["extensions.stemming"])
    stemmed = []
    stem = EnglishStemmer.stemWord
    monkeypatch.setattr(
        EnglishStemmer, "stemWord", lambda self, word: stemmed.append(word) or stem(self, word)
    )
    pages = tmp_path / "ours/_build/html"
    shutil.rmtree(pages)
    add(tmp_path / "ours/other.rst", "Holding arms.\n")
    after = built(tmp_path / "ours")
    assert stemmed == ["arms"]
    assert after != before
    for folder in (pages, tmp_path / "ours/_build/doctrees"):
        shutil.rmtree(folder)
    assert built(tmp_path / "ours") == after


def test_a_second_book_in_the_process_has_its_own_stems(tmp_path, monkeypatch):
    """As in ``make live``: Sphinx keeps the language that the first one brought."""
    search_index(tmp_path / "one", "en", ["extensions.stemming"])
    stemmed = []
    stem = EnglishStemmer.stemWord
    monkeypatch.setattr(
        EnglishStemmer, "stemWord", lambda self, word: stemmed.append(word) or stem(self, word)
    )
    search_index(tmp_path / "other", "en", ["extensions.stemming"])
    assert "holding" in stemmed


@pytest.mark.parametrize("damage", [b"", b"{}", None])
def test_stems_of_another_language_or_damaged_are_not_read_back(tmp_path, damage):
    plain = search_index(tmp_path / "plain", "nl", [])
    search_index(tmp_path / "ours", "en", ["extensions.stemming"])
    kept = tmp_path / "ours/_build/doctrees/stems.json"
    if damage is not None:
        kept.write_bytes(damage)
    shutil.rmtree(tmp_path / "ours/_build/html")
    conf = tmp_path / "ours/conf.py"
    conf.write_text(conf.read_text("utf-8").replace("'en'", "'nl'"), "utf-8")
    assert built(tmp_path / "ours") == plain


def test_a_language_without_a_stemmer_is_left_alone(tmp_path):
    before = search_index(tmp_path / "plain", "ja", [])
    assert search_index(tmp_path / "ours", "ja", ["extensions.stemming"]) == before
