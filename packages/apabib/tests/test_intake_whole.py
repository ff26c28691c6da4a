"""Nothing is accepted and then dropped: every value of a source is in the entry, or is named."""

from __future__ import annotations

import json

import pytest

from apabib.bibtex import model
from apabib.intake.drafts import Draft
from apabib.intake.formats import read_text
from apabib.intake.kinds import CSL, ENDNOTE, RIS
from apabib.text.fold import words as set_of


def each_of(text: str) -> list[str]:
    return sorted(set_of(text))


#: Tags of RIS, as Reference Manager and EndNote have them, without those of the record itself.
TAGS = each_of(
    "A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CT CY DB DO DP ED EP ET IS J1 J2"
    " JA JF JO KW L1 L2 L3 L4 LB LK M1 M2 M3 N1 N2 NV OP PB PP RI RN RP SE SN SP ST SV T1 T2 T3"
    " TA TI TT U1 U2 U3 U4 U5 UR VL VO ZZ"
)
NAMES = {"A1", "A2", "A3", "A4", "AU", "C2", "ED", "TA"}
#: Variables of the CSL-JSON schema 1.0.2 that hold text.
VARIABLES = each_of(
    "abstract annote archive archive_collection archive_location archive-place authority"
    " call-number chapter-number collection-number collection-title container-title"
    " container-title-short dimensions division edition event-title event-place genre issue"
    " jurisdiction keyword medium note number number-of-pages number-of-volumes original-publisher"
    " original-publisher-place original-title page part part-title printing publisher"
    " publisher-place references reviewed-genre reviewed-title scale section source status"
    " supplement title title-short version volume volume-title zzz"
)
PEOPLE = each_of(
    "author chair collection-editor compiler composer container-author contributor curator director"
    " editor editorial-director executive-producer guest host illustrator interviewer narrator"
    " organizer original-author performer producer recipient reviewed-author script-writer"
    " series-creator translator"
)


def word(name: str) -> str:
    """A word for a value that stands nowhere else, in letters, which no rule changes."""
    return "q" + "".join(char if char.isalpha() else f"x{ord(char) % 100}" for char in name).lower()


def lost(draft: Draft, words: dict[str, str]) -> list[str]:
    """The names whose values are in no field and in no line."""
    said = [*draft.fields.values(), *(value for pair in draft.left for value in pair)]
    whole = " ".join([*said, *draft.doubts]).casefold()
    return [name for name, value in words.items() if value.casefold() not in whole]


@pytest.mark.parametrize("kind", sorted(RIS))
def test_ris(kind: str):
    words = {tag: word(tag) for tag in TAGS}
    assert len(set(words.values())) == len(words)
    lines = [
        f"{tag}  - {value.capitalize()}, Ann" if tag in NAMES else f"{tag}  - {value}"
        for tag, value in words.items()
    ]
    lines += ["PY  - 2010", "DA  - 2010/03/04", "Y2  - 2011/05/06"]
    [draft] = read_text("\n".join([f"TY  - {kind}", *lines, "ER  - "]))
    assert lost(draft, {**words, "DA": "2010-03-04", "Y2": "2011-05-06"}) == []


@pytest.mark.parametrize("kind", sorted(ENDNOTE))
def test_enw(kind: str):
    tags = "ABCDEFGHIJKLMNOPQRSTUVWXYZ12346789?@!#$&(*+^><[]~)"
    words = {tag: f"q{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n, tag in enumerate(tags)}
    del words["D"], words["F"]
    lines = [f"%{tag} {value}" for tag, value in words.items()]
    [draft] = read_text("\n".join([f"%0 {kind.title()}", "%D 2010", *lines]))
    assert lost(draft, words) == []


@pytest.mark.parametrize("kind", sorted(set(CSL) | {"unheard-of"}))
def test_csl(kind: str):
    words = {name: word(name) for name in [*VARIABLES, *PEOPLE]}
    assert len(set(words.values())) == len(words)
    item: dict[str, object] = {name: words[name] for name in VARIABLES}
    item |= {name: [{"family": words[name].capitalize(), "given": "Ann"}] for name in PEOPLE}
    item |= {
        "id": "x",
        "type": kind,
        "issued": {"date-parts": [[2010, 3, 4]], "season": "qseason"},
        "accessed": {"date-parts": [[2011, 5, 6]]},
        "original-date": {"date-parts": [[1923]]},
        "event-date": {"date-parts": [[2012, 7, 8]]},
        "submitted": {"date-parts": [[2009, 9, 10]]},
        "available-date": {"date-parts": [[2008, 11, 12]]},
        "ISSN": "qissn",
        "ISBN": "9780465005437 9780306406157",
        "PMID": "7654321",
        "URL": "https://example.org/a",
        "DOI": "10.5555/a",
    }
    dates = ("2010-03-04", "2011-05-06", "1923", "2012-07-08", "2009-09-10", "2008-11-12")
    more = ("9780465005437", "9780306406157", "7654321", "example.org/a", "10.5555/a", "qissn")
    [draft] = read_text(json.dumps([item]))
    assert lost(draft, {**words, **{each: each for each in (*dates, *more, "qseason")}}) == []


@pytest.mark.parametrize("kind", sorted(model.TYPES | {"unheardof"}))
def test_bibtex(kind: str):
    names = sorted(model.KNOWN - {"date", "year", "month", "day", "doi", "isbn", "crossref"})
    names = [name for name in names if name not in {"xdata", "xref", "urldate"}]
    words = {name: word(name) for name in [*names, "zzz", "bdsk-url-1"]}
    assert len(set(words.values())) == len(words)
    fields = "".join(
        f"  {name} = {{{value.capitalize()}, Ann}},\n"
        if name in model.NAMES
        else f"  {name} = {{{value}}},\n"
        for name, value in words.items()
    )
    rest = "year = 2010, month = mar, day = 4, isbn = {9780465005437}, doi = {10.5555/a}"
    [draft] = read_text(f"@{kind}{{x,\n{fields}  {rest}, urldate = {{2011-05-06}}\n}}")
    dates = {each: each for each in ("2010-03-04", "2011-05-06", "9780465005437", "10.5555/a")}
    assert lost(draft, {**words, **dates}) == []
