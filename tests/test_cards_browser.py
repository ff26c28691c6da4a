"""extensions.cards in a real Chromium: by mouse, keyboard and touch, served and from a disk."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from card_books import build, write
from playwright.sync_api import Browser, BrowserContext, Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Open = Callable[..., Page]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
#: Only files of the site, and nothing that stands in a page.
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'"
)
ROE = "Roe,\N{NO-BREAK SPACE}J. (2006). A hand, </script><img src=x> and “more.” Journal of Hands."
CITATION = ".citation-place a"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(write(tmp_path_factory.mktemp("cards") / "book"))


class Strict(SimpleHTTPRequestHandler):
    """Serves a site with the strictest policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    return served if request.param == "http" else f"{site.as_uri()}/"


class Opened(NamedTuple):
    context: BrowserContext
    faults: list[str]


@pytest.fixture
def opener(browser: Browser) -> Iterator[Open]:
    """Opens pages; what they complain of fails the test."""
    opened: list[Opened] = []

    def open_page(address: str, *, touch: bool = False, script: bool = True, **options) -> Page:
        size = {"width": 390, "height": 700} if touch else {"width": 1100, "height": 700}
        context = browser.new_context(
            **{"viewport": size, "has_touch": touch, "is_mobile": touch, **options},
            java_script_enabled=script,
        )
        faults: list[str] = []
        opened.append(Opened(context, faults))
        context.set_default_timeout(5_000)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    found = []
    for context, faults in opened:
        context.close()
        # What the test itself asks of the page is evaluated in it, axe asks for the style sheets
        # once more, and browsers for an icon; tables of docutils say how wide their columns are.
        known = ("Evaluating a string", "404", "Access to XMLHttpRequest", "ERR_FAILED")
        known += ("Applying inline style",)
        found += [fault for fault in faults if not any(one in fault for one in known)]
    assert found == []


def card(page: Page):
    return page.locator("#card")


def sheet(page: Page):
    return page.locator("dialog.card-sheet")


def point(page: Page, selector: str, n: int = 0):
    link = page.locator(f"article {selector}").nth(n)
    link.scroll_into_view_if_needed()
    link.hover()
    return link


def words(locator) -> str:
    return " ".join(locator.evaluate("one => one.textContent").split())


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def link_to(hash_: str) -> str:
    return f"a.internal[href$='{hash_}']"


# -- By mouse ------------------------------------------------------------------------


def test_card_shows_the_reference_and_stays_while_it_is_pointed_at(opener, address):
    page = opener(f"{address}one.html")
    link = point(page, link_to("#cite-roe2006hand"))
    expect(card(page)).to_contain_text(ROE)
    expect(card(page).locator("a.external")).to_have_attribute(
        "href", "https://doi.org/10.1000/hand"
    )
    expect(link).to_have_attribute("aria-describedby", "card-body")
    card(page).hover()
    page.wait_for_timeout(600)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 690)
    expect(card(page)).to_have_count(0)
    expect(link).not_to_have_attribute("aria-describedby", "card-body")


def test_card_is_not_opened_in_passing(opener, served):
    page = opener(f"{served}one.html")
    point(page, CITATION)
    page.wait_for_timeout(60)
    page.mouse.move(5, 690)
    page.wait_for_timeout(500)
    expect(card(page)).to_have_count(0)


def test_escape_closes_the_card_until_the_link_is_pointed_at_again(opener, served):
    page = opener(f"{served}one.html")
    point(page, CITATION)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    box = page.locator(CITATION).first.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 5)
    page.wait_for_timeout(500)
    expect(card(page)).to_have_count(0)
    page.mouse.move(5, 690)
    point(page, CITATION)
    expect(card(page)).to_be_visible()


KINDS = {
    "#fig-hands": ("figure", "Figure 1.1 The two hands."),
    "#tbl-hands": ("table", "Table 1.1 What was measured"),
    "#claim-calm": ("claim", "Claim 1.1 Jim Coan ◐ Mixed Hands calm the brain."),
    "#case-wait": ("case", "Case 1.1 A long wait"),
    "#second-name": ("section", "1.1 The larger sample"),
}


@pytest.mark.parametrize("name", KINDS)
def test_card_is_alike_on_its_page_and_elsewhere(opener, address, name):
    kind, shown = KINDS[name]
    found = []
    for at in ("one", "two"):
        page = opener(f"{address}{at}.html")
        point(page, link_to(name))
        expect(card(page)).to_be_visible()
        assert f"card-of-{kind}" in card(page).get_attribute("class")
        for other in page.locator("#card .card-of, #card .card-picture").all():
            other.evaluate("one => one.remove()")  # its page is named elsewhere only
        found.append(words(page.locator("#card-body")))
    assert found[0].startswith(shown)
    assert found[0].replace(" ", "") == found[1].replace(" ", "")


@pytest.mark.parametrize(
    ("at", "link", "shown"),
    [
        ("one", "a[role=doc-noteref]", "Not of all of them."),
        ("two", link_to("#chapter-one"), "1 A hand & a <b>brain</b>Hands calm"),
        ("two", link_to("#term-secure-base"), "secure baseFrom which one explores"),
        ("back/glossary", link_to("#term-attachment-figure"), "attachment figureWhom one seeks"),
        ("back/glossary", link_to("#cite-roe2006hand"), ROE),
        ("back/evidence", link_to("#claim-calm"), "Claim 1.1 Jim Coan"),
        ("back/evidence", link_to("#cite-doe2017hand"), "Doe, J. (2017)"),
        ("back/answers", link_to("#question-1"), "Why does a hand calm?"),
        ("back/answers", link_to("#cite-roe2006hand"), "Roe, J. (2006)"),
        ("back/names", link_to("#cited-roe2006hand-1"), "1 A hand & a <b>brain</b>"),
        ("genindex", "a[href*='#index-term']", "1 A hand & a <b>brain</b>"),
    ],
)
def test_card_everywhere_in_the_book(opener, address, at, link, shown):
    page = opener(f"{address}{at}.html")
    point(page, link)
    expect(card(page)).to_be_visible()
    plain = words(page.locator("#card-body")).replace("\xa0", " ")
    assert plain.startswith(shown.replace("\xa0", " "))


def test_figure_on_a_card_has_its_drawing(opener, address):
    page = opener(f"{address}one.html")
    point(page, link_to("#fig-hands"))
    expect(card(page).locator("svg.drawing use")).to_have_count(1)
    page = opener(f"{address}two.html")
    point(page, link_to("#fig-hands"))
    image = card(page).locator("img")
    expect(image).to_be_visible()
    page.wait_for_function("document.querySelector('#card img').naturalWidth > 0")


def test_card_repeats_no_id(opener, served):
    page = opener(f"{served}one.html")
    for link in (CITATION, link_to("#fig-hands"), link_to("#claim-calm")):
        page.mouse.move(5, 690)
        expect(card(page)).to_have_count(0)
        point(page, link)
        expect(card(page)).to_be_visible()
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids))


def test_file_is_read_at_the_first_pointing_and_once(opener, served):
    asked: list[str] = []
    page = opener(f"{served}one.html")
    page.on("request", lambda request: asked.append(request.url))
    point(page, CITATION)
    expect(card(page)).to_be_visible()  # from the page itself
    assert [url for url in asked if "/data/" in url] == []
    point(page, link_to("#term-attachment-figure"))
    expect(card(page)).to_contain_text("Whom one seeks")
    page.mouse.move(5, 690)
    point(page, link_to("#term-attachment-figure"))
    expect(card(page)).to_contain_text("Whom one seeks")
    assert [url for url in asked if "/data/" in url] == [f"{served}_static/data/cards/one.js"]


def test_free_copy_and_all_places_are_links(opener, served):
    page = opener(f"{served}one.html")
    point(page, link_to("#cite-doe2017hand"))
    tools = card(page).locator("a.card-tool")
    expect(tools).to_have_text(["Free copy", "All places in the book"])
    assert [tool.evaluate("one => one.href") for tool in tools.all()] == [
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123",
        f"{served}back/references.html#cite-doe2017hand",
    ]


def test_reference_is_copied_with_its_slant(opener, address):
    options = {} if address.startswith("file") else {"permissions": ["clipboard-read"]}
    page = opener(f"{address}one.html", **options)
    point(page, link_to("#cite-doe2017hand"))
    card(page).locator("button").click()
    expect(card(page).locator("[role=status]")).to_have_text("Copied")
    if options:
        text, html = page.evaluate(
            "navigator.clipboard.read().then(async ([one]) => Promise.all("
            "['text/plain', 'text/html'].map(async type => (await one.getType(type)).text())))"
        )
        assert text.replace("\xa0", " ") == (
            "Doe, J. (2017). The hand again. Journal of Hands. https://doi.org/10.1000/again"
        )
        assert ">Journal of Hands</em>" in html


def test_reference_is_copied_where_there_is_no_clipboard(opener, served):
    page = opener(f"{served}one.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    point(page, link_to("#cite-doe2017hand"))
    card(page).locator("button").click()
    expect(card(page).locator("[role=status]")).to_have_text("Copied")
    assert page.evaluate("getSelection().toString()") == ""


# -- By keyboard ------------------------------------------------------------------------


def first_link(page: Page):
    link = page.locator(f"article {CITATION}").first
    page.evaluate("one = document.querySelector('article p'); one.tabIndex = -1; one.focus()")
    page.keyboard.press("Tab")
    return link


def test_tab_leads_into_the_card_and_from_it_to_the_next_link(opener, address):
    page = opener(f"{address}one.html")
    link = first_link(page)
    expect(link).to_be_focused()
    expect(card(page)).to_be_visible()
    stops = []
    for _ in range(5):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    assert stops == [
        "https://doi.org/10.1000/again", "Free copy", "All places in the book", "Copy reference",
        "Roe, 2006",
    ]  # fmt: skip
    expect(card(page).locator("a.external")).to_have_attribute(
        "href", "https://doi.org/10.1000/hand"
    )


def test_shift_tab_leads_back_to_the_link(opener, served):
    page = opener(f"{served}one.html")
    link = first_link(page)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(link).to_be_focused()
    expect(card(page)).to_be_visible()


def test_who_does_not_wait_passes_from_link_to_link(opener, served):
    page = opener(f"{served}one.html")
    first_link(page)
    stops = []
    for _ in range(3):
        stops.append(focused(page))
        page.keyboard.press("Tab")
    assert stops == ["Doe, 2017", "Roe, 2006", "[1]"]


@pytest.mark.parametrize("inside", [False, True], ids=["on the link", "in the card"])
def test_escape_closes_the_card_and_the_focus_is_on_the_link(opener, served, inside):
    page = opener(f"{served}one.html")
    link = first_link(page)
    expect(card(page)).to_be_visible()
    if inside:
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(link).to_be_focused()
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(0)
    page.keyboard.press("Tab")
    assert focused(page) == "Roe, 2006"


def test_card_of_the_keyboard_outlasts_the_pointer(opener, served):
    page = opener(f"{served}one.html")
    first_link(page)
    expect(card(page)).to_be_visible()
    card(page).hover()
    page.mouse.move(5, 690)
    page.wait_for_timeout(600)
    expect(card(page)).to_be_visible()


def test_enter_follows_the_link(opener, served):
    page = opener(f"{served}one.html")
    first_link(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**#cite-doe2017hand")


# -- On touch ------------------------------------------------------------------------------


def tapped(page: Page, selector: str = CITATION):
    link = page.locator(f"article {selector}").first
    link.scroll_into_view_if_needed()
    link.tap()
    return link


@pytest.mark.parametrize(
    ("at", "selector", "kind", "go"),
    [
        ("one", link_to("#cite-roe2006hand"), "Reference", "Go to the reference"),
        ("one", link_to("#term-attachment-figure"), "Term", "Go to the glossary"),
        ("back/evidence", link_to("#claim-calm"), "Claim", "Go to the claim"),
        ("two", link_to("#fig-hands"), "Figure", "Go to the figure"),
    ],
)
def test_tap_opens_a_sheet_from_which_the_link_leads_on(opener, address, at, selector, kind, go):
    page = opener(f"{address}{at}.html", touch=True)
    link = tapped(page, selector)
    target = link.evaluate("one => one.href")
    expect(sheet(page)).to_be_visible()
    expect(sheet(page).locator("h2")).to_have_text(kind)
    expect(sheet(page).locator("h2")).to_be_focused()
    assert page.url == f"{address}{at}.html"
    expect(card(page)).to_have_count(0)
    leads = sheet(page).locator(".card-tools a").first
    expect(leads).to_have_text(go)
    leads.tap()
    page.wait_for_url(target)
    expect(sheet(page)).to_have_count(0)


@pytest.mark.parametrize("how", ["Escape", "button", "backdrop"])
def test_sheet_closes_and_the_focus_returns(opener, served, how):
    page = opener(f"{served}one.html", touch=True)
    link = tapped(page)
    expect(sheet(page)).to_be_visible()
    top = page.evaluate("scrollY")
    if how == "Escape":
        page.keyboard.press("Escape")
    elif how == "button":
        sheet(page).get_by_role("button", name="Close").tap()
    else:
        page.touchscreen.tap(200, 30)
    expect(sheet(page)).to_have_count(0)
    expect(link).to_be_focused()
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(0)
    assert page.evaluate("scrollY") == top


def test_sheet_keeps_the_focus_within(opener, served):
    page = opener(f"{served}one.html", touch=True)
    tapped(page)
    expect(sheet(page)).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "[document.body, ...document.querySelectorAll('dialog, dialog *')]"
            ".includes(document.activeElement)"
        )


def test_tap_follows_the_link_when_the_file_is_gone(opener, served):
    page = opener("about:blank", touch=True)
    page.route("**/data/cards/two.js", lambda route: route.abort())
    page.goto(f"{served}two.html")
    tapped(page, link_to("#term-secure-base"))
    page.wait_for_url("**/back/glossary.html#term-secure-base")


def test_what_has_no_card_is_followed(opener, served):
    page = opener(f"{served}index.html", touch=True)
    tapped(page, "a[href='one.html']")
    page.wait_for_url("**/one.html")


# -- Without a script ----------------------------------------------------------------------


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_link_works_without_scripts(opener, address, touch):
    page = opener(f"{address}back/glossary.html", touch=touch, script=False)
    link = page.locator(link_to("#cite-roe2006hand")).first
    if touch:
        link.tap()
    else:
        link.click()
    page.wait_for_url("**/back/references.html#cite-roe2006hand")


# -- The way back --------------------------------------------------------------------------


def came_from(page: Page) -> list[tuple[str, str]]:
    return [
        (words(one), one.get_attribute("aria-label")) for one in page.locator(".came-from").all()
    ]


def test_arrow_that_leads_back_is_marked(opener, address):
    page = opener(f"{address}one.html")
    page.locator(link_to("#cite-doe2017hand")).nth(1).click()
    words_ = "back to where you were"
    assert came_from(page) == [(f"↑2 {words_}", f"Back to citation 2 of 3: {words_}")]
    page.locator(".came-from").click()
    page.wait_for_url("**#cited-doe2017hand-1")
    page.locator(link_to("#cite-roe2006hand")).first.click()
    assert came_from(page) == [(f"↑1 {words_}", f"Back to citation 1 of 3: {words_}")]
    expect(page.locator("[href='#cited-doe2017hand-1'][aria-label]")).to_have_attribute(
        "aria-label", "Back to citation 2 of 3"
    )


@pytest.mark.parametrize(
    ("at", "where"),
    [
        ("back/evidence", "back/evidence.html#evidence-of-calm"),
        ("back/glossary", "back/glossary.html#cited-roe2006hand-1"),
        ("back/answers", "back/answers.html#answer-one-1"),
    ],
)
def test_arrow_is_marked_on_another_page(opener, address, at, where):
    page = opener(f"{address}{at}.html")
    page.locator("article .citation-place a").first.click()
    page.wait_for_url("**/references.html#cite-*")
    assert len(came_from(page)) == 1
    assert page.locator(".came-from").evaluate("one => one.href") == f"{address}{where}"
    page.reload()
    assert came_from(page) == []


def test_arrow_is_marked_by_way_of_a_sheet_and_of_a_card(opener, served):
    page = opener(f"{served}one.html", touch=True)
    tapped(page, link_to("#cite-roe2006hand"))
    sheet(page).locator(".card-tools a").first.tap()
    expect(page.locator(".came-from")).to_have_attribute("href", "#cited-roe2006hand-1")
    page = opener(f"{served}one.html")
    point(page, link_to("#cite-roe2006hand"))
    card(page).get_by_text("All places").click()
    page.wait_for_url("**/references.html#cite-roe2006hand")
    assert page.locator(".came-from").evaluate("one => one.href") == (
        f"{served}one.html#cited-roe2006hand-1"
    )


# -- Measured ------------------------------------------------------------------------------

WATCH = """
window.seen = [];
for (const type of ["layout-shift", "longtask"]) {
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) seen.push([type, one.value ?? one.duration]);
  }).observe({ type, buffered: true });
}
"""


def test_nothing_moves_and_nothing_takes_long(opener, served):
    page = opener(f"{served}one.html")
    page.wait_for_timeout(300)
    page.evaluate(WATCH)
    lines = (
        "JSON.stringify([...document.querySelectorAll('article p')]"
        ".filter(one => !one.closest('.card')).map(one => one.getBoundingClientRect()))"
    )
    for selector in (CITATION, link_to("#fig-hands"), link_to("#term-attachment-figure")):
        for _ in range(3):  # a task is long, too, while others use the machine
            point(page, selector)
            before = page.evaluate(f"seen.length = 0; {lines}")
            expect(card(page)).to_be_visible()
            assert page.evaluate(lines) == before
            page.mouse.move(5, 690)
            expect(card(page)).to_have_count(0)
            assert page.evaluate(lines) == before
            seen = page.evaluate("seen")
            assert [one for one in seen if one[0] == "layout-shift"] == []
            if not seen:
                break
        assert seen == []


@pytest.mark.parametrize("width", [320, 1280])
def test_card_is_on_the_screen_and_its_tools_can_be_hit(opener, served, width):
    page = opener(f"{served}one.html", viewport={"width": width, "height": 500})
    for n in range(page.locator(f"article {CITATION}:visible").count()):
        page.mouse.move(1, 1)
        page.wait_for_timeout(350)
        point(page, f"{CITATION}:visible", n)
        expect(card(page)).to_be_visible()
        box = card(page).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 500 or box["y"] < 250
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        sizes = (
            card(page)
            .locator(".card-tool")
            .evaluate_all(
                "all => all.map(one => one.getBoundingClientRect()).map(b => [b.width, b.height])"
            )
        )
        assert min(map(min, sizes)) >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("touch", [False, True], ids=["card", "sheet"])
def test_axe_finds_no_violation(opener, site, scheme, touch):
    page = opener(f"{site.as_uri()}/one.html", touch=touch, color_scheme=scheme)
    if touch:
        tapped(page, link_to("#cite-doe2017hand"))
        expect(sheet(page)).to_be_visible()
    else:
        point(page, link_to("#claim-calm"))
        expect(card(page)).to_be_visible()
    found = Axe().run(page, context=".card").response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_card_is_not_printed(opener, served):
    page = opener(f"{served}one.html")
    point(page, CITATION)
    expect(card(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(card(page)).to_be_hidden()
