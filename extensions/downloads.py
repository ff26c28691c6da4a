"""The other forms of the book, offered on the title page, and those of a chapter on its page.

===================  =======  ================================================================
Setting              Default  Meaning
===================  =======  ================================================================
html_downloads       ``[]``   names of files that will lie beside ``index.html``:
                              ``["book.pdf"]``
html_download_sizes  ``{}``   the size of pages of one of them, said in its link:
                              ``{"book.pdf": "A4"}``
html_chapter_pdfs    False    whether the PDF of a chapter (``typst_chapters``) will lie beside
                              its page
===================  =======  ================================================================

The build names what it makes beside the pages (``tasks/book.py``); whoever runs Sphinx by hand
gets a title page that offers nothing.
"""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.locale import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def offer_downloads(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link from the title page to the files of the book, and from a chapter to its own."""
    if app.builder.name != "html":  # the EPUB builder shares this event
        return
    if pagename == app.config.root_doc:
        files = {name: label_of(app, name) for name in app.config.html_downloads}
    else:
        files = chapter_file(app, pagename)
    if files:
        links = (
            f'<li><a href="{quote(name)}" download>{escape(label)}'
            # How large it is, nobody knows before it is made: tasks/site.py says it here.
            f'<span class="size" data-file="{escape(name)}"></span></a></li>'
            for name, label in files.items()
        )
        context["body"] += f'<ul class="downloads">{"".join(links)}</ul>'


def label_of(app: Sphinx, name: str) -> str:
    """What a file of the book is: its format, and the size of its pages."""
    size = app.config.html_download_sizes.get(name)
    kind = PurePosixPath(name).suffix[1:].upper()
    if kind == "ZIP":
        return _("Download this site, to read from a disk: {format}").format(format=kind)
    return _("Download the book as {format}").format(format=f"{kind}, {size}" if size else kind)


def chapter_file(app: Sphinx, pagename: str) -> dict[str, str]:
    """The PDF of a chapter, which lies beside its page, and what it is."""
    if not app.config.html_chapter_pdfs:
        return {}
    from sphinx_typst_book.chapters import chapter_names  # late: a book may have no PDF

    if pagename not in chapter_names(app.env):
        return {}
    label = _("Download the chapter as {format}").format(format="PDF")
    return {f"{PurePosixPath(pagename).name}.pdf": label}


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("html_downloads", [], "html", types=frozenset({list}))
    app.add_config_value("html_download_sizes", {}, "html", types=frozenset({dict}))
    app.add_config_value("html_chapter_pdfs", False, "html", types=frozenset({bool}))
    app.connect("html-page-context", offer_downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
