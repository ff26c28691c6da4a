"""What a tiny book that was built says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from sphinx.testing.util import SphinxTestApp

Build = Callable[..., SphinxTestApp]


def pdf_of(app: SphinxTestApp) -> Path:
    return Path(app.outdir) / app.config.typst_filename


def pages(app: SphinxTestApp) -> list[str]:
    """The text of each page, in one line."""
    document = pypdfium2.PdfDocument(pdf_of(app))
    try:
        # U+FFFE is where PDFium found a hyphenated word.
        return [
            " ".join(page.get_textpage().get_text_bounded().replace("\ufffe", "").split())
            for page in document
        ]
    finally:
        document.close()


def page_with(app: SphinxTestApp, words: str) -> str:
    """The one page that has ``words``."""
    (found,) = [page for page in pages(app) if words in page]
    return found


def typst_of(app: SphinxTestApp) -> str:
    """The Typst source of the book."""
    return pdf_of(app).with_suffix(".typ").read_text(encoding="utf-8")
