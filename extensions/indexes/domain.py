"""What the indexes keep of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from extensions.pages import PageDomain

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class Person(NamedTuple):
    """A place that the index of names has by the hand of an author."""

    name: str
    id: str
    main: bool


class IndexesDomain(PageDomain):
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


def index_domain(env: BuildEnvironment) -> IndexesDomain:
    """The domain of this book."""
    return cast("IndexesDomain", env.get_domain("indexes"))
