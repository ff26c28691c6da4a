"""Compare the search of the site with others: ``python -m tasks.finding``.

Questions as students ask them are in ``tests/data/finding_questions.json``, each with the passages
that answer it: an id of a claim, a term, a reference, a figure or a section (``#id``), a term by
its name (``=name``), or words of a passage. A question is answered when such a passage is among the
first three results. Each engine is used as its manual begins, in Chromium:

- MiniSearch, FlexSearch and Lunr index the units of our search in the browser, by title and text;
- Pagefind and Sphinx index the pages. They know no passages: a result that leads to the section of
  one counts.

Over the wire goes what the first question needs, compressed by gzip: scripts and indexes, with the
page of results for ours and Sphinx's. The engines come from npm, locked in ``tasks/engines/``.
"""

import functools
import gzip
import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from tasks import browser
from tasks.ace import program
from tasks.environment import ENVIRONMENT, REPOSITORY, exit_status, run

LOCK = Path(__file__).with_name("engines")
HERE = ENVIRONMENT / "engines"
QUESTIONS = REPOSITORY / "tests/data/finding_questions.json"
FIRST = 3


class Unit(NamedTuple):
    """What can be found: as extensions.finding has it, with the address of its page."""

    kind: str
    anchor: str
    title: str
    text: str
    section: str
    page: str


class Found(NamedTuple):
    """What an engine gave for one question, and what it read for the first."""

    results: list[Any]
    wire: int = 0


def is_right(unit: Unit, wanted: Iterable[str]) -> bool:
    """Whether a unit is one of those that answer a question."""
    for one in wanted:
        if one[0] == "#":
            if unit.kind != "p" and unit.anchor == one[1:]:
                return True
        elif one[0] == "=":
            if unit.title == one[1:]:
                return True
        elif one in unit.text:
            return True
    return False


def units_of(site: Path) -> list[Unit]:
    """The units of a built site, in the order of its index."""
    data = given(site / "_static/data/finding.js")
    parts = range(len(data["parts"]))
    texts = [
        unit for n in parts for unit in given(site / f"_static/data/finding/{data['made']}-{n}.js")
    ]
    pages = [data["pages"][at][0] for at, many in enumerate(data["on"]) for _ in range(many)]
    found: list[Unit] = []
    section = ""
    for kind, (anchor, title, text), page in zip(data["kinds"], texts, pages, strict=True):
        if kind in "sp":
            section = anchor
        found.append(Unit(kind, anchor, title, text, section, page))
    return found


def given(path: Path) -> Any:
    """What a file of the index gives."""
    text = path.read_text("utf-8")
    return json.loads(text[text.index(", ") + 2 : text.rindex(");")])


def install() -> None:
    """Put the engines into the environment, unless they are there as the lock has them."""
    lock, stamp = LOCK / "package-lock.json", HERE / "installed.json"
    if not (stamp.is_file() and stamp.read_bytes() == lock.read_bytes()):
        HERE.mkdir(parents=True, exist_ok=True)
        for path in LOCK.iterdir():
            shutil.copy2(path, HERE)
        run(program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=HERE,
            status="npm (needs the network)")  # fmt: skip
        shutil.copy2(lock, stamp)


BUILD = """
import sys
from pathlib import Path
from sphinx.application import Sphinx
from sphinx.config import eval_config_file

output, *without = sys.argv[1:]
named = eval_config_file(Path("conf.py").resolve(), None)["extensions"]
kept = [one for one in named if one not in without]
Sphinx(".", ".", output, output + "-trees", "html", {"extensions": kept}, status=None).build()
"""


def build(folder: Path, name: str, *without: str) -> Path:
    """The site, in *folder*, without some extensions."""
    output = folder / name
    run(sys.executable, "-c", BUILD, output, *without, cwd=REPOSITORY, status="the build")
    return output


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_args: object) -> None:
        """Nothing."""


def packed(paths: Iterable[Path]) -> int:
    """How many bytes files are over the wire."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


MINISEARCH = """units => {
  const engine = new MiniSearch({ fields: ["title", "text"] });
  engine.addAll(units);
  window.ask = (words) => engine.search(words).map((one) => one.id);
}"""
FLEXSEARCH = """units => {
  const engine = new FlexSearch.Document({ document: { id: "id", index: ["title", "text"] } });
  units.forEach((one) => engine.add(one));
  window.ask = (words) => engine.search(words, { merge: true }).map((one) => one.id);
}"""
LUNR = """units => {
  const engine = lunr(function () {
    this.ref("id");
    this.field("title");
    this.field("text");
    units.forEach((one) => this.add(one));
  });
  window.ask = (words) => {
    const plain = words.replace(/[^\\p{L}\\d.]+/gu, " ");
    return engine.search(plain).map((one) => Number(one.ref));
  };
}"""
LIBRARIES = {
    "MiniSearch": ("minisearch/dist/umd/index.js", MINISEARCH),
    "FlexSearch": ("flexsearch/dist/flexsearch.bundle.min.js", FLEXSEARCH),
    "Lunr": ("lunr/lunr.min.js", LUNR),
}
PAGEFIND = """async words => {
  const engine = await import("/pagefind/pagefind.js");
  const { results } = await engine.search(words);
  const pages = await Promise.all(results.slice(0, 3).map((one) => one.data()));
  // Its own page of results shows a page with its best sections; the best section of each counts.
  return pages.map((page) => {
    const [best] = page.sub_results.toSorted((a, b) =>
      b.weighted_locations.length - a.weighted_locations.length);
    return best?.url ?? page.url;
  });
}"""


def library(page: Any, name: str, units: list[Unit]) -> Callable[[str], Found]:
    """A library that indexes the units in the browser."""
    path, script = LIBRARIES[name]
    file = HERE / "node_modules" / path
    documents = [{"id": n, "title": u.title, "text": u.text} for n, u in enumerate(units)]
    page.goto("about:blank")
    page.add_script_tag(path=str(file))
    page.evaluate(script, documents)
    texts = json.dumps([[u.title, u.text] for u in units], ensure_ascii=False)
    wire = len(gzip.compress(file.read_bytes(), 9)) + len(gzip.compress(texts.encode(), 9))

    def ask(words: str) -> Found:
        return Found([units[n] for n in page.evaluate("words => ask(words)", words)[:FIRST]], wire)

    return ask


def on_pages(page: Any, base: str, site: Path, ready: str, results: str) -> Callable[[str], Found]:
    """A page of results: addresses, or the numbers of units."""
    from playwright.sync_api import TimeoutError

    def ask(words: str) -> Found:
        read: list[str] = []
        note = lambda request: read.append(unquote(urlsplit(request.url).path))  # noqa: E731
        page.on("request", note)
        page.goto(f"{base}/search.html?q={quote(words)}")
        with suppress(TimeoutError):  # Sphinx says nothing when it drops every word
            page.wait_for_function(ready, timeout=8_000)
        page.remove_listener("request", note)
        paths = [site / path.lstrip("/") for path in dict.fromkeys(read)]
        wanted = [p for p in paths if p.is_file() and p.suffix in {".js", ".html", ".txt"}]
        return Found(page.evaluate(results), packed(wanted))

    return ask


SPHINX_READY = "() => /\\d|not match/.test(document.querySelector('.search-summary')?.innerText)"
SPHINX_RESULTS = (
    "() => [...document.querySelectorAll('ul.search > li > a')].slice(0, 3).map(a => a.href)"
)
OUR_RESULTS = (
    "() => [...document.querySelectorAll('[data-unit]')].slice(0, 3).map(a => +a.dataset.unit)"
)


def leads_to(address: str, units: list[Unit], wanted: list[str], exact: bool) -> bool:
    """Whether an address is that of the page of a passage, or with *exact* of its section."""
    parts = urlsplit(address)
    page = parts.path.lstrip("/")
    return any(
        unit.page == page and (not exact or parts.fragment in {unit.anchor, unit.section})
        for unit in units
        if is_right(unit, wanted)
    )


def compare(questions: list[dict[str, Any]], folder: Path) -> list[tuple[str, int, int, int]]:
    """For each engine: questions answered by passage, by page, and bytes over the wire."""
    from playwright.sync_api import sync_playwright

    install()
    ours = build(folder, "ours")
    stock = build(folder, "stock", "extensions.finding")
    pages = shutil.copytree(stock, folder / "pagefind", ignore=shutil.ignore_patterns("_sources"))
    run(HERE / "node_modules/.bin/pagefind", "--site", pages, "--root-selector", "main",
        status="Pagefind")  # fmt: skip
    units = units_of(ours)
    path = browser.ensure()
    rows = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in ("Ours", "Pagefind", *LIBRARIES, "Sphinx"):
            site = {"Ours": ours, "Pagefind": pages}.get(name, stock)
            handler = functools.partial(Quiet, directory=str(site))
            server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            base = f"http://127.0.0.1:{server.server_port}"
            page = chromium.new_page()
            if name == "Ours":
                asking = on_pages(
                    page, base, site, "() => document.documentElement.dataset.found", OUR_RESULTS
                )
            elif name == "Sphinx":
                asking = on_pages(page, base, site, SPHINX_READY, SPHINX_RESULTS)
            elif name == "Pagefind":
                asking = pagefind(page, base, site)
            else:
                asking = library(page, name, units)
            by_passage = by_page = wire = 0
            for question in questions:
                wanted = question["find"]
                found = asking(question["ask"])
                wire = max(wire, found.wire)
                right = {True: False, False: False}
                for result in found.results:
                    for exact in right:
                        if isinstance(result, str):
                            hit = leads_to(result, units, wanted, exact)
                        else:
                            unit = units[result] if isinstance(result, int) else result
                            hit = is_right(unit, wanted) or (
                                not exact and leads_to(f"/{unit.page}", units, wanted, False)
                            )
                        right[exact] = right[exact] or hit
                by_passage += right[True]
                by_page += right[False]
            rows.append((name, by_passage, by_page, wire))
            print(*rows[-1], file=sys.stderr, flush=True)
            page.close()
            server.shutdown()
        chromium.close()
    return rows


def pagefind(page: Any, base: str, site: Path) -> Callable[[str], Found]:
    """Pagefind by its interface for scripts: in a page, since it reads its parts by itself."""

    def ask(words: str) -> Found:
        read: list[str] = []
        page.goto(f"{base}/back/colophon.html")
        note = lambda request: read.append(unquote(urlsplit(request.url).path))  # noqa: E731
        page.on("request", note)
        found = page.evaluate(PAGEFIND, words)
        page.remove_listener("request", note)
        paths = [site / path.lstrip("/") for path in dict.fromkeys(read)]
        # Its files are packed already, but for the scripts.
        wire = sum(
            packed([p]) if p.suffix == ".js" else p.stat().st_size for p in paths if p.is_file()
        )
        return Found(found, wire)

    return ask


def table(rows: list[tuple[str, int, int, int]], asked: int) -> str:
    """The rows as the table of docs/finding.md."""
    lines = [
        f"| search | passage in the first {FIRST}, of {asked} | its page | first question |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {by_passage} | {by_page} | {wire / 1000:.0f} kB |"
        for name, by_passage, by_page, wire in rows
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the table; the argument is another file of questions."""
    file = Path(arguments[0]) if arguments else QUESTIONS
    questions = json.loads(file.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        print(table(compare(questions, Path(folder)), len(questions)))
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
