"""Our APA 7 against citeproc-js with the official apa.csl (goldens/apa7/README.md)."""

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from apabib.apa7.format import Cite, Locale, References, Span, works_of
from apabib.bibtex.parse import read
from apabib.i18n import translator

GOLDENS = Path(__file__).parent / "goldens" / "apa7"

# 9.8: the comma before "&" belongs to inverted names; two groups have none.
TWO = "Society of Hands &amp; Society of Feet. (2012). <i>Limbs</i>. Bond Press."

# What we print instead, and why. Sections are of the Publication Manual, 7th edition.
REFERENCES = {
    "en": {
        # 9.29: a publisher who is also the author is not repeated.
        "organization-publisher": "American Tree Association. (2013). <i>Manual of trees</i> "
        "(5th ed.).",
        "report-by-institution": "Bureau of Ties. (2018). <i>Ties today</i>. https://example.org/ties",
        # 9.38: the translated title is not italic. CSL has no field for it; the markup is ours.
        "foreign-book": "Guave, G. (2013). <i>De vertaalde handdruk</i> [The translated handshake] "
        "(H. Hulst &amp; I. Iep, Trans.). Uitgeverij Hand.",
        "two-organizations": TWO,
    },
    "nl": {
        "organization-publisher": "American Tree Association. (2013). <i>Manual of trees</i> "
        "(5e druk).",
        "report-by-institution": "Bureau of Ties. (2018). <i>Ties today</i>. https://example.org/ties",
        "two-organizations": TWO,
        # A particle has a capital where no name goes before it (Tilburg, HAN, Scribbr).
        "particle": "Van Maple, M., &amp; De Oak, O. (2013). Particles in names. "
        "<i>Names</i>, <i>1</i>, 1–2.",
        # 9.38 translates titles for readers who do not read the language: not these in Dutch.
        "foreign": "Linde, L. (2012). Over nabijheid: Een verkenning. "
        "<i>Tijdschrift voor Nabijheid</i>, <i>8</i>(4), 12–19.",
        "foreign-book": "Guave, G. (2013). <i>De vertaalde handdruk</i> "
        "(H. Hulst &amp; I. Iep, Vert.). Uitgeverij Hand.",
        "foreign-chapter": "Distel, D. (1997). Een hoofdstuk. In E. Esdoorn (Red.), "
        "<i>Handboek</i> (pp. 31–40). Uitgeverij Hand.",
        # Descriptions in APA's own words are translated; apa.csl has no Dutch for them.
        "data-set": "Fern, F. (2020). <i>Hands measured</i> [Dataset]. Archive of Hands. "
        "https://doi.org/10.1000/data.hands",
        "report-with-number": "Institute for Bonds. (2017). <i>Bonds in the Netherlands</i> "
        "(Rapport Nr. 12). Ministry of Bonds. https://example.org/bonds.pdf",
        # The description is a field of ours, stored in one language; CSL builds half of it.
        "review": "Kapok, K. (2011). On rooms [Review of the book <i>The warm room</i>, by L. "
        "Larch]. <i>Review of Reviews</i>, <i>30</i>(1), 99–101.",
    },
}

CITATIONS = {
    "en": {
        # 8.17: "and" in running text. CSL's composite citations cannot tell it from "&".
        "Birch & Cedar (2002)": "Birch and Cedar (2002)",
        "A. Rowan & Sorrel (2008)": "A. Rowan and Sorrel (2008)",
        "Balsa & Catalpa (2008)": "Balsa and Catalpa (2008)",
        # 8.18: "et al." is plural, so it cannot stand for one last author.
        "(Sequoia, Teak, Umbu, et al., 2018; Sequoia, Teak, Willow, et al., 2018)": (
            "(Sequoia, Teak, Umbu, & Vine, 2018; Sequoia, Teak, Willow, & Vine, 2018)"
        ),
        "Sequoia, Teak, Umbu, et al. (2018)": "Sequoia, Teak, Umbu, and Vine (2018)",
        # 8.12: in the order of the list, whatever order they were written in.
        "(Quince, 2010b, 2010a)": "(Quince, 2010a, 2010b)",
        "(Palm, n.d.-b, n.d.-a)": "(Palm, n.d.-a, n.d.-b)",
        # 8.12: the works after "see also" follow the main one.
        "(see also Alder, 2001; Juniper, 2010; Xylia, 1999)": (
            "(Juniper, 2010; see also Alder, 2001; Xylia, 1999)"
        ),
    },
    "nl": {
        "Birch & Cedar (2002)": "Birch en Cedar (2002)",
        "A. Rowan & Sorrel (2008)": "A. Rowan en Sorrel (2008)",
        "Balsa & Catalpa (2008)": "Balsa en Catalpa (2008)",
        "(Sequoia, Teak, Umbu, et al., 2018; Sequoia, Teak, Willow, et al., 2018)": (
            "(Sequoia, Teak, Umbu, & Vine, 2018; Sequoia, Teak, Willow, & Vine, 2018)"
        ),
        "Sequoia, Teak, Umbu, et al. (2018)": "Sequoia, Teak, Umbu en Vine (2018)",
        "(Quince, 2010b, 2010a)": "(Quince, 2010a, 2010b)",
        "(Palm, z.d.-b, z.d.-a)": "(Palm, z.d.-a, z.d.-b)",
        "(see also Alder, 2001; Juniper, 2010; Xylia, 1999)": (
            "(Juniper, 2010; zie ook Alder, 2001; Xylia, 1999)"
        ),
        # As in the list.
        "(van Maple & de Oak, 2013)": "(Van Maple & De Oak, 2013)",
        # The oracle is given "see " as a fixed prefix; ours is a word of the catalog.
        "(see Alder, 2001, p. 12)": "(zie Alder, 2001, p. 12)",
    },
}

# Words of CSL's Dutch locale that we do not follow.
DUTCH = [
    (r"(?<=\d)-(?=\d)", "–"),  # nl-NL lacks the en dash of ranges (its "page-range-delimiter")
    (r"(\d)de dr\.", r"\1e druk"),  # the Dutch APA guide: "2e druk"
    (r"Original work published", "Oorspronkelijk werk gepubliceerd"),  # nl-NL: not translated
    (r"Article e", "Artikel e"),  # nl-NL: not translated
    (r"\bc\. (?=\d)", "ca. "),  # the word in CSL's Dutch locale is English
    (r"Geraadpleegd 3", "Geraadpleegd op 3"),  # the preposition is missing
    (r"Report No\.", "Report Nr."),  # nl-NL: not translated
    (r"Doctoral dissertation", "Proefschrift"),  # data for CSL, a word of ours
    (r"Master’s thesis", "Masterscriptie"),
    (r"2015, juni 3", "2015, 3 juni"),  # apa.csl prints month and day in English order
]


@pytest.fixture(scope="module")
def books() -> dict[str, References]:
    works = works_of(read(GOLDENS / "entries.bib").entries)
    return {"en": References(works), "nl": References(works, Locale("nl", translator("nl")))}


def markup(spans: Iterable[Span]) -> str:
    text = "".join(
        f"<i>{html.escape(span.text, quote=False)}</i>"
        if span.italic
        else html.escape(span.text, quote=False)
        for span in spans
    )
    return text.replace("\N{NO-BREAK SPACE}", " ")


def golden(name: str) -> dict | list:
    return json.loads((GOLDENS / name).read_text(encoding="utf-8"))


def oracle(text: str, language: str) -> str:
    text = re.sub(r"&#(\d+);", lambda found: html.escape(chr(int(found[1])), quote=False), text)
    if language == "nl":
        head, link, address = text.partition(" https://")
        for pattern, ours in DUTCH:
            head = re.sub(pattern, ours, head)
        text = head + link + address
    return text


def test_many_kinds_are_compared():
    entries = golden("references.en.json")
    assert len(entries) >= 50
    assert entries.keys() == golden("references.nl.json").keys()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_references(books, language):
    theirs = {
        key: oracle(text, language) for key, text in golden(f"references.{language}.json").items()
    }
    unlike = {key for key, text in theirs.items() if markup(books[language].reference(key)) != text}
    assert unlike == REFERENCES[language].keys()  # no accepted difference that is none
    ours = {key: markup(books[language].reference(key)) for key in theirs}
    assert ours == theirs | REFERENCES[language]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_order(books, language):
    theirs = [
        key
        for key in golden(f"references.{language}.json")
        # 9.49: titles are sorted without A, An, The; apa.csl counts them.
        if not key.startswith("no-author")
    ]
    ours = [key for key in books[language].rank if not key.startswith("no-author")]
    assert ours == theirs


def test_titles_sort_without_their_article(books):
    order = list(books["en"].rank)
    before_anonymous, after_anonymous = "diacritics", "edited-book"  # Ångström, Balsa
    assert order.index(before_anonymous) + 1 == order.index("no-author-book")
    assert order.index("no-author-book") + 1 == order.index(after_anonymous)
    assert order.index("no-author-article") + 1 == order.index("organization-author")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_citations(books, language):
    expected = [
        html.unescape(oracle(text, language)) for text in golden(f"citations.{language}.json")
    ]
    assert CITATIONS[language].keys() <= set(expected)
    printed = [
        html.unescape(
            markup(
                span
                for piece in books[language].citation(
                    cluster["role"], [cite(item) for item in cluster["cites"]]
                )
                for span in piece.spans
            )
        )
        for cluster in golden("citations.json")
    ]
    assert printed == [CITATIONS[language].get(text, text) for text in expected]


def cite(item: dict[str, str]) -> Cite:
    labels = {"page": "p. ", "chapter": "chapter "}
    after = labels[item["label"]] + item["locator"] if "label" in item else ""
    return Cite(item["id"], item.get("prefix", "").strip(), after)
