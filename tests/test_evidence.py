"""extensions.evidence: filters, addresses of lists, claims as data; and the map of claims."""

from __future__ import annotations

import csv
import functools
import json
import re
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from books import pdf_of, typst_of
from bs4 import BeautifulSoup
from claim_books import ROOT, rows, words
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, Page, expect
from sphinx.testing.util import SphinxTestApp
from test_frame import Quiet

from extensions.claims import RATINGS
from extensions.evidence import topics

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
BOOK = "# Book\n\n```{evidence-map}\n```\n\n"
KEY = """# Key

● supported
: They agree.

◐ mixed
: Some do.

– opinion
: None can.

– not one of them
: Words.
"""
GLOSSARY = """# Glossary

```{glossary}
brain
  An organ.

held hand theory
  Nobody has it.

study
  A look.
```
"""
TABLE = """# Evidence

## Meanings

◐ mixed
: Some sources agree.

## All

```{evidence-table}
```
"""


def source(folder: Path) -> Path:
    book = copytree(HERE / f"roots/test-{ROOT}", folder / "book")
    index = (book / "index.md").read_text("utf-8").replace("# Book\n\n", BOOK)
    index = index.replace("evidence\nreferences", "evidence\nkey\nglossary\nreferences")
    (book / "index.md").write_text(index, "utf-8")
    (book / "key.md").write_text(KEY, "utf-8")
    (book / "glossary.md").write_text(GLOSSARY, "utf-8")
    (book / "evidence.md").write_text(TABLE, "utf-8")
    return book


def build(book: Path, builder: str = "html", *, fresh: bool = True, **settings) -> SphinxTestApp:
    confoverrides = {
        "extensions": [
            "myst_parser",
            "extensions.claims",
            "extensions.wide",
            "extensions.unchanged",
            "extensions.frame",
            "extensions.evidence",
            "extensions.furo",
            "extensions.epub",
            "sphinx_typst_book",
        ],
        "myst_enable_extensions": ["colon_fence", "deflist"],
        "html_theme": "furo",
        "html_title": "Book",
        "html_static_path": [str(HERE.parent / "_static")],
        "html_css_files": [("book.css", {"priority": 700})],
        "html_license": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        "version": "2.0",
        "copyright": "Nobody",
        "epub_description": "A book.",
        **settings,
    }
    app = SphinxTestApp(builder, srcdir=book, freshenv=fresh, confoverrides=confoverrides)
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    return app


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(build(source(tmp_path_factory.mktemp("evidence"))).outdir)


def soup(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "lxml")


# -- The table in the page -----------------------------------------------------------


def test_row_has_an_anchor_and_what_it_is_filtered_by(site: Path):
    found = soup(site, "evidence").select("table.evidence-table tr[id]")
    assert [row["id"] for row in found] == [
        "evidence-row-minds", "evidence-row-stranger-hand", "evidence-row-hands-matter",
    ]  # fmt: skip
    told = {key: value for key, value in found[1].attrs.items() if key.startswith("data-")}
    assert told == {
        "data-chapter": "first",
        "data-rating": "mixed",
        "data-speaker": "coan",
        "data-name": "Jim Coan",
        "data-topics": "brain|study",
        "data-ranks": "1 2",
    }


def test_without_a_script_the_table_is_whole_and_grouped(site: Path):
    table = soup(site, "evidence").select_one("table.evidence-table")
    assert [row[0] for row in rows(table)] == ["No.", "1 Minds", "1.1", "2 Hands", "2.1", "2.2"]
    assert table.select("[hidden]") == []


def test_count_leads_to_the_first_of_its_claims(site: Path):
    table = soup(site, "evidence").select_one("table.evidence-counts")
    links = [(link.get_text(), link["href"], link["class"][1]) for link in table.select("a.count")]
    assert links == [
        ("1", "#evidence-row-minds", "count-second-supported"),
        ("1", "#evidence-row-minds", "count-second-"),
        ("1", "#evidence-row-stranger-hand", "count-first-mixed"),
        ("1", "#evidence-row-hands-matter", "count-first-opinion"),
        ("2", "#evidence-row-stranger-hand", "count-first-"),
        ("1", "#evidence-row-minds", "count--supported"),
        ("1", "#evidence-row-stranger-hand", "count--mixed"),
        ("1", "#evidence-row-hands-matter", "count--opinion"),
        ("3", "#evidence-row-minds", "count--"),
    ]


def test_marks_beside_words_are_not_read_aloud(site: Path):
    for name in ("evidence", "key", "first", "index"):
        page = soup(site, name)
        for hidden in page.select("[aria-hidden=true]"):
            hidden.decompose()
        assert re.findall("[●◐◇○△]", page.select_one("article").get_text()) == [], name


def test_no_width_stands_in_a_page(site: Path):
    assert [soup(site, name).select("article [style]") for name in ("index", "evidence")] == [
        [],
        [],
    ]


def test_term_may_have_an_ending():
    text = "Two theories of safe havens; a Havens, and hand-holding."
    assert [bool(topics.pattern(term).search(text)) for term in (
        "theory", "safe haven", "hand", "haven s", "and", "heaven", "oven",
    )] == [True, True, True, False, True, False, False]  # fmt: skip


# -- What a claim leads to ------------------------------------------------------------


def test_rating_leads_to_its_meaning_and_the_claim_to_its_row(site: Path):
    box = soup(site, "first").find(id="claim-stranger-hand")
    head = box.find(role="heading")
    assert words(head) == "Claim 2.1 Jim Coan ◐ Mixed"
    # The page with the table goes before others that say it.
    assert head.select_one(".rating a")["href"] == "evidence.html#rating-mixed"
    assert box.select_one(".claim-tools a")["href"] == "evidence.html#evidence-row-stranger-hand"
    other = soup(site, "second").find(id="claim-minds")
    assert other.select_one(".claim-head .rating a")["href"] == "key.html#rating-supported"
    assert soup(site, "evidence").find(id="rating-mixed").name == "dt"
    assert [one["id"] for one in soup(site, "key").select("dt[id]")] == [
        "rating-supported", "rating-mixed", "rating-opinion",
    ]  # fmt: skip


def test_claim_of_a_book_without_a_table_leads_nowhere(tmp_path: Path):
    book = source(tmp_path)
    (book / "evidence.md").write_text("# Evidence\n", "utf-8")
    (book / "key.md").write_text("# Key\n", "utf-8")
    site = Path(build(book).outdir)
    box = soup(site, "first").find(id="claim-stranger-hand")
    assert box.select(".rating a") == []
    assert box.select(".claim-tools") == []
    assert list(site.glob("*.csv")) == []
    assert soup(site, "index").select("figure.evidence-map thead a") == []


# -- The map ------------------------------------------------------------------------------


def test_map_has_every_claim_by_speaker_and_rating(site: Path):
    figure = soup(site, "index").select_one("figure.evidence-map")
    assert words(figure.figcaption) == "3 claims: 1 supported, 1 mixed, and 1 opinion."
    assert [[*row[:3], row[5]] for row in rows(figure.table)] == [
        ["Speaker", "● Supported", "◐ Mixed", "– Opinion"],
        ["Jim Coan", "", "◐2.1", "–2.2"],
        ["Jon Allen", "●1.1", "", ""],
    ]
    assert [(link["href"], link["aria-label"]) for link in figure.select("td a")] == [
        ("first.html#claim-stranger-hand", "Claim 2.1, mixed: A held hand calms the brain."),
        ("first.html#claim-hands-matter", "Claim 2.2, opinion: Hands matter."),
        ("second.html#claim-minds", "Claim 1.1, supported: Minds meet."),
    ]
    heads = [link["href"] for link in figure.select("th a")]
    assert heads == [
        *(f"evidence.html#rating={rating}" for rating in RATINGS),
        "evidence.html#speaker=coan",
        "evidence.html#speaker=allen",
    ]


def test_speakers_of_one_name_have_one_row(tmp_path: Path):
    book = source(tmp_path)
    speakers = {"coan": "The reflection", "allen": "The reflection"}
    site = Path(build(book, claims_speakers=speakers).outdir)
    found = rows(soup(site, "index").select_one("figure.evidence-map table"))
    assert [row[0] for row in found] == ["Speaker", "The reflection"]
    told = [row["data-speaker"] for row in soup(site, "evidence").select("tr[data-speaker]")]
    assert told == ["coan"] * 3


def test_map_of_a_book_without_claims_is_not_there(tmp_path: Path):
    (tmp_path / "index.md").write_text(BOOK, "utf-8")
    (tmp_path / "refs.bib").write_text("", "utf-8")
    (tmp_path / "conf.py").write_text("bibtex_bibfiles = ['refs.bib']\n", "utf-8")
    site = Path(build(tmp_path).outdir)
    assert soup(site, "index").select("figure") == []


def test_epub_has_the_map_and_none_of_the_tools(tmp_path: Path):
    out = Path(build(source(tmp_path), "epub").outdir)
    page = BeautifulSoup((out / "index.xhtml").read_text("utf-8"), "xml")
    figure = page.select_one("figure.evidence-map")
    assert words(figure.figcaption) == "3 claims: 1 supported, 1 mixed, and 1 opinion."
    assert [link["href"] for link in figure.select("a")] == [
        "first.xhtml#claim-stranger-hand",
        "first.xhtml#claim-hands-matter",
        "second.xhtml#claim-minds",
    ]
    first = BeautifulSoup((out / "first.xhtml").read_text("utf-8"), "xml")
    assert first.select(".claim-tools, .claim-head a") == []
    table = BeautifulSoup((out / "evidence.xhtml").read_text("utf-8"), "xml")
    assert table.select(".evidence-files, tr[id], a.count") == []
    assert not list(out.glob("evidence.*[vn]"))  # no data


def test_print_has_the_map_as_text_with_links(tmp_path: Path):
    app = build(source(tmp_path), "typst")
    document = pypdfium2.PdfDocument(pdf_of(app))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "3 claims: 1 supported, 1 mixed, and 1 opinion." in text
    assert re.search(r"Jim Coan\s+◐ ?2\.1\s+– ?2\.2", text)
    marks = re.findall(r'#claim-mark\("(.*?)", "(.*?)"', typst_of(app))
    assert marks == [
        ("first:claim-stranger-hand", "mixed"),
        ("first:claim-hands-matter", "opinion"),
        ("second:claim-minds", "supported"),
    ]


def test_print_has_the_colors_of_light_pages():
    look = (HERE.parent / "extensions/claims/claim.typ").read_text("utf-8")
    style = (HERE.parent / "_static/book.css").read_text("utf-8")
    printed = dict(re.findall(r'(\w+): rgb\("(#\w{6})"\)', look))
    light = dict(reversed(re.findall(r"--rating-(\w+): (#\w{6})", style)))
    assert printed == light
    assert printed.keys() == set(RATINGS)


# -- What changes elsewhere -------------------------------------------------------------------


def test_build_on_an_older_one_is_a_build_anew(tmp_path: Path):
    book = source(tmp_path)
    build(book)
    claims = book / "second.md"
    claims.write_text(claims.read_text("utf-8").replace("supported", "contested"), "utf-8")
    terms = book / "glossary.md"
    terms.write_text(GLOSSARY.replace("brain\n", "organ\n"), "utf-8")
    key = book / "key.md"
    key.write_text(KEY.replace("● supported", "◇ contested"), "utf-8")
    again = Path(build(book, fresh=False).outdir)
    names = [*(f"{name}.html" for name in ("index", "evidence", "first", "second", "key"))]
    names += ["evidence-claims.csv", "evidence-claims.json", "evidence-claims.schema.json"]
    grown = {name: (again / name).read_text("utf-8") for name in names}
    anew = Path(build(source_of(book, tmp_path / "anew")).outdir)
    for name in names:
        assert grown[name] == (anew / name).read_text("utf-8"), name
    assert "key.html#rating-contested" in grown["second.html"]
    (book / "evidence.md").write_text("# Evidence\n", "utf-8")
    build(book, fresh=False)
    assert not any((again / name).exists() for name in names[-3:])


def source_of(book: Path, folder: Path) -> Path:
    folder.mkdir()
    for path in [*book.glob("*.md"), book / "conf.py", book / "refs.bib"]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


# -- The claims as data ---------------------------------------------------------------------


def test_json_is_what_its_schema_says(site: Path):
    schema = json.loads((site / "evidence-claims.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    whole = json.loads((site / "evidence-claims.json").read_text("utf-8"))
    assert [error.message for error in validator.iter_errors(whole)] == []
    assert whole["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert whole["address"] == "evidence.html"
    one = whole["claims"][1]
    assert [work.pop("reference")[:4] for work in one["sources"]] == ["Roe,", "Doe,"]
    assert one == {
        "id": "stranger-hand",
        "number": "2.1",
        "chapter": "Hands",
        "speaker": {"id": "coan", "name": "Jim Coan"},
        "statement": "A held hand calms the brain.",
        "rating": "mixed",
        "rating_label": "Mixed",
        "certainty": {
            "level": "low",
            "reasons": ["imprecision", "publication bias"],
            "label": "low (imprecision, publication bias)",
        },
        "reported": "loosely",
        "correction": "A hand held by a friend calms.",
        "seen": "2026-11-20",
        "topics": ["brain", "study"],
        "sources": [
            {"key": "roe2006hand", "doi": None, "read": None},
            {"key": "doe2017hand", "doi": None, "read": None},
        ],
        "address": "first.html#claim-stranger-hand",
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(rating="good"),
        lambda one: one.update(seen="yesterday"),
        lambda one: one.update(more=1),
        lambda one: one.pop("sources"),
        lambda one: one["certainty"].update(level="none"),
    ],
)
def test_schema_refuses_what_is_no_claim(site: Path, change):
    schema = json.loads((site / "evidence-claims.schema.json").read_text("utf-8"))
    whole = json.loads((site / "evidence-claims.json").read_text("utf-8"))
    change(whole["claims"][0])
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert len(list(validator.iter_errors(whole))) == 1


def test_csv_has_the_same_claims(site: Path):
    with (site / "evidence-claims.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    whole = json.loads((site / "evidence-claims.json").read_text("utf-8"))
    assert [(one["id"], one["statement"]) for one in found] == [
        (one["id"], one["statement"]) for one in whole["claims"]
    ]
    assert found[1]["sources"].split(" | ") == ["roe2006hand", "doe2017hand"]
    assert found[1]["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_page_offers_its_files(site: Path):
    links = soup(site, "evidence").select(".evidence-files a")
    assert [link["href"] for link in links] == [
        "evidence-claims.csv", "evidence-claims.json", "evidence-claims.schema.json",
    ]  # fmt: skip
    assert all((site / link["href"]).is_file() for link in links)


def test_address_of_the_site_stands_in_the_files(tmp_path: Path):
    site = Path(build(source(tmp_path), html_baseurl="https://example.org/book/").outdir)
    whole = json.loads((site / "evidence-claims.json").read_text("utf-8"))
    assert whole["claims"][0]["address"] == "https://example.org/book/second.html#claim-minds"


# -- In a browser -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    return served if request.param == "http" else site.as_uri()


@pytest.fixture(params=[320, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, has_touch=request.param == 320
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    # What the test itself asks of the page is evaluated in it.
    assert [fault for fault in faults if not fault.startswith("Evaluating a string")] == []


def listed(page: Page) -> list[str]:
    """What the list shows: heads of groups, and numbers of claims."""
    cells = page.locator(".evidence-table tbody tr:visible > :first-child")
    return [" ".join(text.split()) for text in cells.all_inner_texts()]


@pytest.mark.parametrize("state", [
    ("#speaker=coan", ["2 Hands", "2.1", "2.2"], "2 of 3 claims"),
    ("#speaker=coan&rating=mixed", ["2 Hands", "2.1"], "1 of 3 claims"),
    ("#topic=brain", ["2 Hands", "2.1"], "1 of 3 claims"),
    ("#chapter=second", ["1 Minds", "1.1"], "1 of 3 claims"),
    ("#q=ROE+calms", ["2 Hands", "2.1"], "1 of 3 claims"),
    ("#q=nothing", [], "No claim fits."),
    (
        "#sort=certainty",
        ["High (1)", "1.1", "Low (1)", "2.1", "Not graded (1)", "2.2"],
        "All 3 claims",
    ),
    ("#sort=speaker&rating=mixed", ["Jim Coan (1)", "2.1"], "1 of 3 claims"),
    ("#speaker=nobody&sort=up", ["1 Minds", "1.1", "2 Hands", "2.1", "2.2"], "All 3 claims"),
    ("#evidence-row-minds", ["1 Minds", "1.1", "2 Hands", "2.1", "2.2"], "All 3 claims"),
])  # fmt: skip
@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_state_is_read_from_its_address(page: Page, address: str, state):
    hash_, shown, said = state
    page.goto(f"{address}/evidence.html{hash_}")
    expect(page.locator(".evidence-shown")).to_have_text(said)
    assert listed(page) == shown
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_filters_write_the_address_and_back_undoes_them(page: Page, address: str):
    page.goto(f"{address}/evidence.html")
    shown = page.locator(".evidence-shown")
    page.get_by_label("Speaker", exact=True).select_option("coan")
    expect(page).to_have_url(re.compile("#speaker=coan$"))
    expect(shown).to_have_text("2 of 3 claims")
    page.get_by_label("Rating", exact=True).select_option("opinion")
    expect(page).to_have_url(re.compile("#rating=opinion&speaker=coan$"))
    page.get_by_label("Words", exact=True).press_sequentially("hand")
    expect(page).to_have_url(re.compile("&q=hand$"))
    page.go_back()
    expect(page).to_have_url(re.compile("#rating=opinion&speaker=coan$"))
    expect(page.get_by_label("Words", exact=True)).to_have_value("")
    page.go_back()
    assert listed(page) == ["2 Hands", "2.1", "2.2"]
    page.go_forward()
    assert listed(page) == ["2 Hands", "2.2"]
    page.get_by_role("button", name="Show all claims").press("Enter")
    expect(shown).to_have_text("All 3 claims")
    expect(shown).to_be_focused()
    assert "#" not in page.url


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_count_leads_to_the_filtered_list(page: Page, address: str):
    page.goto(f"{address}/evidence.html")
    count = page.locator(".count-first-mixed")
    assert count.get_attribute("aria-label") == "1 (2 Hands, Mixed)"
    count.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#rating=mixed&chapter=first$"))
    assert listed(page) == ["2 Hands", "2.1"]
    expect(page.locator(".evidence-shown")).to_be_focused()
    expect(page.locator(".evidence-tools")).to_be_in_viewport()


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_link_to_a_claim_shows_it_whatever_was_filtered(page: Page, address: str):
    page.goto(f"{address}/evidence.html#rating=mixed")
    page.evaluate("location.hash = 'evidence-row-minds'")
    expect(page.locator("#evidence-row-minds")).to_be_in_viewport()
    expect(page.locator(".evidence-shown")).to_have_text("All 3 claims")


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("page", [1280], indirect=True)
def test_link_to_the_list_is_copied(page: Page, served: str):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}/evidence.html#speaker=coan")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".evidence-shown")).to_have_text("The link is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{served}/evidence.html#speaker=coan"


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("page", [1280], indirect=True)
def test_browser_that_refuses_to_copy_shows_the_link(page: Page, served: str):
    page.goto(f"{served}/evidence.html#speaker=coan")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    page.get_by_role("button", name="Copy the link").click()
    link = page.get_by_label("The link to this list")
    expect(link).to_be_focused()
    expect(link).to_have_value(f"{served}/evidence.html#speaker=coan")


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_what_is_tapped_is_large_enough(page: Page, served: str):
    """WCAG 2.2, 2.5.8."""
    small = (
        "all => all.map(one => one.getBoundingClientRect())"
        ".filter(box => box.width < 24 || box.height < 24).length"
    )
    page.goto(f"{served}/evidence.html#speaker=coan")
    tools = page.locator(".evidence-tools :is(select, input, button):visible, a.count:visible")
    assert tools.evaluate_all(small) == 0
    page.goto(f"{served}/index.html")
    assert page.locator(".evidence-map a:visible").evaluate_all(small) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("page", [1280], indirect=True)
def test_mark_and_word_are_on_one_line_at_1280(page: Page, served: str):
    page.goto(f"{served}/evidence.html")
    lines = page.locator(".evidence-table .rating").evaluate_all(
        "all => all.map(one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert [line for line in lines if line >= 1.5] == []
    assert page.locator(".evidence-table").evaluate(
        "table => table.offsetWidth <= table.parentElement.clientWidth"
    )


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("page", [320], indirect=True)
def test_chapter_has_a_line_of_its_own_in_the_counts_of_a_phone(page: Page, served: str):
    page.goto(f"{served}/evidence.html")
    shares = page.locator(".evidence-counts th.stub").evaluate_all(
        "all => all.map(one => one.offsetWidth / one.parentElement.offsetWidth)"
    )
    assert min(shares[1:]) > 0.9  # the first is the hidden head
