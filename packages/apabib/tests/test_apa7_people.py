"""The author element: names, roles, user names (APA 7, sections 9.7 to 9.12, and 10.12)."""

from __future__ import annotations

import pytest

from apabib.apa7.format import Locale, References, Work, works_of
from apabib.apa7.people import inverted, natural
from apabib.apa7.roles import role_words, roles_of
from apabib.bibtex.annotations import WHOLE, is_annotation, said_of
from apabib.i18n import translator
from apabib.text.names import parse_name

DUTCH = Locale("nl", translator("nl"))


def author(kind: str = "misc", locale: Locale | None = None, **fields: str) -> str:
    """The author element, up to the date."""
    fields = {"title": "Hands", "year": "2014"} | {
        name.replace("__", "+an:"): value for name, value in fields.items()
    }
    shown = References([Work("k", kind, fields)], locale).reference_text("k")
    return shown.partition(" (2014")[0]


@pytest.mark.parametrize(
    ("written", "in_list", "in_element"),
    [
        # 9.8: a small second part of a hyphenated name is no name of its own.
        ("Raboso, Lee-ann", "Raboso, L.", "L. Raboso"),
        ("Xu, Ai-Jun", "Xu, A.-J.", "A.-J. Xu"),
        ("Hong, K-W.", "Hong, K.-W.", "K.-W. Hong"),
        # One letter in Dutch.
        ("IJzerman, IJsbrand", "IJzerman, IJ.", "IJ. IJzerman"),
        ("Coan, JA", "Coan, J. A.", "J. A. Coan"),
        ("Coan, J A", "Coan, J. A.", "J. A. Coan"),
        ("COAN, JIM", "COAN, J.", "J. COAN"),
        ("Roe, James “Jim” R.", "Roe, J. R.", "J. R. Roe"),
        ("King, Jr, Martin Luther", "King, M. L., Jr.", "M. L. King Jr."),
        ("Martin Luther King Jr.", "King, M. L., Jr.", "M. L. King Jr."),
        ("King III, Martin Luther", "King, M. L., III", "M. L. King III"),
        ("Paul 't Hart", "’t Hart, P.", "P. ’t Hart"),
        ("’t Hart, Paul", "’t Hart, P.", "P. ’t Hart"),
        ("Hart, Paul ’t", "Hart, P. ’t", "P. ’t Hart"),
        ("Beethoven, Ludwig van", "Beethoven, L. van", "L. van Beethoven"),
        ("Plato", "Plato", "Plato"),
        ("family=Harman, given=Simon, prefix=von", "von Harman, S.", "S. von Harman"),
        ("given=Ann, family={Roe and Poe}, suffix=Jr.", "Roe and Poe, A., Jr.",
         "A. Roe and Poe Jr."),
        ("family=Harman, given=S., prefix=von, useprefix=false", "Harman, S. von", "S. von Harman"),
        ("山田, たろう", "山田, たろう", "山田 たろう"),
        ("E\N{COMBINING ACUTE ACCENT}mile Zola", "Zola, É.", "É. Zola"),
    ],
)  # fmt: skip
def test_names(written: str, in_list: str, in_element: str):
    name = parse_name(written)
    assert (inverted(name), natural(name)) == (in_list, in_element)


@pytest.mark.parametrize(
    ("written", "in_list", "in_element"),
    [
        ("van den Berg, Jan", "Van den Berg, J.", "J. van den Berg"),
        ("de la Mar, An", "De la Mar, A.", "A. de la Mar"),
        ("’t Hart, Paul", "’t Hart, P.", "P. ’t Hart"),
        ("bell hooks", "bell hooks", "bell hooks"),
    ],
)
def test_a_dutch_particle_with_nothing_before_it_has_a_capital(
    written: str, in_list: str, in_element: str
):
    name = parse_name(written)
    assert inverted(name, alone=True) == in_list
    assert natural(name, alone=True) == in_element


def test_a_dutch_list_has_its_particles_under_their_letter():
    works = [
        Work(key, "misc", {"author": name, "title": "Hands", "year": "2014"})
        for key, name in {"v": "van den Berg, Jan", "b": "Bergman, B.", "w": "Wit, W."}.items()
    ]
    assert list(References(works, DUTCH).rank) == ["b", "v", "w"]
    assert author(locale=DUTCH, author="van den Berg, Jan and de Wit, An") == (
        "Van den Berg, J., & De Wit, A."
    )


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"author": "{Trees} and {Hands}"}, "Trees & Hands."),
        ({"author": "Roe, Ann and {Hands}"}, "Roe, A., & Hands."),
        ({"author": "{Trees} and {Feet} and {Hands}"}, "Trees, Feet, & Hands."),
        ({"author": "Roe, Ann", "with": "Poe, Bo T."}, "Roe, A. (with Poe, B. T.)."),
        (
            {"author": "Roe, Ann", "with": "Poe, Bo and Doe, Cy"},
            "Roe, A. (with Poe, B., & Doe, C.).",
        ),
        ({"author": "van Roe, Ann", "options": "useprefix=false"}, "Roe, A. van."),
        (
            {"author": "van Roe, Jr., Ann", "options": "skipbib, useprefix = false"},
            "Roe, A. van, Jr.",
        ),
        ({"author": "van Roe, Ann", "options": "useprefix=true"}, "van Roe, A."),
    ],
)
def test_authors(fields: dict[str, str], shown: str):
    assert author(**fields) == shown


@pytest.mark.parametrize(
    ("fields", "english", "dutch"),
    [
        ({"authortype": "host"}, "Roe, A. (Host).", "Roe, A. (Host)."),
        (
            {"authortype": "writer and director"},
            "Roe, A. (Writer & Director).",
            "Roe, A. (Schrijver & Regisseur).",
        ),
        (
            {"author__role": "1=director,writer"},
            "Roe, A. (Writer & Director).",
            "Roe, A. (Schrijver & Regisseur).",
        ),
        (
            {"authortype": "Principal Investigator"},
            "Roe, A. (Principal Investigator).",
            "Roe, A. (Hoofdonderzoeker).",
        ),
        (
            {"author": "Roe, Ann and Poe, Bo", "authortype": "executive producer"},
            "Roe, A., & Poe, B. (Executive Producers).",
            "Roe, A., & Poe, B. (Uitvoerend producenten).",
        ),
        (
            {"author": "Roe, Ann and Poe, Bo", "author__role": "=execproducers"},
            "Roe, A., & Poe, B. (Executive Producers).",
            "Roe, A., & Poe, B. (Uitvoerend producenten).",
        ),
        (
            {
                "author": "Roe, Ann and Poe, Bo and Doe, Cy",
                "author__role": '1="Guest Expert"; 2=host',
            },
            "Roe, A. (Guest Expert), Poe, B. (Host), & Doe, C.",
            "Roe, A. (Gastexpert), Poe, B. (Host), & Doe, C.",
        ),
        (
            {"author": "Roe, Ann and others", "authortype": "producer"},
            "Roe, A., et al. (Producers).",
            "Roe, A., et al. (Producenten).",
        ),
        ({"authortype": "Bell ringer"}, "Roe, A. (Bell ringer).", "Roe, A. (Bell ringer)."),
        ({"author": "", "editor": "Poe, Bo"}, "Poe, B. (Ed.).", "Poe, B. (Red.)."),
        (
            {"author": "", "editor": "Poe, Bo and Doe, Cy"},
            "Poe, B., & Doe, C. (Eds.).",
            "Poe, B., & Doe, C. (Red.).",
        ),
        (
            {"author": "", "editor": "Poe, Bo", "translator": "Poe, Bo"},
            "Poe, B. (Ed. & Trans.).",
            "Poe, B. (Red. & Vert.).",
        ),
        (
            {"author": "", "editor": "Poe, Bo", "editortype": "compiler"},
            "Poe, B. (Comp.).",
            "Poe, B. (Samenst.).",
        ),
        (
            {"author": "", "editora": "Poe, Bo and Doe, Cy", "editoratype": "typechair"},
            "Poe, B., & Doe, C. (Chairs).",
            "Poe, B., & Doe, C. (Voorzitters).",
        ),
        (
            {"author": "", "execproducer": "Poe, Bo"},
            "Poe, B. (Executive Producer).",
            "Poe, B. (Uitvoerend producent).",
        ),
    ],
)
def test_roles(fields: dict[str, str], english: str, dutch: str):
    fields = {"author": "Roe, Ann"} | fields
    assert author("video", **fields) == english
    assert author("video", DUTCH, **fields) == dutch


def test_a_patent_is_its_holders_where_no_inventor_is_named():
    assert author("patent", holder="{Hands Inc.}") == "Hands Inc."
    assert author("patent", holder="{Hands Inc.}", author="Roe, Ann") == "Roe, A."


def test_the_producers_of_a_series_are_not_the_authors_of_its_episode():
    shown = author("video", title="One", booktitle="All", editor="Poe, Bo", editortype="producer")
    assert shown.startswith("One")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"author__username": '1="@roe"'}, "Roe, A. [@roe]."),
        ({"nameaddon": "@roe"}, "Roe, A. [@roe]."),
        ({"nameaddon": "[u/roe]"}, "Roe, A. [u/roe]."),
        ({"author": "{Hands}", "nameaddon": r"@our\_hands"}, "Hands [@our_hands]."),
        (
            {"author": "Roe, Ann and Poe, Bo", "author__username": '2="@poe"'},
            "Roe, A., & Poe, B. [@poe].",
        ),
        ({"author__username": '1="@roe"', "authortype": "host"}, "Roe, A. [@roe] (Host)."),
    ],
)
def test_user_names(fields: dict[str, str], shown: str):
    assert author("online", **({"author": "Roe, Ann"} | fields)) == shown


@pytest.mark.parametrize(
    ("role", "count", "words", "short"),
    [
        ("narrator", 1, "Narrator", "Narr."),
        ("director", 2, "Directors", "Dirs."),
        ("Executive producers", 1, "Executive Producer", "Executive Producer"),
        ("Ed.", 2, "Eds.", "Eds."),
        ("translator, editor", 1, "Ed. & Trans.", "Ed. & Trans."),
        ("typevolseries", 1, "Series & Vol. Ed.", "Series & Vol. Ed."),
        ("Voice of the tree", 2, "Voice of the tree", "Voice of the tree"),
    ],
)
def test_words_for_roles(role: str, count: int, words: str, short: str):
    locale = Locale()
    assert role_words(role, count, locale) == words
    assert role_words(role, count, locale, short=True) == short


def test_an_annotation_without_a_name_is_a_role():
    assert author("audio", author="Roe, Ann", **{"author+an": "1=host"}) == "Roe, A. (Host)."


def test_the_role_of_each_name():
    fields = {"author": "Roe, A. and Poe, B.", "author+an:role": "2=host", "authortype": "guest"}
    assert roles_of(Work("k", "audio", fields), "author") == ["guest", "host"]
    assert roles_of(Work("k", "audio", {}), "author") == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1=director,writer", {1: ("director", "writer")}),
        ('1="Guest Expert";2=host', {1: ("Guest Expert",), 2: ("host",)}),
        ('2 = "a; b, c" ; 1 = host;', {2: ("a; b, c",), 1: ("host",)}),
        ("=execproducers", {WHOLE: ("execproducers",)}),
        ("1:family=host", {1: ("host",)}),
    ],
)
def test_annotations(value: str, said: dict[int, tuple[str, ...]]):
    assert said_of(value) == said
    assert is_annotation(value)


@pytest.mark.parametrize("value", ["", "director", "one=director"])
def test_what_is_no_annotation(value: str):
    assert not is_annotation(value)


def test_one_reading_of_a_name_in_the_list_and_in_the_text():
    from apabib.bibtex.parse import parse

    source = "@book{k, author = {Paul 't Hart and JA Coan}, title = {T}, year = 2001}"
    book = References(works_of(parse(source).entries))
    assert book.reference_text("k").startswith("’t Hart, P., & Coan, J. A. (2001).")
    assert book.label("k") == "’t Hart & Coan, 2001"
