"""What an entry takes over by ``crossref`` and ``xdata``, for the rules and for print."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from apabib import __main__ as tool
from apabib.apa7.format import References, works_of
from apabib.bibtex.inherit import circles, values_with_parents
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.rules.run import check_book, check_file, errors
from apabib.settings import load

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


@pytest.mark.parametrize(
    ("parent", "child", "lent"),
    [
        ("mvbook", "book", "maintitle"),
        ("mvbook", "inbook", "maintitle"),
        ("mvcollection", "collection", "maintitle"),
        ("mvreference", "inreference", "maintitle"),
        ("mvproceedings", "inproceedings", "maintitle"),
        ("book", "suppbook", "booktitle"),
        ("collection", "suppcollection", "booktitle"),
        ("reference", "inreference", "booktitle"),
        ("proceedings", "conference", "booktitle"),
        ("periodical", "suppperiodical", "journaltitle"),
        ("periodical", "review", "journaltitle"),
    ],
)
def test_the_title_of_the_whole_by_the_types(parent: str, child: str, lent: str):
    """biblatex 3.20 manual, appendix B."""
    values = whole(
        f"@{child}{{a, title = {{Part}}, crossref = {{b}}}}\n"
        f"@{parent}{{b, title = {{Whole}}, subtitle = {{Sub}}, titleaddon = {{Add}}}}\n"
    )
    del values["crossref"]
    stem = lent.removesuffix("title")
    assert values == {
        "title": "Part", lent: "Whole", f"{stem}subtitle": "Sub", f"{stem}titleaddon": "Add",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("", {"author": "Poe, Bo", "author+an:role": "=writer"}),
        ("author = {Poe, Bo},", {"author": "Poe, Bo"}),
        ("author = {Roe, Ann},", {"author": "Roe, Ann", "bookauthor": "Poe, Bo"}),
    ],
)
def test_the_author_of_a_book_is_of_the_book(author: str, expected: dict[str, str]):
    values = whole(
        f"@inbook{{a, {author} crossref = {{b}}}}\n"
        "@book{b, author = {Poe, Bo}, author+an:role = {=writer}}\n"
    )
    assert values == {"crossref": "b", **expected}


def test_what_is_said_of_names_is_lent_with_them():
    source = (
        "@video{a, title = {A}, xdata = {x}}\n"
        "@xdata{x, author = {Poe, Bo}, author+an:role = {1=director}}\n"
    )
    assert whole(source) == {
        "title": "A", "xdata": "x", "author": "Poe, Bo", "author+an:role": "1=director",
    }  # fmt: skip


def test_parts_of_shared_data_are_refused():
    source = "@book{a, author = {xdata=x-author-1}, title = {A}, year = 2001, publisher = {P}}"
    [found] = [
        each
        for each in check_file(parse(source, "x.bib"), date(2026, 11, 22))
        if each.code == "xdata-part"
    ]
    assert (found.severity, str(found)) == (
        "error",
        "x.bib:1: a: author borrows a part of an @xdata entry, which is not read; write the value"
        " here, or name the whole entry in the field xdata",
    )


NO_WORKS = """\
@set{both, entryset = {ash2003rooms, elm1988bread}}
@xdata{press, publisher = {Press}, year = 2003}
@book{ash2003rooms, author = {Ash, Ada}, title = {Rooms}, xdata = {press}}
@book{elm1988bread, author = {Elm, Eve}, title = {Bread}, publisher = {Press}, year = 1988}
"""


def test_a_set_is_no_work(tmp_path: Path, monkeypatch, capsys):
    (tmp_path / "refs.bib").write_text(NO_WORKS)
    (tmp_path / "index.md").write_text("# A\n\n{cite:p}`both,ash2003rooms,press`\n")
    (tmp_path / "apabib.toml").write_text('demands = ["printable", "keys", "uncited", "read"]\n')
    why = "is no work, and has no reference; cite"
    found = check_book(load(tmp_path), today=date(2026, 11, 22))
    assert [str(each) for each in found if each.code != "read"] == [
        f"index.md:3: both: a @set {why} its works: ash2003rooms, elm1988bread",
        f"index.md:3: press: a @xdata {why} the works that stand beside it",
        "refs.bib:4: elm1988bread: no chapter cites this entry; cite it or delete it",
    ]
    assert [each.key for each in found if each.code == "read"] == ["ash2003rooms", "elm1988bread"]
    monkeypatch.chdir(tmp_path)
    assert tool.main(["show", "both"]) == 2
    assert capsys.readouterr().err == (
        f"apabib: a @set {why} its works: ash2003rooms, elm1988bread\n"
    )
    assert tool.main(["export", "--to", "apa"]) == 0
    assert (
        capsys.readouterr().out == "Ash, A. (2003). Rooms. Press.\nElm, E. (1988). Bread. Press.\n"
    )


# -- What leads back to itself --------------------------------------------------

BACK = "a part names its whole, and the whole does not name its part: delete one of these"


def lender(key: str, **named: str) -> str:
    fields = "".join(f", {name} = {{{value}}}" for name, value in named.items())
    return f"@book{{{key}, author = {{Roe, Ann}}, publisher = {{P}}, year = {{2001}}{fields}}}\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            lender("a", title="A", crossref="b") + lender("b", title="B", crossref="a"),
            [f"refs.bib:1: a: crossref leads back to the entry: a → b → a; {BACK}"],
        ),
        (
            # The way into a circle is no part of it, and it is named once.
            lender("z", title="Z", crossref="c")
            + lender("c", title="C", crossref="b")
            + lender("b", title="B", xdata="d, a")
            + lender("a", title="A", xdata="x, c")
            + "@xdata{x, note = {n}}\n@xdata{d, note = {n}}\n",
            [f"refs.bib:2: c: crossref leads back to the entry: c → b → a → c; {BACK}"],
        ),
        (
            lender("a", title="A", crossref="a"),
            [
                "refs.bib:1: a: crossref names the entry itself; name the entry of the work that"
                " it is a part of"
            ],
        ),
        # Two ways to one parent are no circle.
        (
            lender("a", title="A", xdata="b, c")
            + lender("b", title="B", xdata="c")
            + lender("c", title="C"),
            [],
        ),
        # Works that are related to one another are none either.
        (
            lender("a", title="A", related="b", relatedtype="reprintfrom")
            + lender("b", title="B", related="a", relatedtype="reprintas"),
            [],
        ),
    ],
)
def test_a_circle_is_named_once(source: str, expected: list[str]):
    found = [str(f) for f in errors(parse(source))]
    assert found == expected
    works = works_of(parse(source).entries)
    assert len([References(works).reference_text(work.key) for work in works]) == len(works)


def test_a_long_circle_and_a_long_chain_are_read_in_linear_time():
    many = 30_000
    chain = "".join(lender(f"k{n}", title="T", crossref=f"k{n + 1}") for n in range(many))
    begun = time.process_time()
    assert circles(parse(chain + lender(f"k{many}", title="T")).by_key()) == []
    [circle] = circles(parse(chain + lender(f"k{many}", title="T", crossref="k0")).by_key())
    assert len(circle) == many + 1
    assert time.process_time() - begun < 15


def test_no_work_is_its_own_reprint_or_review():
    for kind in ("reprintfrom", "reviewof", "commenton"):
        source = lender("a", title="Hands", related="a", relatedtype=kind)
        works = works_of(parse(source).entries)
        assert References(works).reference_text("a") == "Roe, A. (2001). Hands. P."
        [found] = errors(parse(source))
        assert found.message == "related names the entry itself"
        [item] = json.loads(export(parse(source).entries, ["a"], "csl-json"))
        assert not {"references", "reviewed-title", "original-title"} & item.keys()


@pytest.mark.parametrize("nobody", ["{}", ",", "~", "{ }", "family=", "\\emph{}", "\u200b"])
def test_a_work_without_a_readable_author_is_reviewed_by_title(nobody: str):
    source = (
        "@article{r, author = {Oak, A.}, year = {2001}, journal = {J}, title = {R},"
        " related = {b}, relatedtype = {reviewof}}\n"
        f"@book{{b, title = {{Book}}, year = {{2000}}, publisher = {{P}}, author = {{{nobody}}}}}"
    )
    references = References(works_of(parse(source).entries))
    assert references.reference_text("r") == "Oak, A. (2001). R [Review of the book Book]. J."
    assert references.reference_text("b") == "Book. (2000). P."
    said = [(f.code, f.line) for f in check_file(parse(source)) if f.code != "field-missing"]
    assert said == [
        ({",": "name-commas", "\u200b": "hidden-character"}.get(nobody, "name-empty"), 2)
    ]
