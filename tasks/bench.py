"""Time the builds in CPU seconds: ``python -m tasks.bench [--chapters N ...]``.

Without an option: this book. With ``--chapters``: a synthetic book of that size, for which stock
Sphinx with a list per chapter is the yardstick to beat. A benchmark, not a test: it prints, it
never fails on a slow machine.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tasks.environment import REPOSITORY, TaskError, exit_status


@dataclass(frozen=True)
class Cost:
    """What one command took: CPU seconds of it and its children, and wall-clock seconds."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        return f"{self.cpu:6.1f} s CPU {self.wall:6.1f} s wall"


def cost(command: list[str], cwd: Path) -> Cost:
    """Run *command* and measure it; TaskError, after its output, if it fails."""
    before, begun = os.times(), time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    wall, after = time.perf_counter() - begun, os.times()
    if done.returncode:
        print(done.stdout)
        raise TaskError(f"failed: {' '.join(command[:5])}")
    cpu = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return Cost(cpu, wall)


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
        ignored = shutil.ignore_patterns("build", ".venv", ".git", "node_modules", "__pycache__")
        shutil.copytree(REPOSITORY, target, ignore=ignored)
        yield target


def touch(path: Path) -> None:
    """Change a chapter as an author does: one more sentence at its end."""
    path.write_text(path.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")


def time_builder(builder: str, source: Path, chapter: Path) -> None:
    """Print a cold build, one with nothing changed, and one with *chapter* touched."""
    command = sphinx(builder, source)
    shutil.rmtree(source / "build", ignore_errors=True)
    for label in ("cold", "nothing changed", "one chapter touched"):
        if label == "one chapter touched":
            touch(chapter)
        print(f"  {builder:<6} {label:<26}{cost(command, source)}", flush=True)


def this_book() -> None:
    """Print what this book's HTML and PDF cost."""
    with copy_of_the_book() as source:
        print("This book")
        for builder in ("html", "typst"):
            time_builder(builder, source, source / "chapters/coan.md")
        print(
            f"  {'bib':<6} {'check':<26}{cost([sys.executable, '-m', 'apabib', 'check'], source)}"
        )


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


def synthetic_book(chapters: int, words: int, citations: int, entries: int) -> None:
    """Print what a synthetic book costs, cold and after the usual changes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthetic(folder, chapters, words, citations, entries)
        print(
            f"Synthetic book: {chapters} chapters of {words} words, {citations} citations each,"
            f" {entries} entries"
        )
        command = sphinx("html", folder)
        print(f"  cold                             {cost(command, folder)}", flush=True)
        print(f"  nothing changed                  {cost(command, folder)}", flush=True)
        chapter = folder / "chapters/c1.md"
        touch(chapter)
        print(f"  one chapter touched              {cost(command, folder)}", flush=True)
        with (folder / "refs.bib").open("a", encoding="utf-8") as refs:
            refs.write(
                "@book{zzyzx2020new,\n  author = {Zzyzx, Zoe},\n  title = {New work},\n"
                "  year = {2020},\n  publisher = {House},\n}\n"
            )
        text = chapter.read_text("utf-8") + "\nAnd {cite:p}`zzyzx2020new`.\n"
        chapter.write_text(text, "utf-8")
        print(f"  one new cited reference          {cost(command, folder)}", flush=True)


def main(arguments: list[str]) -> int:
    """Print the costs asked for; return 0."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--chapters", type=int, help="time a synthetic book of N chapters")
    parser.add_argument("--words", type=int, default=2000, help="words a chapter (2000)")
    parser.add_argument("--citations", type=int, default=30, help="citations a chapter (30)")
    parser.add_argument("--entries", type=int, default=1000, help="entries in refs.bib (1000)")
    options = parser.parse_args(arguments)
    if options.chapters:
        synthetic_book(options.chapters, options.words, options.citations, options.entries)
    else:
        this_book()
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
