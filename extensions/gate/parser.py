"""Pages are read with the syntax that the book has, whatever a page asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser

from extensions.gate import frontmatter
from extensions.gate.report import refuse

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it.tree import SyntaxTreeNode


class BookRenderer(SphinxRenderer):
    """MyST's renderer, which refuses what is not on the list."""

    def render_front_matter(self, token: SyntaxTreeNode) -> None:
        """Also of a translation, which MyST takes for a page of its own."""
        env, source = self.sphinx_env, self.document["source"]
        path = env.doc2path(env.docname, base=False)
        for number, line in enumerate(token.content.split("\n"), 2):
            message = frontmatter.problem(str(path), line)
            if message or source != str(env.doc2path(env.docname)):
                refuse(env, "front-matter", message or "take it out", source, number)
                return
        super().render_front_matter(token)


class BookParser(MystParser):
    """MyST's parser, for which a page cannot change the settings of ``conf.py``.

    Touches myst-parser 5.2: its ``parse`` without ``merge_file_level``. ``test_gate.py`` has
    ``test_page_cannot_change_what_myst_reads``.
    """

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse *inputstring*, a page or a translated message, into *document*."""
        parser = create_md_parser(document.settings.env.myst_config, BookRenderer)
        parser.options["document"] = document
        parser.render(inputstring)
