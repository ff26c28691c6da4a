"""The text keeps its promises: parts, claims, sources, terms."""

import re

import pytest
from promises import (
    CHAPTERS,
    OTHER_PARTS,
    PAGES,
    PROMISES,
    ROOT,
    SOURCES,
    cited,
    listed,
    part,
    text,
)  # fmt: skip

from apabib.bibtex.parse import read

#: The claims of the audits of the source, by the audit's own numbers.
AUDITED = {
    *(f"intro-G{n}" for n in range(1, 10)),
    *(f"sm-S{n}" for n in range(1, 13)),
    *(f"sm-E{n}" for n in (1, 2, 3, 4, 5, 7, 8)),
    *(f"coan-C{n}" for n in range(1, 12)),
    *(f"siegel-S{n}" for n in range(1, 16)),
    *(f"allen-A{n}" for n in range(1, 12)),
    *(f"johnson-J{n}" for n in range(1, 14)),
    *(f"body-C{n}" for n in range(1, 13)),
}
promises = pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)


@promises
@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_keeps_its_promise(name, promise):
    assert promise(name, text(name)) == []


# -- The checks themselves: a poor chapter does not pass ---------------------------


def test_chapters_are_read_from_the_lists_of_the_title_page():
    index = "# T\n\n```{toctree}\n:numbered:\n\nchapters/a\nchapters/b\n```\n\n"
    assert listed(index + "```{toctree}\nback/z\n```\n") == ["chapters/a", "chapters/b", "back/z"]


def test_every_chapter_is_listed_and_every_listed_page_is_there():
    files = {p.relative_to(ROOT).with_suffix("").as_posix() for p in ROOT.glob("*/*.md")}
    files = {name for name in files if name.startswith(("front/", "chapters/", "back/"))}
    assert len(CHAPTERS) >= 8
    assert sorted({"index", *files}) == sorted(set(PAGES) - {"genindex"})


def test_chapters_with_parts_of_their_own_are_chapters():
    assert set(OTHER_PARTS) <= set(CHAPTERS)


POOR = """\
# A new chapter with one question and one source

EFT is told before its name {cite:p}`coan2006lending`.

## Review questions

1. Who?

:::{claim} in-the-wrong-place
:sources: coan2017relationship
:::
"""


@promises
def test_poor_chapter_breaks_every_promise(promise):
    assert promise("new", POOR) != []


CLAIMED = "How strong is the evidence?"
LATE = """:::{claim} late
:speaker: coan
:rating: mixed
:certainty: high
:reported: exactly
:seen: 2026-11-20
:::

"""


def without(heading: str, pattern: str, instead: str = "") -> str:
    """The chapter coan, with the first *pattern* of one part replaced."""
    whole = text("coan")
    old = part(whole, heading) if heading else whole
    new = re.sub(pattern, instead, old, count=1, flags=re.M | re.S)
    assert new != old
    return whole.replace(old, new)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (without("", r"^# ", "# Another\n\n# "), "there must be one title"),
        (without("", r"^\(chapter-coan\)=\n"), "the label (chapter-coan)= must stand before"),
        (without("", r"^## Summary$", "## In short"), "the parts are"),
        (without("Summary", r".*", "\n\n"), "Summary is empty"),
        (without("Review questions", r"^1\..*?(?=^2\.)"), "5 answered and 2 open questions"),
        (without("Review questions", r"^ +:::\{admon.*?:::$"), "no answer to '1. What exactly"),
        (without("Review questions", r":collapsible:\n\n.*?:::", ":collapsible:\n\n:::"), "no ans"),
        (without("Discussion questions", r"^1\..*?(?=^2\.)"), "6 answered and 1 open questions"),
        (without("Key terms", r".*", "\n\n- attachment\n\n"), "names no key term"),
        (without("Summary", r"\Z", LATE), "1 claims stand elsewhere"),
        (without("The speaker", r"\A", "\n\nEFT came first.\n"), "EFT comes before"),
        (without("", r"^:+\{case\}", ":::{note}"), "tells no worked case"),
        (
            without(CLAIMED, r"^:sources: coan2006lending, ", ":sources: "),
            "claim coan-threat-alert cites coan2006lending unlisted",
        ),
        (
            without(CLAIMED, r"^:sources: ", ":sources: eklund2016cluster, "),
            "claim coan-threat-alert lists eklund2016cluster only",
        ),
        (without(CLAIMED, r"^:certainty:.*?\n"), "claim coan-threat-alert has no certainty"),
        (without(CLAIMED, r"^:reported:.*?\n"), "claim coan-threat-alert has no reported"),
        (without(CLAIMED, r"^:seen:.*?\n"), "claim coan-threat-alert has no seen"),
    ],
)  # fmt: skip
def test_one_broken_promise_is_named(source, fault):
    found = [one for promise in PROMISES for one in promise("coan", source)]
    assert [one[: len(fault)] for one in found] == [fault]


def test_sources_are_those_that_the_manuscript_cites():
    keys = [f"author{year}word" for year in range(2000, 2000 + SOURCES)]
    source = f"As {{cite:t}}`{keys[0]}` and {{cite:p}}`{{see}}{keys[1]},{keys[2]}{{p. 5}}` say.\n\n"
    source += f":::{{claim}} one\n:sources: {', '.join(keys[3:])}\n\nA claim.\n:::\n"
    assert cited(source + "% {cite:p}`comment2000word`\n") == set(keys)


# -- The book as a whole -----------------------------------------------------------


def test_book_cites_at_least_130_sources_and_every_entry():
    pages = [ROOT / f"{name}.md" for name in PAGES if name != "genindex"]
    everything = set().union(*(cited(path.read_text("utf-8")) for path in pages))
    assert len(everything) >= 130
    assert set(read(ROOT / "refs.bib").by_key()) - everything == set()


def test_every_audited_claim_is_in_the_book():
    named = {
        number.strip()
        for name in CHAPTERS
        for line in re.findall(r"^% audit: (.+)$", text(name), re.M)
        for number in line.split(",")
    }
    assert sorted(AUDITED - named) == []
    assert len(re.findall(r"^:::\{claim\}", "".join(map(text, CHAPTERS)), re.M)) >= 60


def test_the_year_of_the_congress_is_nowhere_stated_as_a_fact(soups):
    for name, soup in soups.items():
        page = " ".join(soup.get_text().split())
        assert not re.search(r"(congress|conference) (of|in) (April )?2011\b", page), name


def test_glossary_has_every_term_with_a_dutch_form(soups):
    glossary = soups["back/glossary.html"]
    terms = glossary.select("dl.glossary > dt")
    assert len(terms) >= 48
    for definition in glossary.select("dl.glossary > dd"):
        assert definition.find(lang="nl"), definition.get_text()
