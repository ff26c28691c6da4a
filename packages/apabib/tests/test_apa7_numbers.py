"""Editions in every shape that people write (APA 7, section 9.19), addresses, days of a visit."""

from __future__ import annotations

import pytest

from apabib.apa7.format import Locale, References, Work
from apabib.i18n import translator

BOOK = {"author": "Roe, Ann", "title": "Hands", "year": "2001"}


def printed(kind: str, language: str = "en", **fields: str) -> str:
    work = Work("k", kind, BOOK | fields)
    return References([work], Locale(language, translator(language))).reference_text("k")


@pytest.mark.parametrize(
    ("written", "english", "dutch"),
    [
        ("1", "", ""),
        ("First", "", ""),
        ("2", " (2nd ed.)", " (2e druk)"),
        ("2nd", " (2nd ed.)", " (2e druk)"),
        ("2e druk", " (2nd ed.)", " (2e druk)"),
        ("Third edition", " (3rd ed.)", " (3e druk)"),
        ("11th ed.", " (11th ed.)", " (11e druk)"),
        ("5th ed., text rev.", " (5th ed., text rev.)", " (5e druk, tekst herz.)"),
        ("4, rev.", " (4th ed., rev.)", " (4e druk, herz.)"),
        ("3rd rev.", " (3rd rev. ed.)", " (3e herz. druk)"),
        ("2nd rev. ed.", " (2nd rev. ed.)", " (2e herz. druk)"),
        ("3e herziene druk", " (3rd rev. ed.)", " (3e herz. druk)"),
        ("2de, geheel herziene druk", " (2nd rev. ed.)", " (2e herz. druk)"),
        ("Rev. ed.", " (Rev. ed.)", " (Herz. druk)"),
        ("Revised", " (Rev. ed.)", " (Herz. druk)"),
        ("Summer 2019 ed.", " (Summer 2019 ed.)", " (Editie zomer 2019)"),
        ("Winter 2020", " (Winter 2020 ed.)", " (Editie winter 2020)"),
        ("3. neue Aufl.", " (3. neue Aufl.)", " (3. neue Aufl.)"),
        ("3rd international edition", " (3rd international ed.)", " (3e international druk)"),
        ("International", " (International ed.)", " (International druk)"),
    ],
)
def test_edition(written: str, english: str, dutch: str):
    assert printed("book", edition=written) == f"Roe, A. (2001). Hands{english}."
    assert printed("book", "nl", edition=written) == f"Roe, A. (2001). Hands{dutch}."


@pytest.mark.parametrize(
    ("kind", "fields", "end"),
    [
        ("book", {"doi": "fg6rf9"}, " https://doi.org/fg6rf9"),
        ("book", {"doi": "10/fg6rf9"}, " https://doi.org/fg6rf9"),
        ("book", {"doi": r"10.5555/a\_b--c"}, " https://doi.org/10.5555/a_b--c"),
        ("book", {"url": r"https://x.org/a\_b\%20c"}, " https://x.org/a_b%20c"),
        ("misc", {"howpublished": r"\url{https://x.org/a--b}"}, " https://x.org/a--b"),
        ("misc", {"note": "https://x.org/a"}, " https://x.org/a"),
        ("article", {"journal": "J", "eprint": "12", "eprinttype": "jstor"},
         " J. https://www.jstor.org/stable/12"),
        ("misc", {"eprint": "1765/1", "eprinttype": "hdl"}, " https://hdl.handle.net/1765/1"),
        # Records of databases are no address.
        ("misc", {"eprint": "123", "eprinttype": "pubmed"}, ""),
        ("online", {"eprint": "ab12", "eprinttype": "osf"}, " OSF."),
    ],
)  # fmt: skip
def test_address(kind: str, fields: dict[str, str], end: str):
    shown = printed(kind, **fields)
    assert shown.replace(" (ab12)", "") == f"Roe, A. (2001). Hands.{end}"


SITE = {"url": "https://x.org", "urldate": "2024-07-03"}


@pytest.mark.parametrize(
    ("kind", "fields", "is_told"),
    [
        ("article", {"journal": "Always Now"}, True),
        ("article", {"journal": "J", "volume": "3"}, False),
        ("article", {"journal": "J", "date": "2001-05-06", "year": ""}, False),
        ("article", {"journal": "J", "entrysubtype": "blog"}, False),
        ("online", {}, False),
        ("online", {"year": ""}, True),
        ("online", {"year": "", "doi": "10.5555/a"}, False),
    ],
)
def test_the_day_of_the_visit_is_told_of_what_changes(
    kind: str, fields: dict[str, str], is_told: bool
):
    assert ("Retrieved July 3, 2024, from" in printed(kind, **SITE, **fields)) == is_told


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        # A series is not named (section 10.2, example 31), nor a book's place in it.
        ({"number": "12"}, "Roe, A. (2001). Hands."),
        ({"volume": "3"}, "Roe, A. (2001). Hands (Vol. 3)."),
        ({"number": "12", "volume": "3"}, "Roe, A. (2001). Hands (Vol. 3)."),
        (
            {"number": "12", "volume": "3", "maintitle": "Limbs"},
            "Roe, A. (2001). Limbs: Vol. 3. Hands.",
        ),
    ],
)
def test_a_book_in_a_numbered_series(fields: dict[str, str], line: str):
    work = Work("roe", "book", BOOK | {"series": "Studies"} | fields)
    assert References([work]).reference_text("roe") == line
