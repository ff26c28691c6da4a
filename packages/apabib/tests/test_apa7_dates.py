"""The date element (APA 7, sections 9.13 to 9.17): every form of a date, in two languages."""

from __future__ import annotations

import pytest

from apabib.apa7.format import Cite, Locale, References, Work, text_of
from apabib.i18n import translator

DUTCH = Locale("nl", translator("nl"))
MAGAZINE = {"journal": "Trees", "entrysubtype": "magazine"}


def shown(kind: str, locale: Locale | None = None, **fields: str) -> tuple[str, str]:
    """The date in the list and in the text."""
    work = Work("k", kind, {"author": "Roe, Ann", "title": "Hands"} | fields)
    book = References([work], locale)
    pieces = book.citation("p", [Cite("k")])
    in_text = text_of(span for piece in pieces for span in piece.spans)
    in_list = book.reference_text("k").removeprefix("Roe, A. ").partition(". Hands")[0]
    return in_list, in_text.removeprefix("(Roe, ").removesuffix(")")


@pytest.mark.parametrize(
    ("date", "english", "dutch", "in_text"),
    [
        ("2019", "(2019)", "(2019)", ("2019", "2019")),
        ("2019-05", "(2019, May)", "(2019, mei)", ("2019", "2019")),
        ("2019-05-03", "(2019, May 3)", "(2019, 3 mei)", ("2019", "2019")),
        ("2019-05-03T10:00", "(2019, May 3)", "(2019, 3 mei)", ("2019", "2019")),
        ("2019-05-XX", "(2019, May)", "(2019, mei)", ("2019", "2019")),
        ("2019-21", "(2019, Spring)", "(2019, lente)", ("2019", "2019")),
        ("2019-24", "(2019, Winter)", "(2019, winter)", ("2019", "2019")),
        (
            "2019-22/2019-23", "(2019, Summer/Fall)", "(2019, zomer/herfst)", ("2019", "2019"),
        ),
        (
            "2018-09-27/2018-09-30", "(2018, September 27–30)", "(2018, 27–30 september)",
            ("2018", "2018"),
        ),
        (
            "2016-03-30/2016-04-02", "(2016, March 30–April 2)", "(2016, 30 maart–2 april)",
            ("2016", "2016"),
        ),
        ("2016-03/2016-04", "(2016, March–April)", "(2016, maart–april)", ("2016", "2016")),
        (
            "2018-12-30/2019-01-02", "(2018, December 30–2019, January 2)",
            "(2018, 30 december–2019, 2 januari)", ("2018–2019", "2018–2019"),
        ),
        ("2002/2008", "(2002–2008)", "(2002–2008)", ("2002–2008", "2002–2008")),
        ("2015/", "(2015–present)", "(2015–heden)", ("2015–present", "2015–heden")),
        ("2015/..", "(2015–present)", "(2015–heden)", ("2015–present", "2015–heden")),
        (
            "2015-05/", "(2015, May–present)", "(2015, mei–heden)",
            ("2015–present", "2015–heden"),
        ),
        ("../2015", "(2015)", "(2015)", ("2015", "2015")),
        ("2011~", "(ca. 2011)", "(ca. 2011)", ("ca. 2011", "ca. 2011")),
        ("2011?", "(ca. 2011)", "(ca. 2011)", ("ca. 2011", "ca. 2011")),
        ("2011%", "(ca. 2011)", "(ca. 2011)", ("ca. 2011", "ca. 2011")),
        ("2011-05~", "(ca. 2011, May)", "(ca. 2011, mei)", ("ca. 2011", "ca. 2011")),
        (
            "1917~/1954~", "(ca. 1917–1954)", "(ca. 1917–1954)",
            ("ca. 1917–1954", "ca. 1917–1954"),
        ),
        ("199X", "(1990–1999)", "(1990–1999)", ("1990–1999", "1990–1999")),
        ("19XX", "(1900–1999)", "(1900–1999)", ("1900–1999", "1900–1999")),
        ("0350", "(350)", "(350)", ("350", "350")),
        ("-0349", "(350 B.C.E.)", "(350 v.Chr.)", ("350 B.C.E.", "350 v.Chr.")),
        (
            "-0349~", "(ca. 350 B.C.E.)", "(ca. 350 v.Chr.)",
            ("ca. 350 B.C.E.", "ca. 350 v.Chr."),
        ),
        (
            "-0399/-0349", "(400–350 B.C.E.)", "(400–350 v.Chr.)",
            ("400–350 B.C.E.", "400–350 v.Chr."),
        ),
        (
            "-0049/0030", "(50 B.C.E.–30 C.E.)", "(50 v.Chr.–30 n.Chr.)",
            ("50 B.C.E.–30 C.E.", "50 v.Chr.–30 n.Chr."),
        ),
        ("in press", "(in press)", "(in druk)", ("in press", "in druk")),
        ("", "(n.d.)", "(z.d.)", ("n.d.", "z.d.")),
        ("n.d.", "(n.d.)", "(z.d.)", ("n.d.", "z.d.")),
    ],
)  # fmt: skip
def test_forms(date: str, english: str, dutch: str, in_text: tuple[str, str]):
    assert shown("online", date=date) == (english, in_text[0])
    assert shown("online", DUTCH, date=date) == (dutch, in_text[1])


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"year": "2019", "month": "5", "day": "3"}, "(2019, May 3)"),
        ({"year": "2019", "month": "may"}, "(2019, May)"),
        ({"year": "2019", "month": "Fall"}, "(2019, Fall)"),
        ({"year": "2019", "month": "July/August"}, "(2019, July–August)"),
        ({"year": "2019", "month": "frimaire"}, "(2019)"),
        ({"date": "2020", "year": "2019", "month": "5"}, "(2020)"),
        ({"pubstate": "inpress"}, "(in press)"),
        ({"pubstate": "forthcoming"}, "(in press)"),
        ({"year": "In press"}, "(in press)"),
        # The year of the draft (sections 10.8, examples 71 and 72).
        ({"pubstate": "submitted", "year": "2019"}, "(2019)"),
        ({"pubstate": "inpreparation"}, "(n.d.)"),
        # A date goes before a state, as in biblatex-apa.
        ({"pubstate": "inpress", "year": "2019"}, "(2019)"),
        ({"eventdate": "2019-05-03"}, "(2019, May 3)"),
    ],
)
def test_fields_of_dates(fields: dict[str, str], date: str):
    assert shown("online", **fields)[0] == date


def test_an_event_is_dated_by_its_days():
    event = {"eventtitle": "Meeting of hands", "date": "2020", "eventdate": "2019-05-03/2019-05-05"}
    assert shown("presentation", **event)[0] == "(2019, May 3–5)"
    assert shown("inproceedings", **event)[0] == "(2019, May 3–5)"
    published = {"booktitle": "Proceedings", "publisher": "P"}
    assert shown("inproceedings", **event, **published)[0] == "(2020)"


@pytest.mark.parametrize(
    ("kind", "fields", "whole"),
    [
        ("article", MAGAZINE, True),
        ("article", {"journal": "Trees", "entrysubtype": "Newspaper"}, True),
        ("article", {"journal": "Trees", "entrysubtype": "newsletter"}, True),
        ("article", {"journal": "Trees", "url": "https://example.org"}, True),
        ("article", {"journal": "Trees", "pages": "A1"}, True),
        ("article", {"journal": "Trees", "volume": "1"}, False),
        ("article", {"journal": "Trees", "doi": "10.5555/1", "pages": "1"}, False),
        ("article", {"journal": "Trees"}, False),
        ("online", {}, True),
        ("online", {"eprint": "2001.01234", "eprinttype": "arXiv"}, False),
        ("online", {"entrysubtype": "preprint"}, False),
        ("misc", {}, True),
        ("inreference", {"booktitle": "Wiki"}, True),
        ("inreference", {"booktitle": "W", "publisher": "P", "url": "https://e.org"}, True),
        ("incollection", {"booktitle": "Wiki", "url": "https://e.org"}, True),
        ("incollection", {"booktitle": "B", "publisher": "P", "url": "https://e.org"}, False),
        ("presentation", {}, True),
        ("unpublished", {"eventtitle": "Meeting"}, True),
        ("unpublished", {}, False),
        ("report", {}, True),
        ("image", {}, True),
        ("video", {}, True),
        ("video", {"entrysubtype": "film"}, False),
        ("audio", {}, True),
        ("music", {}, False),
        ("movie", {}, False),
        ("book", {}, False),
        ("incollection", {"booktitle": "B"}, False),
        ("thesis", {}, False),
        ("dataset", {}, False),
        ("software", {}, False),
        ("letter", {}, True),
        ("artwork", {}, False),
    ],
)
def test_which_works_are_dated_to_the_day(kind: str, fields: dict[str, str], whole: bool):
    assert Work("k", kind, {"date": "2019-05-03"} | fields).is_of_a_day is whole
    day = shown(kind, date="2019-05-03", **fields)[0]
    assert day.startswith("(2019, May 3)" if whole else "(2019)")


@pytest.mark.parametrize(
    ("date", "first", "second"),
    [
        ("2019-05-03", "(2019a, May 3)", "(2019b, May 3)"),
        ("", "(n.d.-a)", "(n.d.-b)"),
        ("in press", "(in press-a)", "(in press-b)"),
        ("2015/", "(2015–present-a)", "(2015–present-b)"),
        ("2002/2008", "(2002–2008a)", "(2002–2008b)"),
        ("2016-03-30/2016-04-02", "(2016a, March 30–April 2)", "(2016b, March 30–April 2)"),
        ("-0349~", "(ca. 350 B.C.E.-a)", "(ca. 350 B.C.E.-b)"),
    ],
)
def test_letters(date: str, first: str, second: str):
    works = [
        Work(key, "online", {"author": "Roe, Ann", "title": title, "date": date})
        for key, title in {"b": "Trees", "a": "Hands"}.items()
    ]
    book = References(works)
    assert book.reference_text("a") == f"Roe, A. {first}. Hands."
    assert book.reference_text("b") == f"Roe, A. {second}. Trees."


def test_dates_in_order():
    dates = {
        "none": "", "old": "-0349", "later": "-0299", "year": "2019", "range": "2019/2020",
        "spring": "2019-21", "may": "2019-05", "day": "2019-05-03", "press": "in press",
    }  # fmt: skip
    works = [
        Work(key, "online", {"author": "Roe, Ann", "title": "Hands", "date": date})
        for key, date in reversed(dates.items())
    ]
    assert list(References(works).rank) == [
        "none", "old", "later", "year", "range", "spring", "may", "day", "press",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("urldate", "english", "dutch"),
    [
        ("2024-07-22", "Retrieved July 22, 2024, from", "Geraadpleegd op 22 juli 2024, van"),
        ("2024-07", "Retrieved July 2024, from", "Geraadpleegd op juli 2024, van"),
        ("last week", "Retrieved last week, from", "Geraadpleegd op last week, van"),
    ],
)
def test_days_of_retrieval(urldate: str, english: str, dutch: str):
    fields = {"author": "Roe", "title": "Hands", "url": "https://e.org", "urldate": urldate}
    for locale, words in ((None, english), (DUTCH, dutch)):
        book = References([Work("k", "online", fields)], locale)
        assert book.reference_text("k").endswith(f"Hands. {words} https://e.org")
