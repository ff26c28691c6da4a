"""Chapters as PDFs of their own: which there are, and where the rest of the book stands."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.errors import SphinxError
from sphinx.util.logging import NAMESPACE

from .assemble import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


class Told:
    """A filter of warnings: those of the book, and of its chapters what they alone have.

    A chapter is resolved as a part of the book and then by itself. ``in_chapters`` says which of
    both is going on.
    """

    def __init__(self) -> None:
        self.in_chapters = False
        self.said: set[tuple[str, str]] = set()

    def __call__(self, record: logging.LogRecord) -> bool:
        """Whether a warning, of which Sphinx has worked out the place, is printed."""
        warning = (str(getattr(record, "location", "")), record.getMessage())
        if self.in_chapters:
            return record.levelno < logging.WARNING or warning not in self.said
        self.said.add(warning)
        return True

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Filter what Sphinx prints."""
        handlers = logging.getLogger(NAMESPACE).handlers
        for handler in handlers:
            handler.addFilter(self)
        try:
            yield
        finally:
            for handler in handlers:
                handler.removeFilter(self)


def checked_chapters(chapters: Any) -> bool | list[str]:
    """``typst_chapters`` as it is. Raises SphinxError for what cannot be used."""
    if isinstance(chapters, bool):
        return chapters
    names = list(chapters)
    if not all(isinstance(name, str) for name in names):
        raise SphinxError(
            "typst: typst_chapters: write True, or the names of documents:"
            ' ["chapters/one", "chapters/two"]'
        )
    return names


def chapter_names(env: BuildEnvironment) -> list[str]:
    """The documents that get a PDF of their own, in the order of the book.

    With ``typst_chapters = True`` those with a number that toctrees of the root list; in a book
    without numbers all that they list, but for the imprint. Raises SphinxError for a name that no
    toctree of the book has.
    """
    wanted = checked_chapters(env.config.typst_chapters)
    if not wanted:
        return []
    listed = [name for name in env.toctree_includes.get(env.config.root_doc, ()) if name != INDEX]
    if wanted is True:
        numbered = [name for name in listed if env.toc_secnumbers.get(name, {}).get("")]
        return numbered or [name for name in listed if name != env.config.typst_imprint_page]
    known = list(_below(env, env.config.root_doc, set()))
    for name in wanted:
        if name not in known:
            raise SphinxError(
                f"typst: typst_chapters: no toctree lists {name!r}; list it, or correct the setting"
            )
    return [name for name in known if name in wanted]


def _below(env: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    """What the toctrees of a document list, and what is listed there."""
    for name in env.toctree_includes.get(docname, ()):
        if name in env.found_docs and name not in seen:
            seen.add(name)
            yield name
            yield from _below(env, name, seen)


def web_address(config: Config, docname: str, node_id: str = "") -> str:
    """Where a place of the book stands on the web; nothing without ``html_baseurl``."""
    if not config.html_baseurl:
        return ""
    suffix = config.html_file_suffix or ".html"
    if config.html_link_suffix is not None:
        suffix = config.html_link_suffix
    fragment = f"#{quote(node_id)}" if node_id else ""
    return f"{config.html_baseurl.rstrip('/')}/{quote(docname)}{suffix}{fragment}"
