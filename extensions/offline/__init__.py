"""Reading without a network, and what a server shows in the place of a page that is not there.

- ``worker.js`` becomes ``sw.js`` of the site, a service worker that keeps what was read and, when
  the reader asks, the whole book. ``tasks/site.py`` tells it the pages when all are made: no build
  by Sphinx alone has one. A page comes from the network whenever there is one. Every page has its
  digest, so that "a newer edition is there" is said only where the reader sees an old text.
- ``static/offline.js`` starts it, says so in the foot of each page, and turns it off, which forgets
  all that was kept. Nothing of this happens to pages that were opened from a disk.
- ``404.html`` and ``offline.html`` have a search and the contents. They are shown at any address,
  so theirs are rooted: they begin with the path of ``html_baseurl`` (in ``make``: ``BOOK_URL``), or
  with ``/``. A book in a folder of a host has to say so, or these two pages stand without looks.

Workbox 7.4.1 (MIT), of Google's Chrome team, is the library of service workers that everybody uses:
``static/vendor/workbox/`` has its files for browsers, untouched. To renew them::

    npm install workbox-{core,routing,strategies,precaching,expiration,cacheable-response}
    cp node_modules/workbox-*/build/*.prod.js extensions/offline/static/vendor/workbox/
    cp node_modules/workbox-core/LICENSE extensions/offline/static/vendor/workbox/LICENSE.txt

No settings.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _

from extensions.frame import add_feature, add_templates, is_framed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent
TEMPLATE = "instead.html"
#: Where ``tasks/site.py`` puts the digest of a page.
DIGEST = '<meta name="digest" content="">'
#: An address that is seen from the page.
RELATIVE = re.compile(r'(<[^>]*? (?:href|src)=")(?!#|[a-z]+:|/)([^"]*)')


def pages() -> dict[str, tuple[str, str]]:
    """The pages in the place of others: the title of each, and what it says."""
    return {
        "404": (
            _("This page is not here"),
            _("The book has no page at this address. Search it, or choose one of its pages."),
        ),
        "offline": (
            _("This page is not kept"),
            _(
                "There is no network, and this browser has not kept this page. Pages that you have "
                "read before can be read again."
            ),
        ),
    }


def come_in(app: Sphinx) -> None:
    """Give every page the script, and find the template."""
    if not is_framed(app):
        return
    add_templates(app, HERE / "templates")
    words = {
        "offline_on": _("Pages that you read are kept in this browser, for reading offline."),
        "offline_keep": _("Keep the whole book"),
        "offline_keeping": _("Keeping page {done} of {of}"),
        "offline_whole": _("The whole book is kept in this browser, for reading offline."),
        "offline_failed": _("Some pages could not be kept: try again when the network is better."),
        "offline_off": _("Turn off, and forget them"),
        "offline_is_off": _("Nothing is kept for reading offline."),
        "offline_turn_on": _("Keep pages that I read"),
        "offline_newer": _("A newer edition of this page is there."),
        "offline_load": _("Load it"),
    }
    add_feature(app, HERE / "static", style="offline.css", script="offline.js", words=words)


def stand_in(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages that a server shows in the place of others."""
    if is_framed(app):
        for name, (title, explanation) in pages().items():
            yield name, {"title": title, "explanation": explanation}, TEMPLATE


def base_of(app: Sphinx) -> str:
    """The path on its host below which the book stands: ``/`` or ``/book/``."""
    path = urlsplit(app.config.html_baseurl).path
    return path if path.endswith("/") else f"{path}/"


def root(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Before all others: have the addresses of these pages begin at the root of the host."""
    if templatename == TEMPLATE:
        base, pathto = base_of(app), context["pathto"]

        def rooted(otheruri: str, *arguments: Any, **options: Any) -> str:
            address = str(pathto(otheruri, *arguments, **options))
            return address if address.startswith("#") else urljoin(base, address)

        context["pathto"] = rooted
        context["content_root"] = base
        context["pageurl"] = None  # no page has it for its address


def complete(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """After furo and our menu: root the menu of these pages; others get a place for a digest."""
    if templatename == TEMPLATE:
        base = base_of(app)

        def rooted(html: object) -> str:
            return RELATIVE.sub(lambda found: found[1] + urljoin(base, found[2]), str(html))

        context["furo_navigation_tree"] = rooted(context.get("furo_navigation_tree", ""))
        tree = context["toctree"](collapse=False, maxdepth=1, includehidden=True, titles_only=True)
        context["contents"] = rooted(tree)
        for tag in ("css_tag", "js_tag"):
            context[tag] = partial(lambda made, file: rooted(made(file)), context[tag])
        context["furo_hide_toc"] = True
    elif is_framed(app):
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        context["metatags"] = context.get("metatags", "") + DIGEST


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("extensions.frame")
    app.connect("builder-inited", come_in)
    app.connect("html-collect-pages", stand_in)
    app.connect("html-page-context", root, priority=1)
    app.connect("html-page-context", complete, priority=800)  # after the frame's
    return {"parallel_read_safe": True, "parallel_write_safe": True}
