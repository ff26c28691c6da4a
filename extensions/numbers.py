"""Numbers that run on through the parts of the book, worked out without loading every page.

To give numbers, Sphinx loads the doctree of each page and asks every domain about each node of it,
also when one page or none was read (``TocTreeCollector.get_updated_docs``). Numbers come from
sections, tables of contents and what can have one, so those are kept with the environment, and
Sphinx walks them instead. Can go when Sphinx keeps them itself.

Sphinx numbers each toctree from 1. The parts of the book are toctrees of the title page, and its
chapters are numbered through: those toctrees are walked as one.

What stands outside the chapters has "Table 1" from Sphinx, beside "Table 1.1" in the first: here it
is "Table A1". In a book without chapters all keep their plain numbers.

Touches Sphinx 9.0: ``env.get_doctree`` gives these bones while ``env-get-updated`` runs at its
default priority. ``test_numbers.py`` compares the numbers with those of a book without this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    #: docname -> kind -> id -> number, as ``env.toc_fignumbers``, which Sphinx prints as it is.
    Numbers: TypeAlias = dict[str, dict[str, dict[str, tuple[int, ...]]]]


def bones(env: BuildEnvironment, docname: str) -> nodes.Element:
    """What gives numbers in a page: worked out when the page was read, then kept."""
    kept: dict[str, tuple[int, nodes.Element]] = env.__dict__.setdefault("numbers_bones", {})
    read = env.all_docs[docname]
    if docname not in kept or kept[docname][0] != read:
        body = nodes.Element("", *_of(env, env.get_doctree(docname)))
        for node in body.findall():
            node.document = None  # or the whole page is kept
        if docname == env.config.root_doc:
            _run_on(body)
        kept[docname] = (read, body)
    return kept[docname][1]


def _of(env: BuildEnvironment, node: nodes.Element) -> Iterator[nodes.Element]:
    for child in node.children:
        if isinstance(child, nodes.section):
            section = child.copy()
            section += list(_of(env, child))
            yield section
        elif isinstance(child, addnodes.toctree):
            yield child.copy()
        elif isinstance(child, nodes.Element):
            if any(domain.get_enumerable_node_type(child) for domain in env.domains.sorted()):
                yield child.deepcopy()  # its number may hang on what is in it
            else:
                yield from _of(env, child)


def _run_on(body: nodes.Element) -> None:
    """Put what the numbered toctrees list into the first of them."""
    trees = [tree for tree in body.findall(addnodes.toctree) if tree.get("numbered")]
    for tree in trees[1:]:
        first = trees[0]
        first["entries"] = first["entries"] + tree["entries"]
        first["includefiles"] = first["includefiles"] + tree["includefiles"]
        tree.parent.remove(tree)


def lend(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Before Sphinx gives numbers and compares them with its last. Names no page to write again."""
    env.toc_fignumbers = vars(env).get("numbers_plain", env.toc_fignumbers)
    kept = env.__dict__.setdefault("numbers_bones", {})
    for docname in kept.keys() - env.all_docs.keys():
        del kept[docname]
    pages = {docname: bones(env, docname) for docname in env.all_docs}
    env.get_doctree = pages.__getitem__  # type: ignore[method-assign,assignment]
    return []


def take_back(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """After it. Names no page to write again."""
    del env.get_doctree
    vars(env)["numbers_plain"] = env.toc_fignumbers
    env.toc_fignumbers = lettered(env.toc_fignumbers)
    return []


def lettered(pages: Numbers) -> Numbers:
    """The numbers of each page by kind and id; those outside of chapters with a letter.

    A kind that is counted by chapter nowhere has none.
    """
    by_chapter = {
        kind
        for kinds in pages.values()
        for kind, numbers in kinds.items()
        if any(len(number) > 1 for number in numbers.values())
    }
    return {
        docname: {
            kind: {
                id_: cast("tuple[int, ...]", (f"A{number[0]}",))
                if kind in by_chapter and len(number) == 1
                else number
                for id_, number in numbers.items()
            }
            for kind, numbers in kinds.items()
        }
        for docname, kinds in pages.items()
    }


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("env-get-updated", lend, priority=499)  # Sphinx's: 500
    app.connect("env-get-updated", take_back, priority=501)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
