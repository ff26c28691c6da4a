"""Worked cases: invented people on whom a chapter, and its limits, are tried out.

The directive ``case`` makes one numbered box, with its title behind the name of the directive::

    :::{case} A hand in the waiting room
    :name: case-waiting-room

    Marie is 34 ...
    :::

Every output says that the case is invented: "Case 4.1 · invented". ``:name:`` is optional, a label
for ``numref``. A case without a title or a text is a warning of the type ``cases``.

No settings. Its looks: in print ``case.typ``, on a page ``_static/book.css``, in the EPUB
``extensions/epub/book.css``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NoReturn

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from extensions.paragraphs.names import visit_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata, OptionSpec
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_typst_book.translator import TypstTranslator

LOOKS = Path(__file__).with_name("case.typ")
logger = logging.getLogger(__name__)


class case(nodes.General, nodes.Element):
    """A worked case: its title, a paragraph, and then what is told of it."""


class CaseDirective(SphinxDirective):
    """``case``: the argument is the title, the text is the case."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the case; nothing, and a warning, if it has no title or no text."""
        if not self.arguments:
            return self.warn("no_title", "write it behind the name, as in ':::{case} A long wait'")
        told = self.parse_content_to_nodes()
        if not any(not isinstance(child, nodes.Invisible) for child in told):
            return self.warn("no_text", "tell it in the lines that follow")
        title = self.arguments[0]
        inline, messages = self.parse_inline(title)
        node = case("", nodes.paragraph(title, "", *inline, classes=["case-title"]), *told)
        self.set_source_info(node)
        self.set_source_info(node[0])
        self.add_name(node)
        self.state.document.set_id(node)
        return [node, *messages]

    def warn(self, subtype: str, remedy: str) -> list[nodes.Node]:
        """Report what is missing, in every build until it is there."""
        logger.warning(
            "a case has %s: %s",
            subtype.replace("_", " "),
            remedy,
            location=self.get_location(),
            type="cases",
            subtype=subtype,
        )
        self.env.note_reread()
        return []


def visit_case(self: HTML5Translator, node: case) -> None:
    """Open the group and print its head: the number, and that it is invented."""
    self.body.append(self.starttag(node, "div", CLASS="case", role="group"))
    # One level below its section, for who goes by headings; a name of the group would say it twice.
    level = self.section_level + self.initial_header_level
    self.body.append(f'<p class="case-head" role="heading" aria-level="{level}">')
    before = len(self.body)
    visit_name(self, node)
    if len(self.body) == before:
        self.body.append(f'<span class="caption-number">{self.encode(_("Case"))} </span>')
    self.body.append(f'<span class="case-kind">· {self.encode(_("invented"))}</span></p>\n')


def depart_case(self: HTML5Translator, node: case) -> None:
    """Close the group; its children print themselves."""
    self.body.append("</div>\n")


def print_case(self: TypstTranslator, node: case) -> NoReturn:
    """Call ``case`` with the number, the word, the title and the text; raises SkipNode."""
    # Late: a book without a PDF needs no typesetter.
    from sphinx_typst_book.markup import call, text

    title, *told = node.children
    number = self.figure_number(node, "case") or _("Case")
    parts = [text(number), text(_("invented")), self.write(title), self.blocks(told)]
    self.use(LOOKS)
    self.body.append("#" + call("case", *(f"[{part}]" for part in parts)))
    raise nodes.SkipNode


def name_number(app: Sphinx, config: Config) -> None:
    """Give cases their word before the number, in the language of the book."""
    config.numfig_format = {"case": _("Case %s"), **config.numfig_format}


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("case", CaseDirective)
    app.add_enumerable_node(
        case,
        "case",
        lambda node: node[0].astext(),
        html=(visit_case, depart_case),
        typst=(print_case, None),  # type: ignore[arg-type]  # add_node takes None
    )
    app.connect("config-inited", name_number, priority=900)  # after Sphinx's own words (800)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
