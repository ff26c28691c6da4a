"""extensions.cards: what the files of cards hold, in every kind of build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from card_books import build, data, edit, write

from extensions.cards.record import RECORD, cards, script
from extensions.cards.things import LEAD, lead

if TYPE_CHECKING:
    from collections.abc import Callable

    Edit = Callable[[Path], None]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write(tmp_path_factory.mktemp("cards") / "book"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "book")


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def soup(site: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{page}.html").read_text("utf-8"), "lxml")


# -- What a file holds -------------------------------------------------------------


def test_a_page_gets_what_it_refers_to_elsewhere_and_nothing_else(site):
    found = data(site, "two")
    assert found["places"] == {}
    assert {name: card[0] for name, card in found["cards"].items()} == {
        "one.html#chapter-one": "page",
        "one.html#second-name": "section",
        "one.html#fig-hands": "figure",
        "one.html#tbl-hands": "table",
        "one.html#claim-calm": "claim",
        "one.html#case-wait": "case",
        "back/glossary.html#term-secure-base": "term",
        "back/glossary.html#term-attachment-figure": "term",
    }


def test_what_stands_on_the_page_is_not_in_its_file(site):
    assert data(site, "one")["cards"].keys() == {"back/glossary.html#term-attachment-figure"}


@pytest.mark.parametrize(
    ("page", "name", "markup"),
    [
        (
            "two",
            "one.html#chapter-one",
            '<p class="card-title"><span class="section-number">1 </span>'
            "A hand &amp; a &lt;b&gt;brain&lt;/b&gt;</p>"
            "<p>Hands calm (Doe, 2017; Roe, 2006). So says A. Coan of them. They may. Or not.</p>",
        ),
        (
            "two",
            "one.html#second-name",
            '<p class="card-of">1 A hand &amp; a &lt;b&gt;brain&lt;/b&gt;</p><p class="card-title">'
            '<span class="section-number">1.1 </span>The larger sample</p>',
        ),
        (
            "two",
            "one.html#fig-hands",
            '<img data-src="_images/hands.svg" alt="Two hands.">'
            '<p><span class="caption-number">Figure 1.1 </span>The two hands.</p>',
        ),
        (
            "two",
            "one.html#tbl-hands",
            '<p><span class="caption-number">Table 1.1 </span>What was measured</p>',
        ),
        (
            "two",
            "one.html#claim-calm",
            '<p class="card-line"><span class="caption-number">Claim 1.1 </span>'
            '<span class="claim-speaker">Jim Coan</span> <span class="rating rating-mixed">'
            '<span class="rating-mark" aria-hidden="true">◐</span> '
            '<span class="rating-word">Mixed</span></span></p>'
            '<p class="claim-statement"><em>Hands</em> calm the brain.</p>'
            '<p class="card-more">Certainty: low (imprecision).</p>',
        ),
        (
            "two",
            "back/glossary.html#term-attachment-figure",
            '<p class="card-title">attachment figure</p>'
            "<p>Whom one seeks &lt;script&gt;alert(“&amp;”)&lt;/script&gt; (Roe, 2006).</p>"
            '<p>Dutch: <span lang="nl">gehechtheidsfiguur</span>.</p>',
        ),
        (
            "back/evidence",
            "back/references.html#cite-doe2017hand",
            "<p>Doe,\N{NO-BREAK SPACE}J. (2017). The hand again. <em>Journal of Hands</em>. "
            '<a class="reference external" href="https://doi.org/10.1000/again">'
            "https://doi.org/10.1000/again</a></p>",
        ),
        ("back/answers", "one.html#question-1", "<p>Why does a hand calm?</p>"),
    ],
)
def test_card(site, page, name, markup):
    assert data(site, page)["cards"][name][1] == markup


def test_free_copy_is_in_the_card_and_in_the_list_of_the_page(site):
    address = "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123"
    assert data(site, "back/evidence")["cards"]["back/references.html#cite-doe2017hand"][2] == (
        address
    )
    page = soup(site, "one")
    assert page.find(id="cite-doe2017hand")["data-free"] == address
    assert "data-free" not in page.find(id="cite-roe2006hand").attrs


@pytest.mark.parametrize("page", ["back/answers", "back/glossary", "back/names", "genindex"])
def test_back_matter_has_cards(site, page):
    found = data(site, page)
    assert found["cards"]
    for address, places in found["places"].items():
        assert {f"{address}#{section}" for section in places.values()} <= found["cards"].keys()


def test_place_that_is_no_thing_has_the_card_of_its_section(site):
    found = data(site, "genindex")
    [(place, section)] = found["places"]["one.html"].items()
    assert place.startswith("index-term-")
    assert section in ("the-larger-sample", "second-name")
    assert found["cards"][f"one.html#{section}"][0] == "section"


def test_place_outside_of_sections_has_the_card_of_its_page():
    pages = {"one": {"things": {"": ["page", "One"]}, "places": {}, "links": []}}
    found = cards([["one", "nowhere"], ["gone", "x"]], pages, {"one": "one.html"})
    assert found == {"cards": {"one.html": ["page", "One"]}, "places": {}}


def test_nothing_in_a_card_is_an_element_that_text_brought_in(site):
    for path in sorted((site / "_static/data/cards").rglob("*.js")):
        page = path.relative_to(site / "_static/data/cards").with_suffix("").as_posix()
        for _kind, markup, *_free in data(site, page)["cards"].values():
            body = BeautifulSoup(markup, "lxml")
            assert body.find_all(["script", "style", "iframe", "b"]) == []
            assert all(image.get("data-src") and not image.get("src") for image in body("img"))
            assert body.find_all(id=True) == []


def test_script_is_one_line_in_browsers_of_any_age():
    text = script("cards/a", {"a": "\u2028\u2029</script>“é”"})
    assert text.count("\n") == 1
    assert not {"\u2028", "\u2029"} & set(text)
    assert json.loads(text[len('book.give("cards/a", ') : -3]) == {"a": "\u2028\u2029</script>“é”"}


def test_first_sentences_end_with_a_sentence():
    assert lead("Hands calm. So says J. A. Coan. They may.") == (
        "Hands calm. So says J. A. Coan. They may."
    )
    long = "A hand held in a scanner (“a study”). " * 20
    assert lead(long.strip()).endswith("study”).")
    assert LEAD // 2 < len(lead(long.strip())) <= LEAD
    assert lead("word " * 100) == "word " * 100


# -- Which pages have the script ----------------------------------------------------


def test_script_knows_its_page_and_the_list(site):
    for page in ("index", "one", "back/glossary", "genindex"):
        [tag] = [tag for tag in soup(site, page)("script") if "cards.js" in tag.get("src", "")]
        assert (tag["data-page"], tag["data-list"]) == (page, "back/references.html")
        assert (site / f"_static/data/cards/{page}.js").exists()
    assert "cards.js" not in (site / "search.html").read_text("utf-8")


def test_words_are_in_the_language_of_the_book(book):
    site = build(book, language="nl", locale_dirs=[str(Path(__file__).parents[1] / "locale")])
    said = (site / "_static/words.js").read_text("utf-8")
    assert '"card_copy": "Bronvermelding kopiëren"' in said


@pytest.mark.parametrize("builder", ["epub", "singlehtml"])
def test_other_builders_have_no_cards(book, builder):
    output = build(book, builder=builder)
    assert not [path for path in output.rglob("*") if "cards" in path.name]
    assert not [path for path in output.rglob("*html") if b"data-free" in path.read_bytes()]


# -- Built on an earlier build --------------------------------------------------------


def new_rating(book: Path) -> None:
    edit(book, "one.md", ":rating: mixed", ":rating: supported")


def new_definition(book: Path) -> None:
    edit(book, "back/glossary.md", "From which one explores", "Where one starts")


def new_number(book: Path) -> None:
    edit(book, "index.md", "one\ntwo", "zero\none\ntwo")
    write(book, {"zero.md": "# Zero\n\nSee {numref}`fig-hands`.\n"})


def new_reference(book: Path) -> None:
    edit(book, "refs.bib", "The hand again", "The hand, again")


def new_free_copy(book: Path) -> None:
    edit(book, "refs.bib", "PMC123", "PMC456")


def no_list(book: Path) -> None:
    edit(book, "index.md", "back/references\n", "")
    (book / "back/references.md").unlink()


def no_page(book: Path) -> None:
    edit(book, "index.md", "one\ntwo", "one")
    (book / "two.md").unlink()


def new_first_sentence(book: Path) -> None:
    edit(book, "one.md", "So says", "Thus says")


CHANGES = [
    new_rating, new_definition, new_number, new_reference, new_free_copy, no_list, no_page,
    new_first_sentence,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_build_on_an_earlier_one_is_as_a_clean_one(book: Path, change: Edit):
    before = contents(build(book))
    change(book)
    again, clean = contents(build(book)), contents(build(book, "clean"))
    del again["searchindex.js"], clean["searchindex.js"]
    assert again.keys() == clean.keys()
    assert [name for name in clean if again[name] != clean[name]] == []
    assert again != before


def test_page_is_not_written_again_because_a_card_changes(book):
    site = build(book)
    before = (site / "two.html").stat().st_mtime_ns
    old = data(site, "two")
    new_definition(book)
    build(book)
    assert (site / "two.html").stat().st_mtime_ns == before
    assert data(site, "two") != old


def test_nothing_is_written_when_nothing_changed(book):
    site = build(book)
    build(book)
    made = [site / RECORD, *(site / "_static/data").rglob("*.js")]
    before = [path.stat().st_mtime_ns for path in made]
    build(book)
    assert [path.stat().st_mtime_ns for path in made] == before


@pytest.mark.parametrize("damage", ["", "[]", "[" * 100_000, '{"one": {}}'])
def test_damaged_record_is_made_again(book, damage):
    site = build(book)
    good = (site / RECORD).read_text("utf-8"), contents(site)
    (site / RECORD).write_text(damage, "utf-8")
    (site / "_static/data/cards/two.js").unlink()
    build(book)
    assert json.loads((site / RECORD).read_text("utf-8")) == json.loads(good[0])
    assert data(site, "two")["cards"]
    assert contents(site).keys() == good[1].keys()


def test_removed_file_comes_back(book):
    site = build(book)
    (site / "_static/data/cards/two.js").unlink()
    build(book)
    assert data(site, "two")["cards"]


def test_book_without_an_index_has_no_cards_of_it(book):
    edit(book, "conf.py", 'version = "1.0"', 'version = "1.0"\nhtml_use_index = False')
    site = build(book)
    assert not (site / "_static/data/cards/genindex.js").exists()
