"""What CONTRIBUTING tells people to do is done here, on a fresh copy, and does what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
sys.path[:0] = [str(ROOT / "packages/apabib/tests"), str(ROOT / "tests/book")]

from promises import OTHER_PARTS, PARTS, PROMISES, text  # noqa: E402
from registry import serve  # noqa: E402

from tasks.book import CHAPTERS, PDFS  # noqa: E402
from tasks.sources import copy_of_the_sources  # noqa: E402

#: Runs a target with the packages of this environment: a copy has none of its own.
TARGET = """
import runpy, sys
from tasks import targets
targets.ensure = lambda *locks: sys.executable
runpy.run_module("tasks", run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def clone(tmp_path) -> Path:
    """A fresh clone, with what the working tree has changed."""
    return copy_of_the_sources(tmp_path / "clone")


def section(heading: str) -> str:
    """The text under ``## heading``."""
    return re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", CONTRIBUTING, re.M | re.S)[1]


def blocks(language: str, within: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", within, re.M | re.S)


def make(clone: Path, command: str, answer: str = "") -> subprocess.CompletedProcess:
    """Run ``make TARGET ARGS=...`` as it is written, without the network."""
    program, target, *rest = shlex.split(command)
    arguments = shlex.split(rest[0].removeprefix("ARGS=")) if rest else []
    assert program == "make"
    assert len(rest) <= 1
    nobody = "http://127.0.0.1:9"
    packages = os.pathsep.join(map(str, sorted(clone.glob("packages/*/src"))))
    environment = {
        **os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": packages,
        "SOURCE_DATE_EPOCH": "1767225600", "https_proxy": nobody, "http_proxy": nobody,
        "no_proxy": "127.0.0.1",
    }  # fmt: skip
    environment.pop("GITHUB_ACTIONS", None)  # there, findings are printed as annotations
    return subprocess.run(
        [sys.executable, "-c", TARGET, target, *arguments],
        cwd=clone, input=answer, text=True, encoding="utf-8", env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def transcript(clone: Path, block: str) -> str:
    """Run the commands of a console block; return what a terminal would show."""
    shown = ""
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
        answers = re.findall(r"\[y/N\] (\w+)$", printed, re.M)
        done = make(clone, command, "".join(f"{answer}\n" for answer in answers))
        output = done.stdout
        for answer in answers:  # who types the answer sees it, and ends the line with it
            output = output.replace("[y/N] ", f"[y/N] {answer}\n", 1)
        # make and the task name the target that failed, after all that it said
        output = re.sub(r"^tasks: failed: .*\n\Z", "", output, flags=re.M)
        shown += f"$ {command}\n{output}"
    return shown


def lines_of_entries(shown: str) -> str:
    """*shown* without line numbers of refs.bib, which move with every new entry."""
    return re.sub(r"refs\.bib:\d+", "refs.bib:N", shown)


def line_of(clone: Path, words: str) -> int:
    refs = (clone / "refs.bib").read_text("utf-8")
    return refs[: refs.index(words)].count("\n") + 1


BY_DOI, REFUSED, PASTED, BY_HAND = blocks("console", section("Add a citation"))
COAN = re.compile(r"^@article\{coan2006lending,\n.*?^\}\n\n", re.M | re.S)


def test_doi_brings_an_entry_in(clone):
    refs = clone / "refs.bib"
    content = refs.read_text("utf-8")
    refs.write_text(COAN.sub("", content), "utf-8")
    with serve() as registry:
        with (clone / "apabib.toml").open("r+", encoding="utf-8") as settings:
            old = settings.read()
            settings.seek(0)
            settings.write(f'crossref = "{registry.address}"\n{old}')
        assert transcript(clone, BY_DOI) == BY_DOI
        assert len(registry.asked) == 1
    # Where it was, and the same but for how it was checked, and the month, which Crossref knows.
    assert "  read             = {record},\n" in refs.read_text("utf-8")
    entry, new = COAN.search(content)[0], COAN.search(refs.read_text("utf-8"))[0]
    dated = entry.replace("year             = {2006}", "date             = {2006-12}")
    assert new.partition("  verified")[0] == dated.partition("  verified")[0]


def test_work_that_is_there_is_refused_with_its_key(clone):
    shown = transcript(clone, REFUSED)
    assert lines_of_entries(shown) == lines_of_entries(REFUSED)
    assert f"refs.bib:{line_of(clone, '@incollection{mikulincer2003attachment,')})" in shown


def test_pasted_entry_goes_in(clone):
    [pasted] = blocks("bibtex", section("Add a citation"))
    (clone / "pasted.bib").write_text(pasted, "utf-8")
    assert transcript(clone, PASTED) == PASTED
    assert "@article{cronbach1955construct,\n" in (clone / "refs.bib").read_text("utf-8")


def test_edit_by_hand_is_checked(clone):
    [written] = re.findall(r"`author = \{(.*?)\}`", section("Add a citation"))
    refs = clone / "refs.bib"
    content = refs.read_text("utf-8")
    authors = "Coan, James A. and Schaefer, Hillary S. and Davidson, Richard J."
    assert content.count(authors) == 1
    refs.write_text(content.replace(authors, written), "utf-8")
    shown = transcript(clone, BY_HAND)
    assert lines_of_entries(shown) == lines_of_entries(BY_HAND)
    assert f"refs.bib:{line_of(clone, written)}: " in shown


def test_other_commands_of_the_citation_section_work(clone):
    commands = re.findall(r"`(make (?:show|export)[^`]*)`", section("Add a citation"))
    assert len(commands) == 2
    for command in commands:
        done = make(clone, command)
        assert done.returncode == 0
        assert "Lending a hand" in done.stdout


def test_claim_of_the_example_passes_in_the_chapter(clone):
    """It is one of the book: the example differs from it in its words only."""
    [example] = blocks("markdown", section("Add a claim"))
    *_lines, speaker, rating, sources = example.splitlines()[:4]
    assert f"\n{example.splitlines()[0]}\n" in text("coan")
    assert (speaker, rating) == (":speaker: coan", ":rating: mixed")
    assert sources == ":sources: coan2006lending, coan2017relationship"


# -- A chapter and a language, as the steps tell ------------------------------------


def new_chapter() -> str:
    """A chapter *bowlby*: the parts of another one, filled as its readers expect."""
    headings = re.findall(r"^## .+$", text("coan"), re.M)
    keys = re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "refs.bib").read_text("utf-8"), re.M)[:18]
    filled = dict.fromkeys(headings, "We do not know.")
    filled["## The research"] = (
        f"They found it {{cite:p}}`{','.join(keys)}`.\n\n"
        ":::{figure} ../figures/new-study.svg\n:name: fig-new-study\n:alt: A line.\n"
        f":source: {{cite:t}}`{keys[0]}`.\n\n"
        "A caption.\n\nIt rises from 1 to 2.\n:::"
    )
    filled["## How strong is the evidence?"] = "\n\n".join(
        f":::{{claim}} bowlby-{number}\n:speaker: bowlby\n:rating: supported\n"
        f":sources: {keys[0]}\n:certainty: low (imprecision)\n:reported: exactly\n"
        f":seen: 2026-11-20\n\nClaim {number}.\n\nIt holds {{cite:p}}`{keys[0]}`.\n:::"
        for number in ("one", "two", "three", "four", "five")
    )
    filled["## In the consulting room"] = ":::{case} A wait\n\nMarie waits.\n:::"
    filled["## Key terms"] = "- {term}`attachment`"
    answer = "   :::{admonition} Answer\n   :class: answer\n   :collapsible:\n\n   This.\n   :::"
    filled["## Review questions"] = "\n\n".join(f"{n}. What?\n\n{answer}" for n in range(1, 7))
    filled["## Discussion questions"] = "1. Why?\n2. How?"
    body = "\n\n".join(f"{heading}\n\n{words}" for heading, words in filled.items())
    return f"(chapter-bowlby)=\n# John Bowlby\n\n{body}\n"


FIGURE = '''\
"""A line."""

from figures.drawing import figure, rows


def draw():
    """One value a row."""
    drawn = figure(1)
    drawn.add_subplot().plot([float(row["value"]) for row in rows("new-study")])
    return drawn
'''


def replace(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), "utf-8")


@pytest.mark.slow
def test_chapter_is_added_by_the_steps(clone):
    steps = section("Add a chapter")
    chapter = new_chapter()
    assert [fault for promise in PROMISES for fault in promise("bowlby", chapter)] == []
    (clone / "chapters/bowlby.md").write_text(chapter, "utf-8")
    replace(clone / "index.md", "\nchapters/body\n", "\nchapters/body\nchapters/bowlby\n")
    replace(clone / "conf.py", '    "body": ', '    "bowlby": "John Bowlby",\n    "body": ')
    (clone / "figures/new_study.py").write_text(FIGURE, "utf-8")
    key = re.search(r"\{cite:p\}`([^,`]+)", chapter)[1]
    data = clone / "figures/data/new-study.csv"
    data.write_text(f"value,source\n1,{key}\n2,{key}\n", "utf-8")
    commands = re.findall(r"`(make [^`]+)`", steps)
    assert commands == [
        "make figures ARGS=<name>", "make paragraphs", "make addresses", "make test",
    ]  # fmt: skip
    drawn = make(clone, commands[0].replace("<name>", "new-study"))
    assert drawn.stdout == f"{clone / 'figures/new-study.svg'}\n"
    numbered = make(clone, commands[1])
    assert numbered.returncode == 0, numbered.stdout
    done = make(clone, commands[2])
    assert done.returncode == 0, done.stdout
    site = clone / "build/html"
    # Nothing but the progress of a build that warns of nothing, and the new addresses.
    lines = done.stdout.splitlines()
    assert lines[0] == "[1/1] html"
    assert re.fullmatch(r"Built in [\d.]+ s:", lines[1])
    # The page, its label, its references, its claims with their rows, its figure and the note of
    # that, and a number for each paragraph.
    numbers = sum(line.startswith("  chapters/bowlby.html#p") for line in lines)
    new = 1 + 1 + 18 + 2 * 5 + 2 + numbers
    assert numbers > 5
    assert lines[2:4] == [f"  {site / 'index.html'}", f"{new} new addresses"]
    recorded = (clone / "tests/book/addresses.txt").read_text("utf-8").split()
    assert {"chapters/bowlby.html", "chapters/bowlby.html#chapter-bowlby"} <= set(recorded)
    assert {line.strip() for line in lines[4:]} <= set(recorded)
    assert "John Bowlby" in (site / "back/evidence.html").read_text("utf-8")


def test_chapter_named_in_the_steps_has_the_parts_that_readers_rely_on():
    assert re.findall(r"^## (.+)$", text("coan"), re.M) == PARTS
    assert "coan" not in OTHER_PARTS


@pytest.mark.slow
def test_language_is_added_by_the_steps(clone):
    first, html_only = re.findall(r"`(make language[^`]+)`", section("Add a language"))
    assert first == "make language ARGS=de"
    catalogs = clone / "locale/de/LC_MESSAGES"
    done = make(clone, html_only)
    assert done.returncode == 0, done.stdout
    built = clone / "build/de/html/chapters/coan.html"
    assert "Learning objectives" in built.read_text("utf-8")
    for name, english, german in (
        ("chapters/coan.po", "Learning objectives", "Lernziele"),
        ("sphinx.po", "Cited in", "Zitiert in"),
        ("sphinx.po", "Claim %s", "Behauptung %s"),
    ):
        old = f'msgid "{english}"\nmsgstr ""\n'
        replace(catalogs / name, old, f'msgid "{english}"\nmsgstr "{german}"\n')
    done = make(clone, first)
    lines = done.stdout.splitlines()
    assert re.fullmatch(
        re.escape(str(catalogs)) + r": 3 of \d{4} messages are translated", lines[0]
    )
    out = clone / "build/de"
    made = ["html/index.html", *PDFS, CHAPTERS, "creating-connections.epub"]
    assert [re.sub(r"[\d.]+ s", "N s", line) for line in lines[1:]] == [
        "[1/3] html", "[2/3] pdf", "[3/3] epub", "Built in N s:",
        *(f"  {out / path}" for path in made),
    ]  # fmt: skip
    page = built.read_text("utf-8")
    assert '<html class="no-js" lang="de"' in page
    assert "Lernziele" in page
    assert "Behauptung 4.1" in page
    assert "Learning objectives" not in page
    assert "Zitiert in" in (built.parents[1] / "back/references.html").read_text("utf-8")
    with pypdfium2.PdfDocument(out / made[1]) as pdf:
        printed = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Lernziele" in printed
    assert "Behauptung 4.1" in printed
    with ZipFile(out / made[-1]) as epub:
        assert "Lernziele" in epub.read("chapters/coan.xhtml").decode()
