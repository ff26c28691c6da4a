"""extensions.paragraphs: numbers that stay, the same in every output, and what is copied there."""

from __future__ import annotations

import functools
import re
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from sphinx.testing.util import SphinxTestApp
from test_frame import Quiet

from extensions.paragraphs.citation import citation_of, paragraph_locator
from extensions.paragraphs.contract import (
    GONE,
    ContractError,
    Line,
    fingerprint,
    fit,
    read,
    renewed,
    written,
)

REPOSITORY = Path(__file__).parents[1]
CONF = """\
project = "Hands & Minds"
author = copyright = "Nobody Special"
version = "1.0"
extensions = [
    "myst_parser", "sphinx_apa7", "extensions.claims", "extensions.cases", "extensions.answers",
    "extensions.markup", "extensions.paragraphs", "extensions.frame", "extensions.furo",
    "extensions.menu", "extensions.epub", "sphinx_typst_book",
]
myst_enable_extensions = ["colon_fence", "deflist", "smartquotes", "attrs_inline"]
numfig = True
gettext_compact = False
claims_speakers = {"coan": "Jim Coan"}
bibtex_bibfiles = ["refs.bib"]
html_theme = "furo"
html_copy_source = False
epub_basename = "hands"
epub_identifier = "urn:uuid:0a6f6e8a-6d5c-5d39-8f7c-0c6d2a1b3e4f"
epub_description = "A tiny book."
epub_show_urls = "no"
paragraphs_contract = "paragraphs.txt"
paragraphs_year = "2026"
"""
INDEX = """\
# Hands & Minds

No number stands here.

```{toctree}
:numbered:

chapters/hands
```

```{toctree}
back/glossary
back/references
```
"""
HANDS = """\
(chapter-hands)=
# Hands: how they calm

A hand calms the brain in a scanner {cite:p}`roe2001bonds`.

## What was tested

The women who waited were told that a shock might come.

- They held a hand of somebody close, or of a stranger.
- They held none.

> A hand is a hand.
>
> So it was said.

:::{claim} warm
:speaker: coan
:rating: opinion
:certainty: not graded (opinion)
:reported: exactly
:seen: 2026-11-20

A hand is warm.

It is.
:::

:::{case} A cold hand
:name: case-cold

Marie has cold hands.
:::

:::{table} Hands
:name: tbl-hands

| hand | found |
| --- | --- |
| left | much |
:::

The last paragraph of the chapter has a {term}`bond` in it.
"""
GLOSSARY = """\
# Glossary

Every term of the book stands here.

```{glossary}
bond
  What lasts.
```
"""
REFS = """\
@book{roe2001bonds, author = {Roe, Ann}, title = {Bonds}, publisher = {House}, date = {2001}}
"""
BOOK = {
    "conf.py": CONF,
    "index.md": INDEX,
    "chapters/hands.md": HANDS,
    "back/glossary.md": GLOSSARY,
    "back/references.md": "# References\n\n```{bibliography}\n```\n",
    "refs.bib": REFS,
}
#: A paragraph, one in a section, a list, a quotation, and one behind boxes and a table.
COUNTED = 5


# -- The contract ---------------------------------------------------------------------


def lines(**texts: str) -> list[Line]:
    """Numbers without their ``n`` and what is said there."""
    return [Line(n.removeprefix("n"), fingerprint(text) or GONE) for n, text in texts.items()]


ONE = "a woman lies in a scanner and waits for a shock"
TWO = "the chapter follows that hand from one study to the next"
THREE = "how this comes about is far less certain to all of us"
OLD = lines(n1=ONE, n2=TWO, n3=THREE)


def numbers(old: list[Line], *texts: str) -> list[str]:
    """The numbers that the paragraphs of a page get."""
    return [one.line.number for one in fit(old, [*map(fingerprint, texts)]) if one.at is not None]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([ONE, TWO, THREE], "1 2 3"),
        ([ONE, "quite another thing", TWO, THREE], "1 1a 2 3"),
        ([ONE, "quite another thing", "and one more of these", TWO, THREE], "1 1a 1b 2 3"),
        (["quite another thing", ONE, TWO, THREE], "0a 1 2 3"),
        ([ONE, TWO, THREE, "quite another thing"], "1 2 3 4"),
        ([ONE, THREE], "1 3"),
        ([ONE, "the chapter follows the hand from a study to others", THREE], "1 2 3"),
        ([TWO, ONE, THREE], "2 1 3"),
        ([ONE, "words that nobody ever wrote before", THREE], "1 2a 3"),
        ([ONE, "the chapter follows that hand from one", "study to the next", THREE], "1 2 2a 3"),
        ([], ""),
    ],
)
def test_number_stays_with_its_paragraph(texts: list[str], expected: str):
    assert " ".join(numbers(OLD, *texts)) == expected


def test_number_of_what_is_gone_is_never_given_again():
    without = [one.line for one in fit(OLD, [fingerprint(ONE), fingerprint(TWO)])]
    assert without[-1] == Line("3", GONE)
    assert numbers(without, ONE, TWO, "quite another thing") == ["1", "2", "4"]
    # Nor to itself, when it comes back: somebody may have quoted what stood there meanwhile.
    assert numbers(without, ONE, TWO, THREE) == ["1", "2", "4"]


def test_letters_go_on_behind_those_that_were_given():
    old = lines(n1=ONE, n1a=TWO, n1b="", n2=THREE)
    assert numbers(old, ONE, "quite another thing", TWO, THREE) == ["1", "1c", "1a", "2"]
    many = [f"nothing like it, number {word * 7}" for word in "abcdefghijklmnopqrstuvwxyzäöü"]
    given_ = numbers(lines(n1=ONE, n2=THREE), ONE, *many, THREE)
    assert given_[25:29] == ["1y", "1z", "1aa", "1ab"]


def test_what_is_gone_stands_behind_what_it_followed():
    placed = fit(OLD, [fingerprint(THREE)])
    assert [(one.line.number, one.at) for one in placed] == [("1", None), ("2", None), ("3", 0)]


@given(
    st.lists(st.text("abcdefgh", min_size=3), max_size=8),
    st.lists(st.lists(st.text("abcdefgh", min_size=3), max_size=8), max_size=4),
)
def test_numbers_are_one_of_a_kind_and_kept(first: list[str], later: list[list[str]]):
    contract = renewed({}, {"page": first})
    known: set[str] = {line.number for line in read(contract).get("page", ())}
    for page in later:
        again = renewed(read(contract), {"page": page})
        assert renewed(read(again), {"page": page}) == again  # nothing more to do
        found = [line.number for line in read(again).get("page", ())]
        assert len(set(found)) == len(found)
        assert known <= set(found)
        contract, known = again, set(found)


def test_page_that_left_the_book_keeps_its_numbers():
    assert renewed({"a": OLD[:1]}, {}).splitlines()[-1] == "a 1 -"


def test_contract_is_read_as_it_is_written():
    pages = {"b": OLD, "a": lines(n1=ONE, n1a="")}
    assert read(written(pages)) == pages
    assert written(pages).index("\na 1 ") < written(pages).index("\nb 1 ")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# Head\nchapters/a twelve xx\n", 2, "this is no page, number and fingerprint"),
        ("a 1 xx\na 1 yy\n", 2, "a has 1 twice"),
    ],
)
def test_damaged_contract_says_where(text: str, line: int, message: str):
    with pytest.raises(ContractError, match=message) as caught:
        read(text)
    assert caught.value.line == line


def test_fingerprint_has_a_letter_a_word_and_no_text():
    assert len(fingerprint(ONE)) == len(ONE.split())
    assert fingerprint("A  hand.") == fingerprint("a hand")
    assert fingerprint("…") == ""


# -- A book -----------------------------------------------------------------------------


def write(folder: Path, **files: str) -> Path:
    for name, text in {**BOOK, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build(source: Path, builder: str = "html", out: str = "", **settings) -> tuple[Path, str, dict]:
    """Build what is in *source* as it is; where, the warnings, and the fingerprints."""
    settings = {"language": "en", **settings}
    target = source / "_build" / (out or builder)
    app = SphinxTestApp(
        builder, srcdir=source, freshenv=False, confoverrides=settings, builddir=target
    )
    try:
        app.build()
        kept = app.env.domaindata["paragraphs"]["paragraphs"]
        warnings = re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue())
        prints = {name: [one.fingerprint for one in page] for name, page in kept.items()}
        return Path(app.outdir), warnings.replace(f"{source}/", ""), prints
    finally:
        app.cleanup()


def number(source: Path) -> str:
    """Bring the contract of the book up to date; its text."""
    path = source / "paragraphs.txt"
    old = path.read_text("utf-8") if path.exists() else ""
    _out, _warnings, prints = build(source, "dummy", out="numbering")
    path.write_text(renewed(read(old), prints), "utf-8")
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("book"))
    number(folder)
    return folder


@pytest.fixture(scope="module")
def site(source: Path) -> Path:
    out, warnings, _prints = build(source)
    assert warnings == ""
    return out


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def beside(page: BeautifulSoup) -> dict[str, str]:
    """Each number with the first words of what it stands in."""
    return {
        mark.get_text(): " ".join(mark.parent.get_text(" ").split()[1:4])
        for mark in page.select(".paragraph-number")
    }


EXPECTED = {
    "1": "A hand calms",
    "2": "The women who",
    "3": "They held a",
    "4": "A hand is",
    "5": "The last paragraph",
}


def test_paragraphs_lists_and_quotations_are_numbered_and_boxes_are_not(site: Path):
    page = soup(site / "chapters/hands.html")
    assert beside(page) == EXPECTED
    assert len(EXPECTED) == COUNTED
    [mark] = page.select("#p3")
    assert (mark.name, mark["href"], mark["aria-label"]) == ("a", "#p3", "Paragraph 3")
    assert beside(soup(site / "back/glossary.html")) == {"1": "Every term of"}
    assert beside(soup(site / "index.html")) == {}


def test_epub_has_the_same_numbers(source: Path):
    out, warnings, _prints = build(source, "epub")
    assert warnings == ""
    with ZipFile(out / "hands.epub") as package:
        page = BeautifulSoup(package.read("chapters/hands.xhtml"), "xml")
    assert beside(page) == EXPECTED
    marks = page.select(".paragraph-number")
    assert [(mark.name, mark["id"]) for mark in marks] == [("span", f"p{n}") for n in EXPECTED]
    assert page.select(".headerlink, .name-link") == []


def test_print_has_them_in_the_inner_margin(source: Path):
    out, warnings, _prints = build(source, "typst")
    assert warnings == ""
    [path] = out.glob("hands*.pdf")
    document = pypdfium2.PdfDocument(path)
    found = []
    for at, page in enumerate(document):
        text = page.get_textpage()
        inner = 26 / 25.4 * 72  # as the template has it for A4
        for left, bottom, right, top in (text.get_rect(n) for n in range(text.count_rects())):
            words = text.get_text_bounded(left, bottom, right, top).strip()
            beside_text = right < inner if at % 2 == 0 else left > page.get_width() - inner
            if beside_text and re.fullmatch(r"\d+[a-z]*", words):
                found.append(words)
    assert found == [*EXPECTED, "1"]


def test_numbers_are_those_of_the_source_in_every_language(source: Path, tmp_path: Path):
    message = "The women who waited were told that a shock might come."
    catalog = (
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{message}"\n'
    )
    book = write(
        tmp_path,
        **{
            "paragraphs.txt": (source / "paragraphs.txt").read_text("utf-8"),
            "locale/nl/LC_MESSAGES/chapters/hands.po": catalog
            + 'msgstr "De vrouwen die wachtten, kregen iets heel anders te horen."\n',
            "locale/nl/LC_MESSAGES/sphinx.po": (
                REPOSITORY / "locale/nl/LC_MESSAGES/sphinx.po"
            ).read_text("utf-8"),
        },
    )
    out, warnings, _prints = build(book, language="nl", locale_dirs=["locale"])
    assert warnings == ""
    page = soup(out / "chapters/hands.html")
    assert beside(page) == {**EXPECTED, "2": "De vrouwen die"}
    assert page.select_one("#p2")["aria-label"] == "Alinea 2"


def test_paragraph_without_a_number_is_a_warning_in_every_build(tmp_path: Path):
    book = write(tmp_path)
    number(book)
    new = "Nobody has given this sentence a number so far.\n\n## What was tested"
    write(book, **{"chapters/hands.md": HANDS.replace("## What was tested", new)})
    expected = (
        "chapters/hands.md:6: WARNING: the paragraph “Nobody has given this sentence a number so"
        " far.” has no number: run `make paragraphs`, and commit paragraphs.txt"
        " [paragraphs.no_number]\n"
    )
    for _ in range(2):
        out, warnings, _prints = build(book)
        assert warnings == expected
    assert beside(soup(out / "chapters/hands.html")) == EXPECTED
    number(book)
    out, warnings, _prints = build(book)
    assert warnings == ""
    assert list(beside(soup(out / "chapters/hands.html"))) == ["1", "1a", "2", "3", "4", "5"]


@pytest.mark.parametrize("contract", ["", "paragraphs.txt"])
def test_book_without_a_contract_has_no_numbers(tmp_path: Path, contract: str):
    out, warnings, _prints = build(write(tmp_path), paragraphs_contract=contract)
    assert warnings == ""
    assert beside(soup(out / "chapters/hands.html")) == {}


def test_damaged_contract_stops_the_build(tmp_path: Path):
    book = write(tmp_path, **{"paragraphs.txt": "chapters/hands one xx\n"})
    with pytest.raises(Exception, match=r"paragraphs\.txt:1: this is no page, number"):
        build(book)


def test_address_of_what_is_gone_leads_to_where_it_stood(tmp_path: Path):
    book = write(tmp_path)
    number(book)
    gone = "The women who waited were told that a shock might come.\n\n"
    write(book, **{"chapters/hands.md": HANDS.replace(gone, "")})
    for _ in range(2):  # also before the contract is brought up to date
        out, warnings, _prints = build(book)
        assert warnings == ""
        page = soup(out / "chapters/hands.html")
        assert list(beside(page)) == ["1", "3", "4", "5"]
        assert page.select_one("#p2").find_parent("p").get_text().split()[1:3] == ["A", "hand"]
        number(book)


def pages_of(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): path.read_text("utf-8")
        for path in sorted(out.rglob("*.html"))
    }


def test_build_on_an_older_build_is_building_anew(tmp_path: Path):
    """A new contract, or one without a line, without a page that was read again."""
    book = write(tmp_path)
    text = number(book)
    build(book)
    changed = text.replace("chapters/hands 5 ", "chapters/hands 7 ").replace(
        "back/glossary 1 ", "back/glossary 3 "
    )
    for contract in (changed, text):
        write(book, **{"paragraphs.txt": contract})
        out, warnings, _prints = build(book)
        clean, _warnings, _prints = build(book, out=f"clean-{contract == text}")
        assert warnings == ""
        assert pages_of(out) == pages_of(clean)
    assert list(beside(soup(out / "chapters/hands.html"))) == list(EXPECTED)


# -- Links and citations ---------------------------------------------------------------


def test_everything_with_a_name_links_to_itself(site: Path):
    page = soup(site / "chapters/hands.html")
    links = {a["href"] for a in page.select("article :is(.name-link, .headerlink)")}
    assert {"#claim-warm", "#case-cold", "#tbl-hands", "#cite-roe2001bonds"} <= links
    assert "#chapter-hands" in links or "#hands-how-they-calm" in links
    names = [a.get_text(" ", strip=True) for a in page.select(".name-link")]
    assert names == ["Claim 1.1", "Case 1.1"]
    assert soup(site / "back/glossary.html").select_one("dt .headerlink")["href"] == "#term-bond"
    listed = soup(site / "back/references.html").select("li.citation > .headerlink")
    assert [a["title"] for a in listed] == ["Link to this reference"]


class Settings:
    author, project, paragraphs_year = "Nobody Special", "Hands & Minds", "2026"

    def __init__(self, language: str) -> None:
        self.language = language


@pytest.mark.parametrize(
    ("language", "title", "reference"),
    [
        (
            "en",
            "Hands: how they calm",
            "Nobody Special. (2026). Hands: How they calm. Hands & Minds. {address}",
        ),
        ("nl", "Handen", "Nobody Special. (2026). Handen. Hands & Minds. {address}"),
        ("en", "50% of $5_x", "Nobody Special. (2026). 50% of $5_x. Hands & Minds. {address}"),
        ("en", "Hands & Minds", "Nobody Special. (2026). Hands & Minds. {address}"),
    ],
)
def test_citation_is_apa(language: str, title: str, reference: str):
    assert citation_of(Settings(language), title) == {
        "reference": reference,
        "in_text": "(Nobody Special, 2026, {locator})",
    }


def test_locator_is_in_the_language_of_the_book():
    assert paragraph_locator("en") == "para. {number}"
    assert paragraph_locator("nl") == "alinea {number}"


def test_without_a_year_a_citation_says_so():
    settings = Settings("en")
    settings.paragraphs_year = ""
    assert citation_of(settings, "A")["in_text"] == "(Nobody Special, n.d., {locator})"


# -- In a browser -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(site: Path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(params=["mouse", "touch"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest):
    is_touch = request.param == "touch"
    context = browser.new_context(
        viewport={"width": 360 if is_touch else 1280, "height": 800},
        has_touch=is_touch,
        is_mobile=is_touch,
        permissions=["clipboard-read", "clipboard-write"],
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(f"{address}/chapters/hands.html")
    yield opened
    context.close()
    assert [fault for fault in faults if not fault.startswith("Evaluating a string")] == []


def press(page: Page, selector: str) -> None:
    place = page.locator(selector)
    if page.evaluate("matchMedia('(hover: none)').matches"):
        place.tap()
    else:
        place.click()


def copied(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


slow = pytest.mark.slow
in_browser = pytest.mark.xdist_group("browser")


@slow
@in_browser
def test_link_and_citation_of_a_paragraph_are_copied(page: Page, address: str):
    press(page, "#p2")
    dialog = page.get_by_role("dialog", name="Paragraph 2")
    expect(dialog).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_be_focused()
    assert page.url.endswith("hands.html#p2")
    page.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_role("status")).to_have_text("The link is copied.")
    assert copied(page) == f"{address}/chapters/hands.html#p2"
    page.get_by_role("button", name="Copy citation").click()
    expect(dialog.get_by_role("status")).to_have_text("The citation is copied.")
    assert copied(page).splitlines() == [
        "Nobody Special. (2026). Hands: How they calm. Hands & Minds. "
        f"{address}/chapters/hands.html#p2",
        "(Nobody Special, 2026, para. 2)",
    ]
    page.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


@slow
@in_browser
@pytest.mark.parametrize(
    ("selector", "name", "locator"),
    [
        ("#claim-warm .name-link", "Claim 1.1", "Claim 1.1"),
        ("#case-cold .name-link", "Case 1.1", "Case 1.1"),
        ("#tbl-hands .headerlink", "Table 1.1", "Table 1.1"),
        ("h2 .headerlink >> nth=0", "1.1. What was tested", "“What was tested” section"),
        ("h1 .headerlink", "1. Hands: how they calm", ""),
    ],
)
def test_what_has_a_name_is_quoted_by_it(page: Page, selector: str, name: str, locator: str):
    press(page, selector)
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("status")).to_have_text("The citation is copied.")
    expected = f"(Nobody Special, 2026, {locator})" if locator else "(Nobody Special, 2026)"
    assert copied(page).splitlines()[-1] == expected


@slow
@in_browser
def test_reference_is_copied_as_it_stands(page: Page):
    press(page, "li.citation .headerlink")
    page.get_by_role("button", name="Copy reference").click()
    expect(page.get_by_role("status")).to_have_text("The reference is copied.")
    assert copied(page) == "Roe, A. (2001). Bonds. House."


@slow
@in_browser
@pytest.mark.parametrize("page", ["mouse"], indirect=True)
def test_dialog_opens_and_closes_by_keyboard(page: Page):
    link = page.locator("#p2")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Paragraph 2")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(dialog).to_be_hidden()


@slow
@in_browser
@pytest.mark.parametrize("page", ["mouse"], indirect=True)
def test_links_are_seen_on_pointing_and_on_focus(page: Page):
    link = page.locator("h2 .headerlink").first
    expect(link).to_have_css("opacity", "0")
    page.locator("h2").first.hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    page.keyboard.press("Tab")
    link.focus()
    expect(link).to_have_css("opacity", "1")


@slow
@in_browser
@pytest.mark.parametrize("page", ["touch"], indirect=True)
def test_links_are_seen_by_who_cannot_point(page: Page):
    for selector in ("h2 .headerlink", ".citation .headerlink", "caption .headerlink"):
        assert (
            float(page.locator(selector).first.evaluate("a => getComputedStyle(a).opacity")) > 0.5
        )
    sizes = page.locator(".paragraph-number, .headerlink").evaluate_all(
        "all => all.map(a => a.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@slow
@in_browser
@pytest.mark.parametrize("page", ["mouse"], indirect=True)
def test_numbers_stand_beside_the_text_and_are_not_copied_with_it(page: Page):
    mark, text = page.locator("#p1"), page.locator("p:has(> #p1)")
    edges = [part.evaluate("part => part.getBoundingClientRect().left") for part in (mark, text)]
    assert mark.evaluate("mark => mark.getBoundingClientRect().right") <= edges[1]
    lefts = page.locator(".paragraph-number").evaluate_all(
        "all => [...new Set(all.map(a => Math.round(a.getBoundingClientRect().right)))]"
    )
    assert len(lefts) == 1
    assert (
        text.evaluate("p => (getSelection().selectAllChildren(p), getSelection().toString())")[:6]
        .strip()
        .startswith("A han")
    )


@slow
@in_browser
def test_page_from_a_disk_copies_without_its_place(browser: Browser, site: Path):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((site / "chapters/hands.html").as_uri())
    page.locator("#p1").click()
    text = page.locator(".quote-text").inner_text()
    assert text.splitlines() == [
        "Nobody Special. (2026). Hands: How they calm. Hands & Minds.",
        "(Nobody Special, 2026, para. 1)",
    ]
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("status")).to_have_text("The citation is copied.")
    context.close()


@slow
@in_browser
def test_refused_copy_shows_what_to_copy(page: Page):
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    page.evaluate("void (document.execCommand = () => false)")
    press(page, "#p1")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("does not copy"))
    assert page.locator(".quote-text").inner_text().endswith("hands.html#p1")


@slow
@in_browser
def test_without_a_script_a_number_is_a_link(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/chapters/hands.html")
    page.locator("#p5").click()
    assert page.url.endswith("#p5")
    context.close()
