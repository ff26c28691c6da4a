"""The index on screens: what has no pages gives the numbers of sections.

Sphinx links an entry to its first place and counts the others: "attachment, [1], [2]". Here each
place is a link with the number of its section, or the title of a page without numbers; several in
one section are one.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import addnodes

from extensions.indexes.domain import index_domain
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    Links = Iterable[tuple[str | None, str]]


#: As in print, a small letter that stands alone is the symbol of a statistic (APA 7, section 6.44).
SYMBOL = re.compile(r"(?<![^\s(])([b-df-hj-np-tv-z])(?![^\s),])")


def keep_sections(app: Sphinx, doctree: nodes.document) -> None:
    """Keep in which section of a page each place of the index is."""
    found: dict[str, str] = {}
    for node in doctree.findall(addnodes.index):
        section: nodes.Node | None = node
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if section is not None:
            found.update((entry[2], section["ids"][0]) for entry in node["entries"])
    # A term of the glossary is entered without such a node around its id.
    index_domain(app.env).sections[app.env.docname] = found


def line_of(builder: Builder) -> Callable[[str, Links], Markup]:
    """What shows an entry of the index, a function of its name and its places, for a template."""
    pages = {
        builder.get_target_uri(docname): (n, docname)
        for n, docname in enumerate(book_order(builder.env))
    }
    return partial(_line, builder, pages)


def _line(builder: Builder, pages: dict[str, tuple[int, str]], name: str, links: Links) -> Markup:
    shown: dict[tuple[Any, ...], Markup] = {}
    for main, uri in links:
        page, _, place = uri.partition("#")
        order, docname = pages[page]
        number = _number(builder, docname, unquote(place))
        where = ".".join(map(str, number)) or builder.env.titles[docname].astext()
        link = Markup('<a href="{}">{}</a>').format(uri, where)
        if main:
            link = Markup("<strong>{}</strong>").format(link)
        shown.setdefault((not main, order, number), link)
    places = [shown[key] for key in sorted(shown)]
    words = Markup(SYMBOL.sub(r"<em>\1</em>", str(escape(name))))
    return Markup(", ").join([words, *places])


def _number(builder: Builder, docname: str, place: str) -> tuple[int, ...]:
    """The number of the section, or of the page; nothing where neither has one."""
    env = builder.env
    numbers = env.toc_secnumbers.get(docname, {})
    # A book may have the EPUB without the rest of this extension.
    sections = index_domain(env).sections if "indexes" in env.domaindata else {}
    section = sections.get(docname, {}).get(place)
    return tuple(numbers.get(f"#{section}") or numbers.get("") or ())


def show_sections(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Hand the template of the index what shows an entry."""
    if "genindexentries" in context:
        context["index_line"] = line_of(app.builder)
