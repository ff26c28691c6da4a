"""extensions.stemming: the index of the search stays what it was, and a word is stemmed once."""

from __future__ import annotations

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
    app = SphinxTestApp("html", srcdir=source)
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


def test_a_language_without_a_stemmer_is_left_alone(tmp_path):
    before = search_index(tmp_path / "plain", "ja", [])
    assert search_index(tmp_path / "ours", "ja", ["extensions.stemming"]) == before
