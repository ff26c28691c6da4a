"""extensions.claims: certainty, report, correction, and the date of the last look."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from claim_books import GOOD, OPINION, ROOT, words

from extensions.claims.domain import claim_domain
from extensions.claims.model import LEVELS, REASONS, REPORTS, Certainty, report_label
from extensions.claims.standing import read_certainty

TODAY = dt.date.today()
LOW, EXACTLY, SEEN = (
    ":certainty: low (imprecision)\n",
    ":reported: exactly\n",
    ":seen: 2026-11-20\n",
)
RECORD = GOOD.replace("mixed", "supported").replace(
    "low (imprecision)", "not graded (fact of record)"
)
CORRECTED = RECORD.replace("supported", "corrected").replace(
    "exactly", "wrongly\n:correction: She is *not*: a “psychologist”."
)
LOOSELY = GOOD.replace(EXACTLY, ":reported: loosely\n:correction: Some hands do.\n")
ALL = ", ".join(REASONS)


def built(folder: Path) -> BeautifulSoup:
    return BeautifulSoup((folder / "_build/html/index.html").read_text("utf-8"), "lxml")


def test_reasons_come_in_one_order():
    """That of GRADE, so that a reader can compare claims."""
    written = read_certainty("low (publication bias, indirectness, design)", "mixed")
    assert written.reasons == ("design", "indirectness", "publication bias")


@pytest.mark.parametrize(
    ("claim", "old", "new", "expected"),
    [
        (
            GOOD,
            LOW,
            "",
            "no certainty: add ':certainty:' with one of: high, moderate, low, very low, not "
            "graded (opinion), not graded (fact of record); all levels but high with reasons in "
            f"parentheses: {ALL} [claims.no_certainty]",
        ),
        (
            GOOD,
            "low (",
            "lwo (",
            "unknown certainty 'lwo': known are: high, moderate, low, very low, not graded "
            "(opinion), not graded (fact of record) [claims.unknown_certainty]",
        ),
        (
            GOOD,
            "low (",
            "moderat (",
            "unknown certainty 'moderat': did you mean 'moderate'? [claims.unknown_certainty]",
        ),
        (
            GOOD,
            "low (imprecision)",
            "low (imprecision",
            "unknown certainty 'low (imprecision': write a level, and its reasons in "
            "parentheses, as in 'low (imprecision, indirectness)' [claims.unknown_certainty]",
        ),
        (
            GOOD,
            "low (imprecision)",
            "low",
            f"certainty 'low' has no reason: add one or more in parentheses: {ALL} "
            "[claims.no_reason]",
        ),
        (
            GOOD,
            "low (imprecision)",
            "low ()",
            f"certainty 'low' has no reason: add one or more in parentheses: {ALL} "
            "[claims.no_reason]",
        ),
        (
            GOOD,
            "(imprecision)",
            "(imprecison)",
            "unknown reason 'imprecison' of its certainty: did you mean 'imprecision'? "
            "[claims.unknown_reason]",
        ),
        (
            GOOD,
            "(imprecision)",
            "(imprecision,)",
            f"unknown reason '' of its certainty: known are: {ALL} [claims.unknown_reason]",
        ),
        (
            GOOD,
            "(imprecision)",
            "(design, design)",
            "certainty 'low (design, design)' has a reason twice: take one away "
            "[claims.unknown_reason]",
        ),
        (
            GOOD,
            "low (imprecision)",
            "high (imprecision)",
            "certainty 'high' takes no reason: take it away, or lower the level "
            "[claims.unknown_reason]",
        ),
        (
            GOOD,
            "low (imprecision)",
            "not graded",
            "unknown certainty 'not graded': write 'not graded (opinion)' or 'not graded (fact "
            "of record)' [claims.unknown_certainty]",
        ),
        (
            GOOD,
            "low (imprecision)",
            "not graded (opinion)",
            "'not graded (opinion)' goes with the rating 'opinion', and only with it: give it a "
            "level, or rate it 'opinion' instead of 'mixed' [claims.certainty_of_opinion]",
        ),
        (
            OPINION,
            "not graded (opinion)",
            "low (imprecision)",
            "an opinion has no certainty 'low': write 'not graded (opinion)', or rate it "
            "otherwise [claims.certainty_of_opinion]",
        ),
        (
            OPINION,
            "graded (opinion)",
            "graded (fact of record)",
            "'not graded (opinion)' goes with the rating 'opinion', and only with it: write 'not "
            "graded (opinion)' [claims.certainty_of_opinion]",
        ),
        (
            GOOD,
            "low (imprecision)",
            "not graded (fact of record)",
            "a fact of record is not 'mixed': rate it supported, corrected or contested, or give "
            "it a level of certainty [claims.certainty_of_record]",
        ),
        (
            CORRECTED,
            "not graded (fact of record)",
            "low (imprecision)",
            "it is rated 'corrected', which is for a fact of record: write 'not graded (fact of "
            "record)', or rate what it says [claims.certainty_of_record]",
        ),
        (
            GOOD,
            EXACTLY,
            "",
            "no report: add ':reported:' with one of: exactly, loosely, wrongly, not confirmed "
            "[claims.no_report]",
        ),
        (
            GOOD,
            "exactly",
            "exacly",
            "unknown report 'exacly': did you mean 'exactly'? [claims.unknown_report]",
        ),
        (
            CORRECTED,
            "wrongly",
            "loosely",
            "it is rated 'corrected', and reported 'loosely': write ':reported: wrongly', or rate "
            "what it says [claims.report_of_corrected]",
        ),
        (
            LOOSELY,
            ":correction: Some hands do.\n",
            "",
            "it is reported loosely, and has no correction: add ':correction:' with what the "
            "record shows [claims.no_correction]",
        ),
        (
            LOOSELY.replace("loosely", "not confirmed"),
            ":correction: Some hands do.\n",
            "",
            "it is not confirmed, and has no correction: add ':correction:' with what the record "
            "shows [claims.no_correction]",
        ),
        (
            LOOSELY,
            "loosely",
            "exactly",
            "it is reported exactly, and has a correction: take ':correction:' away, or say how "
            "it was reported [claims.needless_correction]",
        ),
        (
            LOOSELY,
            "hands do.",
            "hands do {cite:p}`doe2017hand`.",
            "CITES [claims.citation_in_correction]",
        ),
        (
            GOOD,
            SEEN,
            "",
            "no date of the last look: add ':seen:' with the day on which the sources were last "
            f"looked at, as in {TODAY} [claims.no_date]",
        ),
        (
            GOOD,
            "2026-11-20",
            "2026-02-30",
            f"'2026-02-30' is no date: write ':seen:' as year, month and day, as in {TODAY} "
            "[claims.unknown_date]",
        ),
        (
            GOOD,
            "2026-11-20",
            "20261120",
            f"'20261120' is no date: write ':seen:' as year, month and day, as in {TODAY} "
            "[claims.unknown_date]",
        ),
        (
            GOOD,
            "2026-11-20",
            str(TODAY + dt.timedelta(days=2)),
            f"seen on '{TODAY + dt.timedelta(days=2)}', a day to come: write the day of the last "
            "look [claims.unknown_date]",
        ),
    ],
)  # fmt: skip
def test_fault_names_place_and_remedy(one_page, claim, old, new, expected):
    assert old in claim
    cites = "claim 'hand' cites in its correction: move the citation to the evidence"
    expected = f"claim 'hand': {expected}".replace("claim 'hand': CITES", cites)
    assert one_page(claim.replace(old, new)) == f"index.md:3: WARNING: {expected}\n"


@pytest.mark.parametrize("option", ["certainty", "reported", "seen"])
def test_claim_without_an_option_is_refused(one_page, tmp_path, option):
    lines = GOOD.splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(f":{option}:"))
    assert f"add ':{option}:' with" in one_page(text)
    assert built(tmp_path).find(class_="claim") is None


def test_all_faults_of_a_claim_are_told_at_once(one_page):
    warnings = one_page(GOOD.replace(LOW + EXACTLY + SEEN, ""))
    assert [line.rpartition("[")[2] for line in warnings.splitlines()] == [
        "claims.no_certainty]",
        "claims.no_report]",
        "claims.no_date]",
    ]


def test_faulty_rating_is_no_fault_of_the_certainty(one_page):
    for claim in (OPINION, RECORD, CORRECTED, GOOD):
        faulty = claim.replace(":rating: ", ":rating: x").replace(":sources: doe2017hand\n", "")
        faulty = faulty.replace(":speaker: coan\n", ":speaker: coan\n:sources: doe2017hand\n")
        [line] = one_page(faulty).splitlines()
        assert line.endswith("[claims.unknown_rating]")


@pytest.mark.parametrize("claim", [GOOD, OPINION, RECORD, CORRECTED, LOOSELY])
def test_good_values_are_silent(one_page, claim):
    assert one_page(claim) == ""


def test_every_level_reason_and_report_is_known_and_has_its_word(one_page, tmp_path):
    claims, expected = [], []
    for number, level in enumerate(LEVELS):
        why = "" if level == "high" else f" ({ALL})"
        reported = REPORTS[number]
        correction = "" if reported == "exactly" else ":correction: No.\n"
        claims.append(
            GOOD.replace("{claim} hand", f"{{claim}} hand-{number}")
            .replace("low (imprecision)", level + why)
            .replace(EXACTLY, f":reported: {reported}\n{correction}")
        )
        expected.append(
            f"Certainty: {level}{why}. {report_label(reported)} Last seen November 20, 2026."
        )
    assert one_page("\n".join(claims)) == ""
    assert [words(line) for line in built(tmp_path).find_all(class_="claim-standing")] == expected
    assert len({report_label(one) for one in REPORTS}) == len(REPORTS)


def test_box_shows_the_correction_and_the_standing(one_page, tmp_path):
    assert one_page(CORRECTED) == ""
    box = built(tmp_path).find(class_="claim")
    assert [words(child) for child in box.find_all(recursive=False)][2:] == [
        "They may.",
        "The record shows: She is not: a “psychologist”.",
        "Certainty: not graded (fact of record). Reported wrongly. Last seen November 20, 2026.",
        "Sources: Doe, 2017.",
    ]
    assert box.find(class_="claim-correction").em.get_text() == "not"


@pytest.mark.parametrize(
    ("correction", "shown"),
    [
        ("*Her* book: a novel.", "Her book: a novel."),
        ("“A”: b", "“A”: b"),
        ("- a", "- a"),
        ("1. a", "1. a"),
        ("[a](https://a.org), {b}", "a, {b}"),
    ],
)
def test_correction_may_begin_and_go_on_as_it_likes(one_page, tmp_path, correction, shown):
    assert one_page(LOOSELY.replace("Some hands do.", correction)) == ""
    box = built(tmp_path).find(class_="claim-correction")
    assert words(box) == f"The record shows: {shown}"


@pytest.mark.sphinx("html", testroot=ROOT, freshenv=True, confoverrides={"language": "nl"})
def test_date_is_in_the_language_of_the_book(app):
    app.build()
    [first, _opinion] = BeautifulSoup(
        (app.outdir / "first.html").read_text("utf-8"), "lxml"
    ).find_all(class_="claim-seen")
    assert words(first).endswith("20 november 2026.")


def test_domain_keeps_them(one_page, tmp_path, make_app):
    assert one_page(LOOSELY) == ""
    app = make_app("html", srcdir=tmp_path, freshenv=False)
    [kept] = claim_domain(app.env).claims["index"]
    assert (kept.certainty, kept.reported, kept.seen) == (
        Certainty("low", ("imprecision",)),
        "loosely",
        dt.date(2026, 11, 20),
    )
    assert kept.correction.astext() == "Some hands do."
