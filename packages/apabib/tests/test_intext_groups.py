"""Group authors with an abbreviation, at first and after it (APA 7, section 8.21)."""

from __future__ import annotations

import pytest

from apabib.apa7.format import Cite, References, Work, text_of

INSTITUTE = {"author": "{Institute of Hands}", "shortauthor": "{IH}", "title": "Hands"}
WORKS = [
    Work("a", "report", INSTITUTE | {"year": "2019"}),
    Work("b", "report", INSTITUTE | {"year": "2020"}),
    Work(
        "two", "book",
        {"author": "{Institute of Hands} and {Feet}", "shortauthor": "{IH} and {Feet}",
         "title": "T", "year": "2001"},
    ),
    Work(
        "both", "book",
        {"author": "{Feet} and {Institute of Hands}", "shortauthor": "{Feet} and {IH}",
         "title": "T", "year": "2001"},
    ),
    Work(
        "team", "book",
        {"author": "{Institute of Hands} and {Feet} and Roe, Ann",
         "shortauthor": "{IH} and {Feet} and Roe", "title": "T", "year": "2002"},
    ),
    Work("odd", "book", {"author": "Roe, Ann", "shortauthor": "A and B", "title": "T"}),
    Work("edited", "book", {"editor": "{Institute of Hands}", "shorteditor": "{IH}", "title": "T",
                            "year": "2003"}),
]  # fmt: skip


def cited(role: str, *cites: str | Cite) -> str:
    pieces = References(WORKS).citation(
        role, [Cite(one) if isinstance(one, str) else one for one in cites]
    )
    return text_of(span for piece in pieces for span in piece.spans)


@pytest.mark.parametrize(
    ("role", "first", "again"),
    [
        ("p", "(Institute of Hands [IH], 2019)", "(IH, 2019)"),
        ("t", "Institute of Hands (IH, 2019)", "IH (2019)"),
        ("ct", "Institute of Hands (IH, 2019)", "IH (2019)"),
        ("alp", "Institute of Hands [IH], 2019", "IH, 2019"),
        ("author", "Institute of Hands (IH)", "IH"),
        ("authorpar", "(Institute of Hands [IH])", "(IH)"),
        ("year", "2019", "2019"),
    ],
)
def test_the_first_citation_and_later_ones(role: str, first: str, again: str):
    assert cited(role, Cite("a", first=True)) == first
    assert cited(role, Cite("a", first=False)) == again
    # Where nobody reads in an order, each is the first.
    assert cited(role, "a") == first


def test_several_works_of_a_group_introduce_it_once():
    assert cited("p", "a", "b") == "(Institute of Hands [IH], 2019, 2020)"
    assert cited("t", "a", "b") == "Institute of Hands (IH, 2019, 2020)"
    noted = Cite("a", after="Chapter 3")
    assert cited("p", noted, "b") == "(Institute of Hands [IH], 2019, Chapter 3; IH, 2020)"
    both = Cite("a", first=True), Cite("b", first=True)
    assert cited("p", *both) == "(Institute of Hands [IH], 2019, 2020)"


def test_groups_among_others():
    assert cited("p", "two") == "(Institute of Hands [IH] & Feet, 2001)"
    assert cited("t", "two") == "Institute of Hands (IH) and Feet (2001)"
    assert cited("t", "both") == "Feet and Institute of Hands (IH, 2001)"
    assert cited("author", "both") == "Feet and Institute of Hands (IH)"
    assert cited("p", Cite("two", first=False)) == "(IH & Feet, 2001)"
    assert cited("p", "team") == "(Institute of Hands [IH] et al., 2002)"
    assert cited("t", "team") == "Institute of Hands (IH) et al. (2002)"
    assert cited("p", "edited") == "(Institute of Hands [IH], 2003)"


def test_an_abbreviation_for_nobody_is_none():
    assert cited("p", "odd") == "(Roe, n.d.)"


def test_the_list_and_a_label_have_the_full_name():
    book = References(WORKS)
    assert book.label("a") == "Institute of Hands, 2019"
    assert book.reference_text("a").startswith("Institute of Hands. (2019)")


def test_an_abbreviation_of_two_groups_is_not_used():
    works = [
        Work("a", "book", INSTITUTE | {"year": "2019"}),
        Work("b", "book", INSTITUTE | {"author": "{Internet of Hands}", "year": "2019"}),
    ]
    pieces = References(works).citation("p", [Cite("a", first=False), Cite("b", first=True)])
    shown = text_of(span for piece in pieces for span in piece.spans)
    assert shown == "(Institute of Hands, 2019; Internet of Hands, 2019)"
    pieces = References(works).citation("t", [Cite("a")])
    assert text_of(span for piece in pieces for span in piece.spans) == "Institute of Hands (2019)"
