"""Dates as biblatex writes them, one reader for APA, the rules and other programs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apabib.text.dates import Date, Moment, first_day, first_year, is_circa, is_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2006", Date(Moment(2006))),
        ("2006-12", Date(Moment(2006, 12))),
        ("2006-12-01", Date(Moment(2006, 12, 1))),
        ("2011~", Date(Moment(2011, circa=True))),
        ("2011-05?", Date(Moment(2011, 5, circa=True))),
        ("2011%", Date(Moment(2011, circa=True))),
        ("0700", Date(Moment(700))),
        ("-0349", Date(Moment(-349))),
        ("Y12000", Date(Moment(12000))),
        ("201X", Date(Moment(2010, years=10))),
        ("19uu", Date(Moment(1900, years=100))),
        ("1990/1995", Date(Moment(1990), Moment(1995))),
        ("1990 -- 1995", Date(Moment(1990), Moment(1995))),
        ("1990–1995", Date(Moment(1990), Moment(1995))),
        ("ca. 1990", Date(Moment(1990, circa=True))),
        ("2018-11/2019-02", Date(Moment(2018, 11), Moment(2019, 2))),
        ("2018-11-02/2019", Date(Moment(2018, 11, 2), Moment(2019))),
        ("2018-11/2018-11", Date(Moment(2018, 11))),
        ("1990~/1995~", Date(Moment(1990, circa=True), Moment(1995, circa=True))),
        ("2011/..", Date(Moment(2011), ongoing=True)),
        ("2011/", Date(Moment(2011), ongoing=True)),
        ("../2011", Date(None, Moment(2011))),
        ("/2011", Date(None, Moment(2011))),
        ("2001-21", Date(Moment(2001, season=1))),
        ("2001-24~", Date(Moment(2001, season=4, circa=True))),
        ("2001-XX", Date(Moment(2001))),
        ("2001-05-XX", Date(Moment(2001, 5))),
        ("2001-05-20T10:00:00", Date(Moment(2001, 5, 20))),
        ("-0004-02-29", Date(Moment(-4, 2, 29))),
        # No date, and kept as it stands: no such day, words.
        ("2001-02-31", Date(words="2001-02-31")),
        ("2001-21-01", Date(words="2001-21-01")),
        ("0000", Date(words="0000")),
        ("2006a", Date(words="2006a")),
        ("in press", Date(words="in press")),
        ("1990/1995/1999", Date(words="1990/1995/1999")),
        ("/", Date(words="/")),
        ("", Date()),
        ("n.d.", Date()),
        ("(s.d.)", Date()),
    ],
)
def test_dates(value: str, expected: Date):
    assert Date.parse(value) == expected
    assert bool(expected) is (expected != Date())


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        ("2006", "", "", Date(Moment(2006))),
        ("2006", "5", "3", Date(Moment(2006, 5, 3))),
        ("2006", "may", "", Date(Moment(2006, 5))),
        ("2006", "Sept.", "30", Date(Moment(2006, 9, 30))),
        ("2006", "mei", "", Date(Moment(2006, 5))),
        ("2006", "May~3", "", Date(Moment(2006, 5, 3))),
        ("2006", "June 3", "4", Date(Moment(2006, 6, 3))),
        ("2006", "Spring", "", Date(Moment(2006, season=1))),
        ("2006", "23", "", Date(Moment(2006, season=3))),
        ("2006", "May/June", "", Date(Moment(2006, 5), Moment(2006, 6))),
        ("2006", "7", "27--30", Date(Moment(2006, 7, 27), Moment(2006, 7, 30))),
        # What cannot be read, or is in no calendar, does not count.
        ("2006", "13", "1", Date(Moment(2006))),
        ("2006", "2", "31", Date(Moment(2006, 2))),
        ("2006", "thermidor", "", Date(Moment(2006))),
        ("2006-04", "5", "3", Date(Moment(2006, 4))),
        ("2006/2008", "5", "", Date(Moment(2006), Moment(2008))),
        ("in press", "5", "", Date(words="in press")),
        ("", "5", "3", Date()),
    ],
)
def test_a_year_with_its_month_and_day(year: str, month: str, day: str, expected: Date):
    assert Date.of_parts(year, month, day) == expected


@pytest.mark.parametrize(
    ("value", "years"),
    [
        ("2006-12-01", "2006"),
        ("0700", "0700"),
        ("1990/1995", "1990–1995"),
        ("2018-11/2018-12", "2018"),
        ("2015/", "2015–"),
        ("../2011", "2011"),
        ("201X", "2010–2019"),
        ("-0349", "-0350"),
        ("in press", "in press"),
        ("", ""),
    ],
)
def test_the_years_for_other_programs(value: str, years: str):
    assert Date.parse(value).year == years


@given(
    st.from_regex(r"\A-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?\Z")
    | st.text(st.sampled_from("0123456789-/~?%XuTY. "), max_size=24)
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_a_date_or_kept(value: str):
    date = Date.parse(value)
    assert date.words in {"", value.strip()}
    if date.start and not date.words and value != "0000":
        assert date.without_day.without_day == date.without_day
    if is_date(value) and value != "0000" and date.words:
        # Only a day that no calendar has.
        assert any(len(part.rstrip("~?%")) >= 10 for part in value.split("/"))


@pytest.mark.parametrize(
    "value",
    ["2006", "2006-05", "2006-05-20", "2006-21", "201X", "19XX", "-0349~", "0000~", "Y12000",
     "1990/1995", "2015/", "/2015", "2006-05-20/2006-06-01~", "in press", ""],
)  # fmt: skip
def test_a_date_is_written_as_it_was_read(value: str):
    assert Date.parse(value).written == value


@pytest.mark.parametrize(
    ("month", "day", "written"),
    [
        ("May", "", "2006-05"),
        ("März", "3", "2006-03-03"),
        ("févr.", "", "2006-02"),
        ("Herbst", "", "2006-23"),
        ("May/June", "", "2006-05/2006-06"),
        ("5", "27--30", "2006-05-27/2006-05-30"),
        ("Smarch", "13", "2006"),
    ],
)
def test_the_parts_of_a_date_as_one(month: str, day: str, written: str):
    assert Date.of_parts("2006", month, day).written == written


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
