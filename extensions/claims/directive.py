"""The directive ``claim`` and the rules that a claim must keep; the directives of the tables."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches
from re import fullmatch
from typing import TYPE_CHECKING, ClassVar, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.i18n import babel_format_date

from extensions.claims.domain import claim_domain
from extensions.claims.model import (
    RATINGS,
    REPORTS,
    Certainty,
    claim,
    corrections_table,
    evidence_map,
    evidence_table,
    rating_list,
    report_label,
    source_list,
)
from extensions.claims.standing import (
    Fault,
    hint,
    read_certainty,
    read_correction,
    read_date,
    read_report,
)
from sphinx_apa7 import book_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.util.typing import OptionSpec

logger = logging.getLogger(__name__)
T = TypeVar("T")


class ClaimDirective(SphinxDirective):
    """``claim``: the argument is the id, the first paragraph the claim, the rest the evidence."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "speaker": directives.unchanged,
        "rating": directives.unchanged,
        "sources": directives.unchanged,
        "certainty": directives.unchanged,
        "reported": directives.unchanged,
        "correction": directives.unchanged,
        "seen": directives.unchanged,
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
        certainty = self.keep(lambda: read_certainty(self.text("certainty"), rating))
        reported = self.keep(lambda: read_report(self.text("reported"), rating))
        correction = self.correction(reported)
        seen = self.keep(lambda: read_date(self.text("seen"), dt.date.today()))
        if (
            rating is None
            or speaker is None
            or sources is None
            or certainty is None
            or reported is None
            or correction is None
            or seen is None
        ):
            return []
        body = self.body()
        if body is None:
            return []
        statement, evidence = body
        node = claim(
            "",
            statement,
            nodes.container("", *evidence, classes=["claim-evidence"]),
            *correction,
            self.standing(certainty, reported, seen),
            ids=[label],
            claim_id=self.id,
            speaker=speaker,
            rating=rating,
            certainty=certainty,
            reported=reported,
            seen=seen,
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
        remedy = hint(value, known)
        self.warn(subtype, "claim '%s': unknown %s '%s': %s", self.id, what, value, remedy)

    def text(self, option: str) -> str:
        """What was written after *option*, in one line; empty if it is not there."""
        return " ".join((self.options.get(option) or "").split())

    def keep(self, read: Callable[[], T]) -> T | None:
        """What *read* makes of an option; nothing, and a warning, if that breaks a rule."""
        try:
            return read()
        except Fault as fault:
            self.warn(fault.subtype, "claim '%s': %s", self.id, str(fault))
            return None

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
            remedy = f"did you mean '{close[0]}'?" if close else "add it to refs.bib"
            self.warn(
                "unknown_source", "claim '%s': '%s' is not in refs.bib: %s", self.id, key, remedy
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
        if cites(statement):
            self.warn(
                "citation_in_statement",
                "claim '%s' cites in its statement: move the citation to the evidence",
                self.id,
            )
            return None
        statement["classes"].append("claim-statement")
        return statement, [child for child in children if child is not statement]

    def correction(self, reported: str | None) -> list[nodes.Node] | None:
        """What the record shows, if it differs; nothing, and a warning, if a rule is broken.

        A paragraph of its own beside its label, so that translators get the sentence alone.
        """
        value = self.text("correction")
        if reported and self.keep(lambda: read_correction(value, reported)) is None:
            return None
        if not value:
            return []
        inline, messages = self.parse_inline(value)
        paragraph = nodes.paragraph(value, "", *inline)
        self.set_source_info(paragraph)
        if cites(paragraph):
            self.warn(
                "citation_in_correction",
                "claim '%s' cites in its correction: move the citation to the evidence",
                self.id,
            )
            return None
        label = nodes.paragraph("", _("The record shows:"), classes=["claim-label"])
        label["translatable"] = False
        return [nodes.container("", label, paragraph, classes=["claim-correction"]), *messages]

    def standing(self, certainty: Certainty, reported: str, seen: dt.date) -> nodes.paragraph:
        """The quiet line below the evidence, in sentences: no mark stands between its parts."""
        day = dt.datetime.combine(seen, dt.time())
        date = babel_format_date(day, "long", self.config.language)
        parts = {
            "claim-certainty": _("Certainty: {certainty}.").format(certainty=certainty.label()),
            "claim-report": report_label(reported),
            "claim-seen": _("Last seen {date}.").format(date=date),
        }
        line = nodes.paragraph(classes=["claim-standing"])
        for name, words in parts.items():
            line += [nodes.Text(" ")] if line.children else []
            line += nodes.inline("", words, classes=[name])
        line["translatable"] = False
        return line

    def citation(self, sources: Sequence[str]) -> nodes.paragraph:
        """The line of sources: an ordinary citation, so that references link back to the claim."""
        cited = source_list(sources, self.env.docname)
        self.set_source_info(cited)
        label = nodes.inline("", _("Sources:"), classes=["claim-label"])
        line = nodes.paragraph("", "", label, nodes.Text(" "), cited, classes=["claim-sources"])
        # Made by the build: nothing in it for a translator.
        line["translatable"] = False
        return line


def cites(paragraph: nodes.paragraph) -> bool:
    """Whether it holds a citation."""
    links = paragraph.findall(addnodes.pending_xref)
    return any(link.get("refdomain") == "cite" for link in links)


class EvidenceTableDirective(SphinxDirective):
    """``evidence-table``: all claims of the book, grouped by chapter, with counts."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; ``ClaimTables`` fills it when all claims are known."""
        return [evidence_table(docname=self.env.docname)]


class EvidenceMapDirective(SphinxDirective):
    """``evidence-map``: every claim as a mark, by speaker and rating, counted in a sentence."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; ``ClaimTables`` fills it when all claims are known."""
        return [evidence_map(docname=self.env.docname)]


class RatingListDirective(SphinxDirective):
    """``claims-by-rating``: the numbers of all claims, under their ratings."""

    def run(self) -> list[nodes.Node]:
        """Mark the place; ``ClaimTables`` fills it when all claims are known."""
        return [rating_list(docname=self.env.docname)]


class CorrectionsTableDirective(SphinxDirective):
    """``corrections-table``: all claims that were not reported exactly, grouped by chapter.

    The argument is the caption. ``:reported:`` names what the table shows; without it there are
    two tables, and the second has what is not confirmed.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "reported": directives.unchanged,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Mark the places with tables, which get their number now and their rows later."""
        known = [report for report in REPORTS if report != "exactly"]
        given = [one.strip() for one in self.options.get("reported", "").split(",")]
        reports = [one for one in given if one]
        for one in reports:
            if one not in known:
                logger.warning(
                    "corrections-table: unknown report '%s': %s",
                    one,
                    hint(one, known),
                    location=self.get_location(),
                    type="claims",
                    subtype="unknown_report",
                )
                claim_domain(self.env).broken.add(self.env.docname)
                return []
        shown = [reports] if reports else [["loosely", "wrongly"], ["not confirmed"]]
        tables = [
            nodes.table("", corrections_table(docname=self.env.docname, reported=one))
            for one in shown
        ]
        first = tables[0]
        self.set_source_info(first)
        if self.arguments:
            caption = self.arguments[0]
            inline, _messages = self.parse_inline(caption)
            title = nodes.title(caption, "", *inline)
            self.set_source_info(title)
            first.insert(0, title)
        self.add_name(first)
        return [*tables]
