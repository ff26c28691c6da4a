"""What Dutch and Flemish authors write, printed in Dutch and in English (apa7/dutch.txt)."""

from __future__ import annotations

import apa7_set as manual
import pytest

from apabib.apa7.format import Cite, Locale, References, Work
from apabib.apa7.labels import is_label
from apabib.apa7.locators import locator
from apabib.text.names import parse_name
from apabib.text.ordinals import edition_number

WORKS = manual.works("dutch")
EACH = pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.name) for case in manual.cases("dutch")]
)
LANGUAGES = pytest.mark.parametrize("language", ["en", "nl"])
DUTCH = manual.LOCALES["nl"]


@LANGUAGES
@EACH
def test_an_entry(case: manual.Case, language: str):
    references = manual.alone(case.name, WORKS, manual.LOCALES[language])
    assert manual.marked_up(references.reference(case.name)) == case[language], case["rule"]


def test_every_entry_has_its_lines():
    assert WORKS.keys() == {case.name for case in manual.cases("dutch")}


# -- In the text ---------------------------------------------------------------


def cited(role: str, *cites: Cite | str, locale: Locale, works: list[Work] | None = None) -> str:
    if works is None:
        works = [
            Work("roe", "book", {"author": "Roe, Ann", "title": "Hands", "year": "2001"}),
            Work("ape", "book", {"author": "Ape, Ben", "title": "Feet", "year": "1990"}),
        ]
    each = [Cite(one) if isinstance(one, str) else one for one in cites]
    return manual.in_text(References(works, locale), role, each)


@pytest.mark.parametrize(
    ("written", "english", "dutch"),
    [
        ("zie", "see", "zie"),
        ("Zie ook", "See also", "Zie ook"),
        ("See", "See", "Zie"),
        ("e.g.", "e.g.,", "bijv."),
        ("bijv.", "e.g.,", "bijv."),
        ("bijvoorbeeld", "e.g.,", "bijvoorbeeld"),
        ("see, e.g.,", "see, e.g.,", "zie bijv."),
        ("zie bijv.", "see, e.g.,", "zie bijv."),
        ("see for example", "see, for example,", "zie bijvoorbeeld"),
        ("vgl.", "cf.", "vgl."),
        ("maar zie", "but see", "maar zie"),
        ("among others", "among others", "onder andere"),
        ("o.a.", "among others", "o.a."),
        ("for a review, see", "for a review, see", "zie voor een overzicht"),
        ("voor een overzicht, zie", "for a review, see", "voor een overzicht, zie"),
        ("aangehaald in", "cited in", "aangehaald in"),
        ("Ape, 1990, geciteerd in", "Ape, 1990, cited in", "Ape, 1990, geciteerd in"),
        ("bijv", "e.g.,", "bijv"),
        ("see especially", "see especially", "zie vooral"),
        ("contra", "contra", "contra"),
    ],
)  # fmt: skip
def test_words_before_a_work(written: str, english: str, dutch: str):
    for locale, words in ((Locale(), english), (DUTCH, dutch)):
        assert cited("p", Cite("roe", written), locale=locale) == f"({words} Roe, 2001)"


@pytest.mark.parametrize("words", ["in", "geciteerd in", "zoals aangehaald in", "as cited in,"])
def test_a_work_that_was_read_in_another(words: str):
    assert cited("p", "ape", Cite("roe", words), locale=DUTCH).startswith("(Ape, 1990, ")
    assert cited("t", "ape", Cite("roe", words), locale=DUTCH).endswith(" Roe, 2001)")


@pytest.mark.parametrize(
    ("written", "english", "dutch"),
    [
        ("pag. 3", "p. 3", "p. 3"),
        ("p. 3.", "p. 3", "p. 3"),
        ("pp. 3 ff.", "pp. 3 ff.", "pp. 3 ff."),
        ("p. 3 e.v.", "p. 3 e.v.", "p. 3 e.v."),
        ("blz. 3 t/m 5", "pp. 3–5", "pp. 3–5"),
        ("Hoofdstuk 3 tot en met 5", "Chapters 3–5", "Hoofdstukken 3–5"),
        ("Hfdst. 3", "Chapter 3", "Hoofdstuk 3"),
        # "par." is short for paragraph in one language, for a section in the other.
        ("par. 4", "para. 4", "Paragraaf 4"),
        ("pars. 4-5", "paras. 4–5", "Paragrafen 4–5"),
        ("al. 4", "para. 4", "alinea 4"),
        ("sectie 2.1", "Section 2.1", "Paragraaf 2.1"),
        ("sectie Resultaten", "sectie Resultaten", "sectie Resultaten"),
        ("sheet 7", "Slide 7", "Dia 7"),
        ("dl. 2", "Part 2", "Deel 2"),
        ("r. 3-5", "lines 3–5", "regels 3–5"),
        ("vv. 3-5", "verses 3–5", "verzen 3–5"),
        ("bijl. A", "Appendix A", "Bijlage A"),
        ("seizoen 2, aflevering 3", "Season 2, Episode 3", "Seizoen 2, Aflevering 3"),
        ("aflevering 12, 3:20", "Episode 12, 3:20", "Aflevering 12, 3:20"),
        ("art. 7:446, 7:447", "Articles 7:446, 7:447", "Artikelen 7:446, 7:447"),
        ("seasons 2 and 3", "Seasons 2 and 3", "Seizoenen 2 en 3"),
    ],
)
def test_a_locator(written: str, english: str, dutch: str):
    shown = [
        locator(written, each).replace("\N{NO-BREAK SPACE}", " ") for each in (Locale(), DUTCH)
    ]
    assert shown == [english, dutch]


def test_two_people_whose_particles_differ_by_a_capital():
    works = [
        Work("an", "book", {"author": "Van den Broeck, An", "title": "Ties", "year": "2018"}),
        Work("bea", "book", {"author": "van den Broeck, Bea", "title": "Knots", "year": "2018"}),
    ]
    printed = "(A. Van den Broeck, 2018; B. van den Broeck, 2018)"
    for locale in manual.LOCALES.values():
        assert cited("p", "an", "bea", locale=locale, works=works) == printed


def test_one_person_whose_particle_is_written_in_two_ways():
    works = [
        Work("one", "book", {"author": "Van Dijk, Jan", "title": "Ties", "year": "2018"}),
        Work("two", "book", {"author": "van Dijk, Jan", "title": "Knots", "year": "2018"}),
    ]
    assert cited("p", "one", "two", locale=DUTCH, works=works) == "(Van Dijk, 2018a, 2018b)"


def test_a_translation_of_the_same_year_shows_it_once():
    fields = {
        "author": "Roe, Ann", "title": "Handen", "translator": "Poe, B.", "year": "1999",
        "origdate": "1999",
    }  # fmt: skip
    assert cited("p", "k", locale=DUTCH, works=[Work("k", "book", fields)]) == "(Roe, 1999)"


# -- Words and names -----------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "english", "dutch"),
    [
        ("3e, geheel herz. dr.", " (3rd rev. ed.)", " (3e herz. druk)"),
        ("Derde, herziene druk", " (3rd rev. ed.)", " (3e herz. druk)"),
        ("15e, herz. ed.", " (15th rev. ed.)", " (15e herz. druk)"),
        ("2e dr.", " (2nd ed.)", " (2e druk)"),
        ("elfde druk", " (11th ed.)", " (11e druk)"),
        ("1e druk", "", ""),  # HAN: the first is never named
        ("uitgebreide druk", " (Uitgebreide druk)", " (Uitgebreide druk)"),
        ("expanded", " (Expanded ed.)", " (Expanded druk)"),
    ],
)
def test_an_edition(written: str, english: str, dutch: str):
    for locale, shown in ((Locale(), english), (DUTCH, dutch)):
        fields = {"author": "Roe, Ann", "title": "Hands", "year": "2001", "edition": written}
        printed = References([Work("k", "book", fields)], locale).reference_text("k")
        assert printed == f"Roe, A. (2001). Hands{shown}."


def test_words_that_a_number_needs_no_more():
    fields = {
        "author": "Roe, Ann", "title": "Hands", "year": "z.j.", "journaltitle": "Handen",
        "volume": "jrg. 54", "number": "nr. 4", "pages": "blz. 12-15",
    }  # fmt: skip
    printed = References([Work("k", "article", fields)], DUTCH).reference_text("k")
    assert printed == "Roe, A. (z.d.). Hands. Handen, 54(4), 12–15."


@pytest.mark.parametrize(
    ("field", "written", "printed"),
    [
        ("volume", "deel 2", "Vol. 2"),
        ("volume", "dl. 2", "Vol. 2"),
        ("volumes", "3 delen", "Vols. 1–3"),
    ],
)
def test_volumes_of_a_book(field: str, written: str, printed: str):
    fields = {"author": "Roe, Ann", "title": "Hands", "year": "2001", field: written}
    shown = References([Work("k", "book", fields)], DUTCH).reference_text("k")
    assert shown == f"Roe, A. (2001). Hands ({printed})."


@pytest.mark.parametrize(
    ("role", "english", "dutch"),
    [
        ("presentator", "Presenter", "Presentator"),
        ("regisseur en scenarist", "Director & Screenwriter", "Regisseur & Scenarist"),
        ("samensteller", "Comp.", "Samenst."),
        ("Presentatoren", "Presenter", "Presentator"),
        ("fotografen", "Photographer", "Fotograaf"),
        ("Uitvoerend producenten", "Executive Producer", "Uitvoerend producent"),
        ("geluidsman", "Geluidsman", "Geluidsman"),
    ],
)
def test_a_role(role: str, english: str, dutch: str):
    fields = {"author": "Roe, Ann", "authortype": role, "title": "Hands", "year": "2001"}
    for locale, shown in ((Locale(), english), (DUTCH, dutch)):
        printed = References([Work("k", "audio", fields)], locale).reference_text("k")
        assert printed.startswith(f"Roe, A. ({shown}). (2001).")


def test_an_unpublished_thesis_of_flanders():
    fields = {
        "author": "Roe, Ann", "title": "Hands", "year": "2001", "institution": "Universiteit X",
        "type": "onuitgegeven masterproef",
    }  # fmt: skip
    printed = References([Work("k", "thesis", fields)], DUTCH).reference_text("k")
    assert printed == "Roe, A. (2001). Hands [Onuitgegeven masterproef]. Universiteit X."


def test_a_law_of_belgium_has_its_year_in_the_gazette():
    fields = {
        "title": "Wet betreffende handen",
        "howpublished": "BS 26 september 2002",
        "year": "2002",
    }
    printed = References([Work("k", "legislation", fields)], DUTCH).reference_text("k")
    assert printed == "Wet betreffende handen, BS 26 september 2002."


@pytest.mark.parametrize(
    ("written", "number"),
    [("Tweede druk", "2"), ("derde editie", "3"), ("tiende", "10"), ("druk", ""), ("Herziene", "")],
)
def test_an_edition_in_words(written: str, number: str):
    assert edition_number(written) == number


@pytest.mark.parametrize(
    "written", ["Persbericht", "masterscriptie", "Masterproef", "Proefschrift"]
)
def test_a_dutch_label(written: str):
    assert is_label(written)


@pytest.mark.parametrize(
    ("written", "family", "suffix"),
    [
        ("Berg, van den, Jan", "van den Berg", ""),
        ("Hart, 't, Wim", "’t Hart", ""),
        ("King, jr., Martin", "King", "jr."),
        ("King, Jr, Martin", "King", "Jr."),
        ("Roe, iii, Ann", "Roe", "iii"),
    ],
)
def test_particles_in_the_place_of_a_suffix(written: str, family: str, suffix: str):
    name = parse_name(written)
    assert (name.family, name.suffix) == (family, suffix)


def test_a_ruling_without_a_name_stands_under_its_court():
    fields = {
        "organization": "Rb. Nergens",
        "date": "2020-03-04",
        "citation": "ECLI:NL:RBXXX:2020:1",
    }
    books = [
        Work(name, "book", {"author": f"{name}, Ann", "title": "Ties", "year": "2001"})
        for name in ("Quint", "Sand")
    ]
    order = References([*books, Work("ruling", "jurisdiction", fields)], DUTCH).rank
    assert sorted(order, key=order.__getitem__) == ["Quint", "ruling", "Sand"]
