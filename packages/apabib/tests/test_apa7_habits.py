"""Entries as people and programs write them print as APA wants, against lines written by hand."""

from datetime import date

import apa7_set as manual
import pytest

from apabib.apa7.format import References, works_of
from apabib.bibtex.parse import parse
from apabib.rules.run import check_file

WORKS = manual.works("habits")
LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
EACH = pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in manual.cases("habits")])


@LANGUAGES
@EACH
def test_in_the_list(case, language):
    references = manual.alone(case.name, WORKS, manual.LOCALES[language])
    assert manual.marked_up(references.reference(case.name)) == case[language], case["rule"]


@LANGUAGES
@EACH
def test_in_the_text(case, language):
    references = manual.alone(case.name, WORKS, manual.LOCALES[language])
    printed = [manual.in_text(references, role, manual.cites(case.name)) for role in ("p", "t")]
    assert printed == case["text" if language == "en" else "tekst"].split(" | "), case["rule"]


def test_each_entry_has_its_lines():
    assert WORKS.keys() == {case.name for case in manual.cases("habits")}


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        # What is no day of a visit, no state and no label stays a note.
        (
            "@misc{a, title = {A page}, year = 2001, note = {Accessed with care}}",
            "A page (Accessed with care). (2001).",
        ),
        (
            "@misc{a, title = {A page}, year = 2001, note = {Accessed: 2021-02-31}}",
            "A page (Accessed: 2021-02-31). (2001).",
        ),
        (
            "@article{a, author = {Roe, A.}, title = {X}, journal = {Arxiv Studies}, year = 2001}",
            "Roe, A. (2001). X. Arxiv Studies.",
        ),
        (
            "@techreport{a, author = {Roe, A.}, title = {X}, type = {Report}, number = 3,"
            " institution = {Office}, year = 2001}",
            "Roe, A. (2001). X (Report No. 3). Office.",
        ),
        # A blog without its name is no periodical.
        (
            "@online{a, author = {Roe, A.}, title = {X}, note = {Blog post}, year = 2001,"
            " url = {https://a.example}}",
            "Roe, A. (2001). X [Blog post]. https://a.example",
        ),
        # Page numbers that hold a hyphen are no range.
        (
            "@article{a, author = {Roe, A.}, title = {X}, journal = {J}, year = 2001,"
            " pages = {S3-T9}}",
            "Roe, A. (2001). X. J, S3-T9.",
        ),
    ],
)
def test_all_else_is_left_as_it_is(entry, line):
    works = works_of(parse(entry, "refs.bib").entries)
    assert References(works).reference_text("a").replace("\N{NO-BREAK SPACE}", " ") == line


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            "author = {Roe, Ann}, year = {2024}, pubstate = {forthcoming}",
            ["the date is printed, and not that it is in press"],
        ),
        ("author = {Roe, Ann}, pubstate = {forthcoming}", []),
        ("author = {Roe, Ann}, year = {2024}, pubstate = {prepublished}", []),
        (
            "author = {Roe, Ann}, year = {2024}, shortauthor = {AR}",
            ["shortauthor is not printed: only groups have an abbreviation"],
        ),
        ("author = {{Group of Roes}}, year = {2024}, shortauthor = {GR}", []),
        ("author = {{Group of Roes} and Poe, Bo}, year = {2024}, shortauthor = {GR and Poe}", []),
    ],
)
def test_what_is_not_printed_is_named(fields, said):
    entry = f"@article{{a, title = {{On hands}}, journal = {{Hands}}, {fields}}}"
    assert [found.message for found in check_file(parse(entry), date(2026, 11, 22))] == said


def test_a_date_without_its_letter_is_read_and_named():
    entry = "@book{a, author = {Roe, A.}, title = {Marks}, publisher = {P}, date = {-14999~}}"
    messages = [found.message for found in check_file(parse(entry), date(2026, 11, 22))]
    assert messages == ["date is no date: -14999~"]
