"""What builds cost, beside stock Sphinx: ``python -m tasks.bench [--chapters N ...]``.

A synthetic book is built by turns as this book is built and by stock Sphinx with the same theme,
``sphinxcontrib-bibtex`` and a whole list only: anew, with nothing changed, with one chapter touched
and with one new cited reference. For each: CPU seconds of the process and its children, their ratio
to stock, and the most memory that the process held. Before that an empty book with the theme and
our extensions, with nothing changed: no build can cost less. Then the PDF of this book, and what
the compiler has of it. Changes are made and built some times over; the cheapest counts, because
others may use the machine too. A benchmark, not a test: it prints, it never fails on a slow
machine. Not for Windows, which tells no child's memory.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tasks.environment import REPOSITORY, TaskError, exit_status


@dataclass(frozen=True, order=True)
class Cost:
    """What one command took: CPU seconds of it and its children, and its peak of memory in MB."""

    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.cpu:6.2f} s {self.memory:5.0f} MB"


def cost(command: list[str], cwd: Path) -> Cost:
    """Run *command* and measure it; TaskError, after its output, if it fails."""
    # Packages that pip installed have their bytecode; so may the book's own.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env=kept, stdout=output, stderr=subprocess.STDOUT
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            print(output.read())
            raise TaskError(f"failed: {' '.join(command[:5])}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def sphinx(builder: str, source: Path) -> list[str]:
    """The command that builds *source* with *builder* as the book's own build does."""
    return [
        sys.executable, "-m", "sphinx", "-q", "-b", builder,
        "-d", str(source / "build/doctrees"), str(source), str(source / "build" / builder),
    ]  # fmt: skip


@contextmanager
def copy_of_the_book() -> Iterator[Path]:
    """The book without its builds, in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book"
        ignored = shutil.ignore_patterns("build", ".venv", ".git", "__pycache__")
        shutil.copytree(REPOSITORY, target, ignore=ignored)
        yield target


def touch(path: Path) -> None:
    """Change a chapter as an author does: one more sentence at its end."""
    path.write_text(path.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")


#: Compiles the Typst source of a book as ``sphinx_typst_book`` does, and nothing else.
COMPILE = """\
import sys
from pathlib import Path
from sphinx_typst_book.typeset import fonts, typeset
typeset(Path(sys.argv[1]), Path(sys.argv[2]), fonts())
"""


def this_book(rounds: int) -> None:
    """Print what the PDF of this book costs: cold, with nothing changed, with a chapter touched."""
    with copy_of_the_book() as source:
        print("This book as a PDF")
        command = sphinx("typst", source)
        print(f"  {'cold':<26} {cost(command, source)}", flush=True)
        for label in ("nothing changed", "one chapter touched"):
            taken = []
            for _ in range(rounds):
                if label == "one chapter touched":
                    touch(source / "chapters/coan.md")
                taken.append(cost(command, source))
            print(f"  {label:<26} {min(taken)}", flush=True)
        [typ] = (source / "build/typst").glob("*.typ")
        again = [sys.executable, "-c", COMPILE, str(typ), str(typ.with_suffix(".again.pdf"))]
        taken = [cost(again, source / "packages/sphinx-typst-book/src") for _ in range(rounds)]
        print(f"  {'the compiler alone':<26} {min(taken)}", flush=True)


WORDS = [
    "(", "attachment", "bond", "safety", "comfort", "person", "need", "threat", "response",
    "sample", "study", "effect", "interval", "partner", "hand", "measure", "result", "group",
    "time", "child", "parent", "model", "system", "theory", "evidence", "claim",
]  # fmt: skip


def synthetic(folder: Path, chapters: int, words: int, citations: int, entries: int) -> None:
    """Write a book of *chapters* chapters with *citations* citations each."""
    chance = random.Random(1)
    for name in ("extensions", "packages", "_static", "locale"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "conf.py", folder)
    (folder / "chapters").mkdir()
    keys = []
    with (folder / "refs.bib").open("w", encoding="utf-8") as refs:
        for number in range(entries):
            name = "".join(chance.choices("bcdfglmnprstv", k=3)).title() + f"en{number}"
            keys.append(f"{name.lower()}{1950 + number % 70}study")
            refs.write(
                f"@article{{{keys[-1]},\n"
                f"  author = {{{name}, Ann B. and Other{number % 97}, Carl}},\n"
                f"  title = {{Study {number} of the {chance.choice(WORDS)}}},\n"
                f"  journal = {{Journal of {chance.choice(WORDS).title()}}},\n"
                f"  year = {{{1950 + number % 70}}},\n  volume = {{{number % 60 + 1}}},\n"
                f"  pages = {{{number + 1}--{number + 9}}},\n  doi = {{10.5555/{number}}},\n"
                "  verified = {hand 2026-01-01},\n  record = {synthetic},\n}\n\n"
            )
    names = []
    for number in range(1, chapters + 1):
        names.append(f"chapters/c{number}")
        lines = [f"# Chapter {number}", ""]
        for at in range(citations):
            text = " ".join(chance.choices(WORDS, k=words // citations))
            if at % 10 == 0:
                lines += [f"## Section {at // 10 + 1}", ""]
            lines += [f"{text.capitalize()} {{cite:p}}`{chance.choice(keys)}`.", ""]
        (folder / f"{names[-1]}.md").write_text("\n".join(lines), "utf-8")
    (folder / "references.md").write_text("# References\n\n```{bibliography}\n```\n", "utf-8")
    toctree = "\n".join([*names, "references"])
    (folder / "index.md").write_text(
        f"# Synthetic\n\n```{{toctree}}\n:numbered:\n\n{toctree}\n```\n", "utf-8"
    )
    conf = (folder / "conf.py").read_text("utf-8")
    conf += '\ninclude_patterns = ["index.md", "references.md", "chapters/**"]\n'
    (folder / "conf.py").write_text(conf, "utf-8")


#: The same pages as anybody would build them with what the book is made of.
STOCK = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["refs.bib"]
html_theme = "furo"
"""
NEW = """
@book{{{key},
  author = {{Zzyzx, Zoe}},
  title = {{New work}},
  year = {{{year}}},
  publisher = {{House}},
}}
"""


def as_stock(ours: Path, folder: Path) -> None:
    """Copy the text of the synthetic book for stock Sphinx."""
    shutil.copytree(ours / "chapters", folder / "chapters")
    for name in ("index.md", "references.md", "refs.bib"):
        shutil.copy(ours / name, folder)
    (folder / "conf.py").write_text(STOCK, "utf-8")


def cite_new(book: Path) -> None:
    """Change a book as an author does who read something: an entry, and a citation of it."""
    refs, chapter = book / "refs.bib", book / "chapters/c1.md"
    year = 2000 + refs.read_text("utf-8").count("{Zzyzx, Zoe}")
    with refs.open("a", encoding="utf-8") as file:
        file.write(NEW.format(key=f"zzyzx{year}new", year=year))
    with chapter.open("a", encoding="utf-8") as file:
        file.write(f"\nAnd {{cite:p}}`zzyzx{year}new`.\n")


EDITS: list[tuple[str, Callable[[Path], object]]] = [
    ("nothing changed", lambda book: None),
    ("one chapter touched", lambda book: touch(book / "chapters/c1.md")),
    ("one new cited reference", cite_new),
]


def empty(folder: Path, ours: Path) -> None:
    """Write a book of one line, with everything of *ours* but its text."""
    folder.mkdir()
    for path in ours.iterdir():
        if path.name not in {"chapters", "references.md", "build"}:
            (folder / path.name).symlink_to(path)
    for name, text in (("index.md", "# Empty\n"), ("refs.bib", "")):
        (folder / name).unlink()
        (folder / name).write_text(text, "utf-8")


def synthetic_book(chapters: int, words: int, citations: int, entries: int, rounds: int) -> None:
    """Print what a synthetic book costs stock Sphinx and us, cold and after the usual changes."""
    with tempfile.TemporaryDirectory() as name:
        stock, ours, floor = (Path(name, part) for part in ("stock", "ours", "empty"))
        stock.mkdir()
        ours.mkdir()
        synthetic(ours, chapters, words, citations, entries)
        as_stock(ours, stock)
        empty(floor, ours)
        print(
            f"Synthetic book: {chapters} chapters of {words} words, {citations} citations each,"
            f" {entries} entries"
        )
        print(f"  {'':<26} {'stock':>17} {'ours':>17} {'ratio':>6}")
        row("cold", *(cost(sphinx("html", book), book) for book in (stock, ours)))
        cost(sphinx("html", floor), floor)
        least = [cost(sphinx("html", floor), floor)]
        for label, edit in EDITS:
            taken: list[tuple[Cost, Cost]] = []
            for _ in range(rounds):
                edit(stock), edit(ours)
                theirs, own = (cost(sphinx("html", book), book) for book in (stock, ours))
                taken.append((theirs, own))
                least.append(cost(sphinx("html", floor), floor))
            theirs, own = (min(costs) for costs in zip(*taken, strict=True))
            if label == "nothing changed":
                row("an empty book", theirs, min(least))
            row(label, theirs, own)


def row(label: str, theirs: Cost, own: Cost) -> None:
    """Print two costs and their ratio."""
    print(f"  {label:<26} {theirs} {own} {own.cpu / theirs.cpu:6.2f}", flush=True)


def main(arguments: list[str]) -> int:
    """Print the costs asked for; return 0."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument(
        "--chapters", type=int, default=100, help="chapters of the synthetic book (100)"
    )
    parser.add_argument("--words", type=int, default=2000, help="words a chapter (2000)")
    parser.add_argument("--citations", type=int, default=30, help="citations a chapter (30)")
    parser.add_argument("--entries", type=int, default=1000, help="entries in refs.bib (1000)")
    parser.add_argument("--rounds", type=int, default=3, help="times each change is made (3)")
    options = parser.parse_args(arguments)
    synthetic_book(
        options.chapters, options.words, options.citations, options.entries, options.rounds
    )
    this_book(options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
