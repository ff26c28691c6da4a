"""The index of names: whom the text names, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from apabib.apa7.people import inverted, may_be
from apabib.text.fold import fold
from apabib.text.names import Name, parse_name
from extensions.indexes.domain import Person, index_domain
from sphinx_apa7 import book_domain
from sphinx_apa7.domain import link_into
from sphinx_apa7.freshness import digest
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: "Family, Given": words with a capital, or a particle, on both sides of one comma.
PERSON = re.compile(r"[^,;]*[^\W\d_][^,;]*, (?:[^\W\da-z_][^,;\s]*|[a-z]{2,3})(?: [^,;\s]+)*")
#: Authors up to this number are all named in a citation; of more, the first (APA 7, section 8.17).
ALL_NAMED = 2

Place = tuple[str, str]


class name_index(nodes.General, nodes.Element):
    """Where the index goes: on page ``docname``."""


class name_list(nodes.container):
    """The index. ``letters`` has for each letter names with their places and main places."""


class Line(NamedTuple):
    """A name of the index."""

    name: str
    places: list[Place]
    main: list[Place]


class NameIndex(SphinxDirective):
    """``{name-index}``: the index of names."""

    def run(self) -> list[nodes.Node]:
        """The place of it."""
        index_domain(self.env).pages.add(self.env.docname)
        return [name_index(docname=self.env.docname)]


class TakePersons(SphinxTransform):
    """Take people out of the index of subjects, before its domain looks at the page (850)."""

    default_priority = 801

    def apply(self, **kwargs: Any) -> None:
        """In the page that was read."""
        taken = []
        for node in self.document.findall(addnodes.index):
            kept = []
            for entry in node["entries"]:
                kind, value, place, main, *_rest = entry
                if kind == "single" and PERSON.fullmatch(value):
                    taken.append(Person(value, place, main == "main"))
                else:
                    kept.append(entry)
            node["entries"] = kept
        if taken:
            index_domain(self.env).persons[self.env.docname] = taken


class FillNames(SphinxPostTransform):
    """Put the index in, before links are gathered (800)."""

    default_priority = 790

    def run(self, **kwargs: Any) -> None:
        """Wherever the directive stands."""
        order = {page: n for n, page in enumerate(book_order(self.env))}
        for place in list(self.document.findall(name_index)):
            letters = by_letter(lines(self.env))
            filled = name_list("", classes=["name-index"], letters=letters)
            for letter, people in letters:
                filled += nodes.rubric("", letter)
                listed = nodes.bullet_list("")
                for one in people:
                    item = nodes.paragraph("", one.name)
                    item += self._chapters(one, place["docname"], order)
                    listed += nodes.list_item("", item)
                filled += listed
            place.replace_self([filled] if letters else [])

    def _chapters(self, line: Line, docname: str, order: dict[str, int]) -> Iterator[nodes.Node]:
        """A link to the first place in each chapter, the main one first of its chapter."""
        domain = book_domain(self.env)
        first: dict[str, str] = {}
        for page, place in (*line.main, *line.places):
            first.setdefault(page, place)
        for page in sorted(first, key=order.__getitem__):
            address = domain.address(page, docname, domain.builder)
            if address is not None:
                link = link_into(address, first[page], _chapter(self.env, page))
                is_main = any(page == main for main, _id in line.main)
                yield nodes.Text(", ")
                yield nodes.strong("", "", link) if is_main else link


def _chapter(env: BuildEnvironment, docname: str) -> str:
    """The number of a page, or its title where it has none."""
    number = env.toc_secnumbers.get(docname, {}).get("")
    return ".".join(map(str, number)) if number else env.titles[docname].astext()


def lines(env: BuildEnvironment) -> list[Line]:
    """Everybody who is named, in alphabetical order, with the places in the order of the book."""
    domain = book_domain(env)
    marks = domain.bibliography.marks
    persons = index_domain(env).persons
    found: dict[str, Line] = {}
    known: dict[str, list[Name]] = {}

    def line(name: Name, shown: str) -> Line:
        """The line of the person; the longest form of the name is shown."""
        same = known.setdefault(name.family.casefold(), [])
        for other in same:
            if may_be(name, other):
                return found[inverted(other)]
        same.append(name)
        return found.setdefault(inverted(name), Line(shown, [], []))

    for docname in sorted(persons):  # first: they are written in full
        for one in persons[docname]:
            line(parse_name(one.name), one.name)
    for docname in book_order(env):
        for place in domain.places.get(docname, ()):
            for key in place.keys:
                if (work := domain.entries.get(key)) is None or key not in marks:
                    continue
                everybody = len(work.names) <= ALL_NAMED and not work.others
                shown = len(work.names) if everybody else marks[key].shown or 1
                for name in work.names[:shown]:
                    if not name.organization:
                        line(name, inverted(name)).places.append((docname, place.id))
        for one in persons.get(docname, ()):
            its = line(parse_name(one.name), one.name)
            (its.main if one.main else its.places).append((docname, one.id))
    return sorted(found.values(), key=lambda one: (fold(one.name), one.name))


def by_letter(people: list[Line]) -> list[tuple[str, list[Line]]]:
    """The lines under the letters that they begin with."""
    letters: dict[str, list[Line]] = {}
    for one in people:
        letters.setdefault(fold(one.name)[:1].upper(), []).append(one)
    return list(letters.items())


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What the pages with the index show of others, for ``sphinx_apa7.freshness``."""
    domain = index_domain(env)
    if not domain.pages:
        return {}
    chapters = [(page, _chapter(env, page)) for page in book_order(env)]
    return dict.fromkeys(domain.pages, digest(lines(env), chapters))
