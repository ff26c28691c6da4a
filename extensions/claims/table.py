"""The tables of claims, made of plain docutils nodes so that every builder prints them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from extensions.claims.domain import ClaimDomain, claim_domain, place_id, row_id
from extensions.claims.model import (
    RATINGS,
    Claim,
    claim_page,
    claim_row,
    corrections_table,
    evidence_map,
    evidence_table,
    rating_label,
    rating_list,
    rating_mark,
    rating_sign,
    report_word,
    said_rating,
    source_list,
)
from extensions.pages import chapter_number, numbered_title
from sphinx_apa7 import book_domain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.environment import BuildEnvironment


class ClaimTables(SphinxPostTransform):
    """Put the tables in, before Sphinx resolves the links in them."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Of every place on the page."""
        domain = claim_domain(self.env)
        for node in list(self.document.findall(evidence_table)):
            chapters = list(domain.chapters())
            node.replace_self(
                [counts_table(domain, node, chapters), claims_table(domain, node, chapters)]
                if chapters
                else []
            )
        for place in list(self.document.findall(corrections_table)):
            fill_corrections(domain, place)
        for listed in list(self.document.findall(rating_list)):
            listed.replace_self(by_rating(domain, listed))


class QuietMarks(SphinxPostTransform):
    """Where a page says what a rating means, the mark before the word is not read aloud."""

    default_priority = ClaimTables.default_priority
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Of every term that begins with the mark of a rating."""
        for term in self.document.findall(nodes.term):
            first = term[0] if term.children else None
            if isinstance(first, nodes.Text) and said_rating(term.astext()):
                mark, space, words = str(first).partition(" ")
                sign = rating_sign("", mark, classes=["rating-mark"])
                term[:1] = [sign, nodes.Text(space + words)]


class CellLabels(SphinxPostTransform):
    """Give cells their column's name, for narrow pages that put them below each other."""

    default_priority = ClaimTables.default_priority + 1
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Of every cell that knows its column."""
        for cell in self.document.findall(nodes.paragraph):
            if "column" in cell:
                label = nodes.inline("", cell["column"], classes=["cell-label"])
                cell[:0] = [label, nodes.Text(" ")]


Chapters = list[tuple[str, list[Claim]]]
Place = evidence_table | corrections_table | rating_list | evidence_map
#: A row, and what stands in its cells.
Row = tuple[nodes.row, list[nodes.paragraph]]


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
    """One number a rating, in their order, and the total."""
    return [nodes.paragraph("", str(n)) for n in (*(counts[r] for r in RATINGS), counts.total())]


def claims_table(domain: ClaimDomain, place: evidence_table, chapters: Chapters) -> nodes.table:
    """One row a claim; a row with the chapter's name opens each chapter."""
    paper = on_paper(domain)
    words = [_("No."), _("Claim"), _("Rating"), _("Certainty"), _("Sources")]
    words += [_("Page")] if paper else []
    head = [nodes.paragraph("", word) for word in words]
    rows: list[Row] = []
    for docname, claims in chapters:
        rows.append((nodes.row(), [chapter_link(domain.env, place, docname)]))
        for one in claims:
            cells = [
                claim_link(domain, place, one),
                one.statement.deepcopy(),
                rating_paragraph(one.rating),
                labelled(_("Certainty"), nodes.Text(capital(one.certainty.label()))),
                nodes.paragraph("", "", cited(place, one) if one.sources else nodes.Text("–")),
            ]
            cells += [nodes.paragraph("", "", page_of(one))] if paper else []
            row = claim_row(claim_id=one.id, ids=[row_id(one)] if on_web(domain) else [])
            rows.append((row, cells))
    widths = [7, 32, 14, 10, 38, 8] if paper else [8, 35, 19, 16, 22]
    return table("evidence-table", widths, head, rows)


def cited(place: evidence_table, one: Claim) -> addnodes.pending_xref:
    """The sources of a claim, which are a place (``note_places``)."""
    found = source_list(one.sources, place["docname"])
    found["ids"] = [place_id(one)]
    return found


def on_paper(domain: ClaimDomain) -> bool:
    """Whether links need the page that they lead to."""
    return book_domain(domain.env).builder.format == "typst"


def on_web(domain: ClaimDomain) -> bool:
    """Whether the page is one of a site, and not of an EPUB."""
    builder = book_domain(domain.env).builder
    return builder.format == "html" and builder.name != "epub"


def page_of(one: Claim) -> claim_page:
    """The page of a claim, for print."""
    return claim_page(place=(one.docname, f"claim-{one.id}"))


def by_rating(domain: ClaimDomain, place: rating_list) -> list[nodes.Node]:
    """The ratings that some claims have, each with links to those, in print with their pages."""
    items = nodes.definition_list(classes=["claims-by-rating"])
    for rating in RATINGS:
        found = [one for _docname, claims in domain.chapters() for one in claims]
        found = [one for one in found if one.rating == rating]
        line = nodes.paragraph()
        for one in found:
            line += [nodes.Text("; ")] if line.children else []
            if on_paper(domain):
                line += [nodes.Text(f"{domain.number(one) or one.id},\u00a0"), page_of(one)]
            else:
                line += claim_link(domain, place, one).children
        if found:
            mark, _space, word = rating_paragraph(rating).children
            # A wider space: the marks of the bold type are wide, too.
            term = nodes.term("", "", mark, nodes.Text("\u00a0 "), word)
            term += nodes.Text(f" ({len(found)})")
            items += nodes.definition_list_item("", term, nodes.definition("", line))
    return [items] if items.children else []


def fill_corrections(domain: ClaimDomain, place: corrections_table) -> None:
    """Give the table its rows; without any it goes, and its caption with it."""
    shown = place["reported"]
    words = [_("The reflection has"), _("Reported"), _("The record shows"), _("Claim")]
    several = len(shown) > 1  # else every row would say the same
    rows = []
    for docname, claims in domain.chapters():
        if not (found := [one for one in claims if one.reported in shown]):
            continue
        rows.append([chapter_link(domain.env, place, docname)])
        for one in found:
            assert one.correction is not None  # the directive sees to it
            link = claim_link(domain, place, one)
            page = [nodes.Text(", "), page_of(one)] if on_paper(domain) else []
            cells = [
                one.statement.deepcopy(),
                labelled(words[1], nodes.Text(report_word(one.reported))),
                labelled(words[2], *one.correction.deepcopy().children),
                labelled(words[3], *link.children, *page),
            ]
            rows.append(cells if several else [cells[0], *cells[2:]])
    whole = place.parent
    if not rows:
        whole.parent.remove(whole)
        return
    head = [nodes.paragraph("", word) for word in words if several or word != words[1]]
    widths = [34, 14, 42, 10] if several else [40, 50, 10]
    filled = table("corrections-table", widths, head, rows)
    whole["classes"] += filled["classes"]
    place.replace_self(filled.children)


def labelled(word: str, *content: nodes.Node) -> nodes.paragraph:
    """A cell that knows its column's name."""
    return nodes.paragraph("", "", *content, column=word)


def capital(words: str) -> str:
    """With a capital at its start, as in a cell of its own."""
    return words[:1].upper() + words[1:]


def rating_paragraph(rating: str) -> nodes.paragraph:
    """``◐ Mixed``, the two parts by themselves so that a page can style and hide the mark."""
    return nodes.paragraph(
        "",
        "",
        rating_sign("", rating_mark(rating), classes=["rating-mark"]),
        nodes.Text(" "),
        nodes.inline("", rating_label(rating), classes=["rating-word"]),
        classes=["rating", f"rating-{rating}"],
    )


def chapter_link(env: BuildEnvironment, place: Place, docname: str) -> nodes.paragraph:
    """``4 Jim Coan`` as a link to the chapter."""
    text = numbered_title(env, docname)
    if number := chapter_number(env, docname):  # a wider space, as behind the number of a heading
        text = text.replace(f"{number} ", f"{number}\N{EN SPACE}", 1)
    return _link(place, "doc", f"/{docname}", text)


def claim_link(domain: ClaimDomain, place: Place, one: Claim) -> nodes.paragraph:
    """The claim's number as a link; a claim without a number shows its id."""
    number = domain.number(one)
    return _link(place, "ref", f"claim-{one.id}", number or one.id)


def _link(place: Place, reftype: str, target: str, text: str) -> nodes.paragraph:
    """A cell that links to *target*, a page or a label of the standard domain."""
    xref = addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="std",
        reftype=reftype,
        reftarget=target,
        refexplicit=True,
        refdoc=place["docname"],
        refwarn=True,
    )
    return nodes.paragraph("", "", xref)


def table(
    name: str,
    widths: Sequence[int],
    head: Sequence[nodes.paragraph],
    rows: Sequence[Sequence[nodes.paragraph] | Row],
    *,
    stub: bool = False,
) -> nodes.table:
    """A docutils table; a row of one cell spans all columns. ``stub``: first cells are headers."""

    def row(given: Sequence[nodes.paragraph] | Row) -> nodes.row:
        made, cells = given if isinstance(given, tuple) else (nodes.row(), given)
        made += [nodes.entry("", cell) for cell in cells]
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
