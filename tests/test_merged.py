"""extensions.merged: one style sheet and one script, with what a page alone has behind them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.testing.util import SphinxTestApp
from test_frame import build as framed

from extensions import merged

OURS = ["extensions.frame", "extensions.furo", "extensions.merged", "loud", "myst_parser"]
LOUD = """
from pathlib import Path
from extensions.frame import add_feature

def come(app):
    add_feature(app, Path(__file__).parent / "loud", style="loud.css", script="broken.js")
    add_feature(app, Path(__file__).parent / "loud", script="whole.js")
    app.add_css_file("paper.css", media="print")

def alone(app, pagename, templatename, context, doctree):
    if pagename == "two":
        app.add_js_file("two.js")

def setup(app):
    app.connect("builder-inited", come)
    app.connect("html-page-context", alone)
    return {"parallel_read_safe": True}
"""
BOOK = {
    "conf.py": (
        "import sys\nsys.path.insert(0, {here!r})\n"
        f"extensions = {OURS}\nhtml_theme = 'furo'\nhtml_title = 'Book'\n"
        "html_merged_without = ['doctools.js', 'sphinx_highlight.js']\n"
    ),
    "index.md": "# One\n\n```{toctree}\ntwo\n```\n",
    "two.md": "# Two\n\n```python\nimport this\n```\n",
    "loud.py": LOUD,
    "loud/loud.css": "/* A word. */\nh1 {\n  color: rgb(1, 2, 3);\n}\n",
    "loud/paper.css": "h1 { color: black; }\n",
    "loud/broken.js": "// A word.\n(() => {\n  throw new Error('loud');\n})();\n",
    "loud/whole.js": "(() => {\n  document.body.dataset.whole = `${1 + 1} // is`;\n})();\n",
    "loud/two.js": "document.body.dataset.two = 1;\n",
}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path / "book"))
    monkeypatch.delitem(sys.modules, "loud", raising=False)
    for name, text in BOOK.items():
        path = tmp_path / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{here!r}", repr(str(tmp_path / "book"))), "utf-8")
    return tmp_path / "book"


def build(book: Path, **options) -> Path:
    app = SphinxTestApp("html", srcdir=book, **options)
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    return Path(app.outdir)


def addresses(site: Path, name: str) -> tuple[list[str], list[str]]:
    """Style sheets and scripts of a page; of the merged ones without digests."""
    page = BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "lxml")

    def short(address: str) -> str:
        address = address.partition("?")[0].removeprefix("_static/")
        return "all" if address.startswith("all-") else address

    styles = [short(tag["href"]) for tag in page.select("link[rel=stylesheet]")]
    return styles, [short(tag["src"]) for tag in page.select("script[src]")]


def text_of(site: Path, ending: str) -> str:
    [path] = site.glob(f"_static/all-*.{ending}")
    return path.read_text("utf-8")


def test_what_all_pages_share_is_one(book):
    site = build(book)
    assert addresses(site, "index") == (["all", "paper.css"], ["theme.js", "all"])
    assert addresses(site, "two") == (
        ["all", "pygments.css", "paper.css"],
        ["theme.js", "all", "two.js"],
    )


def test_nothing_that_nobody_reads_is_sent(book):
    site = build(book)
    assert "h1{color:rgb(1,2,3)}" in text_of(site, "css")
    scripts = text_of(site, "js")
    assert "initOnKeyListeners" not in scripts  # of doctools.js
    assert "`${1 + 1} // is`" in scripts  # a text keeps its blanks
    assert "sourceMappingURL" not in scripts + text_of(site, "css")


def test_another_script_is_another_name_on_every_page(book):
    site = build(book)
    before = {path.name for path in site.glob("_static/all-*")}
    script = book / "loud/whole.js"
    script.write_text(script.read_text("utf-8").replace("is`", "was`"), "utf-8")
    site = build(book)
    after = {path.name for path in site.glob("_static/all-*")}
    assert len(before) == len(after) == 2
    assert len(before & after) == 1
    for name in ("index", "two"):
        page = (site / f"{name}.html").read_text("utf-8")
        assert all(file in page for file in after)


def test_a_build_on_a_build_is_a_clean_build(book, tmp_path):
    build(book)
    two = book / "two.md"
    two.write_text(two.read_text("utf-8") + "\nMore.\n", "utf-8")
    kept = build(book)
    pages = {p.name: p.read_bytes() for p in kept.glob("*.html")}
    assert pages == {p.name: p.read_bytes() for p in build(book, freshenv=True).glob("*.html")}
    clean = build(Path(shutil.copytree(book, tmp_path / "b", ignore=lambda *_: {"_build"})))
    names = [sorted(p.name for p in site.glob("_static/all-*")) for site in (kept, clean)]
    assert names[0] == names[1]


def test_addresses_in_a_style_sheet_lead_to_the_same_files():
    read = 'a{b:url(x.ttf);c:url("../y.svg");d:url(data:a)}'
    assert merged.style("_static/styles/a.css", read) == (
        'a{b:url(styles/x.ttf);c:url("y.svg");d:url(data:a)}'
    )
    assert merged.style("_static/a.css", "a{b:url('x.ttf')}") == "a{b:url('x.ttf')}"


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("(() => {})();", True),
        ("/*! A license. */\n(()=>{})();\n//# sourceMappingURL=a.js.map", True),
        ("// A word.\n(function () {})()", True),
        ("Documentation.addTranslations({});", True),
        ("const a = () => {};", False),
        ("window.book = {};", False),
    ],
)
def test_script_that_gives_no_names_is_tried_by_itself(text, tried):
    assert merged.script("a.js", text).startswith("try{") is tried


def test_a_style_sheet_that_imports_stays_by_itself(book):
    (book / "loud/loud.css").write_text("@import url(paper.css);\n", "utf-8")
    assert addresses(build(book), "index")[0] == ["all", "paper.css", "loud.css"]


def test_sphinx_keeps_what_all_pages_share(tmp_path):
    builder = framed(tmp_path).builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    assert builder._orig_css_files
    assert builder._orig_js_files


@pytest.mark.skipif(not shutil.which("node"), reason="node reads the script")
def test_merged_script_can_be_read(book):
    [path] = build(book).glob("_static/all-*.js")
    subprocess.run(["node", "--check", path], check=True)


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_a_script_that_fails_is_told_and_the_next_one_runs(book, browser):
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    page.goto((build(book) / "two.html").as_uri())
    assert page.evaluate("({...document.body.dataset})") == {
        "theme": "auto",
        "two": "1",
        "whole": "2 // is",
    }
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"
    page.close()
    assert faults == ["loud"]
