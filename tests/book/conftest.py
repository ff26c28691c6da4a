"""The finished book, built once for all workers from a clean copy of the tracked files."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock

from tasks.sources import copy_of_the_sources


@dataclass(frozen=True)
class Book:
    """Where one build of the book is, and what the build printed."""

    source: Path
    output: str

    @property
    def build(self) -> Path:
        return self.source / "build"

    @property
    def html(self) -> Path:
        return self.build / "html"

    @property
    def pdf(self) -> Path:
        return self.build / "creating-connections.pdf"

    @property
    def pdfs(self) -> tuple[Path, Path]:
        """A4, and the size of a book."""
        return self.pdf, self.build / "creating-connections-book.pdf"

    @property
    def epub(self) -> Path:
        return self.build / "creating-connections.epub"

    def pages(self) -> dict[str, Path]:
        """Every HTML page, by its address within the site."""
        return {p.relative_to(self.html).as_posix(): p for p in sorted(self.html.rglob("*.html"))}


def build_book(source: Path, **environment: str) -> Book:
    """Build all three outputs in *source* as the make target does."""
    done = subprocess.run(
        [sys.executable, "-m", "tasks.book"],
        cwd=source, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600", **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return Book(source, done.stdout)


def build_once(root: Path, name: str, **environment: str) -> Book:
    """Build in *root*/*name* unless another worker has done so."""
    source, log = root / name, root / f"{name}.log"
    with FileLock(root / f"{name}.lock"):
        if not log.exists():
            book = build_book(copy_of_the_sources(source), **environment)
            log.write_text(book.output)
    return Book(source, log.read_text())


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory, worker_id) -> Path:
    """One folder for all workers of this run."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def book(shared_folder) -> Book:
    return build_once(shared_folder, "book", PYTHONHASHSEED="1")


@pytest.fixture(scope="session")
def second_book(shared_folder) -> Book:
    """The same sources in a folder with a longer name, under another hash seed."""
    return build_once(shared_folder, "the same book in another folder", PYTHONHASHSEED="2")


@pytest.fixture(scope="session")
def soups(book) -> dict[str, BeautifulSoup]:
    """Every HTML page, parsed."""
    return {name: BeautifulSoup(p.read_text("utf-8"), "lxml") for name, p in book.pages().items()}
