"""APA 7 rules that no CSL processor can judge, one by one."""

import subprocess
import sys
from pathlib import Path

import pytest

from apabib.apa7.address import free_copy
from apabib.apa7.disambiguate import letters
from apabib.apa7.format import Cite, Locale, References, Work, text_of
from apabib.apa7.markup import Span, doi_address, marked, web_address
from apabib.apa7.people import inverted, may_be, natural
from apabib.text import latex
from apabib.text.case import title_case
from apabib.text.names import parse_name

NBSP = "\N{NO-BREAK SPACE}"


def article(key: str, author: str = "Roe, Ann", year: str = "2001", **fields: str) -> Work:
    base = {"author": author, "title": "On hands", "journal": "Hands", "year": year}
    return Work(key, "article", {name: value for name, value in (base | fields).items() if value})


def book(key: str, **fields: str) -> Work:
    base = {"author": "Roe, Ann", "title": "Hands", "year": "2001", "publisher": "Press"}
    return Work(key, "book", {name: value for name, value in (base | fields).items() if value})


def cited(entries: list[Work], role: str, *keys: str | Cite) -> str:
    cites = [Cite(key) if isinstance(key, str) else key for key in keys]
    pieces = References(entries).citation(role, cites)
    return text_of(span for piece in pieces for span in piece.spans)


# -- A copy that everybody may read ---------------------------------------------


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"doi": "10.1/x", "pmcid": "PMC12"}, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12"),
        ({"doi": "10.1/x", "pmcid": "12"}, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12"),
        ({"doi": "10.1/x", "pmcid": "soon"}, ""),
        (
            {"doi": "10.1/x", "eprint": "2001.01234", "eprinttype": "arxiv"},
            "https://arxiv.org/abs/2001.01234",
        ),
        ({"doi": "10.48550/arXiv.2001.01234", "eprint": "2001.01234"}, ""),
        ({"eprint": "2001.01234", "eprinttype": "arxiv"}, ""),
        ({"doi": "10.1/x", "eprint": "1234", "eprinttype": "jstor"}, ""),
        ({"doi": "10.1/x", "url": "https://example.org/x"}, ""),
        ({"doi": "10.1/x"}, ""),
        ({}, ""),
    ],
)
def test_free_copy_is_where_no_wall_is_and_where_the_reference_does_not_lead(fields, address):
    assert free_copy(article("roe", **fields)) == address


# -- Names ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "in_list", "in_element"),
    [
        ("Coan, James A.", "Coan, J. A.", "J. A. Coan"),
        ("James A. Coan", "Coan, J. A.", "J. A. Coan"),
        ("van IJzendoorn, Marinus H.", "van IJzendoorn, M. H.", "M. H. van IJzendoorn"),
        ("Marinus H. van IJzendoorn", "van IJzendoorn, M. H.", "M. H. van IJzendoorn"),
        ("King, Jr., Martin Luther", "King, M. L., Jr.", "M. L. King Jr."),
        ("Sartre, Jean-Paul", "Sartre, J.-P.", "J.-P. Sartre"),
        ("Roe, J.A.", "Roe, J. A.", "J. A. Roe"),
        (
            "{National Institute of Health}",
            "National Institute of Health",
            "National Institute of Health",
        ),
        ("{Barnes and Noble}", "Barnes and Noble", "Barnes and Noble"),
        ("{\\'E}mile Zola", "Zola, É.", "É. Zola"),
        ("Plato", "Plato", "Plato"),
    ],
)
def test_names(written, in_list, in_element):
    name = parse_name(written)
    assert (inverted(name), natural(name)) == (in_list, in_element)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Coan, James A.", "Coan, J.", True),
        ("Coan, James", "Coan, James Arthur", True),
        ("Ainsworth, Mary D. Salter", "Ainsworth, M. D. S.", True),
        ("Johnson, Sue", "Johnson, Susan M.", True),
        ("Coan, James", "Coan, John", False),
        ("Coan, James A.", "Coan, James B.", False),
        ("King, Jr., Martin", "King, Martin", False),
    ],
)
def test_the_same_person_written_twice(one, other, same):
    assert may_be(parse_name(one), parse_name(other)) is same


# -- Telling works apart -------------------------------------------------------


def test_one_person_written_twice_needs_no_initials():
    entries = [article("a", "Coan, James A.", "2001"), article("b", "Coan, J.", "2002")]
    assert cited(entries, "p", "a", "b") == "(Coan, 2001, 2002)"


def test_initials_only_for_first_authors():
    entries = [article("a", "Roe, Ann and Coan, James"), article("b", "Poe, Bo and Coan, Kim")]
    assert cited(entries, "p", "a", "b") == "(Poe & Coan, 2001; Roe & Coan, 2001)"


def test_given_names_where_initials_are_alike():
    entries = [article("a", "Coan, James"), article("b", "Coan, John")]
    assert cited(entries, "p", "a", "b") == "(James Coan, 2001; John Coan, 2001)"


def test_suffixes_follow_the_date_then_the_title():
    entries = [
        article("c", title="The banana"),
        article("a", title="A cherry"),
        article("b", title="Apple"),
        Work("d", "online", {"author": "Roe, Ann", "title": "Aardvark", "date": "2001-02-01"}),
    ]
    labels = [References(entries).label(key) for key in "bcad"]
    assert labels == ["Roe, 2001a", "Roe, 2001b", "Roe, 2001c", "Roe, 2001d"]


def test_suffixes_go_on_after_z():
    assert [letters(place) for place in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


def test_one_suffix_for_one_person_written_twice():
    entries = [article("a", "Coan, James A.", title="One"), article("b", "Coan, J.", title="Two")]
    assert cited(entries, "p", "a", "b") == "(Coan, 2001a, 2001b)"


def test_suffix_of_words_for_a_date():
    entries = [
        article("a", title="One", year="in press"),
        article("b", title="Two", year="in press"),
    ]
    assert cited(entries, "p", "a", "b") == "(Roe, in press-a, in press-b)"


def test_nothing_is_written_into_the_fields():
    entries = [article("a", title="One"), article("b", title="Two")]
    before = [dict(entry.fields) for entry in entries]
    References(entries).reference("a")
    assert [dict(entry.fields) for entry in entries] == before


# -- In the text ---------------------------------------------------------------

ROLES = {
    "p": "(Roe et al., 2001)",
    "ps": "(Roe, Poe, & Doe, 2001)",
    "t": "Roe et al. (2001)",
    "ts": "Roe, Poe, and Doe (2001)",
    "ct": "Roe et al. (2001)",
    "cts": "Roe, Poe, and Doe (2001)",
    "alp": "Roe et al., 2001",
    "alps": "Roe, Poe, & Doe, 2001",
    "label": "Roe et al., 2001",
    "labelpar": "(Roe et al., 2001)",
    "year": "2001",
    "yearpar": "(2001)",
    "author": "Roe et al.",
    "authors": "Roe, Poe, and Doe",
    "authorpar": "(Roe et al.)",
    "authorpars": "(Roe, Poe, & Doe)",
    "cauthor": "Roe et al.",
    "cauthors": "Roe, Poe, and Doe",
    "empty": "",
}


@pytest.mark.parametrize(("role", "printed"), ROLES.items())
def test_every_role(role, printed):
    assert cited([article("a", "Roe, Ann and Poe, Bo and Doe, Cy")], role, "a") == printed


def test_every_role_of_sphinxcontrib_bibtex_is_known():
    from sphinxcontrib.bibtex.domain import BibtexDomain

    assert set(BibtexDomain._role_names) == ROLES.keys()


def test_a_sentence_starts_with_a_capital():
    entries = [article("a", "van Roe, Ann")]
    assert cited(entries, "ct", "a") == "Van Roe (2001)"
    assert cited(entries, "t", "a") == "van Roe (2001)"


def test_a_sentence_starts_with_a_capital_whatever_its_first_word():
    entries = [article("a", "van Ape, Ann"), article("b", "Bee, Bo")]
    assert cited(entries, "ct", "b", "a") == "Bee (2001) and van Ape (2001)"
    assert cited(entries, "cauthor", "a") == "Van Ape"
    entries = [article("a", "van Ape, Ann"), article("b", "van Bee, Bo")]
    assert cited(entries, "ct", "a", "b") == "Van Ape (2001) and van Bee (2001)"
    wordy = {"{first} and {last}": "both {first} and {last}"}
    book = References(entries, Locale("en", lambda word: wordy.get(word, word)))
    pieces = book.citation("ct", [Cite("a"), Cite("b")])
    assert [text_of(piece.spans) for piece in pieces] == [
        "Both ", "van Ape (2001)", " and ", "van Bee (2001)",
    ]  # fmt: skip


def test_a_work_that_stands_twice_in_its_brackets_is_cited_once():
    assert cited([article("a")], "p", "a", "a") == "(Roe, 2001)"
    assert cited([article("a"), article("b", "Poe, Bo")], "t", "a", "b", "a") == (
        "Poe (2001) and Roe (2001)"
    )
    noted = Cite("a", after="p. 3")
    assert cited([article("a")], "p", "a", noted) == f"(Roe, 2001, 2001, p.{NBSP}3)"
    assert cited([article("a")], "p", "a", Cite("a", before="see")) == "(Roe, 2001; see Roe, 2001)"


def test_several_works_in_running_text():
    entries = [article("a", "Ape, A"), article("b", "Bee, B"), article("c", "Cat, C")]
    assert cited(entries, "t", "b", "a") == "Ape (2001) and Bee (2001)"
    assert cited(entries, "t", "c", "b", "a") == "Ape (2001), Bee (2001), and Cat (2001)"


def test_years_of_one_author_stand_together():
    entries = [article("a", year="1969"), article("b", year="1973"), article("c", "Poe, Bo")]
    assert cited(entries, "p", "b", "c", "a") == "(Poe, 2001; Roe, 1969, 1973)"
    assert cited(entries, "t", "b", "a") == "Roe (1969, 1973)"


def test_a_locator_is_never_read_with_another_year():
    entries = [article("a", year="1969"), article("b", year="1973")]
    first, second = Cite("a", after="p. 5"), Cite("b", after="p. 6")
    assert cited(entries, "p", first, "b") == f"(Roe, 1969, p.{NBSP}5; Roe, 1973)"
    assert cited(entries, "p", "a", second) == f"(Roe, 1969, 1973, p.{NBSP}6)"


def test_years_of_one_person_written_twice_stand_in_order_unless_a_note_would_move():
    entries = [article("a", "Coan, James A.", "2001"), article("b", "Coan, J.", "2002")]
    assert cited(entries, "p", "b", "a") == "(Coan, 2001, 2002)"
    noted = Cite("a", after="p. 5")
    assert cited(entries, "p", "b", noted) == f"(Coan, 2002, 2001, p.{NBSP}5)"
    assert cited(entries, "p", Cite("b", before="see"), "a") == "(see Coan, 2002, 2001)"


def test_words_before_stay_in_front_of_their_row():
    entries = [article("a", "Ape, A"), article("b", "Bee, B"), article("c", "Cat, C")]
    assert cited(entries, "p", Cite("b", before="see"), "a") == "(see Ape, 2001; Bee, 2001)"
    printed = "(Bee, 2001; see also Ape, 2001; Cat, 2001)"
    assert cited(entries, "p", "b", Cite("c", before="see also"), "a") == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("p. 12", f"p.{NBSP}12"),
        ("p. 12-15", f"pp.{NBSP}12–15"),
        ("pp. 12--15", f"pp.{NBSP}12–15"),
        ("pp. 12, 15", f"pp.{NBSP}12, 15"),
        ("chapter 3", "Chapter 3"),
        ("chap. 3", "Chapter 3"),
        ("para. 4", "para. 4"),
        ("Table 2", "Table 2"),
        ("fig. 1", "Figure 1"),
        ("their second study", "their second study"),
    ],
)
def test_locators(written, printed):
    assert cited([article("a")], "p", Cite("a", after=written)) == f"(Roe, 2001, {printed})"


@pytest.mark.parametrize(
    ("role", "printed"),
    [
        ("year", "2001, p.\u00a03; see 1999"),
        ("yearpar", "(2001, p.\u00a03; see 1999)"),
        ("author", "Ape, p.\u00a03; see Bee"),
        ("t", "Ape (2001, p.\u00a03) and see Bee (1999)"),
        ("alp", "Ape, 2001, p.\u00a03; see Bee, 1999"),
    ],
)
def test_notes_stand_in_every_role(role, printed):
    entries = [article("a", "Ape, A"), article("b", "Bee, B", "1999")]
    cites = Cite("a", after="p. 3"), Cite("b", before="see")
    assert cited(entries, role, *cites) == printed


def test_each_work_is_a_link_of_its_own():
    pieces = References([article("a", year="1969"), article("b", year="1973")]).citation(
        "p", [Cite("a", "see"), Cite("b", after="p. 3")]
    )
    assert [(piece.key, text_of(piece.spans)) for piece in pieces] == [
        ("", "("), ("", "see "), ("a", "Roe, 1969"), ("", ", "), ("b", "1973"),
        ("", f", p.{NBSP}3"), ("", ")"),
    ]  # fmt: skip


def test_a_republished_work_shows_both_years():
    assert cited([book("a", origyear="1969", year="1982")], "t", "a") == "Roe (1969/1982)"


@pytest.mark.parametrize(
    ("title", "cased"),
    [
        ("the need to belong: a theory", "The Need to Belong: A Theory"),
        ("Is it true? an answer", "Is It True? An Answer"),
        ("body-oriented work with PTSD", "Body-Oriented Work With PTSD"),
        ("“quoted” words (and more)", "“Quoted” Words (and More)"),
    ],
)
def test_titles_in_running_text(title, cased):
    assert title_case(title) == cased


def test_a_label_shortens_as_a_citation_does():
    assert References([article("a", "Roe, Ann and Poe, Bo and Doe, Cy")]).label("a") == (
        "Roe et al., 2001"
    )


def test_a_short_title_stands_for_a_long_one():
    entry = book("a", author="", title="A very long title indeed", shorttitle="Long title")
    assert cited([entry], "p", "a") == "(Long Title, 2001)"


# -- In the list ---------------------------------------------------------------


def printed(entry: Work, language: str = "en") -> str:
    return References([entry], Locale(language)).reference_text(entry.key)


def test_one_author_comes_before_two_and_short_names_before_long():
    entries = [
        article("d", "Browning, A. R."), article("c", "Brown, J. R. and Ape, A."),
        article("b", "Brown, J. R.", "2005"), article("a", "Brown, J. R.", "1999"),
        article("n", "Brown, J. R.", ""), article("p", "Brown, J. R.", "in press"),
    ]  # fmt: skip
    assert list(References(entries).rank) == ["n", "a", "b", "p", "c", "d"]


def test_works_without_authors_sort_by_their_titles_without_articles():
    titles = {"c": "The", "b": "Bees are alike", "a": "Apes sleep", "d": "The zebra", "s": "Sun"}
    entries = [book(key, title=title, author="") for key, title in titles.items()]
    assert list(References(entries).rank) == ["a", "b", "s", "c", "d"]


def test_a_work_without_authors_leaves_none_out():
    assert [Work("a", kind, {}).others for kind in ("book", "incollection")] == [False, False]
    assert book("a", author="Roe, Ann and others").others
    assert book("a", author="", editor="Roe, Ann and others").others


def test_accents_spaces_and_marks_do_not_sort():
    entries = [
        article("c", "Villafuerte, S."),
        article("b", "Villa-Ante, J."),
        article("a", "Vílla, J."),
        article("d", "van Zee, J."),
    ]
    assert list(References(entries).rank) == ["d", "a", "b", "c"]
    entries = [article("b", "Sahi, R."), article("a", "Sætrevik, B."), article("c", "Strøm, K."),
               article("d", "Stroop, J.")]  # fmt: skip
    assert list(References(entries).rank) == ["a", "b", "c", "d"]


def test_and_others_in_the_list():
    assert printed(article("a", "Roe, Ann and others")).startswith("Roe, A., et al. (2001). ")


EDITORS = ["Ape, A", "Bee, B", "Cat, C", "Dog, D"]


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (1, "A. Ape (Ed.)"),
        (2, "A. Ape & B. Bee (Eds.)"),
        (3, "A. Ape, B. Bee, & C. Cat (Eds.)"),
        (4, "A. Ape, B. Bee, C. Cat, & D. Dog (Eds.)"),
    ],
)
def test_editors_of_the_book_of_a_chapter(count: int, names: str):
    fields = {"author": "Roe, Ann", "title": "On hands", "booktitle": "Hands", "year": "2001"}
    chapter = Work("a", "incollection", fields | {"editor": " and ".join(EDITORS[:count])})
    assert printed(chapter) == f"Roe, A. (2001). On hands. In {names}, Hands."


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (1, "A., A."),
        (2, "A., A., & B., B."),
        (20, ", ".join(f"{chr(65 + n)}., {chr(65 + n)}." for n in range(19)) + ", & T., T."),
        (21, ", ".join(f"{chr(65 + n)}., {chr(65 + n)}." for n in range(19)) + ", … U., U."),
    ],
)
def test_up_to_twenty_authors_are_named(count: int, names: str):
    authors = " and ".join(f"{chr(65 + n)}., {chr(65 + n)}." for n in range(count))
    assert printed(book("a", author=authors)) == f"{names} (2001). Hands. Press."


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("2", "2nd"),
        ("3", "3rd"),
        ("4", "4th"),
        ("11", "11th"),
        ("12", "12th"),
        ("21", "21st"),
        ("22", "22nd"),
        ("113", "113th"),
        ("121", "121st"),
        ("Rev.", "Rev."),
    ],
)
def test_editions(edition, words):
    assert printed(book("a", edition=edition)) == f"Roe, A. (2001). Hands ({words} ed.). Press."


def test_a_first_edition_is_not_named():
    assert printed(book("a", edition="1")) == "Roe, A. (2001). Hands. Press."


def test_report_numbers_take_the_name_of_their_series():
    fields = {
        "author": "Roe, Ann",
        "title": "Hands",
        "year": "2001",
        "number": "7",
        "institution": "Bureau",
    }
    assert printed(Work("a", "report", fields)) == "Roe, A. (2001). Hands (No. 7). Bureau."
    fields["series"] = "Working Paper"
    text = "Roe, A. (2001). Hands (Working Paper No. 7). Bureau."
    assert printed(Work("a", "report", fields)) == text


def test_a_range_of_years():
    assert printed(book("a", year="", date="1990/1995")) == "Roe, A. (1990–1995). Hands. Press."


def test_a_title_may_hold_a_title():
    spans = References([book("a", title=r"On \emph{Hands} again")]).reference("a")
    assert [span.text for span in spans if span.italic] == ["On ", " again"]


def test_foreign_titles_carry_their_language():
    entry = book("a", title="Handen", langid="dutch", titletranslation="Hands")
    spans = References([entry]).reference("a")
    assert [span for span in spans if span.language] == [Span("Handen", True, language="nl")]
    assert text_of(spans) == "Roe, A. (2001). Handen [Hands]. Press."
    flemish = References([entry], Locale("nl_BE")).reference("a")
    assert [span.language for span in flemish if span.language] == []
    english = References([book("a")], Locale("nl")).reference("a")
    assert [span.language for span in english if span.text == "Hands"] == ["en"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"{DNA} f{\"o}r {\'E}mile~Zola", f"DNA för Émile{NBSP}Zola"),
        (r"\'{e}\`a\^{\i}\c{c}\v s\v{S}\r{a}", "éàîçšŠå"),
        (r"Stra{\ss}e, S{\o}ren, \AA rhus, {\L}ukasz", "Straße, Søren, Århus, Łukasz"),
        (r"50\% \& more_or_less 100% #1 $5", "50% & more_or_less 100% #1 $5"),
        ("\\unknown{x} \\", "\\unknownx \\"),
    ],
)
def test_braces_and_accents_of_latex_do_not_print(written, shown):
    assert latex.printed(written) == shown


def test_braces_within_a_title():
    assert marked("a {B} c") == [Span("a B c")]


def test_private_fields_never_print():
    entry = book("a", verified="hand", record="private.example", keywords="private")
    assert "private" not in printed(entry)
    assert "hand" not in printed(entry)


@pytest.mark.parametrize(
    ("langid", "code"),
    [("klingon", "und"), ('"><b>', "und"), ("ngerman", "de"), ("pt-BR", "pt"), ("swe", "sv")],
)
def test_only_codes_of_languages_become_classes(langid, code):
    spans = References([book("a", langid=langid)], Locale("nl")).reference("a")
    assert {span.language for span in spans} == {"", code}


def test_a_language_with_its_country_is_the_language():
    spans = References([book("a", langid="nl-nl")], Locale("nl")).reference("a")
    assert {span.language for span in spans} == {""}


# -- Addresses -----------------------------------------------------------------


@pytest.mark.parametrize(
    "doi", ["10.1/a", "https://doi.org/10.1/a", "http://dx.doi.org/10.1/a", "doi:10.1/a"]
)
def test_dois_however_written(doi):
    spans = References([book("a", doi=doi)]).reference("a")
    assert spans[-1] == Span("https://doi.org/10.1/a", href="https://doi.org/10.1/a")


def test_a_doi_is_readable_and_its_address_is_safe():
    assert doi_address('10.1/<a>#"%') == "https://doi.org/10.1/%3Ca%3E%23%22%25"
    spans = References([book("a", doi="10.1/<a>")]).reference("a")
    assert spans[-1] == Span("https://doi.org/10.1/<a>", href="https://doi.org/10.1/%3Ca%3E")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "www.example.org",
        "data:text/html,x",
        "ftp://example.org",
        " https://x.org\nfoo",
        'https://x.org/"onclick="x',
        "https:x.org",
        "//x.org",
    ],
)
def test_only_the_web_becomes_a_link(url):
    assert web_address(url) == ""
    spans = References([book("a", url=url)]).reference("a")
    assert [span.href for span in spans if span.href] == []


def test_a_web_address_becomes_a_link():
    spans = References([book("a", url="HTTPS://example.org/a?b=c_d#e")]).reference("a")
    assert spans[-1].href == "HTTPS://example.org/a?b=c_d#e"


# -- Independence --------------------------------------------------------------


def test_the_format_needs_no_sphinx():
    script = (
        "import sys; from apabib.apa7.format import References; "
        "print([name for name in ('sphinx', 'docutils', 'pybtex') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    assert done.stdout == "[]\n"


def test_each_of_three_teams_of_a_year_shows_as_many_names_as_it_needs():
    teams = {
        "a": "Roe, Ann and Doe, Bo and Poe, Cy and Zed, Di and Zed, Ed",
        "b": "Roe, Ann and Doe, Bo and Moe, Cy and Zed, Di and Zed, Ed",
        "c": "Roe, Ann and Noe, Bo and Poe, Cy and Zed, Di and Zed, Ed",
    }
    entries = [article(key, author) for key, author in teams.items()]
    assert cited(entries, "p", "a") == "(Roe, Doe, Poe, et al., 2001)"
    assert cited(entries, "p", "b") == "(Roe, Doe, Moe, et al., 2001)"
    assert cited(entries, "p", "c") == "(Roe, Noe, et al., 2001)"
