"""Names as BibTeX reads them, for the list, the rules, other programs, and pybtex."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person

from apabib.apa7.format import References, works_of
from apabib.bibtex.parse import parse, read
from apabib.bibtex.works import make_key
from apabib.export import csl, ris
from apabib.text.names import Name, Words, parse_name, parse_names, split_names, words_of

FILE = Path(__file__).parent / "goldens" / "apa7" / "entries.bib"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Coan, James and Beckes, Lane", ["Coan, James", "Beckes, Lane"]),
        ("Coan, James AND Beckes, Lane And Roe, Ann", ["Coan, James", "Beckes, Lane", "Roe, Ann"]),
        ("{Barnes and Noble} and\n  Roe, Ann", ["{Barnes and Noble}", "Roe, Ann"]),
        ("Sand, George and Andersen, Hans", ["Sand, George", "Andersen, Hans"]),
        ("What{ }and Who and Roe", ["What{ }and Who", "Roe"]),
        ("A and{ }B", ["A and{ }B"]),
        # A name is missing: the rules report it.
        ("Roe, Ann and and Poe, Bo", ["Roe, Ann", "", "Poe, Bo"]),
        ("Roe, Ann and", ["Roe, Ann", ""]),
        ("and Roe, Ann", ["", "Roe, Ann"]),
        # A brace too many closes nothing.
        ("Roe} and Poe", ["Roe}", "Poe"]),
        ("", []),
    ],
)
def test_lists(value: str, names: list[str]):
    assert split_names(value) == names


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Coan, James A.", Words(("James",), ("A.",), (), ("Coan",))),
        ("James A. Coan", Words(("James",), ("A.",), (), ("Coan",))),
        ("King, Jr., Martin L.", Words(("Martin",), ("L.",), (), ("King",), ("Jr.",))),
        ("van der Berg, Jan", Words(("Jan",), (), ("van", "der"), ("Berg",))),
        ("Jan van der Berg", Words(("Jan",), (), ("van", "der"), ("Berg",))),
        ("de la Vallée Poussin, C.", Words(("C.",), (), ("de", "la"), ("Vallée", "Poussin"))),
        # All up to the last particle is the particle, and the last word never is one.
        ("Uppercase von Last, Jan", Words(("Jan",), (), ("Uppercase", "von"), ("Last",))),
        ("Jan van der", Words(("Jan",), (), ("van",), ("der",))),
        ("Charles de Gaulle III", Words(("Charles",), (), ("de",), ("Gaulle", "III"))),
        ("Plato", Words(last=("Plato",))),
        ("bell hooks", Words((), (), ("bell",), ("hooks",))),
        ("{National Institute of Health}", Words(last=("{National Institute of Health}",))),
        # A tie parts words, "\ " too; an accent of that sign does not.
        ("van~der~Berg, J.~A.", Words(("J.",), ("A.",), ("van", "der"), ("Berg",))),
        (r"Last, Jan\ A.", Words(("Jan",), ("A.",), (), ("Last",))),
        (r"Nu\~{n}ez, Ana", Words(("Ana",), (), (), (r"Nu\~{n}ez",))),
        # Hyphens do not part words, as in biber: no particle "luc", none "el".
        ("Jean-luc Godard", Words(("Jean-luc",), (), (), ("Godard",))),
        ("Abd el-Kader", Words(("Abd",), (), (), ("el-Kader",))),
        # What stands in braces has no case; a letter that a command makes has.
        ("Jan {van} Berg", Words(("Jan",), ("{van}",), (), ("Berg",))),
        (r"Jan {\'e}tienne Berg", Words(("Jan",), (), (r"{\'e}tienne",), ("Berg",))),
        (r"Jan {\'E}tienne Berg", Words(("Jan",), (r"{\'E}tienne",), (), ("Berg",))),
        (r"Jan {\oe}uvre Berg", Words(("Jan",), (), (r"{\oe}uvre",), ("Berg",))),
        (r"Jan {\relax van} Berg", Words(("Jan",), (), (r"{\relax van}",), ("Berg",))),
        (r"A. {\relax{v}an} Berg", Words(("A.",), (), (r"{\relax{v}an}",), ("Berg",))),
        (r"Jan {\relax} van Berg", Words(("Jan",), (r"{\relax}",), ("van",), ("Berg",))),
        ("Jan d'Angelo Berg", Words(("Jan",), (), ("d'Angelo",), ("Berg",))),
        # Commas after the second only part words; the rules report them.
        ("Roe, Jr., Ann, Bo", Words(("Ann",), ("Bo",), (), ("Roe",), ("Jr.",))),
        ("Roe,", Words(last=("Roe",))),
        ("", Words()),
    ],
)  # fmt: skip
def test_words(written: str, words: Words):
    assert words_of(written) == words


def test_names_are_printed_without_markup():
    assert parse_names(r"{Barnes \& Noble} and van~der {\'E}tienne, Jr, A. and others") == (
        [Name("Barnes & Noble", organization=True), Name("van der Étienne", "A.", "Jr.")],
        True,
    )
    # BibTeX knows "others" in small letters only.
    assert parse_names("Roe, Ann and Others") == ([Name("Roe", "Ann"), Name("Others")], False)


def test_and_in_any_case_parts_names_everywhere():
    source = "@book{k, author = {Coan, James AND Beckes, Lane}, title = {Hands}}"
    entry = parse(source).entries[0]
    assert csl(entry)["author"] == [
        {"family": "Coan", "given": "James"},
        {"family": "Beckes", "given": "Lane"},
    ]
    assert "AU  - Coan, James\nAU  - Beckes, Lane\n" in ris(entry)
    assert References(works_of([entry])).label("k") == "Coan & Beckes, n.d."
    assert make_key(entry.values()) == "coanndhands"


def test_one_way_of_writing_a_name_is_as_good_as_another():
    """First name first, too, in what other programs get."""
    source = "@book{k, author = {Jan van der Berg and Plato and {NIH}}, title = {Hands}}"
    entry = parse(source).entries[0]
    assert csl(entry)["author"] == [
        {"family": "van der Berg", "given": "Jan"},
        {"family": "Plato"},
        {"literal": "NIH"},
    ]
    assert "AU  - van der Berg, Jan\nAU  - Plato\nAU  - NIH\n" in ris(entry)
    assert make_key(entry.values()) == "vanderbergndhands"


# -- What pybtex reads ------------------------------------------------------------------


def as_pybtex_reads(value: str) -> list[Words]:
    return [
        Words(*(tuple(getattr(person, f"{part}_names")) for part in Words._fields))
        for person in map(Person, split_name_list(value))
    ]


def test_pybtex_reads_the_same_words_from_a_file():
    for entry in read(FILE).entries:
        for field in ("author", "editor", "translator"):
            value = entry.get(field)
            assert [words_of(name) for name in split_names(value)] == as_pybtex_reads(value)


WORDS = [
    "Coan", "James", "A.", "van", "de", "J.A.", "Jr.", "III", "Jean-luc", "el-Kader", "d'Angelo",
    "{van}", "{NIH}", "{Barnes and Noble}", r"{\'E}mile", r"{\'e}tienne", r"\'etienne", "1st",
    r"{\relax van}", "von~Last", "and", "AND", ",", "O'Neil", "{de} Groot", "others",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join))
@example("van der Berg , Jr. , Jan AND {Barnes and Noble}")
@example(r"Coan , {\'e}tienne , Coan")
@settings(max_examples=500, deadline=None)
def test_pybtex_reads_the_same_words(value: str):
    """Wherever a name is whole: none missing beside "and", not more than two commas.

    But for particles in the place of "Jr.", which are some here: "Berg, van den, Jan".
    """
    names = split_names(value)
    assume(all(names) and all(name.count(",") < 3 for name in names))
    for ours, theirs in zip(map(words_of, names), as_pybtex_reads(value), strict=True):
        if theirs.lineage and not ours.lineage:
            theirs = theirs._replace(prelast=theirs.lineage, lineage=())
        assert ours == theirs


@given(st.text(st.sampled_from("{}\\~, aAé'-\nnd"), max_size=30))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_no_letter_is_lost(value: str):
    for name in split_names(value):
        kept = "".join(word for part in words_of(name) for word in part)
        assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, name))
        assert isinstance(parse_name(name), Name)
