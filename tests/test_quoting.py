"""extensions.quoting: a page can be cited, its references taken, and its head says what it is."""

from __future__ import annotations

import functools
import json
import re
import shutil
import struct
import subprocess
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from pybtex.database import parse_string
from sphinx.testing.util import SphinxTestApp
from test_frame import Quiet

from extensions.gate import outputs
from extensions.quoting import head, pictures
from extensions.quoting.edition import edition_of
from tasks.environment import ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
BASE = "https://example.org/book/"
BIB = """\
@article{doe2017hand,
  author = {Doe, Jane and de Vries, Jan},
  title = {A hand that calms {\\&} soothes},
  journal = {Journal of Hands},
  date = {2017},
  volume = {3},
  number = {2},
  pages = {10--19},
  doi = {10.1234/hand},
}

@book{roe2001calm,
  author = {Roe, Ann},
  title = {Calm},
  date = {2001},
  edition = {2},
  publisher = {Press},
}

@inbook{poe1999fear,
  author = {Poe, Al},
  editor = {Moe, May},
  title = {Fear},
  booktitle = {All about feelings},
  date = {1999},
  pages = {1--9},
  publisher = {Press},
}
"""
CFF = """\
cff-version: 1.2.0
title: "Held: Hands & other matters"
abstract: What hands do.
authors:
  - name: The Hands Group
  - family-names: Doe
    given-names: Jane
version: "1.2"
date-released: 2026-03-04
license: CC-BY-4.0
keywords: [hands]
"""
BOOK = {
    "index.md": (
        "# Held\n\nA book \\<on> hands & more {cite:p}`doe2017hand`.\n\n"
        "```{toctree}\n:numbered:\n\nchapters/one\n```\n\n"
        "```{toctree}\n\nback/list\n```\n"
    ),
    "chapters/one.md": (
        "# Hands: a *first* look\n\n:::{note}\nAside.\n:::\n\n"
        "Hands calm {cite:p}`doe2017hand`. So does {cite:t}`roe2001calm`.[^a]\n\n"
        "## Part\n\nMore {cite:p}`poe1999fear`.\n\n[^a]: A note.\n"
    ),
    "back/list.md": "# References\n\n```{bibliography}\n```\n",
    "refs.bib": BIB,
    "CITATION.cff": CFF,
}
CONF = {
    "extensions": [
        "myst_parser",
        "sphinx_apa7",
        "extensions.unchanged",
        "extensions.frame",
        "extensions.quoting",
        "extensions.furo",
        "extensions.finding",
    ],
    "project": "Held",
    "html_title": "Held",
    "author": "Nobody",
    "html_theme": "furo",
    "bibtex_bibfiles": ["refs.bib"],
    "myst_enable_extensions": ["colon_fence"],
    "locale_dirs": [str(HERE.parent / "locale")],
    "html_copy_source": False,
    "html_license": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
}


def write(source: Path) -> None:
    for name, text in BOOK.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (source / "conf.py").write_text("", "utf-8")


def build(source: Path, builder: str = "html", out: str = "_build", **settings) -> Path:
    app = SphinxTestApp(
        builder,
        srcdir=source,
        builddir=source.parent / out,
        freshenv=False,
        confoverrides={**CONF, **settings},
    )
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    return Path(app.outdir)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book") / "source"
    write(folder)
    return folder


@pytest.fixture(scope="module")
def site(source: Path) -> Path:
    """With an address, and places for errors and edits."""
    return build(
        source,
        html_baseurl=BASE,
        html_report_url="https://forge.example/issues/new?place={place}&version={version}",
        html_edit_url="https://forge.example/edit/main/{source}",
    )


@pytest.fixture(scope="module")
def plain(source: Path) -> Path:
    """Without, in Dutch."""
    return build(source, out="plain", language="nl")


def soup(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "lxml")


APA = (
    "The Hands Group, & Doe, J. (2026). Hands: A first look. In Held: Hands & other matters"
    " (Chapter 1, Version 1.2). https://example.org/book/chapters/one.html"
)


# -- What a reader takes ----------------------------------------------------------------


def test_page_is_cited_in_apa(site, plain):
    box = soup(site, "chapters/one").select_one("#quoting")
    assert box.select_one("summary").get_text() == "Cite this chapter"
    assert box.select_one("[data-copy]").get_text() == APA
    assert box.select_one("[data-copy] i").get_text() == "Held: Hands & other matters"
    whole = soup(site, "index").select_one("#quoting")
    assert whole.select_one("summary").get_text() == "Cite this book"
    assert whole.select_one("[data-copy]").get_text() == (
        "The Hands Group, & Doe, J. (2026). Held: Hands & other matters (Version 1.2). " + BASE
    )
    dutch = soup(plain, "chapters/one").select_one("#quoting")
    assert dutch.select_one("summary").get_text() == "Dit hoofdstuk citeren"
    assert "(Hoofdstuk 1, Versie 1.2)" in dutch.select_one("[data-copy]").get_text()
    assert "http" not in dutch.select_one("[data-copy]").get_text()


def test_links_below_the_title_lead_into_the_box(site):
    page = soup(site, "chapters/one")
    line = page.select_one("h1 + .quoting-links")
    assert [link.get_text() for link in line.find_all("a")] == [
        "Cite this chapter", "Take the references"
    ]  # fmt: skip
    for link in line.find_all("a"):
        assert page.select_one(f"#quoting {link['href']}")


def test_every_download_is_there(site):
    names = set()
    for page in ("index", "chapters/one", "back/list"):
        for link in soup(site, page).select("#quoting a[download]"):
            path = (site / page).parent / link["href"]
            assert path.is_file(), link["href"]
            names.add(path.resolve().relative_to(site.resolve()).as_posix())
    assert {"chapters/one.bib", "back/list.json", "index.citation.ris"} <= names


def test_title_page_and_list_offer_all_references(site):
    for page, where in (("index", "back/list.bib"), ("back/list", "list.bib")):
        assert soup(site, page).select_one(f"#quoting a[href='{where}']")
    assert len(json.loads((site / "back/list.json").read_text("utf-8"))) == 3


@pytest.mark.parametrize("name", ["chapters/one", "back/list", "chapters/one.citation"])
def test_bibtex_is_read_by_pybtex(site, name):
    entries = parse_string((site / f"{name}.bib").read_text("utf-8"), "bibtex").entries
    if name.endswith("citation"):
        [entry] = entries.values()
        assert entry.fields["booktitle"] == "{Held: Hands \\& other matters}"
        assert [str(one) for one in entry.persons["author"]] == ["{The Hands Group}", "Doe, Jane"]
    else:
        assert set(entries) == {"doe2017hand", "roe2001calm", "poe1999fear"}


@pytest.fixture(scope="session")
def csl() -> Path:
    """Citation.js with citeproc-js, from npm as locked in tests/npm."""
    npm, here = shutil.which("npm"), ENVIRONMENT / "csl"
    if npm is None:
        pytest.skip("no npm, which brings the CSL processor")
    lock = HERE / "npm/package-lock.json"
    stamp = here / "installed.json"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        here.mkdir(exist_ok=True)
        for path in (HERE / "npm").iterdir():
            shutil.copy2(path, here)
        done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=here)
        if done.returncode:
            pytest.skip("npm has no network, which brings the CSL processor")
        shutil.copy2(lock, stamp)
    shutil.copy2(HERE / "npm/cite.mjs", here)
    return here


@pytest.mark.slow
def test_csl_processor_prints_the_same_references(site, csl):
    """citeproc-js, with its own APA style, from each of the three formats."""
    files = [site / f"back/list.{ending}" for ending in ("json", "ris", "bib")]
    own = [site / f"chapters/one.citation.{ending}" for ending in ("json", "ris", "bib")]
    done = subprocess.run(
        ["node", "cite.mjs", "en-US", *map(str, files + own)],
        cwd=csl, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    printed = json.loads(done.stdout)
    ours = [
        " ".join(item.select_one("p").get_text().replace("\u00a0", " ").split())
        for item in soup(site, "back/list").select(".citation")
    ]
    assert len(ours) == 3
    assert sorted(printed[0].values()) == sorted(ours)
    for other in printed[1:3]:
        assert len(set(other.values()) & set(ours)) >= 2  # Citation.js drops editors of BibTeX, RIS
    parts = re.split(r"[ ,()]+", APA)
    for cited in printed[3:]:
        [text] = cited.values()
        assert sorted(re.split(r"[ ,()]+", text)) == sorted(parts)  # it has the version first


# -- What machines read ------------------------------------------------------------------


def metas(page: BeautifulSoup) -> dict[str, str]:
    return {
        tag.get("name") or tag.get("property"): tag["content"]
        for tag in page.select("meta[content]")
    }


def test_head_describes_the_page(site):
    found = metas(soup(site, "chapters/one"))
    assert found["description"] == "Hands calm. So does Roe (2001)."
    assert found["DC.title"] == found["citation_title"] == "Hands: a first look"
    assert found["DC.date"] == "2026-03-04"
    assert found["citation_publication_date"] == "2026/03/04"
    assert found["citation_inbook_title"] == "Held: Hands & other matters"
    assert found["og:url"] == found["DC.identifier"] == BASE + "chapters/one.html"
    assert found["og:image"] == BASE + "pictures/chapters/one.png"
    assert found["twitter:card"] == "summary_large_image"
    authors = soup(site, "chapters/one").select("meta[name=citation_author]")
    assert [tag["content"] for tag in authors] == ["The Hands Group", "Doe, Jane"]
    assert soup(site, "chapters/one").select_one("link[rel=canonical]")["href"] == found["og:url"]


def test_site_without_an_address_names_none(plain):
    found = metas(soup(plain, "chapters/one"))
    assert not {"og:url", "og:image", "DC.identifier", "citation_pdf_url"} & found.keys()
    assert found["twitter:card"] == "summary"
    assert not (plain / "pictures").exists()
    assert not (plain / "sitemap.xml").exists()
    assert "Sitemap" not in (plain / "robots.txt").read_text()


def test_pdf_of_a_chapter_is_named_where_there_is_one(source):
    numbered = {"html_chapter_pdfs": True, "typst_chapters": True, "html_baseurl": BASE}
    extensions = [*CONF["extensions"], "sphinx_typst_book"]
    site = build(source, out="pdfs", extensions=extensions, **numbered)
    assert metas(soup(site, "chapters/one"))["citation_pdf_url"] == BASE + "chapters/one.pdf"
    assert "citation_pdf_url" not in metas(soup(site, "back/list"))


def data(site: Path, name: str) -> dict:
    [block] = soup(site, name).select('script[type="application/ld+json"]')
    return json.loads(block.string)


def test_json_ld_says_what_the_page_is_part_of(site):
    chapter, whole = data(site, "chapters/one"), data(site, "index")
    assert chapter["@type"] == ["Chapter", "ScholarlyArticle"]
    assert chapter["isPartOf"]["name"] == whole["name"] == "Held: Hands & other matters"
    assert chapter["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [one["@type"] for one in chapter["author"]] == ["Organization", "Person"]
    assert whole["@type"] == "Book"
    assert whole["description"] == "A book <on> hands & more."
    assert "<on>" not in (site / "index.html").read_text("utf-8").partition("ld+json")[2][:400]


def test_gate_lets_the_pages_pass(site, plain):
    assert list(outputs.check(site, BASE)) == []
    assert list(outputs.check(plain)) == []


@pytest.mark.parametrize(
    "block",
    [
        '<script type="application/ld+json">alert(1)</script>',
        '<script type="application/ld+json">{"a": "<!--"}</script>',
        '<script type="application/ld+json">[1]</script>',
        '<script type="application/ld+json"></script>',
        '<script type="application/ld+json" id="a">{"a": 1}</script>',
        '<script type="module">{"a": 1}</script>',
        '<script type="importmap">{"imports": {}}</script>',
        '<script type="speculationrules">{"prefetch": []}</script>',
    ],
)
def test_gate_lets_one_block_of_data_pass_and_no_other(tmp_path, block):
    for text, count in ((block, 1), ('<script type="application/ld+json">{"a": 1}</script>', 0)):
        (tmp_path / "a.html").write_text(f"<html><body>{text}</body></html>", "utf-8")
        assert len(list(outputs.check(tmp_path))) == count
    (tmp_path / "a.html").unlink()
    (tmp_path / "a.xhtml").write_text(f"<html><body>{block}</body></html>", "utf-8")
    assert list(outputs.check(tmp_path)) != []  # an EPUB has none


def test_pictures_and_icons_are_what_they_say(site):
    for name in ("pictures/index.png", "pictures/chapters/one.png"):
        start = (site / name).read_bytes()[:24]
        assert struct.unpack(">II", start[16:24]) == (pictures.WIDTH, pictures.HEIGHT)
    ico = (site / "favicon.ico").read_bytes()
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, 1)
    assert ico[22:30] == b"\x89PNG\r\n\x1a\n"
    ElementTree.parse(site / "favicon.svg")
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    for icon in manifest["icons"]:
        assert (site / icon["src"]).is_file()
    for link in soup(site, "chapters/one").select("link[rel~=icon], link[rel=manifest]"):
        assert (site / "chapters" / link["href"]).is_file()


def test_map_of_the_site_has_every_page(site):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [one.text for one in ElementTree.parse(site / "sitemap.xml").iter(f"{space}loc")]
    assert found == [BASE, BASE + "back/list.html", BASE + "chapters/one.html"]
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text()


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("Short.", "Short."),
        ("One sentence that is long enough to stand for all of the page alone. " + "x" * 200,
         "One sentence that is long enough to stand for all of the page alone."),
        ("word " * 60, "word " * 38 + "word…"),
    ],
)  # fmt: skip
def test_description_ends_with_a_sentence_or_a_word(words, short):
    assert head.shortened(words) == short
    assert len(short) <= head.LONGEST


def test_book_without_a_citation_file_is_described_by_its_settings(tmp_path):
    class Config:
        project, author, version, epub_description = "Book", "Nobody", "3", ""

    found = edition_of(tmp_path, Config())
    assert (found.title, found.authors, found.version) == ("Book", ("Nobody",), "3")


# -- The foot -----------------------------------------------------------------------------


def test_foot_has_edition_license_and_links(site):
    foot = soup(site, "chapters/one").select_one(".bottom-of-page")
    assert foot.select_one("time")["datetime"] == "2026-03-04"
    assert "edition 1.2, March 4, 2026" in " ".join(foot.get_text().split())
    assert "if you name the source" in foot.get_text()
    report, edit = foot.select(".foot-links a")
    assert report["href"] == (
        "https://forge.example/issues/new?place=chapters%2Fone.html&version=1.2"
    )
    assert edit["href"] == "https://forge.example/edit/main/chapters/one.md"


def test_no_address_no_link(plain):
    assert soup(plain, "chapters/one").select(".foot-links") == []


def test_day_of_the_text_is_told_apart_from_that_of_an_edition(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    (tmp_path / "CITATION.cff").write_text("title: A\nversion: 1\n", "utf-8")

    class Config:
        project, author, version, epub_description = "Book", "Nobody", "3", ""

    assert edition_of(tmp_path, Config()).date_words("en") == "text of January 2, 1970"


# -- Building again -----------------------------------------------------------------------


def contents(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


CHANGES = {
    "edition": ("CITATION.cff", '"1.2"', '"1.3"'),
    "entry": ("refs.bib", "{Calm}", "{Calmer}"),
    "citation": ("chapters/one.md", "So does {cite:t}`roe2001calm`.", "So."),
    "title": ("chapters/one.md", "first* look", "second* look"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_building_on_an_older_build_is_building_anew(tmp_path, change):
    source = tmp_path / "source"
    write(source)
    before = contents(build(source, html_baseurl=BASE))
    name, old, new = CHANGES[change]
    text = (source / name).read_text("utf-8")
    (source / name).write_text(text.replace(old, new), "utf-8")
    after = contents(build(source, html_baseurl=BASE))
    assert after == contents(build(source, out="clean", html_baseurl=BASE))
    assert after != before


def test_files_of_a_page_go_with_its_references_and_nothing_is_written_twice(tmp_path):
    source = tmp_path / "source"
    write(source)
    output = build(source, html_baseurl=BASE)
    times = {path: path.stat().st_mtime_ns for path in output.rglob("*.bib")}
    assert output / "chapters/one.bib" in times
    build(source, html_baseurl=BASE)
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*.bib")} == times
    (source / "chapters/one.md").write_text("# Hands\n\nHands calm.\n", "utf-8")
    build(source, html_baseurl=BASE)
    assert not (output / "chapters/one.bib").exists()
    assert (output / "chapters/one.citation.bib").is_file()
    assert "Take the references" not in (output / "chapters/one.html").read_text("utf-8")


def test_other_builders_have_none_of_it(source):
    output = build(source, "epub", out="epub", version="1", copyright="Nobody")
    assert not any(output.rglob("*.bib"))
    assert not any("quoting" in path.read_text("utf-8") for path in output.rglob("*.xhtml"))


# -- In a browser ---------------------------------------------------------------------------


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / "chapters/one.html").as_uri())
    yield page
    context.close()
    assert faults == []


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_link_opens_the_box_and_a_button_copies(opened: Page):
    expect(opened.locator("#quoting-here")).to_be_hidden()
    opened.get_by_role("link", name="Cite this chapter").tap()
    expect(opened.locator("#quoting-here")).to_be_visible()
    button = opened.get_by_role("button", name="Copy APA")
    opened.evaluate(
        "addEventListener('copy', event => { window.copied = "
        "['text/plain', 'text/html'].map(kind => event.clipboardData.getData(kind)); })"
    )
    button.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#quoting [role=status]")).to_have_text("Copied")
    text, html = opened.evaluate("window.copied")
    assert text == APA
    assert "<i>Held: Hands &amp; other matters</i>" in html


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_box_fits_a_phone_and_can_be_hit(opened: Page):
    opened.set_viewport_size({"width": 320, "height": 640})
    opened.locator("#quoting > summary").press("Enter")
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = opened.locator("#quoting :is(a[download], button, summary)").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_report_names_the_paragraph(opened: Page):
    report = opened.get_by_role("link", name="Report an error on this page")
    opened.evaluate("location.hash = 'part'")
    report.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    report.tap()
    assert report.get_attribute("href").partition("place=")[2] == (
        "chapters%2Fone.html%23part&version=1.2"
    )


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site under the strictest policy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_box_opens_and_files_are_taken_without_scripts(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/chapters/one.html")
    page.get_by_role("link", name="Take the references").click()
    expect(page.locator("#quoting-references")).to_be_visible()
    with page.expect_download() as download:
        page.locator("#quoting a[href='one.ris']").click()
    assert Path(download.value.path()).read_bytes().startswith(b"TY  - ")
    context.close()


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_strict_policy_lets_all_of_it_work(browser: Browser, address: str, theme: str):
    context = browser.new_context(color_scheme=theme)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/chapters/one.html#quoting-references")
    expect(page.locator("#quoting-references")).to_be_visible()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("#quoting [role=status]")).to_have_text("Copied")
    page.emulate_media(media="print")
    expect(page.locator("#quoting")).to_be_hidden()
    context.close()
    assert faults == []
