"""Footnotes for the ear: a listener hears "Note 1" and "Notes" where the page shows [1] and a list.

docutils names the links ``[1]`` and ``1``, and puts the notes of a page into an ``aside`` without a
name, so that they are heard as part of what stands above them. Here a link says that it leads
to a note, or from it back to the text, and the list is the landmark ``doc-endnotes``. What is seen
stays as it is; the PDF has notes at the foot of the page.

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


def visit_footnote_reference(self: HTML5Translator, node: nodes.footnote_reference) -> None:
    """Open the link to a note; what docutils closes it with is right."""
    self.body.append(
        self.starttag(
            node,
            "a",
            suffix="",
            classes=[self.settings.footnote_references],
            role="doc-noteref",
            href=f"#{node['refid']}",
            **{"aria-label": _("Note %s") % node.astext()},
        )
    )
    self.body.append('<span class="fn-bracket">[</span>')


def visit_footnote(self: HTML5Translator, node: nodes.footnote) -> None:
    """Open a note, and before the first of a page their list."""
    style = self.settings.footnote_references
    if not isinstance(node.previous_sibling(), nodes.footnote):
        self.body.append(
            f'<section class="footnote-list {style}" role="doc-endnotes"'
            f' aria-label="{self.attval(_("Notes"))}">\n'
        )
    self.body.append(
        self.starttag(node, "aside", classes=[node.tagname, style], role="doc-footnote")
    )


def depart_footnote(self: HTML5Translator, node: nodes.footnote) -> None:
    """Close a note, and after the last their list."""
    self.body.append("</aside>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote):
        self.body.append("</section>\n")


def visit_label(self: HTML5Translator, node: nodes.label) -> None:
    """Open the number of a note, a link back if the text has one place that leads here."""
    places = _places(node)
    self.body.append('<span class="label"><span class="fn-bracket">[</span>')
    if len(places) == 1:
        name = self.attval(_("Note %s, back to the text") % node.astext())
        self.body.append(f'<a role="doc-backlink" href="#{places[0]}" aria-label="{name}">')


def depart_label(self: HTML5Translator, node: nodes.label) -> None:
    """Close the number, with a link for each of several places."""
    places = _places(node)
    self.body.append("</a>" if len(places) == 1 else "")
    self.body.append('<span class="fn-bracket">]</span></span>\n')
    if len(places) < 2:
        return
    links = []
    for number, place in enumerate(places, 1):
        words = _("Note %(note)s, back to place %(place)s in the text")
        name = self.attval(words % {"note": node.astext(), "place": number})
        links.append(f'<a role="doc-backlink" href="#{place}" aria-label="{name}">{number}</a>')
    self.body.append(f'<span class="backrefs">({",".join(links)})</span>\n')


def _places(label: nodes.label) -> list[str]:
    """The ids of the places in the text that lead to the note of *label*."""
    places: list[str] = label.parent.get("backrefs", [])
    return places


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(nodes.footnote_reference, override=True, html=(visit_footnote_reference, None))
    app.add_node(nodes.footnote, override=True, html=(visit_footnote, depart_footnote))
    app.add_node(nodes.label, override=True, html=(visit_label, depart_label))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
