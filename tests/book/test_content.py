"""The text keeps its promises: parts, claims, sources, terms."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEAKERS = ("shaver", "mikulincer", "coan", "siegel", "allen", "johnson")
CHAPTERS = ("congress", *SPEAKERS, "body")
PARTS = [
    "Learning objectives",
    "The speaker",
    "At the congress",
    "The research",
    "How strong is the evidence",
    "In the consulting room",
    "Key terms",
    "Summary",
    "Review questions",
    "Discussion questions",
    "Further reading",
]
#: The second part of the two chapters that have no speaker.
OTHER_PARTS = {"congress": "The event", "body": "Where the chapter comes from"}
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


def text(name: str) -> str:
    return (ROOT / "chapters" / f"{name}.md").read_text("utf-8")


def cited(source: str) -> set[str]:
    roles = re.findall(r"\{cite:\w+\}`([^`]+)`", source)
    return {key for role in roles for key in re.sub(r"\{[^}]*\}", "", role).split(",")}


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_has_the_parts_in_their_order(name):
    expected = PARTS.copy()
    if name in OTHER_PARTS:
        expected[1] = OTHER_PARTS[name]
    assert re.findall(r"^## (.+)$", text(name), re.M) == expected


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_has_six_answered_questions_and_two_open_ones(name):
    review, discussion = (
        re.search(rf"^## {part} questions$(.*?)(?=^## )", text(name), re.M | re.S)[1]
        for part in ("Review", "Discussion")
    )
    assert len(re.findall(r"^\d\. ", review, re.M)) == 6
    assert len(re.findall(r"^ +:::\{admonition\} Answer$", review, re.M)) == 6
    assert len(re.findall(r"^\d\. ", discussion, re.M)) == 2


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_cites_at_least_eighteen_sources(name):
    assert len(cited(text(name))) >= 18


def test_book_cites_at_least_130_sources_and_every_entry():
    pages = [*ROOT.glob("chapters/*.md"), *ROOT.glob("back/*.md"), ROOT / "index.md"]
    everything = set().union(*(cited(path.read_text("utf-8")) for path in pages))
    entries = set(re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "refs.bib").read_text("utf-8"), re.M))
    claimed = {
        key.strip()
        for path in pages
        for line in re.findall(r"^:sources: (.+)$", path.read_text("utf-8"), re.M)
        for key in line.split(",")
    }
    assert len(everything) >= 130
    assert entries - everything - claimed == set()


def test_every_audited_claim_is_in_the_book():
    named = {
        number.strip()
        for name in CHAPTERS
        for line in re.findall(r"^% audit: (.+)$", text(name), re.M)
        for number in line.split(",")
    }
    assert sorted(AUDITED - named) == []
    assert len(re.findall(r"^:::\{claim\}", "".join(map(text, CHAPTERS)), re.M)) >= 60


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_has_a_figure(name):
    assert re.search(r"^:::\{figure\} \.\./figures/[\w-]+\.svg$", text(name), re.M)


@pytest.mark.parametrize("name", SPEAKERS)
def test_emotionally_focused_therapy_is_spelled_out_before_its_abbreviation(name):
    """EFT also names another method in Dutch."""
    source = text(name)
    if abbreviated := re.search(r"\bEFT\b", source):
        assert re.search(r"emotionally focused (couple )?therapy", source, re.I).start() < (
            abbreviated.start()
        )


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
