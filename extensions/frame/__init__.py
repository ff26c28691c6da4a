"""The frame of every page: its landmarks, its menus, its foot, and no script or style within it.

furo's ``page.html`` opens its menus with hidden checkboxes, which no keyboard reaches, and has
scripts and styles in every page, which a strict Content-Security-Policy refuses. The frame is ours
(``templates/page.html``); furo's style sheet, its head, its tree of pages and its script stay.

- The menus are popovers (HTML, 6.12): a real button opens one, Escape or a click beside it closes
  it, the focus returns, and what is closed is out of reach. All that without a script. Where there
  is room they stand beside the text, as before.
- ``static/theme.js`` sets light or dark before anything is drawn.
- The foot says what every page must: edition, license, how to cite, where to report.

===============  =======  =====================================================================
Setting          Default  Meaning
===============  =======  =====================================================================
html_license     ``()``   the license of the book: its name and its address
===============  =======  =====================================================================
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent
#: Style sheet and scripts, in ``static/``. The first script is read before the page is drawn.
STYLE, FIRST, SCRIPT = "frame.css", "theme.js", "frame.js"

#: docutils has it in every page, and no setting takes it out.
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')


def frame_pages(app: Sphinx) -> None:
    """Put the frame around web pages with furo; the EPUB has a frame of its own.

    Our templates go before furo's, and behind those of the book. Touches ``BuiltinTemplateLoader``:
    the setting ``templates_path`` holds for all builders. Can go when a builder can have its own
    (``test_other_builders_keep_their_templates``).
    """
    builder = app.builder
    if (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.name != "epub"
        and app.config.html_theme == "furo"
    ):
        templates = builder.templates
        assert isinstance(templates, BuiltinTemplateLoader)
        templates.loaders.insert(templates.templatepathlen, FileSystemLoader(HERE / "templates"))
        app.config.html_static_path.append(str(HERE / "static"))
        app.add_css_file(STYLE, priority=650)  # after furo's (600), before the book's (700)
        app.add_js_file(SCRIPT, defer="defer")


def complete(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Tell a screen reader, too, which entry of the menu is the page; take out what is twice."""
    # furo's head has it already.
    context["metatags"] = VIEWPORT.sub("", context.get("metatags", ""))
    menu = context.get("furo_navigation_tree")
    if menu:
        context["furo_navigation_tree"] = menu.replace(
            '<a class="current reference internal" href="#">',
            '<a class="current reference internal" href="#" aria-current="page">',
        )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("html_license", (), "html", types=frozenset({tuple}))
    app.connect("builder-inited", frame_pages)
    app.connect("html-page-context", complete, priority=700)  # after furo's and our menu
    return {"parallel_read_safe": True, "parallel_write_safe": True}
