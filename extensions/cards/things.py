"""What a page has that can be shown on a card, and where it leads.

Taken from its doctree as it is resolved for printing. The markup is what ``static/cards.js`` takes
from a page for its own cards, so that both look alike: bare paragraphs, in which nothing has an id
and nothing leads to another place of the book.
"""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _

from extensions.answers.model import question
from extensions.cases import case
from extensions.claims import claim, rating_label, rating_mark
from sphinx_apa7 import book_domain
from sphinx_apa7.nodes import apa_reference, cited_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: The kind of a thing and its markup; of a reference also the address of a free copy, or nothing.
Thing = list[str]
#: The whole page, among its things.
WHOLE = ""
#: How many characters of a chapter's first sentences its card has, if the first is not longer.
LEAD = 280
#: The end of a sentence: no initial, and something new behind it.
_SENTENCE = re.compile(r"(?<=[^\s.][^\s.][.?!])(?=\s)|(?<=[.?!][”’)])(?=\s)")
#: Elements that are printed as what they are.
_TAGS = {
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
    nodes.literal: "code",
}
_LEFT_OUT = (nodes.Invisible, nodes.footnote_reference, addnodes.index, nodes.image)


class Page(TypedDict):
    """A page: its things by id, the section of every other id, and the places it leads to.

    A place is the name of a page and an id in it, or nothing for the page.
    """

    things: dict[str, Thing]
    places: dict[str, str]
    links: list[list[str]]


def look(env: BuildEnvironment, builder: Builder, doctree: nodes.document, docname: str) -> Page:
    """What the page *docname* has and where it leads."""
    return _Reader(env, builder, docname).read(doctree)


class _Reader:
    """Reads one page."""

    def __init__(self, env: BuildEnvironment, builder: Builder, docname: str) -> None:
        self.env, self.docname = env, docname
        self.uri = builder.get_target_uri(docname)
        self.names = {builder.get_target_uri(name): name for name in env.found_docs}
        self.is_list = book_domain(env).whole_list == docname
        self.things: dict[str, Thing] = {}
        self.places: dict[str, str] = {}
        self.links: dict[tuple[str, str], None] = {}

    def read(self, doctree: nodes.document) -> Page:
        """All of it."""
        self.below(doctree, "")
        return {
            "things": self.things,
            "places": self.places,
            "links": [list(link) for link in self.links],
        }

    def below(self, parent: nodes.Element, section: str) -> None:
        """What stands in *parent*, which stands in the section with that id."""
        for node in parent.children:
            if not isinstance(node, nodes.Element) or isinstance(node, cited_in | addnodes.toctree):
                continue  # a list of all places has no cards, and the contents none
            inner = section
            if ids := node["ids"]:
                if isinstance(node, nodes.section):
                    inner = ids[0]
                if found := self.thing(node):
                    self.things.update(dict.fromkeys(ids, found))
                    if found[0] == "page":
                        self.things[WHOLE] = found
                elif section and not isinstance(node, apa_reference):
                    self.places.update(dict.fromkeys(ids, section))
            if isinstance(node, nodes.reference):
                self.link(node)
            self.below(node, inner)

    def link(self, node: nodes.reference) -> None:
        """Keep where a link leads, if that is another page of the book."""
        parts = urlsplit(node.get("refuri", ""))
        if parts.scheme or parts.netloc or not parts.path:
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.uri), unquote(parts.path)))
        name = self.names.get(path)
        if name is not None and name != self.docname:
            self.links[name, unquote(parts.fragment)] = None

    # -- what has a card

    def thing(self, node: nodes.Element) -> Thing | None:
        """The card of *node*; nothing for what has none."""
        match node:
            case nodes.section():
                return self.section(node)
            case claim():
                return ["claim", self.claim(node)]
            case nodes.figure():
                return ["figure", self.figure(node)]
            case nodes.table():
                return self.table(node)
            case nodes.term():
                return ["term", self.term(node)]
            case apa_reference() if self.is_list:
                markup = "".join(paragraphs(node.children[1:]))
                return ["reference", markup, node.get("data", {}).get("data-free", "")]
            case question():
                return ["question", "".join(paragraphs([node]))]
            case case():
                head = self.number(node, "case") or _span("caption-number", f"{escape(_('Case'))} ")
                return ["case", f"<p>{head}{inside(node[0])}</p>"]
        return None

    def section(self, node: nodes.section) -> Thing | None:
        """A section: its page and its title; the first one stands for the page, with its start."""
        title = next(node.findall(nodes.title), None)
        if title is None:
            return None
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        is_page = isinstance(node.parent, nodes.document)
        name = "" if is_page else f"#{node['ids'][0]}"
        number = ".".join(map(str, numbers.get(name, ())))
        shown = (_span("section-number", f"{number} ") if number else "") + inside(title)
        if not is_page:
            page = escape(self.env.titles[self.docname].astext())
            whole = ".".join(map(str, numbers.get("", ())))
            page = f"{whole} {page}" if whole else page
            return ["section", f'<p class="card-of">{page}</p><p class="card-title">{shown}</p>']
        first = next((part for part in node if isinstance(part, nodes.paragraph)), None)
        start = f"<p>{escape(lead(plain(first)))}</p>" if first is not None else ""
        return ["page", f'<p class="card-title">{shown}</p>{start}']

    def claim(self, node: claim) -> str:
        """A claim: number, speaker, rating, statement, certainty."""
        rating = node["rating"]
        speaker = escape(_(self.env.config.claims_speakers[node["speaker"]]))
        head = (
            self.number(node, "claim")
            + _span("claim-speaker", speaker)
            + f' <span class="rating rating-{rating}">'
            f'<span class="rating-mark" aria-hidden="true">{rating_mark(rating)}</span> '
            + _span("rating-word", escape(rating_label(rating)))
            + "</span>"
        )
        sure = [
            f'<p class="card-more">{inside(part)}</p>'
            for part in node.findall(nodes.inline)
            if "claim-certainty" in part["classes"]
        ]
        statement = f'<p class="claim-statement">{inside(node[0])}</p>'
        return f'<p class="card-line">{head}</p>{statement}{"".join(sure)}'

    def figure(self, node: nodes.figure) -> str:
        """A figure: its picture, which the script gives its address, and its caption."""
        picture = next(node.findall(nodes.image), None)
        shown = ""
        if picture is not None and (name := self.env.images.get(picture["uri"])):
            alt = escape(picture.get("alt", ""))
            shown = f'<img data-src="_images/{escape(name[1])}" alt="{alt}">'
        caption = next((part for part in node if isinstance(part, nodes.caption)), None)
        words = inside(caption) if caption is not None else ""
        return f"{shown}<p>{self.number(node, 'figure')}{words}</p>"

    def table(self, node: nodes.table) -> Thing | None:
        """A table: its caption."""
        title = next((part for part in node if isinstance(part, nodes.title)), None)
        if title is None:
            return None
        return ["table", f"<p>{self.number(node, 'table')}{inside(title)}</p>"]

    def term(self, node: nodes.term) -> str:
        """A term and its definition, which terms may share."""
        meant = next((s for s in node.parent if isinstance(s, nodes.definition)), None)
        text = paragraphs(meant.children) if meant is not None else []
        return f'<p class="card-title">{inside(node)}</p>{"".join(text)}'

    def number(self, node: nodes.Element, kind: str) -> str:
        """``Figure 4.1`` as it is printed; nothing without a number."""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        number = next((numbers[id_] for id_ in node["ids"] if id_ in numbers), None)
        if number is None:
            return ""
        words = self.env.config.numfig_format[kind] % ".".join(map(str, number))
        return _span("caption-number", f"{escape(words)} ")


# -- Markup ------------------------------------------------------------------------------


def _span(name: str, markup: str) -> str:
    return f'<span class="{name}">{markup}</span>'


def paragraphs(blocks: Iterable[nodes.Node]) -> Iterator[str]:
    """The paragraphs among *blocks* and in them; nothing of another kind is on a card."""
    for block in blocks:
        if isinstance(block, cited_in | addnodes.index):
            continue
        if isinstance(block, nodes.paragraph):
            yield f"<p>{inside(block)}</p>"
        elif isinstance(block, nodes.Element) and not isinstance(block, nodes.TextElement):
            yield from paragraphs(block.children)


def inside(node: nodes.Element) -> str:
    """The markup of what stands in *node*: no ids, and of links only those that leave the book."""
    return "".join(map(_markup, node.children))


def _markup(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return escape(str(node), quote=False)
    if isinstance(node, _LEFT_OUT) or not isinstance(node, nodes.Element):
        return ""
    markup = inside(node)
    for kind, tag in _TAGS.items():
        if isinstance(node, kind):
            return f"<{tag}>{markup}</{tag}>"
    if isinstance(node, nodes.reference) and urlsplit(node.get("refuri", "")).scheme in (
        "http",
        "https",
    ):
        return f'<a class="reference external" href="{escape(node["refuri"])}">{markup}</a>'
    language = next((c[9:] for c in node["classes"] if c.startswith("language-")), "")
    if isinstance(node, nodes.inline) and language:
        return f'<span lang="{escape(language)}">{markup}</span>'
    return _span("unbroken", markup) if "unbroken" in node["classes"] else markup


def plain(node: nodes.Element) -> str:
    """The words of *node*, in one line, without its notes."""
    words = (
        str(text) for text in node.findall(nodes.Text) if not isinstance(text.parent, _LEFT_OUT)
    )
    return " ".join("".join(words).split())


def lead(text: str) -> str:
    """The first sentences of a *text*: the first, and those that have room behind it."""
    shown = ""
    for end in [*(found.start() for found in _SENTENCE.finditer(text)), len(text)]:
        if shown and end > LEAD:
            break
        shown = text[:end]
    return shown
