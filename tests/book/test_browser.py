"""Every page in a real Chromium, light and dark: accessible, searchable, self-contained."""

import promises
import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PAGES = (*promises.PAGES, "search")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(browser, book, name, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.goto((book.html / f"{name}.html").as_uri())
    for details in page.locator("main details").all():
        details.evaluate("element => element.open = true")
    results = Axe().run(page).response
    page.close()
    found = [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in results["violations"]]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_phone_and_logs_no_error(browser, book, name):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((book.html / f"{name}.html").as_uri())
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert width <= 390


def test_search_works_from_the_file_system(browser, book):
    page = browser.new_page()
    page.goto((book.html / "search.html").as_uri() + "?q=interoception")
    page.wait_for_selector("#search-results li a")
    hrefs = page.locator("#search-results li a").evaluate_all("links => links.map(l => l.href)")
    page.close()
    assert any("glossary" in href for href in hrefs)
