"""Comparing with the registry: its answers, its moods, and the snapshot that stays."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from registry import Registry, sample, serve

from apabib import __version__
from apabib.bibtex.parse import parse
from apabib.registry import snapshot
from apabib.registry.client import FOUND, MISSING, UNKNOWN, UNREACHABLE, Client
from apabib.registry.compare import Difference, differences
from apabib.registry.record import record_of
from apabib.registry.verify import run, verify
from apabib.rules.run import check_book
from apabib.settings import Accepted

TODAY = date(2026, 11, 22)
COAN = "10.1111/j.1467-9280.2006.01832.x"


@pytest.fixture
def registry() -> Iterator[Registry]:
    with serve() as running:
        yield running


def entry(doi: str = COAN, key: str = "coan2006lending", **changed: str) -> str:
    values = {
        "author": "Coan, James A. and Schaefer, Hillary S. and Davidson, Richard J.",
        "title": "Lending a hand: Social regulation of the neural response to threat",
        "journal": "Psychological Science",
        "year": "2006",
        "volume": "17",
        "number": "12",
        "pages": "1032--1039",
        "doi": doi,
        "verified": "hand 2026-11-22",
        "record": "example.org",
        **changed,
    }
    lines = "".join(f"  {name:<16} = {{{value}}},\n" for name, value in values.items() if value)
    return f"@article{{{key},\n{lines}}}\n"


# -- The client ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("faults", "status", "reason"),
    [
        ([], FOUND, ""),
        ([404], MISSING, ""),
        ([410], MISSING, ""),
        ([403], UNKNOWN, "the answer is 403"),
        ([500, 503], FOUND, ""),
        ([500, 500, 500], UNREACHABLE, "the registry answers 500"),
        ([(429, {"Retry-After": "0"})], FOUND, ""),
        ([429, 429, 429], UNREACHABLE, "the registry answers 429"),
        (["html"], UNREACHABLE, "the answer is no JSON"),
        (["list"], UNREACHABLE, "the answer is no record"),
        (["cut"], UNREACHABLE, "the answer broke off"),
        (["huge"], UNREACHABLE, "the answer broke off"),
        (["drip"], UNREACHABLE, "the answer broke off"),
        (["slow", "slow"], UNREACHABLE, "no answer in time"),
    ],
)
def test_moods_of_a_registry(
    registry: Registry, tmp_path: Path, faults: list, status: str, reason: str
):
    registry.faults["/works/"] = faults
    start = time.monotonic()
    answer = Client(registry.settings(tmp_path)).crossref(COAN)
    assert (answer.status, answer.reason) == (status, reason)
    assert time.monotonic() - start < 6


def test_retry_after_is_waited_for(registry: Registry, tmp_path: Path):
    registry.faults["/works/"] = [(429, {"Retry-After": "1"})]
    assert Client(registry.settings(tmp_path)).crossref(COAN).status == FOUND
    assert registry.times[1] - registry.times[0] >= 1


def test_requests_are_polite(registry: Registry, tmp_path: Path):
    client = Client(registry.settings(tmp_path, rate=10))
    for _turn in range(4):
        client.crossref(COAN)
    assert registry.agents == {f"apabib/{__version__} (mailto:book@example.org)"}
    assert all(path.endswith("?mailto=book%40example.org") for path in registry.asked)
    assert registry.times[3] - registry.times[0] >= 0.28


def test_a_doi_goes_into_the_address_whole(registry: Registry, tmp_path: Path):
    doi = "10.1002/(SICI)1097-0355(199621)17:1<5::AID-IMHJ1>3.0.CO;2-U?#/../x"
    registry.works[doi.lower()] = {"DOI": doi}
    assert Client(registry.settings(tmp_path)).crossref(doi).item == {"DOI": doi}


def test_without_a_network_nobody_waits_twice(tmp_path: Path):
    with serve() as gone:
        settings = gone.settings(tmp_path)
    client = Client(settings)
    assert client.crossref(COAN).reason == "no network"
    start = time.monotonic()
    for _turn in range(100):
        assert client.crossref(COAN).status == UNREACHABLE
    assert time.monotonic() - start < 0.5


# -- Comparing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"title": "Lending a hand"},
        {"title": "LENDING A HAND: social {R}egulation of the neural response to threat"},
        {"journal": "Psychol. Sci."},
        {"journal": "psychological science"},
        {"pages": "1032"},
        {"number": ""},
        {"author": "Coan, J. and Schaefer, H. and Davidson, R."},
        {"author": "Coan, James A. and others"},
        {"date": "2006-12-01", "year": ""},
    ],
)
def test_what_agrees(changed: dict[str, str]):
    record = record_of(sample("crossref.json")[COAN])
    assert differences(parse(entry(**changed)).entries[0], record) == []


@pytest.mark.parametrize(
    ("changed", "field", "ours", "theirs"),
    [
        ({"title": "Lending an ear"}, "title", "Lending an ear", "Lending a Hand"),
        (
            {"title": "Lending a hand: Something else"},
            "title",
            "Lending a hand: Something else",
            "Lending a Hand",
        ),
        (
            {"journal": "Psychological Review"},
            "journal",
            "Psychological Review",
            "Psychological Science",
        ),
        ({"year": "2007"}, "year", "2007", "2006"),
        ({"volume": "18"}, "volume", "18", "17"),
        ({"number": "11"}, "number", "11", "12"),
        ({"pages": "1032--1040"}, "pages", "1032--1040", "1032-1039"),
        (
            {"author": "Coan, James A. and Davidson, Richard J."},
            "author",
            "Coan; Davidson",
            "Coan; Schaefer; Davidson",
        ),
        (
            {"author": "Cohen, J. and Schaefer, H. and Davidson, R."},
            "author",
            "Cohen; Schaefer; Davidson",
            "Coan; Schaefer; Davidson",
        ),
    ],
)
def test_what_differs(changed: dict[str, str], field: str, ours: str, theirs: str):
    record = record_of(sample("crossref.json")[COAN])
    found = differences(parse(entry(**changed)).entries[0], record)
    assert found == [Difference(field, ours, theirs)]


def test_diacritics_particles_and_marks_do_not_differ():
    message = {
        "title": ["Schr&#246;dinger&rsquo;s <i>cat</i>"],
        "author": [
            {"family": "IJzendoorn", "given": "M. van"},
            {"family": "O’Hara"},
            {"name": "World Health Organization"},
        ],
        "issued": {"date-parts": [[2001]]},
    }
    ours = parse(
        "@book{k, title = {Schrodinger's cat}, author = {van IJzendoorn, Marinus H. and O'Hara, A."
        " and {World Health Organization}}, year = 2001}"
    ).entries[0]
    assert differences(ours, record_of(message)) == []


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"title": None},
        {"title": []},
        {"issued": None},
        {"issued": {"date-parts": [[]]}},
        {"author": [{}]},
        {"author": "x", "title": "x", "volume": [], "updated-by": {}},
        {"updated-by": [None, {"updated": None}]},
    ],
)
def test_records_with_holes_are_read(message: dict):
    record_of(message)


# -- The verb ----------------------------------------------------------------------------


def states(registry: Registry, tmp_path: Path, source: str) -> dict[str, tuple[str, str]]:
    settings = registry.settings(tmp_path)
    results = verify(parse(source).entries, Client(settings), settings, {}, today=TODAY)
    return {result.key: (result.state, result.reason) for result in results}


def test_five_states(registry: Registry, tmp_path: Path):
    registry.elsewhere["10.5555/datacite"] = {"title": "Lending a hand", "DOI": "10.5555/DataCite"}
    registry.faults["forbidden"] = [403]
    source = (
        entry()
        + entry(key="year2007x", year="2007")
        + entry("10.5555/nothing", "no2000record")
        + entry("", "no2000doi")
        + entry("nonsense", "bad2000doi")
        + entry("10.5555/forbidden", "closed2000door")
        + entry("10.5555/datacite", "other2000agency", author="", year="")
    )
    assert states(registry, tmp_path, source) == {
        "coan2006lending": ("agrees", ""),
        "year2007x": ("differs", ""),
        "no2000record": ("no record", ""),
        "no2000doi": ("not checkable", "no DOI"),
        "bad2000doi": ("not checkable", "not a DOI"),
        "closed2000door": ("unreachable", "the answer is 403"),
        "other2000agency": ("agrees", ""),
    }


def book(tmp_path: Path, source: str) -> None:
    (tmp_path / "refs.bib").write_text(source, encoding="utf-8")
    (tmp_path / "index.md").write_text(
        "# Book\n\n" + " ".join(f"{{cite:p}}`{e.key}`" for e in parse(source).entries) + "\n"
    )


def test_answers_go_into_a_dated_snapshot(
    registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    book(tmp_path, entry(year="2007"))
    settings = registry.settings(tmp_path)
    assert run(settings, []) == 1
    assert capsys.readouterr().out == (
        "coan2006lending: differs\n  year: here “2007”, in the registry “2006”\n"
    )
    kept = json.loads(settings.snapshot.read_text(encoding="utf-8"))["entries"]["coan2006lending"]
    assert (kept["doi"], kept["checked"], kept["state"]) == (
        COAN,
        date.today().isoformat(),
        "differs",
    )
    assert kept["record"]["authors"] == ["Coan", "Schaefer", "Davidson"]
    # Without the network the same difference is an error of the check ...
    finding = (
        "refs.bib:5: coan2006lending: year is “2007” here and “2006” in the registry; correct it,"
        " or accept it with a reason in apabib.toml"
    )
    assert [str(f) for f in check_book(settings, today=TODAY)][-1] == finding
    # ... until it is accepted with a reason, or mended.
    settings.accepted = [
        Accepted("coan2006lending", "year", "The volume is dated 2007."),
    ]
    assert [str(f) for f in check_book(settings, today=TODAY)] == []
    settings.accepted = []
    book(tmp_path, entry())
    assert [str(f) for f in check_book(settings, today=TODAY)] == []


def test_a_network_failure_changes_nothing(registry: Registry, tmp_path: Path):
    book(tmp_path, entry())
    settings = registry.settings(tmp_path)
    assert run(settings, []) == 0
    before = (settings.snapshot.read_bytes(), settings.bibliography.read_bytes())
    registry.faults["/works/"] = ["html"]
    assert run(settings, []) == 2
    assert (settings.snapshot.read_bytes(), settings.bibliography.read_bytes()) == before


def test_retractions_concerns_and_notices(
    registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    same = {
        "author": "Last, First",
        "journal": "Journal of Tests",
        "number": "",
        "volume": "",
        "pages": "",
    }
    source = (
        entry(
            "10.5555/retracted",
            "last2010finding",
            title="A finding that was taken back",
            **same,
            year="2010",
        )
        + entry("10.5555/concern", "last2010doubt", title="A finding in doubt", **same, year="2010")
        + entry(
            "10.5555/notice",
            "last2012retraction",
            year="2012",
            **same,
            title="Retraction: A finding that was taken back",
        )
    )
    book(tmp_path, source)
    settings = registry.settings(tmp_path)
    assert run(settings, []) == 1
    assert capsys.readouterr().out == (
        "last2010finding: agrees\n"
        "  retraction 2012-03-04 doi.org/10.5555/notice\n"
        "last2010doubt: agrees\n"
        "  expression of concern 2013 doi.org/10.5555/doubt\n"
    )
    findings = {f.code: str(f) for f in check_book(settings, today=TODAY)}
    assert findings["retracted"].endswith(
        "last2010doubt: expression of concern published 2013: doi.org/10.5555/doubt; take it out,"
        " or say so in the text and accept it in apabib.toml"
    )
    assert "this is itself a notice (retraction)" in findings["is-notice"]
    text = settings.bibliography.read_text(encoding="utf-8")
    told, count = re.subn(
        r"(doi\s*=\s*\{10\.5555/concern\},)", r"\1 concern = {10.5555/DOUBT},", text
    )
    assert count == 1
    settings.bibliography.write_text(told, encoding="utf-8")
    left = [f.key for f in check_book(settings, today=TODAY) if f.code == "retracted"]
    assert left == ["last2010finding"]


def test_only_news_is_reported(registry: Registry, tmp_path: Path):
    book(tmp_path, entry())
    settings = registry.settings(tmp_path)
    report = tmp_path / "report.md"
    for _night in range(2):
        run(settings, [], report=report)
        assert report.read_text(encoding="utf-8") == ""
    registry.works[COAN]["volume"] = "18"
    assert run(settings, [], report=report) == 1
    assert report.read_text(encoding="utf-8") == (
        "The registry's records have changed since the last verification.\n\n"
        "- `coan2006lending`: differs\n"
        "  - volume: here “17”, in the registry “18”\n"
    )


def test_the_snapshot_forgets_entries_that_are_gone(registry: Registry, tmp_path: Path):
    book(
        tmp_path, entry() + entry("10.5555/book", "last2001handbook", author="", title="A handbook")
    )
    settings = registry.settings(tmp_path)
    run(settings, [])
    book(tmp_path, entry())
    run(settings, ["coan2006lending"])
    assert list(snapshot.load(settings.snapshot).entries) == ["coan2006lending"]


def test_a_changed_doi_makes_the_snapshot_stale(registry: Registry, tmp_path: Path):
    book(tmp_path, entry())
    settings = registry.settings(tmp_path)
    run(settings, [])
    book(tmp_path, entry("10.1111/other"))
    assert [str(f) for f in check_book(settings, today=TODAY)] == [
        "refs.bib:9: coan2006lending: the DOI has changed since it was verified; run: apabib"
        " verify coan2006lending"
    ]
