"""extensions.study: what is asked, the page of practice, and the deck for Anki."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from gatebook import REPOSITORY, GateBook
from studybook import study_book

from extensions.study.cards import Card, html_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DECK = "creating-connections.apkg"


@pytest.fixture(autouse=True)
def _same_date(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture
def book(tmp_path: Path) -> GateBook:
    return study_book(tmp_path)


def html(book: GateBook, name: str) -> BeautifulSoup:
    return BeautifulSoup((book.built / f"html/{name}.html").read_bytes(), "lxml")


def asked(book: GateBook) -> dict[str, Any]:
    text = (book.built / "html/_static/data/practice.js").read_text("utf-8")
    return json.loads(text.removeprefix('book.give("practice", ').removesuffix(");\n"))


# -- The page of practice -------------------------------------------------------------


def test_page_lists_each_term_under_the_first_chapter_that_uses_it(book):
    assert book.build() == []
    terms = html(book, "back/practice").select_one("dl.key-terms")
    assert [dt.get_text() for dt in terms.select("dt")] == ["1 One", "2 Two"]
    assert [dd.get_text().strip() for dd in terms.select("dd")] == ["bond; safe haven", "zeal"]
    assert terms.select_one("a")["href"] == "glossary.html#term-bond"


def test_epub_has_the_same_list_and_no_tools(book):
    assert book.build("epub") == []
    with zipfile.ZipFile(next((book.built / "epub").glob("*.epub"))) as package:
        page = package.read("back/practice.xhtml").decode()
        names = package.namelist()
    assert "safe haven" in page
    assert "script" not in page
    assert [name for name in names if re.search(r"study|practice\.js|apkg", name)] == []


def test_scripts_of_practice_are_on_its_page_only(book):
    assert book.build() == []
    scripts = {
        name: [
            Path(tag["src"].split("?")[0]).name for tag in html(book, name).select("script[src]")
        ]
        for name in ("index", "chapters/one", "back/practice")
    }
    assert {"ts-fsrs-5.4.2.js", "practice.js"} <= set(scripts["back/practice"])
    for name in ("index", "chapters/one"):
        assert not {"ts-fsrs-5.4.2.js", "practice.js"} & set(scripts[name])
    order = scripts["back/practice"]
    [merged] = [name for name in order if name.startswith("all-")]  # frame, study and notes
    assert order.index(merged) < order.index("practice.js")
    assert order.index("ts-fsrs-5.4.2.js") < order.index("practice.js")


def test_what_is_asked_is_what_the_glossary_says(book):
    assert book.build() == []
    [bond, haven, zeal] = asked(book)["terms"]
    assert bond == {
        "id": "term-bond",
        "term": "bond",
        "meaning": '<p>A <em>tie</em> (Coan, 2006).</p><p>Dutch: <span lang="nl">band</span>.</p>',
        "chapter": "1 One",
        "address": "chapters/one.html",
        "glossary": "back/glossary.html#term-bond",
    }
    assert haven["meaning"] == "<p>Where one goes with a bond &amp; a fear.</p>"
    assert zeal["chapter"] == "2 Two"


def test_deck_is_offered_on_the_title_page_and_the_page_of_practice(book):
    assert book.build() == []
    for name, address in (("index", DECK), ("back/practice", f"../{DECK}")):
        [link] = html(book, name).select(".downloads a")
        assert link["href"] == address
        assert link.has_attr("download")
    assert html(book, "chapters/one").select(".downloads") == []
    assert book.build(confoverrides={"html_downloads": ["b.pdf"]}) == []
    [offered] = html(book, "index").select(".downloads")
    assert [link["href"] for link in offered.select("li > a")] == ["b.pdf", DECK]


def test_a_book_without_the_page_or_a_deck_has_neither(book):
    book.write("back/practice.md", "# Practice\n\nNothing.\n")
    assert book.build(confoverrides={"study_deck": ""}) == []
    assert not list((book.built / "html/_static/data").glob("practice*"))
    assert not (book.built / "html" / DECK).exists()


def files(book: GateBook) -> dict[str, bytes]:
    return {
        name: (book.built / "html" / name).read_bytes()
        for name in ("_static/data/practice.js", DECK, "back/practice.html", "index.html")
    }


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("back/glossary.md", "A *tie*", "A *thread*"),
        ("back/glossary.md", "zeal\n", "ardor\n"),
        ("chapters/one.md", "Because of", "For"),
        ("chapters/one.md", "# One", "# First"),
        ("chapters/one.md", "{term}`safe haven`", "harbor"),
        ("chapters/two.md", "{term}`zeal`", "zeal"),
        ("index.md", "chapters/one\nchapters/two", "chapters/two\nchapters/one"),
    ],
)
def test_building_on_an_older_build_is_building_anew(book, tmp_path, page, old, new):
    assert book.build() == []
    before = files(book)
    changed = {page: (book.path / page).read_text("utf-8").replace(old, new)}
    if new == "ardor\n":
        two = (book.path / "chapters/two.md").read_text("utf-8")
        changed["chapters/two.md"] = two.replace("{term}`zeal`", "{term}`ardor`")
    anew = study_book(tmp_path / "anew")
    for name, text in changed.items():
        assert text != (book.path / name).read_text("utf-8")
        book.write(name, text)
        os.utime(book.path / name, (2e9, 2e9))
        anew.write(name, text)
    assert book.build() == anew.build() == []
    after, clean = files(book), files(anew)
    assert after["_static/data/practice.js"] == clean["_static/data/practice.js"]
    assert after[DECK] == clean[DECK]
    assert after != before
    assert html(book, "back/practice").select_one("dl.key-terms") == html(
        anew, "back/practice"
    ).select_one("dl.key-terms")


def test_what_is_kept_can_be_lost(book):
    assert book.build() == []
    before = files(book)
    [kept] = book.built.rglob("cards.json")
    kept.write_bytes(b"\x00")
    book.write("back/references.md", "# Works\n\n```{bibliography}\n```\n")
    assert book.build() == []
    after = files(book)
    assert after["_static/data/practice.js"] == before["_static/data/practice.js"]
    assert after[DECK] == before[DECK]


def test_card_keeps_looks_and_drops_links():
    from docutils import nodes

    reference = nodes.reference("", "", nodes.Text("Coan, 2006"), refuri="#x", ids=["y"])
    note = nodes.footnote_reference("", "1")
    line = nodes.paragraph(
        "", "", nodes.Text("a < b "), nodes.strong("", "c"), nodes.Text(" ("), reference,
        nodes.Text(")"), note,
    )  # fmt: skip
    points = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "d")))
    assert html_of([line, points]) == (
        "<p>a &lt; b <strong>c</strong> (Coan, 2006)</p><ul><li><p>d</p></li></ul>"
    )
    assert Card("a", "b", "c").id == "a"


# -- The library ----------------------------------------------------------------------------


def test_library_is_as_it_was_published():
    vendor = REPOSITORY / "extensions/study/static/vendor"
    [library] = vendor.glob("*.js")
    assert hashlib.sha256(library.read_bytes()).hexdigest() == LIBRARY
    assert 'version="5.4.2"' in library.read_text("utf-8")
    assert "MIT License" in (vendor / "ts-fsrs-LICENSE.txt").read_text("utf-8")


LIBRARY = "2e99c20eec90e5ac0a925ef32d990cad14954e5a1173aaa07f29226f6a4a3955"


# -- The deck, with Anki's own library --------------------------------------------------------


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    from anki.collection import Collection

    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def put_in(collection: Any, package: Path) -> Any:
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    options = ImportAnkiPackageOptions()
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    return collection.import_anki_package(request).log


def notes(collection: Any) -> dict[str, list[str]]:
    found = [collection.get_note(number) for number in collection.find_notes("")]
    return {note.fields[0]: note.fields[1:] for note in found}


def test_anki_reads_terms_and_questions(book, collection):
    assert book.build() == []
    log = put_in(collection, book.built / "html" / DECK)
    assert (log.found_notes, len(log.new)) == (5, 5)
    assert [deck.name for deck in collection.decks.all_names_and_ids()][:3] == [
        "Creating Connections",
        "Creating Connections::Key terms",
        "Creating Connections::Review questions",
    ]
    found = notes(collection)
    source = "Creating Connections · Creative Commons Attribution 4.0 International"
    assert found["<p>Why does a hand calm?</p>"] == [
        "<p>Because of <em>company</em> (Coan, 2006).</p>", "1 One", source,
    ]  # fmt: skip
    assert found["bond"][1:] == ["1 One", source]
    [card] = collection.find_cards("front:bond")
    shown = collection.get_card(card).render_output()
    assert '<div class="term">bond</div>' in shown.question_text
    assert "<em>tie</em>" in shown.answer_text


def test_a_second_edition_updates_what_is_there(book, collection, monkeypatch):
    assert book.build() == []
    put_in(collection, book.built / "html" / DECK)
    [card] = collection.find_cards("front:bond")
    again = put_in(collection, book.built / "html" / DECK)
    assert (len(again.new), len(again.updated), collection.note_count()) == (0, 0, 5)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")
    glossary = (book.path / "back/glossary.md").read_text("utf-8")
    book.write("back/glossary.md", glossary.replace("A *tie*", "A *thread*"))
    assert book.build() == []
    log = put_in(collection, book.built / "html" / DECK)
    assert (len(log.new), collection.note_count()) == (0, 5)
    assert "thread" in notes(collection)["bond"][0]
    assert list(collection.find_cards("front:bond")) == [card]


def test_same_book_gives_the_same_bytes(book, tmp_path):
    assert book.build() == []
    other = study_book(tmp_path / "other")
    assert other.build() == []
    assert files(book)[DECK] == files(other)[DECK]


def test_ids_of_anki_stay(book):
    """Decks that people have learn on only if these are the same in every edition."""
    import sqlite3

    assert book.build() == []
    with zipfile.ZipFile(book.built / "html" / DECK) as package:
        (book.path.parent / "c.anki2").write_bytes(package.read("collection.anki2"))
    connection = sqlite3.connect(book.path.parent / "c.anki2")
    guids = [row[0] for row in connection.execute("SELECT guid FROM notes ORDER BY id")]
    [[decks]] = connection.execute("SELECT decks FROM col")
    connection.close()
    assert guids[0] == "1e67fd4bb1e"
    assert sorted(map(int, json.loads(decks)))[1:] == [1128728984413, 1807137106770]
