"""What an entry takes over by ``crossref`` and ``xdata``, for the rules and for print."""

from __future__ import annotations

from apabib.apa7.format import References, works_of
from apabib.bibtex.inherit import values_with_parents
from apabib.bibtex.parse import parse

WHOLE = """\
@book{whole, editor = {Poe, Bo}, title = {Whole}, publisher = {Press}, year = {2000},
  keywords = {k}, record = {r}}
"""


def whole(source: str, key: str = "a") -> dict[str, str]:
    entries = parse(source).by_key()
    return values_with_parents(entries[key], entries)


def test_a_part_prints_with_its_book():
    source = "@incollection{a, author = {Roe, Ann}, title = {Part}, crossref = {whole}}\n" + WHOLE
    works = works_of(parse(source).entries)
    assert (
        References(works).reference_text("a")
        == "Roe, A. (2000). Part. In B. Poe (Ed.), Whole. Press."
    )


def test_a_title_is_lent_as_that_of_the_book():
    assert whole("@inbook{a, title = {Part}, year = {2001}, crossref = {whole}}\n" + WHOLE) == {
        "title": "Part",
        "year": "2001",
        "crossref": "whole",
        "editor": "Poe, Bo",
        "booktitle": "Whole",
        "publisher": "Press",
    }


def test_a_periodical_lends_the_name_of_the_journal():
    source = (
        "@article{a, title = {Part}, crossref = {p}}\n"
        "@periodical{p, title = {Hands}, subtitle = {A journal}, year = {2001}}\n"
    )
    assert whole(source) == {
        "title": "Part",
        "crossref": "p",
        "journaltitle": "Hands",
        "journalsubtitle": "A journal",
        "year": "2001",
    }


def test_xdata_lends_fields_as_they_are():
    source = (
        "@book{a, xdata = {x, y}, year = {2001}}\n"
        "@xdata{x, publisher = {Press}, title = {One}}\n"
        "@xdata{y, publisher = {Other}, xdata = {z}}\n"
        "@xdata{z, series = {Hands}}\n"
    )
    assert whole(source) == {
        "xdata": "x, y",
        "year": "2001",
        "publisher": "Press",
        "title": "One",
        "series": "Hands",
    }


def test_entries_that_name_one_another_end():
    source = "@book{a, crossref = {b}, year = {1}}\n@book{b, crossref = {a}, title = {B}}\n"
    assert whole(source) == {"crossref": "b", "year": "1", "title": "B"}
    assert whole("@book{a, crossref = {a}, title = {A}}") == {"crossref": "a", "title": "A"}


def test_a_parent_that_is_not_there_lends_nothing():
    assert whole("@book{a, crossref = {b}, title = {A}}") == {"crossref": "b", "title": "A"}


def test_one_name_of_a_thing_keeps_the_others_out():
    source = (
        "@incollection{part, title = {P}, year = 2001, address = {Here}, crossref = {whole}}\n"
        "@book{whole, title = {W}, date = {1990}, location = {There}, shorttitle = {S},"
        " abstract = {Of all}, pagetotal = 9}\n"
    )
    part, whole = parse(source).entries
    values = values_with_parents(part, {"part": part, "whole": whole})
    assert values == {
        "title": "P",
        "year": "2001",
        "address": "Here",
        "crossref": "whole",
        "booktitle": "W",
    }


def test_a_chain_and_a_net_of_parents_end():
    chain = [f"@book{{k{n}, note = {{{n}}}, crossref = {{k{n + 1}}}}}" for n in range(5000)]
    # Every layer names both entries of the next: two to the power of forty ways down.
    net = [
        f"@xdata{{{side}{n}, v{side}{n} = 1, xdata = {{a{n + 1}, b{n + 1}}}}}"
        for n in range(40)
        for side in "ab"
    ]
    by_key = parse("\n".join(chain + net)).by_key()
    for key in ("k0", "a0"):
        assert values_with_parents(by_key[key], by_key)
