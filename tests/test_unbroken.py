"""extensions.unbroken: on pages, lines do not end where they should not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tasks.environment import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONF = """
project = "Hands"
copyright = "Nobody"
version = "1.0"
extensions = ["myst_parser", "sphinx_apa7", "extensions.unbroken", "extensions.epub"]
bibtex_bibfiles = ["refs.bib"]
numfig = True
numfig_format = {"table": "Table %s"}
html_theme = "furo"
epub_basename = "hands"
"""
TEXT = """# Hands

Grasped {cite:p}`roe2006hand`: *r* = .28, *p* < .001, 95% CI [0.12, 0.64], so 38 × 2, a = b.

Ages 13–19, and `13–19 a = 1` in code; see {numref}`grips`.

```{list-table} Grips, 1990–1999
:name: grips

* - a
  - b
```
"""
REFS = """@article{roe2006hand,
  author = {Roe, Ann and Doe, Bo and Poe, Cy},
  title = {A hand},
  journal = {Journal of Hands},
  volume = {3},
  pages = {131--142},
  year = {2006},
}
"""
B = "\N{NO-BREAK SPACE}"
LINE = (
    '<p>Ages (<a>Roe, 2006</a>).<a class="footnote-reference"><span class="fn-bracket">[</span>1'
    '<span class="fn-bracket">]</span></a> On <span class="unbroken">131–142</span></p>'
)
#: What is in two lines, at any width of the text.
PARTED = """() => {
    const paragraph = document.querySelector("p"), found = new Set();
    for (let width = 60; width < 400; width++) {
        paragraph.style.width = `${width}px`;
        const [link, sign, range] = [...document.querySelectorAll("a, .unbroken")]
            .map(one => [...one.getClientRects()]);
        if (range.length > 1) found.add("range");
        if (sign[0].top > link.at(-1).bottom - 2) found.add("sign");
    }
    return [...found];
}"""


@pytest.fixture
def page(tmp_path: Path, make_app) -> Callable[[str], BeautifulSoup]:
    """Build the book, and parse its page."""

    def build(builder: str) -> BeautifulSoup:
        for name, text in {"conf.py": CONF, "index.md": TEXT, "refs.bib": REFS}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        app = make_app(builder, srcdir=tmp_path)
        app.build()
        app.cleanup()
        assert app.warning.getvalue() == ""
        suffix, parser = {"html": ("html", "lxml"), "epub": ("xhtml", "lxml-xml")}[builder]
        text = (app.outdir / f"index.{suffix}").read_text(encoding="utf-8")
        return BeautifulSoup(text, parser)

    return build


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_pairs_are_bound_and_ranges_are_marked(page, builder):
    soup = page(builder)
    first, second = soup.select("section > p")[:2]
    assert first.get_text() == (
        f"Grasped (Roe{B}et{B}al., 2006): r{B}={B}.28, p{B}<{B}.001, 95%{B}CI [0.12,{B}0.64], "
        f"so 38{B}×{B}2, a = b."
    )
    assert second.get_text() == f"Ages 13–19, and 13–19 a = 1 in code; see Table{B}1."
    marked = [one.get_text() for one in soup.select(".unbroken")]
    assert marked == ["13–19", "1990–1999", "131–142"]


@pytest.mark.parametrize("style", ["_static/book.css", "extensions/epub/book.css"])
def test_no_line_ends_in_a_range_or_before_the_sign_of_a_note(style, browser):
    looks = (REPOSITORY / style).read_text(encoding="utf-8")
    with browser.new_context(viewport={"width": 600, "height": 700}) as context:
        page = context.new_page()
        page.set_content(f"<style>{looks}</style><article>{LINE}</article>")
        assert page.evaluate(PARTED) == []
