"""All extensions together on one tiny book: every way to build it gives the same pages."""

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import epubcheck_jar
import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

ROOT = Path(__file__).parent / "roots" / "test-whole-book"
WORDS = ROOT.parents[2] / "locale/nl/LC_MESSAGES/sphinx.po"
BUILDERS = ["html", "epub", "typst"]
EPOCH = "1767225600"  # 2026-01-01

Build = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path, monkeypatch) -> Path:
    """A copy of the book that a test may change."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return Path(shutil.copytree(ROOT, tmp_path / "book"))


@pytest.fixture
def build(book: Path, tmp_path: Path) -> Build:
    """Build into the folder *name*, on what an earlier build left there; return the output.

    A warning fails the test.
    """

    def run(name: str, builder: str = "html", **options) -> Path:
        app = SphinxTestApp(
            builder, srcdir=book, builddir=tmp_path / name, freshenv=False, **options
        )
        try:
            app.build()
        finally:
            app.cleanup()
        assert strip_escape_sequences(app.warning.getvalue()) == ""
        return Path(app.outdir)

    return run


def digests(folder: Path) -> dict[str, str]:
    """The files of an output; Sphinx's own note of its settings is none of it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def pages(output: Path) -> dict[str, BeautifulSoup]:
    return {
        path.relative_to(output).as_posix(): BeautifulSoup(path.read_text("utf-8"), "lxml")
        for path in sorted(output.rglob("*.html"))
    }


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    stat = path.stat()
    # Two edits within one tick of the file system's clock must still differ.
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))


# -- What an author does between two builds ------------------------------------


def edit_a_claim(book: Path) -> None:
    replace(book / "chapters/minds.md", "Minds meet.", "Minds *never* meet.")


def add_a_claim(book: Path) -> None:
    claim = (
        ":::{claim} new\n:speaker: allen\n:rating: opinion\n:certainty: not graded (opinion)\n"
        ":reported: exactly\n:seen: 2026-11-20\n\nNew.\n\nUntested.\n:::\n\n"
    )
    replace(book / "chapters/minds.md", ":::{claim} warm", claim + ":::{claim} warm")


def remove_a_claim(book: Path) -> None:
    text = (book / "chapters/minds.md").read_text(encoding="utf-8")
    replace(book / "chapters/minds.md", text[text.index(":::{claim}") :], "")
    replace(book / "chapters/hands.md", "{numref}`claim-warm` in ", "")


def rename_a_chapter(book: Path) -> None:
    (book / "chapters/minds.md").rename(book / "chapters/meeting.md")
    replace(book / "index.md", "chapters/minds", "chapters/meeting")


def retitle_a_chapter(book: Path) -> None:
    replace(book / "chapters/minds.md", "# Minds", "# Meeting *minds*")


def reorder_the_chapters(book: Path) -> None:
    replace(book / "index.md", "hands\nchapters/minds", "minds\nchapters/hands")


def remove_a_chapter(book: Path) -> None:
    (book / "chapters/minds.md").unlink()
    replace(book / "index.md", "chapters/minds\n", "")
    replace(book / "chapters/hands.md", "{numref}`claim-warm` in {ref}`minds`, ", "")


def insert_a_chapter(book: Path) -> None:
    text = "# Between\n\nA word {cite:p}`roe2010ties` on {index}`words`.\n"
    (book / "chapters/between.md").write_text(text, encoding="utf-8")
    replace(book / "index.md", "hands\n", "hands\nchapters/between\n")


def put_a_chapter_below_another(book: Path) -> None:
    """So that it has a switch in the menu of every page."""
    replace(book / "index.md", "chapters/minds\n", "")
    below = "\n```{toctree}\nminds\n```\n"
    text = (book / "chapters/hands.md").read_text(encoding="utf-8")
    replace(book / "chapters/hands.md", text, text + below)


def cite_in_another_chapter(book: Path) -> None:
    replace(book / "chapters/minds.md", "Both", "Both {cite:t}`coan2006lending`, and")


def change_an_index_entry(book: Path) -> None:
    replace(book / "chapters/hands.md", "{index}`hands`", "{index}`arms`")


def change_a_label(book: Path) -> None:
    replace(book / "chapters/minds.md", "(minds)=", "(meeting)=")
    replace(book / "chapters/hands.md", "{ref}`minds`", "{ref}`meeting`")


def add_a_section(book: Path) -> None:
    replace(book / "chapters/minds.md", ":::{claim} warm", "## More\n\n:::{claim} warm")


def retitle_a_section(book: Path) -> None:
    """Pages that list it show its title, but neither its number nor its id changes."""
    add_a_section(book)
    replace(book / "chapters/minds.md", "## More\n", "(more)=\n\n## Even more\n")


def remove_a_figure(book: Path) -> None:
    text = (book / "chapters/hands.md").read_text(encoding="utf-8")
    figure = text[text.index(":::{figure}") : text.index("1. A claim")]
    replace(book / "chapters/hands.md", figure, "")
    replace(book / "chapters/hands.md", ", and {numref}`fig-hand`", "")


def change_a_figure(book: Path) -> None:
    replace(book / "chapters/hand.svg", "</svg>", "<desc>changed</desc></svg>")


def change_an_author(book: Path) -> None:
    replace(book / "refs.bib", "Coan, Ann and", "Coan, Bea and")


def add_a_work_of_the_same_year(book: Path) -> None:
    replace(book / "refs.bib", "@book{roe2010ties", f"{ARMS}\n@book{{roe2010ties")
    replace(book / "chapters/hands.md", "| much |", "| much {cite:p}`roe2010arms` |")


def add_an_entry_that_nobody_cites(book: Path) -> None:
    replace(book / "refs.bib", "@book{roe2010ties", f"{ARMS}\n@book{{roe2010ties")


def stop_citing_and_delete_an_entry(book: Path) -> None:
    replace(book / "chapters/hands.md", "{cite:t}`van-der-x_y:2012.a`", "Somebody")
    text = (book / "refs.bib").read_text(encoding="utf-8")
    replace(book / "refs.bib", text[text.index("@book{van-der-x") :], "")


ARMS = """\
@book{roe2010arms,
  author    = {Roe, Ann},
  title     = {Arms},
  year      = {2010},
  publisher = {Bond Press},
}
"""
EDITS = [
    edit_a_claim,
    add_a_claim,
    remove_a_claim,
    rename_a_chapter,
    retitle_a_chapter,
    reorder_the_chapters,
    remove_a_chapter,
    insert_a_chapter,
    put_a_chapter_below_another,
    cite_in_another_chapter,
    change_an_index_entry,
    change_a_label,
    add_a_section,
    retitle_a_section,
    remove_a_figure,
    change_a_figure,
    change_an_author,
    add_a_work_of_the_same_year,
    add_an_entry_that_nobody_cites,
    stop_citing_and_delete_an_entry,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_building_on_an_older_build_is_building_anew(book, build, edit):
    before = digests(build("kept"))
    edit(book)
    kept, clean = build("kept"), build("clean")
    assert digests(kept) == digests(clean)
    assert edit is add_an_entry_that_nobody_cites or digests(kept) != before


# The PDF is made anew as a whole, so a few edits tell.
SECOND = [("epub", edit) for edit in EDITS] + [
    ("typst", edit) for edit in (edit_a_claim, remove_a_chapter, change_a_figure, change_an_author)
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("builder", "edit"), SECOND, ids=lambda part: getattr(part, "__name__", part)
)
def test_so_it_is_for_a_format_that_comes_second(book, build, edit, builder):
    """The first format reads what changed, so that the second finds nothing left to read."""
    build("kept"), build("kept", builder)
    edit(book)
    build("kept")
    kept, clean = build("kept", builder), build("clean", builder)
    for name in {"epub": ["hands.epub"], "typst": ["hands-minds.typ", "hands-minds.pdf"]}[builder]:
        assert (kept / name).read_bytes() == (clean / name).read_bytes(), name


def test_building_again_changes_nothing(build):
    assert digests(build("kept")) == digests(build("kept"))


def test_an_output_without_its_account_is_made_anew(book, build):
    """So that a build that broke off is mended by the next one."""
    kept = build("kept")
    (kept / ".written.json").unlink()
    page = kept / "back/evidence.html"
    page.write_text("half a page", encoding="utf-8")
    build("kept")
    assert digests(kept) == digests(build("clean"))


@pytest.mark.parametrize("builder", BUILDERS)
def test_two_processes_build_what_one_builds(build, builder):
    assert digests(build("one", builder)) == digests(build("two", builder, parallel=2))


def test_places_in_print_stand_behind_their_words(build):
    """A page may break before the words; what stands in front of them stays where it was."""
    source = (build("out", "typst") / "hands-minds.typ").read_text(encoding="utf-8")
    place = '#anchor("chapters/hands:cited-coan2006lending-1")'
    assert f'[#"Coan\\u{{a0}}et\\u{{a0}}al., 2006"]#")"]{place}' in source


# -- The pages -------------------------------------------------------------------


DUTCH = {"language": "nl", "locale_dirs": ["locale"]}


@pytest.fixture
def dutch(book: Path) -> Path:
    """The book with the catalog of the interface beside its own."""
    shutil.copy(WORDS, book / "locale/nl/LC_MESSAGES")
    return book


@pytest.mark.parametrize("builder", BUILDERS)
def test_translated_book_builds_in_silence(dutch, build, builder):
    build("out", builder, confoverrides=DUTCH)


def test_translated_book_is_translated_everywhere(dutch, build):
    found = pages(build("out", confoverrides=DUTCH))
    table = found["back/evidence.html"].select_one("table.evidence-table")
    assert [[words(cell) for cell in row.find_all(["td", "th"])] for row in table("tr")] == [
        ["Nr.", "Bewering", "Oordeel", "Zekerheid", "Bronnen"],
        ["1 Handen & minds handen"],
        ["1.1", "Een vastgehouden hand kalmeert het brein.", "◐ Gemengd",
         "Zekerheid Laag (onnauwkeurigheid)", "Coan et al., 2006; Roe, 2001"],
        ["2 Geesten"],
        ["2.1", "Geesten ontmoeten elkaar.", "● Ondersteund",
         "Zekerheid Laag (onnauwkeurigheid)", "Roe, 2010"],
    ]  # fmt: skip
    page = found["chapters/hands.html"].find("article")
    assert words(page.find("p")) == (
        "Een hand helpt (Coan et al., 2006).[1] Zie Bewering 2.1 in Geesten, bond en Figuur 1.1."
    )
    head = found["chapters/minds.html"].find(class_="claim-head")
    assert words(head) == "Bewering 2.1 De reflectie ● Ondersteund"
    assert words(page.select_one(".claim .citation-place")) == "(Coan et al., 2006, p. 5)"
    assert [words(place) for place in page.select("aside.footnote .citation-place")] == [
        "Roe (2001)"
    ]


IN_BOTH_LANGUAGES = pytest.mark.parametrize(
    "options", [{}, {"confoverrides": DUTCH}], ids=["en", "nl"]
)


@pytest.mark.slow
@IN_BOTH_LANGUAGES
def test_epubcheck_finds_nothing(dutch, build, options):
    assert epubcheck_jar.validate(build("out", "epub", **options) / "hands.epub") == []


def test_the_search_finds_claims_evidence_answers_and_terms(build):
    kept = json.loads((build("out") / ".units.json").read_text(encoding="utf-8"))
    units = [unit for units in kept["pages"].values() for unit in units]
    assert {unit[0] for unit in units} == set("pctrfs")
    found = " ".join(" ".join(unit[2:5]) for unit in units).lower()
    for word in ("calm", "brain", "said", "drawn", "lend"):  # the last is of a reference
        assert word in found, word


@IN_BOTH_LANGUAGES
def test_no_id_twice_and_no_link_into_nothing(dutch, build, options):
    found = pages(build("out", **options))
    ids = {name: [tag["id"] for tag in page.find_all(id=True)] for name, page in found.items()}
    assert [(name, i) for name in ids for i, n in Counter(ids[name]).items() if n > 1] == []
    dangling = []
    for name, page in found.items():
        for link in page.find("main").find_all("a", href=True):
            target, _, fragment = link["href"].partition("#")
            if "//" in target or not fragment:
                continue
            address = os.path.normpath(Path(name).parent / target) if target else name
            if fragment not in ids[address]:
                dangling.append((name, link["href"]))
    assert dangling == []
