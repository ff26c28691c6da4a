"""extensions.printing: a page on paper, with its answers or without."""

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
Questions
=========

Why?

.. admonition:: Answer
   :class: answer
   :collapsible: closed

   Because.

.. admonition:: More
   :collapsible: closed

   Something else.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_site(
        tmp_path_factory.mktemp("site"), TEXT, "extensions.printing", "extensions.wide"
    )


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 700})
    opened.goto((site / "second.html").as_uri())
    yield opened
    opened.close()


def shown_on_paper(page: Page) -> list[str]:
    """Which of the two boxes print with what is in them."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    said = [word for word in ("Because.", "Something else.") if page.get_by_text(word).is_visible()]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    return said


def test_everything_prints_open_and_is_closed_again(page: Page):
    assert shown_on_paper(page) == ["Because.", "Something else."]
    assert page.locator("main details[open]").count() == 0


def test_answers_are_left_out_by_keyboard(page: Page):
    box = page.get_by_label("met de antwoorden")
    box.focus()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    assert shown_on_paper(page) == ["Something else."]
    box.focus()  # which it lost when this test hid it
    page.keyboard.press("Space")
    assert shown_on_paper(page) == ["Because.", "Something else."]


def test_the_offer_prints_the_page_and_is_not_printed(page: Page):
    page.evaluate("window.print = () => document.body.append('printed')")
    page.get_by_role("button", name="Deze pagina afdrukken").click()
    expect(page.get_by_text("printed")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".printing")).to_be_hidden()


def test_a_page_without_answers_has_nothing_to_leave_out(page: Page, site: Path):
    page.goto((site / "genindex.html").as_uri())
    assert page.locator(".printing button").count() == 1
    assert page.locator(".printing input").count() == 0
