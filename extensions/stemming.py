"""Stems for the search, worked out once for a word instead of once for a word and page.

Sphinx keeps the stems of a page while it indexes that page (``IndexBuilder.feed``), and pages of
one book share most of their words. Can go when Sphinx keeps them longer.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from sphinx import search

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.search import SearchLanguage
    from sphinx.util.typing import ExtensionMetadata


def with_memory(language: type[SearchLanguage]) -> type[SearchLanguage]:
    """The same language of the search; each of its objects remembers the stems it gave."""

    class Language(language):  # type: ignore[valid-type,misc]
        def __init__(self, options: dict[str, str]) -> None:
            super().__init__(options)
            self.stem = cache(super().stem)

    return Language


def remember_stems(app: Sphinx, config: Config) -> None:
    """Give the language of the search a memory; one that Sphinx does not know is left alone."""
    name = config.html_search_language or config.language
    known = search.languages.get(name)
    if isinstance(known, str):
        module, _, title = known.rpartition(".")
        known = getattr(import_module(module), title)
    if known is not None and "stem" in vars(known):
        app.add_search_language(with_memory(known))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", remember_stems)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
