"""The other forms of the book, offered on the title page of the web pages.

===================  =======  ================================================================
Setting              Default  Meaning
===================  =======  ================================================================
html_downloads       ``[]``   names of files that will lie beside ``index.html``:
                              ``["book.pdf"]``
html_download_sizes  ``{}``   the size of pages of one of them, said in its link:
                              ``{"book.pdf": "A4"}``
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
    """Link from the title page to each file, named by its format and the size of its pages."""
    files = app.config.html_downloads
    # The EPUB builder shares this event.
    if app.builder.name != "html" or pagename != app.config.root_doc or not files:
        return
    links = []
    for name in files:
        label = _("Download the book as {format}")
        size = app.config.html_download_sizes.get(name)
        kind = PurePosixPath(name).suffix[1:].upper()
        label = label.format(format=f"{kind}, {size}" if size else kind)
        links.append(f'<li><a href="{quote(name)}" download>{escape(label)}</a></li>')
    context["body"] += f'<ul class="downloads">{"".join(links)}</ul>'


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("html_downloads", [], "html", types=frozenset({list}))
    app.add_config_value("html_download_sizes", {}, "html", types=frozenset({dict}))
    app.connect("html-page-context", offer_downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
