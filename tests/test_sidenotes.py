"""extensions.sidenotes: notes beside the text of a wide page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from tiny_site import tiny_site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
TEXT = """
Hands
=====

A hand [#first]_ is held [#second]_, and held again [#first]_.

- In a list [#third]_.

.. [#first] Whose *hand*, tells `one <https://example.org/>`__.
.. [#second] Warm.
.. [#third] Cold.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = tiny_site(
        tmp_path_factory.mktemp("site"), TEXT, "extensions.notes", "extensions.sidenotes"
    )
    return (site / "second.html").as_uri()


def test_each_note_stands_once_beside_its_line(browser: Browser, page: str):
    """For the eye only: a listener, a search and a keyboard have the note itself."""
    wide = browser.new_page(viewport={"width": 1680, "height": 900})
    wide.goto(page)
    copies = wide.locator(".sidenote")
    assert copies.all_inner_texts() == ["1 Whose hand, tells one.", "2 Warm."]
    assert copies.evaluate_all("all => all.every(one => one.ariaHidden === 'true')")
    assert wide.locator(".sidenote :is(a, [id])").count() == 0
    right = wide.locator("main section > p").first.bounding_box()
    boxes = [copies.nth(n).bounding_box() for n in range(2)]
    assert all(box["x"] >= right["x"] + right["width"] for box in boxes)
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert wide.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide.emulate_media(media="print")
    assert not copies.first.is_visible()
    wide.close()


def test_notes_come_when_the_page_is_widened(browser: Browser, page: str):
    narrow = browser.new_page(viewport={"width": 1280, "height": 900})
    narrow.goto(page)
    assert narrow.locator(".sidenote").count() == 0
    narrow.set_viewport_size({"width": 1680, "height": 900})
    assert narrow.locator(".sidenote:visible").count() == 2
    narrow.set_viewport_size({"width": 1280, "height": 900})
    assert narrow.locator(".sidenote:visible").count() == 0
    narrow.close()
