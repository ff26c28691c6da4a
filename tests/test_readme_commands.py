"""What the README and the data about the book say is so."""

import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.sources import copy_of_the_sources
from tasks.targets import TARGETS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
#: Runs a target with the packages of this environment: a clone has none of its own.
TARGET = """
import sys
from tasks import targets
targets.ensure = lambda *locks: sys.executable
sys.exit(targets.main(sys.argv[1:]))
"""


@pytest.fixture
def clone(tmp_path) -> Path:
    """A fresh clone, with what the working tree has changed."""
    return copy_of_the_sources(tmp_path)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


def test_example_works_on_a_fresh_clone_without_the_network(clone):
    [pasted], [shown] = blocks("bibtex"), blocks("console")
    (clone / "pasted.bib").write_text(pasted, "utf-8")
    command, _, printed = shown.partition("\n")
    target, arguments = re.fullmatch(r"\$ make (\w+) ARGS='(.*)'", command).groups()
    nobody = "http://127.0.0.1:9"
    done = subprocess.run(
        [sys.executable, "-c", TARGET, target, *shlex.split(arguments)],
        cwd=clone, input="y\n", capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "https_proxy": nobody, "http_proxy": nobody},
    )  # fmt: skip
    assert done.stderr == ""
    # Who types the answer sees it, and ends the line with it.
    assert done.stdout.replace("[y/N] ", "[y/N] y\n") == printed
    assert "{cronbach1955construct," in (clone / "refs.bib").read_text("utf-8")


def test_targets_that_the_readme_names_are_there():
    named = set(re.findall(r"(?:^|`|\$ )(?:make|python -m tasks) (\w+)", README, re.M))
    assert {"book", "test", "add", "help"} <= named <= TARGETS.keys()


def test_edition_has_one_version():
    """A tag of that version makes a release (.github/workflows/release.yml)."""
    settings = runpy.run_path(str(ROOT / "conf.py"))
    assert settings["release"] == settings["version"]
    citation = re.search(r'^version: "(.+)"$', (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    change = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert citation[1] == change[1] == settings["release"]


def test_imprint_cites_the_edition_that_it_stands_in():
    """Its title, authors and version are those of CITATION.cff, its year that of the last look."""
    imprint, citation = (
        (ROOT / name).read_text("utf-8") for name in ("front/imprint.md", "CITATION.cff")
    )
    title = re.search(r'^title: "(.+)"$', citation, re.M)[1]
    authors = re.search(r"^  - name: (.+)$", citation, re.M)[1]
    version = runpy.run_path(str(ROOT / "conf.py"))["release"]
    claims = "".join(path.read_text("utf-8") for path in (ROOT / "chapters").glob("*.md"))
    year = max(re.findall(r"^:seen: (\d{4})-", claims, re.M))
    assert f"{authors}. ({year}). *{title}* (Version {version})" in imprint
    assert set(re.findall(r"\b(?:19|20)\d\d\b", imprint)) == {year}
