"""``tidy`` keeps what every entry says, as another program reads it.

pybtex parses the file before and after, and its own decoder of LaTeX tells what is printed. The
files are as reference managers, registries and hands write them, and as slips of a hand leave them.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Entry, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.textutils import normalize_whitespace

from apabib.bibtex.canonical import obstacles, tidy
from apabib.bibtex.parse import parse

SAMPLES = Path(__file__).parent / "samples"
FILES = ["exports.bib", "library.bib", "scholar.bib"]


def text(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def decoded(value: str) -> str:
    """A value without the ways of writing a character; nothing else is made alike."""
    value = re.sub(r"\\([&%#])", r"\1", normalize_whitespace(value))
    with suppress(PybtexError, ValueError, IndexError):  # no LaTeX: compared as it stands
        value = str(Text.from_latex(value))
    return unicodedata.normalize("NFC", value)


def said(name: str, value: str) -> str:
    """What a field says: ranges with any dash, a DOI without its address, an edition's number."""
    if name == "pages":
        return re.sub(r"\s*[-–]+\s*", "-", decoded(value))
    if name == "edition":
        return re.sub(r"(?<=\d)(?:st|nd|rd|th)\b.*", "", decoded(value))
    if name in {"doi", "url"}:  # a tilde there is one, and no accent and no tie
        value = re.sub(r"\{~\}|\\~(?:\{\s*\})?", "~", value)
    if name == "doi":
        bare = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", value)
        bare = re.sub(r"\{(\\?[_%&#-])\}", r"\1", bare)
        for sign, written in (("<", r"{\textless}"), (">", r"{\textgreater}")):
            bare = bare.replace(written, sign)
        return re.sub(r"\\+([_%&#])", r"\1", bare)
    if name == "url" or "://" in value:
        return normalize_whitespace(value)
    return decoded(value)


def content(entry: Entry) -> object:
    return (
        entry.type,
        {name.lower(): said(name.lower(), value) for name, value in entry.fields.items()},
        {
            role.lower(): [
                [decoded(" ".join(part)) for part in (
                    each.first_names, each.middle_names, each.prelast_names, each.last_names,
                    each.lineage_names,
                )]
                for each in persons
            ]
            for role, persons in entry.persons.items()
        },
    )  # fmt: skip


def read(source: str) -> BibliographyData | None:
    """What pybtex reads; nothing where it refuses."""
    try:
        return parse_string(source, "bibtex")
    except (PybtexError, RecursionError):
        return None


def same(before: BibliographyData, after: BibliographyData) -> None:
    assert sorted(before.entries) == sorted(after.entries)
    for key in before.entries:
        assert content(after.entries[key]) == content(before.entries[key]), key


def tidied(source: str) -> str | None:
    """The file in canonical form; nothing if it is left alone, which is said."""
    bibliography = parse(source)
    if faults := obstacles(bibliography):
        assert all(fault.message and fault.remedy for fault in faults)
        return None
    return tidy(bibliography)


@pytest.mark.parametrize("name", FILES)
def test_every_entry_says_what_it_said(name: str):
    source = text(name)
    made = tidied(source)
    before = read(source)
    assert made is not None
    assert before is not None
    after = read(made)
    assert after is not None
    same(before, after)
    assert tidied(made) == made


ENTRIES = [part for name in FILES for part in re.split(r"\n(?=@)", text(name)) if part.strip()]
#: What a slip adds; two files pasted together bring names of ``@string`` twice.
SLIPS = [
    "{", "}", '"', ",", "=", "@", "#", "\\", "%", "&", "$", "~", "_", "\n", " ", " and ", "--", "-",
    "é", "e\u0301", "\\'e", "{\\'e}", "\\\\", "\\_", "\\~u", "\\url{a%b}", "http://x.org/a%b&c",
    "$x$", "12-34", "{\\textless}", "jr", '@string{jr = "Other"}\n', "@comment{a}",
    "", "abc",
]  # fmt: skip
edits = st.lists(
    st.tuples(st.integers(0, 3000), st.sampled_from(SLIPS), st.integers(0, 4)), max_size=5
)


@given(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=3, unique=True), edits)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_slips_of_a_hand(entries: list[str], edits: list[tuple[int, str, int]]):
    source = '@string{jr = "Journal of Rooms"}\n@string{press = "Oven"}\n' + "\n".join(entries)
    for at, slip, cut in edits:
        at %= len(source) + 1
        source = source[:at] + slip + source[at + cut :]
    made = tidied(source)
    if made is None:
        return
    assert tidied(made) == made
    before = read(source)
    if before is None:  # pybtex refuses doubles, which tidy keeps
        return
    after = read(made)
    assert after is not None
    same(before, after)


def test_slips_leave_enough_to_compare():
    """The property above is no property of refusals alone."""
    seen: list[bool] = []

    @given(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=3, unique=True), edits)
    @settings(derandomize=True, max_examples=100, deadline=None, database=None)
    def count(entries: list[str], edits: list[tuple[int, str, int]]) -> None:
        source = '@string{jr = "J"}\n@string{press = "Oven"}\n' + "\n".join(entries)
        for at, slip, cut in edits[:1]:
            at %= len(source) + 1
            source = source[:at] + slip + source[at + cut :]
        seen.append(tidied(source) is not None and read(source) is not None)

    count()
    assert sum(seen) > len(seen) / 5
