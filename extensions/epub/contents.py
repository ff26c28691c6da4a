"""The order and the divisions of the book: its table of contents, and the place of every page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _

from extensions.epub.finish import Place
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.environment import BuildEnvironment


#: What Sphinx calls the page of its index.
INDEX = "genindex"


class Entry(NamedTuple):
    """A line of the table of contents; one without an address heads those below it.

    A *hidden* one is in the menu of a reading system, and not on the page of contents.
    """

    text: str
    href: str
    children: list[Entry]
    hidden: bool = False


class Group(NamedTuple):
    """The pages under one caption of the first page."""

    name: str
    docnames: list[str]
    is_part: bool  # of numbered chapters


def groups(env: BuildEnvironment) -> list[Group]:
    """The captioned tables of contents of the first page, in their order."""

    def below(docname: str) -> Iterator[str]:
        if docname not in seen:
            seen.add(docname)
            yield docname
            for child in env.toctree_includes.get(docname, ()):
                yield from below(child)

    seen = {env.config.root_doc}
    found = []
    for tree in env.tocs[env.config.root_doc].findall(addnodes.toctree):
        pages = [name for _title, first in tree["entries"] for name in below(first)]
        if pages and tree.get("caption"):
            found.append(Group(tree["caption"], pages, has_number(env, pages[0])))
    return found


def has_number(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page is a numbered chapter."""
    return bool(env.toc_secnumbers.get(docname, {}).get(""))


def places(env: BuildEnvironment, docnames: list[str]) -> dict[str, Place]:
    """Where each page stands. A book has parts if there are two of them or more."""
    parts = [group for group in groups(env) if group.is_part]
    part_of = {name: part for part in parts for name in part.docnames if len(parts) > 1}
    numbered = [position for position, name in enumerate(docnames) if has_number(env, name)]
    first, last = (numbered[0], numbered[-1]) if numbered else (0, len(docnames))
    found = {}
    for position, name in enumerate(docnames):
        before, behind = position < first, position > last
        division = "frontmatter" if before else "backmatter" if behind else "bodymatter"
        part = part_of.get(name)
        opens = part is not None and part.docnames[0] == name
        found[name] = Place(division, has_number(env, name), part.name if part else "", opens)
    return found


def order(env: BuildEnvironment, imprint: str, *, index: bool) -> list[str]:
    """The pages as they are read; the *imprint* is none of them.

    The index, if there is one, stands where the first page lists it, or else at the end.
    """
    pages = [name for name in book_order(env) if name != imprint]
    if index:
        trees = env.tocs[env.config.root_doc].findall(addnodes.toctree)
        listed = [name for tree in trees for _title, name in tree["entries"]]
        behind = listed[listed.index(INDEX) + 1 :] if INDEX in listed else []
        following = next((name for name in behind if name in pages), None)
        pages.insert(pages.index(following) if following else len(pages), INDEX)
    return pages


def contents(env: BuildEnvironment, docnames: list[str]) -> list[Entry]:
    """The table of contents; in groups if the book has parts.

    Hidden are sections before the first chapter, and those with a title that several have: such
    a title tells a reader nothing. So it is in print.
    """
    titles = Counter(title for name in docnames for title in section_titles(env, name))
    shared = {title for title, times in titles.items() if times > 1}
    division = {name: place.division for name, place in places(env, docnames).items()}
    entries = {
        name: page_entry(env, name, None if division[name] == "frontmatter" else shared)
        for name in docnames
    }
    grouped = groups(env)
    made = []
    if sum(group.is_part for group in grouped) > 1:
        heads = {group.docnames[0]: group for group in grouped}
        for name in list(entries):
            if group := heads.get(name):
                below = [entries.pop(one) for one in group.docnames if one in entries]
                made.append(Entry(group.name, "", below))
            elif name in entries:
                made.append(entries.pop(name))
        return made
    return list(entries.values())


def section_titles(env: BuildEnvironment, docname: str) -> list[str]:
    """The titles of all sections of a page, without that of the page."""
    if docname == INDEX:
        return []
    return [link.astext() for link in env.tocs[docname].findall(nodes.reference)][1:]


def page_entry(env: BuildEnvironment, docname: str, unlisted: Set[str] | None) -> Entry:
    """A page's line in the table of contents, with its sections below.

    Hidden are those with an *unlisted* title; None hides them all.
    """
    href = f"{docname}.xhtml"
    if docname == INDEX:
        return Entry(_("Index"), href, [])
    numbers = env.toc_secnumbers.get(docname, {})

    def below(parent: nodes.Element) -> list[Entry]:
        found = []
        for item in parent:
            if isinstance(item, nodes.list_item):
                reference = next(item.findall(nodes.reference))
                anchor = reference["anchorname"]
                title = reference.astext()
                text = numbered(title, numbers.get(anchor))
                deeper = [child for child in item if isinstance(child, nodes.bullet_list)]
                children = [entry for one in deeper for entry in below(one)]
                hidden = unlisted is None or title in unlisted
                found.append(Entry(text, href + anchor, children, hidden))
        return found

    title = numbered(env.titles[docname].astext(), numbers.get(""))
    sections = [entry for whole in below(env.tocs[docname]) for entry in whole.children]
    return Entry(title, href, sections)


def numbered(text: str, number: tuple[int, ...] | None) -> str:
    """``1.2 Hands``, or the text alone where there is no number."""
    return f"{'.'.join(map(str, number))} {text}" if number else text
