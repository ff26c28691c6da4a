"""Links to the glossary as places in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: How the ids of these places begin.
PLACE = "index-term-"


class TermPlaces(SphinxTransform):
    """Put an index entry before the first link to a term in each section.

    Before the domain of the index looks at the page (850). A term in the glossary itself is no
    place: it explains another one.
    """

    default_priority = 800

    def apply(self, **kwargs: Any) -> None:
        """In the page that was read."""
        seen: set[tuple[int, str]] = set()
        for link in list(self.document.findall(addnodes.pending_xref)):
            if (link.get("refdomain"), link.get("reftype")) != ("std", "term"):
                continue
            section, term = _section(link), link["reftarget"]
            if section is None or (id(section), term) in seen:
                continue
            seen.add((id(section), term))
            place = f"{PLACE}{self.env.new_serialno(PLACE)}"
            entry = ("single", term, place, "", None)
            link.replace_self(
                [addnodes.index(entries=[entry]), nodes.target("", "", ids=[place]), link]
            )


def _section(node: nodes.Node) -> nodes.Node | None:
    """The section around ``node``; nothing within a glossary."""
    while node is not None and not isinstance(node, nodes.section):
        if isinstance(node, addnodes.glossary):
            return None
        node = node.parent
    return node


def spell_as_the_glossary(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put "Attachment", at the start of a sentence, under "attachment". Names no page."""
    terms = {
        name.casefold(): name
        for kind, name in env.domains.standard_domain.objects
        if kind == "term"
    }
    for entries in env.domains.index_domain.entries.values():
        for n, (kind, value, place, main, key) in enumerate(entries):
            if place.startswith(PLACE):
                entries[n] = (kind, terms.get(value.casefold(), value), place, main, key)
    return []
