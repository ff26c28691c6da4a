"""The number of a box as a link to it, for claims and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.writers.html5 import HTML5Translator


def visit_name(self: HTML5Translator, node: nodes.Element) -> None:
    """Print the number of *node*, where addresses are of use as a link; nothing without one."""
    before = len(self.body)
    self.add_fignumber(node)
    if len(self.body) > before and self.config.html_permalinks and self.builder.add_permalinks:
        self.body.insert(before, f'<a class="name-link" href="#{node["ids"][0]}">')
        self.body.append("</a>")
