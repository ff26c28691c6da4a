"""Which works are dated to the day (APA 7, section 9.14), and small parts that stand with them."""

from __future__ import annotations

import pytest

from apabib.apa7.format import References, works_of
from apabib.bibtex.parse import parse

NEWS = "journal = {The New York Times}, pages = {A1}, date = {2012-05-17}"
DATED = "date = {2012-05-17}, publisher = {P}"


def printed(kind: str, fields: str, author: str = "Doe, Jane") -> str:
    entry = f"@{kind}{{k, author = {{{author}}}, title = {{Hands}}, {fields}}}"
    return References(works_of(parse(entry).entries)).reference_text("k")


@pytest.mark.parametrize(
    ("kind", "fields", "date"),
    [
        ("article", NEWS, "2012, May 17"),
        ("article", "journal = {Time}, volume = 3, date = {2012-05-17}", "2012"),
        (
            "article",
            "journal = {Time}, volume = 3, date = {2012-05-17}, entrysubtype = {magazine}",
            "2012, May 17",
        ),
        ("article", "journal = {J}, doi = {10.5555/a}, pages = {1}, date = {2012-05-17}", "2012"),
        ("article", "journal = {J}, date = {2012-05-17}", "2012"),
        ("article", "journal = {J}, pages = {1--2}, date = {2012-05}", "2012"),
        ("online", DATED, "2012, May 17"),
        ("misc", DATED, "2012, May 17"),
        ("misc", DATED + ", entrysubtype = {preprint}", "2012"),
        ("book", DATED, "2012"),
        ("thesis", DATED, "2012"),
        ("report", DATED, "2012, May 17"),
        ("dataset", DATED, "2012"),
        ("incollection", DATED + ", booktitle = {B}", "2012"),
    ],
)
def test_date(kind: str, fields: str, date: str):
    assert printed(kind, fields).startswith(f"Doe, J. ({date}). Hands")


@pytest.mark.parametrize(
    ("kind", "fields", "end"),
    [
        ("dataset", "year = 2012, version = {2.0}", "Hands (Version 2.0) [Data set]."),
        ("software", "year = 2012", "Hands [Computer software]."),
        ("software", "year = 2012, type = {Mobile app}", "Hands [Mobile app]."),
        ("article", "journal = {J}, year = 2012, version = {2}", "Hands. J."),
        ("misc", "year = 2012, publisher = {\\textasciitilde{}5 & co}", "Hands. ~5 & co."),
    ],
)
def test_what_follows(kind: str, fields: str, end: str):
    assert printed(kind, fields) == f"Doe, J. (2012). {end}"


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("王, 小明", "王, 小明."),
        ("山田, たろう", "山田, たろう."),
        ("Beauvoir, Simone de", "Beauvoir, S. de."),
        ("Humboldt, Alexander von", "Humboldt, A. von."),
        ("Ludwig van Beethoven", "van Beethoven, L."),
    ],
)
def test_names_without_initials(author: str, shown: str):
    assert printed("misc", "year = 2012", author) == f"{shown} (2012). Hands."


def test_works_of_a_year_are_told_apart_by_letters_whatever_their_months():
    entries = "\n".join(
        f"@article{{{key}, author = {{Doe, J.}}, title = {{{title}}}, journal = {{J}}, volume = 1,"
        f" date = {{2012-{month}}}}}"
        for key, title, month in (("a", "Zebras", "01"), ("b", "Apes", "12"))
    )
    references = References(works_of(parse(entries).entries))
    assert references.reference_text("b") == "Doe, J. (2012a). Apes. J, 1."
    assert references.reference_text("a") == "Doe, J. (2012b). Zebras. J, 1."
