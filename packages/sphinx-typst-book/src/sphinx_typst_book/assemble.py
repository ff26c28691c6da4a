"""One doctree for the whole book: every id carries its document's name.

Ids are unique in a document only ("references", "cite-coan2006lending"), and the PDF is one
document, so each id and each internal link becomes ``<docname>:<id>``; ``<docname>:`` alone is the
document.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from .builder import TypstBuilder

# Marks an address inside the book; cannot begin a real one.
INTERNAL = "%"
#: The name by which a toctree lists the index.
INDEX = "genindex"


def assemble(builder: TypstBuilder, root: str) -> nodes.document:
    """Join all documents below ``root`` into one resolved doctree.

    In the doctree that is returned every document but the root is a ``start_of_file`` node.
    """
    tree = _inline(builder.env, root, {root})
    return _resolved(builder, tree, root)


def assemble_chapter(builder: TypstBuilder, docname: str) -> nodes.document:
    """A document and all below it as the only chapter of a resolved doctree."""
    tree = _inline(builder.env, docname, {docname}, parts=False)
    chapter = addnodes.start_of_file("", *tree.children, docname=docname, offprint=True)
    tree.children = []
    tree += chapter
    return _resolved(builder, tree, docname)


def _resolved(builder: TypstBuilder, tree: nodes.document, docname: str) -> nodes.document:
    tree["docname"] = docname
    builder.docnames = docnames_of(tree)
    with kept_doctrees(builder.env):
        builder.env.resolve_references(tree, docname, builder)
    builder.post_process_images(tree)
    _namespace(tree, docname)
    return tree


def docnames_of(tree: nodes.document) -> set[str]:
    """The names of the documents in an assembled doctree."""
    files = tree.findall(addnodes.start_of_file)
    return {tree["docname"], *(file["docname"] for file in files)}


@contextmanager
def kept_doctrees(env: BuildEnvironment) -> Iterator[None]:
    """Unpickle each document once: Sphinx does so for every numbered reference into it.

    Remove when Sphinx keeps what it unpickled (sphinx#12883).
    """
    env.get_doctree = cache(env.get_doctree)  # type: ignore[method-assign]
    try:
        yield
    finally:
        del env.get_doctree


def _inline(
    env: BuildEnvironment, docname: str, docnames: set[str], parts: bool = True
) -> nodes.document:
    """A document's own tree with, in place of its toctrees, the trees of what they list.

    Where toctrees of the root have captions, those are the names of parts; what is listed before
    the first part is front matter. The index has a place, as a document without anything in it.
    ``docnames`` grows by what was put in. Sphinx's inline_all_toctrees copies every tree, leaves
    children with their old parents, and warns of generated pages (genindex) that a toctree lists.
    """
    tree = env.get_doctree(docname)
    toctrees = list(tree.findall(addnodes.toctree))
    captions = [toctree.get("caption") for toctree in toctrees]
    in_parts = parts and len(docnames) == 1 and len(list(filter(None, captions))) > 1
    for number, toctree in enumerate(toctrees):
        listed = []
        for name in toctree["includefiles"]:
            if name == INDEX and name not in docnames:
                docnames.add(name)
                listed.append(addnodes.start_of_file(docname=name))
            elif name in env.found_docs and name not in docnames:
                docnames.add(name)
                file = addnodes.start_of_file(docname=name)
                file += _inline(env, name, docnames).children
                listed.append(file)
        if in_parts and listed:
            if any(captions[: number + 1]):
                listed[0]["part"] = captions[number] or ""
            else:
                for file in listed:
                    file["front"] = True
        toctree.replace_self(listed)
    return tree


def target(docname: str, node_id: str = "") -> str:
    """The id that ``node_id`` of ``docname`` has in the assembled doctree."""
    return f"{docname}:{node_id}"


def target_of_uri(uri: str) -> str:
    """The assembled id behind an internal address such as ``%chapters/coan#cite-x``."""
    docname, _, fragment = uri.removeprefix(INTERNAL).partition("#")
    return target(docname, fragment)


def files(tree: nodes.Node) -> Iterator[addnodes.start_of_file]:
    """The outermost documents below ``tree``, in reading order."""
    for child in tree.children:
        if isinstance(child, addnodes.start_of_file):
            yield child
        else:
            yield from files(child)


def _namespace(node: nodes.Element, docname: str) -> None:
    if isinstance(node, addnodes.start_of_file):
        docname = node["docname"]
    if node.get("ids"):
        node["ids"] = [target(docname, node_id) for node_id in node["ids"]]
    if "refid" in node:
        node["refid"] = target(docname, node["refid"])
    if node.get("refuri", "").startswith(INTERNAL):
        node["refid"] = target_of_uri(node["refuri"])
        del node["refuri"]
    if isinstance(node, addnodes.index):
        node["entries"] = [
            (kind, value, target(docname, node_id), *rest)
            for kind, value, node_id, *rest in node["entries"]
        ]
    for child in node.children:
        if isinstance(child, nodes.Element):
            _namespace(child, docname)
