"""A bare ``sphinx-build`` on a book that cannot be typeset: what it prints, and how it ends."""

from __future__ import annotations

import os
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

CONF = 'project = "Rooms"\nextensions = ["myst_parser", "sphinx_typst_book"]\n'
FIGURE = "# Rooms\n\n:::{figure} box.svg\nA box.\n:::\n"


def built(book: Path, *options: str) -> tuple[int, str]:
    """What sphinx-build returns and prints, with the folder of the book left out."""
    printed = StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        status = build_main(["-N", "-q", "-b", "typst", *options, str(book), str(book / "_build")])
    return status, printed.getvalue().replace(f"{book}{os.sep}", "").lstrip("\n")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "conf.py").write_text(f'{CONF}myst_enable_extensions = ["colon_fence"]\n')
    (tmp_path / "box.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "index.md").write_text("# Rooms\n\nWords.\n")
    return tmp_path


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            FIGURE,
            "index.md:3: typst: image 'box.svg' without alternative text (:alt:); write it between"
            " the brackets: ![what it shows](box.svg), or :alt:",
        ),
        (
            "# Rooms\n\n```{raw} typst\n#nonsense\n```\n",
            "typst: index.md:3: unknown variable: nonsense",
        ),
        (
            "# Rooms\n\nWords 漢字.\n",
            'typst: index.md:3: PDF/A-2a, PDF/UA-1 error: the text `"漢"` could not be displayed'
            ' with font `"Libertinus Serif"` (try using a different font)',
        ),
    ],
)
@pytest.mark.parametrize("options", [[], ["-W", "--keep-going"]], ids=["bare", "strict"])
def test_the_place_of_a_fault(book: Path, page: str, message: str, options: list[str]):
    (book / "index.md").write_text(page, encoding="utf-8")
    assert built(book, *options) == (2, f"ERROR: {message} [typst.error]\n")


def test_a_template_that_is_not_there(book: Path):
    with (book / "conf.py").open("a") as conf:
        conf.write('typst_template = "mine.typ"\n')
    assert built(book) == (
        2,
        "ERROR: typst: typst_template: there is no file mine.typ; write it, or correct"
        " typst_template in conf.py [typst.error]\n",
    )


def test_the_last_book_stays(book: Path):
    assert built(book) == (0, "")
    made = book / "_build" / "rooms.pdf"
    before = made.read_bytes()
    (book / "index.md").write_text(FIGURE)
    assert built(book)[0] == 2
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    ("look", "message"),
    [
        ("// Mine.\n#let x = nonsense\n", "mine.typ:2: unknown variable: nonsense"),
        ("// Mine.\n\n#let x = (\n", "mine.typ:3: unclosed delimiter"),
    ],
)
def test_the_place_of_a_fault_in_a_template(book: Path, look: str, message: str):
    with (book / "conf.py").open("a") as conf:
        conf.write('typst_template = "mine.typ"\n')
    (book / "mine.typ").write_text(look)
    assert built(book) == (2, f"ERROR: typst: {message} [typst.error]\n")
