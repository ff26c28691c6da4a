"""Lists of references in HTML and EPUB: lists without labels, with links back named in words.

docutils gives each reference a label, and the list a role that was withdrawn (DPUB-ARIA 1.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_apa7.nodes import apa_reference
from sphinx_apa7.words import translator

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_apa7.nodes import apa_label, cited_in


def visit_reference(self: HTML5Translator, node: apa_reference) -> None:
    """Open the item, and before the first one its list.

    Attributes ``data-*`` that an extension has put into its ``data`` are printed with it.
    """
    if not isinstance(node.previous_sibling(), apa_reference):
        self.body.append('<ul class="citation-list">\n')
    self.body.append(self.starttag(node, "li", CLASS="citation", **node.get("data", {})))


def depart_reference(self: HTML5Translator, node: apa_reference) -> None:
    """Close the item after its links back, and after the last one its list."""
    if places := node["backrefs"]:
        links = [back_link(self, place, n, len(places)) for n, place in enumerate(places, 1)]
        self.body.append(f'<p class="backrefs">{" ".join(links)}</p>\n')
    self.body.append("</li>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), apa_reference):
        self.body.append("</ul>\n")


def back_link(self: HTML5Translator, place: str, n: int, total: int) -> str:
    """A link from a reference to the *n*-th place that cites it, named in words."""
    _ = translator(self.config.language)
    name = _("Back to citation {n} of {total}").format(n=n, total=total)
    return f'<a href="#{place}" aria-label="{self.attval(name)}">↑{n}</a>'


def skip_label(self: HTML5Translator, node: apa_label) -> None:
    """A list in APA has no labels."""
    raise nodes.SkipNode


def visit_cited_in(self: HTML5Translator, node: cited_in) -> None:
    """The pages that cite an entry of the whole list, each followed by links to its places."""
    _ = translator(self.config.language)
    if node.children:
        self.body.append(self.starttag(node, "p", "", CLASS="cited-in"))
        self.body.append(f'<span class="cited-in-label">{self.encode(_("Cited in"))}</span> ')
        template = _("Citation {n} of {total} in {page}")
        for at, link in enumerate(node.children):
            if "place" in link:
                n, total, page = link["place"]
                name = template.format(n=n, total=total, page=page)
                self.body.append(f' <a href="{self.attval(link["refuri"])}"')
                self.body.append(f' aria-label="{self.attval(name)}">{link.astext()}</a>')
                continue
            self.body.append("; " if at else "")
            link.walkabout(self)
        self.body.append("</p>\n")
    raise nodes.SkipNode
