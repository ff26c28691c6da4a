"""A page as it was read: what it is made of, where it leads, and which names it takes.

The second look at the text: whatever wrote it (a directive in a table, a translation), it is one
tree here, before Sphinx collects pictures and downloads from it.
"""

from __future__ import annotations

import re
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from extensions.gate import characters
from extensions.gate.allowed import (
    ANSWERS,
    BREAKS,
    LONGEST_LABEL,
    MOST_ROWS,
    NODES,
    OWN,
    PICTURE,
    PLACES,
)
from extensions.gate.links import SCHEME, link_problem
from extensions.gate.report import claimed, refuse
from extensions.gate.tokens import label_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STRAIGHT = str.maketrans("\u2018\u2019", "''")
_PLACES = ", ".join(PLACES)


class CheckPage(SphinxTransform):
    """Refuse what the list has not."""

    default_priority = 870  # Sphinx collects from a page at 880

    def apply(self, **kwargs: Any) -> None:
        """Look at every node of the page, also of translations (20)."""
        line = 1
        for node in list(self.document.findall()):
            line = getattr(node, "line", None) or line
            for code, message in self.problems(node):
                refuse(self.env, code, message, self.document["source"], line)
                if code == "picture":  # or Sphinx looks for the file, and says so too
                    node.parent.remove(node)
            if isinstance(node, nodes.reference):
                _straighten(node)
        self.names()

    def problems(self, node: nodes.Node) -> Iterator[tuple[str, str]]:
        kind = type(node)
        for text in _texts(node):
            if message := characters.problem(text):
                yield "text", message
        if isinstance(node, nodes.raw) and (node["format"], node.astext()) in BREAKS:
            return
        if not kind.__module__.startswith(OWN) and kind.__name__ not in NODES:
            yield "syntax", f"the book has no “{kind.__name__}”: take it out"
        elif check := _CHECKS.get(kind.__name__):
            for message in check(self, node):
                yield _CODES.get(kind.__name__, "link"), message

    def reference(self, node: nodes.reference) -> Iterator[str]:
        uri = node.get("refuri", "")
        if uri and not (node.get("id_link") and uri.startswith("#")):
            yield from filter(None, [link_problem(uri)])

    def download(self, node: nodes.Element) -> Iterator[str]:
        yield (
            f"a link to the file “{node['reftarget'][:60]}” is not allowed: link to a page (.md),"
            " or to its address on the web"
        )

    def cross_reference(self, node: nodes.Element) -> Iterator[str]:
        if node.get("reftype") == "numref" and node.get("refexplicit"):
            for place in re.findall(r"%.?|\{[^{}]*\}|[{}]", node.astext()):
                if place not in PLACES:
                    yield f"“{place[:40]}” is no place for a number: write one of {_PLACES}"
        if node.get("reftype") != "myst":
            return
        target = node["reftarget"]
        known = node.get("refdomain") == "doc" and target in self.env.found_docs
        if not known and not re.fullmatch(r"#?[a-z0-9-]+", target):
            yield link_problem(target) or f"no page is “{target[:60]}”: link to a page of the book"

    def image(self, node: nodes.image) -> Iterator[str]:
        uri = node["uri"]
        if not SCHEME.match(uri):
            path, full = self.env.relfn2path(unquote(uri), self.env.docname)
            if PICTURE.fullmatch(path) and Path(full).is_file() and not Path(full).is_symlink():
                return
        yield f"“{uri[:60]}” is no picture of the book: put an SVG or PNG into figures/"

    def toctree(self, node: addnodes.toctree) -> Iterator[str]:
        names = [name for _, name in node["entries"]]
        if len(set(names)) < len(names):
            yield "a page is twice in these contents: name it once"
            return
        for name in names:
            if name not in self.env.found_docs and name != "genindex":
                yield f"“{name[:60]}” is no page of the book: take it out of the contents"

    def answer(self, node: nodes.Element) -> Iterator[str]:
        if "answer" not in node["classes"]:
            return
        for inner in node.findall(nodes.Element, include_self=False):
            kind = type(inner).__name__
            if kind not in ANSWERS or "answer" in inner.get("classes", ()):
                yield f"an answer holds no “{kind}”: put it before or behind the question"
                return

    def table(self, node: nodes.Element) -> Iterator[str]:
        if len(node) > MOST_ROWS:
            yield f"{len(node)} rows of a table, of at most {MOST_ROWS}: split it"

    def names(self) -> None:
        """Names that an author gives: none that the book makes, none that another page has."""
        taken = claimed(self.env)
        mine: dict[str, int] = {}
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.footnote):
                continue  # numbered by itself
            given = [*node.get("names", ()), *node.get("dupnames", ())]
            explicit = [name for name in given if self.document.nametypes.get(name)]
            line = node.line or 1
            ids = node.get("ids", ()) if given else ()
            for name in dict.fromkeys([*explicit, *ids]):
                message = label_problem(name)
                if message and name not in explicit and isinstance(node, nodes.section):
                    if not _made(name):
                        _rename(self.document, node, name)
                elif message and not (name in ids and _made(name)):
                    self.refuse_name(message, line)
            mine.update(dict.fromkeys(explicit, line))
        for name, line in mine.items():
            other = taken.setdefault(name, self.env.docname)
            if other != self.env.docname:
                self.refuse_name(f"the label “{name}” is in {other}, too: rename one", line)

    def refuse_name(self, message: str, line: int) -> None:
        refuse(self.env, "name", message, self.document["source"], line)


def _made(name: str) -> bool:
    """Whether docutils made this id, as it does of a title without letters."""
    return bool(re.fullmatch(r"id\d+", name))


def _texts(node: nodes.Node) -> Iterator[str]:
    """The texts of one node, as they are printed: entities are characters here."""
    if isinstance(node, nodes.Text):
        yield node
    elif isinstance(node, nodes.Element):
        for name, value in node.attributes.items():
            if isinstance(value, str) and name != "source":
                yield value


def _straighten(link: nodes.reference) -> None:
    """Give the address that *link* shows its apostrophes back, which were turned as in all text."""
    address, shown = unquote(link.get("refuri", "")), link.astext()
    if len(link) == 1 and shown != address and shown.translate(_STRAIGHT) == address:
        link[:] = [nodes.Text(address)]


def _rename(document: nodes.document, section: nodes.section, name: str) -> None:
    """Give *section* another id than *name*, which docutils has made of its title."""
    new = f"section-{name}"[: LONGEST_LABEL - 4].rstrip("-")
    ids = document.ids
    new = next(one for one in chain((new,), (f"{new}-{n}" for n in count(2))) if one not in ids)
    section["ids"] = [new if one == name else one for one in section["ids"]]
    ids[new] = ids.pop(name)
    for given, one in document.nameids.items():
        if one == name:
            document.nameids[given] = new


_CHECKS: dict[str, Callable[[CheckPage, Any], Iterator[str]]] = {
    "reference": CheckPage.reference,
    "download_reference": CheckPage.download,
    "pending_xref": CheckPage.cross_reference,
    "image": CheckPage.image,
    "toctree": CheckPage.toctree,
    "tbody": CheckPage.table,
    "admonition": CheckPage.answer,
}
_CODES = {"image": "picture", "tbody": "syntax", "admonition": "syntax"}
