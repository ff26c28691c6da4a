"""extensions.claims: the directive, its errors, and the table of all claims."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from books import page_with, pages, pdf_of, typst_of
from bs4 import BeautifulSoup
from claim_books import GOOD, OPINION, ROOT, page, rows, words
from sphinx.testing.util import SphinxTestApp

from extensions.claims import RATINGS, claim, rating_label, rating_mark
from extensions.claims.directive import ClaimDirective
from extensions.claims.domain import claim_domain
from extensions.claims.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.sphinx("html", testroot=ROOT)
def test_claim_is_a_group_whose_heading_has_number_speaker_and_rating(app, warning):
    app.build()
    assert warning.getvalue() == ""
    box = page(app, "first").find(id="claim-stranger-hand")
    assert box["role"] == "group"
    head = box.find(role="heading")
    above = head.find_previous(["h1", "h2", "h3"])
    assert int(head["aria-level"]) == int(above.name[1]) + 1
    assert box.get("aria-labelledby") is None  # or it would be heard twice
    assert words(head) == "Claim 2.1 Jim Coan ◐ Mixed"
    assert words(box.find(class_="claim-statement")) == "A held hand calms the brain."
    evidence = box.find(class_="claim-evidence").find_all("p")
    assert [words(paragraph)[:10] for paragraph in evidence] == ["The first ", "The second"]
    assert box.find(class_="claim-sources").find(class_="bibtex-citation")


@pytest.mark.sphinx("html", testroot=ROOT)
def test_numref_finds_a_claim(app):
    app.build()
    link = page(app, "first").find("a", href="#claim-stranger-hand", class_="internal")
    assert words(link) == "Claim 2.1"


def test_ref_without_a_text_prints_the_statement(one_page, tmp_path):
    assert one_page(f"{GOOD}\n{{ref}}`claim-hand`\n") == ""
    soup = BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "lxml")
    [link] = soup.find_all("a", href="#claim-hand", class_="internal")
    assert words(link) == "Hands calm."


@pytest.mark.sphinx("html", testroot=ROOT)
def test_sources_are_citations_of_the_page(app):
    app.build()
    cited = [ref for ref in app.env.get_domain("cite").citation_refs if ref.docname == "first"]
    assert [[target.key for target in ref.targets] for ref in cited] == [
        ["roe2006hand"],
        ["roe2006hand", "doe2017hand"],
    ]


@pytest.mark.sphinx("html", testroot=ROOT)
def test_table_has_every_claim_in_book_order(app):
    app.build()
    table = page(app, "evidence").find("table", class_="evidence-table")
    found = rows(table)
    assert found == [
        ["No.", "Claim", "Rating", "Certainty", "Sources"],
        ["1 Minds"],
        ["1.1", "Minds meet.", "● Supported", "High", "Doe, 2017"],
        ["2 Hands"],
        [
            "2.1",
            "A held hand calms the brain.",
            "◐ Mixed",
            "Low (imprecision, publication bias)",
            "Doe, 2017; Roe, 2006",
        ],
        ["2.2", "Hands matter.", "– Opinion", "Not graded (opinion)", "–"],
    ]
    assert [link["href"] for link in table.find_all("a")] == [
        "second.html",
        "second.html#claim-minds",
        "references.html#cite-doe2017hand",
        "first.html",
        "first.html#claim-stranger-hand",
        "references.html#cite-doe2017hand",
        "references.html#cite-roe2006hand",
        "first.html#claim-hands-matter",
    ]
    assert table.find("em").get_text() == "held"
    # A chapter's name spans the row and is styled as a head; nothing else is.
    heads = [("group" in row["class"], row.td.get("colspan")) for row in table.tbody("tr")]
    chapter, one = (True, "5"), (False, None)
    assert heads == [chapter, one, chapter, one, one]


@pytest.mark.sphinx("html", testroot=ROOT)
def test_cell_that_a_phone_sets_below_others_says_its_column(app):
    app.build()
    table = page(app, "evidence").find("table", class_="evidence-table")
    labels = [(words(label), words(label.parent)) for label in table(class_="cell-label")]
    assert labels[0] == ("Certainty", "Certainty High")
    assert len(labels) == 3


@pytest.mark.sphinx("html", testroot=ROOT)
def test_counts_add_up(app):
    app.build()
    assert rows(page(app, "evidence").find("table", class_="evidence-counts")) == [
        ["Chapter", *(f"{rating_mark(r)} {rating_label(r)}" for r in RATINGS), "Total"],
        ["1 Minds", "1", "0", "0", "0", "0", "0", "1"],
        ["2 Hands", "0", "1", "0", "0", "1", "0", "2"],
        ["All chapters", "1", "1", "0", "0", "1", "0", "3"],
    ]


@pytest.mark.sphinx("html", testroot=ROOT)
def test_counts_have_a_head_in_each_row_and_claims_have_none(app):
    app.build()
    soup = page(app, "evidence")
    counts = soup.find("table", class_="evidence-counts").tbody("tr")
    assert [[cell.name for cell in row.find_all(["td", "th"])] for row in counts] == [
        ["th", *["td"] * 7]
    ] * 3
    assert soup.find("table", class_="evidence-table").tbody.find("th") is None


@pytest.mark.sphinx("html", testroot=ROOT)
def test_tables_give_most_room_to_words(app):
    app.build()
    for name, widths in (("counts", [28.6, *[10.2] * 7]), ("table", [8, 35, 19, 16, 22])):
        columns = page(app, "evidence").select(f"table.evidence-{name} col")
        assert [column["style"] for column in columns] == [f"width: {w:.1f}%" for w in widths]


@pytest.mark.sphinx("html", testroot=ROOT)
def test_what_the_table_cites_are_places(app):
    app.build()
    places = app.env.get_domain("cite").citation_refs
    found = [place.citation_ref_id for place in places if place.docname == "evidence"]
    assert found == ["evidence-of-minds", "evidence-of-stranger-hand"]
    assert [page(app, "evidence").find(id=one) is not None for one in found] == [True, True]
    links = page(app, "references").select("a[href^='evidence.html#evidence-of-']")
    assert [link["href"].rpartition("-of-")[2] for link in links] == [
        "minds", "minds", "stranger-hand", "stranger-hand", "stranger-hand",
    ]  # fmt: skip


@pytest.mark.sphinx("html", testroot=ROOT, freshenv=True)
def test_source_that_a_claim_gains_is_a_place_in_the_next_build(app, make_app):
    app.build()
    app.cleanup()
    source = app.srcdir / "second.md"
    before = source.read_text(encoding="utf-8")
    try:
        source.write_text(before.replace("doe2017hand", "roe2006hand", 1), "utf-8")
        again = make_app("html", srcdir=app.srcdir)
        again.build()
        assert again.warning.getvalue() == ""
        reference = page(again, "references").find(id="cite-roe2006hand")
        links = reference.select("a[href^='evidence.html#evidence-of-']")
        assert [link.get_text() for link in links][-2:] == ["↑1", "↑2"]
    finally:
        source.write_text(before, "utf-8")


@pytest.mark.sphinx("html", testroot=ROOT, freshenv=True)
def test_changed_claim_rewrites_the_table(app, make_app):
    app.build()
    app.cleanup()
    source = app.srcdir / "second.md"
    before = source.read_text(encoding="utf-8")
    try:
        source.write_text(before.replace("rating: supported", "rating: contested"), "utf-8")
        again = make_app("html", srcdir=app.srcdir)
        again.build()
        assert again.warning.getvalue() == ""
        table = page(again, "evidence").find("table", class_="evidence-table")
        assert rows(table)[2][2] == "◇ Contested"
    finally:
        source.write_text(before, "utf-8")


@pytest.mark.sphinx("html", testroot=ROOT, freshenv=True)
def test_changed_reference_rewrites_the_table(app, make_app):
    app.build()
    app.cleanup()
    source = app.srcdir / "refs.bib"
    before = source.read_text(encoding="utf-8")
    try:
        source.write_text(before.replace("Doe, John", "Poe, John"), "utf-8")
        again = make_app("html", srcdir=app.srcdir)
        again.build()
        table = page(again, "evidence").find("table", class_="evidence-table")
        assert rows(table)[2][4] == "Poe, 2017"
    finally:
        source.write_text(before, "utf-8")


@pytest.mark.sphinx("html", testroot=ROOT, freshenv=True)
def test_new_claim_rewrites_the_numbers_elsewhere(app, make_app):
    index = app.srcdir / "index.md"
    before = index.read_text(encoding="utf-8")
    first = app.srcdir / "first.md"
    claims = first.read_text(encoding="utf-8")
    try:
        index.write_text(before + "\n{numref}`claim-hands-matter`\n", "utf-8")
        app.build()
        app.cleanup()
        first.write_text(claims.replace("# Hands\n", f"# Hands\n\n{GOOD}"), "utf-8")
        again = make_app("html", srcdir=app.srcdir)
        again.build()
        [link] = page(again, "index").find_all("a", href="first.html#claim-hands-matter")
        assert words(link) == "Claim 2.3"
    finally:
        index.write_text(before, "utf-8")
        first.write_text(claims, "utf-8")


@pytest.mark.sphinx("html", testroot=ROOT, freshenv=True)
def test_unchanged_book_writes_nothing(app, make_app):
    app.build()
    app.cleanup()
    again = make_app("html", srcdir=app.srcdir)
    again.build()
    assert "0 added, 0 changed, 0 removed" in again.status.getvalue()
    assert "no targets are out of date." in again.status.getvalue()


@pytest.mark.sphinx("html", testroot=ROOT, freshenv=True, parallel=2)
def test_parallel_build_has_the_same_table(app, warning):
    app.build()
    assert warning.getvalue() == ""
    assert len(rows(page(app, "evidence").find("table", class_="evidence-table"))) == 6


# A folder of its own: an environment of one builder is of no use to the next.
@pytest.mark.sphinx("gettext", testroot=ROOT, srcdir="claims-in-gettext")
def test_statement_and_evidence_are_for_translators_and_sources_are_not(app):
    app.build()
    catalog = (app.outdir / "first.pot").read_text(encoding="utf-8")
    messages = [line[7:-1] for line in catalog.splitlines() if line.startswith('msgid "')]
    assert messages == [
        "",
        "Hands",
        "See {numref}`claim-stranger-hand`.",
        "A *held* hand calms the brain.",
        "The first study found it {cite:p}`roe2006hand`.",
        "The second did not.",
        "A hand *held by a friend* calms.",
        "Hands matter.",
        "Nobody tested it.",
    ]


def test_good_claim_is_silent(one_page):
    assert one_page(GOOD) == ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            ":rating: mixed",
            ":rating: mixd",
            "claim 'hand': unknown rating 'mixd': did you mean 'mixed'? [claims.unknown_rating]",
        ),
        (
            ":rating: mixed\n",
            "",
            "claim 'hand': unknown rating '': known are: supported, mixed, contested, "
            "unsupported, opinion, corrected [claims.unknown_rating]",
        ),
        (
            ":rating: mixed\n:sources: doe2017hand\n",
            "",
            "claim 'hand': unknown rating '': known are: supported, mixed, contested, "
            "unsupported, opinion, corrected [claims.unknown_rating]\n"
            "index.md:3: WARNING: claim 'hand' has no source: add ':sources:' with keys of "
            "refs.bib, or rate it 'opinion' [claims.no_source]",
        ),
        (
            ":speaker: coan",
            ":speaker: cohan",
            "claim 'hand': unknown speaker 'cohan': did you mean 'coan'? [claims.unknown_speaker]",
        ),
        (
            "doe2017hand",
            "doe2017hands",
            "claim 'hand': 'doe2017hands' is not in refs.bib: did you mean 'doe2017hand'? "
            "[claims.unknown_source]",
        ),
        (
            "doe2017hand",
            "zzz",
            "claim 'hand': 'zzz' is not in refs.bib: add it to refs.bib [claims.unknown_source]",
        ),
        (
            ":sources: doe2017hand\n",
            "",
            "claim 'hand' has no source: add ':sources:' with keys of refs.bib, "
            "or rate it 'opinion' [claims.no_source]",
        ),
        (
            "{claim} hand",
            "{claim} The_Hand",
            "the claim id 'The_Hand' may hold lower-case letters, digits and single hyphens "
            "only: write it as 'the-hand' [claims.malformed_id]",
        ),
        (
            "They may.\n",
            "% They may.\n",
            "claim 'hand' has no evidence: add a second paragraph that says what is known "
            "[claims.no_evidence]",
        ),
        (
            "Hands calm.\n\nThey may.\n",
            "- Hands calm.\n",
            "claim 'hand' has no statement: begin with a paragraph that says the claim "
            "[claims.no_statement]",
        ),
        (
            "Hands calm.",
            "- Hands calm.",
            "claim 'hand' has no statement: begin with a paragraph that says the claim "
            "[claims.no_statement]",
        ),
        (
            "Hands calm.",
            "Hands calm {cite:p}`doe2017hand`.",
            "claim 'hand' cites in its statement: move the citation to the evidence "
            "[claims.citation_in_statement]",
        ),
    ],
)
def test_fault_names_place_and_remedy(one_page, old, new, expected):
    assert old in GOOD
    assert one_page(GOOD.replace(old, new)) == f"index.md:3: WARNING: {expected}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (":rating: mixed", ":rating: completely-unknown"),
        (":speaker: coan", ":speaker: completely-unknown"),
    ],
)
def test_what_resembles_nothing_has_all_that_is_known(one_page, old, new):
    assert "'completely-unknown': known are: " in one_page(GOOD.replace(old, new))


def test_each_unknown_source_is_named(one_page):
    assert one_page(GOOD.replace("doe2017hand", "yyy,, doe2017hand ,zzz,")) == "".join(
        f"index.md:3: WARNING: claim 'hand': '{key}' is not in refs.bib: add it to refs.bib"
        " [claims.unknown_source]\n"
        for key in ("yyy", "zzz")
    )


def test_comment_before_the_statement_is_kept_out_of_it(one_page, tmp_path):
    assert one_page(GOOD.replace("Hands calm.", "% Seen.\n\nHands calm.")) == ""
    soup = BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "lxml")
    assert words(soup.find(class_="claim-statement")) == "Hands calm."
    assert words(soup.find(class_="claim-evidence")) == "They may."


def test_id_on_three_pages_is_reported_on_the_later_ones(one_page, tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.md").write_text(f"# Other\n\n{GOOD}", encoding="utf-8")
    assert one_page(f"{GOOD}\n```{{toctree}}\nb\na\n```\n") == "".join(
        f"{name}.md:3: WARNING: the claim 'hand' is also in index, line 3: rename one "
        "[claims.duplicate_id]\n"
        for name in ("b", "a")
    )


def test_fault_is_reported_until_it_is_mended(one_page):
    faulty = GOOD.replace("mixed", "mixd")
    assert one_page(faulty) == one_page(faulty) != ""
    assert one_page(GOOD) == ""


def test_same_id_twice_on_a_page(one_page):
    assert one_page(f"{GOOD}\n{GOOD}") == (
        "index.md:16: WARNING: the claim 'hand' is twice on this page: rename one "
        "[claims.duplicate_id]\n"
    )


def test_same_id_on_two_pages(one_page, tmp_path):
    (tmp_path / "other.md").write_text(f"# Other\n\n{GOOD}", encoding="utf-8")
    toctree = "```{toctree}\nother\n```\n"
    expected = (
        "other.md:3: WARNING: the claim 'hand' is also in index, line 3: rename one "
        "[claims.duplicate_id]\n"
    )
    text = f"{GOOD}\n{toctree}"
    assert one_page(text) == expected
    assert one_page.again() == expected


def test_markdown_link_to_a_claim_is_silent(one_page):
    """MyST asks every domain for the target of such a link."""
    assert one_page(GOOD + "\nSee [the claim](#claim-hand).\n") == ""


@pytest.mark.parametrize("link", ["{any}`claim-hand`", "{ref}`claim-hand`", "{doc}`/index`"])
def test_statement_may_link(one_page, link):
    assert one_page(GOOD.replace("Hands calm.", f"Hands calm {link}.")) == ""


def test_evidence_may_be_a_list(one_page):
    assert one_page(GOOD.replace("They may.", "- They may.\n- They may not.")) == ""


def test_translators_get_the_claim_and_not_its_line_of_sources(one_page, tmp_path):
    assert one_page(GOOD, "gettext") == ""
    catalog = (tmp_path / "_build/gettext/index.pot").read_text("utf-8")
    assert re.findall('^msgid "(.+)"$', catalog, re.M) == ["Book", "Hands calm.", "They may."]


def test_opinion_needs_no_source(one_page):
    assert one_page(OPINION) == ""


def test_every_rating_has_its_own_mark_and_word():
    assert len({rating_mark(rating) for rating in RATINGS}) == len(RATINGS)
    assert len({rating_label(rating) for rating in RATINGS}) == len(RATINGS)


def test_claim_keeps_its_data_for_other_builders(rootdir, make_app, tmp_path):
    for name in ("conf.py", "refs.bib"):
        (tmp_path / name).write_bytes((rootdir / f"test-{ROOT}" / name).read_bytes())
    (tmp_path / "index.md").write_text(f"# Book\n\n{GOOD}", encoding="utf-8")
    app = make_app("html", srcdir=tmp_path)
    app.build()
    [node] = app.env.get_doctree("index").findall(claim)
    assert (node["claim_id"], node["speaker"], node["rating"], node["sources"], node["ids"]) == (
        "hand",
        "coan",
        "mixed",
        ["doe2017hand"],
        ["claim-hand"],
    )
    assert [child["classes"] for child in node] == [
        ["claim-statement"],
        ["claim-evidence"],
        ["claim-standing"],
        ["claim-sources"],
    ]
    assert (node["certainty"], node["reported"], node["seen"]) == (
        Certainty("low", ("imprecision",)),
        "exactly",
        dt.date(2026, 11, 20),
    )


# -- In print ------------------------------------------------------------------------


@pytest.fixture
def printed(rootdir: Path, tmp_path: Path, make_app: Callable[..., SphinxTestApp]):
    """Builds the PDF of a book with one chapter."""
    for name in ("conf.py", "refs.bib"):
        (tmp_path / name).write_bytes((rootdir / f"test-{ROOT}" / name).read_bytes())
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('extensions += ["sphinx_typst_book"]\nproject = "Book"\n')
        conf.write('author = copyright = "Nobody"\n')
    index = "# Book\n\n```{toctree}\n:numbered:\n\nchapter\n```\n"
    (tmp_path / "index.md").write_text(index, encoding="utf-8")

    def build(text: str) -> SphinxTestApp:
        chapter = f"---\nno-references: true\n---\n# Hands\n\n{text}"
        (tmp_path / "chapter.md").write_text(chapter, encoding="utf-8")
        app = make_app("typst", srcdir=tmp_path)
        app.build()
        assert app.warning.getvalue() == ""
        return app

    return build


def test_claim_prints_with_number_speaker_mark_rating_and_sources(printed):
    app = printed(f"See {{numref}}`claim-hand`.\n\n{GOOD}")
    page = page_with(app, "Hands calm.")
    expected = (
        # The rating once more in the margin.
        "See Claim 1.1. Claim 1.1 Jim Coan ◐ Mixed Hands calm. ◐ Mixed They may. "
        "Certainty: low (imprecision). Reported exactly. "
        "Last seen November 20, 2026. Sources: Doe, 2017."
    )
    assert expected in page
    source = typst_of(app)
    assert '#claim(2, [#"Claim 1.1"], [#"\\u{25d0}"], [#"Mixed"], [#"Hands calm."], [' in source
    assert '#"They may."], [], [#"Sources:"' in source
    assert 'speaker: [#"Jim Coan"], standing: ([#"Certainty: low (imprecision)."], [' in source
    assert source.count("claim.typ") == 1


def test_claim_without_sources_prints_no_line_of_them(printed):
    app = printed(OPINION)
    assert "– Opinion Hands calm. – Opinion They may." in page_with(app, "Hands calm.")
    assert "Sources" not in page_with(app, "Hands calm.")


def test_sources_stand_on_a_line_of_their_own(printed):
    document = pypdfium2.PdfDocument(pdf_of(printed(GOOD)))
    try:
        lines = [
            " ".join(line.split())
            for page in document
            for line in page.get_textpage().get_text_bounded().splitlines()
        ]
    finally:
        document.close()
    assert "They may." in lines
    assert "Sources: Doe, 2017." in lines


def test_sentences_of_the_standing_are_not_divided(printed):
    """However long what stands before them is; only what is longer than a line is."""
    reasons = ("design", "imprecision", "inconsistency", "indirectness", "publication bias")
    some = [", ".join(reasons[:n]) for n in range(1, 6)] + ["indirectness", "publication bias"]
    claims = "".join(
        GOOD.replace("{claim} hand", f"{{claim}} c{n}").replace("(imprecision)", f"({some[n]})")
        for n in range(7)
    )
    document = pypdfium2.PdfDocument(pdf_of(printed(claims)))
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    lines = [" ".join(line.split()) for line in text.splitlines()]
    seen = "Last seen November 20, 2026."
    assert sum(line.endswith(f"Reported exactly. {seen}") or line == seen for line in lines) == 7
    assert sum(line == seen for line in lines) in range(1, 7)
    assert sum("Reported exactly." in line for line in lines) == 7
    # A line takes what fits.
    for reason in some[-2:]:
        assert f"Certainty: low ({reason}). Reported exactly." in lines
    # The one with five reasons is longer than a line.
    whole = [line for line in lines if line.startswith("Certainty: low (") and ")." in line]
    assert len(whole) == 6
    # What follows it goes on in its last line.
    assert sum(line.endswith(f"). Reported exactly. {seen}") for line in lines) > 0
    assert any("bias). Reported" in line and "Certainty" not in line for line in lines)


def test_no_word_of_a_statement_is_divided(printed):
    words = " ".join(f"{'m' * (n % 9)} incomprehensibilities" for n in range(30))
    document = pypdfium2.PdfDocument(pdf_of(printed(GOOD.replace("Hands calm.", f"{words}."))))
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    assert text.count("incomprehensibilities") == 30
    assert "\ufffe" not in text


def test_lines_below_the_evidence_are_set_as_the_text_is(printed):
    """Their spaces were closed so far that words ran together."""
    document = pypdfium2.PdfDocument(pdf_of(printed(GOOD)))
    try:
        [letters] = [
            page.get_textpage()
            for page in document
            if "Last seen November" in page.get_textpage().get_text_bounded()
        ]

        def gap(before: str, after: str) -> float:
            """The room between two words, as a part of the height of the letters."""
            at = letters.search(f"{before} {after}").get_next()[0] + len(before)
            left = letters.get_charbox(at - 1, loose=True)
            right = letters.get_charbox(at + 1, loose=True)
            return (right[0] - left[2]) / (left[3] - left[1])

        assert gap("seen", "November") == pytest.approx(gap("They", "may"), rel=0.1)
    finally:
        document.close()


def test_claims_may_break_but_not_before_their_sources(printed):
    lorem = "Many words make a page, and many pages make a book. "
    claims = "".join(
        GOOD.replace("{claim} hand", f"{{claim}} c{n}").replace("They may.", lorem * (5 + n % 3))
        for n in range(40)
    )
    found = [page.split("Hands ", 1)[-1] for page in pages(printed(claims)) if "Sources" in page]
    assert len(found) > 4
    assert any(not page.startswith("Claim 1.") for page in found[1:])
    assert not any(page.startswith(("Certainty", "Sources")) for page in found)


def test_what_the_record_shows_is_whole_on_its_page(printed):
    """With the sources below it, and indented as a paragraph."""
    lorem = "Many words make a page, and many pages make a book. "
    loosely = GOOD.replace("exactly", "loosely\n:correction: Start " + "many words " * 14 + "end.")
    claims = "".join(
        loosely.replace("{claim} hand", f"{{claim}} c{n}").replace("They may.", lorem * (12 + n))
        for n in range(24)
    )
    app = printed(claims)
    shown = 0
    for text in pages(app):
        assert text.count("The record shows") == text.count("words end. Certainty")
        shown += text.count("The record shows")
    assert shown == 24
    left = set()
    document = pypdfium2.PdfDocument(pdf_of(app))
    for letters in [one.get_textpage() for one in document]:
        for start in ("The record shows", "Certainty"):
            found = letters.search(start)
            while place := found.get_next():
                left.add((start, letters.get_charbox(place[0], loose=True)[0]))
    document.close()
    edges = {start: {x for one, x in left if one == start} for start, _x in left}
    assert min(edges["The record shows"]) > min(edges["Certainty"]) + 10


TABLES = "```{claims-by-rating}\n```\n\n```{evidence-table}\n```\n"


def test_tables_of_claims_say_the_page(printed):
    claims = GOOD + OPINION.replace("{claim} hand", "{claim} other")
    filling = "Many words make a page, and many pages make a book. " * 90
    app = printed(f"{claims}\n{filling}\n\n{TABLES}")
    page = page_with(app, "◐ Mixed (1)")
    assert "◐ Mixed (1) 1.1, p. 1 – Opinion (1) 1.2, p. 1" in page.replace("\xa0", " ")
    assert '#"1.1,\\u{a0}"' in typst_of(app)  # the number of a claim stays with its page
    assert "No. Claim Rating Certainty Sources Page" in page
    assert "Doe, 2017 p. 1" in page
    assert '#"1\\u{2002}Hands"' in typst_of(app)


# -- What is kept from build to build ----------------------------------------------


@pytest.fixture
def many_pages(rootdir: Path, tmp_path: Path, make_app: Callable[..., SphinxTestApp]):
    """Builds a book of eight pages with claims, one of them faulty, and two with tables."""
    source = tmp_path / "book"
    source.mkdir()
    for name in ("conf.py", "refs.bib", "references.md"):
        (source / name).write_bytes((rootdir / f"test-{ROOT}" / name).read_bytes())
    names = [f"page{n}" for n in range(8)]
    for name in names:
        text = GOOD.replace("{claim} hand", f"{{claim}} {name}")
        (source / f"{name}.md").write_text(f"# {name}\n\n{text}", encoding="utf-8")
    faulty = source / "page3.md"
    faulty.write_text(faulty.read_text("utf-8") + "\n" + GOOD.replace("mixed", "mixd"), "utf-8")
    names += ["evidence", "again", "references"]
    for name in ("evidence", "again"):
        (source / f"{name}.md").write_text("# All\n\n```{evidence-table}\n```\n", "utf-8")
    toctree = "```{toctree}\n:numbered:\n" + "\n".join(names) + "\n```\n"
    (source / "index.md").write_text(f"# Book\n\n{toctree}", encoding="utf-8")

    def build(name: str, **options) -> SphinxTestApp:
        app = make_app("html", srcdir=source, builddir=tmp_path / name, freshenv=False, **options)
        app.build()
        app.cleanup()
        return app

    return build


def kept(app: SphinxTestApp) -> dict[str, object]:
    """What the domain knows, in a form that can be compared."""
    domain = claim_domain(app.env)
    claims = {
        docname: [one.fingerprint() for one in found] for docname, found in domain.claims.items()
    }
    return {"claims": claims, "tables": domain.tables, "counting": domain.counting,
            "broken": domain.broken}  # fmt: skip


def test_two_processes_keep_what_one_keeps(many_pages):
    one, two = many_pages("one"), many_pages("two", parallel=2)
    assert kept(two) == kept(one)
    assert sorted(two.warning.getvalue().splitlines()) == sorted(
        one.warning.getvalue().splitlines()
    )
    assert len(kept(one)["claims"]) == 8
    assert (kept(one)["tables"], kept(one)["broken"]) == ({"evidence", "again"}, {"page3"})
    for name in ("evidence", "again", "page3"):
        assert (two.outdir / f"{name}.html").read_bytes() == (
            one.outdir / f"{name}.html"
        ).read_bytes()


def test_fault_that_another_process_read_is_reported_until_it_is_mended(many_pages):
    first, second = many_pages("two", parallel=2), many_pages("two", parallel=2)
    assert "claims.unknown_rating" in first.warning.getvalue()
    assert second.warning.getvalue() == first.warning.getvalue()


def test_page_that_is_gone_takes_its_claims_and_tables_along(many_pages, tmp_path):
    many_pages("kept")
    index = tmp_path / "book/index.md"
    text = index.read_text(encoding="utf-8")
    for name in ("page3", "again"):
        (tmp_path / f"book/{name}.md").unlink()
        text = text.replace(f"{name}\n", "")
    index.write_text(text, encoding="utf-8")
    app = many_pages("kept")
    assert app.warning.getvalue() == ""
    assert kept(app)["claims"].keys() == {f"page{n}" for n in range(8) if n != 3}
    assert (kept(app)["tables"], kept(app)["broken"]) == ({"evidence"}, set())


def test_page_without_claims_any_more_is_not_in_the_table(one_page, tmp_path):
    table = "\n```{evidence-table}\n```\n"
    assert one_page(GOOD + table) == ""
    assert one_page(table) == ""
    soup = BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "lxml")
    assert soup.find_all("table") == []


def test_claim_outside_the_contents_shows_its_id_and_its_page_no_number(one_page, tmp_path):
    orphan = f"---\norphan: true\n---\n# Other\n\n{GOOD}"
    (tmp_path / "other.md").write_text(orphan, encoding="utf-8")
    assert one_page("```{evidence-table}\n```\n") == ""
    soup = BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "lxml")
    table = soup.find("table", class_="evidence-table")
    assert rows(table)[1:] == [
        ["Other"],
        ["hand", "Hands calm.", "◐ Mixed", "Low (imprecision)", "Doe, 2017"],
    ]
    assert table.find("a", href="other.html").get_text() == "Other"


def test_table_shows_a_statement_without_its_links_notes_and_index_entries(one_page, tmp_path):
    statement = "A *held* {index}`hand` calms[^n] [us](#claim-hand)."
    text = GOOD.replace("Hands calm.", statement) + "\n[^n]: Note.\n\n```{evidence-table}\n```\n"
    assert one_page(text) == ""
    soup = BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "lxml")
    cell = soup.find("table", class_="evidence-table").tbody.select("tr:nth-of-type(2) > td")[1]
    assert cell.p.decode_contents() == "A <em>held</em> hand calms us."


def test_table_shows_the_bare_key_of_an_entry_that_is_gone(one_page, tmp_path):
    """The page with the claim is not read again, so that its own check does not see it."""
    text = f"{GOOD}\n```{{evidence-table}}\n```\n"
    assert one_page(text) == ""
    refs = tmp_path / "refs.bib"
    bib = refs.read_text(encoding="utf-8")
    refs.write_text(bib[: bib.index("@article{doe2017hand")], encoding="utf-8")
    app_warnings = one_page.again()
    assert "no entry doe2017hand in the bibliography" in app_warnings
    soup = BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "lxml")
    assert rows(soup.find("table", class_="evidence-table"))[2][4] == "doe2017hand"


def test_merging_takes_only_the_pages_that_the_other_process_read(many_pages):
    domain = claim_domain(many_pages("one").env)
    parts = ("tables", "evidence", "counting", "broken")
    domain.data = {"claims": {}, "meanings": {}, **{part: {"c"} for part in parts}}
    other = {"claims": {"a": [1], "b": [2]}, "meanings": {}}
    other |= {part: {"a", "b"} for part in parts}
    domain.merge_domaindata({"a"}, other)
    both = {part: {"a", "c"} for part in parts}
    assert domain.data == {"claims": {"a": [1]}, "meanings": {}, **both}


# -- The insides of Sphinx that claims lean on ---------------------------------------


def test_std_labels_are_where_numref_looks(one_page, monkeypatch):
    """When this fails, ``ClaimDirective.note_label`` can go."""
    monkeypatch.setattr(ClaimDirective, "note_label", lambda *arguments: None)
    assert one_page(f"{GOOD}\n{{numref}}`claim-hand`\n") == (
        "index.md:16: WARNING: undefined label: 'claim-hand' [ref.numref]\n"
    )


def test_sphinx_reports_a_label_twice_in_its_own_words(one_page, tmp_path, monkeypatch):
    """When this fails, ``note_label`` may call ``note_hyperlink_target``."""

    def note(self: ClaimDirective, label: str, title: str) -> None:
        standard = self.env.domains.standard_domain
        standard.note_hyperlink_target(label, self.env.docname, label, title)

    monkeypatch.setattr(ClaimDirective, "note_label", note)
    (tmp_path / "other.md").write_text(f"# Other\n\n{GOOD}", encoding="utf-8")
    warnings = one_page(f"{GOOD}\n```{{toctree}}\nother\n```\n")
    assert "duplicate label claim-hand" in warnings
    assert "[claims.duplicate_id]" in warnings


SETTINGS = {"version": "1", "copyright": "Nobody"}


def test_sphinx_drops_visitors_for_html_when_any_are_for_epub(one_page, tmp_path):
    """sphinx-doc/sphinx#14587: so claims bring none for ``epub``, and nobody may."""
    assert one_page(GOOD, "epub", confoverrides=SETTINGS) == ""
    conf = tmp_path / "conf.py"
    conf.write_text(
        conf.read_text("utf-8")
        + "from docutils import nodes\n"
        + "class other(nodes.Element): pass\n"
        + "def setup(app): app.add_node(other, epub=(print, print))\n",
        "utf-8",
    )
    with pytest.raises(NotImplementedError, match="claim"):
        one_page(GOOD, "epub", confoverrides=SETTINGS)
