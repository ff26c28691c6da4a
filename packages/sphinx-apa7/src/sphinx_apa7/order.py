"""The order of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


def book_order(env: BuildEnvironment) -> list[str]:
    """Every page once, as the tables of contents order them.

    A page that is in none comes last: something links to it, so no output can do without.
    """

    order = in_contents(env)
    return [*order, *sorted(env.found_docs.difference(order))]


def in_contents(env: BuildEnvironment) -> list[str]:
    """The pages that the tables of contents name, from the root on, each once and in order."""

    def walk(docname: str) -> Iterator[str]:
        if docname in env.found_docs and docname not in seen:
            seen.add(docname)
            yield docname
            for child in env.toctree_includes.get(docname, ()):
                yield from walk(child)

    seen: set[str] = set()
    return list(walk(env.config.root_doc))
