"""What can be found: the sections, passages, claims, terms, references and figures of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _

from extensions.answers.model import answered
from extensions.claims.domain import claim_domain
from extensions.claims.model import claim
from extensions.indexes.names import name_list
from sphinx_apa7.nodes import apa_reference, cited_in

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: Kinds, in the order in which a list of results has them.
PASSAGE, CLAIM, TERM, REFERENCE, FIGURE, SECTION = "pctrfs"

#: What stands elsewhere as a unit of its own, or only leads there.
PASSED_OVER = (
    addnodes.index,
    addnodes.toctree,
    addnodes.compact_paragraph,
    answered,
    cited_in,
    name_list,
    nodes.Invisible,
    nodes.label,
    nodes.footnote_reference,
    nodes.system_message,
)
#: Tables that say again what claims and terms say.
REPEATS = {"evidence-table", "corrections-table", "claims-by-rating", "word-list"}
#: What is one passage whatever stands in it.
WHOLE = (nodes.footnote, nodes.line_block, nodes.literal_block, nodes.math_block, nodes.field_list)


class Unit(NamedTuple):
    """One thing that can be found. ``within`` is the place of its section among those of the page.

    ``title`` and ``text`` are shown, ``more`` only looked up. ``anchor`` is the id of the unit, or
    that of its section.
    """

    kind: str
    anchor: str
    title: str
    text: str
    more: str = ""
    within: int = -1


def text_of(node: nodes.Node, without: tuple[type[nodes.Node], ...] = ()) -> str:
    """The words of a node as a page shows them, without marks of notes, and *without* others."""

    def parts(node: nodes.Node) -> list[str]:
        if isinstance(node, nodes.Text):
            return [str(node)]
        if isinstance(node, (*PASSED_OVER, *without)):
            return []
        found = [part for child in node.children for part in parts(child)]
        return found if isinstance(node, nodes.Inline) else [*found, " "]

    return " ".join("".join(parts(node)).split())


def units_of(env: BuildEnvironment, docname: str, document: nodes.document) -> list[Unit]:
    """The units of a page, in its order."""
    page = _Page(env, docname)
    page.walk(document, -1)
    return with_content(page.units)


def with_content(units: list[Unit]) -> list[Unit]:
    """Without headings below which nothing can be found; that of the page stays."""
    used = {-1, 0}
    for unit in units:
        up = -1 if unit.kind == SECTION else unit.within
        while up not in used:
            used.add(up)
            up = units[up].within
    kept = [n for n, unit in enumerate(units) if unit.kind != SECTION or n in used]
    moved = {n: at for at, n in enumerate(kept)} | {-1: -1}
    return [units[n]._replace(within=moved[units[n].within]) for n in kept]


class _Page:
    """One page, while its units are gathered."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env, self.docname = env, docname
        self.units: list[Unit] = []
        self.numbers = env.toc_fignumbers.get(docname, {})
        self.claims = {}
        if "claims" in env.domaindata:
            domain = claim_domain(env)
            self.claims = {one.id: one for one in domain.claims.get(docname, ())}

    def add(self, kind: str, node: nodes.Element, within: int, **parts: str) -> None:
        """One unit, if there is anything to read in it."""
        section = self.units[within] if within >= 0 else None
        anchor = node["ids"][0] if node["ids"] else section.anchor if section else ""
        title = parts.get("title") or (section.title if section else "")
        unit = Unit(kind, anchor, title, parts.get("text", ""), parts.get("more", ""), within)
        if unit.text or kind == SECTION:
            self.units.append(unit)

    def walk(self, node: nodes.Node, within: int) -> None:
        """What stands in a node, which is in the section *within*."""
        for child in node.children:
            if not isinstance(child, nodes.Element) or isinstance(child, PASSED_OVER):
                continue
            if "key-terms" not in child["classes"]:  # of practice: the glossary has them
                self.element(child, within)

    def element(self, node: nodes.Element, within: int) -> None:
        """One element: a unit, or what holds some."""
        if isinstance(node, nodes.section):
            self.section(node, within)
        elif isinstance(node, claim):
            self.claim(node, within)
        elif isinstance(node, apa_reference):
            label = next(node.findall(nodes.label), None)
            cited = label.astext() if label else ""
            self.add(REFERENCE, node, within, title=cited, text=text_of(node))
        elif isinstance(node, (nodes.figure, nodes.table)):
            if not REPEATS.intersection(node["classes"]):
                self.figure(node, within)
        elif isinstance(node, nodes.definition_list):
            if not REPEATS.intersection(node["classes"]):
                for item in node.findall(nodes.definition_list_item):
                    self.term(item, within)
        elif isinstance(node, WHOLE) or (
            isinstance(node, nodes.TextElement) and not isinstance(node, nodes.title)
        ):
            self.add(PASSAGE, node, within, text=text_of(node))
        else:
            self.walk(node, within)

    def section(self, node: nodes.section, within: int) -> None:
        """A heading, with its number, and what stands below it."""
        title = next((text_of(one) for one in node.children if isinstance(one, nodes.title)), "")
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        given = numbers.get("" if within < 0 else f"#{node['ids'][0]}") or ()
        number = ".".join(map(str, given))
        kind = _("Section") if within >= 0 else _("Chapter")
        label = f"{kind} {number}" if number else ""
        self.add(SECTION, node, within, title=f"{number} {title}".strip(), more=label)
        self.walk(node, len(self.units) - 1)

    def claim(self, node: claim, within: int) -> None:
        """A claim, by its number, its speaker, and its rating."""
        number = ".".join(map(str, self.numbers.get("claim", {}).get(node["ids"][0]) or ()))
        speaker = self.env.config.claims_speakers.get(node["speaker"], node["speaker"])
        title = _("Claim {number}").format(number=number or node["claim_id"])
        self.add(CLAIM, node, within, title=title, text=text_of(node), more=speaker)

    def figure(self, node: nodes.figure | nodes.table, within: int) -> None:
        """A figure or a table: caption, note, cells, and what stands for the picture."""
        kind = "figure" if isinstance(node, nodes.figure) else "table"
        given = next((self.numbers.get(kind, {}).get(one) for one in node["ids"]), None) or ()
        form = str(self.env.config.numfig_format.get(kind, "%s"))
        name = form % ".".join(map(str, given)) if given and "%s" in form else ""
        pictures = list(node.findall(nodes.image))
        more = " ".join(f"{one.get('alt', '')} {text_of(one)}" for one in pictures)
        # The words in a picture are found, but not shown: without it they say little.
        text = text_of(node, without=(nodes.image,))
        self.add(FIGURE, node, within, title=name, text=text or more, more=more)

    def term(self, node: nodes.definition_list_item, within: int) -> None:
        """A term and what it means."""
        terms = [one for one in node.children if isinstance(one, nodes.term)]
        ids = [id_ for one in terms for id_ in one["ids"]]
        title = ", ".join(map(text_of, terms))
        body = " ".join(text_of(one) for one in node.children if one not in terms)
        self.add(TERM, nodes.Element(ids=ids), within, title=title, text=body)
