"""A bare ``sphinx-build`` on bad input: every line of what it prints, and how it ends."""

from __future__ import annotations

import os
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.cmd.build import build_main

CONF = 'extensions = ["myst_parser", "sphinx_apa7"]\nbibtex_bibfiles = ["refs.bib"]\n'
ENTRY = """\
@article{ash2003rooms,
  author = {Ash, Ada},
  title = {Rooms and people},
  journal = {Journal of Rooms},
  year = {2003},
}
"""
PAGE = "# Rooms\n\nMuch {cite:p}`ash2003rooms`.\n"
OPTIONS = [["-q"], ["-q", "-W"], ["-q", "-W", "--keep-going"], ["-q", "-n", "-j", "2"]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "refs.bib").write_text(ENTRY)
    (tmp_path / "index.md").write_text(PAGE)
    return tmp_path


def built(book: Path, *options: str) -> tuple[int, str]:
    """What sphinx-build returns and prints, with the folder of the book left out."""
    printed = StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        status = build_main(["-N", *(options or ["-q"]), str(book), str(book / "_build")])
    return status, printed.getvalue().replace(f"{book}{os.sep}", "").lstrip("\n")


def test_a_good_book_is_quiet(book: Path):
    assert built(book) == (0, "")


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_a_broken_file_is_answered_with_its_line(book: Path, options: list[str]):
    (book / "refs.bib").write_text(ENTRY.replace("people},", "people,"))
    assert built(book, *options) == (
        2,
        "ERROR: refs.bib:3: ash2003rooms: the value of title is not closed on its line; add the"
        ' missing } (or ") at its end [bibtex.bibfile_error]\n',
    )
    assert not (book / "_build" / "index.html").exists()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", 'is not set; write bibtex_bibfiles = ["refs.bib"]'),
        ('bibtex_bibfile = ["refs.bib"]', 'is not set; write bibtex_bibfiles = ["refs.bib"]'),
        (
            'bibtex_bibfiles = "mine.bib"',
            'is a text; write a list: bibtex_bibfiles = ["mine.bib"]',
        ),
        ("bibtex_bibfiles = []", 'is empty; write bibtex_bibfiles = ["refs.bib"]'),
        ("bibtex_bibfiles = True", 'is no list; write bibtex_bibfiles = ["refs.bib"]'),
    ],
)
def test_no_files_are_named(book: Path, line: str, expected: str):
    (book / "conf.py").write_text(CONF.replace('bibtex_bibfiles = ["refs.bib"]', line))
    assert built(book) == (
        2,
        f"ERROR: conf.py: bibtex_bibfiles {expected} [bibtex.bibfile_error]\n",
    )
    assert not (book / "_build" / "index.html").exists()


PART = """\
@incollection{elm2005lofts, author = {Elm, Eve}, title = {Lofts}, crossref = {oak2005rooms}}
@article{fir2006lofts, author = {Fir, Fay}, title = {High up}, journal = {Rooms}, year = {2006},
  related = {oak2005rooms}, relatedtype = {reviewof}}
"""
WHOLE = """\
@book{oak2005rooms, editor = {Oak, O.}, title = {All rooms}, publisher = {P}, year = 2005}
"""


@pytest.mark.parametrize("files", [(PART, WHOLE), (WHOLE, PART)])
def test_entries_may_name_those_of_another_file(book: Path, files: tuple[str, str]):
    (book / "conf.py").write_text(CONF.replace('["refs.bib"]', '["one.bib", "two.bib"]'))
    (book / "index.md").write_text("# Rooms\n\nMuch {cite:p}`elm2005lofts,fir2006lofts`.\n")
    for name, text in zip(("one.bib", "two.bib"), files, strict=True):
        (book / name).write_text(text)
    assert built(book) == (0, "")
    page = BeautifulSoup((book / "_build" / "index.html").read_text("utf-8"), "html.parser")
    lines = [" ".join(each.text.split()) for each in page.select(".references li, dl dd")]
    assert [line.removesuffix(" ↑1") for line in lines] == [
        "Elm, E. (2005). Lofts. In O. Oak (Ed.), All rooms. P.",
        "Fir, F. (2006). High up [Review of the book All rooms, by O. Oak, Ed.]. Rooms.",
    ]
    # A slip in a key is still one, in its file.
    keys = ("oak2005rooms", "oak2005roms") if files[0] == WHOLE else ("oak2005roms", "oak2005rooms")
    (book / "one.bib").write_text(files[0].replace("oak2005rooms", "oak2005roms"))
    status, said = built(book)
    assert status == 2
    assert "names “{}”, and there is no such entry; did you mean {}?".format(*keys) in said


def test_a_circle_through_two_files_is_answered_in_each(book: Path):
    (book / "conf.py").write_text(CONF.replace('["refs.bib"]', '["one.bib", "two.bib"]'))
    entry = "@book{{{0}, title = {{T}}, year = {{2001}}, crossref = {{{1}}}}}\n"
    (book / "one.bib").write_text(entry.format("roe2001a", "poe2001b"))
    (book / "two.bib").write_text(entry.format("poe2001b", "roe2001a"))
    remedy = "a part names its whole, and the whole does not name its part: delete one of these"
    assert built(book) == (
        2,
        f"ERROR: one.bib:1: roe2001a: crossref leads back to the entry:"
        f" roe2001a → poe2001b → roe2001a; {remedy} [bibtex.bibfile_error]\n"
        f"ERROR: two.bib:1: poe2001b: crossref leads back to the entry:"
        f" poe2001b → roe2001a → poe2001b; {remedy} [bibtex.bibfile_error]\n",
    )


def test_files_may_be_named_in_a_tuple(book: Path):
    (book / "conf.py").write_text(CONF.replace('["refs.bib"]', '("refs.bib",)'))
    assert built(book) == (0, "")


def test_a_part_without_its_book(book: Path):
    (book / "refs.bib").write_text(ENTRY.replace("@article", "@inbook").replace("journal", "note"))
    assert built(book) == (
        2,
        "ERROR: refs.bib:1: ash2003rooms: @inbook without booktitle; add it; if title is the whole"
        " book's, make the entry a @book [bibtex.bibfile_error]\n",
    )


def test_what_is_not_printed_stops_nothing(book: Path):
    (book / "refs.bib").write_text(ENTRY.replace("year", "isbn = {1537-5927},\n  year"))
    assert built(book) == (0, "")


MISSING = "write it, or correct bibtex_bibfiles in conf.py [bibtex.bibfile_error]\n"


def test_a_missing_file_is_answered_with_what_to_do(book: Path):
    (book / "refs.bib").unlink()
    assert built(book) == (2, f"ERROR: refs.bib: there is no such file; {MISSING}")


def test_a_link_to_no_file(book: Path):
    (book / "refs.bib").unlink()
    (book / "refs.bib").symlink_to("refs.bib")
    assert built(book) == (
        2,
        "ERROR: refs.bib: Too many levels of symbolic links; see bibtex_bibfiles in conf.py"
        " [bibtex.bibfile_error]\n",
    )


def test_a_folder_in_place_of_the_file(book: Path):
    (book / "refs.bib").unlink()
    (book / "refs.bib").mkdir()
    assert built(book) == (
        2,
        "ERROR: refs.bib: this is no regular file; see bibtex_bibfiles in conf.py"
        " [bibtex.bibfile_error]\n",
    )


AS_TEXT = [
    (
        "{cite:p}``",
        "this is no citation: {cite:p}``; write {cite:p}`key` or {cite:t}`key`, without a space"
        " before the `",
    ),
    ("[@ash2003rooms]", "[@ash2003rooms] is printed as it stands; write {cite:p}`ash2003rooms`"),
    (
        "[see @ash2003rooms, p. 3]",
        "[see @ash2003rooms, p. 3] is printed as it stands; write {cite:p}`ash2003rooms`",
    ),
    ("As @ash2003rooms", "@ash2003rooms is printed as it stands; write {cite:p}`ash2003rooms`"),
    (
        "{cite:p} `ash2003rooms`",
        "this is no citation: {cite:p}; write {cite:p}`key` or {cite:t}`key`, without a space"
        " before the `",
    ),
]


@pytest.mark.parametrize(("text", "message"), AS_TEXT)
def test_what_is_no_citation_does_not_pass(book: Path, text: str, message: str):
    (book / "index.md").write_text(f"# Rooms\n\n{text}\n")
    line = f"index.md:3: ERROR: {message} [bibtex.citation_as_text]\n"
    assert built(book) == (1, line)
    # A second build reads no page, and says it all the same.
    assert built(book) == (1, line)


def test_every_process_tells_what_it_read(book: Path):
    pages = [f"page{number}" for number in range(12)]
    for name in pages:
        (book / f"{name}.md").write_text(f"# {name}\n\n[@ash2003rooms]\n")
    (book / "index.md").write_text(f"{PAGE}\n```{{toctree}}\n" + "\n".join(pages) + "\n```\n")
    status, printed = built(book, "-q", "-j", "2")
    assert status == 1
    assert sorted(line.partition(":")[0] for line in printed.splitlines()) == sorted(
        f"{name}.md" for name in pages
    )


def test_it_can_be_silenced_by_its_name(book: Path):
    (book / "index.md").write_text("# Rooms\n\n[@ash2003rooms]\n")
    (book / "conf.py").write_text(f'{CONF}suppress_warnings = ["bibtex.citation_as_text"]\n')
    assert built(book) == (0, "")


@pytest.mark.parametrize(
    "text",
    ["`[@ash2003rooms]`", "\\[@ash2003rooms]", "me@ash2003rooms.org", "```\n@ash2003rooms\n```"],
)
def test_what_is_meant_as_text_passes(book: Path, text: str):
    (book / "index.md").write_text(f"# Rooms\n\n{text}\n")
    assert built(book) == (0, "")


def test_a_key_in_another_case(book: Path):
    (book / "index.md").write_text("# Rooms\n\nMuch {cite:p}`ASH2003ROOMS`.\n")
    assert built(book, "-q", "-W", "--keep-going") == (
        1,
        "index.md:3: WARNING: no entry ASH2003ROOMS in the bibliography; did you mean"
        " ash2003rooms? [bibtex.key_not_found]\n",
    )


def test_options_of_the_other_extension(book: Path):
    listed = "```{bibliography} other.bib\n:filter: docname in docnames\n:style: plain\n```\n"
    (book / "index.md").write_text(f"{PAGE}\n{listed}")
    line = (
        "index.md:5: WARNING: {bibliography}: %s is of sphinxcontrib-bibtex and does nothing here:"
        " the list has every work that the book cites, in APA style; delete it"
        " [bibtex.bibliography_option]\n"
    )
    expected = "".join(line % name for name in (":filter:", ":style:", "“other.bib”"))
    assert built(book) == (0, expected)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "@set{both, entryset = {ash2003rooms,\n  elm1988bread}}",
            "a @set is no work, and has no reference; cite its works: ash2003rooms, elm1988bread",
        ),
        (
            "@xdata{both, publisher = {Press}}",
            "a @xdata is no work, and has no reference; cite the works that stand beside it",
        ),
    ],
)
def test_what_is_no_work_has_no_reference(book: Path, entry: str, expected: str):
    (book / "refs.bib").write_text(f"{ENTRY}\n{entry}\n")
    (book / "index.md").write_text("# Rooms\n\nMuch {cite:p}`both`.\n")
    assert built(book, "-q", "-W", "--keep-going") == (
        1,
        f"index.md:3: WARNING: both: {expected} [bibtex.no_work]\n",
    )
