"""Where a group's name stands in full with its abbreviation, and where the short form will do.

The first citation introduces the abbreviation, and later ones use it (APA 7, section 8.21). First
is meant as it is read: on a page of a site, which readers reach from anywhere, and in a book that
is one document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx import addnodes

from sphinx_apa7.reading import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docutils import nodes

    from apabib.apa7.format import Work
    from sphinx_apa7.reading import Place


class Introduction(NamedTuple):
    """A citing place, and a work in it whose group is named there for the first time."""

    docname: str
    id: str
    key: str


def introductions(
    pages: Iterable[tuple[str, Sequence[Place]]], works: Mapping[str, Work]
) -> set[Introduction]:
    """The places that introduce groups, in pages that are read one after the other."""
    seen: set[tuple[str, str]] = set()
    found = set()
    for docname, places in pages:
        for place in places:
            named = {
                key: (works[key]["author"], works[key]["shortauthor"])
                for key in place.keys
                if key in works and works[key]["shortauthor"]
            }
            found.update(
                Introduction(docname, place.id, key)
                for key, group in named.items()
                if group not in seen
            )
            seen.update(named.values())
    return found


def in_whole_book(node: nodes.Node) -> bool:
    """Whether a node stands in a document that Sphinx assembled from pages, behind its first."""
    return any(isinstance(ancestor, addnodes.start_of_file) for ancestor in ancestors(node))
