"""Where a group's name stands in full with its abbreviation, and where the short form will do.

The first citation introduces the abbreviation, and later ones use it (APA 7, section 8.21). First
is meant as it is read: on a page of a site, which readers reach from anywhere, or in a book that
is one document.
"""

from __future__ import annotations

from typing import Any

from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_apa7.domain import book_domain
from sphinx_apa7.reading import parse_cites


class IntroduceGroups(SphinxPostTransform):
    """Note at each cite role which of its works have their group named there in full.

    It runs over what is written as one document, before the references in it are resolved (10).
    """

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Walk through the document in its order."""
        works = book_domain(self.env).entries
        seen: set[str] = set()
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("refdomain") != "cite":
                continue
            keys = [cite.key for cite in parse_cites(node["reftarget"])]
            named = {key: set(works[key].abbreviations) - {""} for key in keys if key in works}
            node["introduces"] = [key for key, groups in named.items() if not groups <= seen]
            seen.update(*named.values())
