"""_static/book.js in a real Chromium: tables that scroll; and looks of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PAGE = """<!doctype html><html lang="en"><title>x</title>
<link rel="stylesheet" href="book.css"><body><main><article>
<p>First <span class="citation-place"><a href="#cite-roe">Roe, 2006</a></span>.</p>
<p><a id="elsewhere" href="#none">Elsewhere</a></p>
<div class="table-wrapper" data-name="Table"><table style="min-width: 600px">
<caption>Hands</caption><tr><td>One</td></tr></table></div>
<div class="table-wrapper" data-name="Table"><table><tr><td>One</td></tr></table></div>
<ul class="citation-list"><li class="citation" id="cite-roe">
<p>Roe, J. (2006). <em id="t">A hand</em>.
<a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a></p>
<p class="backrefs">back</p></li></ul>
</article></main><script src="book.js"></script></body></html>
"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path, rootdir: Path) -> Iterator[Page]:
    for name in ("book.css", "book.js"):
        (tmp_path / name).write_bytes((rootdir.parents[1] / "_static" / name).read_bytes())
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    opened = browser.new_page(viewport={"width": 390, "height": 700})
    opened.goto((tmp_path / "page.html").as_uri())
    yield opened
    opened.close()


def test_table_is_a_tab_stop_only_while_it_scrolls(page):
    wide, narrow = page.locator(".table-wrapper").all()
    expect(wide).to_have_attribute("tabindex", "0")
    expect(wide).to_have_attribute("aria-label", "Hands")
    expect(narrow).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(wide).not_to_have_attribute("tabindex", "0")


@pytest.mark.parametrize(
    "style",
    ["packages/sphinx-apa7/src/sphinx_apa7/static/sphinx-apa7.css", "extensions/epub/book.css"],
)
def test_links_back_begin_where_the_lines_of_a_reference_do(browser, tmp_path, rootdir, style):
    """In smaller type, in which an indent of the same number is smaller, too."""
    (tmp_path / "book.css").write_bytes((rootdir.parents[1] / style).read_bytes())
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    opened = browser.new_page(viewport={"width": 200, "height": 700})
    opened.goto((tmp_path / "page.html").as_uri())
    lefts = opened.evaluate(
        "[document.querySelector('.backrefs'), document.querySelector('.citation > p')].map(p => {"
        "const range = document.createRange(); range.selectNodeContents(p);"
        "return [...range.getClientRects()].at(-1).left; })"  # of its last line
    )
    opened.close()
    assert lefts[0] == pytest.approx(lefts[1], abs=0.5)
