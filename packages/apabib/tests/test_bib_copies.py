"""Comparing with public copies of records, where the registry cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from apabib.__main__ import main
from apabib.registry import snapshot
from apabib.settings import load as load_settings

ENTRY = """\
@article{ash2003rooms,
  author = {Ash, Ada and van Birch, Ben},
  title = {Rooms and people: A diary study},
  journal = {Journal of Rooms},
  year = {2003},
  volume = {12},
  number = {3},
  pages = {101--119},
  doi = {10.5555/rooms.2003.1},
}

@book{elm1988bread,
  author = {Elm, Edith},
  title = {Bread and its bakers},
  year = {1988},
  publisher = {Oven Press},
}
"""
AGREES = (
    "@article{a, title = {Rooms and People: A Diary Study}, author = {A. Ash and B. van Birch},"
    " journal = {Journal of Rooms}, year = 2003, volume = 12, pages = {101-19},"
    " doi = {https://doi.org/10.5555/ROOMS.2003.1}, record = {one.example/list},"
    " verified = {hand 2026-11-20}}\n"
)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "refs.bib").write_text(ENTRY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def other(source: str, **values: str) -> str:
    """A copy of the article with other values, in a place."""
    text = AGREES.replace("one.example/list", source)
    for name, value in values.items():
        old = {"volume": "12", "year": "2003", "pages": "{101-19}"}[name]
        text = text.replace(f"{name} = {old}", f"{name} = {value}")
    return text


def verify(book: Path, text: str) -> int:
    (book / "copies.bib").write_text(text, "utf-8")
    return main(["verify", "--copies", "copies.bib"])


def test_copies_that_agree_are_kept_as_what_they_are(book: Path, capsys):
    text = (
        AGREES + other("two.example/page") + "@book{elm1988bread, title = {Bread and its bakers},"
    )
    assert verify(book, text + " year = 1988, record = {three.example}}\n") == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "3 copies of 2 entries\n"
    kept = json.loads((book / "refs.verified.json").read_text("utf-8"))
    assert kept["entries"] == {}
    first, second = kept["copies"]["ash2003rooms"]
    assert first == {
        "source": "one.example/list",
        "seen": "2026-11-20",
        "doi": "10.5555/rooms.2003.1",
        "record": {
            "titles": ["Rooms and People: A Diary Study"],
            "containers": ["Journal of Rooms"],
            "years": ["2003"],
            "authors": ["Ash", "van Birch"],
            "volume": "12",
            "pages": "101-19",
        },
    }
    assert second["source"] == "two.example/page"
    main(["check"])
    assert "copies" not in capsys.readouterr().out


def test_a_field_that_no_copy_has_as_we_have_it(book: Path, capsys):
    text = other("one.example", volume="21") + other("two.example", volume="21")
    assert verify(book, text + other("three.example", volume="22")) == 1
    assert capsys.readouterr().out == (
        "ash2003rooms: volume: here “12”, in copies “21” (one.example; two.example)\n"
    )
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "refs.bib:6: ash2003rooms: volume is “12” here and “21” in copies of the record"
        " (one.example; two.example); correct it, or accept it with a reason in apabib.toml"
    )


def test_one_copy_that_agrees_is_enough_and_what_a_copy_lacks_says_nothing(book: Path, capsys):
    bare = "@misc{b, doi = {10.5555/rooms.2003.1}, record = {bare.example}}\n"
    assert verify(book, other("one.example", volume="21", year="2004") + AGREES + bare) == 0
    assert capsys.readouterr().out == ""


def test_a_difference_is_accepted_with_a_reason(book: Path, capsys):
    (book / "apabib.toml").write_text(
        '[[accepted]]\nkey = "ash2003rooms"\ncode = "volume"\nreason = "Seen on the issue."\n'
    )
    assert verify(book, other("one.example", volume="21")) == 0
    main(["check"])
    assert "copies" not in capsys.readouterr().out


def test_copies_stay_when_others_come_and_leave_with_their_entry(book: Path):
    verify(book, AGREES)
    verify(book, other("two.example/page") + other("one.example/list", volume="21"))
    settings = load_settings(book)
    first, second = snapshot.load(settings.snapshot).copies["ash2003rooms"]
    assert (first.source, first.record.volume) == ("one.example/list", "21")
    assert second.source == "two.example/page"
    (book / "refs.bib").write_text(ENTRY[ENTRY.index("@book") :], "utf-8")
    verify(book, "@book{elm1988bread, title = {Bread}, record = {three.example}}\n")
    assert list(snapshot.load(settings.snapshot).copies) == ["elm1988bread"]


def test_copies_that_share_a_place_stay_when_others_come(book: Path):
    """As two lists of references that were both shown without their name."""
    verify(book, AGREES)
    path = load_settings(book).snapshot
    kept = json.loads(path.read_text("utf-8"))
    (one,) = kept["copies"]["ash2003rooms"]
    kept["copies"]["ash2003rooms"] = [one, {**one, "seen": "2026-11-21"}]
    path.write_text(json.dumps(kept), "utf-8")
    verify(book, other("two.example/page"))
    copies = snapshot.load(path).copies["ash2003rooms"]
    assert [(each.source, each.seen[-2:]) for each in copies] == [
        ("one.example/list", "20"),
        ("one.example/list", "21"),
        ("two.example/page", "20"),
    ]


def test_copies_of_another_doi_say_nothing(book: Path, capsys):
    verify(book, other("one.example", volume="21"))
    text = (book / "refs.bib").read_text("utf-8")
    (book / "refs.bib").write_text(text.replace("rooms.2003.1", "rooms.2003.2"), "utf-8")
    capsys.readouterr()
    main(["check"])
    assert "copies" not in capsys.readouterr().out


def test_what_somebody_saw_to_be_the_same_counts_while_the_entry_says_it(book: Path, capsys):
    seen = (
        "@misc{b, doi = {10.5555/rooms.2003.1}, record = {two.example}, same = {title, volume}}\n"
    )
    assert verify(book, other("one.example", volume="21") + seen) == 0
    kept = json.loads((book / "refs.verified.json").read_text("utf-8"))["copies"]["ash2003rooms"]
    assert kept[1]["same"] == {"title": "Rooms and people: A diary study", "volume": "12"}
    assert kept[1]["record"] == {}
    capsys.readouterr()
    text = (book / "refs.bib").read_text("utf-8")
    (book / "refs.bib").write_text(text.replace("{12}", "{13}"), "utf-8")
    main(["check"])
    assert "volume is “13” here and “21” in copies" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "message"), [
    ("\n" + AGREES.replace("record = {one.example/list},", ""),
     "copies.bib:2: a: say in the field “record” where this copy is"),
    (AGREES.replace("ROOMS.2003.1", "x"), "copies.bib:1: 10.5555/x: no entry has this DOI or,"
     " without one, this key: take it out"),
    ("@book{oak, title = {Oak}, record = {a.example}}\n", "copies.bib:1: oak: no entry has this DOI"
     " or, without one, this key: take it out"),
    ("@misc{b, doi = {10.5555/rooms.2003.1}, record = {a.example}, same = {title, isbn}}\n",
     "copies.bib:1: b: isbn cannot be the same: the entry has no such field"),
])  # fmt: skip
def test_a_copy_that_cannot_be_placed(book: Path, capsys, text: str, message: str):
    assert verify(book, text) == 2
    assert capsys.readouterr().err == f"apabib: {message}\n"
    assert not (book / "refs.verified.json").exists()


@pytest.mark.parametrize("copies", [
    '{"a": 1}', '{"a": [{"source": "x"}]}', '[]',
    '{"a": [{"source": 1, "seen": "", "doi": "", "record": {}}]}',
    '{"a": [{"source": "x", "seen": "", "doi": "", "record": {"titles": "x"}}]}',
])  # fmt: skip
def test_copies_that_cannot_be_read(book: Path, capsys, copies: str):
    (book / "refs.verified.json").write_text(f'{{"entries": {{}}, "copies": {copies}}}')
    assert main(["check"]) == 2
    assert "refs.verified.json cannot be read" in capsys.readouterr().err
