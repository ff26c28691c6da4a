"""extensions.enlarge: figures as large as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect
from tiny_site import tiny_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
TEXT = """
Hands
=====

.. figure:: hand.svg
   :alt: A hand.

   Two hands.

After.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_site(tmp_path_factory.mktemp("site"), TEXT, "extensions.wide", "extensions.enlarge")


@pytest.fixture(params=[320, 1280])
def page(request, browser: Browser, site: Path) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 700})
    opened.goto((site / "second.html").as_uri())
    yield opened
    opened.close()


def test_figure_opens_large_and_comes_back_by_keyboard(page: Page):
    button, dialog = page.locator(".enlarge"), page.locator("dialog.enlarged")
    assert button.get_attribute("aria-label") == "Fig. 1.1 vergroten"
    button.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog.locator("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("figure .picture-wrapper > img")).to_be_visible()
    assert page.evaluate("document.activeElement.classList.contains('enlarge')")
    page.keyboard.press("Enter")  # a second time as the first
    expect(dialog.locator("img")).to_be_visible()
    dialog.get_by_label("Sluiten").click()
    expect(page.locator("figure .picture-wrapper > img")).to_be_visible()


def test_page_is_no_wider_than_the_window(page: Page):
    page.locator(".enlarge").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_without_figures_has_no_dialog(page: Page, site: Path):
    page.goto((site / "genindex.html").as_uri())
    assert page.locator("dialog").count() == 0
