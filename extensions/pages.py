"""What an extension keeps of each page, from build to build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element, reference
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class PageDomain(Domain):
    """Of ``initial_data``, dictionaries have names of pages as keys, and sets hold such names.

    Nothing in it is linked to by a name.
    """

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read again or gone."""
        for part in self.initial_data:
            kept = self.data[part]
            if isinstance(kept, dict):
                kept.pop(docname, None)
            else:
                kept.discard(docname)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for part in self.initial_data:
            read = otherdata[part]
            if isinstance(read, dict):
                self.data[part].update({name: read[name] for name in read.keys() & docnames})
            else:
                self.data[part].update(read & docnames)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, reference]]:
        """Nothing; a label belongs to the standard domain, which is asked too."""
        return []
