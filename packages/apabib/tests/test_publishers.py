"""Publishers are a list with "and" between, and some have one in their name (APA 7, 9.29)."""

from __future__ import annotations

import json
from datetime import date

import pytest

from apabib.apa7.format import References, works_of
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.intake.formats import read_text
from apabib.rules.run import check_file


def entry(publisher: str) -> str:
    return (
        f"@book{{k, author = {{Oak, A.}}, title = {{T}}, year = 2001, publisher = {{{publisher}}}}}"
    )


@pytest.mark.parametrize(
    ("publisher", "printed", "back"),
    [
        ("Taylor and Francis", "Taylor and Francis", "{Taylor and Francis}"),
        ("{Taylor and Francis}", "Taylor and Francis", "{Taylor and Francis}"),
        ("Taylor \\& Francis", "Taylor & Francis", "Taylor \\& Francis"),
        ("{Duncker and Humblot}", "Duncker and Humblot", "{Duncker and Humblot}"),
        ("Springer and Van Gorcum", "Springer; Van Gorcum", "Springer and Van Gorcum"),
        ("{Springer} and {Boom}", "Springer; Boom", "Springer and Boom"),
        ("Harper and Row and Boom", "Harper and Row; Boom", "{Harper and Row} and Boom"),
        ("Springer and others", "Springer", "Springer"),
    ],
)
def test_printed_exported_and_read_back(publisher: str, printed: str, back: str):
    entries = parse(entry(publisher)).entries
    line = References(works_of(entries)).reference_text("k")
    assert line == f"Oak, A. (2001). T. {printed}."
    items = export(entries, ["k"], "csl-json")
    ris = export(entries, ["k"], "ris")
    assert json.loads(items)[0]["publisher"] == printed
    assert f"PB  - {printed}\n" in ris
    bare = json.dumps([json.loads(items)[0] | {"note": ""}])
    assert read_text(bare, names=())[0].fields["publisher"] == back
    for text in (items, ris):  # a line of the note may have it as it was written
        assert read_text(text, names=())[0].fields["publisher"] in {back, publisher}


@pytest.mark.parametrize("publisher", ["Duncker and Humblot", "Taylor and Francis"])
def test_a_name_of_a_record_is_one(publisher: str):
    records = [
        json.dumps([{"type": "book", "title": "T", "publisher": publisher}]),
        f"TY  - BOOK\nTI  - T\nPB  - {publisher}\nER  - \n",
        entry(f"{{{publisher}}}"),
    ]
    drafts = [read_text(record, names=())[0] for record in records]
    assert {draft.fields["publisher"] for draft in drafts} == {f"{{{publisher}}}"}


@pytest.mark.parametrize(
    ("publisher", "said"),
    [
        (
            "Duncker and Humblot",
            [
                "“and” parts two publishers: Duncker; Humblot; if they are one, write"
                " publisher = {{Duncker and Humblot}}"
            ],
        ),
        ("{Duncker and Humblot}", []),
        ("Taylor and Francis", []),
        ("Oxford University Press and Boom", []),
    ],
)
def test_two_names_of_a_word_are_asked_about(publisher: str, said: list[str]):
    found = check_file(parse(entry(publisher)), date(2026, 11, 22))
    assert [f"{f.message}; {f.remedy}" for f in found] == said
