"""Models of entries: they belong to the test set, and are as clean as an entry should be."""

import subprocess
import sys

import apa7_set as manual
import pytest

from apabib import models
from apabib.bibtex.canonical import tidy
from apabib.bibtex.parse import read
from apabib.findings import ERROR
from apabib.rules.run import check_file

FILES = sorted(models.FOLDER.glob("*.bib"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def shown(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apabib", "show", *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_there_is_a_model_for_what_students_cite():
    keys = [key for _kind, key in models.KINDS]
    assert len(keys) == len(set(keys)) >= 45
    assert len({kind for kind, _key in models.KINDS}) == len(keys)


def test_every_entry_is_a_model_or_belongs_to_one():
    entries = {entry.key: entry for path in FILES for entry in read(path).entries}
    shown_keys = {key for _kind, key in models.KINDS}
    shown_keys |= {entries[key].get("related") for key in shown_keys} - {""}
    assert entries.keys() == shown_keys


def test_every_model_has_its_lines_in_the_set():
    tested = {case.name for name in manual.sections() for case in manual.cases(name)}
    assert {key for _kind, key in models.KINDS} <= tested


@each_file
def test_models_are_tidy_and_without_errors(path):
    bibliography = read(path)
    assert tidy(bibliography) == path.read_text(encoding="utf-8")
    assert [f for f in check_file(read(path)) if f.severity == ERROR] == []


IN_PRESS = r"""
```bibtex
@article{pacht2020valuation,
  author           = {Pacht, Thomas and Schelling, Britt},
  title            = {Why buyers and sellers differ},
  journal          = {Imagined Bulletin \& Review},
  pubstate         = {inpress},
}
```

- Reference, English: Pacht, T., & Schelling, B. (in press). Why buyers and sellers differ. \
*Imagined Bulletin & Review*.
- Reference, Dutch: Pacht, T., & Schelling, B. (in druk). Why buyers and sellers differ. \
*Imagined Bulletin & Review*.
- In the text, English: (Pacht & Schelling, in press)
- In the text, Dutch: (Pacht & Schelling, in druk)
""".replace("\\\n", "")


def test_the_page_shows_entry_reference_and_citation():
    found = models.page().partition("## Article in press\n")[2].partition("\n## ")[0]
    assert found == IN_PRESS


def test_what_both_languages_print_stands_once():
    found = models.page().partition("## Article in a journal\n")[2].partition("\n## ")[0]
    assert "\n- Reference: Brandsma, L. M., & Okafor, C. (2019). " in found
    assert found.endswith("\n- In the text: (Brandsma & Okafor, 2019)\n")


def test_a_related_work_is_shown_with_its_model():
    found = models.page().partition("## Review of a book\n")[2].partition("\n## ")[0]
    assert "@article{santing2019reframing," in found
    assert "@book{yousaf2016displaced," in found


def test_the_command_prints_the_page():
    done = shown("--models")
    assert (done.returncode, done.stdout, done.stderr) == (0, models.page(width=80), "")
    assert done.stdout.split() == models.page().split()
    # Entries are to be copied: their lines are as they are.
    printed = "".join(done.stdout.split("```")[::2])
    assert [line for line in printed.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_command_prints_one_language(language):
    done = shown("--models", "--language", language)
    assert (done.returncode, done.stdout) == (0, models.page([language], width=80))
    assert ("(n.d.)" in done.stdout) == (language == "en")
    assert ("(z.d.)" in done.stdout) == (language == "nl")


@pytest.mark.parametrize(
    "arguments", [[], ["key", "--models"], ["key", "--language", "nl"], ["--language", "nl"]]
)
def test_an_entry_or_the_models(arguments):
    done = shown(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (
        2, "", "apabib: say which entry to show, or --models; --language goes with --models\n",
    )  # fmt: skip
