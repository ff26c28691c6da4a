"""References of a page as a list without labels, with links back. Moves to ``sphinx_apa7``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class BookTranslator(HTML5Translator):
    """References as a list without labels."""

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


def back_link(translator: HTML5Translator, place: str, n: int, total: int) -> str:
    """A link from a reference to the *n*-th place that cites it, named in words."""
    name = _("Back to citation {n} of {total}").format(n=n, total=total)
    return f'<a href="#{place}" aria-label="{translator.attval(name)}">↑{n}</a>'


def setup(app: Sphinx) -> ExtensionMetadata:
    app.set_translator("html", BookTranslator, override=True)
    app.set_translator("epub", BookTranslator, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
