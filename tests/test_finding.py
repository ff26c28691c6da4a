"""extensions.finding: what a student looks for is found, shown, and landed on."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect
from sphinx.testing.util import SphinxTestApp
from test_frame import Quiet

from extensions.finding import without_sphinx_search
from extensions.finding.index import DIGITS, digits
from extensions.finding.words import Terms, fold, language_of, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
CONF = """\
project = "Hands"
author = copyright = "Nobody"
version = "1"
extensions = ["myst_parser", "extensions.claims", "extensions.wordlist", "extensions.unchanged",
              "extensions.furo", "extensions.finding"]
myst_enable_extensions = ["colon_fence", "deflist", "smartquotes", "attrs_inline"]
claims_speakers = {"coan": "Jim Coan"}
bibtex_bibfiles = ["refs.bib"]
html_theme = "furo"
html_title = "Hands"
html_copy_source = False
numfig = True
nitpicky = True
"""
BOOK = {
    "conf.py": CONF,
    "refs.bib": """\
@article{coan2006lending,
  author = {Coan, James A. and van der Meer, Zoë},
  title = {Lending a hand},
  journal = {Science},
  date = {2006},
}
""",
    "index.md": "# Hands\n\n```{toctree}\n:numbered:\nheld\nwords\n```\n",
    "held.md": """\
# Held hands

Nobody knew what a stranger would do. Holding hands calms, by *g* = 0.69, in 1,204 people.

## The zebra

A paragraph before the one that counts, and it says nothing of stripes.

- A point about lions.
- A point about {term}`mentalizing`.

Zebras graze[^note] beside the river, and nobody’s café has a view of them.

[^note]: A note about grasses.

```{claim} calm
:speaker: coan
:rating: mixed
:certainty: low (imprecision)
:reported: exactly
:seen: 2026-01-02
:sources: coan2006lending

The brain expects company.

It was seen {cite:p}`coan2006lending`.
```

:::{table} Horses by stripe
:name: tbl-horses

| Horse | Stripe |
| --- | --- |
| Quagga | half |
:::
""",
    "words.md": """\
# Words

```{glossary}
mentalizing
  Reading minds.

  Dutch: [mentaliseren]{.lang-nl}.
```

## All works

```{bibliography}
```
""",
}


def write(folder: Path, book: dict[str, str]) -> Path:
    for name, text in book.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build(source: Path, name: str = "out", builder: str = "html", **settings) -> Path:
    app = SphinxTestApp(
        builder,
        srcdir=source,
        builddir=source.parent / name,
        freshenv=False,
        confoverrides={"locale_dirs": [str(HERE.parent / "locale")], **settings},
    )
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    return Path(app.outdir)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book", BOOK)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write(tmp_path_factory.mktemp("site") / "book", BOOK))


def units(site: Path) -> dict[str, list[list]]:
    return json.loads((site / ".units.json").read_text("utf-8"))["pages"]


def given(path: Path):
    text = path.read_text("utf-8")
    return json.loads(text[text.index(", ") + 2 : -3])


def files(site: Path) -> dict[str, str]:
    """All that a reader gets, but for what changes with the time."""
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*"))
        if path.suffix in {".js", ".html"}
    }


# -- What can be found --------------------------------------------------------------


def test_units_of_a_page(site: Path):
    found = [tuple(unit[:4]) for unit in units(site)["held"]]
    assert found[:3] == [
        ("s", "held-hands", "1 Held hands", ""),
        ("p", "held-hands", "1 Held hands", found[1][3]),
        ("s", "the-zebra", "1.1 The zebra", ""),
    ]
    kinds = {kind: (anchor, title, text) for kind, anchor, title, text in found}
    assert kinds["c"][:2] == ("claim-calm", "Claim 1.1")
    assert kinds["c"][2].startswith("The brain expects company. It was seen (Coan & van der Meer")
    assert kinds["f"] == ("tbl-horses", "Table 1.1", "Horses by stripe Horse Stripe Quagga half")
    texts = [text for _, _, _, text in found]
    assert "A point about mentalizing." in texts
    assert "Zebras graze beside the river, and nobody’s café has a view of them." in texts
    assert "A note about grasses." in texts


def test_a_reference_is_found_in_the_whole_list_only(site: Path):
    index = given(site / "_static/data/finding.js")
    assert index["kinds"].count("r") == 1
    parts = [
        unit
        for n in range(len(index["parts"]))
        for unit in given(site / f"_static/data/finding/{index['made']}-{n}.js")
    ]
    at = index["kinds"].index("r")
    assert parts[at][0] == "cite-coan2006lending"
    assert at >= index["on"][0] + index["on"][1]  # on the third page


def test_a_heading_with_nothing_below_it_is_not_found(book: Path):
    write(book, {"held.md": "# Held\n\nHands.\n\n## Empty\n\n### Emptier\n\n## Full\n\nMore.\n"})
    assert [unit[2] for unit in units(build(book))["held"] if unit[0] == "s"] == [
        "1 Held",
        "1.2 Full",
    ]


# -- Words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "expected"),
    [("0.69", ".69"), (".69", ".69"), ("0,69", ".69"), ("1,204", "1204"), ("4.7", "4.7"),
     ("0", "0"), ("007", "7"), ("1,204.50", "1204.50"), ("10.0", "10.0")],
)  # fmt: skip
def test_numbers_are_one_however_they_are_written(token: str, expected: str):
    assert number(token) == expected


def test_words_are_folded():
    assert [fold(word) for word in ("Röhricht", "nobody’s", "O'Connor", "Zoë")] == [
        "rohricht",
        "nobody",
        "oconnor",
        "zoe",
    ]


def test_another_language_has_its_own_stems_and_stop_words():
    english, dutch = (Terms(language_of(name), {}) for name in ("en", "nl_BE"))
    assert list(english.of("the holding of hands")) == ["hold", "hand"]
    assert list(dutch.of("het vasthouden van de handen")) == ["vasthoud", "hand"]
    assert list(Terms(language_of("xx"), {}).of("the hands")) == ["the", "hands"]


def test_digits_have_nothing_that_a_script_would_escape():
    assert len(set(DIGITS)) == 64
    assert json.dumps(DIGITS) == f'"{DIGITS}"'
    assert digits([0, 31, 32]) == DIGITS[0] + DIGITS[31] + DIGITS[33] + DIGITS[0]


# -- Builds -----------------------------------------------------------------------------


def test_no_page_reads_sphinx_search(site: Path):
    """``without_sphinx_search``: when Sphinx has a switch for its scripts, use that."""
    names = {path.name for path in site.rglob("*.js")}
    gone = {"searchtools.js", "language_data.js", "doctools.js", "sphinx_highlight.js"}
    assert not names & {*gone, "searchindex.js", "documentation_options.js"}
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert not any(name in page for page in pages for name in gone)
    assert all('rel="search"' in page and 'name="q"' in page for page in pages)
    assert "_js_files" in (without_sphinx_search.__doc__ or "")


def test_building_on_an_older_build_is_building_anew(book: Path):
    build(book)
    held = BOOK["held.md"].replace("Zebras graze", "Okapis graze").replace("## The", "## A")
    write(book, {"held.md": held})
    assert files(build(book)) == files(build(book, "clean"))
    (book / "held.md").unlink()
    write(book, {"index.md": BOOK["index.md"].replace("held\n", "")})
    again = files(build(book))
    assert again == files(build(book, "cleaner"))
    assert not any("kapis" in text for text in again.values())


def test_nothing_is_written_again_when_nothing_changed(book: Path):
    data = build(book) / "_static/data"
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*.js")}
    assert len(before) > 1
    build(book)
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*.js")} == before


@pytest.mark.parametrize("damage", [None, "", "[]", '{"pages": {"held": []}}', "\0"])
def test_damaged_notes_and_files_are_made_again(book: Path, damage: str | None):
    output = build(book)
    whole = files(output)
    if damage is None:
        (output / "_static/data/finding.js").unlink()
        next((output / "_static/data/finding").iterdir()).write_text("half", "utf-8")
    else:
        (output / ".units.json").write_text(damage, "utf-8")
    assert files(build(book)) == whole


def test_stems_are_kept_beside_the_doctrees(book: Path, monkeypatch: pytest.MonkeyPatch):
    from snowballstemmer.english_stemmer import EnglishStemmer

    build(book)
    stemmed: list[str] = []
    stem = EnglishStemmer.stemWord
    monkeypatch.setattr(
        EnglishStemmer, "stemWord", lambda self, word: stemmed.append(word) or stem(self, word)
    )
    write(book, {"words.md": BOOK["words.md"].replace("Reading minds", "Guessing minds")})
    build(book)
    assert stemmed == ["guessing"]


def test_other_builders_are_left_alone(book: Path):
    output = build(book, builder="epub")
    assert not list(output.rglob("finding*"))
    assert not (output / ".units.json").exists()


def test_forms_in_another_language_are_synonyms(site: Path):
    assert ["mental", "mentaliseren"] in given(site / "_static/data/finding.js")["synonyms"]


# -- In a browser -------------------------------------------------------------------------

slow = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def browser_test(function: Callable) -> Callable:
    for one in slow:
        function = one(function)
    return function


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the site stands: on a server with the strictest policy, and on a disk."""
    if request.param == "file":
        yield site.as_uri()
    else:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 800})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    yield opened
    opened.close()
    assert errors == []


def ask(page: Page, base: str, question: str) -> None:
    page.goto(f"{base}/search.html")
    page.get_by_role("searchbox", name="Words to find").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "asked => document.documentElement.dataset.found === asked", arg=question
    )


@browser_test
@pytest.mark.parametrize(
    ("question", "title", "marked"),
    [
        ("zebra grazing", "1.1 The zebra", {"Zebras", "graze"}),
        ("zebbra", "1.1 The zebra", {"zebra"}),
        ("0.69", "1 Held hands", {"0.69"}),
        (".69", "1 Held hands", {"0.69"}),
        ("1204 people", "1 Held hands", {"1,204", "people"}),
        ("claim 1.1", "Claim 1.1", {"Claim", "1.1"}),
        ("mentalise", "mentalizing", {"mentalizing"}),
        ("mentaliseren", "mentalizing", {"mentaliseren"}),
        ("Coan 2006", "Coan & van der Meer, 2006", {"Coan", "2006"}),
        ("van der Meer", "Coan & van der Meer, 2006", {"van", "der", "Meer"}),
        ("quaga", "Table 1.1", {"Quagga"}),
        ("cafe", "1.1 The zebra", {"café"}),
    ],
)
def test_a_question_finds_its_passage_with_the_words_marked(
    page: Page, base: str, question: str, title: str, marked: set[str]
):
    ask(page, base, question)
    results = page.locator(".finding-group").first.locator(".finding-result")
    titles = [one.inner_text() for one in results.locator(".finding-title").all()]
    assert title in titles[:3]
    found = results.nth(titles.index(title)).locator("mark").all_inner_texts()
    assert marked <= set(found)


@browser_test
def test_a_result_lands_on_its_passage_with_the_words_marked(page: Page, base: str):
    ask(page, base, "zebra grazing")
    page.locator(".finding-result", has_text="beside the river").get_by_role("link").click()
    passage = page.locator("p", has_text="beside the river")
    expect(passage).to_be_focused()
    expect(passage).to_be_in_viewport()
    assert passage.locator("mark").all_inner_texts() == ["Zebras", "graze"]
    page.keyboard.press("Escape")
    assert page.locator("mark").count() == 0
    assert page.url.endswith("held.html#the-zebra")


@browser_test
def test_marks_go_by_touch_and_the_way_leads_back(browser: Browser, site: Path):
    context = browser.new_context(has_touch=True, viewport={"width": 320, "height": 700})
    page = context.new_page()
    ask(page, site.as_uri(), "brain company")
    page.locator(".finding-result").first.get_by_role("link").tap()
    expect(page.locator("#claim-calm")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Hide marks").tap()
    expect(page.locator("mark.found")).to_have_count(0)
    page.go_back()
    expect(page.locator(".finding-result").first).to_be_visible()
    page.locator(".finding-result").first.get_by_role("link").tap()
    page.get_by_role("link", name="Back to the results").tap()
    expect(page.get_by_role("searchbox", name="Words to find")).to_have_value("brain company")
    context.close()


@browser_test
def test_the_count_is_told_and_links_come_in_order(page: Page, base: str):
    ask(page, base, "hands")
    expect(page.get_by_role("status")).to_contain_text("places were found.")
    links = page.locator(".finding-result a")
    page.locator(".search-form button").focus()
    for n in range(min(3, links.count())):
        page.keyboard.press("Tab")
        expect(links.nth(n)).to_be_focused()
    ask(page, base, "qqqqzzzz")
    expect(page.get_by_role("status")).to_have_text("Nothing was found for “qqqqzzzz”.")
    ask(page, base, "of the")
    expect(page.get_by_role("status")).to_have_text("Nothing was found for “of the”.")


@browser_test
def test_the_field_in_the_menu_asks(browser: Browser, site: Path):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((site / "held.html").as_uri())
    page.get_by_role("searchbox", name="Search this book").fill("river")
    page.keyboard.press("Enter")
    expect(page.locator(".finding-result").first).to_contain_text("river")
    page.close()


@browser_test
def test_without_scripts_the_page_says_what_to_do(browser: Browser, site: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "search.html").as_uri())
    expect(page.get_by_text("This search needs JavaScript.")).to_be_visible()
    hrefs = page.locator("main .admonition a").evaluate_all("all => all.map(a => a.href)")
    assert [href.rpartition("/")[2] for href in hrefs] == ["index.html", "genindex.html"]
    context.close()


@browser_test
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_script_has_the_terms_of_the_index(browser: Browser, tmp_path: Path, language: str):
    """Every word of the book, asked for, is found with no help of fuzziness."""
    site = build(write(tmp_path / "book", BOOK), language=language)
    index = given(site / "_static/data/finding.js")
    terms = Terms(language_of(language), {})
    text = " ".join(unit[3] for page in units(site).values() for unit in page)
    text += " Röhricht O’Connor nobody’s 0,69 1,204.5 007 .5 Zoë ½ d’Andrea vasthouden gezien"
    page = browser.new_page()
    page.goto((site / "search.html").as_uri() + "?q=a")
    page.wait_for_function("document.documentElement.dataset.found")
    assert page.evaluate("text => book.finding.termsOf(text)", text) == list(terms.of(text))
    assert index["stop"]
    page.close()
