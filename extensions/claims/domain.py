"""The claims of every page, kept from build to build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.util import logging

from extensions.claims.model import (
    RATINGS,
    Claim,
    claim,
    corrections_table,
    evidence_map,
    evidence_table,
    rating_list,
    read_count,
    said_rating,
)
from extensions.pages import PageDomain
from sphinx_apa7 import Place, book_domain
from sphinx_apa7.freshness import digest
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
#: Before the id of a claim: the place where the table of all claims cites its sources.
PLACE = "evidence-of-"
#: Before the id of a claim: its row in that table.
ROW = "evidence-row-"
#: Before a rating: what says what it means.
MEANING = "rating-"


class ClaimDomain(PageDomain):
    """Keeps the claims of every page."""

    name = "claim"
    label = "Claim"
    initial_data: ClassVar[dict[str, Any]] = {
        "claims": {},  # docname -> list of Claim
        "tables": set(),  # pages with a table of claims
        "evidence": set(),  # those of them with the table of all
        "meanings": {},  # docname -> the ratings of which it says what they mean
        "counting": set(),  # pages that say how many sources were read
        "broken": set(),  # pages to read again, so that an error is not reported only once
    }
    data_version = 7

    @property
    def claims(self) -> dict[str, list[Claim]]:
        """The claims of each page."""
        return cast(dict[str, list[Claim]], self.data["claims"])

    @property
    def broken(self) -> set[str]:
        """Pages with a faulty claim, to read again."""
        return cast(set[str], self.data["broken"])

    @property
    def tables(self) -> set[str]:
        """Pages with a table of claims."""
        return cast(set[str], self.data["tables"])

    @property
    def evidence(self) -> set[str]:
        """Pages with the table of all claims."""
        return cast(set[str], self.data["evidence"])

    @property
    def meanings(self) -> dict[str, list[str]]:
        """The ratings of which each page says what they mean."""
        return cast(dict[str, list[str]], self.data["meanings"])

    @property
    def counting(self) -> set[str]:
        """Pages that say how many sources were read."""
        return cast(set[str], self.data["counting"])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep the claims of a page that was read, in the words of its translation."""
        found = [
            Claim(
                id=node["claim_id"],
                docname=docname,
                line=node.line,
                speaker=node["speaker"],
                rating=node["rating"],
                certainty=node["certainty"],
                reported=node["reported"],
                seen=node["seen"],
                sources=tuple(node["sources"]),
                statement=bare_paragraph(node[0]),
                correction=correction_of(node),
                text=" ".join(node.astext().split()),
            )
            for node in document.findall(claim)
        ]
        if found:
            self.claims[docname] = found
        kinds = (evidence_table, evidence_map, corrections_table, rating_list)
        if next(document.findall(lambda node: isinstance(node, kinds)), None):
            self.tables.add(docname)
        if next(document.findall(evidence_table), None):
            self.evidence.add(docname)
        if next(document.findall(read_count), None):
            self.counting.add(docname)
        if said := name_meanings(document):
            self.meanings[docname] = said

    def report_duplicates(self) -> None:
        """Report an id that two pages use, on the later page in the order of the book."""
        first: dict[str, Claim] = {}
        for docname in book_order(self.env):
            for one in self.claims.get(docname, ()):
                if (other := first.setdefault(one.id, one)) is not one:
                    logger.warning(
                        "the claim '%s' is also in %s, line %s: rename one",
                        one.id,
                        other.docname,
                        other.line,
                        location=(docname, one.line),
                        type="claims",
                        subtype="duplicate_id",
                    )

    def number(self, one: Claim) -> str:
        """``4.1``; empty for a claim on a page that is not in the contents."""
        numbers = self.env.toc_fignumbers.get(one.docname, {}).get("claim", {})
        return ".".join(map(str, numbers.get(f"claim-{one.id}", ())))

    def table_of_all(self) -> str:
        """The page with the table of all claims, the first of them; empty without one."""
        return next((name for name in book_order(self.env) if name in self.evidence), "")

    def meaning(self, rating: str) -> str:
        """The page that says what *rating* means; the one with the table of all goes first."""
        pages = (self.table_of_all(), *book_order(self.env))
        return next((name for name in pages if rating in self.meanings.get(name, ())), "")

    def chapters(self) -> Iterator[tuple[str, list[Claim]]]:
        """Pages with claims in the order of the book."""
        for docname in book_order(self.env):
            if found := self.claims.get(docname):
                yield docname, found


def claim_domain(env: BuildEnvironment) -> ClaimDomain:
    """The domain that this extension registers."""
    return cast(ClaimDomain, env.get_domain(ClaimDomain.name))


def name_meanings(document: nodes.document) -> list[str]:
    """Give an id to what says what a rating means, in a list of definitions; which ones there are.

    Another extension may have the lists in it read once more: the first of each stays.
    """
    found = []
    for term in document.findall(nodes.term):
        rating = said_rating(term.astext())
        name = f"{MEANING}{rating}"
        if rating and rating not in found and name not in document.ids:
            term["ids"].append(name)
            found.append(rating)
    return found


def correction_of(node: claim) -> nodes.paragraph | None:
    """What the record shows, without its label; nothing for a claim that was reported exactly."""
    for child in node:
        if isinstance(child, nodes.container) and "claim-correction" in child["classes"]:
            return bare_paragraph(cast(nodes.paragraph, child[-1]))
    return None


def bare_paragraph(paragraph: nodes.paragraph) -> nodes.paragraph:
    """A copy with emphasis but without links, ids and index entries: fit to stand twice."""
    kept = (nodes.emphasis, nodes.strong, nodes.subscript, nodes.superscript, nodes.literal)

    def bare(node: nodes.Node) -> list[nodes.Node]:
        if isinstance(node, nodes.Text):
            return [nodes.Text(str(node))]
        if isinstance(node, (nodes.Invisible, nodes.footnote_reference)):
            return []
        children = [copy for child in node.children for copy in bare(child)]
        return [type(node)("", "", *children)] if isinstance(node, kept) else children

    return nodes.paragraph("", "", *(copy for child in paragraph for copy in bare(child)))


def place_id(one: Claim) -> str:
    """The id of the place where the table of all claims cites the sources of a claim."""
    return f"{PLACE}{one.id}"


def row_id(one: Claim) -> str:
    """The id of the row of a claim in the table of all claims."""
    return f"{ROW}{one.id}"


def note_places(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Count what the table of all claims cites, which no page holds when it is read.

    Names no page: ``views`` tells of changes.
    """
    domain, book = claim_domain(env), book_domain(env)
    for docname in domain.evidence:
        places = [one for one in book.places.get(docname, ()) if not one.id.startswith(PLACE)]
        for _docname, claims in domain.chapters():
            for one in claims:
                if known := tuple(key for key in one.sources if key in book.entries):
                    places.append(Place(place_id(one), 0, known))
        if places:
            book.places[docname] = places
    return []


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What the pages with a table show of claims, for ``sphinx_apa7.freshness``."""
    domain = claim_domain(env)
    shown = digest(
        [(docname, one.fingerprint()) for docname, claims in domain.chapters() for one in claims]
    )
    pages = {name: digest(shown, name in domain.evidence) for name in domain.tables}
    # A claim leads to its row, and to what its rating means.
    to = digest(domain.table_of_all(), [(rating, domain.meaning(rating)) for rating in RATINGS])
    return {name: digest(pages.get(name), to) for name in pages.keys() | domain.claims.keys()}


def broken_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    """Pages whose claims broke a rule in the last build, so that the error comes again."""
    return claim_domain(env).broken


def check_ids(app: Sphinx, env: BuildEnvironment) -> None:
    """Before the environment is stored, unlike Sphinx's own check: the fault must be in it."""
    claim_domain(env).report_duplicates()
