"""What an extension keeps of each page, from build to build, and how a page is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.domains import Domain
from sphinx.locale import _

from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element, reference
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def chapter_number(env: BuildEnvironment, docname: str) -> str:
    """The number of a chapter; empty for other pages."""
    return ".".join(map(str, env.toc_secnumbers.get(docname, {}).get("") or ()))


def numbered_title(env: BuildEnvironment, docname: str) -> str:
    """Number and title of a chapter; of another page its title."""
    number, title = chapter_number(env, docname), env.titles[docname].astext()
    return _("{number} {title}").format(number=number, title=title) if number else title


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


class GatheringDomain(PageDomain):
    """One page gathers what the others have; ``pages`` in ``initial_data`` is an empty set."""

    @property
    def pages(self) -> set[str]:
        """Pages with the directive; the first in the order of the book gathers."""
        return cast(set[str], self.data["pages"])

    @property
    def page(self) -> str | None:
        """The page that gathers."""
        return next((name for name in book_order(self.env) if name in self.pages), None)
