"""Entries of every type, with any of the model's fields, go out and come back with all of them.

What is expected is what was put in: a mark for each field, looked for in the field of that name,
or in the one that prints it in the same place (``TWINS``).
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from apabib.bibtex import model
from apabib.bibtex.parse import parse
from apabib.export import export, kept_aside
from apabib.intake.formats import read_text
from apabib.text.fold import words

#: Fields that are not for other people's programs, or name other entries.
AT_HOME = words("""
    abstract annotation annote crossref entryset execute file gender hyphenation ids indexsorttitle
    indextitle key keywords label langidopts lista listb listc listd liste listf namea nameb namec
    nameatype namebtype namectype options owner pagination bookpagination pdf presort record read
    relatedoptions timestamp usera userb userc userd usere userf verba verbb verbc verified xdata
    xref
""")
#: Parts of dates, and the other name of a field, which is tested under one of its names.
OTHER_NAMES = words("""
    address annote archiveprefix day endday endmonth endyear eventday eventmonth eventyear issue
    journaltitle language month origday origmonth origyear primaryclass school sortyear urlday
    urlmonth urlyear year yeardivision
""")
VALUES = {
    "date": "2011-05-06", "eventdate": "2010-03-04/2010-03-06", "origdate": "1923-04",
    "urldate": "2020-01-02", "doi": "10.5555/mark", "url": "https://example.org/mark",
    "isbn": "9780465005437", "issn": "0028-0836", "pmid": "1234567", "pmcid": "PMC1234567",
    "pages": "12--34", "volume": "7", "volumes": "9", "number": "8", "pagetotal": "333",
    "langid": "dutch", "pubstate": "inpress", "edition": "2", "version": "3.1",
    "retraction": "10.5555/notice", "correction": "10.5555/mended", "concern": "10.5555/doubted",
    "eprint": "2001.01234", "eprinttype": "arxiv", "eprintclass": "cs.AI", "related": "other",
    "relatedtype": "reprintfrom", "chapter": "4", "part": "5",
}  # fmt: skip
ROLES = {"editortype": "compiler", "authortype": "host", "editoratype": "chair",
         "editorbtype": "illustrator", "editorctype": "redactor"}  # fmt: skip
#: Where a value may come back instead, for it is printed there in the same way.
TWINS = {
    "publisher": {"institution"}, "institution": {"publisher"}, "eprint": {"organization"},
    "organization": {"publisher", "institution"}, "maintitle": {"booktitle"}, "date": {"year"},
    "origdate": {"origyear"}, "titleaddon": {"type"}, "entrysubtype": {"type"},
    "editora": {"editor"}, "editoratype": {"editortype"}, "subtitle": {"title"},
    "booksubtitle": {"booktitle"}, "pubstate": {"year"}, "journaltitle": {"journal"},
    "eventdate": {"date"}, "howpublished": {"publisher", "type"},
}  # fmt: skip
FORMATS = ("csl-json", "ris")


def value_of(name: str) -> str:
    """A value that stands nowhere else; letters that no rule changes."""
    if name in VALUES or name in ROLES:
        return {**VALUES, **ROLES}[name]
    mark = "Mark" + "".join(char for char in name if char.isalpha())
    return f"{mark}, Ann" if name in model.NAMES else mark


def fields_of(kind: str) -> list[str]:
    allowed = model.allowed(kind) | {"isbn", "issn", "pmid", "pmcid"}
    if model.base_type(kind) == "article":
        allowed = (allowed | {"shortjournal"}) - {"publisher"}  # it is the journal's
    return sorted(allowed - AT_HOME - OTHER_NAMES)


def an_entry(kind: str, names: set[str]) -> dict[str, str]:
    """Fields of an entry; what cannot be without another goes with it."""
    for role in ROLES:
        if role in names:
            names.add(role.removesuffix("type"))
    if names & {"eprinttype", "eprintclass"}:
        names |= {"eprint", "eprinttype"}
    if "relatedtype" in names or "relatedstring" in names:
        names |= {"related", "relatedtype"}
    if "subtitle" in names:
        names.add("title")
    if "booksubtitle" in names:
        names.add("booktitle")
    if "shortjournal" in names:
        names.add("journal")
    if "urldate" in names:
        names.add("url")
    if model.base_type(kind) == "article" and "doi" in names:
        names -= {"url", "urldate"}  # APA prints one address
    return {name: value_of(name) for name in sorted(names)}


def lost(kind: str, fields: dict[str, str], to: str) -> list[str]:
    """The fields whose values are neither there nor in a twin."""
    text = f"@{kind}{{x,\n" + "".join(f" {n} = {{{v}}},\n" for n, v in fields.items()) + "}"
    [draft] = read_text(export(parse(text).entries, ["x"], to))
    assert model.base_type(draft.type) == model.base_type(kind)
    return [
        name for name, value in fields.items()
        if not any(bare(value) in bare(draft.fields.get(each, ""))
                   for each in {name, *TWINS.get(name, ())})
    ]  # fmt: skip


def bare(value: str) -> str:
    value = value.casefold().replace("--", "-").replace("inpress", "in press")
    return value.removesuffix(", ann")


KINDS = sorted(model.HOUSE_TYPES - {"nameonly"})


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_all_fields_at_once(kind: str, to: str):
    fields = an_entry(kind, set(fields_of(kind)))
    assert lost(kind, fields, to) == []


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_some_fields(kind: str, to: str):
    """Entries as they come: a title and a few fields more; the same ones at each run."""
    chance = random.Random(kind)
    for _time in range(4):
        names = {"title", *chance.sample(fields_of(kind), 6)}
        fields = an_entry(kind, names)
        assert lost(kind, fields, to) == [], fields


def test_what_has_no_place_is_counted():
    entries = parse(
        "@book{a, title = {A}, addendum = {B}, year = 2001}"
        "@book{b, title = {C}, addendum = {D}, relatedstring = {E}, year = 2002}"
    ).entries
    for to in FORMATS:
        aside = kept_aside(export(entries, ["a", "b"], to))
        assert aside == {"addendum": 2, "relatedstring": 1}


README = Path(__file__).parents[1] / "README.md"
#: Types that have most of the fields among them.
SOME_KINDS = ("article", "book", "incollection", "inproceedings", "report", "thesis", "online",
              "video", "jurisdiction", "constitution")  # fmt: skip


@pytest.mark.parametrize("to", FORMATS)
def test_the_readme_says_what_has_no_place(to: str):
    """Every field that it names stands aside in every type that has it."""
    rows = re.findall(r"^\| (?:CSL-JSON|RIS) \|(.*)\|$", README.read_text("utf-8"), re.MULTILINE)
    named = set(re.findall("`(\\w+)`", rows[0] + (rows[1] if to == "ris" else "")))
    assert len(named) > 25
    for kind in SOME_KINDS:
        for name in named & set(fields_of(kind)):
            fields = an_entry(kind, {"title", name})
            lines = "".join(f" {each} = {{{value}}},\n" for each, value in fields.items())
            entries = parse(f"@{kind}{{x,\n{lines}}}").entries
            assert name in kept_aside(export(entries, ["x"], to)), (kind, name)
