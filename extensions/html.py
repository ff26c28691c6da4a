"""Accessible markup where docutils, Sphinx and furo fall short, for HTML and EPUB.

`BookTranslator` mends the markup of the text, `Tidy` the resolved document and `PATCHES` furo's
templates. axe and the Nu checker look at the result on every page of the book.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from jinja2.ext import Extension
from sphinx import addnodes
from sphinx.errors import ThemeError
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.index_entries import split_index_msg
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class BookTranslator(HTML5Translator):
    """References as a list without labels, descriptions behind a summary, marked languages."""

    def starttag(self, node: Element, *args: Any, **attributes: Any) -> str:
        """Print the class ``lang-nl`` as ``lang="nl"`` too (WCAG 3.1.2)."""
        for name in node.get("classes", ()):
            if name.startswith("lang-"):
                attributes[self.lang_attribute] = name.removeprefix("lang-")
        if "data-name" in node:
            attributes["data-name"] = node["data-name"]
        return super().starttag(node, *args, **attributes)

    # -- References: docutils gives each a label and a role that was withdrawn (DPUB-ARIA 1.1)

    def visit_citation(self, node: Element) -> None:
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<ul class="citation-list">\n')
        self.body.append(self.starttag(node, "li", CLASS="citation"))

    def depart_citation(self, node: Element) -> None:
        if places := node.get("backrefs"):
            links = [back_link(self, place, n, len(places)) for n, place in enumerate(places, 1)]
            self.body.append(f'<p class="backrefs">{" ".join(links)}</p>\n')
        self.body.append("</li>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("</ul>\n")

    def visit_label(self, node: Element) -> None:
        if isinstance(node.parent, nodes.citation):
            raise nodes.SkipNode
        super().visit_label(node)

    def visit_cited_in(self, node: Element) -> None:
        """The pages that cite an entry of the whole list; see sphinx_apa7."""
        if node.children:
            self.body.append(self.starttag(node, "p", "", CLASS="cited-in"))
            self.body.append(f'<span class="cited-in-label">{self.encode(_("Cited in"))}</span> ')
            for at, link in enumerate(node.children):
                if "place" in link:
                    n, total, page = link["place"]
                    name = _("Citation {n} of {total} in {page}")
                    name = name.format(n=n, total=total, page=page)
                    self.body.append(f' <a href="{self.attval(link["refuri"])}"')
                    self.body.append(f' aria-label="{self.attval(name)}">{link.astext()}</a>')
                    continue
                self.body.append("; " if at else "")
                link.walkabout(self)
            self.body.append("</p>\n")
        raise nodes.SkipNode

    # -- Figures: what follows the caption describes the whole picture

    def visit_legend(self, node: Element) -> None:
        if not isinstance(node.previous_sibling(), nodes.caption):
            self.body.append("<figcaption>\n")
        self.body.append(self.starttag(node, "details", CLASS="legend"))
        self.body.append(f"<summary>{self.encode(_('Description of the figure'))}</summary>\n")

    def depart_legend(self, node: Element) -> None:
        self.body.append("</details>\n")

    # -- Pictures and tables that may be wider than a phone; book.js names them while they scroll

    def visit_image(self, node: Element) -> None:
        if isinstance(node.parent, nodes.figure):
            self.body.append('<div class="picture-wrapper">\n')
        super().visit_image(node)

    def depart_image(self, node: Element) -> None:
        super().depart_image(node)
        if isinstance(node.parent, nodes.figure):
            self.body.append("</div>\n")

    # -- Captions of tables of contents: Sphinx says heading, but not of which level

    def visit_title(self, node: nodes.title) -> None:
        super().visit_title(node)
        if isinstance(node.parent, addnodes.compact_paragraph) and node.parent.get("toctree"):
            at = len(self.body) - 2  # <p class="caption" role="heading">, <span ...>
            self.body[at] = self.body[at].replace(' role="heading"', "")


def back_link(translator: HTML5Translator, place: str, n: int, total: int) -> str:
    """A link from a reference to the *n*-th place that cites it, named in words."""
    name = _("Back to citation {n} of {total}").format(n=n, total=total)
    return f'<a href="#{place}" aria-label="{translator.attval(name)}">↑{n}</a>'


class Tidy(SphinxPostTransform):
    """Take away what makes a page invalid."""

    default_priority = 600  # after furo's transform (500)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for box in self.document.findall(nodes.container):
            # furo gives its wrapper the ids and classes of what it wraps, so both are there twice.
            for wrapper in {"table-wrapper", "math-wrapper"} & set(box["classes"]):
                box["ids"], box["classes"] = [], [wrapper]
                box["data-name"] = _("Table")
        for answer in self.document.findall(nodes.admonition):
            # A reader opens an answer; Sphinx's plain `:collapsible:` is open from the start.
            if "answer" in answer["classes"] and "collapsible" in answer:
                answer["collapsible"] = "closed"
        for meta in self.document.findall(nodes.meta):
            # Sphinx prints its own bookkeeping as an attribute in translated builds.
            meta.attributes.pop("translated", None)


def _translated(text: str) -> str:
    return f"{{{{ _({text!r}) }}}}"


def _label(text: str) -> tuple[str, str]:
    return f'aria-label="{text}"', f'aria-label="{_translated(text)}"'


#: furo template -> (what it has, what the page gets instead), each place where furo repeats it.
#: Written for furo 2025.12.19. When a new furo no longer has a text, look whether it has mended
#: the fault: then the pair can go; the tests of the finished book say whether it may.
PATCHES: dict[str, list[tuple[str, str]]] = {
    "page.html": [
        # English only.
        _label("Toggle site navigation sidebar"),
        _label("Toggle table of contents sidebar"),
        _label("Toggle Light / Dark / Auto color theme"),
        (
            """{% trans %}Made with {% endtrans -%}
            {%- if show_sphinx -%}
            {% trans %}<a href="https://www.sphinx-doc.org/">Sphinx</a> and {% endtrans -%}
            <a class="muted-link" href="https://pradyunsg.me">@pradyunsg</a>'s
            {% endif -%}
            {% trans %}
            <a href="https://github.com/pradyunsg/furo">Furo</a>
            {% endtrans %}""",
            '{% trans %}Made with <a href="https://www.sphinx-doc.org/">Sphinx</a> and '
            '<a href="https://github.com/pradyunsg/furo">Furo</a>{% endtrans %}',
        ),
        # Landmarks without a name, and a main part that is none.
        (
            '<aside class="sidebar-drawer">',
            f'<aside class="sidebar-drawer" aria-label="{_translated("Contents")}">',
        ),
        (
            '<aside class="toc-drawer',
            f'<aside aria-label="{_translated("On this page")}" class="toc-drawer',
        ),
        ('<div class="article-container">', '<main class="article-container">'),
        ('<article role="main" id="furo-main-content">', '<article id="furo-main-content">'),
        ("</article>\n      </div>", "</article>\n      </main>"),
    ],
    "partials/icons.html": [
        (f"<title>{name}</title>", f"<title>{_translated(name)}</title>")
        for name in (
            "Contents",
            "Menu",
            "Expand",
            "Light mode",
            "Dark mode",
            "Auto light/dark, in light mode",
            "Auto light/dark, in dark mode",
        )
    ],
    "search.html": [
        # No heading; and on a phone the only search box is in a closed drawer.
        (
            '<div id="search-results"></div>',
            f"""<h1>{_translated("Search")}</h1>
<form class="search-form" method="get" role="search" aria-label="{_translated("Search this book")}">
  <input type="search" name="q" aria-label="{_translated("Words to find")}">
  <button type="submit">{_translated("Search")}</button>
</form>
<div id="search-results"></div>""",
        ),
    ],
    "genindex.html": [
        # A table only to make two columns, and numbers that name no place.
        (
            '<table style="width: 100%" class="indextable genindextable"><tr>',
            '<div class="index-columns">',
        ),
        ("entries|slice_index(2)", "entries|slice_index(1)"),
        ('<td style="width: 33%; vertical-align: top;"><ul>', "<ul>"),
        ("</ul></td>", "</ul>"),
        ("</tr></table>", "</div>"),
    ],
}


class PatchFuro(Extension):
    """Apply ``PATCHES`` while Jinja reads a template of furo; a patch that is lost fails."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        _folder, is_furo, template = (
            str(filename or "").replace("\\", "/").rpartition("/furo/theme/furo/")
        )
        for old, new in PATCHES.get(template, ()) if is_furo else ():
            if old not in source:
                raise ThemeError(f"furo's {template} no longer has {old!r}: look at html.PATCHES")
            source = source.replace(old, new)
        return source


def complete_search_index(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Give pages that were not written again their place in the index of the search.

    Sphinx 9.0 reads them back from the last index without their index entries and leaves words
    that no page has any more. Remove when ``IndexBuilder.load`` and ``prune`` see to it.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        for docname, entries in app.env.domains.index_domain.entries.items():
            indexer._index_entries[docname] = sorted(
                {
                    (word, target or "", main)
                    for kind, value, target, main, _key in entries
                    for word in split_index_msg(kind, value)
                }
            )
        for mapping in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in mapping.items() if not pages]:
                del mapping[word]
    return []


def prepare_builder(app: Sphinx) -> None:
    """Patch the theme and add our style and script: web pages only, not the EPUB."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    app.builder.templates.environment.add_extension(PatchFuro)
    app.add_css_file("book.css", priority=700)  # after furo's (600)
    app.add_js_file("book.js", defer="defer")


def offer_downloads(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """On the title page, link to the files of ``html_downloads``, which lie beside the pages."""
    files = app.config.html_downloads
    # The EPUB builder shares this event.
    if app.builder.name != "html" or pagename != app.config.root_doc or not files:
        return
    links = []
    for name in files:
        label = _("Download the book as {format}")
        label = label.format(format=name.rpartition(".")[2].upper())
        links.append(f'<li><a href="{quote(name)}" download>{escape(label)}</a></li>')
    context["body"] += f'<ul class="downloads">{"".join(links)}</ul>'


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("html_downloads", [], "html", types=list)
    app.connect("html-page-context", offer_downloads)
    app.add_post_transform(Tidy)
    app.set_translator("html", BookTranslator, override=True)
    app.set_translator("epub", BookTranslator, override=True)
    app.connect("builder-inited", prepare_builder)
    # The last event before the index is written.
    app.connect("html-collect-pages", complete_search_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
