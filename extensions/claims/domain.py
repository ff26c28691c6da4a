"""The claims of every page, kept from build to build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.util import logging

from extensions.claims.model import Claim, claim, evidence_table
from extensions.references import book_domain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class ClaimDomain(Domain):
    """Keeps the claims of every page."""

    name = "claim"
    label = "Claim"
    initial_data: ClassVar[dict[str, Any]] = {
        "claims": {},  # docname -> list of Claim
        "showing": set(),  # pages with the table of all claims or with the number of a claim
        "broken": set(),  # pages to read again, so that an error is not reported only once
        "state": None,  # what those pages showed last
    }
    data_version = 3

    @property
    def claims(self) -> dict[str, list[Claim]]:
        return self.data["claims"]

    @property
    def broken(self) -> set[str]:
        return self.data["broken"]

    def clear_doc(self, docname: str) -> None:
        self.claims.pop(docname, None)
        self.data["showing"].discard(docname)
        self.broken.discard(docname)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for docname in docnames:
            if docname in otherdata["claims"]:
                self.claims[docname] = otherdata["claims"][docname]
        self.data["showing"] |= otherdata["showing"] & set(docnames)
        self.broken.update(otherdata["broken"] & set(docnames))

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        found = [
            Claim(
                id=node["claim_id"],
                docname=docname,
                line=node.line,
                speaker=node["speaker"],
                rating=node["rating"],
                sources=tuple(node["sources"]),
                statement=bare_paragraph(node[0]),
            )
            for node in document.findall(claim)
        ]
        if found:
            self.claims[docname] = found
        if next(document.findall(shows_claims), None):
            self.data["showing"].add(docname)

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
                    self.broken.add(docname)

    def number(self, one: Claim) -> str:
        """``4.1``; empty for a claim on a page outside the numbered part of the book."""
        numbers = self.env.toc_fignumbers.get(one.docname, {}).get("claim", {})
        return ".".join(map(str, numbers.get(f"claim-{one.id}", ())))

    def chapters(self) -> Iterator[tuple[str, list[Claim]]]:
        """Pages with claims in the order of the book."""
        for docname in book_order(self.env):
            if found := self.claims.get(docname):
                yield docname, found


def claim_domain(env: BuildEnvironment) -> ClaimDomain:
    return cast(ClaimDomain, env.get_domain(ClaimDomain.name))


def shows_claims(node: nodes.Node) -> bool:
    """Whether *node* is a table of claims or refers to a claim by its number."""
    return isinstance(node, evidence_table) or (
        isinstance(node, addnodes.pending_xref)
        and node["reftype"] == "numref"
        and node["reftarget"].startswith("claim-")
    )


def book_order(env: BuildEnvironment) -> list[str]:
    """Every page, as the tables of contents order them; pages outside come last."""
    order: dict[str, None] = {}

    def walk(docname: str) -> None:
        if docname not in order:
            order[docname] = None
            for child in env.toctree_includes.get(docname, ()):
                walk(child)

    walk(env.config.root_doc)
    return [*order, *sorted(env.found_docs - order.keys())]


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


def citation_label(env: BuildEnvironment, key: str) -> str:
    """``Coan et al., 2006``, or the bare *key* when the bibliography lacks it."""
    domain = book_domain(env)
    return domain.bibliography.label(key) if key in domain.entries else key


def pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages that show claims of others, to write again when a claim, number or title changed."""
    domain = claim_domain(env)
    state = [
        (
            env.titles[docname].astext(),
            domain.number(one),
            one.fingerprint(),
            [citation_label(env, key) for key in one.sources],
        )
        for docname, claims in domain.chapters()
        for one in claims
    ]
    if state == domain.data["state"]:
        return []
    domain.data["state"] = state
    return sorted(domain.data["showing"])


def broken_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    """Pages whose claims broke a rule in the last build, so that the error comes again."""
    return claim_domain(env).broken - removed


def check_ids(app: Sphinx, env: BuildEnvironment) -> None:
    """Before the environment is stored, unlike Sphinx's own check: the fault must be in it."""
    claim_domain(env).report_duplicates()
