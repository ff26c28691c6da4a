"""Link targets of an assembled doctree: which are wanted, and under which label each is printed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .assemble import target, target_of_uri
from .markup import call, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal, TypeAlias

    # As IndexEntries has them: whether it is the main one, and the address. (Not documented by
    # Sphinx; tests/test_touch_points.py shows the whole shape.)
    Links: TypeAlias = Iterable[tuple[str | None, str | Literal[False]]]

# These print one label where they are titled or numbered; the ids of what is inside lead there too.
LABELLED = (nodes.section, nodes.figure, nodes.table)


# Where an anchor is to stand if something links to it; text can hold no such character.
_PLACE = re.compile("\0([^\0]*)\0")


class Targets:
    """Every id of ``tree``; those that something printed links to are printed once each.

    ``docnames`` are the documents in the tree.
    """

    def __init__(self, tree: nodes.document, docnames: set[str]) -> None:
        self.docnames = docnames
        self.alias: dict[str, str] = {}
        self.wanted: dict[str, nodes.Node] = {}
        self.printed: Counter[str] = Counter()
        self.of_elements: dict[str, None] = {}  # as they follow
        of_entries: set[str] = set()
        docname = tree["docname"]
        unnamed: Counter[str] = Counter()
        for node in tree.findall(nodes.Element):
            if isinstance(node, addnodes.start_of_file):
                docname = node["docname"]
            if isinstance(node, LABELLED):
                if not node["ids"]:
                    # Counted by document, so that the others stay as they are for the compiler.
                    unnamed[docname] += 1
                    node["ids"].append(target(docname, f"#{unnamed[docname]}"))
                self._alias_ids(node)
            self.of_elements.update(dict.fromkeys(node["ids"]))
            if isinstance(node, addnodes.index):
                of_entries.update(entry[2] for entry in node["entries"])
        for file in [tree, *tree.findall(addnodes.start_of_file)]:
            section = next(file.findall(nodes.section), None)
            if section is not None:
                self.alias[target(file["docname"])] = section["ids"][0]
        self.known = of_entries | self.of_elements.keys() | self.alias.keys()

    def _alias_ids(self, node: nodes.Element) -> None:
        """Other ids of a labelled node, and those in its title or caption."""
        own = node["ids"][0]
        self.alias.update(dict.fromkeys(node["ids"][1:], own))
        heads = (nodes.title, nodes.caption)
        for head in (child for child in node.children if isinstance(child, heads)):
            for inner in head.findall(nodes.Element):
                self.alias.update(dict.fromkeys(inner["ids"], own))
                if isinstance(inner, addnodes.index):
                    self.alias.update({entry[2]: own for entry in inner["entries"]})

    def at(self, place: str) -> str:
        """The label that prints for an id."""
        return self.alias.get(place, place)

    def in_book(self, place: str) -> bool:
        """Whether an id belongs to a document that some toctree of the book names."""
        return place.partition(":")[0] in self.docnames

    def want(self, node: nodes.Node, place: str) -> str:
        """The label of an id, to which ``node`` links. Raises KeyError: the book has no such id."""
        if place not in self.known:
            raise KeyError(place)
        label = self.at(place)
        self.wanted.setdefault(label, node)
        return label

    def anchors(self, ids: Iterable[str]) -> str:
        """Invisible labels for those of ``ids`` that something links to (see ``settle``)."""
        return "".join(f"\0{place}\0" for place in ids if place not in self.alias)

    def settle(self, source: str) -> str:
        """The finished source: with anchors for what is linked to, without the rest."""
        return _PLACE.sub(self._anchor, source)

    def _anchor(self, found: re.Match[str]) -> str:
        place = found[1]
        return f"#{call('anchor', self.label(place))}" if place in self.wanted else ""

    def entry_anchors(self, node: addnodes.index) -> str:
        """Anchors of an index entry, but for ids that an element prints."""
        ids = dict.fromkeys(entry[2] for entry in node["entries"])
        return self.anchors(place for place in ids if place not in self.of_elements)

    def label(self, place: str) -> str:
        """The string of a label that is being printed now."""
        self.printed[place] += 1
        return string(place)

    def places(self) -> dict[str, list[str]]:
        """Each label that was printed, as they follow in the book, with the ids that lead to it."""
        labels = [place for place in self.of_elements if place in self.printed]
        found = {label: [label] for label in dict.fromkeys([*labels, *self.printed])}
        for place, label in self.alias.items():
            if label in found:
                found[label].append(place)
        return found

    def misprinted(self) -> Iterator[tuple[nodes.Node, str, int]]:
        """Wanted places that were not printed exactly once: who wants them, which, how often."""
        for place, node in self.wanted.items():
            if self.printed[place] != 1:
                yield node, place, self.printed[place]

    def of_links(self, node: nodes.Node, links: Links) -> list[str]:
        """The labels of an index entry's links."""
        places = filter(self.in_book, (target_of_uri(uri) for _main, uri in links if uri))
        return [self.want(node, place) for place in places]


def is_only_places(source: str) -> bool:
    """Whether source prints nothing but perhaps an anchor."""
    return not _PLACE.sub("", source).strip()
