"""What the tests of claims share: a good claim, a book of one page, and how to read a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

ROOT = "claim-table"

GOOD = """\
:::{claim} hand
:speaker: coan
:rating: mixed
:sources: doe2017hand
:certainty: low (imprecision)
:reported: exactly
:seen: 2026-11-20

Hands calm.

They may.
:::
"""

OPINION = (
    GOOD.replace("mixed", "opinion")
    .replace(":sources: doe2017hand\n", "")
    .replace("low (imprecision)", "not graded (opinion)")
)


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    return BeautifulSoup((app.outdir / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def words(element) -> str:
    return " ".join(element.get_text().split())


def rows(table) -> list[list[str]]:
    """The words of each cell, without the column's name that only a phone shows."""
    for label in table.find_all(class_="cell-label"):
        label.decompose()
    return [[words(cell) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]


@pytest.fixture
def one_page(rootdir: Path, tmp_path: Path, make_app: Callable[..., SphinxTestApp]):
    """Builds a book of one page and gives what it warned of, without the folder.

    ``one_page.again`` builds on what is there.
    """
    for name in ("conf.py", "refs.bib"):
        (tmp_path / name).write_bytes((rootdir / f"test-{ROOT}" / name).read_bytes())
    (tmp_path / "references.md").write_text(
        "---\norphan: true\n---\n# References\n\n```{bibliography}\n```\n", encoding="utf-8"
    )

    def again(builder: str = "html", **options) -> str:
        app = make_app(builder, srcdir=tmp_path, freshenv=False, **options)
        app.build()
        app.cleanup()
        warnings = re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue())
        return warnings.replace(f"{tmp_path}/", "")

    def build(text: str, builder: str = "html", **options) -> str:
        (tmp_path / "index.md").write_text(f"# Book\n\n{text}", encoding="utf-8")
        return again(builder, **options)

    build.again = again
    return build
