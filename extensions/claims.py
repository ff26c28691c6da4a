"""Claims of the congress, each with its speaker, rating, sources and evidence.

The directive ``claim`` makes one numbered box::

    :::{claim} coan-stranger-hand
    :speaker: coan
    :rating: mixed
    :sources: coan2006lending, coan2017relationship

    The claim in our words.

    What the evidence says.
    :::

``{evidence-table}`` makes the table of every claim in the book. A claim that breaks a rule is a
warning of the type ``claims`` with the file, the line and what to do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import get_close_matches
from re import fullmatch
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

RATINGS = ("supported", "mixed", "contested", "unsupported", "opinion", "corrected")
# Told apart by shape, so that color is never needed. Every mark is in Libertinus Serif.
MARKS = dict(zip(RATINGS, "●◐◇○–△", strict=True))


def rating_label(rating: str) -> str:
    """The word for a rating, translated. KeyError for what is not in ``RATINGS``."""
    return {
        "supported": _("Supported"),
        "mixed": _("Mixed"),
        "contested": _("Contested"),
        "unsupported": _("Unsupported"),
        "opinion": _("Opinion"),
        "corrected": _("Corrected"),
    }[rating]


def rating_mark(rating: str) -> str:
    """One character that tells the rating without color."""
    return MARKS[rating]


class claim(nodes.General, nodes.Element):
    """One claim: ``ids``, ``claim_id``, ``speaker``, ``rating``, ``sources``.

    Children: the paragraph ``claim-statement``, the container ``claim-evidence`` and, when it has
    sources, the paragraph ``claim-sources``.
    """


class evidence_table(nodes.General, nodes.Element):
    """Where the table of all claims goes; ``docname`` is the page it stands on."""


@dataclass(frozen=True)
class Claim:
    """What the table of all claims needs of one claim."""

    id: str
    docname: str
    line: int
    speaker: str
    rating: str
    sources: tuple[str, ...]
    statement: nodes.paragraph

    def fingerprint(self) -> str:
        """Changes when the claim's row in the table changes."""
        return repr(replace(self, line=0, statement=self.statement.pformat()))


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
        self.domain: ClaimDomain = self.env.get_domain(ClaimDomain.name)
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
        # A label that `numref` finds, but no docutils name: Sphinx would report a duplicate
        # in its own words, and ours say what to do.
        standard = self.env.domains.standard_domain
        standard.anonlabels[label] = (self.env.docname, label)
        standard.labels[label] = (self.env.docname, label, statement.astext())
        return [node]

    def warn(self, subtype: str, message: str, *args: object) -> None:
        """Report a broken rule where the directive stands; the page is read again next time."""
        logger.warning(message, *args, location=self.get_location(), type="claims", subtype=subtype)
        self.domain.broken.add(self.env.docname)

    def nearest(self, subtype: str, what: str, value: str, known: Iterable[str]) -> None:
        """Report an unknown value with the known one it resembles most, or all of them."""
        known = list(known)
        close = get_close_matches(value, known, n=1, cutoff=0.5)
        hint = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"
        self.warn(subtype, "claim '%s': unknown %s '%s': %s", self.id, what, value, hint)

    def rating(self) -> str | None:
        value = self.options.get("rating", "").strip()
        if value in RATINGS:
            return value
        self.nearest("unknown_rating", "rating", value, RATINGS)
        return None

    def speaker(self) -> str | None:
        value = self.options.get("speaker", "").strip()
        if value in self.config.claims_speakers:
            return value
        self.nearest("unknown_speaker", "speaker", value, self.config.claims_speakers)
        return None

    def sources(self) -> list[str] | None:
        keys = [key.strip() for key in self.options.get("sources", "").split(",")]
        keys = [key for key in keys if key]
        if not keys and self.options["rating"].strip() != "opinion":
            self.warn(
                "no_source",
                "claim '%s' has no source: add ':sources:' with keys of refs.bib, "
                "or rate it 'opinion'",
                self.id,
            )
            return None
        known = self.env.get_domain("cite").entries
        unknown = [key for key in keys if key not in known]
        for key in unknown:
            close = get_close_matches(key, list(known), n=1, cutoff=0.5)
            hint = f"did you mean '{close[0]}'?" if close else "add it to refs.bib"
            self.warn(
                "unknown_source", "claim '%s': '%s' is not in refs.bib: %s", self.id, key, hint
            )
        return None if unknown else keys

    def body(self) -> tuple[nodes.paragraph, list[nodes.Node]] | None:
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
        role = self.env.get_domain("cite").role("p")
        keys = ",".join(sources)
        raw = f"{{cite:p}}`{keys}`"
        cited, _messages = role("cite:p", raw, keys, self.lineno, self.state.inliner)
        label = nodes.inline("", _("Sources"), classes=["claim-label"])
        line = nodes.paragraph("", "", label, nodes.Text(" "), *cited, classes=["claim-sources"])
        # Made by the build: nothing in it for a translator.
        line["translatable"] = False
        self.set_source_info(line)
        return line


class EvidenceTableDirective(SphinxDirective):
    """``evidence-table``: all claims of the book, grouped by chapter, with counts."""

    def run(self) -> list[nodes.Node]:
        node = evidence_table(docname=self.env.docname)
        self.set_source_info(node)
        return [node]


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
    data_version = 2

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


class EvidenceTables(SphinxPostTransform):
    """Put the tables in, before Sphinx resolves the links in them."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(evidence_table)):
            domain: ClaimDomain = self.env.get_domain(ClaimDomain.name)
            chapters = list(domain.chapters())
            node.replace_self(
                [counts_table(domain, node, chapters), claims_table(domain, node, chapters)]
                if chapters
                else []
            )


Chapters = list[tuple[str, list[Claim]]]


def counts_table(domain: ClaimDomain, place: evidence_table, chapters: Chapters) -> nodes.table:
    """Claims per chapter and rating, with totals."""
    head = [
        nodes.paragraph("", _("Chapter")),
        *(rating_paragraph(rating) for rating in RATINGS),
        nodes.paragraph("", _("Total")),
    ]
    rows = []
    total: Counter[str] = Counter()
    for docname, claims in chapters:
        counts = Counter(one.rating for one in claims)
        total += counts
        rows.append([chapter_link(domain.env, place, docname), *count_cells(counts)])
    rows.append([nodes.paragraph("", _("All chapters")), *count_cells(total)])
    return table("evidence-counts", [28, *[10] * (len(RATINGS) + 1)], head, rows, stub=True)


def count_cells(counts: Counter[str]) -> list[nodes.paragraph]:
    return [nodes.paragraph("", str(n)) for n in (*(counts[r] for r in RATINGS), counts.total())]


def claims_table(domain: ClaimDomain, place: evidence_table, chapters: Chapters) -> nodes.table:
    """One row a claim; a row with the chapter's name opens each chapter."""
    head = [nodes.paragraph("", word) for word in (_("No."), _("Claim"), _("Rating"), _("Sources"))]
    rows = []
    for docname, claims in chapters:
        rows.append([chapter_link(domain.env, place, docname)])
        for one in claims:
            labels = "; ".join(citation_label(domain.env, key) for key in one.sources)
            rows.append(
                [
                    claim_link(domain, place, one),
                    one.statement.deepcopy(),
                    rating_paragraph(one.rating),
                    nodes.paragraph("", labels or "–"),
                ]
            )
    return table("evidence-table", [8, 50, 16, 26], head, rows)


def rating_paragraph(rating: str) -> nodes.paragraph:
    """``◐ Mixed``, the two parts by themselves so that a page can style and hide the mark."""
    return nodes.paragraph(
        "",
        "",
        nodes.inline("", rating_mark(rating), classes=["rating-mark"]),
        nodes.Text(" "),
        nodes.inline("", rating_label(rating), classes=["rating-word"]),
        classes=["rating", f"rating-{rating}"],
    )


def chapter_link(env: BuildEnvironment, place: evidence_table, docname: str) -> nodes.paragraph:
    title = env.titles[docname].astext()
    number = ".".join(map(str, env.toc_secnumbers.get(docname, {}).get("") or ()))
    text = _("{number} {title}").format(number=number, title=title) if number else title
    xref = addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{docname}",
        refexplicit=True,
        refdoc=place["docname"],
        refwarn=True,
    )
    return nodes.paragraph("", "", xref)


def claim_link(domain: ClaimDomain, place: evidence_table, one: Claim) -> nodes.paragraph:
    """The claim's number as a link; a claim without a number shows its id."""
    number = domain.number(one)
    xref = addnodes.pending_xref(
        "",
        nodes.inline("", number or one.id),
        refdomain="std",
        reftype="ref",
        reftarget=f"claim-{one.id}",
        refexplicit=True,
        refdoc=place["docname"],
        refwarn=True,
    )
    return nodes.paragraph("", "", xref)


def citation_label(env: BuildEnvironment, key: str) -> str:
    """``Coan et al., 2006``, or the bare *key* when the bibliography lacks it."""
    domain = env.get_domain("cite")
    return domain.bibliography.label(key) if key in domain.entries else key


def table(
    name: str,
    widths: Sequence[int],
    head: Sequence[nodes.paragraph],
    rows: Sequence[Sequence[nodes.paragraph]],
    *,
    stub: bool = False,
) -> nodes.table:
    """A docutils table; a row of one cell spans all columns. ``stub``: first cells are headers."""

    def row(cells: Sequence[nodes.paragraph]) -> nodes.row:
        made = nodes.row("", *(nodes.entry("", cell) for cell in cells))
        if len(cells) < len(widths):
            made[0]["morecols"] = len(widths) - 1
            made["classes"].append("group")
        return made

    group = nodes.tgroup(cols=len(widths))
    for position, width in enumerate(widths):
        colspec = nodes.colspec(colwidth=width)
        if stub and position == 0:
            colspec["stub"] = 1
        group += colspec
    group += nodes.thead("", row(head))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group, classes=[name, "colwidths-given"])


def pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages that show claims of others, to write again when a claim, number or title changed."""
    domain: ClaimDomain = env.get_domain(ClaimDomain.name)
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
    return env.get_domain(ClaimDomain.name).broken - removed


def check_ids(app: Sphinx, env: BuildEnvironment) -> None:
    """Before the environment is stored, unlike Sphinx's own check: the fault must be in it."""
    env.get_domain(ClaimDomain.name).report_duplicates()


def name_numbers(app: Sphinx, config: Config) -> None:
    config.numfig_format.setdefault("claim", _("Claim %s"))


def visit_claim_html(self: HTML5Translator, node: claim) -> None:
    head = f"{node['ids'][0]}-head"
    self.body.append(
        self.starttag(
            node,
            "div",
            CLASS=f"claim rating-{node['rating']}",
            role="group",
            **{"aria-labelledby": head},
        )
    )
    self.body.append(f'<p class="claim-head" id="{head}">')
    self.add_fignumber(node)
    speaker = self.config.claims_speakers[node["speaker"]]
    self.body.append(f'<span class="claim-speaker">{self.encode(speaker)}</span> ')
    self.body.append(
        f'<span class="rating rating-{node["rating"]}">'
        f'<span class="rating-mark" aria-hidden="true">{rating_mark(node["rating"])}</span> '
        f'<span class="rating-word">{self.encode(rating_label(node["rating"]))}</span></span></p>\n'
    )


def depart_claim_html(self: HTML5Translator, node: claim) -> None:
    self.body.append("</div>\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    # The sources of a claim are looked up in the domain of the book.
    app.setup_extension("extensions.references")
    app.add_config_value("claims_speakers", {}, "env", types=dict)
    app.add_domain(ClaimDomain)
    app.add_directive("claim", ClaimDirective)
    app.add_directive("evidence-table", EvidenceTableDirective)
    app.add_enumerable_node(
        claim,
        "claim",
        lambda node: node[0].astext(),
        html=(visit_claim_html, depart_claim_html),
    )
    app.add_node(evidence_table)
    app.add_post_transform(EvidenceTables)
    app.connect("config-inited", name_numbers, priority=900)
    app.connect("env-get-outdated", broken_pages)
    app.connect("env-updated", check_ids)
    # After Sphinx gave the numbers.
    app.connect("env-get-updated", pages_to_write_again, priority=900)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
