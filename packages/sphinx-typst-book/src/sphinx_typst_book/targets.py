"""Link targets of an assembled doctree: which are wanted, and under which label each is printed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .assemble import target, target_of_uri
from .markup import call, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal, TypeAlias

    # As IndexEntries has them: whether it is the main one, and the address.
    Links: TypeAlias = Iterable[tuple[str | None, str | Literal[False]]]

# These print one label where they are titled or numbered; the ids of what is inside lead there too.
LABELLED = (nodes.section, nodes.figure, nodes.table)


class UnknownTargetError(Exception):
    """A link leads nowhere: the linking node and the id that the book does not have."""

    def __init__(self, node: nodes.Node, place: str) -> None:
        super().__init__(place)
        self.node, self.place = node, place


class Targets:
    """Every id of ``tree``, of which those that something links to are printed once each.

    ``entries`` is what IndexEntries.create_index returns. Raises UnknownTargetError.
    """

    def __init__(self, tree: nodes.document, docnames: set[str], entries: list) -> None:
        self.docnames = docnames
        self.alias: dict[str, str] = {}
        self.wanted: dict[str, nodes.Node] = {}
        self.printed: Counter[str] = Counter()
        self.of_elements: set[str] = set()
        of_entries: set[str] = set()
        elements = list(tree.findall(nodes.Element))
        for serial, node in enumerate(elements):
            if isinstance(node, LABELLED):
                if not node["ids"]:
                    node["ids"].append(f":{serial}")
                self._alias_ids(node)
            self.of_elements.update(node["ids"])
            if isinstance(node, addnodes.index):
                of_entries.update(entry[2] for entry in node["entries"])
        for file in [tree, *tree.findall(addnodes.start_of_file)]:
            section = next(file.findall(nodes.section), None)
            if section is not None:
                self.alias[target(file["docname"])] = section["ids"][0]
        known = self.of_elements | of_entries | self.alias.keys()
        for node in elements:
            for place in self._linked(node):
                if place not in known:
                    raise UnknownTargetError(node, place)
                self.wanted.setdefault(self.at(place), node)
        for place in _entry_places(entries):
            if self.in_book(place):
                self.wanted.setdefault(self.at(place), tree)

    def _alias_ids(self, node: nodes.Element) -> None:
        """Other ids of a labelled node, and those in its title, caption or unprinted legend."""
        own = node["ids"][0]
        self.alias.update(dict.fromkeys(node["ids"][1:], own))
        heads = (nodes.title, nodes.caption, nodes.legend)
        for head in (child for child in node.children if isinstance(child, heads)):
            for inner in head.findall(nodes.Element):
                self.alias.update(dict.fromkeys(inner["ids"], own))
                if isinstance(inner, addnodes.index):
                    self.alias.update({entry[2]: own for entry in inner["entries"]})

    def _linked(self, node: nodes.Element) -> list[str]:
        if "places" in node or isinstance(node, nodes.citation):
            return self.places(node)
        # Footnotes bring their own labels.
        noted = isinstance(node, nodes.footnote_reference)
        linked = isinstance(node, nodes.reference) and "refid" in node and not noted
        return [node["refid"]] if linked else []

    def at(self, place: str) -> str:
        """The label that prints for an id."""
        return self.alias.get(place, place)

    def in_book(self, place: str) -> bool:
        """Whether an id belongs to a document that some toctree of the book names."""
        return place.partition(":")[0] in self.docnames

    def places(self, node: nodes.Element) -> list[str]:
        """The citing places of a ``cited_in`` node, or of a reference in the list of a page."""
        if "places" in node:
            return [place for place in node["places"] if self.in_book(place)]
        # In the whole list the places are told by the cited_in node below the reference.
        whole = any("places" in child for child in node.children)
        return [] if whole else [place for place in node["backrefs"] if self.in_book(place)]

    def anchors(self, ids: Iterable[str]) -> str:
        """Invisible labels for those of ``ids`` that something links to."""
        return "".join(
            f"#{call('anchor', self.label(place))}"
            for place in ids
            if place not in self.alias and place in self.wanted
        )

    def entry_anchors(self, node: addnodes.index) -> str:
        """Anchors of an index entry, but for ids that an element prints."""
        ids = dict.fromkeys(entry[2] for entry in node["entries"])
        return self.anchors(place for place in ids if place not in self.of_elements)

    def label(self, place: str) -> str:
        """The string of a label that is being printed now."""
        self.printed[place] += 1
        return string(place)

    def misprinted(self) -> Iterator[tuple[nodes.Node, str, int]]:
        """Wanted places that were not printed exactly once: who wants them, which, how often."""
        for place, node in self.wanted.items():
            if self.printed[place] != 1:
                yield node, place, self.printed[place]

    def of_links(self, links: Links) -> list[str]:
        """The labels of an index entry's links."""
        places = (target_of_uri(uri) for _main, uri in links if uri)
        return list(dict.fromkeys(map(self.at, filter(self.in_book, places))))


def _entry_places(entries: list) -> Iterator[str]:
    for _letter, group in entries:
        for _name, (links, below, _key) in group:
            for _main, uri in [*links, *(link for _sub, where in below for link in where)]:
                if uri:
                    yield target_of_uri(uri)
