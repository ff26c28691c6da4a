"""What is read from a page: its cite roles, their places, and where its list goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from apabib.apa7.format import Cite
from sphinx_apa7.nodes import reference_list
from sphinx_apa7.words import translator

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class Place(NamedTuple):
    """A cite role in a page. A tuple: a book has thousands, and each build reads them back."""

    id: str
    line: int
    keys: tuple[str, ...]


def reference_id(key: str) -> str:
    """The stable id of a reference, on every page."""
    return nodes.make_id(f"cite-{key}")


def parse_cites(target: str) -> list[Cite]:
    """``{see}key{p. 5}, other`` as cites. Raises ``ValueError`` when malformed."""
    return [Cite(part.key, part.pre, part.post) for part in parse_citation_targets(target)]


class CiteRole(XRefRole):
    """A cite role. What it cites is read from the finished page, after translation."""

    def __init__(self) -> None:
        """With an innermost node that is not a literal."""
        super().__init__(innernodeclass=nodes.inline)

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: nodes.Element,
        is_ref: bool,
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """A reference to the domain ``cite``, or after a warning what was written."""
        if not node.get("refdomain"):  # the bare ``cite`` role
            node["refdomain"], node["reftype"] = "cite", "p"
        try:
            parse_cites(self.target)
        except ValueError:
            logger.warning(
                "malformed citation `%s`: write keys with commas between, "
                "notes in braces: {see}key{p. 12}",
                self.target,
                location=self.get_location(),
                type="bibtex",
                subtype="malformed_citation",
            )
            return [nodes.literal(self.rawtext, self.rawtext)], []
        return [node], []


def number_places(document: nodes.document) -> list[Place]:
    """Give every cite role of a page its id: ``cited-<first key>-<n>``.

    Reads the finished doctree. In translated builds the role itself runs on throw-away documents
    too, so what it notes while it runs would be there three times.
    """
    counts: dict[str, int] = {}
    places = []
    for node in document.findall(addnodes.pending_xref):
        if node.get("refdomain") != "cite":
            continue
        keys = tuple(cite.key for cite in parse_cites(node["reftarget"]))
        _refuse_in_titles(node)
        number = counts[keys[0]] = counts.get(keys[0], 0) + 1
        id_ = nodes.make_id(f"cited-{keys[0]}-{number}")
        node["ids"] = [id_]
        document.ids[id_] = node
        line = node.line or next((p.line for p in ancestors(node) if p.line), 0)
        places.append(Place(id_, line, keys))
    return places


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """The nodes that hold a node, from the innermost outward."""
    while (node := node.parent) is not None:
        yield node


def _refuse_in_titles(node: nodes.Element) -> None:
    """What names something stands again in contents, heads and indexes: links there break."""
    for ancestor in ancestors(node):
        if isinstance(ancestor, nodes.title | nodes.caption | nodes.term):
            logger.warning(
                "citation in a heading, caption or term: move %s into the text",
                node["reftarget"],
                location=next((near for near in ancestors(node) if near.line), ancestor),
                type="bibtex",
                subtype="citation_in_title",
            )


def opted_out(document: nodes.document) -> bool:
    """``no-references: true`` in the front matter."""
    return any(
        field[0].astext() == "no-references" and field[1].astext().strip().lower() == "true"
        for info in document.children
        if isinstance(info, nodes.docinfo | nodes.field_list)
        for field in info.findall(nodes.field)
    )


def append_list(docname: str, document: nodes.document) -> None:
    """A last section of the page, with the place for its references, behind its footnotes.

    Its id is stable, so no other section may take it. Its title is ``apa7_list_title``, or the word
    of the book's language.
    """
    config = document.settings.env.config
    _ = translator(config.language)
    if own := document.ids.get("references"):
        logger.warning(
            "a section with the id 'references' of its own: rename it; the list is added by itself",
            location=own,
            type="bibtex",
            subtype="references_section",
        )
    section = nodes.section(
        "",
        nodes.title("", config.apa7_list_title or _("References")),
        reference_list(docname=docname, whole=False),
        ids=["references"],
        classes=["references"],
    )
    page = next((child for child in document.children if isinstance(child, nodes.section)), None)
    if page is None:
        document.append(section)
    else:
        _take_in_notes(document, page)
        page.append(section)


def _take_in_notes(document: nodes.document, page: nodes.section) -> None:
    """Put footnotes that stand behind the *page* at its end: they belong to its text.

    MyST gathers them behind all sections, with a rule before them (``myst_footnote_transition``).
    """
    behind = document.children[document.index(page) + 1 :]
    if all(isinstance(node, nodes.footnote | nodes.transition) for node in behind):
        for node in behind:
            document.remove(node)
            page.append(node)
