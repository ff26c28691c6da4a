"""One reader: what the tool reads is what pybtex is handed and what the book prints."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex import database as pybtex
from pybtex.database.input.bibtex import Parser
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from apabib import __main__ as tool
from apabib.apa7.format import References, works_of
from apabib.bibtex.parse import parse
from sphinx_apa7 import bibfiles, book_domain
from sphinx_apa7.domain import BibliographyError

PARTS = ("first_names", "middle_names", "prelast_names", "last_names", "lineage_names")

# -- Generated files that hold entries ------------------------------------------

WORDS = st.sampled_from([
    "Hands", "of", "{NIH}", "{\\'e}tude", "\\\"uber", "Barnes \\& Noble", "a\n   b", "{{two}}",
    "1--8", "“x”", "{a {b} c}", "\\emph{Homo}", "de", "O'Neil", "x~y", "#", "=", ",", "(p)",
])  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
NAME_WORDS = st.sampled_from([
    "Coan", "James", "A.", "van", "de", "Jean-luc", "el-Kader", "{van}", "{\\'E}mile", "\\'etienne",
    "{\\relax van}", "von~Last", "O'Neil", "J.A.",
])  # fmt: skip
NAME_PARTS = st.lists(NAME_WORDS, min_size=1, max_size=4).map(" ".join)
NAMES = st.one_of(
    NAME_PARTS,
    st.tuples(NAME_PARTS, NAME_PARTS).map(", ".join),
    st.tuples(NAME_PARTS, st.sampled_from(["Jr.", "III"]), NAME_PARTS).map(", ".join),
    st.sampled_from(["{NIH}", "{Barnes and Noble}", "{Coan, James AND Beckes, Lane}"]),
)
PEOPLE = st.builds(
    lambda names, links, more: "".join(a + b for a, b in zip(names, links, strict=False)) + more,
    st.lists(NAMES, min_size=1, max_size=4),
    st.just([" and ", " AND ", "\n  and "]),
    st.sampled_from(["others", "Roe, Ann", "{NIH}"]),
)
FIELDS = st.sampled_from([
    "Title", "booktitle", "journal", "Volume", "year", "note", "doi", "publisher", "langid",
])  # fmt: skip


def written(value: str, form: str) -> str:
    """A value as a file may hold it: in braces, in quotes, in two pieces."""
    if form == "quotes" and '"' not in value:
        return f'"{value}"'
    return f"{{{value}}} # word # {{}}" if form == "pieces" else f"{{{value}}}"


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A file of one to four entries, comments and macros between them."""
    keys = draw(
        st.lists(
            st.from_regex(r"[a-z]{1,6}[0-9]{0,4}[a-zA-Z:_-]{0,3}", fullmatch=True),
            min_size=1,
            max_size=4,
            unique_by=str.casefold,
        )
    )
    pieces = ['@string{word = " and more"}\n']
    for key in keys:
        people = {
            role: draw(PEOPLE)
            for role in draw(st.sets(st.sampled_from(["author", "Editor", "translator"])))
        }
        fields = people | draw(st.dictionaries(FIELDS, TEXTS, min_size=1, max_size=5))
        forms = st.sampled_from(["braces", "braces", "quotes", "pieces"])
        lines = [
            f"  {name} = {written(value, 'braces' if name in people else draw(forms))}"
            for name, value in fields.items()
        ]
        lines += draw(st.sampled_from([[], ["  month = jan"], ["  number = 12"]]))
        end = draw(st.sampled_from([",\n}", "\n}"]))
        kind = draw(st.sampled_from(["article", "Book", "INCOLLECTION", "misc"]))
        pieces.append(f"@{kind}{{{key},\n" + ",\n".join(lines) + end + "\n")
        pieces.append(draw(st.sampled_from(["", "% a comment\n", "\n"])))
    return "".join(pieces)


def as_plain(entry: pybtex.Entry) -> tuple[object, ...]:
    return (
        entry.type,
        {name.lower(): " ".join(value.split()) for name, value in entry.fields.items()},
        {
            role.lower(): [[getattr(person, part) for part in PARTS] for person in people]
            for role, people in entry.persons.items()
        },
    )


def as_pybtex_reads(source: str) -> dict[str, pybtex.Entry]:
    return dict(Parser("utf-8").parse_string(source).entries.items())


def as_we_read(source: str) -> dict[str, pybtex.Entry]:
    path = Path("refs.bib")
    reading = bibfiles.read({path: source.encode()}, {path: "refs.bib"})
    return dict(bibfiles.EntriesOnDemand(reading.entries.values()).entries.items())


@given(sources())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_pybtex_is_handed_what_it_would_have_read(source: str):
    theirs, ours = as_pybtex_reads(source), as_we_read(source)
    assert theirs
    assert list(ours) == list(theirs)
    assert {key: as_plain(entry) for key, entry in ours.items()} == {
        key: as_plain(entry) for key, entry in theirs.items()
    }


#: What we read otherwise than pybtex. No book prints it: each is an error of the check.
DIFFERENCES = {
    # A lone "and" parts names for us, so that a missing name is seen; BibTeX takes it for a name.
    "and-stray": "@book{a, title = {A}, author = {Roe, Ann and}}",
    # pybtex gives up at the third comma.
    "name-commas": "@book{a, title = {A}, author = {Roe, Jr., Ann, Bo}}",
    # pybtex stops at the second key.
    "key-twice": "@book{a, title = {A}}\n@book{A, title = {B}}",
    # BibTeX reads the entry in a comment, we tell the author.
    "at-in-comment": "@comment{@book{a, title = {A}}}",
    # pybtex loses what follows.
    "comma-missing": "@book{a, title = {A} year = {2000}}",
    # pybtex keeps the first and stops.
    "field-twice": "@book{a, title = {A}, title = {B}}",
}


@pytest.mark.parametrize("code", DIFFERENCES)
def test_what_is_read_otherwise_stops_the_build(code: str):
    source = DIFFERENCES[code]
    path = Path("refs.bib")
    reading = bibfiles.read({path: source.encode()}, {path: "refs.bib"})
    assert code in {finding.code for finding in reading.errors}
    try:
        theirs = as_pybtex_reads(source)
    except pybtex.PybtexError:
        return
    ours = as_we_read(source)
    assert {k: as_plain(e) for k, e in ours.items()} != {k: as_plain(e) for k, e in theirs.items()}


# -- In a build ------------------------------------------------------------------

SOURCE = """@book{coan2006hands,
  author    = {Coan, James AND Beckes, Lane},
  title     = {Hands},
  year      = {2006},
  publisher = {Hand Press},
}

@book{team2007words,
  author    = {{Coan, James AND Beckes, Lane}},
  title     = {Words},
  year      = {2007},
  publisher = {Hand Press},
}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A page that cites both entries of ``SOURCE``."""
    (tmp_path / "conf.py").write_text(
        'extensions = ["sphinx_apa7"]\nbibtex_bibfiles = ["refs.bib"]\nhtml_theme = "basic"\n'
    )
    (tmp_path / "index.rst").write_text("Book\n====\n\n:cite:t:`coan2006hands,team2007words`\n")
    (tmp_path / "refs.bib").write_text(SOURCE)
    return tmp_path


def build(book: Path) -> SphinxTestApp:
    app = SphinxTestApp("html", srcdir=book, freshenv=False)
    try:
        app.build()
    finally:
        app.cleanup()
    return app


def warnings(app: SphinxTestApp) -> str:
    return strip_escape_sequences(app.warning.getvalue())


def references(app: SphinxTestApp) -> list[str]:
    soup = BeautifulSoup((app.outdir / "index.html").read_text(encoding="utf-8"), "lxml")
    return [item.find("p").get_text().replace("\u00a0", " ") for item in soup.select(".citation")]


@pytest.fixture
def no_pybtex(monkeypatch: pytest.MonkeyPatch) -> None:
    """pybtex reads nothing: no file, no text, no name."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("pybtex reads")

    monkeypatch.setattr("pybtex.database.input.BaseParser.parse_file", refuse)
    monkeypatch.setattr("pybtex.database.input.BaseParser.parse_files", refuse)
    monkeypatch.setattr("pybtex.database.input.bibtex.Parser.parse_string", refuse)
    monkeypatch.setattr("pybtex.database.input.bibtex.LowLevelParser.__init__", refuse)
    monkeypatch.setattr("pybtex.database.Person._parse_string", refuse)


@pytest.mark.usefixtures("no_pybtex")
def test_pybtex_reads_nothing_in_a_build(book: Path):
    app = build(book)
    assert warnings(app) == ""
    assert len(references(app)) == 2
    (book / "refs.bib").write_text(SOURCE.replace("{Hands}", "{Two hands}"))
    assert "Two hands" in "".join(references(build(book)))
    assert warnings(build(book)) == ""


@pytest.mark.usefixtures("no_pybtex")
def test_a_file_that_is_only_younger_is_not_read_again(book: Path, monkeypatch):
    """Nor by sphinxcontrib-bibtex, which looks at the time alone."""
    build(book)
    monkeypatch.setattr("sphinx_apa7.bibfiles.read", None)
    (book / "refs.bib").touch()
    assert len(references(build(book))) == 2


def test_and_in_capitals_prints_the_same_everywhere(book: Path, monkeypatch, capsys):
    printed = references(build(book))
    monkeypatch.chdir(book)
    shown = []
    for key in ("coan2006hands", "team2007words"):
        assert tool.main(["show", key]) == 0
        shown.append(capsys.readouterr().out.splitlines()[0])
    assert sorted(printed) == sorted(shown)
    assert shown == [
        "Coan, J., & Beckes, L. (2006). Hands. Hand Press.",
        "Coan, James AND Beckes, Lane. (2007). Words. Hand Press.",
    ]


def test_stock_footnote_citations_find_their_entries(book: Path):
    """Other extensions get entries in pybtex's form: ``bibdata.data`` of sphinxcontrib-bibtex."""
    foot = "\n\nOne. [#]_ :footcite:`coan2006hands`\n\n.. [#] Note.\n\n.. footbibliography::\n"
    with (book / "index.rst").open("a") as page:
        page.write(foot)
    app = build(book)
    assert warnings(app) == ""
    soup = BeautifulSoup((app.outdir / "index.html").read_text(encoding="utf-8"), "lxml")
    assert "James Coan and Lane Beckes" in soup.get_text()


def test_entries_in_pybtex_form_are_not_pickled(book: Path):
    build(book)
    pickled = (book / "_build" / "doctrees" / "environment.pickle").read_bytes()
    assert b"pybtex.database" not in pickled


def test_what_an_entry_inherits_prints_the_same_everywhere(book: Path, monkeypatch, capsys):
    with (book / "refs.bib").open("a") as file:
        file.write(
            "\n@incollection{part, author = {Roe, Ann}, title = {A part}, pages = {1--2},\n"
            "  crossref = {whole}}\n"
            "\n@book{whole, editor = {Poe, Bo}, title = {The whole}, year = {2001},\n"
            "  publisher = {Hand Press}}\n"
        )
    with (book / "index.rst").open("a") as page:
        page.write("\n:cite:t:`part`\n")
    printed = references(build(book))
    monkeypatch.chdir(book)
    assert tool.main(["show", "part"]) == 0
    shown = capsys.readouterr().out.splitlines()[0]
    assert shown.replace("\N{NO-BREAK SPACE}", " ") in [
        each.replace("\N{NO-BREAK SPACE}", " ") for each in printed
    ]
    assert shown == (
        "Roe, A. (2001). A part. In B. Poe (Ed.), The whole (pp.\N{NO-BREAK SPACE}1–2). Hand Press."
    )


def test_shared_data_and_names_of_strings_print_the_same_everywhere(
    book: Path, monkeypatch, capsys
):
    with (book / "refs.bib").open("a") as file:
        file.write(
            '\n@string{press = "Hand"}\n'
            "\n@book{shared, author = {Roe, Ann}, title = {Palms}, xdata = {house}}\n"
            '\n@xdata{house, publisher = press # " Press", year = 2000 }\n'
        )
    with (book / "index.rst").open("a") as page:
        page.write("\n:cite:t:`shared`\n")
    app = build(book)
    assert warnings(app) == ""
    monkeypatch.chdir(book)
    assert tool.main(["show", "shared"]) == 0
    shown = capsys.readouterr().out.splitlines()[0]
    assert shown in references(app)
    assert shown == "Roe, A. (2000). Palms. Hand Press."


def test_an_unknown_parent_stops_the_build(book: Path):
    with (book / "refs.bib").open("a") as file:
        file.write("\n@inbook{part, title = {P}, crossref = {whole}}\n")
    with pytest.raises(BibliographyError, match=r"1 error\(s\) in the bibliography"):
        SphinxTestApp("html", srcdir=book, warning=(stream := StringIO()))
    assert strip_escape_sequences(stream.getvalue()) == (
        "ERROR: refs.bib:15: part: crossref names “whole”, and there is no such entry; mend"
        " the key, or write the fields here [bibtex.bibfile_error]\n"
    )


def test_a_key_stands_in_one_of_two_files(book: Path):
    files = {Path("a.bib"): SOURCE.encode(), Path("b.bib"): b"@misc{COAN2006hands, title = {X}}"}
    reading = bibfiles.read(files, {path: path.name for path in files})
    assert [str(finding) for finding in reading.errors] == [
        "b.bib:1: COAN2006hands: the key is already used in a.bib; "
        "give this entry another key, or delete one of the two"
    ]


@pytest.fixture
def app(book: Path) -> Iterator[SphinxTestApp]:
    """A book that every example is read into."""
    app = SphinxTestApp("dummy", srcdir=book)
    yield app
    app.cleanup()


@given(source=sources())
@settings(
    max_examples=60,
    deadline=None,
    # One application serves all examples: each fills its domain anew.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_the_book_prints_what_the_tool_shows(app: SphinxTestApp, source: str):
    path = Path("refs.bib")
    entries = parse(source).by_key()
    assert entries
    domain = book_domain(app.env)
    domain.keep(bibfiles.read({path: source.encode()}, {path: "refs.bib"}))
    assert list(domain.entries) == list(entries)
    shown = References(works_of(entries.values()))
    for key in entries:
        assert domain.bibliography.reference_text(key) == shown.reference_text(key)
