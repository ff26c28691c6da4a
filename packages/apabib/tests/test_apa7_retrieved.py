"""When a reference says on which day its address was visited (APA 7, section 9.16)."""

import pytest

from apabib.apa7.format import References, Work

PAGE = {"author": "{NIH}", "title": "Hands", "url": "https://x.org/hands", "urldate": "2026-11-22"}


def printed(**fields: str) -> str:
    work = Work("k", "online", {name: value for name, value in (PAGE | fields).items() if value})
    return References([work]).reference_text("k")


def test_a_work_without_a_date_may_change():
    assert printed() == (
        "NIH. (n.d.). Hands. Retrieved November 22, 2026, from https://x.org/hands"
    )


@pytest.mark.parametrize("dated", [{"year": "2020"}, {"date": "2020-05"}, {"year": "in press"}])
def test_a_dated_work_does_not_change(dated: dict[str, str]):
    assert printed(**dated).endswith("Hands. https://x.org/hands")
    assert "Retrieved" not in printed(**dated)


def test_a_work_whose_address_is_a_doi_does_not_change():
    assert printed(doi="10.1000/hands").endswith("Hands. https://doi.org/10.1000/hands")


def test_without_an_address_nothing_was_visited():
    assert printed(url="") == "NIH. (n.d.). Hands."


def test_without_a_day_the_address_stands_alone():
    assert printed(urldate="") == "NIH. (n.d.). Hands. https://x.org/hands"


def test_what_is_no_day_is_printed_as_it_stands():
    assert "Retrieved last week, from" in printed(urldate="last week")
