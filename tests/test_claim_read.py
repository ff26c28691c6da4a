"""extensions.claims: what was read of the sources, behind each of them and in numbers."""

from __future__ import annotations

import re

import pytest
from books import page_with
from bs4 import BeautifulSoup
from claim_books import GOOD, words

from extensions.claims import read

ENTRY = """
@article{poe2020hand,
  author = {Poe, Edna},
  title = {A third hand},
  journal = {Journal of Hands},
  year = {2020},
  read = {%s},
}

@article{doe2018hand,
  author = {Doe, John},
  title = {The hand once more},
  journal = {Journal of Hands},
  year = {2018},
  read = {abstract},
}
"""
SOURCES = GOOD.replace("doe2017hand", "poe2020hand, doe2017hand, doe2018hand")


@pytest.fixture
def book(one_page, tmp_path):
    """Builds a page with a bibliography in which one entry was *read* so."""
    bib = (tmp_path / "refs.bib").read_text("utf-8")

    def build(text: str, read: str = "full text", builder: str = "html", **options) -> str:
        (tmp_path / "refs.bib").write_text(bib + ENTRY % read, encoding="utf-8")
        return one_page(text, builder, **options)

    build.one_page = one_page
    return build


def index(tmp_path) -> BeautifulSoup:
    return BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "lxml")


def sources(tmp_path) -> str:
    return words(index(tmp_path).find(class_="claim-sources"))


def test_each_source_says_what_was_read_of_it(book, tmp_path):
    assert book(SOURCES) == ""
    assert sources(tmp_path) == "Sources: Doe, 2017; Doe, 2018 [abstract]; Poe, 2020 [full text]."
    assert book(SOURCES, "record") == ""
    assert sources(tmp_path) == "Sources: Doe, 2017; Doe, 2018 [abstract]; Poe, 2020 [record only]."


def test_link_of_a_source_names_it_and_the_line_ends_in_one_stop(book, tmp_path):
    """Works of the same authors were merged, so that a link was named "2018" alone."""
    assert book(SOURCES + "\n```{evidence-table}\n```\n") == ""
    expected = ["Doe, 2017", "Doe, 2018", "Poe, 2020"]
    page = index(tmp_path)
    table = page.find("table", class_="evidence-table").tbody.select("tr > td:last-child > p")[-1]
    assert words(table) == "; ".join(expected)
    for place in (page.find(class_="claim-sources"), table):
        assert [words(link) for link in place("a")] == expected
    bib = tmp_path / "refs.bib"
    bib.write_text(re.sub(r"year = .2020.,", "", bib.read_text("utf-8")), encoding="utf-8")
    assert book.one_page.again() == ""
    assert sources(tmp_path).endswith("; Poe, n.d. [full text].")
    bib.write_text(bib.read_text("utf-8").replace("read = {full text},", ""), encoding="utf-8")
    assert book.one_page.again() == ""
    assert sources(tmp_path).endswith("; Poe, n.d.")


def test_only_claims_mark_their_sources(book, tmp_path):
    assert book(GOOD.replace("They may.", "{cite:p}`poe2020hand`.")) == ""
    assert index(tmp_path).find(class_="claim-read") is None


def test_value_that_is_none_of_the_three_marks_nothing(book, tmp_path):
    """It is for ``apabib check`` to say so, where the project demands it."""
    assert book(SOURCES, "half") == ""
    assert sources(tmp_path) == "Sources: Doe, 2017; Doe, 2018 [abstract]; Poe, 2020."


COUNTS = (
    "Of {read-count}`all`: {read-count}`full text`, {read-count}`abstract`, {read-count}`record`.\n"
)


def test_counts_are_those_of_the_bibliography(book, tmp_path):
    assert book(f"{COUNTS}\n{SOURCES}") == ""
    assert words(index(tmp_path).section.p) == "Of 4: 1, 1, 0."
    assert book(f"{COUNTS}\n{SOURCES}", "record") == ""
    assert words(index(tmp_path).section.p) == "Of 4: 0, 1, 1."


def test_sources_are_counted_once_for_all_places_of_a_page(book, tmp_path, monkeypatch):
    """A page of 4,000 such places beside 3,000 entries took a quarter of a minute."""
    counted = []
    counts = read.counts
    monkeypatch.setattr(read, "counts", lambda env: counted.append(1) or counts(env))
    assert book("{read-count}`all` " * 40) == ""
    assert words(index(tmp_path).section.p) == " ".join(["4"] * 40)
    assert len(counted) < 5


def test_changed_reading_rewrites_claims_and_counts_and_nothing_else(book, one_page, tmp_path):
    (tmp_path / "claims.md").write_text(f"# Claims\n\n{SOURCES}", encoding="utf-8")
    (tmp_path / "other.md").write_text("# Other\n\nNothing.\n", encoding="utf-8")
    text = f"{COUNTS}\n```{{toctree}}\nclaims\nother\n```\n"
    names = ("index", "claims", "other")

    def times() -> list[int]:
        return [(tmp_path / f"_build/html/{name}.html").stat().st_mtime_ns for name in names]

    assert book(text) == ""
    before = times()
    bib = tmp_path / "refs.bib"
    bib.write_text(bib.read_text("utf-8").replace("{full text}", "{record}"), encoding="utf-8")
    assert one_page.again() == ""
    changed = [new > old for new, old in zip(times(), before, strict=True)]
    assert changed == [True, True, False]


def test_unknown_kind_is_refused(book):
    expected = (
        "index.md:3: WARNING: read-count: unknown kind 'abstracts': did you mean 'abstract'? "
        "[claims.unknown_read]\n"
    )
    assert book("Of {read-count}`abstracts`.\n") == expected
    assert book("Of {read-count}`abstracts`.\n") == expected


def test_it_is_printed(one_page, tmp_path, make_app):
    conf = tmp_path / "conf.py"
    conf.write_text(
        conf.read_text("utf-8")
        + 'extensions += ["sphinx_typst_book"]\nproject = "Book"\nauthor = copyright = "Nobody"\n',
        "utf-8",
    )
    with (tmp_path / "refs.bib").open("a", encoding="utf-8") as bib:
        bib.write(ENTRY % "record")
    toctree = "```{toctree}\n:numbered:\n\nchapter\n```\n"
    (tmp_path / "index.md").write_text(f"# Book\n\n{COUNTS}\n{toctree}", encoding="utf-8")
    (tmp_path / "chapter.md").write_text(f"# Hands\n\n{SOURCES}", encoding="utf-8")
    app = make_app("typst", srcdir=tmp_path)
    app.build()
    assert app.warning.getvalue() == ""
    assert "Sources: Doe, 2017; Doe, 2018 [abstract]; Poe, 2020 [record only]." in page_with(
        app, "Hands calm."
    )
    assert "Of 4: 0, 1, 1." in page_with(app, "Of 4")
