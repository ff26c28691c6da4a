"""The frame of every page: its landmarks, its menus, its foot, and no script or style within it.

furo's ``page.html`` opens its menus with hidden checkboxes, which no keyboard reaches, and has
scripts and styles in every page, which a strict Content-Security-Policy refuses. The frame is ours
(``templates/page.html``); furo's style sheet, its head, its tree of pages and its script stay.

- The menus are popovers (HTML, 6.12): a real button opens one, Escape or a click beside it closes
  it, the focus returns, and what is closed is out of reach. All that without a script. Where there
  is room they stand beside the text, as before.
- ``static/theme.js`` sets light or dark before anything is drawn.
- ``static/frame.js`` is what the scripts of other features stand on: their words in the language
  of the book (``book.words``), what the browser keeps for them (``book.keep``, ``book.kept``), and
  data that is read when it is needed, also from the file system (``book.load``). A feature comes in
  by ``add_feature``.
- The foot says what every page must: edition, license, how to cite, where to report.

===============  =======  =====================================================================
Setting          Default  Meaning
===============  =======  =====================================================================
html_license     ``()``   the license of the book: its name and its address
===============  =======  =====================================================================
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent
#: Style sheet and scripts, in ``static/``. The first script is read before the page is drawn.
STYLE, FIRST, SCRIPT, WORDS = "frame.css", "theme.js", "frame.js", "words.js"

#: docutils has it in every page, and no setting takes it out.
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')


def is_framed(app: Sphinx) -> bool:
    """Whether what is built are web pages with furo; the EPUB has a frame of its own."""
    builder = app.builder
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.name != "epub"
        and app.config.html_theme == "furo"
    )


def add_feature(
    app: Sphinx,
    folder: Path,
    *,
    style: str = "",
    script: str = "",
    words: Mapping[str, str] | None = None,
) -> None:
    """Give every web page a *style* and a *script* out of *folder*; call it at ``builder-inited``.

    *words* are what the script says, in the language of the book: it finds them in ``book.words``.
    Nothing happens where pages have no frame. A script is read in its turn behind the page.
    """
    if not is_framed(app):
        return
    app.config.html_static_path.append(str(folder))
    if style:
        app.add_css_file(style, priority=650)  # after furo's (600), before the book's (700)
    if script:
        app.add_js_file(script, defer="defer")
    _words(app).update(words or {})


def _words(app: Sphinx) -> dict[str, str]:
    """What the scripts of all features say."""
    words: dict[str, str] = app.builder.__dict__.setdefault("words_of_scripts", {})
    return words


def add_templates(app: Sphinx, folder: Path) -> None:
    """Let framed pages find the templates of a feature in *folder*; call it when they are framed.

    They go before furo's, and behind those of the book. Touches ``BuiltinTemplateLoader``: the
    setting ``templates_path`` holds for all builders. Can go when a builder can have its own
    (``test_other_builders_keep_their_templates``).
    """
    templates = app.builder.templates
    assert isinstance(templates, BuiltinTemplateLoader)
    templates.loaders.insert(templates.templatepathlen, SphinxFileSystemLoader(folder))


def frame_pages(app: Sphinx) -> None:
    """Put the frame around web pages."""
    if is_framed(app):
        add_templates(app, HERE / "templates")
        app.add_js_file(WORDS, priority=400, defer="defer")
        add_feature(app, HERE / "static", style=STYLE, script=SCRIPT)


def write_words(app: Sphinx) -> None:
    """When every feature has come in: the file with what their scripts say."""
    if is_framed(app):
        folder = Path(app.doctreedir, "words")
        folder.mkdir(parents=True, exist_ok=True)
        said = json.dumps(_words(app), ensure_ascii=False, sort_keys=True)
        text = f"window.book = {{ words: {said} }};\n"
        path = folder / WORDS
        # Pages are written again when a static file has another time.
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        app.config.html_static_path.append(str(folder))


def complete(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Tell a screen reader, too, which entry of the menu is the page; take out what is twice."""
    context["html_license"] = app.config.html_license
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
    app.connect("builder-inited", frame_pages, priority=400)  # before other features
    app.connect("builder-inited", write_words, priority=900)  # after them
    app.connect("html-page-context", complete, priority=700)  # after furo's and our menu
    return {"parallel_read_safe": True, "parallel_write_safe": True}
