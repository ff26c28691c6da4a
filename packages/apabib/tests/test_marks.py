"""No field is lost: a mark in each field of each type is printed, or the model says that it is not.

A mark is a word or a number that stands nowhere else. It is looked for in the reference and in the
citations of the work, in company that the field needs: a ``booksubtitle`` has its ``booktitle``, an
``urldate`` a page without a date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from apabib.apa7.format import Cite, References, text_of, works_of
from apabib.bibtex import model
from apabib.bibtex.model import Kind, Place
from apabib.bibtex.parse import parse

#: What an entry of each type has besides an author, a year, and a title.
BASES = {
    "article": {"journaltitle": "Hands"},
    "periodical": {"journaltitle": "Hands"},
    "inbook": {"booktitle": "Whole"},
    "incollection": {"booktitle": "Whole"},
    "inproceedings": {"booktitle": "Whole"},
    "presentation": {"eventtitle": "Congress"},
    "online": {"url": "https://example.org/a"},
    "constitution": {"title": "", "source": "us", "type": "constitution"},
}
_EVENT = {"eventtitle": "Congress"}
_OTHER = "@book{other, author = {Poe, Bo}, title = {Other}, year = 1999, publisher = {Press}}\n"
#: Company in which a field is printed, besides none; "" takes a field of the base away.
COMPANY: dict[str, list[dict[str, str]]] = {
    "editor": [{"author": ""}, {"eventtitle": "", "booktitle": "Whole"}],
    "editortype": [{"author": "", "editor": "Coe, C."},
                   {"editor": "Coe, C.", "booktitle": "Whole"}],
    "editoratype": [{"author": "", "editora": "Coe, C."},
                    {"editora": "Coe, C."}, {"editora": "Coe, C.", "booktitle": "Whole"}],
    "editorbtype": [{"author": "", "editorb": "Coe, C."},
                    {"editorb": "Coe, C."}, {"editorb": "Coe, C.", "booktitle": "Whole"}],
    "editorctype": [{"author": "", "editorc": "Coe, C."},
                    {"editorc": "Coe, C."}, {"editorc": "Coe, C.", "booktitle": "Whole"}],
    "editorb": [{"author": ""}],
    "editorc": [{"author": ""}],
    "editora": [{"booktitle": "Whole"}, {"author": ""}],
    "shorteditor": [{"author": "", "editor": "{Group of People}"}],
    "shortauthor": [{"author": "{Group of People}"}],
    "execproducer": [{"author": ""}, {"booktitle": "Whole"}],
    "execdirector": [{"author": ""}, {"booktitle": "Whole"}],
    "narrator": [{"author": ""}],
    "holder": [{"author": ""}],
    "titleaddon": [{"title": ""}],
    "type": [{"title": ""}, {"title": "", "source": "us", "number": "3"}],
    "source": [{"title": "", "type": "report", "number": "3"}, {"type": "report", "number": "3"}],
    "entrysubtype": [{"title": ""}],
    "titletranslation": [{"langid": "dutch"}],
    "origtitle": [{"langid": "dutch"}],
    "shorttitle": [{"author": ""}],
    "booksubtitle": [{"booktitle": "Whole"}],
    "booktitleaddon": [{"booktitle": "Whole"}],
    "maintitle": [{"volume": "3"}, {"booktitle": "Whole"}],
    "mainsubtitle": [{"maintitle": "Main"}],
    "maintitleaddon": [{"maintitle": "Main"}],
    "journalsubtitle": [{"journaltitle": "Hands"}],
    "journaltitleaddon": [{"journaltitle": "Hands"}],
    "issuesubtitle": [{"issuetitle": "Spring"}],
    "periodical.issuesubtitle": [{"issuetitle": "Spring", "journaltitle": ""}],
    "issuetitleaddon": [{"issuetitle": "Spring"}],
    "issuetitle": [{"title": ""}],
    "journal": [{"journaltitle": ""}],
    "day": [{"month": "3"}],
    "article.month": [{"entrysubtype": "magazine"}],
    "article.day": [{"entrysubtype": "magazine", "month": "3"}],
    "report.month": [{"type": "Press release"}],
    "report.day": [{"type": "Press release", "month": "3"}],
    "unpublished.month": [_EVENT],
    "unpublished.day": [_EVENT | {"month": "3"}],
    "inproceedings.month": [_EVENT | {"booktitle": ""}],
    "inproceedings.day": [_EVENT | {"booktitle": "", "month": "3"}],
    "eventdate": [_EVENT, _EVENT | {"year": ""}],
    "eventtitleaddon": [_EVENT],
    "venue": [_EVENT, {"institution": "School"}],
    "volume": [{"maintitle": "Main"}, {"journaltitle": "Hands"}],
    "volumes": [{"maintitle": "Main"}],
    "number": [{"volume": "3"}, {"type": "Brief"}, {"series": "Series"},
               {"volume": "3", "journaltitle": "Hands"}],
    "issue": [{"volume": "3"}],
    "series": [{"number": "3"}, {"volume": "3"}],
    "constitution.subtitle": [{"title": "Charter"}],
    "constitution.titleaddon": [{"title": "Charter"}],
    "constitution.titletranslation": [{"title": "Charter", "langid": "dutch"}],
    "constitution.origtitle": [{"title": "Charter", "langid": "dutch"}],
    "part": [{"title": "", "source": "us", "type": "charter", "article": "1"}, {"volume": "3"}],
    "article": [{"title": ""}],
    "section": [{"title": ""}, {"article": "1"}],
    "amendment": [{"title": ""}],
    "eprinttype": [{"eprint": "ED12345"}],
    "archiveprefix": [{"eprint": "2001.01234"}],
    "eprintclass": [{"eprint": "2001.01234", "eprinttype": "arxiv"}],
    "primaryclass": [{"eprint": "2001.01234", "eprinttype": "arxiv"}],
    "eprint": [{"eprinttype": "ERIC"}],
    "urldate": [{"url": "https://example.org/a", "year": ""}],
    "urldescription": [{"url": "https://example.org/a"}],
    "pubstate": [{"year": ""}],
    "related": [{"relatedtype": each} for each in ("reprintfrom", "reviewof")],
    "relatedstring": [
        {"related": "other", "relatedtype": each} for each in ("reprintfrom", "reviewof")
    ],
    "location": [{"publisher": "Press"}, {"eventtitle": "Congress"}, {"citation": "1 U.S. 1"}],
    "origlocation": [{"origdate": "1850", "origpublisher": "Press"}],
    "origpublisher": [{"origdate": "1850"}],
    "organization": [{"citation": "1 U.S. 1"}],
    **{
        f"{name}+an:role": [{"author": "", name: "Coe, C."}, {name: "Coe, C."}]
        for name in ("editor", "editora", "editorb", "execproducer", "holder", "translator")
    },
    "editor+an:username": [{"author": "", "editor": "Coe, C."}],
    "citation+an:citeorg": [{"citation": "1 U.S. 1"}],
    "citation+an:citedate": [{"citation": "1 U.S. 1"}],
}  # fmt: skip

#: Values of fields in which any word would mean nothing, each with what is looked for.
_VALUES = {
    "pubstate": ("inpress", "in press"),
    "month": ("5", "May"),
    "day": ("29", "29"),
    "eprint": ("ED8347", "8347"),
    "doi": ("10.5555/qumar", "qumar"),
    "url": ("https://example.org/qumar", "qumar"),
    "related": ("marked", "Qumar"),
    "urldate": ("1783-05-06", "1783"),
}
_OF_KIND = {
    Kind.NAMES: ("Qumar, Z.", "Qumar"),
    Kind.NUMBERS: ("8347", "8347"),
    Kind.DATE: ("1783", "1783"),
    Kind.DATE_PART: ("1783", "1783"),
    Kind.EXACT: ("10.5555/qumar", "qumar"),
}
_MARKED = "@book{marked, author = {Poe, Bo}, title = {Qumar}, year = 1998, publisher = {Press}}\n"


def mark(kind: str, field: str) -> tuple[str, str]:
    """A value for a field, and what of it is looked for."""
    if (kind, field) == ("article", "howpublished"):
        return "Advance online publication", "Advance online publication"
    if "+an" in field:
        return '1="qumar"', "qumar"
    return _VALUES.get(field) or _OF_KIND.get(model.KINDS[field], ("Qumar", "qumar"))


def references_of(kind: str, fields: Mapping[str, str]) -> References:
    """An entry called x, among others."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return References(works_of(parse(f"@{kind}{{x,\n{lines}}}\n{_OTHER}{_MARKED}").entries))


def printed(kind: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The reference of an entry, and all that stands in a text which cites it."""
    return _printed(kind, tuple(fields.items()))


@cache  # several tests look at the same entries
def _printed(kind: str, fields: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    references = references_of(kind, dict(fields))
    texts = [
        "".join(text_of(piece.spans) for piece in references.citation(role, [Cite("x")]))
        for role in ("p", "t")
    ]
    return references.reference_text("x"), " ".join(texts)


def tries(kind: str, field: str) -> Iterator[dict[str, str]]:
    """Entries of a type with a mark in a field."""
    base = base_of(kind)
    value, _sought = mark(kind, field)
    for company in [
        {},
        *COMPANY.get(field, []),
        *COMPANY.get(f"{model.base_type(kind)}.{field}", []),
    ]:
        fields = {**base, **company, field: value}
        if other := {"date": "year", "journal": "journaltitle"}.get(field):
            fields.pop(other, None)
        yield fields


def base_of(kind: str) -> dict[str, str]:
    """An entry that has what its type needs."""
    base = {"author": "Roe, Ann", "year": "2001", "title": "Title"}
    return base | BASES.get(model.base_type(kind), {})


def found(kind: str, field: str) -> str:
    """Where a mark is printed: in the ``list``, in the ``text`` only, or nowhere ("")."""
    sought = mark(kind, field)[1].casefold()
    references, citations = zip(
        *(printed(kind, fields) for fields in tries(kind, field)), strict=True
    )
    if any(sought in each.casefold() for each in references):
        return "list"
    return "text" if any(sought in each.casefold() for each in citations) else ""


#: Types with a row of their own: the others are these under another name.
KINDS = sorted(kind for kind in model.HOUSE_TYPES if model.base_type(kind) == kind)
#: Fields that name entries: a mark would name none.
_NAMING = frozenset({"crossref", "xref", "xdata", "ids", "entryset"})
FIELDS = sorted(
    model.KNOWN - _NAMING
    | {name for name in COMPANY if "+an:" in name}
    | {"author+an:role", "author+an:username", "author+an:mood"}
)
_UNSEEN = frozenset({Place.ORDER, Place.CONDITION})


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_says_where_each_field_is_printed(kind: str):
    wrong = {}
    for field in FIELDS:
        place = model.place(kind, field)
        said = {Place.NOWHERE: "", Place.TEXT: "text"}.get(place, "list")
        if place not in _UNSEEN and (seen := found(kind, field)) != said:
            wrong[field] = f"said: {place.name}, seen: {seen or 'nowhere'}"
    assert wrong == {}


@pytest.mark.parametrize("alias", sorted(model.HOUSE_TYPES - set(KINDS)))
def test_a_type_by_another_name_prints_the_same_fields(alias: str):
    assert model.places(alias) is model.places(model.base_type(alias))
    lost = [
        field
        for field, place in model.places(alias).items()
        if place not in _UNSEEN | {Place.TEXT} and found(alias, field) != "list"
    ]
    assert lost == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_puts_another_out(kind: str):
    """What an entry needs is printed beside every other field, unless that says the same."""
    silenced = []
    for field in FIELDS:
        company = [*tries(kind, field)]
        sought = mark(kind, field)[1].casefold()
        seen = [each for each in company if sought in printed(kind, each)[0].casefold()]
        fields = (seen or company)[0]
        kept = {name: value for name, value in base_of(kind).items() if fields.get(name) == value}
        before = printed(kind, kept)[0]
        after = printed(kind, fields)[0]
        silenced += [
            (name, field)
            for name, value in kept.items()
            if value in before
            and value not in after
            and field not in _SAY_THE_SAME.get(name, set())
        ]
    assert silenced == []


#: A link goes where its DOI leads; the date of an event or a judgment is that of the work.
_SAY_THE_SAME = {"url": {"doi"}, "year": {"date", "eventdate", "citation+an:citedate"}}


@pytest.mark.parametrize(
    ("field", "value"),
    [("presort", "zz"), ("sortkey", "Zzz"), ("sortname", "Zzz, Z."), ("sorttitle", "Zzz")],
)
def test_what_sorts(field: str, value: str):
    entry = "@book{%s, author = {Roe, Ann}, title = {%s}, year = 2000, %s}\n"
    source = entry % ("last", "A", f"{field} = {{{value}}}") + entry % ("first", "B", "")
    assert list(References(works_of(parse(source).entries)).rank) == ["first", "last"]
    assert model.place("book", field) is Place.ORDER


def spans(fields: Mapping[str, str]) -> object:
    """A reference with its italics and its languages."""
    return references_of("book", fields).reference("x")


@pytest.mark.parametrize(
    ("field", "value", "company"),
    [
        ("langid", "dutch", {}),
        ("keywords", "meta", {}),
        ("relatedtype", "reviewof", {"related": "other"}),
    ],
)
def test_what_changes_others(field: str, value: str, company: dict[str, str]):
    fields = {**base_of("book"), **company}
    assert spans(fields) != spans({**fields, field: value})
    assert model.place("book", field) is Place.CONDITION
    assert {
        name for kind in KINDS for name, place in model.places(kind).items()
        if place is Place.CONDITION
    } == {"langid", "keywords", "relatedtype"}  # fmt: skip


def test_every_type_of_work_has_its_fields():
    assert {kind for kind in model.TYPES if not model.is_judged(kind)} == {
        *(f"custom{letter}" for letter in "abcdef"), "bibnote", "nameonly", "set", "xdata",
    }  # fmt: skip
    for kind in KINDS:
        known = model.places(kind).keys() | set().union(
            *(need.fields + need.others for need in model.needs(kind))
        )
        assert known <= model.KNOWN
        assert not known & {"crossref", "xdata", "entryset"}
    assert set(model.ORDER) <= model.KNOWN
    assert len(set(model.ORDER)) == len(model.ORDER)
