"""The order of a reference list (APA 7, sections 9.44 to 9.49)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apabib.apa7.format import References, Work
from apabib.text.numerals import spelled_out


def order(*entries: dict[str, str]) -> list[str]:
    """The keys of books in list order, given in the contrary one; the key is ``0``, ``1``, ..."""
    works = [
        Work(str(place), "book", {"title": "T", "author": "Roe, A."} | entry)
        for place, entry in enumerate(entries)
    ]
    return list(References(reversed(works)).rank)


@pytest.mark.parametrize(
    "authors",
    [
        # 9.44: letter by letter, and nothing before something.
        ["Benjamin, A.", "ben Yaakov, D."],
        ["Denzin, N.", "de Onís, C.", "Devlin, J."],
        ["Girard, J.-B.", "Girard-Perregaux, A."],
        ["Ibn Abdulaziz, T.", "Ibn Nidal, A."],
        ["López, M.", "López de Molina, G."],
        ["MacCallum, II, T.", "MacCallum, III, T."],
        ["MacNeil, E.", "McAdoo, Z.", "M'Carthy, L."],
        ["Olson, S.", "O'Neil, U.", "Oppenheimer, R."],
        ["Partridge, F.", "Plato"],
        ["San Martin, Q.", "Santa Maria, M.", "Santayana, F."],
        ["Santiago, J.", "Santiago, Sr., J.", "Santiago, Jr., J."],
        ["Villafuerte, S.", "Villa-Lobos, J."],
        # 9.46: one author before several; then the second author, and so on.
        [
            "Roe, A.",
            "Roe, A. and Ape, B.",
            "Roe, A. and Bee, A.",
            "Roe, A. and Bee, A. and Ant, C.",
        ],
        # 9.47: people, then groups, are one alphabet.
        ["Anonymous", "{Bureau of Trees}", "Burr, A."],
    ],
)
def test_names(authors: list[str]):
    entries = [{"author": author, "title": "T"} for author in authors]
    assert order(*entries) == [str(place) for place in range(len(authors))]


@pytest.mark.parametrize(
    "titles",
    [
        ["An apple", "The banana", "A cherry"],
        ["100 hands", "Onions"],
        ["Tea", "10 steps", "Tents"],
        ["Night", "1984", "Ninety"],
        ["Tea", "[10 steps]"],
    ],
)
def test_titles_of_works_without_author(titles: list[str]):
    entries = [{"author": "", "title": title} for title in titles]
    assert order(*entries) == [str(place) for place in range(len(titles))]


def test_fields_that_sort():
    assert order({"sortname": "Aa, B.", "author": "Zee, A."}, {"author": "Bee, A."}) == ["0", "1"]
    assert order({"sortkey": "Aa", "author": "Zee, A."}, {"author": "Bee, A."}) == ["0", "1"]
    assert order({"author": "Bee, A."}, {"presort": "zz", "author": "Aa, A."}) == ["0", "1"]
    first, second = {"sorttitle": "Aaa"}, {"title": "B second"}
    assert order(first | {"title": "Zoo"}, second) == ["0", "1"]


def test_an_untitled_work_is_sorted_by_its_description():
    untitled = {"author": "", "title": "", "titleaddon": "Plaque on a tree"}
    assert order({"author": "Oak, A."}, untitled, {"author": "Quince, A."}) == ["0", "1", "2"]


def test_a_law_without_a_name_is_sorted_as_it_is_printed():
    laws = [
        Work("order", "legadminmaterial", {"type": "execorder", "number": "1", "date": "2014"}),
        Work("report", "legmaterial", {"number": "H.R. 3", "date": "2015"}),
        Work("act", "legislation", {"title": "Stay Act", "date": "1990"}),
        Work("amendment", "constitution", {"source": "us", "amendment": "XIX"}),
        Work("article", "constitution", {"source": "us", "article": "I"}),
    ]
    works = [
        Work("a", "book", {"author": "Aa, A."}),
        *laws,
        Work("z", "book", {"author": "Zee, Z."}),
    ]
    book = References(reversed(works))
    assert list(book.rank) == [work.key for work in works]
    assert book.reference_text("order").startswith("Exec. Order No. 1")


@pytest.mark.parametrize(
    ("text", "english", "dutch"),
    [
        ("10 steps", "ten steps", "tien steps"),
        ("21", "twenty one", "eenentwintig"),
        ("100 hands", "one hundred hands", "honderd hands"),
        ("1984", "nineteen eighty four", "negentien vierentachtig"),
        ("1900", "nineteen hundred", "negentien honderd"),
        ("2001: Space", "two thousand one: Space", "twee duizend een: Space"),
        ("1,250 tips", "one thousand two hundred fifty tips",
         "duizend twee honderd vijftig tips"),
        ("3.5 grams", "3.5 grams", "3.5 grams"),
        ("Ten", "Ten", "Ten"),
    ],
)  # fmt: skip
def test_numbers_in_words(text: str, english: str, dutch: str):
    assert spelled_out(text, "en") == english
    assert spelled_out(text, "nl") == dutch
    assert spelled_out(text, "de") == text


NAMES = st.lists(
    st.sampled_from(["Roe, A.", "van Roe, B.", "Roe, Jr., A.", "{Roe}", "Plato"]), max_size=3
)


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "2001", "2001/", "in press", "-0349~"]))))
@settings(max_examples=100, deadline=None)
def test_any_two_works_have_an_order(drawn: list[tuple[list[str], str]]):
    works = [
        Work(str(place), "online", {"author": " and ".join(names), "date": date, "title": "T"})
        for place, (names, date) in enumerate(drawn)
    ]
    book = References(works)
    assert list(book.rank) == list(References(reversed(works)).rank)
    # No two works have one citation.
    labels = [book.label(work.key) for work in works]
    assert len(set(labels)) == len(labels)
