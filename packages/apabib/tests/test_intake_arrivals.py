"""Where each value of a source arrives: entries as programs export them, and what comes of each.

``arrivals/<format>.txt`` has cases: ``## name: what it shows``, the source, the entry that comes of
it behind ``--- arrives``, and behind ``--- left`` what has no place in it, which is told. The works
are invented; the shapes are those of Zotero, Better BibTeX, EndNote, Mendeley, Google Scholar,
PubMed, DataCite, Crossref and publishers' pages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from apabib.bibtex.parse import parse
from apabib.intake.drafts import Draft
from apabib.intake.formats import read_text
from apabib.intake.kinds import CSL, RIS
from apabib.intake.writing import written

FOLDER = Path(__file__).parent / "arrivals"


def cases() -> dict[str, dict[str, str]]:
    found = {}
    for file in sorted(FOLDER.glob("*.txt")):
        parts = re.split(r"^## ([\w-]+): .*\n", file.read_text(encoding="utf-8"), flags=re.M)
        for name, body in zip(parts[1::2], parts[2::2], strict=True):
            source, *more = re.split(r"^--- (\w+)\n", body, flags=re.M)
            found[f"{file.stem}-{name}"] = {
                "source": source,
                **dict(zip(more[::2], more[1::2], strict=True)),
            }
    return found


CASES = cases()


def told(draft: Draft) -> str:
    """What a draft has left, a line each."""
    return "".join(f"{name.strip()}: {value}\n" for name, value in draft.left)


@pytest.mark.parametrize("name", CASES)
def test_arrives(name: str):
    case = CASES[name]
    [draft] = read_text(case["source"])
    entry = written(draft, "x") + "\n"
    assert entry == case["arrives"]
    assert told(draft) == case.get("left", "")
    # What is written is read again as it was meant.
    [read] = parse(entry).entries
    assert read.values() == draft.fields


def test_every_kind_of_work_has_a_case():
    """Each type of RIS, and each of CSL that reference managers write."""
    sources = "\n".join(case["source"] for case in CASES.values())
    alike = {"GEN", "GRNT", "INTV", "PODCAST", "PODCST", "PRESS", "SOCMED", "UNBILL", "UNPD",
             "WEB", "JFULL"}  # fmt: skip
    assert [kind for kind in RIS if f"TY  - {kind}\n" not in sources and kind not in alike] == []
    of_zotero = {
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
        "broadcast", "chapter", "classic", "collection", "dataset", "document",
        "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing",
        "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
        "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
        "personal_communication", "post", "post-weblog", "regulation", "report", "review",
        "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
    }  # fmt: skip
    assert of_zotero <= CSL.keys()
    wanted = of_zotero - {"paper-conference"}
    assert [kind for kind in sorted(wanted) if f'"type":"{kind}"' not in sources] == []
