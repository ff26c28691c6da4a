"""What every chapter promises its readers, as checks of its text, and where the chapters are."""

import re
from collections.abc import Callable
from pathlib import Path

from apabib.manuscript.chapters import Syntax
from apabib.manuscript.reading import read_text

ROOT = Path(__file__).parents[2]
PARTS = [
    "Learning objectives",
    "The speaker",
    "At the congress",
    "The research",
    "How strong is the evidence?",
    "In the consulting room",
    "Key terms",
    "Summary",
    "Review questions",
    "Discussion questions",
    "Further reading",
]
#: The second part of the chapters that have no speaker.
OTHER_PARTS = {"congress": "The event", "body": "Where the chapter comes from"}
#: The parts of the chapter that draws the others together: it has no talk of its own to rate.
CLOSING = "closing"
CLOSING_PARTS = [
    "Learning objectives",
    "How the field came here",
    "Where the speakers agree",
    "Where the evidence conflicts",
    "What held",
    "What shrank, and what fell",
    "What we found untested",
    "What to do next",
    "Key terms",
    "Summary",
    "Review questions",
    "Discussion questions",
    "Further reading",
]
#: As the book is read (``conf.py``, ``apabib.toml``).
SYNTAX = Syntax(
    enable=frozenset({"colon_fence"}),
    key_options=frozenset({"claim.sources"}),
    text_options=frozenset({"figure.source"}),
)
#: What every claim tells, whatever its rating.
TOLD = ("speaker", "rating", "certainty", "reported", "seen")
ANSWERED, OPEN, SOURCES, CLAIMS = 6, 2, 18, 5


def listed(index: str) -> list[str]:
    """The pages that the toctrees of the title page *index* name, in order."""
    trees = re.findall(r"^```\{toctree\}\n(.*?)^```$", index, re.M | re.S)
    lines = [line.strip() for tree in trees for line in tree.splitlines()]
    return [line for line in lines if line and not line.startswith(":")]


PAGES = ["index", *listed((ROOT / "index.md").read_text("utf-8"))]
CHAPTERS = [page.removeprefix("chapters/") for page in PAGES if page.startswith("chapters/")]


def text(name: str) -> str:
    """The manuscript of the chapter *name*."""
    return (ROOT / "chapters" / f"{name}.md").read_text("utf-8")


def cited(source: str) -> set[str]:
    """The keys that the manuscript *source* cites, those of claims included."""
    return {citation.key for citation in read_text(source, "chapter.md", SYNTAX).citations}


def part(source: str, heading: str) -> str:
    """The text under ``## heading``; empty where there is none."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", source, re.M | re.S)
    return found[1] if found else ""


# -- The promises: each takes a chapter's name and text, and gives what is wrong --------


def label_and_title(name: str, source: str) -> list[str]:
    """The label ``(chapter-name)=`` stands before the one title."""
    if re.findall(r"^# ", source, re.M) != ["# "]:
        return ["there must be one title"]
    if not re.search(rf"^\(chapter-{name}\)=\n# ", source, re.M):
        return [f"the label (chapter-{name})= must stand before the title"]
    return []


def parts_in_order(name: str, source: str) -> list[str]:
    """The parts are those of every chapter, in their order, and none is empty."""
    expected = (CLOSING_PARTS if name == CLOSING else PARTS).copy()
    expected[1] = OTHER_PARTS.get(name, expected[1])
    if (found := re.findall(r"^## (.+)$", source, re.M)) != expected:
        return [f"the parts are {found}"]
    return [f"{heading} is empty" for heading in expected if not part(source, heading).strip()]


def questions(name: str, source: str) -> list[str]:
    """Six review questions, each with its answer, and two open ones."""
    review, discussion = part(source, "Review questions"), part(source, "Discussion questions")
    asked = re.split(r"^(?=\d+\. )", review, flags=re.M)[1:]
    answer = re.compile(
        r"^ +:::\{admonition\} Answer\n +:class: answer\n +:collapsible:\n\n +\S", re.M
    )
    faults = [f"no answer to {q[:30]!r}" for q in asked if len(answer.findall(q)) != 1]
    counts = len(asked), len(re.findall(r"^\d+\. ", discussion, re.M))
    if counts != (ANSWERED, OPEN):
        faults.append(f"{counts[0]} answered and {counts[1]} open questions")
    return faults


def sources(name: str, source: str) -> list[str]:
    """At least eighteen sources."""
    count = len(cited(source))
    return [f"cites {count} sources"] if count < SOURCES else []


def figure(name: str, source: str) -> list[str]:
    """At least one drawn figure."""
    shown = re.findall(r"^:::\{figure\} \.\./figures/([\w-]+)\.svg$", source, re.M)
    return [] if shown else ["shows no figure"]


def claims(name: str, source: str) -> list[str]:
    """At least five rated claims, where readers look for them; the closing chapter needs none."""
    weighed = part(source, "How strong is the evidence?")
    inside, everywhere = (len(re.findall(r"^:+\{claim\}", t, re.M)) for t in (weighed, source))
    faults = [f"{everywhere - inside} claims stand elsewhere"] if inside < everywhere else []
    least = 0 if name == CLOSING else CLAIMS
    return faults + ([f"rates {inside} claims"] if inside < least else [])


def claims_tell_all(name: str, source: str) -> list[str]:
    """Every claim tells its certainty, how it was reported, and when it was last looked at."""
    faults = []
    for found in re.finditer(r"^:+\{claim\} *(.*)\n((?::[\w-]+:.*\n)*)", source, re.M):
        given = set(re.findall(r"^:([\w-]+): *\S", found[2], re.M))
        faults += [f"claim {found[1]} has no {one}" for one in TOLD if one not in given]
    return faults


def claims_cite_their_sources(name: str, source: str) -> list[str]:
    """The sources of a claim are what it cites; an opinion may rest on one that it does not."""
    faults = []
    for found in re.finditer(r"^:+\{claim\} *([^\n]*)\n(.*?)^:+$", source, re.M | re.S):
        listed = re.search(r"^:sources: *(.+)$", found[2], re.M)
        listed_keys = {key.strip() for key in listed[1].split(",")} if listed else set()
        keys = cited(found[2].replace(listed[0], "") if listed else found[2])
        faults += [f"claim {found[1]} cites {key} unlisted" for key in sorted(keys - listed_keys)]
        if ":rating: opinion\n" not in found[2]:
            faults += [f"claim {found[1]} lists {key} only" for key in sorted(listed_keys - keys)]
    return faults


def worked_case(name: str, source: str) -> list[str]:
    """At least one worked case."""
    return [] if re.search(r"^:+\{case\} \S", source, re.M) else ["tells no worked case"]


def terms(name: str, source: str) -> list[str]:
    """The key terms are links to the glossary."""
    return [] if "{term}`" in part(source, "Key terms") else ["names no key term"]


def full_name_first(name: str, source: str) -> list[str]:
    """The therapy is spelled out before its abbreviation, which also names another method."""
    abbreviated = re.search(r"\bEFT\b", source)
    spelled = re.search(r"emotionally focused (couple )?therapy", source, re.I)
    if abbreviated and not (spelled and spelled.start() < abbreviated.start()):
        return ["EFT comes before emotionally focused therapy"]
    return []


PROMISES: list[Callable[[str, str], list[str]]] = [
    label_and_title, parts_in_order, questions, sources, figure, claims, claims_tell_all,
    claims_cite_their_sources, terms, full_name_first, worked_case,
]  # fmt: skip
