"""Stems for the search, worked out once for a word instead of once for a word and page.

Sphinx keeps the stems of a page while it indexes that page (``IndexBuilder.feed``), and pages of
one book share most of their words. They are kept beside the doctrees from build to build. Can go
when Sphinx keeps them longer.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import search

from extensions.kept import keep, load

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.search import SearchLanguage
    from sphinx.util.typing import ExtensionMetadata

FILE = "stems.json"


class Stems(dict[str, str]):
    """The stems of words in one language, kept in *folder* from build to build."""

    def __init__(self, folder: Path, language: type[SearchLanguage], *options: object) -> None:
        self.path = folder / FILE
        names = f"{language.__module__}.{language.__qualname__} {options}"
        self.made_by = f"{names} {version('sphinx')} {version('snowballstemmer')}"
        self.before = -1
        """How many were there at first; -1 until the first word is asked for."""

    def begin(self) -> None:
        """Read back what was kept."""
        self.update(load(self.path, self.made_by))
        self.before = len(self)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what this build added."""
        if len(self) > self.before >= 0:
            keep(self.path, self.made_by, self)


def with_memory(language: type[SearchLanguage], stems: Stems) -> type[SearchLanguage]:
    """The same language of the search, which remembers the stems that it gave."""

    class Language(language):  # type: ignore[valid-type,misc]
        without_memory = language

        def stem(self, word: str) -> str:
            if stems.before < 0:
                stems.begin()
            if word not in stems:
                stems[word] = super().stem(word)
            return stems[word]

    return Language


def remember_stems(app: Sphinx, config: Config) -> None:
    """Give the language of the search a memory; one that Sphinx does not know is left alone."""
    name = config.html_search_language or config.language
    known = search.languages.get(name)
    if isinstance(known, str):
        module, _, title = known.rpartition(".")
        known = getattr(import_module(module), title)
    # Sphinx keeps languages for the process: an application before may have left one of ours.
    known = getattr(known, "without_memory", known)
    if known is not None and "stem" in vars(known):
        stems = Stems(Path(app.doctreedir), known, config.html_search_options)
        app.add_search_language(with_memory(known, stems))
        app.connect("build-finished", stems.keep)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", remember_stems)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
