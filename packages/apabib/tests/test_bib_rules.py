"""Where each rule begins and ends: the value it reports, beside the one that it lets pass."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from apabib import __main__ as tool
from apabib.bibtex import model
from apabib.bibtex.parse import parse
from apabib.findings import REMARK
from apabib.registry.record import Record, Update
from apabib.registry.snapshot import AGREES, NO_RECORD, Kept, dump
from apabib.rules.run import check_book, check_file
from apabib.settings import load

TODAY = date(2026, 11, 22)

FIELDS = {
    "article": {"author": "Roe, Ann", "title": "On hands", "journal": "Hands", "year": "2001"},
    "book": {"author": "Roe, Ann", "title": "Hands", "year": "2001", "publisher": "Press"},
    "incollection": {
        "author": "Roe, Ann",
        "title": "On hands",
        "booktitle": "Hands",
        "year": "2001",
        "publisher": "Press",
    },
    "inproceedings": {
        "author": "Roe, Ann",
        "title": "On hands",
        "booktitle": "Hands",
        "year": "2001",
    },
    "thesis": {"author": "Roe, Ann", "title": "Hands", "institution": "School", "year": "2001"},
}


def entry(kind: str = "article", key: str = "roe2001hands", **changed: str | None) -> str:
    fields = {**FIELDS.get(kind, FIELDS["book"]), **changed}
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value is not None)
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def judged(source: str) -> list[str]:
    """The findings, each as ``file:line: key: message; remedy``."""
    return [str(finding) for finding in check_file(parse(source, "x.bib"), TODAY)]


def judged_field(kind: str = "article", **changed: str | None) -> list[str]:
    """What is wrong with one entry, without place and key; remarks are right as they are."""
    findings = check_file(parse(entry(kind, **changed)), TODAY)
    return [f.message for f in findings if f.severity != REMARK]


#: A project with the demand for keys.
KEYS = 'demands = ["keys"]\n'


def judged_book(folder: Path, source: str, settings: str = "", snapshot: str = "") -> list[str]:
    (folder / "refs.bib").write_text(source, encoding="utf-8")
    (folder / "apabib.toml").write_text(settings, encoding="utf-8")
    if snapshot:
        (folder / "refs.verified.json").write_text(snapshot, encoding="utf-8")
    return [str(finding) for finding in check_book(load(folder), today=TODAY, chapters=[])]


# -- Characters ------------------------------------------------------------------


def test_a_character_outside_the_entries_belongs_to_none_of_them():
    hidden = "a character that cannot be seen, U+202E; delete it"
    more = entry(key="roe2001more", title="More \u202e")
    source = f"% a\u202eb\n{entry()}% c\u202ed\n{more}"
    assert judged(source) == [
        f"x.bib:1: {hidden}",
        f"x.bib:8: {hidden}",
        f"x.bib:11: roe2001more: {hidden}",
    ]


def test_one_finding_a_line_is_enough():
    source = entry(title="\u202eOn\u202e hands", journal="\u202eHands")
    assert [line.split(":")[1] for line in judged(source)] == ["3", "4"]


def test_each_line_that_is_not_composed_is_named_with_its_entry():
    source = "% Cafe\u0301\n" + entry(title="Cafe\u0301", journal="Caf\u00e9")
    words = "letters and their accents are separate characters here (not NFC); run `apabib tidy`"
    assert judged(source) == [f"x.bib:4: roe2001hands: {words}"]  # a comment prints nothing


# -- The same work twice ---------------------------------------------------------

ISBN = "9780465005437"


@pytest.mark.parametrize(
    ("kind", "first", "second", "twice"),
    [
        ("book", {"isbn": ISBN}, {"isbn": "978-0-465-00543-7"}, True),
        ("collection", {"isbn": ISBN}, {"isbn": ISBN}, True),
        # Chapters of one book have its ISBN, and so have the volumes of some sets.
        ("incollection", {"isbn": ISBN}, {"isbn": ISBN}, False),
        ("book", {"isbn": ISBN}, {"isbn": ISBN, "volume": "2"}, False),
        ("book", {"isbn": ISBN}, {"isbn": "9780306406157"}, False),
        ("book", {}, {}, False),
    ],
)
def test_two_books_of_one_isbn(kind: str, first: dict, second: dict, twice: bool):
    source = entry(kind, **first) + entry(kind, "poe2002feet", author="Poe, Bo", **second)
    expected = (
        "x.bib:13: poe2002feet: the ISBN is also that of roe2001hands (line 1);"
        " delete one of the two, or correct the ISBN"
    )
    assert judged(source) == ([expected] if twice else [])


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ({}, {}, True),
        ({"pages": "1--8"}, {"pages": "1–8"}, True),
        ({"pages": "1--8"}, {}, True),
        ({"pages": "1--8"}, {"pages": "9--12"}, False),
        ({"journal": "Hands"}, {"journal": "{HANDS}"}, True),
        ({"journal": "Hands"}, {"journal": "Feet"}, False),
        ({"journal": None}, {}, True),
        ({"journal": None, "booktitle": "Hands"}, {}, True),
        ({"year": "2001"}, {"year": "2002"}, False),
        ({"options": "dataonly"}, {}, False),
        ({}, {"related": "roe2001hands"}, False),
    ],
)
def test_two_entries_of_one_work(first: dict, second: dict, twice: bool):
    source = entry(**first) + entry(key="roe2001again", **second)
    found = [line for line in judged(source) if "the same title, year and first author" in line]
    assert len(found) == twice


def test_an_article_and_a_book_of_one_title_are_two_works():
    assert judged(entry(title="Hands") + entry("book", "roe2001book")) == []


def test_a_work_that_stands_three_times_is_named_twice():
    source = entry() + entry(key="roe2001again") + entry(key="roe2001thrice")
    words = "the same title, year and first author as roe2001hands (line 1); delete one of the two"
    assert judged(source) == [
        f"x.bib:7: roe2001again: {words}",
        f"x.bib:13: roe2001thrice: {words}",
    ]


def test_entries_without_a_key_are_no_doubles():
    source = "@misc{,\n  title = {A},\n}\n@misc{,\n  title = {A},\n}\n"
    assert not [line for line in judged(source) if "already used" in line or "same title" in line]


# -- Types and fields ------------------------------------------------------------


def test_a_type_that_the_book_does_not_print_is_fine_elsewhere(tmp_path: Path):
    source = entry("customa", publisher=None)
    assert judged(source) == []
    assert judged_book(tmp_path, source) == []
    [line] = judged_book(tmp_path, source, 'demands = ["printable"]')
    assert line.startswith("refs.bib:1: roe2001hands: the book prints no references of type @cust")
    assert judged_book(tmp_path, entry(), 'demands = ["printable"]') == []


def test_what_lends_fields_needs_none_of_its_own():
    assert judged("@xdata{lender, publisher = {Press}}\n@set{both, entryset = {a,b}}\n") == []


@pytest.mark.parametrize(
    ("kind", "changed", "messages"),
    [
        ("article", {"title": None, "titleaddon": "Review of hands"}, []),
        ("thesis", {"institution": None, "school": "School"}, []),
        ("thesis", {"institution": None}, ["@thesis without institution or school"]),
        ("phdthesis", {"publisher": None}, ["@phdthesis without institution or school"]),
        ("article", {"author": None, "editor": "Roe, Ann"}, []),
        ("article", {"year": None}, ["@article without year or date"]),
        # There and empty is said once.
        ("article", {"year": ""}, ["the field year is empty"]),
        ("article", {"issue": "2"}, ["issue is for a named issue (“Spring”); styles do"
                                     " not print it as the number"]),
        ("article", {"issue": "2", "number": "3"}, []),
        ("article", {"publisher": "Press"}, []),  # every registry gives one
        ("misc", {"journal": "Hands"}, ["@misc does not print journal"]),
        ("book", {"abstract": "Text", "keywords": "text"}, []),
    ],
)  # fmt: skip
def test_fields_of_a_type(kind: str, changed: dict, messages: list[str]):
    assert judged_field(kind, **changed) == messages


@pytest.mark.parametrize(
    ("kind", "field", "remedy"),
    [
        ("book", "journal", "make the entry an @article, or delete the field"),
        ("incollection", "journaltitle", "write it in booktitle, or make the entry an @article"),
        ("article", "booktitle", "make the entry an @incollection, or delete the field"),
        ("thesis", "booktitle", "make the entry an @incollection, or delete the field"),
    ],
)
def test_where_a_field_belongs(kind: str, field: str, remedy: str):
    [finding] = check_file(parse(entry(kind, **{field: "Hands"})), TODAY)
    assert (finding.code, finding.remedy) == ("field-ignored", remedy)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("vol", "volume"), ("link", "url"), ("instituton", "institution"), ("editionn", "edition"),
        ("colour", ""), ("yea", ""),
    ],
)  # fmt: skip
def test_what_a_field_was_meant_to_be(name: str, meant: str):
    found = check_file(parse(entry("misc", **{name: "3"})), TODAY)
    assert [finding.remedy for finding in found] == ([f"call it {meant}"] if meant else [])


def test_a_misspelled_field_beside_the_right_one_is_only_ignored():
    assert judged_field("book", volume="2", vol="2") == []


@pytest.mark.parametrize(
    ("value", "messages"),
    [
        (r"Hands \& feet, 50\% of \emph{all} \'etudes in {\ss}", []),
        (r"\textbf{Hands} and \textsc{feet}", ["title holds the LaTeX command \\textbf"]),
        (r"Hands\ and feet", ["title holds the LaTeX command \\space"]),
        ("R&D", ["title holds a raw &, which LaTeX reads as a command"]),
        ("50% of #1", ["title holds a raw %, which LaTeX reads as a command"]),
        ("$x$ and 5 % of it", ["title holds TeX mathematics or a raw $"]),
        ("Hands &quot;held&quot;", ["title holds the HTML entity &quot;"]),
        ("a < b and b > c", []),
        ("H<sub>2</sub>O", ["title holds the HTML tag <sub>"]),
    ],
)
def test_markup_in_titles(value: str, messages: list[str]):
    assert judged_field(title=value) == messages


def test_a_raw_ampersand_among_names_is_said_once():
    assert judged_field(author="Ann Roe & Bo Poe") == [
        "names are parted by “and” only: Ann Roe & Bo Poe"
    ]
    assert judged_field(author="{Roe & Poe}") == [
        "author holds a raw &, which LaTeX reads as a command"
    ]


def test_a_damaged_entry_is_not_asked_for_more_fields():
    found = judged("@article{roe2001hands,\n  title = {On hands},\n  year 2001,\n}\n")
    assert found != []
    assert not [line for line in found if "without" in line]


# -- Identifiers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "messages"),
    [
        ("isbn", "978-0-465-00543-7", []),
        ("isbn", "0-306-40615-2", []),
        ("isbn", "0–306–40615–2", []),
        ("isbn", "0-8044-2957-X", []),
        ("isbn", f"{ISBN}, 0-306-40615-2", [f"more than one ISBN: {ISBN}, 0-306-40615-2"]),
        ("isbn", "none", ["no ISBN: none", "isbn holds a placeholder: none"]),
        ("issn", "0956-7976", []),
        ("issn", "0956–7976", []),
        ("issn", "0956-7976, 0956-7977", ["no valid ISSN (its check digit is wrong): 0956-7977"]),
        ("issn", "0956-7976 (print)", []),
        ("issn", "0956-7977(Print)", ["no valid ISSN (its check digit is wrong): 0956-7977"]),
        ("issn", "unknown", ["issn holds a placeholder: unknown"]),
        ("doi", "10.1000/a;b", []),
        ("doi", "10.1000/a&amp;b", ["the DOI holds escapes of an address: 10.1000/a&amp;b"]),
        ("doi", "10.1000/a&b", []),
        ("doi", "10.1000/50%", []),
        ("doi", "10.1000/a;", ["the DOI ends with “;”"]),
        ("doi", "DOI: 10.1000/a", ["the DOI has an address before it"]),
        ("url", "https://x.org/a_(b)", []),
        ("url", "http://x.org", []),
        ("url", "x.org:80/a", ["an address without https:// before it: x.org:80/a"]),
        ("url", "localhost:80", ["an address without https:// before it: localhost:80"]),
        ("url", "mailto:roe@x.org", ["an address of the kind “mailto:”"]),
        ("url", "//x.org", ["an address without https:// before it: //x.org"]),
        ("url", "https://x.org/<a>", ["an address may not hold “<”"]),
        ("url", "https://x.org https://y.org",
         ["more than one address: https://x.org https://y.org"]),
        ("url", r"https://x.org/a\_b", [r"the address holds LaTeX: https://x.org/a\_b"]),
        ("title", "On www.hands.org", ["title holds an address"]),
        ("title", "On www and hands", []),
    ],
)  # fmt: skip
def test_identifiers(field: str, value: str, messages: list[str]):
    assert judged_field("misc", **{field: value}) == messages


# -- Keys ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "changed", "wrong"),
    [
        ("roe2001onhands", {}, []),
        ("roe2001han", {}, []),
        ("roe2001handsnl", {}, []),
        ("roe2001handsnld", {}, ["any word of the title"]),
        ("roe2001onx", {}, ["any word of the title"]),
        ("roe2001artnl", {"title": "Art of hands"}, []),
        ("roe2001on", {}, []),
        ("poe2001hands", {}, ["the first author"]),
        ("poe2002feet", {}, ["the first author", "the year", "any word of the title"]),
        ("roendhands", {"year": None}, []),
        ("roe2001hands", {"year": None, "date": "2001-05"}, []),
        ("roe2001hands", {"author": None, "editor": "Roe, Ann"}, []),
        ("anything2001hands", {"author": None}, []),
        ("nimh2001hands", {"author": "{National Institute of Mental Health}"}, []),
        ("niomh2001hands", {"author": "{National Institute of Mental Health}"}, []),
        ("institute2001hands", {"author": "{National Institute of Mental Health}"}, []),
        ("nationalinstitute2001hands", {"author": "{National Institute}"}, []),
        ("nih2001hands", {"author": "{National Institute of Mental Health}"},
         ["the first author"]),
        ("ra2001hands", {"author": "Roe, Ann"}, ["the first author"]),
        ("ann2001hands", {"author": "Roe, Ann"}, ["the first author"]),
    ],
)  # fmt: skip
def test_parts_of_a_key(tmp_path: Path, key: str, changed: dict, wrong: list[str]):
    found = judged_book(tmp_path, entry(key=key, **changed), KEYS)
    words = [line.partition("does not agree with ")[2].partition(";")[0] for line in found]
    assert [word for word in words if word] == wrong


def test_keys_are_free_where_nobody_demands_a_form(tmp_path: Path):
    assert judged_book(tmp_path, entry(key="Hands")) == []
    assert judged_book(tmp_path, entry(key="Hands"), KEYS) == [
        "refs.bib:1: Hands: the key is not of the form name + year + word; call it"
        " roe2001hands, here and where it is cited"
    ]


# -- What is printed, and what is not --------------------------------------------


def remarks(kind: str, **changed: str | None) -> list[str]:
    """What is said of fields that are not printed."""
    findings = check_file(parse(entry(kind, **changed)), TODAY)
    return [f"{f.message}; {f.remedy}" for f in findings if f.severity == REMARK]


@pytest.mark.parametrize(
    ("kind", "changed", "expected"),
    [
        ("book", {"address": "Leiden"},
         ["APA prints no address of a @book; it may stay: the 7th edition leaves places of"
          " publication out"]),
        ("book", {"series": "Hands"},
         ["APA prints no series of a @book; it may stay for other programs"]),
        ("article", {"version": "2"},
         ["APA prints no version of a @article; it may stay for other programs"]),
        ("book", {"eventtitle": "Congress"},
         ["APA prints no eventtitle of a @book; howpublished is printed, if readers need it"]),
        ("book", {"eventtitle": "Congress", "howpublished": "Congress"},
         ["APA prints no eventtitle of a @book; it may stay for other programs"]),
        ("book", {"annotation": "Good."},
         ["APA prints no annotation of a @book; it may stay for other programs"]),
        ("book", {"author+an:mood": "{1=happy}"},
         ["APA prints no author+an:mood of a @book; it may stay for other programs"]),
        # What stands for other programs, what is read under another name, what changes others.
        ("book", {"isbn": "9780306406157", "abstract": "On hands.", "file": "hands.pdf"}, []),
        ("thesis", {"institution": None, "school": "School"}, []),
        ("article", {"month": "5"}, []),
        ("book", {"langid": "dutch", "keywords": "meta", "related": ""}, []),
        ("book", {"author+an:role": "1=director"}, []),
        ("customa", {"address": "Leiden"}, []),
        ("movie", {"address": "Leiden"},
         ["APA prints no address of a @movie; it may stay: the 7th edition leaves places of"
          " publication out"]),
        ("artwork", {"location": "Leiden"}, []),
        # A numbered series (section 10.2, example 31): biblatex's volume is no place in it.
        ("book", {"series": "Hands", "volume": "12"},
         ["APA prints no series of a @book; it may stay for other programs",
          "volume is printed as that of a work of several volumes, and series is not; if it is the"
          " number in the series, call it number: APA prints neither"]),
        ("book", {"series": "Hands", "number": "12", "volume": "3"},
         ["APA prints no series of a @book; it may stay for other programs",
          "APA prints no number of a @book; it may stay for other programs"]),
        ("book", {"series": "Hands", "volume": "3", "maintitle": "All hands"},
         ["APA prints no series of a @book; it may stay for other programs"]),
        ("report", {"series": "Hands", "number": "3"}, []),
        ("report", {"series": "Hands"},
         ["series is printed before the number of a report, and there is none; add the number, if"
          " the report has one"]),
        ("report", {"series": "Hands", "volume": "3"},
         ["volume is printed as that of a work of several volumes, and series is not; if it is the"
          " number in the series, call it number"]),
    ],
)  # fmt: skip
def test_what_is_not_printed_is_named(kind: str, changed: dict, expected: list[str]):
    assert remarks(kind, **changed) == expected


def test_a_remark_is_no_fault(tmp_path: Path, monkeypatch, capsys):
    (tmp_path / "refs.bib").write_text(entry("book", address="Leiden"))
    (tmp_path / "apabib.toml").write_text('demands = ["printable"]\n')
    monkeypatch.chdir(tmp_path)
    line = (
        "refs.bib:6: roe2001hands: APA prints no address of a @book; it may stay: the 7th edition"
    )
    assert tool.main(["check", "--format", "text"]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{line} leaves places of publication out\n"
    assert printed.err == "0 errors, 0 warnings, 1 remark\n"
    assert tool.main(["check", "--format", "github"]) == 0
    assert capsys.readouterr().out.startswith("::notice file=refs.bib,line=6,")


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("article", {"title": None, "titleaddon": "Review of the book Hands"}),
        ("book", {"title": None, "titleaddon": "Map of the hand"}),
        ("book", {"title": None, "maintitle": "Hands", "volume": "2"}),
        ("online", {"title": None, "type": "Photograph", "url": "https://example.org/a"}),
        ("misc", {"title": None, "titleaddon": "Map of the hand"}),
        ("image", {"title": None, "type": "photograph"}),
        ("jurisdiction", {"title": "Hand v. Foot", "citation": "1 U.S. 1"}),
        ("constitution", {"title": None, "source": "us", "article": "I"}),
    ],
)
def test_a_work_without_a_title(kind: str, changed: dict):
    """APA 7, section 9.22: a description in brackets stands for it."""
    assert "without" not in " ".join(judged_field(kind, **changed))


@pytest.mark.parametrize("kind", ["article", "book", "thesis", "online", "video", "jurisdiction"])
def test_a_work_with_neither_title_nor_description(kind: str):
    [missing] = [each for each in judged_field(kind, title=None) if "title" in each]
    assert missing.startswith(f"@{kind} without title")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1=director", []),
        ('1="Guest host"', []),
        ("=directors", []),
        ("director",
         ["author+an:role cannot be read: director;"
          ' write {1=director}, {1="Any words"}, or {=director} for all']),
        ("3=director",
         ["author+an:role speaks of name 3, and author has 1; count the names from 1"]),
    ],
)  # fmt: skip
def test_what_is_said_of_names(value: str, expected: list[str]):
    source = entry("book", **{"author+an:role": value})
    assert [f"{f.message}; {f.remedy}" for f in check_file(parse(source), TODAY)] == expected


def test_what_is_said_of_nobody():
    source = entry("book", author=None, editor="Roe, Ann", **{"author+an:role": "1=director"})
    assert judged(source) == [
        "x.bib:6: roe2001hands: author+an:role speaks of author, which the entry has not; add"
        " author, or delete it"
    ]


def test_what_another_reference_prints_has_no_remark():
    whole = entry("book", "roe2001whole", title="Whole", pages="1--9")
    part = entry("incollection", related="roe2001whole", relatedtype="reprintfrom")
    assert len(judged(whole)) == 1
    assert judged(whole + part) == []


@pytest.mark.parametrize("kind", sorted(model.TYPES))
def test_types_that_biblatex_has_are_known(kind: str):
    assert "there is no type" not in " ".join(judged_field(kind))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("auhtor", "author"), ("yaer", "year"), ("jornal", "journal"), ("isnb", "isbn")],
)
def test_a_misspelt_field_is_named(written: str, meant: str):
    [found] = check_file(parse(f"@misc{{k, howpublished = {{H}}, {written} = {{2}}}}"), TODAY)
    said = (f"there is no field {written}, so it is ignored", f"call it {meant}")
    assert (found.message, found.remedy) == said


def test_what_people_call_a_work_has_its_type():
    [found] = check_file(parse("@podcast{roe2001hands, title = {Hands}}"), TODAY)
    assert (found.message, found.remedy) == ("there is no type @podcast", "use @audio")
    assert set(model.MEANT.values()) <= model.HOUSE_TYPES
    assert not model.MEANT.keys() & model.TYPES


def test_commands_that_are_printed_are_no_fault():
    title = r"\emph{Homo} and \textup{not} \enquote{so} \mkbibquote{much}"
    assert judged_field("book", title=title) == []
    assert judged_field("book", title=r"\textbf{So}") == ["title holds the LaTeX command \\textbf"]


def test_an_entry_that_another_is_related_to_is_there():
    source = entry("book", related="roe2001hans") + entry("book", "roe2001hand", title="Hand")
    assert judged(source) == [
        "x.bib:6: roe2001hands: related names “roe2001hans”, and there is no such entry; did you"
        " mean roe2001hand?"
    ]


# -- People ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "messages"),
    [
        ("NIMH", []),
        ("NIMHX", ["a name all in capitals: NIMHX"]),
        ("UNESCO", ["a name all in capitals: UNESCO"]),
        ("{UNESCO}", []),
        ("J.R.R.T.B.", ["initials without a space between them: J.R.R.T.B."]),
        ("ROE, Ann", []),
        ("ROSE, Ann", ["a name all in capitals: ROSE, Ann"]),
        ("Rose, ANN", ["initials without a space between them: Rose, ANN"]),
        ("Roe2, Ann", ["digits in a name: Roe2, Ann"]),
        ("Roe,, Ann", ["too many commas in one name: Roe,, Ann"]),
        ("Roe, Ann,", ["a comma with nothing beside it: Roe, Ann,"]),
        ("Roe, ", ["a comma with nothing beside it: Roe,"]),
        ("Roe, Jr., Ann", []),
        ("Roe, III, Ann", []),
        ("Roe, A., Poe", ["too many commas in one name: Roe, A., Poe"]),
        ("Roe, Ann y Poe, Bo", ["names are parted by “and” only: Roe, Ann y Poe, Bo"]),
        ("Ortega y Gasset, José", []),
        ("Roe; Poe", ["names are parted by “and” only: Roe; Poe"]),
        ("{Roe; Poe}", []),
        ("Center, Ann", []),
        ("Ann Center", ["an organization that would be cut into first and last name: Ann Center"]),
        ("Hand Center, Leiden",
         ["an organization that would be cut into first and last name: Hand Center, Leiden"]),
        ("Roe, Ann and and Poe, Bo", ["author has an “and” with no name beside it"]),
        ("Roe, A.-B.", []),
        ("{Roe, A.B.}", []),
        ("Roe, A.B. and Poe, C.D.", ["initials without a space between them: Roe, A.B."]),
        ("Coan, JA", ["initials without a space between them: Coan, JA"]),
        ("JA Coan", ["initials without a space between them: JA Coan"]),
        ("Coan, Jr., JA", ["initials without a space between them: Coan, Jr., JA"]),
        ("Coan, J", []),
        ("UN Women Group", []),
        ("NIH Group", []),
        ("Berg, van den", ["a particle behind the given names: Berg, van den"]),
        ("Berg, Jan van den", ["a particle behind the given names: Berg, Jan van den"]),
        ("Hart, Paul 't", ["a particle behind the given names: Hart, Paul 't"]),
        ("Beauvoir, Simone de", ["a particle behind the given names: Beauvoir, Simone de"]),
        ("van den Berg, Jan", []),
        ("Jan van den Berg", []),
        ("hooks, bell", []),
        ("Roe, Della", []),
    ],
)  # fmt: skip
def test_names(names: str, messages: list[str]):
    assert judged_field(author=names) == messages


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Coan, JA", "write Coan, J. A."),
        ("JA Coan", "write J. A. Coan"),
        ("Coan, J.A.", "write Coan, J. A."),
        ("Berg, van den", "write van den Berg, First"),
        ("Berg, Jan P. van den", "write van den Berg, Jan P."),
        ("Berg, Jr., Jan van den", "write van den Berg, Jr., Jan"),
    ],
)
def test_a_name_and_the_form_to_write(name: str, remedy: str):
    [found] = check_file(parse(entry(author=name)), TODAY)
    assert found.remedy == remedy


@pytest.mark.parametrize(
    ("name", "two"),
    [
        ("Lee J. Cronbach, Paul Meehl", True),
        ("J. P. Smith, Karl Jones", True),
        ("J. Smith, K. Jones", True),
        ("Cronbach L. J., Meehl P. E.", True),
        ("Cronbach L., Meehl P.", True),
        ("Jan J.R. van der Berg, Ann Coan", True),
        ("García Márquez, Gabriel José", False),
        ("van der Berg, J. P.", False),
        ("St. James, A.", False),
        ("King, Jr., Martin", False),
        ("King Jr., Martin L.", False),
        ("v. Braun, Carl C.", False),
        ("C. de Baca, Luis", False),
        ("C. de Baca, Luis M.", False),
        ("Rojas M., María", False),
        ("{Lee J. Smith Fund, Paris}", False),
        ("{Lee J. Smith}, Paul", False),
        ("Lee J. Smith Fund, Inc.", False),
        ("O'Neil, J.", False),
        (r"{\'E}mile, J.", False),
    ],
)
def test_two_names_with_a_comma_between_them(name: str, two: bool):
    said = f"this looks like two names: {name}"
    assert (said in judged_field(author=name)) == two


@pytest.mark.parametrize(("count", "messages"), [(19, 1), (20, 0)])
def test_others_stand_for_names_beyond_the_twentieth(count: int, messages: int):
    names = " and ".join(f"{chr(65 + place)}oe, Ann" for place in range(count))
    assert len(judged_field(author=f"{names} and others")) == messages


# -- Titles ----------------------------------------------------------------------

TITLE_CASE = "The Wide Reach of Warm Hands in Cold Rooms"


@pytest.mark.parametrize(
    ("kind", "field", "changed", "reported"),
    [
        ("article", "title", {}, True),
        ("incollection", "booktitle", {}, True),
        # As a rule the name of a conference.
        ("inproceedings", "booktitle", {}, False),
        ("conference", "booktitle", {}, False),
        ("inproceedings", "title", {}, True),
        ("misc", "booktitle", {}, True),
        ("article", "journal", {}, False),
        ("article", "title", {"langid": "german"}, False),
        ("article", "title", {"language": "German"}, False),
        ("article", "title", {"langid": "dutch"}, True),
        ("article", "title", {"langid": "English", "language": "english"}, True),
    ],
)
def test_title_case(kind: str, field: str, changed: dict, reported: bool):
    base = {"booktitle": "Hands"} if kind == "conference" else {}
    found = judged_field(kind, **{**base, field: TITLE_CASE, **changed})
    found = [message for message in found if "title case" in message]
    assert found == ([f"{field} is in title case"] if reported else [])


def test_laws_keep_their_capitals():
    title = "Americans With Cold and Lonely Hands Act"
    assert judged_field("legislation", title=title, publisher=None) == []


def test_an_entry_of_a_dictionary_on_the_web():
    fields = {"booktitle": "Hands", "publisher": None, "year": None, "urldate": "2026-01-02"}
    assert judged_field("inreference", **fields, url="https://example.org/a") == []
    fields = {"booktitle": "Hands", "publisher": None}
    assert judged_field("inreference", **fields) == ["@inreference without publisher"]


def test_names_of_the_settings_keep_their_capitals(tmp_path: Path):
    source = entry(title="How Zorgia Holds Warm Hands in Cold Rooms")
    [line] = judged_book(tmp_path, source, 'names = ["Zorgia"]')
    assert line.endswith(": How Zorgia holds warm hands in cold rooms")


# -- Values ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "messages"),
    [
        ("month", "sep", []),
        ("month", "Sept.", []),
        ("month", "Sept", []),
        ("month", "1", []),
        ("month", "12", []),
        ("month", "0", ["there is no month 0"]),
        ("month", "13", ["there is no month 13"]),
        ("month", "9" * 5_000, [f"there is no month {'9' * 59}…"]),
        ("month", "Spring/Summer", []),
        ("month", "Sometime", ["this is no month: Sometime"]),
        ("year", "2027", []),
        ("year", "2028", ["the year 2028 is in the future"]),
        ("year", "999", []),
        ("year", "99", ["year is no year: 99"]),
        ("year", "20011", ["year is no year: 20011"]),
        ("year", "2001-05", ["year is no year: 2001-05"]),
        ("origyear", "1969b", ["origyear is no year: 1969b"]),
        ("urldate", "2026-11-22", []),
        ("urldate", "2026-11-23", ["urldate is in the future: 2026-11-23"]),
        ("eventdate", "2027-11-22", []),
        ("eventdate", "2027-11-23", ["eventdate is in the future: 2027-11-23"]),
        ("eventdate", "2001-22", []),
        ("eventdate", "2001-02-29", ["there is no such day: 2001-02-29"]),
        ("eventdate", "/2001", []),
        ("pages", "1--8", []),
        ("pages", "1--8, 12--15", []),
        ("pages", "1--8; 12-15", ["a page range with “-”: 12-15"]),
        ("pages", "A1--A8", []),
        ("pages", "A1--B8", []),
        ("pages", "A-1", []),
        ("pages", "iv-x", ["a page range with “-”: iv-x"]),
        ("pages", "e12", []),
        ("pages", "8--8", ["a range from a page to itself: 8--8"]),
        ("pages", "A8--2", ["the last page comes before the first: A8--2"]),
        ("pages", "A18--22", []),
        ("pages", "118--17", ["the last page comes before the first: 118--17"]),
        ("pages", "118--18", ["the last page comes before the first: 118--18"]),
        ("pages", "-12", ["a page range without an end: -12"]),
        ("pages", "p. 12", ["pages holds a word for page: p. 12"]),
        ("pages", "S. 12", ["pages holds a word for page: S. 12"]),
        ("pages", "S12", []),
        ("edition", "2", []),
        ("edition", "Revised", []),
        ("edition", "tenth", ["edition is not a number: tenth"]),
        ("volume", "Jg. 3", ["volume holds a word: Jg. 3"]),
        ("volume", "Vol. A", []),
        ("volume", "Vols", []),
        ("number", "No. 3", ["number holds a word: No. 3"]),
        ("number", "Vol. 3", []),
    ],
)  # fmt: skip
def test_values(field: str, value: str, messages: list[str]):
    assert judged_field("misc", **{field: value}) == messages


@pytest.mark.parametrize(
    ("pages", "doi", "remedy"),
    [
        ("101413", "10.1016/j.infbeh.2019.101413", ["write eid = {101413}"]),
        ("101413", "10.1016/j.infbeh.2019.101414", []),
        ("1413", "10.1016/j.infbeh.2019.101413", []),
        ("1--101413", "10.1016/j.infbeh.2019.101413", []),
    ],
)
def test_what_the_doi_ends_with_is_the_number_of_an_article(pages, doi, remedy):
    found = check_file(parse(entry("article", journal="A", pages=pages, doi=doi)), TODAY)
    assert [one.remedy for one in found if "article" in one.message] == remedy


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("A118--22", "write A118--A122"),
        ("1118--22", "write 1118--1122"),
        ("1118--A22", ""),
    ],
)
def test_a_last_page_that_is_cut_short_is_written_out(written: str, remedy: str):
    found = check_file(parse(entry("incollection", pages=written)), TODAY)
    assert [finding.remedy for finding in found] == ([remedy] if remedy else [])


@pytest.mark.parametrize(
    ("year", "day", "differ"),
    [("2001", "2001-05", False), ("2001", "2002-05", True), ("2001", "/2002", False)],
)
def test_a_year_beside_a_date(year: str, day: str, differ: bool):
    expected = [f"year {year} and date {day} disagree"] if differ else []
    assert judged_field("misc", year=year, date=day) == expected


def test_a_year_that_is_a_date_says_where_dates_go():
    [finding] = check_file(parse(entry("misc", year="2001-05")), TODAY)
    assert finding.remedy == "write it in date"


# -- The registry's last word ----------------------------------------------------

DOI = "10.1000/hands"


def kept(state: str = AGREES, doi: str = DOI, **record: object) -> str:
    return dump({"roe2001hands": Kept(doi, "2026-11-01", state, Record(**record))})


@pytest.mark.parametrize(
    ("record", "key", "missing"),
    [
        ("api.crossref.org/works/10.1000/hands", "roe2002feet", True),
        ("doi.org/10.1000/hands", "roe2002feet", True),
        ("pubmed.ncbi.nlm.nih.gov/1", "roe2002feet", False),
        ("doi.org/10.1000/hands", "roe2001hands", False),
    ],
)
def test_what_the_registry_verified_is_in_the_snapshot(
    tmp_path: Path, record: str, key: str, missing: bool
):
    source = entry(key=key, doi=DOI, record=record)
    expected = (
        f"refs.bib:7: {key}: verified by the registry, and refs.verified.json does not know it;"
        f" run: apabib verify {key}"
    )
    assert judged_book(tmp_path, source, snapshot=kept()) == ([expected] if missing else [])


def test_a_doi_that_the_registry_does_not_know(tmp_path: Path):
    assert judged_book(tmp_path, entry(doi=DOI), snapshot=kept(NO_RECORD)) == [
        "refs.bib:6: roe2001hands: the registry knew no such DOI on 2026-11-01; compare it with"
        " the publisher's page"
    ]


def test_case_of_a_doi_makes_no_snapshot_stale(tmp_path: Path):
    source = entry(doi=DOI.upper())
    assert judged_book(tmp_path, source, snapshot=kept()) == []


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (Update("retraction", "10.1000/r", "2012-03-04"),
         "retraction published 2012-03-04: doi.org/10.1000/r; take it out, or say so in the"
         " text and accept it in apabib.toml"),
        (Update("expression_of_concern", "10.1000/c", ""),
         "expression of concern published: doi.org/10.1000/c; take it out, or say so in the"
         " text and accept it in apabib.toml"),
        (Update("correction", "10.1000/e", "2012-03-04"),
         "correction published: doi.org/10.1000/e; read it, mend what we took from the work,"
         " and accept it in apabib.toml"),
    ],
)  # fmt: skip
def test_notices_on_a_work(tmp_path: Path, update: Update, expected: str):
    snapshot = kept(updated_by=[update])
    found = judged_book(tmp_path, entry(doi=DOI), snapshot=snapshot)
    assert found == [f"refs.bib:1: roe2001hands: {expected}"]


def test_a_work_that_is_itself_a_notice(tmp_path: Path):
    snapshot = kept(update_to=[Update("new_version", "10.1000/old", "")])
    assert judged_book(tmp_path, entry(doi=DOI), snapshot=snapshot) == [
        "refs.bib:1: roe2001hands: this is itself a notice (new version) on doi.org/10.1000/old;"
        " cite the work itself, or accept it in apabib.toml"
    ]
