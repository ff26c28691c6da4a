"""Dates as sources write them."""

from __future__ import annotations

import pytest

from apabib.intake.when import best_of, fields_of, of_csl, of_parts, read_date
from apabib.text.dates import is_date


@pytest.mark.parametrize(
    ("text", "value", "left"),
    [
        ("2012/05/17/", "2012-05-17", ""),
        ("2012///", "2012", ""),
        ("2012/05//Spring", "2012-05", "Spring"),
        ("2021/02/03/10:00:00", "2021-02-03", ""),
        ("2020/03/04/2020-03-04 to 2020-03-06", "2020-03-04/2020-03-06", ""),
        ("2010-03-04T00:00:00Z", "2010-03-04", ""),
        ("2010.3.4", "2010-03-04", ""),
        ("20100304", "2010-03-04", ""),
        ("2010-00-00", "2010", ""),
        ("2010-13-45", "2010", "2010-13-45"),
        ("2006 Dec 5", "2006-12-05", ""),
        ("May 17th, 2012", "2012-05-17", ""),
        ("12 maart 2010", "2010-03-12", ""),
        ("März 2010", "2010-03", ""),
        ("2006 Nov-Dec", "2006-11/2006-12", ""),
        ("2010 Mar 4-10", "2010-03-04/2010-03-10", ""),
        ("03/04/2010", "2010", "03/04"),  # the third of April, or the fourth of March
        ("2010 Spring", "2010-21", ""),
        ("Herfst 2010", "2010-23", ""),
        ("March 30-April 2, 2016", "2016-03-30/2016-04-02", ""),
        ("350 B.C.E.", "-0349", ""),
        ("2015/..", "2015/..", ""),
        ("2009-2010", "2009/2010", ""),
        ("2009–10", "2009/2010", ""),
        ("1999 to 2003", "1999/2003", ""),
        ("ca. 1900", "1900~", ""),
        ("1900?", "1900~", ""),
        ("c1999", "1999", ""),  # the year of a copyright
        ("[1923]", "1923", ""),
        ("In press.", "in press", ""),
        ("Submitted", "submitted", ""),
        ("n.d.", "", ""),
        ("z.j.", "", ""),
        ("Summer", "", "Summer"),
        ("", "", ""),
    ],
)
def test_text(text: str, value: str, left: str):
    assert read_date(text) == (value, left)
    assert not value[:1].isdigit() or is_date(value)


@pytest.mark.parametrize(
    ("parts", "value", "left"),
    [
        (("2010", "mar", "3"), "2010-03-03", ""),
        (("2010", "3", ""), "2010-03", ""),
        (("2010", "17~may", ""), "2010-05-17", ""),
        (("2010", "SEP 15", ""), "2010-09-15", ""),
        (("2010", "Mar-Apr", ""), "2010-03/2010-04", ""),
        (("2010", "Fall", ""), "2010-23", ""),
        (("in press", "mar", ""), "in press", "mar"),
    ],
)
def test_parts_of_bibtex(parts: tuple[str, str, str], value: str, left: str):
    assert of_parts(*parts) == (value, left)


@pytest.mark.parametrize(
    ("texts", "value", "left"),
    [
        (["2010", "2010/03/04"], "2010-03-04", []),
        (["2013", "July"], "2013-07", []),
        (["2010", "2009/12/01"], "2010", ["2009/12/01"]),
        (["in press", ""], "in press", []),
        (["2010", "2010", "Spring 2010"], "2010-21", []),
    ],
)
def test_several_dates_of_one_record(texts: list[str], value: str, left: list[str]):
    assert best_of(texts) == (value, left)


@pytest.mark.parametrize(
    ("given", "value", "season"),
    [
        ({"date-parts": [[2010, 3, 4]]}, "2010-03-04", ""),
        ({"date-parts": [["2010", "3"]]}, "2010-03", ""),
        ({"date-parts": [[1999], [2003]]}, "1999/2003", ""),
        ({"date-parts": [[2010, 3, 4], [2010, 3, 6]]}, "2010-03-04/2010-03-06", ""),
        ({"date-parts": [[1850]], "circa": True}, "1850~", ""),
        ({"date-parts": [[2010]], "season": 2}, "2010-22", ""),
        ({"date-parts": [[2010, 5]], "season": 2}, "2010-05", "2"),
        ({"date-parts": [[-350]]}, "-0349", ""),
        ({"date-parts": [[None]]}, "", ""),
        ({"date-parts": [[2010, None, None]]}, "2010", ""),
        ({"raw": "4 March 2010"}, "2010-03-04", ""),
        ({"literal": "in press"}, "in press", ""),
        ("2010", "", ""),
    ],
)
def test_csl(given: object, value: str, season: str):
    assert of_csl(given) == (value, season)


def test_a_year_stands_in_year_and_more_in_date():
    assert fields_of("2010") == {"year": "2010"}
    assert fields_of("in press") == {"year": "in press"}
    assert fields_of("2010-03") == {"date": "2010-03"}
    assert fields_of("1999/2003") == {"date": "1999/2003"}
    assert fields_of("") == {}
