"""Retractions, concerns and corrections, and what was read: in check, tidy, list, and exports."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from apabib.apa7.format import Locale, References, works_of
from apabib.bibtex.canonical import tidy
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.i18n import translator
from apabib.rules.run import check_book, check_file
from apabib.settings import load

TODAY = date(2026, 11, 26)


def entry(**more: str) -> str:
    fields = {
        "author": "Button, Katherine S.",
        "title": "Power failure",
        "journal": "Nature Reviews Neuroscience",
        "year": "2013",
        "volume": "14",
        "pages": "365--376",
        "doi": "10.1038/nrn3475",
        **more,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    return f"@article{{button2013power,\n{''.join(lines)}}}\n"


def found(source: str) -> list[str]:
    return [
        f"{f.severity}: {f.line}: {f.message}; {f.remedy}" for f in check_file(parse(source), TODAY)
    ]


@pytest.mark.parametrize(
    "value",
    [
        "10.1038/nrn3502",
        "10.1038/nrn3502, 10.1038/nrn3503",
        "10.1038/a,b",
        "https://doi.org/10.1038/nrn3502",
    ],
)
@pytest.mark.parametrize("name", ["correction", "retraction", "concern"])
def test_notices_are_dois(name: str, value: str):
    assert found(entry(**{name: value})) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"correction": "nrn3502"},
            "error: 9: correction: this is no DOI: nrn3502; write the DOI of the notice, as "
            "10.1038/nrn3502",
        ),
        (
            {"retraction": "10.1038/NRN3475"},
            "error: 9: retraction names the DOI of the work itself; write the DOI of the notice, "
            "or take the field out",
        ),
        (
            {"correction": "10.1038/nrn3502, 10.1038/nrn3502"},
            "warning: 9: the notice 10.1038/nrn3502 is named twice; keep it once",
        ),
        (
            {"retraction": "10.1038/nrn3502", "correction": "10.1038/NRN3502"},
            "warning: 10: the notice 10.1038/NRN3502 is named twice; keep it once",
        ),
    ],
)
def test_fault_has_its_place_and_its_remedy(fields: dict[str, str], expected: str):
    assert found(entry(**fields)) == [expected]


# -- In chapters -------------------------------------------------------------------


def book(folder: Path, bibliography: str, chapter: str, demands: str = "", name: str = "a.md"):
    (folder / "refs.bib").write_text(bibliography, encoding="utf-8")
    (folder / name).write_text(chapter, encoding="utf-8")
    (folder / "apabib.toml").write_text(
        f'myst_enable_extensions = ["colon_fence"]\nkey_options = ["claim.sources"]\n'
        f"demands = [{demands}]\n",
        encoding="utf-8",
    )
    return [str(finding) for finding in check_book(load(folder), today=TODAY)]


RETRACTED = entry(retraction="10.1038/nrn3502")
UNSAID = (
    "button2013power: this work is retracted, and the paragraph does not say so; say in the same "
    "paragraph that it was retracted, or do not cite it"
)
CITE = "{cite:p}`button2013power`"
#: The second option is none in YAML, and one in MyST.
CLAIM = ":::{claim} a\n:sources: button2013power\n:note: *So*: it is\n\n"


@pytest.mark.parametrize(
    ("chapter", "line"),
    [
        (f"Power is low {CITE}.\n", 1),
        (f"It was retracted.\n\nPower is low {CITE}.\n", 3),
        (f"- It was retracted.\n- Power is low\n  {CITE}.\n", 3),
        (f"{CLAIM}Power.\n\nLow.\n:::\n\nIt is retracted.\n", 2),
    ],
)
def test_retracted_work_is_not_cited_as_if_nothing_was(tmp_path: Path, chapter: str, line: int):
    assert book(tmp_path, RETRACTED, chapter) == [f"a.md:{line}: {UNSAID}"]


@pytest.mark.parametrize(
    "chapter",
    [
        f"Power is low {CITE}, in a study that was later\nretracted.\n",
        f"The retraction {CITE} came late.\n",
        f"De studie {CITE} werd ingetrokken.\n",
        f"{CLAIM}Power.\n\nLow, in a study that is retracted.\n:::\n",
    ],
)
def test_retracted_work_may_be_cited_as_such(tmp_path: Path, chapter: str):
    assert book(tmp_path, RETRACTED, chapter) == []


def test_retracted_work_in_restructuredtext(tmp_path: Path):
    text = "It was retracted.\n\nPower is low :cite:p:`button2013power`.\n"
    assert book(tmp_path, RETRACTED, text, name="a.rst") == [f"a.rst:3: {UNSAID}"]
    text = "Power is low :cite:p:`button2013power`.\nIt was retracted.\n\nMore.\n"
    assert book(tmp_path, RETRACTED, text, name="a.rst") == []


def test_corrected_work_is_cited_as_any_other(tmp_path: Path):
    assert book(tmp_path, entry(correction="10.1038/nrn3502"), f"Power is low {CITE}.\n") == []


# -- What was read -----------------------------------------------------------------


def test_reading_is_demanded_only_where_the_project_demands_it(tmp_path: Path):
    text = f"Power is low {CITE}.\n"
    assert book(tmp_path, entry(), text) == []
    assert book(tmp_path, entry(), text, '"read"') == [
        "refs.bib:1: button2013power: the entry does not say what was read of the work; write "
        "read = {full text}, read = {abstract}, or read = {record}"
    ]
    for value, remedy in (
        ("abstracts", "did you mean abstract?"),
        ("half", "write read = {full text}, read = {abstract}, or read = {record}"),
    ):
        assert book(tmp_path, entry(read=value), text) == []
        assert book(tmp_path, entry(read=value), text, '"read"') == [
            f"refs.bib:9: button2013power: read cannot be read: {value}; {remedy}"
        ]
    for kind in ("full text", "abstract", "record"):
        assert book(tmp_path, entry(read=kind), text, '"read"') == []


def test_tidy_puts_the_fields_beside_their_like():
    source = entry(read="abstract", record="a.org", concern="10.1/c", verified="hand 2026-11-26",
                   correction="10.1/b", retraction="10.1/a", note="A note")  # fmt: skip
    names = [line.split("=")[0].strip() for line in tidy(parse(source)).splitlines()[8:-1]]
    assert names == ["note", "retraction", "correction", "concern", "verified", "record", "read"]


# -- In print ----------------------------------------------------------------------

BARE = (
    "Button, K. S. (2013). Power failure. Nature Reviews Neuroscience, 14, 365–376. "
    "https://doi.org/10.1038/nrn3475"
)


@pytest.mark.parametrize(
    ("fields", "language", "expected"),
    [
        ({"read": "abstract"}, "en", ""),
        (
            {"retraction": "10.1038/nrn3502"},
            "en",
            " (Retraction published at https://doi.org/10.1038/nrn3502)",
        ),
        (
            {"correction": "10.1038/a, doi:10.1038/b"},
            "en",
            " (Correction published at https://doi.org/10.1038/a)"
            " (Correction published at https://doi.org/10.1038/b)",
        ),
        (
            {"correction": "10.1038/a", "concern": "10.1038/b"},
            "nl",
            " (Uiting van bezorgdheid gepubliceerd op https://doi.org/10.1038/b)"
            " (Correctie gepubliceerd op https://doi.org/10.1038/a)",
        ),
        (
            {"retraction": "10.1038/a"},
            "nl",
            " (Intrekking gepubliceerd op https://doi.org/10.1038/a)",
        ),
    ],
)
def test_reference_says_it_at_its_end(fields: dict[str, str], language: str, expected: str):
    works = works_of(parse(entry(**fields)).entries)
    printed = References(works, Locale(language, translator(language)))
    assert printed.reference_text("button2013power") == BARE + expected
    links = [span.href for span in printed.reference("button2013power") if span.href]
    assert len(links) == 1 + expected.count("doi.org")


def test_exports_carry_it_as_a_note():
    entries = parse(entry(note="A note", correction="10.1038/b", retraction="10.1038/a",
                          read="abstract")).entries  # fmt: skip
    [item] = json.loads(export(entries, ["button2013power"], "csl-json"))
    assert item["note"] == (
        "Retraction published: https://doi.org/10.1038/a; "
        "Correction published: https://doi.org/10.1038/b\ntex.note: A note"
    )
    lines = export(entries, ["button2013power"], "ris").splitlines()
    assert [line for line in lines if line.startswith("N1")] == [
        "N1  - A note",
        "N1  - Retraction published: https://doi.org/10.1038/a",
        "N1  - Correction published: https://doi.org/10.1038/b",
    ]
    bibtex = export(entries, ["button2013power"], "bibtex")
    assert "correction" in bibtex
    assert "read " not in bibtex
