"""The command line: exit codes, annotations, speed, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from growth import check_growth
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apabib.__main__ import main
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.findings import ERROR, Finding, visible
from apabib.intake.formats import read_text
from apabib.manuscript.reading import read_text as read_chapter
from apabib.rules import citations
from apabib.rules.run import check_file

LIBRARY = Path(__file__).parent / "samples" / "library.bib"
SOURCE = Path(__file__).parents[1] / "src"
SOUND = """\
@article{coan2006lending,
  author           = {Coan, James A.},
  title            = {Lending a hand: Social regulation of the neural response to threat},
  journal          = {Psychological Science},
  year             = {2006},
  doi              = {10.1111/j.1467-9280.2006.01832.x},
  verified         = {hand 2026-11-22},
  record           = {pubmed.ncbi.nlm.nih.gov/17201784},
}
"""


def bib(*arguments: str, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(
        [sys.executable, "-m", "apabib", *arguments],
        cwd=at,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**ours, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(SOUND, encoding="utf-8")
    (tmp_path / "index.md").write_text("# Book\n\n{cite:p}`coan2006lending`\n\nAgain\n"
                                       "{cite:t}`coan2006lending`.\n")  # fmt: skip
    return tmp_path


def test_exit_codes(book: Path):
    done = bib("check", at=book)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no errors, no warnings\n")
    assert bib("check", "--quiet", at=book).stderr == ""
    # Warnings only.
    (book / "refs.bib").write_text(SOUND.replace("{2006}", "{2006a}"), encoding="utf-8")
    done = bib("check", at=book)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "refs.bib:5: coan2006lending: year is no year: 2006a; write 2006: letters are added where"
        " they are printed\n",
        "0 errors, 1 warning\n",
    )
    # An error.
    (book / "refs.bib").write_text(SOUND.replace("10.1111", "11.1111"), encoding="utf-8")
    done = bib("check", at=book)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "refs.bib:6: coan2006lending: this is no DOI: 11.1111/j.1467-9280.2006.01832.x; a DOI looks"
        " like 10.1111/j.1467-9280.2006.01832.x\n",
        "1 error, 0 warnings\n",
    )
    # It could not run.
    (book / "refs.bib").unlink()
    done = bib("check", at=book)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "apabib: refs.bib: there is no such file; write it, or name another in bibliography of"
        " apabib.toml\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "apabib.toml: colour is no setting, or of the wrong kind"),
        ("contact = 1", "apabib.toml: contact is no setting, or of the wrong kind"),
        ("[[accepted]]\nkey = 'k'", "apabib.toml: [[accepted]] needs key, code and reason"),
        (
            "[[accepted]]\nkey = 3\ncode = 'a'\nreason = 'b'",
            "apabib.toml: [[accepted]] needs key, code and reason",
        ),
        (
            "[[accepted]]\nkey = 'k'\ncode = 'c'\nreason = ' '",
            "apabib.toml: the exception for k has no reason",
        ),
        (
            "bibliography = '/etc/hostname'",
            "apabib.toml: bibliography leads out of the project: name a file in it",
        ),
        (
            "snapshot = 'a/../../b.json'",
            "apabib.toml: snapshot leads out of the project: name a file in it",
        ),
        (
            "chapters = ['**/**/**/*.md']",
            "apabib.toml: a pattern in chapters has more than 2 times **",
        ),
        (
            "a = " + "[" * 5_000,
            "apabib.toml cannot be read: brackets are too deep in each other",
        ),
    ],
)
def test_settings_that_cannot_be_read(book: Path, text: str, message: str):
    (book / "apabib.toml").write_text(text)
    done = bib("check", at=book)
    assert (done.returncode, done.stderr) == (2, f"apabib: {message}\n")


KEPT = (
    '{"entries": {"k": {"doi": "10.1/x", "checked": "2026-11-22", "state": "agrees",'
    ' "record": %s}}}'
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"entries": {"k": 1}}',
        KEPT % '{"titles": 5}',
        KEPT % '{"titles": [5]}',
        KEPT % '{"volume": []}',
        KEPT % '{"colour": "red"}',
        KEPT % '{"updated_by": [{"kind": "retraction"}]}',
        KEPT % '{"updated_by": [{"kind": 1, "notice": "x"}]}',
        "[" * 100_000,
    ],
)
def test_a_snapshot_that_cannot_be_read(book: Path, text: str):
    (book / "refs.verified.json").write_text(text)
    done = bib("check", at=book)
    assert done.returncode == 2
    assert done.stderr.startswith("apabib: refs.verified.json cannot be read (")


def test_a_file_of_somebody_else_is_judged_without_the_rules_of_the_book(book: Path):
    other = book / "other.bib"
    other.write_text("@misc{Any_Key.1, title = {Something}, year = 2000}\n")
    done = bib("check", "other.bib", at=book)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no errors, no warnings\n")


def test_annotations_for_github(book: Path):
    (book / "refs.bib").write_text(SOUND.replace("{2006}", "{2006a}"), encoding="utf-8")
    expected = (
        "::warning file=refs.bib,line=5,col=3,title=year-form::coan2006lending: year is no year:"
        " 2006a; write 2006: letters are added where they are printed\n"
    )
    assert bib("check", "--format", "github", at=book).stdout == expected
    assert bib("check", at=book, GITHUB_ACTIONS="true").stdout == expected


def test_an_entry_cannot_speak_to_github():
    finding = Finding("a,b.bib", 1, "k\n::error::x", "code", ERROR, "100%\r", "y")
    assert finding.annotation() == (
        "::error file=a%2Cb.bib,line=1,title=code::k\\n::error::x: 100%25\\r; y"
    )


def test_show_names_every_place(book: Path):
    done = bib("show", "coan2006lending", at=book)
    assert (done.returncode, done.stdout) == (
        0,
        "Coan, J. A. (2006). Lending a hand: Social regulation of the neural response to threat."
        " Psychological Science. https://doi.org/10.1111/j.1467-9280.2006.01832.x\n"
        "index.md:3: cite:p\nindex.md:6: cite:t\n",
    )


@pytest.mark.parametrize("verb", [["show"], ["export"], ["verify"]])
def test_an_unknown_key_is_answered_with_the_nearest(book: Path, verb: list[str]):
    done = bib(*verb, "coan2006lendng", at=book)
    assert (done.returncode, done.stdout, done.stderr) == (
        2, "", "apabib: there is no entry coan2006lendng; did you mean coan2006lending?\n",
    )  # fmt: skip


def test_exports(book: Path):
    assert bib("export", at=book).stdout == SOUND.replace(
        "  verified         = {hand 2026-11-22},\n"
        "  record           = {pubmed.ncbi.nlm.nih.gov/17201784},\n",
        "",
    )
    assert bib("export", "--to", "ris", at=book).stdout == (
        "TY  - JOUR\nID  - coan2006lending\nAU  - Coan, James A.\n"
        "TI  - Lending a hand: Social regulation of the neural response to threat\n"
        "JO  - Psychological Science\nPY  - 2006\nDO  - 10.1111/j.1467-9280.2006.01832.x\nER  - \n"
    )
    assert json.loads(bib("export", "--to", "csl-json", at=book).stdout) == [
        {
            "id": "coan2006lending",
            "type": "article-journal",
            "author": [{"family": "Coan", "given": "James A."}],
            "title": "Lending a hand: Social regulation of the neural response to threat",
            "container-title": "Psychological Science",
            "DOI": "10.1111/j.1467-9280.2006.01832.x",
            "issued": {"date-parts": [[2006]]},
        }
    ]
    assert bib("export", "--to", "apa", at=book).stdout == (
        "Coan, J. A. (2006). Lending a hand: Social regulation of the neural response to threat."
        " Psychological Science. https://doi.org/10.1111/j.1467-9280.2006.01832.x\n"
    )


@pytest.mark.parametrize("form", ["ris", "csl-json", "bibtex"])
def test_what_is_exported_is_read_again(form: str):
    """Every entry goes out and comes back with its fields."""
    entries = parse(LIBRARY.read_bytes()).entries
    kept = {"author", "year", "doi", "volume", "pages", "eid"}
    for entry in entries:
        if entry.type not in {"article", "book"} or not entry.get("title"):
            continue
        draft = read_text(export(entries, [entry.key], form))[0]
        ours = {name: value for name, value in entry.values().items() if name in kept}
        theirs = {name: value for name, value in draft.fields.items() if name in kept}
        assert theirs == ours, entry.key


@pytest.mark.parametrize("form", ["ris", "csl-json"])
@pytest.mark.parametrize(
    "fields",
    [
        {"type": "book", "editor": "Cassidy, Jude and Shaver, Phillip R."},
        {
            "type": "incollection",
            "author": "Coan, James A.",
            "editor": "Cassidy, Jude and Shaver, Jr., Phillip R. and {The Board}",
            "booktitle": "A handbook of tests",
        },
        {
            "type": "book",
            "author": "Johnson, Sue",
            "translator": "Bakker, Anna and de Vries, Jan",
        },
    ],
)
def test_editors_and_translators_come_back(form: str, fields: dict[str, str]):
    values = {**fields, "title": "Of editors", "year": "2008", "publisher": "Guilford Press"}
    kind = values.pop("type")
    lines = "".join(f"{name} = {{{value}}},\n" for name, value in values.items())
    entries = parse(f"@{kind}{{key,\n{lines}}}").entries
    draft = read_text(export(entries, ["key"], form))[0]
    assert (draft.type, draft.fields) == (kind, values)


def test_a_translated_title_and_an_approximate_date_are_exported():
    entries = parse(
        "@misc{key, title = {Nabeschouwing}, titletranslation = {Afterthoughts}, date = {2011~}}"
    ).entries
    assert json.loads(export(entries, ["key"], "csl-json")) == [
        {
            "id": "key",
            "type": "document",
            "title": "Nabeschouwing [Afterthoughts]",
            "issued": {"date-parts": [[2011]], "circa": True},
            "note": "tex.titletranslation: Afterthoughts",
        }
    ]
    assert export(entries, ["key"], "ris") == (
        "TY  - GEN\nID  - key\nTI  - Nabeschouwing [Afterthoughts]\nPY  - 2011\n"
        "M2  - tex.titletranslation: Afterthoughts\nM2  - tex.date: 2011~\nER  - \n"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("verb", ["check", "tidy", "add"])
def test_what_is_no_file_is_refused(book: Path, verb: str):
    pipe = book / "pipe.bib"
    os.mkfifo(pipe)
    done = bib(verb, str(pipe), at=book)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "apabib: pipe.bib: this is no regular file\n"


@pytest.mark.parametrize("verb", ["check", "tidy", "add"])
def test_a_giant_is_refused(book: Path, verb: str):
    giant = book / "giant.bib"
    with giant.open("wb") as file:
        file.truncate(20_000_001)
    done = bib(verb, str(giant), at=book)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "apabib: giant.bib: this is more than 20 MB\n"


def test_a_reader_that_leaves_early(book: Path):
    other = book / "other.bib"
    other.write_text("@book{k, title = {A}, edition = {2nd}}\n" * 20_000)
    with subprocess.Popen(
        [sys.executable, "-m", "apabib", "check", "other.bib"],
        cwd=book, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ) as run:  # fmt: skip
        run.stdout.readline()
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_is_gone(book: Path, unbuffered: str):
    """``apabib show KEY | true``: nobody wants the rest, and that is no fault."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": unbuffered}
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "apabib", "show", "coan2006lending"],
            cwd=book, stdout=write, stderr=subprocess.PIPE, env=environment,
        )  # fmt: skip
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


# -- Speed and weight -------------------------------------------------------------------


def test_the_tool_knows_no_sphinx_and_starts_light(book: Path):
    code = (
        "import sys; import apabib.__main__ as m\n"
        "m.main(['check']); m.main(['show', 'coan2006lending'])\n"
        "heavy = {'sphinx', 'docutils', 'requests', 'rich', 'filelock', 'pybtex'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=book, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == "[]"


def generated(entries: int) -> str:
    return "\n".join(
        f"@article{{last{n}y2000w,\n"
        f"  author = {{Last{chr(97 + n % 26)}, First M. and Other, N.}},\n"
        f"  title = {{A long title of study number {n}: And a subtitle of the study}},\n"
        "  journal = {Journal of Personality and Social Psychology},\n"
        f"  year = {{{1950 + n % 70}}},\n  volume = {{41}},\n  number = {{1}},\n"
        f"  pages = {{49--67}},\n  doi = {{10.5555/{n}}},\n  isbn = {{9780465005437}},\n"
        "  url = {https://example.org/a/b},\n}\n"
        for n in range(entries)
    )


@pytest.mark.slow
def test_ten_thousand_entries():
    # It takes about a second.
    check_growth(lambda source: check_file(parse(source)), generated(10_000))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
def test_memory_for_ten_thousand_entries(tmp_path: Path):
    (tmp_path / "big.bib").write_text(generated(10_000), encoding="utf-8")
    code = (
        "import pathlib, apabib.__main__ as m; m.main(['check', 'big.bib'])\n"
        # Not ru_maxrss: a child inherits the size of the process that started it.
        "status = pathlib.Path('/proc/self/status').read_text().split()\n"
        "print(int(status[status.index('VmHWM:') + 1]) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)}, encoding="utf-8",
    )  # fmt: skip
    assert int(done.stdout.splitlines()[-1]) < 200


HOSTILE = {
    "author": [" and " * 60_000, "A, " * 60_000, "A.B." * 60_000, "{" * 50_000 + "}" * 50_000,
               "University " * 30_000, "Jr " * 60_000, "é " * 60_000],
    "title": ["A Word " * 40_000, "a: " * 60_000, "\\'" * 80_000, "<a " * 60_000, "&a" * 60_000,
              "(" * 80_000, "(ABC" * 40_000, "https://" * 30_000, "- " * 80_000],
    "pages": ["1-" * 80_000, "1--2," * 40_000, "-" * 100_000, "a" * 100_000],
    "doi": ["10." + "1" * 100_000, "10.1234/" + "a" * 200_000, "doi:" * 60_000, "{\\_" * 30_000],
    "url": ["http://" + "a" * 200_000, "a" * 200_000, "http:" * 50_000, "\\url{" * 40_000],
    "isbn": ["9" * 100_000, "978-" * 50_000, "9 " * 50_000],
    "issn": ["1234-5678," * 20_000, "(print)" * 30_000],
    "year": ["2" * 100_000], "date": ["2000-" * 40_000, "2000/" * 40_000],
    "edition": ["1" * 100_000, "second " * 30_000], "month": ["jan" * 50_000],
    "volume": ["vol " * 50_000], "crossref": ["a," * 60_000],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_no_value_takes_long(name: str):
    from apabib.bibtex.canonical import obstacles, tidy

    def work(value: str) -> None:
        balanced = value + "}" * max(0, value.count("{") - value.count("}"))
        bibliography = parse(f"@article{{k,\n  {name} = {{{balanced}}},\n}}\n")
        check_file(bibliography)
        if not obstacles(bibliography):
            tidy(bibliography)

    for value in HOSTILE[name]:
        check_growth(work, value)


@pytest.mark.slow
@pytest.mark.parametrize("text", [
    "{cite:p}" * 30_000, "{cite:p}`" * 30_000, "[@" * 30_000, "[ @a" * 20_000, "`" * 100_000,
    "`a" * 60_000, "``a`" * 40_000, ":::{a}\n" * 30_000, "{cite:p}`" + "{a}" * 30_000 + "`",
    "{cite:p}`" + "a," * 50_000 + "`", "# " * 60_000, "{cite:p}`a\n" * 30_000,
])  # fmt: skip
def test_no_chapter_takes_long(text: str):
    check_growth(lambda part: citations.check(parse(""), [read_chapter(part, "x.md")]), text)


@given(st.text(alphabet="{}`@[]:cite pt,key#\n \\", max_size=200))
@settings(deadline=None)
def test_any_chapter_is_read(text: str):
    for finding in citations.check(parse(""), [read_chapter(text, "x.md")]):
        assert finding.line >= 1


REAL = LIBRARY.read_text(encoding="utf-8").split("\n\n")


@given(
    st.sampled_from(REAL),
    st.lists(
        st.tuples(
            st.integers(0, 2000),
            st.sampled_from(
                [
                    "{",
                    "}",
                    '"',
                    ",",
                    "=",
                    "@",
                    "#",
                    "\\",
                    "%",
                    "\n",
                    "and",
                    "et al.",
                    "é",
                    "\x00",
                    "",
                ]
            ),
            st.integers(0, 5),
        ),
        min_size=1,
        max_size=6,
    ),
)
@example("@book{k, author = {A}, title = {é \\% \\?}, year = 2000}", [(0, "", 0)])
@settings(max_examples=200, deadline=None)
def test_real_entries_mutated(entry: str, edits: list[tuple[int, str, int]]):
    """Whatever an editor's hand slips: no exception, and tidy loses nothing that was read."""
    from apabib.bibtex.canonical import obstacles, tidy

    for at, text, cut in edits:
        at %= len(entry) + 1
        entry = entry[:at] + text + entry[at + cut :]
    bibliography = parse(entry + "\n")
    check_file(bibliography)
    if not obstacles(bibliography):
        again = parse(tidy(bibliography))
        assert [(e.key, len(e.fields)) for e in sorted(again.entries, key=lambda e: e.key)] == [
            (e.key, len(e.fields)) for e in sorted(bibliography.entries, key=lambda e: e.key)
        ]


def test_a_no_break_space_is_printed_and_a_control_character_is_not():
    assert visible("pp.\N{NO-BREAK SPACE}12\x1b[31m") == "pp.\N{NO-BREAK SPACE}12\\x1b[31m"


def test_fields_says_what_an_entry_may_have(capsys):
    assert main(["fields", "podcast"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["@audio", "  needs:             title"]
    rows = dict(re.split(r": +", line.strip(), maxsplit=1) for line in lines[1:])
    assert rows["address"] == "doi, url, urldate"
    assert "booktitle" in rows["source"].split(", ")
    assert "location" in rows["not printed"].split(", ")
    assert main(["fields"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "@book" in lines
    assert "@phdthesis, as @thesis" in lines
    assert main(["fields", "@incolection"]) == 2
    said = "apabib: there is no type @incolection; did you mean incollection?\n"
    assert capsys.readouterr().err == said
    assert main(["fields", "zzz"]) == 2
    assert capsys.readouterr().err == "apabib: there is no type zzz; apabib fields names all\n"
