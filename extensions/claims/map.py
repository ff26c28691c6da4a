"""The map of claims: who claimed what, and how each claim fares, in one small table of links.

A row for each speaker, a column for each rating, and in it the number of each claim with the mark
of its rating: text and links in every format. ``_static`` of ``extensions.evidence`` has its looks
on the web, ``extensions/epub/book.css`` in the EPUB, ``claim.typ`` in print.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from extensions.claims.domain import ClaimDomain, claim_domain
from extensions.claims.model import (
    RATINGS,
    Claim,
    evidence_map,
    map_link,
    map_sentence,
    rating_label,
    rating_mark,
    rating_sign,
)
from extensions.claims.table import ClaimTables, on_paper, on_web, rating_paragraph, table
from sphinx_apa7 import book_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class EvidenceMaps(SphinxPostTransform):
    """Draw the maps, when all claims are known."""

    default_priority = ClaimTables.default_priority

    def run(self, **kwargs: Any) -> None:
        """Of every place on the page; in a book without claims it goes."""
        domain = claim_domain(self.env)
        claims = [one for _docname, found in domain.chapters() for one in found]
        for place in list(self.document.findall(evidence_map)):
            if claims:
                place += [map_sentence("", sentence(claims)), map_table(domain, place, claims)]
            else:
                place.parent.remove(place)


def sentence(claims: Iterable[Claim]) -> str:
    """``85 claims: 20 supported, 30 mixed, and 2 corrected.``"""
    counts = Counter(one.rating for one in claims)
    parts = [
        _("{count} {rating}").format(count=counts[rating], rating=rating_label(rating).lower())
        for rating in RATINGS
        if counts[rating]
    ]
    if len(parts) > 1:
        some, last = ", ".join(parts[:-1]), parts[-1]
        text = _("{some}, and {last}") if len(parts) > 2 else _("{some} and {last}")
        parts = [text.format(some=some, last=last)]
    total = counts.total()
    words = _("{total} claim: {counts}.") if total == 1 else _("{total} claims: {counts}.")
    return words.format(total=total, counts=parts[0])


def first_key(speakers: Mapping[str, str], key: str) -> str:
    """The first of the keys in ``claims_speakers`` that have the name of this one."""
    return next(one for one, name in speakers.items() if name == speakers[key])


def map_table(domain: ClaimDomain, place: evidence_map, claims: Iterable[Claim]) -> nodes.table:
    """A row a speaker, in the order of ``claims_speakers``, and a column a rating."""
    speakers: Mapping[str, str] = domain.env.config.claims_speakers
    cells: dict[str, dict[str, list[Claim]]] = {}
    for one in claims:
        row = cells.setdefault(first_key(speakers, one.speaker), {})
        row.setdefault(one.rating, []).append(one)
    head = [
        nodes.paragraph("", _("Speaker")),
        *(to_list(domain, place, rating_head(domain, rating), rating=rating) for rating in RATINGS),
    ]
    rows = [
        [
            to_list(domain, place, nodes.paragraph("", _(speakers[key])), speaker=key),
            *(claim_links(domain, place, rating, cells[key].get(rating, ())) for rating in RATINGS),
        ]
        for key in speakers
        if key in cells
    ]
    made = table("evidence-map-table", [16, *[14] * len(RATINGS)], head, rows, stub=True)
    for cell in made.findall(nodes.entry):
        if not cell.astext():  # a page of one column leaves it out
            cell["classes"].append("no-claim")
    return made


def rating_head(domain: ClaimDomain, rating: str) -> nodes.paragraph:
    """The mark and the word of a rating, in print on one line."""
    mark, space, word = rating_paragraph(rating).children
    if on_paper(domain):
        space = nodes.Text("\u00a0")
    return nodes.paragraph("", "", mark, space, word, classes=["rating", f"rating-{rating}"])


def to_list(
    domain: ClaimDomain, place: evidence_map, words: nodes.paragraph, **filters: str
) -> nodes.paragraph:
    """On the web, make the *words* a link to the table of all claims, filtered by one thing."""
    if (page := domain.table_of_all()) and on_web(domain):
        [(kind, value)] = filters.items()
        link = map_link(
            "", "", *words.children, refuri=f"{uri(domain, place, page)}#{kind}={value}"
        )
        words.children = []
        words += link
    return words


def claim_links(
    domain: ClaimDomain, place: evidence_map, rating: str, claims: Iterable[Claim]
) -> nodes.paragraph:
    """The numbers of claims, each with the mark of its *rating*, as links."""
    cell = nodes.paragraph()
    for one in claims:
        cell += [nodes.Text(" ")] if cell.children else []
        number = domain.number(one) or one.id
        cell += map_link(
            "",
            "",
            rating_sign("", rating_mark(rating), classes=["rating-mark"]),
            nodes.Text(number),
            refuri=f"{uri(domain, place, one.docname)}#claim-{one.id}",
            place=(one.docname, f"claim-{one.id}"),
            rating=rating,
            label=_("Claim {number}, {rating}: {statement}").format(
                number=number, rating=rating_label(rating).lower(), statement=one.statement.astext()
            ),
            classes=["claim-mark", f"rating-{rating}"],
        )
    return cell


def uri(domain: ClaimDomain, place: evidence_map, docname: str) -> str:
    """Where a page is, seen from the one with the map; empty for the same, or in print."""
    builder = book_domain(domain.env).builder
    if place["docname"] == docname or builder.format != "html":
        return ""
    return builder.get_relative_uri(place["docname"], docname)
