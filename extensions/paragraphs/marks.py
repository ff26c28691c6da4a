"""The numbers where they are printed, and the links of what has a name of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from extensions.paragraphs.domain import opening, paragraph_domain
from sphinx_apa7.nodes import apa_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.writers.html5 import HTML5Translator

    from sphinx_typst_book.translator import TypstTranslator

LOOKS = Path(__file__).with_name("paragraph.typ")


class paragraph_number(nodes.Inline, nodes.Element):
    """The ``number`` of a paragraph, before its first word; ``ids``: its own, and those gone."""


class permalink(nodes.Inline, nodes.Element):
    """A link of a reference to itself, ``refid``."""


class NumberParagraphs(SphinxPostTransform):
    """Put the numbers of a page, or of a book in one document, before its paragraphs."""

    default_priority = 7  # after answers (3) have left their questions
    formats = ("html", "typst")

    def run(self, **kwargs: Any) -> None:
        """In the language of the book, as all that is translated has been."""
        domain = paragraph_domain(self.env)
        for docname, node in _counted(self.document, self.env.docname):
            numbers = domain.numbers.get(docname)
            first = opening(node)
            if numbers is None or first is None:
                continue
            at = node["paragraph"]
            own = [numbers.of[at]] if numbers.of[at] else []
            ids = [f"p{number}" for number in (*own, *numbers.gone.get(at, ()))]
            if ids:
                first.insert(0, paragraph_number("", number=numbers.of[at] or "", ids=ids))


def _counted(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """What was counted when it was read, each with the name of its page."""
    if isinstance(node, addnodes.start_of_file):
        docname = node["docname"]
    if "paragraph" in node:
        yield docname, node
        return
    for child in node.children:
        if isinstance(child, nodes.Element):
            yield from _counted(child, docname)


class LinkReferences(SphinxPostTransform):
    """Give every reference of a list a link to itself, as headings and figures have."""

    default_priority = 792  # after the lists are filled (790)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """In every list of the page."""
        for reference in self.document.findall(apa_reference):
            for at, part in enumerate(reference.children):
                # Behind its words, not among them: they are shown elsewhere too.
                if isinstance(part, nodes.paragraph) and reference["ids"]:
                    reference.insert(at + 1, permalink("", refid=reference["ids"][0]))
                    break


# -- HTML and EPUB ------------------------------------------------------------------------


def visit_number(self: HTML5Translator, node: paragraph_number) -> None:
    """Print the number: on a page a link to it, in the EPUB plain.

    Raises SkipNode.
    """
    number = node["number"]
    if not number:  # its paragraph has none yet, and those before it are gone
        self.body.append("".join(f'<span id="{id_}"></span>' for id_ in node["ids"]))
    elif self.builder.name == "epub":
        self.body.append(self.starttag(node, "span", "", CLASS="paragraph-number"))
        self.body.append(f"{number}</span> ")
    else:
        name = _("Paragraph {number}").format(number=number)
        link = {"href": f"#p{number}", "aria-label": name}
        self.body.append(self.starttag(node, "a", "", CLASS="paragraph-number", **link))
        self.body.append(f"{number}</a> ")
    raise nodes.SkipNode


def visit_permalink(self: HTML5Translator, node: permalink) -> None:
    """Print the sign that headings have; nothing in the EPUB. Raises SkipNode."""
    if self.config.html_permalinks and self.builder.add_permalinks:
        title = self.attval(_("Link to this reference"))
        self.body.append(f'<a class="headerlink" href="#{node["refid"]}" title="{title}">')
        self.body.append(f"{self.config.html_permalinks_icon}</a>")
    raise nodes.SkipNode


# -- PDF ------------------------------------------------------------------------------------


def print_number(self: TypstTranslator, node: paragraph_number) -> None:
    """Call ``paragraph-number``. Raises SkipNode."""
    from sphinx_typst_book.markup import call, string

    if node["number"]:
        self.use(LOOKS)
        self.body.append("#" + call("paragraph-number", string(node["number"])) + ";")
    raise nodes.SkipNode
