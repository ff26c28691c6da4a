"""The reader of the bibliography tool: places, comments, and going on after every fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import check_growth
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apabib.bibtex.parse import parse

LIBRARY = Path(__file__).parent / "samples" / "library.bib"
NEXT = "@book{other2000book,\n  title = {Other},\n}\n"


def said(text: str | bytes) -> list[str]:
    return [str(finding) for finding in parse(text, "x.bib").findings]


def fields(text: str, entry: int = 0) -> dict[str, str]:
    return parse(text).entries[entry].values()


def test_every_entry_and_field_has_its_place():
    bibliography = parse("% note\n@article{coan2006lending,\n  title = {Lending},\n year=2006}\n")
    entry = bibliography.entries[0]
    assert (entry.type, entry.key, entry.line) == ("article", "coan2006lending", 2)
    assert [(f.name, f.text, bibliography.place(f.start)) for f in entry.fields] == [
        ("title", "Lending", (3, 3)),
        ("year", "2006", (4, 2)),
    ]
    assert bibliography.findings == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@string{jp = "J. of P."}\n@article{k, journal = jp # " (New)"}', "J. of P. (New)"),
        ('@article{k, journal = "A {"}q{"} b"}', 'A {"}q{"} b'),
        ("@article(k, journal = {In (parentheses)})", "In (parentheses)"),
        ("@article{k, journal = {mail a@b.org @article{z, y}}}", "mail a@b.org @article{z, y}"),
        ("@article{k, journal = jan}", "January"),
        ('@article{k, journal = {M{\\"u}ller \\o}}', 'M{\\"u}ller \\o'),
        ("@article{k, journal = 12 # {th}}", "12th"),
        ("@ARTICLE{k, JOURNAL = {Case}}", "Case"),
        ("@article{k, journal = {a\n   b}}", "a b"),
    ],
)
def test_values_are_read_as_bibtex_reads_them(source: str, expected: str):
    assert fields(source)["journal"] == expected
    assert said(source) == []


@pytest.mark.parametrize(
    ("source", "message", "kept"),
    [
        (
            "@article{k,\n  title = {T}\n  year = {2000},\n}\n",
            "x.bib:2: k: no comma behind the field title; add a comma",
            {"title": "T", "year": "2000"},
        ),
        (
            "@article{k\n  title = {T},\n}\n",
            "x.bib:1: k: no comma behind the key; add a comma",
            {"title": "T"},
        ),
        (
            "@article{k,\n  title = {T,\n  year = {2000},\n}\n",
            'x.bib:2: k: the value of title is not closed on its line; add the missing } (or ") at'
            " its end",
            {"title": "T", "year": "2000"},
        ),
        (
            "@article{k,\n  title = {{T},\n  year = {2000},\n  pages = {{1}},\n",
            'x.bib:2: k: the value of title is not closed; add the missing } (or ") at its end',
            {"title": "{T}", "year": "2000", "pages": "{1}"},
        ),
        (
            '@article{k,\n  title = "T,\n  year = {2000},\n}\n',
            'x.bib:2: k: the value of title is not closed; add the missing } (or ") at its end',
            {"title": "T", "year": "2000"},
        ),
        (
            "@article{k,\n  title = {T}},\n  year = {2000},\n}\n",
            "x.bib:2: k: a brace too many ends the entry here: what follows is ignored;"
            " delete the brace",
            {"title": "T", "year": "2000"},
        ),
        (
            "@article{k,\n  title = {T},\n\n",
            "x.bib:1: k: the entry is not closed before the next entry or the end of the file;"
            " add the missing } where it ends",
            {"title": "T"},
        ),
        (
            "@article{title = {T}, year = {2000}}\n",
            "x.bib:1: @article without a key; write a key and a comma behind the brace:"
            " @article{name2006word,",
            {"title": "T", "year": "2000"},
        ),
        (
            "@article{k l, title = {T}}\n",
            "x.bib:1: k l: the key holds a space; write it without, and a comma behind it",
            {"title": "T"},
        ),
        (
            "@article{k, title = , year = {2000}}\n",
            "x.bib:1: k: a value is missing; write one in braces, or delete the name",
            {"title": "", "year": "2000"},
        ),
        (
            "@article{k, title = {T}, journal = Nature}\n",
            "x.bib:1: k: Nature is neither in braces nor defined by an @string; write {Nature}",
            {"title": "T", "journal": "Nature"},
        ),
        (
            "@article{k, title = {T},, year = {2000}}\n",
            "x.bib:1: k: a comma with no field before it; delete the comma",
            {"title": "T", "year": "2000"},
        ),
        (
            "@article{k, title = {T}, oops, year = {2000}}\n",
            "x.bib:1: k: this is no field: oops; write name = {value}, or delete it",
            {"title": "T", "year": "2000"},
        ),
    ],
)
def test_reading_goes_on_after_a_fault(source: str, message: str, kept: dict[str, str]):
    bibliography = parse(source + NEXT, "x.bib")
    assert str(bibliography.findings[0]) == message
    assert bibliography.entries[0].values() == kept
    assert bibliography.entries[-1].values() == {"title": "Other"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "year = {2000},\n}\n" + NEXT,
            [
                "x.bib:1: text outside an entry, which is ignored: year = {2000},; put it back into"
                " its entry (is there a brace too many above?) or delete it"
            ],
        ),
        (
            "just words\n" + NEXT,
            [
                "x.bib:1: text outside an entry, which is ignored: just words; start the line with"
                " % if it is a comment"
            ],
        ),
        ("% a comment\n" + NEXT, []),
        ("@comment{jabref-meta: x{y};}\n" + NEXT, []),
        (
            "@comment jabref\n" + NEXT,
            [
                "x.bib:1: @comment without braces, which the build cannot read; begin the line with"
                " % instead"
            ],
        ),
        ('@preamble{"\\newcommand{}"}\n' + NEXT, []),
        (
            "@preamble{}\n" + NEXT,
            ["x.bib:1: a value is missing; write one in braces, or delete the name"],
        ),
        (
            "@book{k, títle = {A}}\n",
            [
                "x.bib:1: k: a name of ASCII letters is wanted: títle; write it so, beginning with"
                " a letter"
            ],
        ),
        (
            "@book{k, title = {" + "{" * 101 + "}" * 101 + "}}\n",
            ["x.bib:1: k: more than 100 braces in one another; delete those that hold nothing"],
        ),
        (
            "% @book{old, title = {Old}}\n",
            [
                "x.bib:1: @book behind a %, which BibTeX reads all the same; delete it, or the @"
                " before it"
            ],
        ),
        (
            "% me@example.org\n" + NEXT,
            [
                "x.bib:1: an @ outside an entry, and no entry follows it; BibTeX reads every @ as"
                " the start of an entry: write “(at)” in a comment"
            ],
        ),
        (
            "@comment{ @book{old, title = {Old}} }\n",
            [
                "x.bib:1: an @ inside @comment, which BibTeX reads as an entry all the same;"
                " delete the @"
            ],
        ),
        (
            "@string{x}\n",
            ['x.bib:1: @string without a name and a =; write @string{name = "value"}'],
        ),
    ],
)
def test_text_between_entries(source: str, expected: list[str]):
    assert said(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "@book{k, title = {Caf\xe9}}".encode("latin-1"),
            "x.bib:1: the byte 0xE9 is not UTF-8; save the file as UTF-8",
        ),
        (
            b"\xef\xbb\xbf" + NEXT.encode(),
            "x.bib:1: the file starts with a byte order mark; save it as UTF-8 without BOM",
        ),
        (NEXT.encode("utf-16"), "x.bib:1: the file is UTF-16; save it as UTF-8"),
    ],
)
def test_encoding(source: bytes, expected: str):
    assert said(source) == [expected]


def test_windows_and_mac_line_ends_count_as_lines():
    for newline in ("\r\n", "\r"):
        source = NEXT.replace("\n", newline) + "@book{k title}"
        assert said(source.encode())[1].startswith("x.bib:4: k title")


def test_a_message_cannot_leave_its_line():
    assert all("\n" not in line and "\x1b" not in line for line in said("@book{k\x1b[2J l,\nx}"))


# -- Whatever the bytes ----------------------------------------------------------

PIECES = st.sampled_from(
    [
        "@article{",
        "@string{",
        "@comment{",
        "@preamble{",
        "@",
        "{",
        "}",
        '"',
        ",",
        "=",
        "#",
        "%",
        "\n",
        " ",
        "key",
        "title",
        "2000",
        "\\",
        "(",
        ")",
        "é",
        "e\u0301",
        "\x00",
        "\u202e",
        "and",
        "@article{coan2006lending,\n  title = {Lending},\n}\n",
    ]
)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(source: bytes):
    for finding in parse(source).findings:
        assert finding.line >= 1 and "\n" not in str(finding)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=400)
def test_any_heap_of_bibtex_is_read(source: str):
    bibliography = parse(source)
    for entry in bibliography.entries:
        assert bibliography.text[entry.start] == "@"
        assert entry.start < entry.end <= len(bibliography.text)
        for each in entry.fields:
            assert bibliography.text.startswith(each.name, each.start)


@given(st.lists(PIECES, max_size=40).map("".join))
@example("@preamble{}")
@example("@comment x")
@example("@book{k, é = {}}")
@example("@book{k, title = " + "{" * 102 + "}" * 102 + "}")
@settings(max_examples=300, deadline=None)
def test_what_is_sound_is_the_same_to_pybtex(source: str):
    """pybtex reads the file for Sphinx: a file without an error here must not fail there."""
    from apabib.findings import ERROR
    from apabib.rules import characters, fields, keys
    from apabib.rules.review import Review

    bibliography = parse(source)
    review = Review(bibliography)
    characters.check(review)
    for entry in bibliography.entries:
        keys.check(review, entry)
        fields.check(review, entry, bibliography.by_key())
    keys.check_doubles(review)
    grammar = [
        f
        for f in review.all_findings()
        if f.severity == ERROR
        and f.code not in {"field-missing", "type-unknown", "crossref-unknown"}
    ]
    if grammar:
        return
    from pybtex.database import parse_string

    theirs = parse_string(bibliography.text, "bibtex").entries
    assert {key.lower() for key in theirs} == {e.key.lower() for e in bibliography.entries}


def test_real_entries_with_one_character_changed():
    """Each character of a real entry deleted or doubled in turn: the next entry is never lost."""
    real = LIBRARY.read_text(encoding="utf-8").split("\n\n")[0] + "\n"
    for at in range(len(real)):
        for broken in (real[:at] + real[at + 1 :], real[:at] + real[at] + real[at:]):
            last = parse(broken + "\n" + NEXT).entries[-1]
            assert (last.key, last.values()) == ("other2000book", {"title": "Other"}), broken


# Found by thinking like an attacker: each made some reader quadratic or worse.
HOSTILE = {
    "open braces": "@a{b,c={" * 40_000,
    "open braces on lines": "@a{b,c={\n" * 40_000,
    "open fields": "@a{b,\n" + "c={\n" * 80_000,
    "open quotes": "@a{b,\n" + 'c="\n' * 80_000,
    "deep braces": "@a{b,c=" + "{" * 200_000 + "}" * 200_000 + "}",
    "open comments": "@comment{\n" * 40_000,
    "ats": "@" * 300_000,
    "at words": "@a " * 100_000,
    "entries on one line": "@a{b}" * 60_000,
    "spaces": "@a{b," + " " * 300_000 + "c" + " " * 300_000 + "= {d}}",
    "hashes": "@a{b,c=" + "1#" * 100_000 + "1}",
    "commas": "@a{b" + "," * 100_000 + "}",
    "strays": "@a{b," + "x,\n" * 100_000 + "}",
    "long key": "@a{" + "k" * 400_000 + "}",
    "parentheses": "@preamble(" * 40_000,
    "macros": '@string{a = "x"}\n' + "".join(f"@string{{a{i} = a # a}}\n" for i in range(20_000)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_takes_long(name: str):
    from apabib.rules.run import check_file

    check_growth(lambda text: check_file(parse(text)), HOSTILE[name])


def test_macros_cannot_grow_without_end():
    """Each macro doubles the one before: fifty of them would fill the memory of the world."""
    text = '@string{a0 = "xxxxxxxxxx"}\n'
    text += "".join(f"@string{{a{i + 1} = a{i} # a{i}}}\n" for i in range(60))
    bibliography = parse(text + "@book{k, title = a60}")
    assert len(bibliography.entries[0].get("title")) < 200_000
