"""What the indexes keep of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Person(NamedTuple):
    """A place that the index of names has by the hand of an author."""

    name: str
    id: str
    main: bool


class IndexesDomain(Domain):
    """Keeps who is named on each page, which pages have the index of names, and sections."""

    name = "indexes"
    label = "indexes"
    initial_data: ClassVar[dict[str, Any]] = {"persons": {}, "pages": set(), "sections": {}}

    @property
    def persons(self) -> dict[str, list[Person]]:
        """Those of each page."""
        return self.data["persons"]

    @property
    def pages(self) -> set[str]:
        """Pages with the index of names."""
        return self.data["pages"]

    @property
    def sections(self) -> dict[str, dict[str, str]]:
        """The section of each place in the index of subjects, by page."""
        return self.data["sections"]

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Nothing can be linked to by name."""
        return []

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is removed or read again."""
        self.persons.pop(docname, None)
        self.sections.pop(docname, None)
        self.pages.discard(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over pages that another process has read."""
        for part in ("persons", "sections"):
            self.data[part].update(
                (name, value) for name, value in otherdata[part].items() if name in docnames
            )
        self.pages.update(otherdata["pages"] & docnames)


def index_domain(env: BuildEnvironment) -> IndexesDomain:
    """The domain of this book."""
    return cast("IndexesDomain", env.get_domain("indexes"))
