"""What the page with the table of all claims has for its script, and for who has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from extensions.claims.domain import ClaimDomain, claim_domain, row_id
from extensions.claims.map import first_key
from extensions.claims.model import LEVELS, RATINGS, claim_row
from extensions.claims.table import ClaimTables, on_web
from extensions.evidence import files, topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extensions.claims.model import Claim

#: By their classes, the tables of ``extensions.claims``.
TABLES = {"evidence-table", "evidence-counts", "evidence-map-table", "corrections-table"}


def short(docname: str) -> str:
    """What names a chapter in the address of a list."""
    return docname.rpartition("/")[2]


class WebTables(SphinxPostTransform):
    """Complete the tables of claims on the pages of a site."""

    default_priority = ClaimTables.default_priority + 1
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Of each table; the style sheet has the widths of columns, as none may stand in a page."""
        domain = claim_domain(self.env)
        if not on_web(domain) or self.config.html_theme != "furo":
            return  # as ``extensions.frame.is_framed``
        for table in list(self.document.findall(nodes.table)):
            names = set(table["classes"])
            if names & TABLES:
                table["classes"] = [name for name in table["classes"] if name != "colwidths-given"]
            if "evidence-counts" in names:
                link_counts(domain, table)
            elif "evidence-table" in names:
                complete_rows(domain, table)
                at = table.parent.index(table) + 1
                table.parent.insert(at, offered(self.env.docname))


def complete_rows(domain: ClaimDomain, table: nodes.table) -> None:
    """Tell each row what it is filtered and sorted by."""
    speakers = domain.env.config.claims_speakers
    claims = {one.id: one for _docname, found in domain.chapters() for one in found}
    terms = topics.of_claims(domain.env, claims.values())
    levels = {level: at for at, level in enumerate(LEVELS)}
    for row in table.findall(claim_row):
        one = claims[row["claim_id"]]
        speaker = first_key(speakers, one.speaker)
        row["data"] = {
            "chapter": short(one.docname),
            "rating": one.rating,
            "speaker": speaker,
            "name": _(speakers[speaker]),
            "topics": "|".join(terms[one.id]),
            "ranks": f"{RATINGS.index(one.rating)} {levels.get(one.certainty.level, len(levels))}",
        }


def link_counts(domain: ClaimDomain, table: nodes.table) -> None:
    """Make each count a link to the first of its claims; the script makes it one to the list.

    The class of a link says which: ``count-coan-mixed``, ``count-coan-``, ``count--mixed``.
    """
    chapters = list(domain.chapters())
    everything = [one for _docname, found in chapters for one in found]
    body = next(iter(table.findall(nodes.tbody)))
    groups = [*((short(docname), found) for docname, found in chapters), ("", everything)]
    for row, (chapter, claims) in zip(body.children, groups, strict=True):
        assert isinstance(row, nodes.row)
        cells = zip(row.children[1:], parts(claims), strict=True)
        for cell, (rating, counted) in cells:
            if counted:
                [paragraph] = cell.children
                link = nodes.reference(
                    "",
                    "",
                    *paragraph.children,
                    internal=True,
                    refid=row_id(counted[0]),
                    classes=["count", f"count-{chapter}-{rating}"],
                )
                cell.children = []
                cell += nodes.paragraph("", "", link)


def parts(claims: list[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """The claims of each rating, and all of them."""
    for rating in RATINGS:
        yield rating, [one for one in claims if one.rating == rating]
    yield "", claims


def offered(docname: str) -> nodes.paragraph:
    """A line with the files that lie beside the page."""
    line = nodes.paragraph("", _("This list as data:"), classes=["evidence-files"])
    for label, name in files.names(short(docname)).items():
        line += [nodes.Text(" "), nodes.reference("", label, refuri=name, internal=True)]
    return line
