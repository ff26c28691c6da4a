"""What a work was before: originals, reprints, translations, addenda (APA 7, 9.39 to 9.41)."""

from __future__ import annotations

import pytest

from apabib.apa7.format import Cite, Locale, References, Span, text_of, works_of
from apabib.bibtex.parse import parse
from apabib.i18n import translator

DUTCH = Locale("nl", translator("nl"))
OLD = """
@article{article, author = {Roe, Ann}, title = {On hands}, journal = {Trees}, year = 1981,
  volume = 5, number = 3, pages = {1--9}, doi = {10.5555/old}}
@book{book, author = {Poe, Bo and Doe, Cy}, title = {Feet}, subtitle = {A study}, year = 1973,
  publisher = {Old Press}}
@incollection{chapter, author = {Roe, Ann}, title = {On hands}, booktitle = {Feet},
  editor = {Poe, Bo}, pages = {3--7}, publisher = {Old Press}, date = {1970~}}
@book{ancient, author = {Roe}, title = {Hands}, date = {-0349~}}
@book{undated, author = {Roe}, title = {Hands}}
"""


def book(fields: str, locale: Locale | None = None) -> References:
    new = f"@book{{new, author = {{Roe, Ann}}, title = {{Hands}}, year = 2014, {fields}}}"
    return References(works_of(parse(OLD + new).entries), locale)


def end(fields: str, locale: Locale | None = None) -> str:
    spans: tuple[Span, ...] = book(fields, locale).reference("new")
    shown = "".join(f"<i>{span.text}</i>" if span.italic else span.text for span in spans)
    return shown.partition("</i>. ")[2].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("fields", "english", "dutch"),
    [
        (
            "origdate = {1923}",
            "(Original work published 1923)",
            "(Oorspronkelijk werk gepubliceerd 1923)",
        ),
        ("origyear = 1923", "(Original work published 1923)", None),
        ("origdate = {1923-05-03}", "(Original work published 1923)", None),
        ("origdate = {1923/1925}", "(Original work published 1923–1925)", None),
        (
            "origdate = {-0349~}",
            "(Original work published ca. 350 B.C.E.)",
            "(Oorspronkelijk werk gepubliceerd ca. 350 v.Chr.)",
        ),
        (
            "related = {article}, relatedtype = {reprintfrom}",
            "(Reprinted from “On hands,” 1981, <i>Trees</i>, <i>5</i>[3], 1–9, "
            "https://doi.org/10.5555/old)",
            "(Herdruk van “On hands”, 1981, <i>Trees</i>, <i>5</i>[3], 1–9, "
            "https://doi.org/10.5555/old)",
        ),
        (
            "related = {book}, relatedtype = {reprintfrom}",
            "(Reprinted from <i>Feet: A study</i>, by B. Poe & C. Doe, 1973, Old Press)",
            "(Herdruk van <i>Feet: A study</i>, door B. Poe & C. Doe, 1973, Old Press)",
        ),
        (
            "related = {chapter}, relatedtype = {reprintfrom}",
            "(Reprinted from <i>Feet</i>, pp. 3–7, by B. Poe, Ed., ca. 1970, Old Press)",
            "(Herdruk van <i>Feet</i>, pp. 3–7, door B. Poe, Red., ca. 1970, Old Press)",
        ),
        (
            "related = {book}, relatedtype = {reprintof}, relatedstring = {Adapted from}",
            "(Adapted from <i>Feet: A study</i>, by B. Poe & C. Doe, 1973, Old Press)",
            None,
        ),
        ("related = {book}, relatedtype = {translationof}", "(Original work published 1973)", None),
        (
            "related = {ancient}, relatedtype = {translationof}",
            "(Original work published ca. 350 B.C.E.)",
            None,
        ),
        # The entry's own year goes before.
        (
            "related = {book}, relatedtype = {translationof}, origdate = {1972}",
            "(Original work published 1972)",
            None,
        ),
        ("related = {undated}, relatedtype = {translationof}", "", None),
        ("related = {nobody}, relatedtype = {reprintfrom}", "", None),
        ("related = {book}, relatedtype = {multivolume}", "", None),
        # As it is written, in parentheses.
        ("addendum = {Reprinted often}", "(Reprinted often)", "(Reprinted often)"),
        (
            r"addendum = {(Reprinted from \emph{Feet}, 1973)}, origdate = {1973}",
            "(Reprinted from <i>Feet</i>, 1973)",
            None,
        ),
        (
            "addendum = {Reprinted often}, origdate = {1973}",
            "(Original work published 1973) (Reprinted often)",
            None,
        ),
    ],
)
def test_history(fields: str, english: str, dutch: str | None):
    shown = end(fields)
    assert shown == english
    if dutch is not None:
        assert end(fields, DUTCH) == dutch


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ("origdate = {1923}", "Roe (1923/2014)"),
        ("related = {book}, relatedtype = {reprintfrom}", "Roe (1973/2014)"),
        ("related = {ancient}, relatedtype = {translationof}", "Roe (ca. 350 B.C.E./2014)"),
        ("related = {book}, relatedtype = {reviewof}", "Roe (2014)"),
    ],
)
def test_both_years_in_the_text(fields: str, printed: str):
    pieces = book(fields).citation("t", [Cite("new")])
    shown = text_of(span for piece in pieces for span in piece.spans)
    assert shown.replace("A. Roe", "Roe") == printed


def test_a_law_has_its_years_in_its_source():
    law = "@legislation{law, title = {Act}, number = {394}, origdate = {1971}, year = 2009}"
    assert "Original" not in References(works_of(parse(law).entries)).reference_text("law")
