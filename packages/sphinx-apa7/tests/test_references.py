"""Lists on every page, the whole list, links both ways, and what happens when refs.bib changes."""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from io import StringIO as Stream
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences
from sphinx.util.nodes import inline_all_toctrees

from apabib.apa7 import format as format_module
from apabib.apa7.format import References
from sphinx_apa7 import BibliographyError, BookDomain, book_domain, cited_in, reference_list

BOOK = Path(__file__).parent / "roots" / "test-references-book"
NBSP = "\N{NO-BREAK SPACE}"

Build = Callable[..., SphinxTestApp]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the book that a test may change."""
    return Path(shutil.copytree(BOOK, tmp_path / "book"))


@pytest.fixture
def build(book: Path) -> Build:
    """Build the copy; a second call builds on what the first one left."""

    def run(builder: str = "html", **options) -> SphinxTestApp:
        app = SphinxTestApp(
            builder, srcdir=book, builddir=book / "_build", freshenv=False, **options
        )
        app.written = []
        app.connect("doctree-resolved", lambda app, tree, name: app.written.append(name))
        try:
            app.build()
        finally:
            app.cleanup()
        return app

    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    stat = path.stat()
    # Two edits within one tick of the file system's clock must still differ.
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))


def warnings(app: SphinxTestApp) -> str:
    return strip_escape_sequences(app.warning.getvalue())


def page(app: SphinxTestApp, name: str) -> Tag:
    soup = BeautifulSoup((app.outdir / f"{name}.html").read_text(encoding="utf-8"), "lxml")
    return soup.find(class_="body")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def doctree(app: SphinxTestApp, name: str) -> nodes.document:
    return app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags)


def listed(app: SphinxTestApp, name: str) -> list[str]:
    return [citation["key"] for citation in doctree(app, name).findall(nodes.citation)]


# -- A good book ---------------------------------------------------------------


@pytest.mark.sphinx("html", testroot="references-book")
def test_citations_in_the_text(app):
    app.build()
    assert warnings(app) == ""
    places = page(app, "first").find_all(class_="citation-place")
    assert [(place["id"], words(place)) for place in places] == [
        ("cited-roe2001bonds-1", "(see Coan et al., 2006; Roe, 2001a, p. 5)"),
        ("cited-coan2006lending-1", "(Coan et al., 2006)"),
        ("cited-coan2006lending-2", "(Coan et al., 2006)"),
        ("cited-coan2006lending-3", "Coan et al. (2006)"),
    ]
    assert [[link["href"] for link in place.find_all("a")] for place in places] == [
        ["#cite-coan2006lending", "#cite-roe2001bonds"],
        ["#cite-coan2006lending"],
        ["#cite-coan2006lending"],
        ["#cite-coan2006lending"],
    ]


@pytest.mark.sphinx("html", testroot="references-book")
def test_every_page_that_cites_ends_with_its_references(app):
    app.build()
    assert listed(app, "index") == ["roe2001ties"]
    assert listed(app, "first") == ["coan2006lending", "roe2001bonds"]
    assert listed(app, "second") == []
    section = page(app, "first").find(id="references")
    assert section.name == "section"
    assert section["class"] == ["references"]
    assert section.find_next_sibling("section") is None
    first = section.find(id="cite-coan2006lending")
    assert words(first.find("p")) == (
        "Coan, A., Poe, B., & Doe, C. (2006). Lending a hand. Hands, 1, 1–8. "
        "https://doi.org/10.1000/(SICI)1<2::AID>3"
    )
    link = first.find("p").find("a")
    assert link["href"] == "https://doi.org/10.1000/(SICI)1%3C2::AID%3E3"


@pytest.mark.sphinx("html", testroot="references-book")
def test_references_link_back_to_every_place_of_the_page(app):
    app.build()
    backrefs = {c["key"]: c["backrefs"] for c in doctree(app, "first").findall(nodes.citation)}
    assert backrefs == {
        "coan2006lending": [
            "cited-roe2001bonds-1",
            "cited-coan2006lending-1",
            "cited-coan2006lending-2",
            "cited-coan2006lending-3",
        ],
        "roe2001bonds": ["cited-roe2001bonds-1"],
    }


@pytest.mark.sphinx("html", testroot="references-book")
def test_the_whole_list_links_to_every_page_and_place_that_cites(app):
    app.build()
    assert listed(app, "list") == [
        "coan2006lending", "linde2012nabijheid", "roe2001bonds", "roe2001ties",
    ]  # fmt: skip
    lines = list(doctree(app, "list").findall(cited_in))
    assert [line["places"] for line in lines] == [
        [("first", "cited-roe2001bonds-1"), ("first", "cited-coan2006lending-1"),
         ("first", "cited-coan2006lending-2"), ("first", "cited-coan2006lending-3"),
         ("second", "cited-coan2006lending-1")],
        [("second", "cited-linde2012nabijheid-1")],
        [("first", "cited-roe2001bonds-1")],
        [("index", "cited-roe2001ties-1"), ("list", "cited-roe2001ties-1")],
    ]  # fmt: skip
    links = [[(link["refuri"], link.astext()) for link in line] for line in lines]
    assert links == [
        [("first.html#cite-coan2006lending", "The first page"),
         ("first.html#cited-roe2001bonds-1", "↑1"),
         ("first.html#cited-coan2006lending-1", "↑2"),
         ("first.html#cited-coan2006lending-2", "↑3"),
         ("first.html#cited-coan2006lending-3", "↑4"),
         # A page without a list of its own is entered where it cites first.
         ("second.html#cited-coan2006lending-1", "The second page"),
         ("second.html#cited-coan2006lending-1", "↑1")],
        [("second.html#cited-linde2012nabijheid-1", "The second page"),
         ("second.html#cited-linde2012nabijheid-1", "↑1")],
        [("first.html#cite-roe2001bonds", "The first page"),
         ("first.html#cited-roe2001bonds-1", "↑1")],
        [("index.html#cite-roe2001ties", "A book"),
         ("index.html#cited-roe2001ties-1", "↑1")],
    ]  # fmt: skip


@pytest.mark.sphinx("html", testroot="references-book")
def test_a_page_may_go_without_a_list(app):
    app.build()
    second = page(app, "second")
    assert second.find(id="references") is None
    assert [
        a["href"] for a in second.find_all("a", class_="internal") if "#cite-" in a["href"]
    ] == [
        "list.html#cite-coan2006lending",
        "list.html#cite-linde2012nabijheid",
    ]


@pytest.mark.sphinx("html", testroot="references-book")
def test_no_id_twice_and_no_link_into_nothing(app):
    app.build()
    pages = {
        path.stem: page(app, path.stem)
        for path in app.outdir.glob("*.html")
        if path.stem in app.env.all_docs
    }
    ids = {
        name: Counter(tag["id"] for tag in soup.find_all(id=True)) for name, soup in pages.items()
    }
    assert [(name, id_) for name, counts in ids.items() for id_, n in counts.items() if n > 1] == []
    broken = []
    for name, soup in pages.items():
        for link in soup.find_all("a", class_="internal"):
            target, _, fragment = link["href"].partition("#")
            if fragment and fragment not in ids[target.removesuffix(".html") or name]:
                broken.append((name, link["href"]))
    assert broken == []


@pytest.mark.sphinx("html", testroot="references-book")
def test_foreign_titles_carry_their_language(app):
    app.build()
    title = page(app, "list").find(id="cite-linde2012nabijheid").find(class_="lang-nl")
    assert words(title) == "Over nabijheid"


@pytest.mark.sphinx("html", testroot="references-book")
def test_lists_of_a_book_in_one_doctree(app):
    """What the PDF builder does: env.docname is the root's name on every page."""
    app.build()
    tree = inline_all_toctrees(
        app.builder, {"index"}, "index", app.env.get_doctree("index"), str, ["index"]
    )
    app.env.resolve_references(tree, "index", app.builder)
    assert list(tree.findall(reference_list)) == []
    lists = [(c["docname"], c["key"]) for c in tree.findall(nodes.citation)]
    assert lists == [
        ("first", "coan2006lending"), ("first", "roe2001bonds"),
        ("list", "coan2006lending"), ("list", "linde2012nabijheid"),
        ("list", "roe2001bonds"), ("list", "roe2001ties"),
        ("index", "roe2001ties"),
    ]  # fmt: skip


def many_pages(book: Path) -> None:
    """Eight more pages that cite: Sphinx reads fewer than six in one process."""
    names = [f"page{n}" for n in range(8)]
    edit(book / "index.md", "first\n", "first\n" + "\n".join(names) + "\n")
    for n, name in enumerate(names):
        front = "---\nno-references: true\n---\n" if n % 2 else ""
        text = f"# Page {n}\n\n{{cite:t}}`roe2001ties` and {{cite:p}}`coan2006lending`.\n"
        (book / f"{name}.md").write_text(front + text, encoding="utf-8")


def test_parallel_builds_are_the_same(book, build, monkeypatch):
    many_pages(book)
    serial = build()
    one = {path.name: path.read_bytes() for path in serial.outdir.glob("*.html")}
    domain = serial.env.get_domain("cite")
    shutil.rmtree(serial.srcdir / "_build")
    merged = []
    merge = BookDomain.merge_domaindata
    monkeypatch.setattr(
        BookDomain,
        "merge_domaindata",
        lambda self, names, data: (merged.extend(names), merge(self, names, data))[1],
    )
    parallel = build(parallel=2)
    assert sorted(merged) == sorted(parallel.env.all_docs)
    assert warnings(parallel) == ""
    assert {path.name: path.read_bytes() for path in parallel.outdir.glob("*.html")} == one
    other = parallel.env.get_domain("cite")
    assert (other.places, other.lists, other.whole_lists) == (
        domain.places,
        domain.lists,
        domain.whole_lists,
    )


def test_a_process_that_read_some_pages_says_nothing_of_others(build):
    """What it had of them is what was known before, perhaps of pages that are gone."""
    domain = build().env.get_domain("cite")
    parts = ("places", "lists", "whole_lists", "faults")
    old = {part: domain.data[part].copy() for part in parts}
    for part in parts:
        domain.data[part].clear()
    domain.merge_domaindata({"first"}, old)
    assert (list(domain.places), domain.lists, domain.whole_lists) == (["first"], {"first"}, {})
    domain.merge_domaindata({"list"}, old)
    assert domain.whole_lists == old["whole_lists"]


def test_a_reference_names_each_place_once(book, build):
    """However often the place cites it, on its page and in the whole list."""
    edit(book / "list.md", "{cite:t}`roe2001ties`", "{cite:p}`roe2001ties, {see}roe2001ties`")
    edit(book / "first.md", "No citation here.", "{cite:p}`roe2001bonds, roe2001bonds`")
    app = build()
    [bonds] = [c for c in doctree(app, "first").findall(nodes.citation) if "bonds" in c["key"]]
    assert bonds["backrefs"] == ["cited-roe2001bonds-1", "cited-roe2001bonds-2"]
    whole = {c["key"]: c for c in doctree(app, "list").findall(nodes.citation)}
    assert whole["roe2001ties"]["backrefs"] == ["cited-roe2001ties-1"]
    [line] = whole["roe2001bonds"].findall(cited_in)
    assert line["places"] == [("first", "cited-roe2001bonds-1"), ("first", "cited-roe2001bonds-2")]
    assert [link.astext() for link in line] == ["The first page", "↑1", "↑2"]


# -- Another language ----------------------------------------------------------

CATALOG = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid ""
"A claim {cite:p}`{see}roe2001bonds{p. 5}, coan2006lending` and again "
"{cite:p}`coan2006lending`.[^note] A doubled key {cite:p}`coan2006lending, "
"coan2006lending`."
msgstr ""
"Een bewering {cite:p}`{see}roe2001bonds{p. 5}, coan2006lending` en nog eens "
"{cite:p}`coan2006lending`.[^note] Een dubbele sleutel {cite:p}`coan2006lending, "
"coan2006lending`."
"""


@pytest.fixture
def dutch(book: Path) -> Path:
    catalogs = book / "locale" / "nl" / "LC_MESSAGES"
    catalogs.mkdir(parents=True)
    (catalogs / "first.po").write_text(CATALOG, encoding="utf-8")
    return book


def test_a_translated_page_has_each_place_once(dutch, build):
    app = build(confoverrides={"language": "nl", "locale_dirs": ["locale"]})
    assert warnings(app) == ""
    first = page(app, "first")
    assert words(first.find("p")).startswith("Een bewering (zie Coan et al., 2006; Roe, 2001a, p.")
    assert [place["id"] for place in first.find_all(class_="citation-place")] == [
        "cited-roe2001bonds-1",
        "cited-coan2006lending-1",
        "cited-coan2006lending-2",
        "cited-coan2006lending-3",
    ]
    assert words(first.find(id="references").find("h2")).startswith("Literatuur")
    assert len(app.env.get_domain("cite").places["first"]) == 4


def test_a_dutch_edition_has_dutch_words_and_english_titles(dutch, build):
    app = build(confoverrides={"language": "nl", "locale_dirs": ["locale"]})
    assert words(page(app, "index").find(class_="citation-place")) == "Roe (2001b)"
    whole = page(app, "list")
    assert words(whole.find(id="cite-linde2012nabijheid").find("p")) == (
        "Linde, L. (2012). Over nabijheid. Uitgeverij Hand."
    )
    assert words(whole.find(id="cite-roe2001bonds").find(class_="lang-en")) == "Bonds"


def test_translators_do_not_get_the_words_of_the_lists(build):
    app = build("gettext")
    for catalog in app.outdir.glob("*.pot"):
        assert 'msgid "References"' not in catalog.read_text(encoding="utf-8")


# -- Bad input -----------------------------------------------------------------


def test_an_unknown_key_is_named_with_its_place_and_its_nearest(book, build):
    edit(book / "first.md", "No citation here.", "One {cite:p}`coan2006lendin` {cite:t}`zzz`.")
    app = build()
    where = book / "first.md"
    assert warnings(app) == (
        f"{where}:10: WARNING: no entry coan2006lendin in the bibliography; "
        "did you mean coan2006lending? [bibtex.key_not_found]\n"
        f"{where}:10: WARNING: no entry zzz in the bibliography; "
        "add it: apabib add DOI [bibtex.key_not_found]\n"
    )


def test_an_unknown_key_is_printed_as_it_stands_beside_the_known_ones(book, build):
    edit(book / "first.md", "No citation here.", "One {cite:p}`zzz, roe2001bonds, coan2006` more.")
    place = page(build(), "first").find(id="cited-zzz-1")
    assert [code.get_text() for code in place.find_all("code")] == ["zzz", "coan2006"]
    assert [link.get_text() for link in place.find_all("a")] == ["Roe, 2001a"]


def test_an_unknown_key_is_reported_until_it_is_mended(book, build):
    edit(book / "first.md", "No citation here.", "One {cite:p}`zzz`.")
    first, again = build(), build()
    assert warnings(again) == warnings(first) != ""


def test_a_malformed_citation(book, build):
    edit(book / "first.md", "No citation here.", "Bad: {cite:p}`{see}` and {cite:p}`a b`.")
    where = book / "first.md"
    remedy = "write keys with commas between, notes in braces: {see}key{p. 12}"
    assert warnings(build()) == (
        f"{where}:10: WARNING: malformed citation `{{see}}`: {remedy} [bibtex.malformed_citation]\n"
        f"{where}:10: WARNING: malformed citation `a b`: {remedy} [bibtex.malformed_citation]\n"
    )


def test_citations_stay_out_of_headings(book, build):
    edit(book / "first.md", "## A section", "## A section {cite:p}`roe2001bonds`")
    assert warnings(build()) == (
        f"{book / 'first.md'}:8: WARNING: citation in a heading, caption or term: "
        "move roe2001bonds into the text [bibtex.citation_in_title]\n"
    )


def test_citations_stay_out_of_terms(book, build):
    term = "```{glossary}\nx {cite:p}`roe2001bonds`\n  y\n```\n\n"
    edit(book / "first.md", "No citation", term + "No")
    assert warnings(build()) == (
        f"{book / 'first.md'}:12: WARNING: citation in a heading, caption or term: "
        "move roe2001bonds into the text [bibtex.citation_in_title]\n"
    )


def test_the_section_of_references_is_not_written_by_hand(book, build):
    edit(book / "first.md", "## A section", "## References")
    assert warnings(build()) == (
        f"{book / 'first.md'}:8: WARNING: a section with the id 'references' of its own: "
        "rename it; the list is added by itself [bibtex.references_section]\n"
    )


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_second_whole_list(book, build, parallel):
    edit(book / "second.md", "Without a list", "```{bibliography}\n```\n\nWithout a list")
    app = build(parallel=parallel)
    assert warnings(app) == (
        f"{book / 'second.md'}:6: WARNING: a second {{bibliography}}: the whole list is in list "
        "already [bibtex.second_list]\n"
    )
    assert listed(app, "second") == []
    assert len(listed(app, "list")) == 4


def test_a_second_whole_list_on_the_same_page(book, build):
    edit(book / "list.md", "Cited on", "```{bibliography}\n```\n\nCited on")
    app = build()
    assert warnings(app) == (
        f"{book / 'list.md'}:6: WARNING: a second {{bibliography}}: the whole list is in list "
        "already [bibtex.second_list]\n"
    )
    assert len(listed(app, "list")) == 4


BROKEN = {
    "a missing brace": ("{Lending a hand}", "{Lending a hand"),
    "a missing comma": ("{Lending a hand},", "{Lending a hand}"),
    "a duplicate key": ("@book{roe2001ties", "@book{roe2001bonds"),
    "too many commas": ("Coan, Ann and", "Coan, A, B, C and"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_stops_the_build_with_its_place(book, build, broken):
    good = build()
    before = (good.outdir / "first.html").read_bytes()
    edit(book / "refs.bib", *broken)
    with pytest.raises(BibliographyError) as caught:
        build()
    assert "in the bibliography, listed above" in str(caught.value)
    assert (good.outdir / "first.html").read_bytes() == before


def test_the_place_of_an_error_in_the_file(book, capsys):
    from apabib.bibtex.parse import read
    from apabib.rules.run import errors

    edit(book / "refs.bib", "@book{roe2001ties", "@book{roe2001bonds")
    found = [str(finding) for finding in errors(read(book / "refs.bib", "refs.bib"))]
    with pytest.raises(BibliographyError):
        SphinxTestApp("html", srcdir=book, warning=(stream := Stream()))
    assert found
    assert strip_escape_sequences(stream.getvalue()) == "".join(
        f"ERROR: {line} [bibtex.bibfile_error]\n" for line in found
    )


def test_a_missing_file(book):
    (book / "refs.bib").unlink()
    with pytest.raises(BibliographyError, match=r"refs\.bib: there is no such file; write it, or"):
        SphinxTestApp("html", srcdir=book)


def test_of_two_missing_files_the_first_is_named(book):
    edit(book / "conf.py", '["refs.bib"]', '["refs.bib", "b.bib", "a.bib"]')
    with pytest.raises(BibliographyError) as caught:
        SphinxTestApp("html", srcdir=book)
    assert str(caught.value).startswith("b.bib: there is no such file; write it, or correct")


# -- A changed refs.bib --------------------------------------------------------


def test_nothing_is_written_when_nothing_changed(build):
    assert build().written != []
    assert build().written == []


def test_a_changed_entry_rewrites_the_pages_that_show_it(book, build):
    build()
    edit(book / "refs.bib", "Lending a hand", "Lending two hands")
    app = build()
    assert sorted(app.written) == ["first", "list", "second"]
    assert "Lending two hands" in words(page(app, "first"))
    assert "Lending two hands" in words(page(app, "list"))
    assert build().written == []


def test_marks_are_worked_out_when_the_file_changes(book, build, monkeypatch):
    """Suffixes and initials come from the whole bibliography, so that they cost most."""
    build()
    asked = []
    settle = format_module.disambiguate
    monkeypatch.setattr(
        format_module, "disambiguate", lambda *told: asked.append(1) or settle(*told)
    )
    edit(book / "first.md", "# The first page", "# Page one")
    app = build()
    assert (sorted(app.written), asked) == (["first", "index", "list", "second"], [])
    assert "Roe, 2001a, p." in words(page(app, "first"))
    edit(book / "refs.bib", "Lending a hand", "Lending two hands")
    build()
    assert asked == [1]


def test_only_what_changed_is_printed_again(book, build, monkeypatch):
    build()
    printed = []
    reference = References.reference
    monkeypatch.setattr(
        References, "reference", lambda self, key: printed.append(key) or reference(self, key)
    )
    edit(book / "refs.bib", "{Lending a hand},", "{Lending a hand},\n  keywords = {hand},")
    assert (build().written, printed) == ([], ["coan2006lending"])


def test_other_code_reads_and_prints_everything_again(book, build, monkeypatch):
    """Or a rule of APA that is mended would not reach what was built before."""
    build()
    assert build().written == []
    monkeypatch.setattr("sphinx_apa7.freshness.code", lambda app: "other")
    monkeypatch.setattr(References, "label", lambda self, key: f"new {key}")
    app = build()
    assert sorted(app.written) == ["first", "index", "list", "second"]
    assert len(app.env.found_docs) == 4
    changed = book_domain(app.env).data["printed"]
    monkeypatch.undo()
    again = book_domain(build().env).data["printed"]
    assert all(again[key] != changed[key] for key in changed)


def test_a_field_that_does_not_print_rewrites_nothing(book, build):
    build()
    edit(book / "refs.bib", "{Lending a hand},", "{Lending a hand},\n  keywords = {hand},")
    assert build().written == []


def test_a_removed_entry_is_missed_on_every_page_that_cites_it(book, build):
    build()
    text = (book / "refs.bib").read_text(encoding="utf-8")
    start, end = text.index("@book{roe2001ties"), text.index("@book{linde")
    edit(book / "refs.bib", text[start:end], "")
    app = build()
    assert warnings(app) == (
        f"{book / 'index.md'}:3: WARNING: no entry roe2001ties in the bibliography; "
        "add it: apabib add DOI [bibtex.key_not_found]\n"
        f"{book / 'list.md'}:6: WARNING: no entry roe2001ties in the bibliography; "
        "add it: apabib add DOI [bibtex.key_not_found]\n"
    )
    # With its namesake gone, the other entry loses its letter.
    assert "Roe, 2001, p." in words(page(app, "first"))


def test_an_added_entry_changes_the_letters_of_others(book, build):
    build()
    added = "@book{roe2001arms,\n  author = {Roe, Ann},\n  title = {Arms},\n  year = {2001},\n"
    edit(
        book / "refs.bib", "@book{roe2001ties", added + "  publisher = {P},\n}\n\n@book{roe2001ties"
    )
    app = build()
    assert warnings(app) == ""
    assert sorted(app.written) == ["first", "index", "list"]
    assert "Roe, 2001b, p." in words(page(app, "first"))


def test_a_new_title_of_a_page_reaches_the_whole_list(book, build):
    build()
    edit(book / "first.md", "# The first page", "# Page one")
    app = build()
    assert "list" in app.written
    assert words(page(app, "list").find(class_="cited-in").find("a")) == "Page one"


def test_a_page_that_stops_citing_leaves_the_whole_list(book, build):
    build()
    edit(book / "second.md", " and {cite:p}`linde2012nabijheid`", "")
    app = build()
    assert [item["id"] for item in page(app, "list").select("li.citation")] == [
        "cite-coan2006lending",
        "cite-roe2001bonds",
        "cite-roe2001ties",
    ]


def test_a_removed_page_leaves_the_whole_list(book, build):
    build()
    edit(book / "index.md", "second\n", "")
    (book / "second.md").unlink()
    app = build()
    assert warnings(app) == ""
    assert "second" not in app.env.get_domain("cite").places
    assert listed(app, "list") == ["coan2006lending", "roe2001bonds", "roe2001ties"]


def test_what_left_the_book_leaves_the_output(book, build):
    """Pages and pictures, which Sphinx leaves; what is still shown stays."""
    for name in ("kept", "gone"):
        (book / f"{name}.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}"/>')
    edit(book / "first.md", "No citation here.", "![A](kept.svg)\n\n![B](gone.svg)")
    app = build()
    assert sorted(path.name for path in (app.outdir / "_images").iterdir()) == [
        "gone.svg", "kept.svg",
    ]  # fmt: skip
    edit(book / "first.md", "![B](gone.svg)", "")
    edit(book / "index.md", "second\n", "")
    (book / "second.md").unlink()
    app = build()
    assert [path.name for path in (app.outdir / "_images").iterdir()] == ["kept.svg"]
    assert {path.stem for path in app.outdir.glob("*.html")} >= {"index", "first", "list"}
    assert not (app.outdir / "second.html").exists()


def test_a_page_that_left_the_book_may_have_left_the_output_before(book, build):
    (build().outdir / "second.html").unlink()
    edit(book / "index.md", "second\n", "")
    (book / "second.md").unlink()
    assert warnings(build()) == ""


@pytest.mark.parametrize("account", ["", "{", "[]"])
def test_a_damaged_account_costs_one_whole_build(build, account):
    first = build()
    (first.outdir / ".written.json").write_text(account)
    assert sorted(build().written) == ["first", "index", "list", "second"]
    assert build().written == []


def test_what_a_broken_build_did_not_write_is_written_by_the_next(book, build):
    build()
    edit(book / "refs.bib", "Lending a hand", "Lending two hands")
    conf = (book / "conf.py").read_text(encoding="utf-8")
    failing = "\ndef setup(app):\n    app.connect('html-page-context', lambda *_: 1 / 0)\n"
    (book / "conf.py").write_text(conf + failing, encoding="utf-8")
    with pytest.raises(Exception, match="division by zero"):
        build()
    (book / "conf.py").write_text(conf, encoding="utf-8")
    assert {"first", "list", "second"} <= set(build().written)


def test_what_a_killed_build_wrote_of_an_edit_that_was_undone_is_written_again(
    book, build, monkeypatch
):
    """Its pages show the edit; the account of the build before would call them right."""
    pages = {path: path.read_bytes() for path in build().outdir.glob("*.html")}
    edit(book / "refs.bib", "Lending a hand", "Lending two hands")
    write = StandaloneHTMLBuilder.handle_page

    def killed(builder, pagename, *arguments, **named):
        if pagename == "second":
            raise KeyboardInterrupt
        write(builder, pagename, *arguments, **named)

    with monkeypatch.context() as context, pytest.raises(KeyboardInterrupt):
        context.setattr(StandaloneHTMLBuilder, "handle_page", killed)
        build()
    assert any(path.read_bytes() != page for path, page in pages.items())
    edit(book / "refs.bib", "Lending two hands", "Lending a hand")
    build()
    assert {path: path.read_bytes() for path in pages} == pages


def test_what_pages_show_is_worked_out_once_a_build(build, monkeypatch):
    """Before they are written; the account that is kept afterwards is the same."""
    asked = []
    views = BookDomain.views
    monkeypatch.setattr(BookDomain, "views", lambda self: asked.append(1) or views(self))
    build()
    assert len(asked) == 1


def test_a_page_walks_what_it_cites_and_not_the_whole_list(build):
    """Or 300 pages and 5,000 references cost a million and a half steps in every build."""

    class Walked(dict):
        walks = 0

        def __iter__(self):
            Walked.walks += 1
            return super().__iter__()

    domain = book_domain(build().env)
    domain.data["printed"] = Walked(domain.data["printed"])
    domain.views()
    assert len(domain.places) > 2
    assert Walked.walks == 1


def test_each_builder_has_its_own_account(book, build):
    build("html")
    edit(book / "refs.bib", "Lending a hand", "Lending two hands")
    assert "first" in build("dirhtml").written
    assert "first" in build("html").written


def test_the_whole_list_moves_to_another_page(book, build):
    """Every page that cites links there, and the old page has its own list."""
    build()
    edit(book / "list.md", "```{bibliography}\n```\n\n", "")
    edit(book / "second.md", "Without a list", "```{bibliography}\n```\n\nWithout a list")
    app = build()
    assert warnings(app) == ""
    assert {"index", "first", "second", "list"} <= set(app.written)
    assert listed(app, "list") == ["roe2001ties"]
    assert len(listed(app, "second")) == 4
    domain = app.env.get_domain("cite")
    assert (domain.whole_lists.keys(), sorted(domain.lists)) == (
        {"second"},
        ["first", "index", "list"],
    )


def test_pages_without_a_list_follow_the_whole_list(book, build):
    """Although nothing else that they show has changed."""
    (book / "other.md").write_text("# Other\n", encoding="utf-8")
    edit(book / "index.md", "list\n", "list\nother\n")
    first = build()
    assert "list.html#cite-coan2006lending" in str(page(first, "second"))
    for name, text in (
        ("list", "# All references\n"),
        ("other", "# Other\n\n```{bibliography}\n```\n"),
    ):
        edit(book / f"{name}.md", (book / f"{name}.md").read_text(encoding="utf-8"), text)
    app = build()
    assert warnings(app) == ""
    assert "second" in app.written
    assert "other.html#cite-coan2006lending" in str(page(app, "second"))
    assert "list.html#cite-" not in str(page(app, "second"))


def test_a_page_that_gets_a_list_links_to_it(book, build):
    build()
    edit(book / "second.md", "no-references: true", "orphan: true")
    app = build()
    assert listed(app, "second") == ["coan2006lending", "linde2012nabijheid"]
    assert "second.html#cite-coan2006lending" in str(page(app, "list"))


def test_a_second_whole_list_that_goes_away_is_forgotten(book, build):
    edit(book / "second.md", "Without a list", "```{bibliography}\n```\n\nWithout a list")
    assert "second_list" in warnings(build())
    edit(book / "second.md", "```{bibliography}\n```\n\nWithout a list", "Without a list")
    app = build()
    assert warnings(app) == ""
    assert app.env.get_domain("cite").whole_list == "list"
