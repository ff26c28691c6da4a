"""A tilde in an address or a DOI is one, however it is written, wherever it is printed."""

from __future__ import annotations

import json

import pytest

from apabib.apa7.format import References, works_of
from apabib.bibtex.parse import parse
from apabib.export import export
from apabib.intake.formats import read_text
from apabib.text.identifiers import clean_doi

SPELLINGS = [
    "a~b", "a\\~{}b", "a\\~b", "a{~}b", "a\\textasciitilde{}b", "a{\\textasciitilde}b",
    "a\\textasciitilde b", "a\\string~b", "a$\\sim$b",
]  # fmt: skip


def entries(text: str) -> str:
    return f"""
@article{{r, author = {{Oak, A.}}, year = 2001, journal = {{J}}, title = {{R}},
  doi = {{10.1000/{text}}}, retraction = {{10.1000/{text}}}, related = {{b}},
  relatedtype = {{reprintfrom}}}}
@book{{b, title = {{B}}, year = 2000, publisher = {{P}}, doi = {{10.1000/{text}}}}}
@online{{u, title = {{U}}, year = 2000, url = {{https://x.org/{text}}}}}
@online{{q, title = {{Q}}, year = 2001, related = {{u}}, relatedtype = {{reprintfrom}}}}
@misc{{e, title = {{E}}, year = 2000, eprint = {{1/{text}}}, eprinttype = {{hdl}}}}
@misc{{n, title = {{N}}, year = 2000, howpublished = {{\\url{{https://x.org/{text}}}}}}}
"""


@pytest.mark.parametrize("text", SPELLINGS)
def test_in_print(text: str):
    references = References(works_of(parse(entries(text)).entries))
    doi, url = "https://doi.org/10.1000/a~b", "https://x.org/a~b"
    assert {key: references.reference_text(key) for key in "ruqen"} == {
        "r": f"Oak, A. (2001). R. J. {doi} (Reprinted from B, 2000, P, {doi})"
        f" (Retraction published at {doi})",
        "u": f"U. (2000). {url}",
        "q": f"Q. (2001). (Reprinted from U, 2000, {url})",
        "e": "E. (2000). https://hdl.handle.net/1/a~b",
        "n": f"N. (2000). {url}",
    }
    links = {span.href for key in "ruqen" for span in references.reference(key)} - {""}
    assert links == {doi, url, "https://hdl.handle.net/1/a~b"}


@pytest.mark.parametrize("text", SPELLINGS)
def test_on_its_way_out(text: str):
    found = parse(entries(text)).entries
    items = json.loads(export(found, ["r", "u"], "csl-json"))
    assert (items[0]["DOI"], items[1]["URL"]) == ("10.1000/a~b", "https://x.org/a~b")
    assert "https://doi.org/10.1000/a~b" in items[0]["references"]
    ris = export(found, ["r", "u"], "ris").splitlines()
    assert {"DO  - 10.1000/a~b", "UR  - https://x.org/a~b"} <= set(ris)
    assert "N1  - Retraction published: https://doi.org/10.1000/a~b" in ris


@pytest.mark.parametrize("text", SPELLINGS)
def test_on_its_way_in(text: str):
    drafts = read_text(entries(text), names=())
    assert drafts[0].fields["doi"] == drafts[0].fields["retraction"] == "10.1000/a~b"
    assert drafts[2].fields["url"] == drafts[5].fields["url"] == "https://x.org/a~b"


def test_a_tie_between_words_does_not_break():
    source = "@misc{a, title = {Part~1 of \\~n}, year = 2000}"
    [work] = works_of(parse(source).entries)
    assert References([work]).reference_text("a") == "Part\N{NO-BREAK SPACE}1 of ñ. (2000)."


def test_an_escape_that_makes_no_character_stays():
    assert clean_doi("10.1002/(SIC%97-0258") == "10.1002/(SIC%97-0258"
    assert clean_doi("10.1002/0258(1998%30)") == "10.1002/0258(1998%30)"
    assert clean_doi("10.1002/%28SICI%29x") == "10.1002/(SICI)x"
