"""Every kind of work that APA 7 names, in two languages, against lines written by hand."""

import dataclasses
import re

import apa7_set as manual
import pytest

from apabib.apa7.format import References

WORKS = {name: manual.works(name) for name in manual.sections()}
CASES = [case for name in manual.sections() for case in manual.cases(name)]
LISTS = [
    pytest.param(case, id=f"{case.name.removeprefix('APA 7, section ')} {place}")
    for place, case in enumerate(manual.cases("lists"))
]
CITATIONS = [
    pytest.param(case, id=f"{case.name.removeprefix('APA 7, section ')} {case['cite']}")
    for case in manual.cases("citations")
]
LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
EACH = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])


@LANGUAGES
@EACH
def test_in_the_list(case, language):
    references = manual.alone(case.name, WORKS[case.file], manual.LOCALES[language])
    assert manual.marked_up(references.reference(case.name)) == case[language], case["rule"]


@LANGUAGES
@EACH
def test_in_the_text(case, language):
    references = manual.alone(case.name, WORKS[case.file], manual.LOCALES[language])
    printed = [manual.in_text(references, role, manual.cites(case.name)) for role in ("p", "t")]
    expected = case["text" if language == "en" else "tekst"].split(" | ")
    assert printed == expected, case["rule"]


@pytest.mark.parametrize("case", LISTS)
def test_the_order_of_a_list(case):
    language = case.name[-3:-1]
    known = manual.works("lists")
    references = References([known[key] for key in case.lines], manual.LOCALES[language])
    printed = {key: manual.marked_up(references.reference(key)) for key in references.rank}
    assert list(printed.items()) == list(case.lines.items())


@LANGUAGES
@pytest.mark.parametrize("case", CITATIONS)
def test_a_citation(case, language):
    references = References(manual.works("citations").values(), manual.LOCALES[language])
    role, *place, written = re.match(r"(\w+) (?:(first|later) )?(.*)", case["cite"]).groups()
    cites = manual.cites(written)
    if place[0]:
        cites = [dataclasses.replace(one, first=place[0] == "first") for one in cites]
    assert manual.in_text(references, role, cites) == case[language]


# -- The set itself ------------------------------------------------------------

#: Sections of the manual on what stands in a reference list or in a citation. Others are on
#: planning, plagiarism, quotations and the layout of a page, or define a term.
SECTIONS = {
    *(f"8.{number}" for number in (6, *range(10, 22))),
    *(f"9.{number}" for number in range(7, 53)),
    *(f"10.{number}" for number in range(1, 17)),
    *(f"11.{number}" for number in (1, *range(4, 11))),
}
#: The numbered examples of chapters 10 and 11.
EXAMPLES = {*(("10", number) for number in range(1, 115)), *(("11", n) for n in range(1, 30))}


def test_the_set_covers_every_section_and_example():
    rules = " ".join(
        [*(case["rule"] for case in CASES)]
        + [case.name for name in ("lists", "citations") for case in manual.cases(name)]
    )
    found = re.findall(r"section (\d+)\.(\d+)(?:, example (\d+))?", rules)
    assert {f"{chapter}.{section}" for chapter, section, _example in found} >= SECTIONS
    assert {(chapter, int(number)) for chapter, _section, number in found if number} == EXAMPLES


def test_every_entry_has_its_lines_and_every_line_its_entry():
    for name in manual.sections():
        assert sorted(WORKS[name]) == sorted(case.name for case in manual.cases(name)), name
    listed = {key for case in manual.cases("lists") for key in case.lines}
    assert listed == manual.works("lists").keys()
    assert len(CASES) >= 260


def test_the_set_is_of_invented_works():
    for name in (*manual.sections(), "lists", "citations"):
        for work in manual.works(name).values():
            if work["url"]:
                assert work["url"].startswith("https://example.org/"), work.key
            if work["doi"] and work["doi"] != "10/fg6rf9":  # a short DOI has no such prefix
                assert "10.5555/" in work["doi"], work.key
