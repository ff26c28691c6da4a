"""Dates as biblatex writes them, one reader for APA, the rules and other programs."""

from __future__ import annotations

from datetime import date

import pytest

from apabib.text.dates import Date, first_day, first_year, is_circa, is_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2006", Date("2006")),
        ("2006-12", Date("2006", 12)),
        ("2006-12-01", Date("2006", 12, 1)),
        ("2011~", Date("2011", circa=True)),
        ("2011-05?", Date("2011", 5, circa=True)),
        ("2011%", Date("2011", circa=True)),
        ("0700", Date("0700")),
        ("1990/1995", Date("1990–1995")),
        ("1990 -- 1995", Date("1990–1995")),
        ("1990–1995", Date("1990–1995")),
        # Of ranges, seasons and times of the day the years.
        ("2018-11/2019-02", Date("2018–2019")),
        ("2018-11/2018-12", Date("2018")),
        ("2018-11-02/2019", Date("2018–2019")),
        ("1990~/1995~", Date("1990–1995", circa=True)),
        ("2011/..", Date("2011–")),
        ("2011/", Date("2011–")),
        ("../2011", Date("2011")),
        ("2001-21", Date("2001")),
        ("2001-05-20T10:00:00", Date("2001")),
        # No date, and kept as it stands: no such day, words.
        ("2001-02-31", Date("2001-02-31")),
        ("0000", Date("0000")),
        ("2006a", Date("2006a")),
        ("in press", Date("in press")),
        ("1990/1995/1999", Date("1990/1995/1999")),
        ("", Date()),
    ],
)
def test_dates(value: str, expected: Date):
    assert Date.parse(value) == expected


def test_only_a_whole_date_is_a_day_of_the_calendar():
    assert Date.parse("2006-12-01").calendar_day == date(2006, 12, 1)
    assert Date.parse("2006-12").calendar_day is None
    assert Date.parse("in press").calendar_day is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2006", True),
        ("2006-12-01T10:00:00", True),
        ("2006-21", True),
        ("201X", True),
        ("2006/", True),
        ("2006/..", True),
        ("../2006", True),
        ("2006~/2007", True),
        ("-0400", True),
        ("2006-13", False),
        ("2006-12-32", False),
        ("20061201", False),
        ("1 May 2006", False),
        ("", False),
    ],
)
def test_what_biblatex_takes_for_a_date(value: str, expected: bool):
    assert is_date(value) is expected


def test_the_day_that_a_value_begins_with():
    assert first_day("2011-05-20/2011-06") == (2011, 5, 20)
    assert first_day("2011-05") == (2011, 5)
    assert first_day("2011~") == (2011,)
    assert first_day("in press") == ()


def test_marks_of_doubt():
    assert [is_circa(value) for value in ("2011~", "2011?", "1990/2011%", "2011")] == [
        True,
        True,
        True,
        False,
    ]


def test_the_first_year_in_a_text():
    assert first_year("May 2006, reprinted 2010") == "2006"
    assert first_year("2006a") == "2006"
    assert first_year("20061201") == ""
    assert first_year("n.d.") == ""
