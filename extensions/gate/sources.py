"""The files of the book, looked at before anything reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extensions.gate import catalogs, frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extensions.gate.findings import Finding


def check(book: Path) -> Iterator[Finding]:
    """Everything that is refused in the files of *book*."""
    for folder in ("chapters", "back"):
        for path in sorted((book / folder).rglob("*.md")):
            yield from _page(book, path)
    yield from _page(book, book / "index.md")
    for path in sorted((book / "locale").rglob("*.po")):
        yield from catalogs.check(path.relative_to(book).as_posix(), path.read_bytes())


def _page(book: Path, path: Path) -> Iterator[Finding]:
    if path.is_file():
        yield from frontmatter.check(path.relative_to(book).as_posix(), path.read_text("utf-8-sig"))
