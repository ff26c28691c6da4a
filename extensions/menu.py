"""furo's menu of the whole book, made once for a folder of pages instead of once for a page.

furo asks Sphinx for the tree of all pages on every page and reads its HTML again to add switches.
That costs chapters times chapters: a third of a book of 100 is spent on it. But two pages of one
folder show the same tree, except for the mark of the page itself. So the tree is made once, seen
from a page that is in no table of contents, and marked for each page. It is kept beside the
doctrees until what all pages show changes.

Touches furo 2025.12.19: ``furo_navigation_tree`` in the context of a page is made by a handler of
``html-page-context``. Can go when furo or Sphinx (sphinx#6909) keep the tree.
``test_menu.py`` compares every menu with furo's own.
"""

from __future__ import annotations

import posixpath
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import TocTree

from extensions.kept import keep, load
from sphinx_apa7.freshness import Account

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

FILE = "menus.json"
#: The tree that furo asks for.
WHOLE: dict[str, Any] = {
    "collapse": False,
    "titles_only": True,
    "maxdepth": -1,
    "includehidden": True,
}
#: In the place of a page's name; no page can have it.
NOBODY = "\N{NULL}"
_TAG = re.compile(r"(<(?:ul|li|a|input)\b[^>]*>|</(?:ul|li)>)")


class Menu:
    """The menu that every page of a folder shows: ``html`` without the mark of a page."""

    def __init__(self, html: str) -> None:
        self.parts = _TAG.split(html)
        self.branches: dict[str, list[list[int]]] = {}
        """Address -> for each entry with it, the tags that get a mark, from the root to it."""
        opened: list[int] = []
        switches: dict[int, int] = {}
        for at, part in enumerate(self.parts):
            if part.startswith(("<ul", "<li")):
                opened.append(at)
            elif part.startswith(("</ul", "</li")):
                opened.pop()
            elif part.startswith("<a"):
                address = part.partition('href="')[2].partition('"')[0]
                self.branches.setdefault(address, []).append([*opened, at])
            elif part.startswith("<input"):
                switches[opened[-1]] = at
        for branches in self.branches.values():
            for branch in branches:
                branch += [switches[at] for at in branch if at in switches]

    def seen_from(self, address: str) -> str | None:
        """The menu with the entry of *address* marked, as furo marks the page that is shown.

        Nothing when it has several entries: their marks meet, so that is left to furo.
        """
        branches = self.branches.get(address, [[]])
        if len(branches) > 1:
            return None
        parts = list(self.parts)
        entry = 0
        for at in branches[0]:
            tag = parts[at]
            if tag.startswith("<ul"):
                parts[at] = '<ul class="current">'
            elif tag.startswith("<li"):
                parts[at] = re.sub(r"(toctree-l\d+)", r"\1 current", tag, count=1)
                entry = at
            elif tag.startswith("<a"):
                tag = tag.replace('class="', 'class="current ', 1)
                parts[at] = tag.replace(f'href="{address}"', 'href="#"')
            else:
                before, kind, after = tag.rpartition(' class="toctree-checkbox"')
                parts[at] = f'{before} checked=""{kind}{after}'
        if entry:
            parts[entry] = parts[entry].replace('">', ' current-page">')
        return "".join(parts)


class Menus:
    """The menus of a build, by the folder of the pages that show them."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        """What was made of furo's tree: folder -> HTML."""
        self.menus: dict[str, Menu] = {}
        self.before = 0
        self.made_of = ""

    def recall(self, app: Sphinx, builder: Builder) -> None:
        """Before pages are written: read back what was made of the same titles and order."""
        self.menus.clear()
        self.made.clear()
        if isinstance(builder, StandaloneHTMLBuilder):
            self.made_of = (
                f"{Account.of(app).whole} {builder.name} {builder.build_info.config_hash}"
            )
            self.made |= load(Path(app.doctreedir, FILE), self.made_of)
        self.before = len(self.made)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """When they are written."""
        if len(self.made) > self.before:
            keep(Path(app.doctreedir, FILE), self.made_of, self.made)

    def hold_back(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: object,
    ) -> None:
        """Before furo's handler: give it an empty tree, which costs nothing."""
        if app.builder.name == "html" and app.config.html_theme == "furo":
            context["_toctree"] = context["toctree"]
            context["toctree"] = lambda **options: ""

    def put_in(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: object,
    ) -> None:
        """After furo's handler: give the page its menu."""
        if "_toctree" in context:
            context["toctree"] = context.pop("_toctree")
            context["furo_navigation_tree"] = self.menu(app, pagename, context)

    def menu(self, app: Sphinx, pagename: str, context: dict[str, Any]) -> str:
        """What furo would show on a page."""
        from furo.navigation import get_navigation_tree

        folder = posixpath.dirname(pagename)
        beside = posixpath.join(folder, NOBODY)
        if folder not in self.made:
            tree = TocTree(app.env).get_toctree_for(beside, app.builder, **WHOLE)
            assert isinstance(app.builder, StandaloneHTMLBuilder)
            html = app.builder.render_partial(tree)["fragment"]
            self.made[folder] = get_navigation_tree(html)
        if folder not in self.menus:
            self.menus[folder] = Menu(self.made[folder])
        address = escape(app.builder.get_relative_uri(beside, pagename))
        menu = self.menus[folder].seen_from(address)
        return get_navigation_tree(context["toctree"](**WHOLE)) if menu is None else menu


def setup(app: Sphinx) -> ExtensionMetadata:
    menus = Menus()
    app.setup_extension("sphinx_apa7.freshness")
    app.connect("write-started", menus.recall)
    app.connect("build-finished", menus.keep)
    app.connect("html-page-context", menus.hold_back, priority=400)
    app.connect("html-page-context", menus.put_in, priority=600)  # furo's: 500
    return {"parallel_read_safe": True, "parallel_write_safe": True}
