"""extensions.offline and tasks.site: from a disk, without a network, and where no page is."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect
from sphinx.testing.util import SphinxTestApp

from extensions.gate import outputs
from tasks import site as sites

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parent.parent
#: That of deploy/: a worker asks for pages itself.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
CONF = {
    "extensions": [
        "extensions.downloads",
        "extensions.frame",
        "extensions.furo",
        "extensions.menu",
        "extensions.merged",
        "extensions.offline",
        "extensions.finding",
    ],
    "html_theme": "furo",
    "html_title": "Book",
    "html_copy_source": False,
    "html_downloads": ["book.pdf", "book-site.zip"],
    "html_download_sizes": {"book.pdf": "A4"},
    "language": "nl",
    "locale_dirs": [str(REPOSITORY / "locale")],
}
PAGES = {
    "index.rst": "Book\n====\n\n.. toctree::\n\n   part/one\n   part/two\n   part/three\n",
    "part/one.rst": "One\n===\n\nThe first page, :doc:`two`.\n",
    "part/two.rst": "Two\n===\n\nThe second page.\n",
    "part/three.rst": "Three\n=====\n\n.. figure:: /hand.svg\n   :alt: A hand\n",
}


def build(folder: Path, finish: bool = True, pages: dict | None = None, **settings) -> Path:
    """A finished site of a tiny book, with a PDF beside it."""
    source = folder / "book"
    for name, text in {**PAGES, "conf.py": "", **(pages or {})}.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, "utf-8")
    shutil.copy(REPOSITORY / "tests/roots/test-html-page/hand.svg", source)
    app = SphinxTestApp("html", srcdir=source, confoverrides={**CONF, **settings}, freshenv=True)
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    made = folder / "made"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(app.outdir, made, ignore=shutil.ignore_patterns(".*"))
    (made / "book.pdf").write_bytes(b"%PDF" * 700_000)
    if finish:
        sites.finish(made, "book-site.zip")
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


# -- Sizes and the zip --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (2_800_000, "en", "2.8 MB"),
        (2_800_000, "nl", "2,8 MB"),
        (2_800_000, "fr", "2,8 Mo"),
        (31_400_000, "en", "31 MB"),
        (878_249, "en", "878 kB"),
        (1_500, "de", "1,5 kB"),
        (3_000_000, "pt-BR", "3 MB"),
    ],
)
def test_size_is_said_as_people_say_it(count, language, said):
    assert sites.size(count, language).replace("\N{NO-BREAK SPACE}", " ") == said


def test_title_page_tells_the_sizes_of_all_that_it_offers(site):
    told = [item.get_text().replace("\N{NO-BREAK SPACE}", " ") for item in soup(site / "index.html")
            .select(".downloads a")]  # fmt: skip
    assert told[0] == "Download het boek als PDF, A4, 2,8 MB"
    kilobytes = round((site / "book-site.zip").stat().st_size / 1e6, 1)
    assert told[1].endswith(f"ZIP, {str(kilobytes).replace('.', ',')} MB")


def test_without_the_files_no_size_is_told(tmp_path):
    made = build(tmp_path, finish=False)
    (made / "book.pdf").unlink()
    sites.tell_sizes(made, made / "index.html")
    assert "data-file" in (made / "index.html").read_text("utf-8")
    assert soup(made / "index.html").select(".downloads a")[0].get_text().endswith("PDF, A4")


def test_zip_is_the_same_every_time(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    first, second = (build(tmp_path / name) / "book-site.zip" for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as made:
        assert {entry.date_time[:3] for entry in made.infolist()} == {(2026, 1, 1)}


def test_zip_holds_all_that_its_pages_lead_to(site, tmp_path):
    with zipfile.ZipFile(site / "book-site.zip") as made:
        made.extractall(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["book-site"]
    root = tmp_path / "book-site"
    for page in root.rglob("*.html"):
        for tag in soup(page).select("[href], [src]"):
            address = urlsplit(tag.get("href") or tag.get("src"))
            if not address.scheme and address.path:
                assert (page.parent / unquote(address.path)).exists(), address
    assert not (root / "sw.js").exists()
    assert not (root / "404.html").exists()


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_zip_reads_from_a_fresh_folder(site, tmp_path, browser):
    with zipfile.ZipFile(site / "book-site.zip") as made:
        made.extractall(tmp_path / "a folder")
    page = browser.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto((tmp_path / "a folder/book-site/index.html").as_uri())
    page.locator("main a", has_text="One").click()
    expect(page.locator("h1")).to_contain_text("One")
    page.locator("main a", has_text="Two").click()
    expect(page.locator("h1")).to_contain_text("Two")
    expect(page.locator(".offline")).to_have_count(0)
    page.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


# -- Pages in the place of others -----------------------------------------------------------


@pytest.mark.parametrize("url", ["", "https://a.example/", "https://a.example/books/one/"])
@pytest.mark.parametrize("name", ["404", "offline"])
def test_page_for_any_address_has_rooted_addresses(tmp_path, url, name):
    made = build(tmp_path, html_baseurl=url)
    base = urlsplit(url).path or "/"
    page = soup(made / f"{name}.html")
    assert page.html["data-content_root"] == base
    for tag in page.select("[href], [src], form"):
        address = tag.get("href") or tag.get("src") or tag.get("action")
        if address.startswith(("#", "http")):
            continue
        assert address.startswith(base)
        assert (made / address.removeprefix(base).partition("?")[0]).is_file(), address
    assert [found for found in outputs.check(made, url) if found.path.startswith(name)] == []
    links = [tag["href"].removeprefix(base) for tag in page.select("main nav a")]
    assert links == ["part/one.html", "part/two.html", "part/three.html"]
    assert page.select_one("main form input[name=q]")
    assert page.select("link[rel=canonical]") == []


@pytest.mark.parametrize(
    ("name", "base", "address", "refused"),
    [
        ("404.html", "", "/part/one.html", False),
        ("404.html", "https://a.example/books/", "/books/one.html", False),
        ("404.html", "https://a.example/books/", "/other/one.html", True),
        ("404.html", "", "/../one.html", True),
        ("404.html", "", "//b.example/", True),
        ("part.html", "", "/part/one.html", True),
    ],
)
def test_gate_lets_only_these_pages_have_rooted_addresses(tmp_path, name, base, address, refused):
    (tmp_path / name).write_text(f'<link rel="next" href="{address}">', "utf-8")
    assert bool(list(outputs.check(tmp_path, base))) is refused


def test_no_page_has_a_worker_before_the_site_is_finished(tmp_path):
    made = build(tmp_path, finish=False)
    assert not (made / "sw.js").exists()
    assert soup(made / "index.html").select_one("meta[name=digest]")["content"] == ""


def test_page_that_stays_the_same_keeps_its_digest(tmp_path):
    def digests(made: Path) -> dict[str, str]:
        return {
            page.name: soup(page).select_one("meta[name=digest]")["content"]
            for page in made.rglob("*.html")
            if page.name not in ("404.html", "offline.html")
        }

    first = digests(build(tmp_path))
    second = digests(build(tmp_path, pages={"part/two.rst": "Two\n===\n\nMended.\n"}))
    assert {name for name in first if first[name] != second[name]} == {"two.html"}


# -- Without a network ----------------------------------------------------------------------


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves a site with the policy of deploy/."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class Server:
    """A server that can be stopped, and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.start()

    def start(self) -> None:
        handler = functools.partial(Strict, directory=str(self.folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = Server(build(tmp_path))
    yield started
    started.stop()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    # The Dutch of Sphinx's scripts cannot be read under the policy: `extensions.merged`.
    assert [fault for fault in faults if not fault.startswith("Evaluating a string")] == []


def visit(page: Page, address: str) -> None:
    """Open a page and wait until it is kept."""
    page.goto(address)
    expect(page.locator(".offline button").first).to_be_visible()


def kept(page: Page) -> list[str]:
    """The paths of what the browser keeps."""
    urls = page.evaluate(
        "(async () => (await Promise.all((await caches.keys()).map(async (name) => "
        "(await (await caches.open(name)).keys()).map((one) => one.url)))).flat())()"
    )
    return sorted({urlsplit(url).path for url in urls})


def wait_for(page: Page, path: str) -> None:
    for _ in range(100):
        if path in kept(page):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{path} is not kept: {kept(page)}")


slow = pytest.mark.slow
group = pytest.mark.xdist_group("browser")


@slow
@group
def test_what_was_read_once_is_read_without_a_network(page, server):
    visit(page, f"{server.url}/part/three.html")
    wait_for(page, "/part/three.html")
    wait_for(page, "/index.html")
    server.stop()
    page.reload()
    expect(page.locator("h1")).to_contain_text("Three")
    color = "getComputedStyle(document.querySelector('.page-header')).position"
    assert page.evaluate(color) == "sticky"  # the looks are there
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    page.goto(f"{server.url}/")
    expect(page.locator("h1")).to_contain_text("Book")
    page.goto(f"{server.url}/part/two.html")
    expect(page.locator("h1")).to_have_text("Deze pagina is niet bewaard")
    expect(page.locator("main nav a")).to_have_count(3)
    server.start()
    page.reload()
    expect(page.locator("h1")).to_contain_text("Two")


@slow
@group
def test_whole_book_is_kept_when_the_reader_asks(page, server):
    visit(page, f"{server.url}/index.html")
    keep = page.get_by_role("button", name="Het hele boek bewaren")
    keep.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".offline")).to_contain_text("Het hele boek is bewaard")
    server.stop()
    for name in ("one", "two", "three"):
        page.goto(f"{server.url}/part/{name}.html")
        expect(page.locator("h1")).to_contain_text(name.capitalize())
    page.goto(f"{server.url}/search.html?from=here")
    expect(page.locator("h1")).to_have_text("Zoeken")
    server.start()


@slow
@group
def test_turned_off_nothing_is_kept_and_it_stays_off(page, server):
    visit(page, f"{server.url}/part/one.html")
    wait_for(page, "/part/one.html")
    page.get_by_role("button", name="Uitzetten").click()
    expect(page.locator(".offline")).to_contain_text("Er wordt niets bewaard")
    assert kept(page) == []
    page.goto(f"{server.url}/part/two.html")
    expect(page.locator(".offline")).to_contain_text("Er wordt niets bewaard")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.get_by_role("button", name="bewaren").click()
    expect(page.locator(".offline")).to_contain_text("worden in deze browser bewaard")
    wait_for(page, "/part/two.html")


@slow
@group
def test_newer_edition_is_offered_where_the_reader_sees_the_old_one(page, server, tmp_path):
    visit(page, f"{server.url}/part/two.html")
    wait_for(page, "/part/two.html")
    build(tmp_path, pages={"part/two.rst": "Two\n===\n\nMended.\n"})
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
    expect(page.locator(".newer-edition")).to_contain_text("een nieuwere editie")
    expect(page.locator("main")).not_to_contain_text("Mended")
    page.get_by_role("button", name="Laden").click()
    expect(page.locator("main")).to_contain_text("Mended")
    expect(page.locator(".newer-edition")).to_be_empty()


@slow
@group
def test_page_that_is_the_same_offers_nothing(page, server, tmp_path):
    visit(page, f"{server.url}/part/one.html")
    before = page.evaluate("document.querySelector('meta[name=digest]').content")
    build(tmp_path, pages={"part/two.rst": "Two\n===\n\nMended.\n"})
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
    page.wait_for_function(
        "navigator.serviceWorker.getRegistration().then(one => !one.waiting && !one.installing)"
    )
    page.wait_for_timeout(300)
    expect(page.locator(".newer-edition")).to_be_empty()
    assert page.evaluate("document.querySelector('meta[name=digest]').content") == before
    # What comes from the network is new, whatever is kept.
    page.goto(f"{server.url}/part/two.html")
    expect(page.locator("main")).to_contain_text("Mended")


@slow
@group
def test_where_the_policy_lets_no_worker_ask_the_book_is_read_as_ever(page, server, monkeypatch):
    monkeypatch.setitem(globals(), "POLICY", POLICY.replace("connect-src 'self'; ", ""))
    page.goto(f"{server.url}/part/one.html")
    page.wait_for_timeout(1000)
    page.goto(f"{server.url}/part/two.html")
    expect(page.locator("h1")).to_contain_text("Two")
