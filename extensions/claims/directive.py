"""The directives ``claim`` and ``evidence-table``, and the rules that a claim must keep."""

from __future__ import annotations

from difflib import get_close_matches
from re import fullmatch
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from extensions.claims.domain import claim_domain
from extensions.claims.model import RATINGS, claim, evidence_table
from sphinx_apa7 import book_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.util.typing import OptionSpec

logger = logging.getLogger(__name__)


class ClaimDirective(SphinxDirective):
    """``claim``: the argument is the id, the first paragraph the claim, the rest the evidence."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "speaker": directives.unchanged,
        "rating": directives.unchanged,
        "sources": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Make the claim; nothing, and a warning for each rule it breaks, if it is faulty."""
        self.domain = claim_domain(self.env)
        self.id = self.arguments[0].strip()
        if not fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.id):
            self.warn(
                "malformed_id",
                "the claim id '%s' may hold lower-case letters, digits and single hyphens only: "
                "write it as '%s'",
                self.id,
                nodes.make_id(self.id) or "speaker-topic",
            )
            return []
        label = f"claim-{self.id}"
        if label in self.state.document.ids:
            self.warn("duplicate_id", "the claim '%s' is twice on this page: rename one", self.id)
            return []
        rating, speaker, sources = self.rating(), self.speaker(), self.sources()
        if rating is None or speaker is None or sources is None:
            return []
        body = self.body()
        if body is None:
            return []
        statement, evidence = body
        node = claim(
            "",
            statement,
            nodes.container("", *evidence, classes=["claim-evidence"]),
            ids=[label],
            claim_id=self.id,
            speaker=speaker,
            rating=rating,
            sources=sources,
        )
        self.set_source_info(node)
        if sources:
            node += self.citation(sources)
        self.state.document.set_id(node)
        self.note_label(label, statement.astext())
        return [node]

    def note_label(self, label: str, title: str) -> None:
        """Let ``numref`` and ``ref`` find the claim.

        Written into the standard domain's own tables: ``numref`` looks nowhere else. The domain's
        ``note_hyperlink_target`` and a docutils name would both do it, and both report a duplicate
        in words that do not say what to do, beside ours. No issue found, reported nowhere; remove
        when Sphinx numbers nodes of other domains (``test_std_labels_are_where_numref_looks``).
        """
        standard = self.env.domains.standard_domain
        standard.anonlabels[label] = (self.env.docname, label)
        standard.labels[label] = (self.env.docname, label, title)

    def warn(self, subtype: str, message: str, *args: object) -> None:
        """Report a broken rule where the directive stands; the page is read again next time."""
        logger.warning(message, *args, location=self.get_location(), type="claims", subtype=subtype)
        self.domain.broken.add(self.env.docname)

    def nearest(self, subtype: str, what: str, value: str, known: Iterable[str]) -> None:
        """Report an unknown value with the known one it resembles most, or all of them."""
        known = list(known)
        close = get_close_matches(value, known, n=1, cutoff=0.7)
        hint = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"
        self.warn(subtype, "claim '%s': unknown %s '%s': %s", self.id, what, value, hint)

    def rating(self) -> str | None:
        """The rating; nothing, and a warning, if there is no such one."""
        value: str = self.options.get("rating", "").strip()
        if value in RATINGS:
            return value
        self.nearest("unknown_rating", "rating", value, RATINGS)
        return None

    def speaker(self) -> str | None:
        """The speaker's name in ``conf.py``; nothing, and a warning, if it is not there."""
        value: str = self.options.get("speaker", "").strip()
        if value in self.config.claims_speakers:
            return value
        self.nearest("unknown_speaker", "speaker", value, self.config.claims_speakers)
        return None

    def sources(self) -> list[str] | None:
        """The keys; nothing, and a warning, if one is unknown, or none given and none waived."""
        keys = [key.strip() for key in self.options.get("sources", "").split(",")]
        keys = [key for key in keys if key]
        if not keys and self.options.get("rating", "").strip() != "opinion":
            self.warn(
                "no_source",
                "claim '%s' has no source: add ':sources:' with keys of refs.bib, "
                "or rate it 'opinion'",
                self.id,
            )
            return None
        known = book_domain(self.env).entries
        unknown = [key for key in keys if key not in known]
        for key in unknown:
            close = get_close_matches(key, list(known), n=1, cutoff=0.7)
            hint = f"did you mean '{close[0]}'?" if close else "add it to refs.bib"
            self.warn(
                "unknown_source", "claim '%s': '%s' is not in refs.bib: %s", self.id, key, hint
            )
        return None if unknown else keys

    def body(self) -> tuple[nodes.paragraph, list[nodes.Node]] | None:
        """The claim and what the evidence says; nothing, and a warning, if one is missing."""
        children = self.parse_content_to_nodes()
        visible = [child for child in children if not isinstance(child, nodes.Invisible)]
        if not visible or not isinstance(visible[0], nodes.paragraph):
            self.warn(
                "no_statement",
                "claim '%s' has no statement: begin with a paragraph that says the claim",
                self.id,
            )
            return None
        statement = visible[0]
        if len(visible) == 1:
            self.warn(
                "no_evidence",
                "claim '%s' has no evidence: add a second paragraph that says what is known",
                self.id,
            )
            return None
        links = statement.findall(addnodes.pending_xref)
        if any(link.get("refdomain") == "cite" for link in links):
            self.warn(
                "citation_in_statement",
                "claim '%s' cites in its statement: move the citation to the evidence",
                self.id,
            )
            return None
        statement["classes"].append("claim-statement")
        return statement, [child for child in children if child is not statement]

    def citation(self, sources: Sequence[str]) -> nodes.paragraph:
        """The line of sources: an ordinary citation, so that references link back to the claim."""
        role = book_domain(self.env).role("p")
        assert role is not None
        keys = ",".join(sources)
        raw = f"{{cite:p}}`{keys}`"
        cited, _messages = role("cite:p", raw, keys, self.lineno, self.state.inliner)
        label = nodes.inline("", _("Sources"), classes=["claim-label"])
        line = nodes.paragraph("", "", label, nodes.Text(" "), *cited, classes=["claim-sources"])
        # Made by the build: nothing in it for a translator.
        line["translatable"] = False
        return line


class EvidenceTableDirective(SphinxDirective):
    """``evidence-table``: all claims of the book, grouped by chapter, with counts."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; ``EvidenceTables`` fills it when all claims are known."""
        return [evidence_table(docname=self.env.docname)]
