"""extensions.frame: landmarks, menus that a keyboard reaches, and nothing inline."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
PAGES = ("index", "second", "search", "genindex")
#: Only files of the site, and nothing that stands in a page.
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'"
)


def overrides(**settings) -> dict[str, object]:
    return {
        "extensions": [
            "extensions.frame",
            "extensions.furo",
            "extensions.wide",
            "extensions.finding",
        ],
        "language": "nl",
        "locale_dirs": [str(HERE.parent / "locale")],
        "html_license": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        "version": "2.0",
        "html_title": "Page",
        "copyright": "Nobody",
        **settings,
    }


def build(folder: Path, builder: str = "html", **settings) -> SphinxTestApp:
    source = copytree(HERE / "roots/test-html-page", folder / "book")
    app = SphinxTestApp(builder, srcdir=source, confoverrides=overrides(**settings))
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    return app


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(build(tmp_path_factory.mktemp("site")).outdir)


def soup(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "lxml")


# -- What stands in a page ----------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline(site: Path, name: str):
    page = soup(site, name)
    assert [script for script in page.find_all("script") if not script.get("src")] == []
    assert page.find_all("style") == page.find_all(style=True) == []
    handlers = {key for tag in page.find_all(True) for key in tag.attrs if key.startswith("on")}
    assert handlers == set()


@pytest.mark.parametrize("name", PAGES)
def test_landmarks_are_named_and_there_is_one_main(site: Path, name: str):
    page = soup(site, name)
    assert len(page.find_all("main")) == len(page.find_all("h1")) == 1
    named = [
        tag.get("aria-label") or page.find(id=tag["aria-labelledby"]).get_text()
        for tag in page.find_all("nav")
    ]
    assert named[0] == "Inhoud"
    assert len(set(named)) == len(named)


def test_the_page_is_marked_in_the_menu(site: Path):
    [here] = soup(site, "second").select("#site-menu [aria-current]")
    assert (here["aria-current"], here.get_text()) == ("page", "1. Second")


def test_foot_says_edition_and_license(site: Path):
    foot = soup(site, "second").select_one(".bottom-of-page")
    assert "Page, editie 2.0" in " ".join(foot.get_text().split())
    license_ = foot.select_one("a[rel=license]")
    assert license_["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert license_.get_text() == "CC BY 4.0"


def test_viewport_is_said_once(site: Path):
    assert len(soup(site, "index").select("meta[name=viewport]")) == 1


@pytest.mark.parametrize(
    ("builder", "settings"), [("epub", {}), ("html", {"html_theme": "alabaster"})]
)
def test_other_builders_keep_their_templates(tmp_path: Path, builder: str, settings: dict):
    app = build(tmp_path, builder, **settings)
    pages = [path.read_text("utf-8") for path in Path(app.outdir).rglob("*html")]
    assert pages
    assert not any("site-menu" in page for page in pages)


def test_second_build_writes_no_page(tmp_path: Path):
    """The file of the words would be a new static file, which every page shows."""
    folder = tmp_path / "book"
    settings = {"extensions": ["extensions.frame", "extensions.unchanged", "extensions.furo"]}
    site = Path(build(tmp_path, **settings).outdir)
    pages = [site / f"{name}.html" for name in ("index", "second")]
    before = [page.stat().st_mtime_ns for page in pages]
    app = SphinxTestApp("html", srcdir=folder, freshenv=False, confoverrides=overrides(**settings))
    app.build()
    app.cleanup()
    assert [page.stat().st_mtime_ns for page in pages] == before


# -- In a browser -------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    """Serves a site with the strictest policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def do_GET(self) -> None:
        """All but the icon that browsers ask for."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(params=["narrow", "wide"])
def width(request: pytest.FixtureRequest) -> int:
    return {"narrow": 320, "wide": 1280}[request.param]


@pytest.fixture
def opened(browser: Browser, address: str, width: int) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": width, "height": 800})
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/second.html")
    yield page
    page.close()
    # What the test itself asks of the page is evaluated in it.
    assert [fault for fault in faults if not fault.startswith("Evaluating a string")] == []


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", ["narrow"], indirect=True)
@pytest.mark.parametrize(
    ("label", "menu"), [("Inhoud", "site-menu"), ("Op deze pagina", "page-menu")]
)
def test_menu_opens_and_closes_by_keyboard(opened: Page, label: str, menu: str):
    button, drawer = opened.locator(f"[aria-label='{label}']").first, opened.locator(f"#{menu}")
    expect(drawer).to_be_hidden()
    button.focus()
    opened.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    opened.keyboard.press("Tab")
    assert drawer.evaluate("menu => menu.contains(document.activeElement)")
    opened.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert focused(opened) == label


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", ["narrow"], indirect=True)
def test_closed_menus_are_out_of_reach(opened: Page):
    stops = []
    for _ in range(30):
        opened.keyboard.press("Tab")
        stops.append(opened.evaluate("!!document.activeElement.closest('.drawer')"))
    assert not any(stops)


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", ["wide"], indirect=True)
def test_both_menus_stand_beside_the_text_at_1280(opened: Page):
    boxes = [opened.locator(part).bounding_box() for part in ("#site-menu", "main", "#page-menu")]
    edges = [(box["x"], box["x"] + box["width"]) for box in boxes]
    assert edges[0][1] <= edges[1][0] < edges[1][1] <= edges[2][0] < edges[2][1] <= 1280


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_every_tool_can_be_hit(opened: Page):
    """WCAG 2.2, 2.5.8."""
    small = opened.locator("button:visible, .tool:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect())"
        ".filter(box => box.width < 24 || box.height < 24).length"
    )
    assert small == 0
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_what_a_link_leads_to_is_not_under_the_head_of_the_page(opened: Page):
    target = opened.locator("main :is(h2, p)").last
    target.evaluate("target => { target.id = 'there'; location.hash = 'there'; }")
    opened.wait_for_timeout(700)  # it glides
    head = opened.locator(".page-header").evaluate(
        "head => getComputedStyle(head).position === 'sticky' ? head.offsetHeight : 0"
    )
    assert target.bounding_box()["y"] >= head


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", ["wide"], indirect=True)
def test_theme_is_kept(opened: Page):
    opened.locator(".theme-toggle").click()
    chosen = opened.evaluate("document.body.dataset.theme")
    assert chosen != "auto"
    opened.reload()
    assert opened.evaluate("document.body.dataset.theme") == chosen


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_menu_opens_without_scripts(browser: Browser, site: Path):
    page = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}
    ).new_page()
    page.goto((site / "second.html").as_uri())
    page.locator(".menu-button").click()
    expect(page.locator("#site-menu")).to_be_visible()
    page.locator("#site-menu a").last.click()
    page.context.close()
