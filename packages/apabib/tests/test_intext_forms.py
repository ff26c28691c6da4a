"""Citations in the text: locators, titles, namesakes, secondary sources (8.6 to 8.20)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apabib.apa7.format import Cite, Locale, References, Work, text_of
from apabib.apa7.locators import locator
from apabib.i18n import translator

DUTCH = Locale("nl", translator("nl"))


def work(key: str, author: str = "Roe, Ann", kind: str = "article", **fields: str) -> Work:
    base = {"author": author, "title": "On hands", "journal": "Hands", "year": "2001"}
    return Work(key, kind, {name: value for name, value in (base | fields).items() if value})


def cited(works: list[Work], role: str, *cites: str | Cite, locale: Locale | None = None) -> str:
    pieces = References(works, locale).citation(
        role, [Cite(one) if isinstance(one, str) else one for one in cites]
    )
    shown = "".join(
        f"<i>{span.text}</i>" if span.italic else span.text
        for piece in pieces
        for span in piece.spans
    )
    return shown.replace("\N{NO-BREAK SPACE}", " ")


# -- Which part of a work --------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "english", "dutch"),
    [
        ("12", "p. 12", "p. 12"),
        ("3--17", "pp. 3–17", "pp. 3–17"),
        ("p12", "p. 12", "p. 12"),
        ("blz. 12", "p. 12", "p. 12"),
        ("pp. S12-S15", "pp. S12–S15", "pp. S12–S15"),
        ("pp. iv-x", "pp. iv–x", "pp. iv–x"),
        ("pp. 281-2", "pp. 281–2", "pp. 281–2"),
        ("pages 3 and 5", "pp. 3 and 5", "pp. 3 en 5"),
        ("pp. 3, 5-7", "pp. 3, 5–7", "pp. 3, 5–7"),
        ("p. 10, Table 2", "p. 10, Table 2", "p. 10, Tabel 2"),
        ("p. 10 and Table 2", "p. 10 and Table 2", "p. 10 en Tabel 2"),
        ("fig. 2 & p. 3", "Figure 2 & p. 3", "Figuur 2 & p. 3"),
        ("vol. 3, pp. 4-5", "Vol. 3, pp. 4–5", "Vol. 3, pp. 4–5"),
        ("p. 10, emphasis added", "p. 10, emphasis added", "p. 10, emphasis added"),
        ("chap. 3", "Chapter 3", "Hoofdstuk 3"),
        ("chapters 3-4", "Chapters 3–4", "Hoofdstukken 3–4"),
        ("hoofdstukken 3 en 4", "Chapters 3 and 4", "Hoofdstukken 3 en 4"),
        ("para. 4", "para. 4", "alinea 4"),
        ("paragraphs 4-5", "paras. 4–5", "alinea’s 4–5"),
        ("alinea’s 4-5", "paras. 4–5", "alinea’s 4–5"),
        ("sec. 2.1", "Section 2.1", "Paragraaf 2.1"),
        ("tables 1 and 2", "Tables 1 and 2", "Tabellen 1 en 2"),
        ("Table 4-2", "Table 4-2", "Tabel 4-2"),
        ("fig. 1a", "Figure 1a", "Figuur 1a"),
        ("slide 7", "Slide 7", "Dia 7"),
        ("Part IV", "Part IV", "Deel IV"),
        ("lines 4-7", "lines 4–7", "regels 4–7"),
        ("verse 3", "verse 3", "vers 3"),
        ("appendix A", "Appendix A", "Bijlage A"),
        ("articles 3-4", "Articles 3–4", "Artikelen 3–4"),
        ("note 3", "Footnote 3", "Voetnoot 3"),
        # What is no label of ours stands as it was written, ranges with an en dash.
        ("1:02:30", "1:02:30", "1:02:30"),
        ("1:30-1:45", "1:30–1:45", "1:30–1:45"),
        ("1.3.36--37", "1.3.36–37", "1.3.36–37"),
        ("1 Cor. 13:1", "1 Cor. 13:1", "1 Cor. 13:1"),
        ("§ 3", "§ 3", "§ 3"),
        ("their second study", "their second study", "their second study"),
        ("chapter on mixing", "chapter on mixing", "chapter on mixing"),
        ("Introduction, para. 1", "Introduction, para. 1", "Introduction, alinea 1"),
        ("act2", "act2", "act2"),
    ],
)
def test_locators(written: str, english: str, dutch: str):
    assert locator(written, Locale()).replace("\N{NO-BREAK SPACE}", " ") == english
    assert locator(written, DUTCH).replace("\N{NO-BREAK SPACE}", " ") == dutch


WORDS = [
    "p.", "pp.", "12", "12-15", "S12", "iv", "x", "Chapter", "chapters", "3", "and", "en", "&", ",",
    "Table", "2-1", "fig.", "1:02:30", "–", "-", "--", "para", "alinea", "emphasis", "art.", "A",
    "6:162", "§",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join) | st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_a_locator_loses_no_number_and_is_read_again_as_it_is(written: str):
    for locale in (Locale(), DUTCH):
        shown = locator(written, locale)
        assert list(filter(str.isdecimal, shown)) == list(filter(str.isdecimal, written))
        assert locator(shown, locale) == shown


# -- Titles ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "english", "dutch"),
    [
        (
            work("a", "", title="on “hands” and feet"),
            "(“On ‘Hands’ and Feet,” 2001)",
            "(“on ‘hands’ and feet”, 2001)",
        ),
        (
            work("a", "", title="fight vs. flight in Roe v. Wade"),
            "(“Fight vs. Flight in Roe v. Wade,” 2001)",
            "(“fight vs. flight in Roe v. Wade”, 2001)",
        ),
        (
            work("a", "", "book", title="on “hands” and feet"),
            "(<i>On “Hands” and Feet</i>, 2001)",
            "(<i>on “hands” and feet</i>, 2001)",
        ),
        # 9.22: a description stands in its brackets.
        (
            work("a", "", "misc", title="", titleaddon="Plaque on a tree", year=""),
            "([Plaque on a tree], n.d.)",
            "([Plaque on a tree], z.d.)",
        ),
    ],
)
def test_a_title_in_the_place_of_authors(entry: Work, english: str, dutch: str):
    assert cited([entry], "p", "a") == english
    assert cited([entry], "p", "a", locale=DUTCH) == dutch


# -- People ----------------------------------------------------------------------


def test_two_people_of_one_surname_are_never_taken_for_one():
    works = [work("a", "Jansma, James", year="2000"), work("b", "Jansma, Jane", year="2001")]
    assert cited(works, "p", "a", "b") == "(James Jansma, 2000; Jane Jansma, 2001)"
    assert cited(works, "t", "a", "b") == "James Jansma (2000) and Jane Jansma (2001)"
    works = [work("a", "Tree, II, T."), work("b", "Tree, III, T.")]
    assert cited(works, "p", "a", "b") == "(T. Tree, 2001a; T. Tree, 2001b)"


@pytest.mark.parametrize(
    ("author", "printed"),
    [
        ("Roe, Ann and others", "Roe et al."),
        ("Roe, Ann and Poe, Bo and others", "Roe et al."),
        ("Roe, Ann and Poe, Bo and Doe, Cy and others", "Roe et al."),
    ],
)
def test_and_others(author: str, printed: str):
    assert cited([work("a", author)], "author", "a") == printed


def test_teams_of_which_not_all_are_named():
    works = [
        work("a", "Roe, Ann and Poe, Bo and others"),
        work("b", "Roe, Ann and Doe, Cy and others"),
    ]
    assert cited(works, "p", "a", "b") == "(Roe, Doe, et al., 2001; Roe, Poe, et al., 2001)"


def test_everyone_who_is_known_is_named_before_the_others():
    entry = work("a", "Roe, Ann and Poe, Bo and others")
    assert cited([entry], "ps", "a") == "(Roe, Poe, et al., 2001)"


@pytest.mark.parametrize(
    ("author", "english", "dutch"),
    [
        ("van den Bosch, Mies", "van den Bosch (2001)", "Van den Bosch (2001)"),
        ("Roe, A. and de Wit, B.", "Roe and de Wit (2001)", "Roe en De Wit (2001)"),
        ("’t Hart, Paul", "’t Hart (2001)", "’t Hart (2001)"),
        ("d'Ancona, Mia", "d’Ancona (2001)", "D’Ancona (2001)"),
        ("al-Roe, Ann", "al-Roe (2001)", "al-Roe (2001)"),
        ("hooks, bell", "hooks (2001)", "hooks (2001)"),
        ("in ’t Veld, An", "in ’t Veld (2001)", "In ’t Veld (2001)"),
    ],
)
def test_particles(author: str, english: str, dutch: str):
    assert cited([work("a", author)], "t", "a") == english
    assert cited([work("a", author)], "t", "a", locale=DUTCH) == dutch


def test_a_particle_behind_initials_is_small_in_dutch_too():
    works = [work("a", "van Roe, Ann"), work("b", "van Roe, Bo")]
    assert cited(works, "t", "a", locale=DUTCH) == "A. van Roe (2001)"


@pytest.mark.parametrize(
    ("entry", "printed"),
    [
        (work("a", "van den Bosch, Mies"), "Van den Bosch (2001)"),
        (work("a", "’t Hart, Paul"), "’t Hart (2001)"),
        (work("a", "", title="de prijs", langid="dutch"), "“De prijs” (2001)"),
        (work("a", "", "misc", title="", titleaddon="plaque"), "[Plaque] (2001)"),
    ],
)
def test_a_sentence_begins_with_a_capital(entry: Work, printed: str):
    assert cited([entry], "ct", "a") == printed


def test_possessives_are_made_of_parts():
    entry = work("a", "Koehl, A.")
    assert cited([entry], "author", "a") + "’s " + cited([entry], "yearpar", "a") == (
        "Koehl’s (2001)"
    )


# -- Secondary sources (section 8.6) -----------------------------------------------

READ = [work("old", "Rabe, A.", year="1982"), work("new", "Lyon, A. and Poe, B.", year="2014"),
        work("other", "Ape, A.", year="2000")]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "cites", "printed"),
    [
        ("p", ["old", Cite("new", "as cited in")], "(Rabe, 1982, as cited in Lyon & Poe, 2014)"),
        ("p", [Cite("new", "as cited in")], "(as cited in Lyon & Poe, 2014)"),
        (
            "p", ["old", Cite("new", "as cited in", "p. 3")],
            "(Rabe, 1982, as cited in Lyon & Poe, 2014, p. 3)",
        ),
        (
            "p", ["old", Cite("new", "as cited in"), "other"],
            "(Ape, 2000; Rabe, 1982, as cited in Lyon & Poe, 2014)",
        ),
        (
            "p", [Cite("old", "see"), Cite("new", "as cited in"), Cite("other", "but see")],
            "(see Rabe, 1982, as cited in Lyon & Poe, 2014; but see Ape, 2000)",
        ),
        ("t", ["old", Cite("new", "as cited in")], "Rabe (1982, as cited in Lyon & Poe, 2014)"),
        (
            "t", ["other", "old", Cite("new", "as cited in")],
            "Ape (2000) and Rabe (1982, as cited in Lyon & Poe, 2014)",
        ),
    ],
)  # fmt: skip
def test_a_work_that_was_read_in_another(role: str, cites: list[str | Cite], printed: str):
    assert cited(READ, role, *cites) == printed


def test_the_same_in_dutch():
    printed = "(Rabe, 1982, zoals geciteerd in Lyon & Poe, 2014)"
    for words in ("as cited in", "zoals geciteerd in"):
        assert cited(READ, "p", "old", Cite("new", words), locale=DUTCH) == printed


def test_each_work_of_a_secondary_citation_is_a_link():
    pieces = References(READ).citation("t", [Cite("old"), Cite("new", "as cited in")])
    linked = [(piece.key, text_of(piece.spans)) for piece in pieces if piece.key]
    assert linked == [("old", "Rabe (1982"), ("new", "Lyon & Poe, 2014")]


# -- Laws and cases (chapter 11) -----------------------------------------------------


def law(kind: str, **fields: str) -> Work:
    return Work("a", kind, fields)


@pytest.mark.parametrize(
    ("entry", "parenthetical", "narrative"),
    [
        (
            law("jurisdiction", title="Tree v. Hand", year="1954"),
            "(<i>Tree v. Hand</i>, 1954)",
            "<i>Tree v. Hand</i> (1954)",
        ),
        (
            law("legislation", title="Act on hands", titleaddon="of 1990", year="1990"),
            "(Act on hands, 1990)",
            "Act on hands (1990)",
        ),
        (
            law("legmaterial", title="hands on hold", year="2014"),
            "(<i>Hands on Hold</i>, 2014)",
            "<i>Hands on Hold</i> (2014)",
        ),
        (
            law("legmaterial", type="resolution", source="senate", number="438", year="2016"),
            "(S. Resolution 438, 2016)",
            "Senate Resolution 438 (2016)",
        ),
        (
            law("legadminmaterial", type="execorder", number="13,676", year="2014"),
            "(Exec. Order No. 13,676, 2014)",
            "Executive Order No. 13,676 (2014)",
        ),
        (
            law("constitution", source="us", article="I", section="3"),
            "(U.S. Const. art. I, § 3)",
            "Article I, Section 3, of the U.S. Constitution",
        ),
        (
            law("constitution", source="us", amendment="I--X"),
            "(U.S. Const. amend. I–X)",
            "Amendments I–X to the U.S. Constitution",
        ),
        (
            law("constitution", source="unitednations", type="charter", article="1"),
            "(U.N. Charter art. 1)",
            "Article 1 of the United Nations Charter",
        ),
    ],
)
def test_laws(entry: Work, parenthetical: str, narrative: str):
    shown = cited([entry], "p", "a"), cited([entry], "t", "a")
    assert shown == (parenthetical, narrative)


def test_a_primary_source_that_is_in_no_list():
    one = Cite("new", "Rabe, 1982, as cited in")
    assert cited(READ, "p", one) == "(Rabe, 1982, as cited in Lyon & Poe, 2014)"
    printed = "(Rabe, 1982, zoals geciteerd in Lyon & Poe, 2014)"
    assert cited(READ, "p", one, locale=DUTCH) == printed


# -- Lists of works ------------------------------------------------------------------


def test_works_of_a_list_stand_apart_each_with_its_names():
    """So that no link is named "2002" alone; in the order in which a citation has them."""
    works = [
        work("b", year="2002"),
        work("a"),
        work("x", "Poe, Ann and Doe, Bo and Roe, Cy", year="2017"),
        work("z", "Poe, Ann and Roe, Bo and Roe, Cy", year="2006"),
        work("n1", "{National Institute}", shortauthor="NI"),
        work("n2", "{National Institute}", shortauthor="NI", year="2005"),
    ]
    keys = ("n2", "b", "a", "n1", "x", "z")
    found = References(works).citation("apart", [Cite(key) for key in keys])
    assert [text_of(piece.spans) for piece in found if piece.key] == [
        "National Institute [NI], 2001",
        "NI, 2005",
        "Poe et al., 2006",
        "Poe et al., 2017",
        "Roe, 2001",
        "Roe, 2002",
    ]
    assert {text_of(piece.spans) for piece in found if not piece.key} == {"; "}
