"""The structure of the PDF for assistive technology: parts, sections and row headers.

Typst 0.15 writes a flat row of headings and paragraphs, and headers of columns only; what would
give headers of rows is behind a switch that its wheel does not hand on. Remove when it does
(PDF 1.7, ISO 32000-1, 14.8.4; PDF/UA-1, ISO 14289-1, 7.4 and 7.5).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_HEADING = re.compile(r"/H([1-6])")


def arrange(pdf: pikepdf.Pdf, parts: Collection[str] = ()) -> None:
    """Put what stands below each heading of a tagged PDF into a section, which may hold others.

    A section below the title of one of ``parts`` is a part. A cell of a table's body that begins
    its row and is wholly bold is the header of the row.
    """
    document = _document(pdf)
    _part(pdf, document, parts)
    for table in _all(document, "/Table"):
        _name_rows(table)


def _document(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The element that holds all others."""
    root = pdf.Root.StructTreeRoot.K
    return root[0] if isinstance(root, pikepdf.Array) else root


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What an element holds: elements, and content by number."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _type(kid: pikepdf.Object) -> str:
    """The type of an element; of content, nothing."""
    return str(kid.get("/S", "")) if isinstance(kid, pikepdf.Dictionary) else ""


def _all(element: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    for kid in _kids(element):
        if _type(kid) == kind:
            yield kid
        if isinstance(kid, pikepdf.Dictionary):
            yield from _all(kid, kind)


def _part(pdf: pikepdf.Pdf, document: pikepdf.Object, parts: Collection[str]) -> None:
    """Group the elements of the document by their headings."""
    open_: list[tuple[int, pikepdf.Object, list[pikepdf.Object]]] = [(0, document, [])]
    for kid in _kids(document):
        if found := _HEADING.fullmatch(_type(kid)):
            level = int(found[1])
            while open_[-1][0] >= level:
                _close(open_)
            is_part = str(kid.get("/T", "")) in parts and level == 1
            kind = pikepdf.Name.Part if is_part else pikepdf.Name.Sect
            section = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=kind, P=open_[-1][1])
            made = pdf.make_indirect(section)
            open_[-1][2].append(made)
            open_.append((level, made, []))
        kid.P = open_[-1][1]
        open_[-1][2].append(kid)
    while open_:
        _close(open_)


def _close(open_: list[tuple[int, pikepdf.Object, list[pikepdf.Object]]]) -> None:
    _level, element, kids = open_.pop()
    element.K = pikepdf.Array(kids)


def _name_rows(table: pikepdf.Object) -> None:
    for body in _all(table, "/TBody"):
        for row in _all(body, "/TR"):
            first = next(iter(_kids(row)), None)
            if first is not None and _type(first) == "/TD" and _is_bold(first):
                first.S = pikepdf.Name.TH
                first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)


def _is_bold(element: pikepdf.Object) -> bool:
    """Whether all content of an element is in bold; its links are places and no content."""
    kids = [kid for kid in _kids(element) if not _is_place(kid)]
    return bool(kids) and all(
        _type(kid) == "/Strong" or (_type(kid) in ("/P", "/Link") and _is_bold(kid)) for kid in kids
    )


def _is_place(kid: pikepdf.Object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
