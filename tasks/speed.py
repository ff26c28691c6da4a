"""Measure how fast pages come to a phone: ``python -m tasks.speed [--runs N] [--lighthouse]``.

The built book stands beside a stock build of the same text: furo as it comes, each figure a file.
A local server sends both compressed beforehand, as ``deploy/`` does. Chromium is a phone whose
processor is four times slower than this machine, on a slow 4G network (150 ms, 1.6 Mbit/s: the
numbers of Lighthouse). Each number is the median of five runs (``--runs``).

- *first*: bytes over the wire on a first visit, as brotli and as gzip, with heads of answers
- *next*: those of this page for somebody who has just read another
- *LCP*: until the largest text or picture was drawn; *CLS*: how much moved; *task*: the longest
  task, of a script or of the drawing, that held the page

``--lighthouse`` asks Lighthouse, too, which npm installs into ``build/.lighthouse``.
Budgets are those of the issue that asked for them; what is above its budget is marked.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli

from tasks import browser, deploy
from tasks.book import OUTPUT, source_date
from tasks.environment import REPOSITORY, TaskError, exit_status

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

PAGES = ("index.html", "chapters/coan.html", "back/references.html", "back/evidence.html")
BEFORE = "front/key.html"
#: What the text itself needs; the rest of conf.py makes the book's own pages of it.
STOCK = [
    "myst_parser",
    "sphinx_apa7",
    *(
        f"extensions.{name}"
        for name in (
            *("claims", "answers", "cases", "figures", "indexes"),
            *("languages", "wordlist", "wide", "notes", "numbers"),
        )
    ),
]
#: A slow 4G network and a middling phone, as Lighthouse has them.
NETWORK = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
SLOWER = 4
LIGHTHOUSE = "lighthouse@13.0.1"
#: The most of each.
BUDGETS = {"first": 140_000, "lcp": 1000.0, "cls": 0.0, "task": 100.0}
CHAPTER = 60_000
FIGURE = re.compile(rb"<figure\b.*?</figure>", re.S)
#: Runs in the page before all else.
WATCH = """
window.seen = { lcp: 0, cls: 0, task: 0 };
const watch = (type, see) => new PerformanceObserver(
  (list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
watch("largest-contentful-paint", (one) => { seen.lcp = one.startTime; });
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.cls += one.value; });
watch("longtask", (one) => { seen.task = Math.max(seen.task, one.duration); });
"""


@dataclass
class Measure:
    """What one page cost: bytes, milliseconds, and a share of the screen."""

    first: int
    gzip: int
    next: int
    lcp: float
    cls: float
    task: float


class Compressed(SimpleHTTPRequestHandler):
    """Sends the compressed file that lies beside one, if the browser knows it."""

    protocol_version = "HTTP/1.1"
    form: str | None = None

    def send_head(self) -> Any:
        """The file that is asked for, or a smaller one."""
        kind = self.guess_type(self.path.partition("?")[0].removesuffix("/") or "/index.html")
        if self.path.endswith("/"):
            self.path += "index.html"
            kind = "text/html"
        known = self.headers.get("Accept-Encoding", "")
        self.form = None
        for name, ending in (("br", ".br"), ("gzip", ".gz")):
            path = self.path.partition("?")[0] + ending
            if name in known and Path(self.translate_path(path)).is_file():
                self.form, self.kind, self.path = name, kind, path
                break
        return super().send_head()

    def guess_type(self, path: Any) -> str:
        """That of what is in it."""
        return self.kind if self.form else super().guess_type(path)

    def end_headers(self) -> None:
        """Pages are asked for again; what has a sum in its address is not."""
        hashed = "/_static/" in self.path
        self.send_header("Cache-Control", "max-age=31536000" if hashed else "no-cache")
        if self.form:
            self.send_header("Content-Encoding", self.form)
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder*; gives its address."""

    def handler(*arguments: Any) -> Compressed:
        return Compressed(*arguments, directory=str(folder))

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def stock(folder: Path) -> Path:
    """Build the same text with furo as it comes, and return where the pages are."""
    built, conf = folder / "html", folder / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    (conf / "conf.py").write_text(
        f"import runpy\nglobals().update(runpy.run_path({str(REPOSITORY / 'conf.py')!r}))\n"
        f"extensions = {STOCK}\n"
        f"bibtex_bibfiles = [{str(REPOSITORY / 'refs.bib')!r}]\n"
        "html_css_files = []\nhtml_js_files = []\nhtml_static_path = []\n",
        "utf-8",
    )
    command = [
        sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(conf),
        "-d", str(folder / "doctrees"), str(REPOSITORY), str(built),
    ]  # fmt: skip
    environment = {**os.environ, "SOURCE_DATE_EPOCH": source_date()}
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, env=environment)
    if done.returncode or not (built / "index.html").is_file():
        raise TaskError(f"the stock build failed: {done.stderr[-500:]}")
    return built


def visit(context: BrowserContext, address: str, slow: bool) -> tuple[int, dict[str, float]]:
    """Open a page: bytes over the wire, and what was seen."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    bytes_ = 0

    def loaded(event: dict[str, Any]) -> None:
        nonlocal bytes_
        bytes_ += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", loaded)
    session.send("Network.enable")
    if slow:
        session.send("Network.emulateNetworkConditions", {"offline": False, **NETWORK})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    seen: dict[str, float] = page.evaluate("window.seen")
    page.close()
    return bytes_, seen


def measure(chromium: Browser, root: str, name: str, runs: int) -> Measure:
    """The page *name* of the site at *root*."""
    # The worker comes when the page is done; what it keeps is kept once.
    options = {**PHONE, "service_workers": "block"}
    sizes, seen = [], []
    for _run in range(runs):
        context = chromium.new_context(**options)
        size, what = visit(context, f"{root}/{name}", slow=True)
        context.close()
        sizes.append(size)
        seen.append(what)
    context = chromium.new_context(**options)
    visit(context, f"{root}/{BEFORE}", slow=False)
    further, _ = visit(context, f"{root}/{name}", slow=False)
    context.close()
    context = chromium.new_context(**options, extra_http_headers={"Accept-Encoding": "gzip"})
    gzipped, _ = visit(context, f"{root}/{name}", slow=False)
    context.close()
    medians = {key: statistics.median(one[key] for one in seen) for key in ("lcp", "cls", "task")}
    return Measure(int(statistics.median(sizes)), gzipped, further, **medians)


def line(title: str, found: Measure) -> str:
    """A row of the table; "!" marks what is above its budget."""

    def told(key: str, text: str) -> str:
        return f"{text}{'!' if getattr(found, key) > BUDGETS[key] else ' '}"

    return (
        f"{title:<26}{told('first', f'{found.first / 1e3:8.1f}')}{found.gzip / 1e3:8.1f}"
        f"{found.next / 1e3:8.1f}{told('lcp', f'{found.lcp:8.0f}')}"
        f"{told('cls', f'{found.cls:7.3f}')}{told('task', f'{found.task:6.0f}')}"
    )


def without_figures(site: Path, name: str) -> int:
    """Bytes of a page with its style sheets and scripts, as brotli, but for its figures."""
    page = (site / name).read_bytes()
    total = len(brotli.compress(FIGURE.sub(b"", page)))
    asked = re.findall(rb'(?:<link rel="stylesheet"[^>]*href|<script[^>]* src)="([^"?]+)', page)
    for address in asked:
        file = (site / name).parent / address.decode()
        total += len(brotli.compress(file.read_bytes()))
    return total


def lighthouse(root: str, name: str, runs: int, chromium: str) -> str:
    """What Lighthouse says of a page, the medians of its scores and of its own figures."""
    home = OUTPUT / ".lighthouse"
    program = home / "node_modules/.bin/lighthouse"
    if not program.exists():
        npm = shutil.which("npm")
        if not npm:
            raise TaskError("Lighthouse needs Node.js with npm: install it, or leave it out")
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--prefix", str(home), LIGHTHOUSE], check=True)
    reports = []
    for _run in range(runs):
        done = subprocess.run(
            [str(program), f"{root}/{name}", "--quiet", "--output=json",
             "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
            capture_output=True, text=True, env={**os.environ, "CHROME_PATH": chromium},
        )  # fmt: skip
        if done.returncode:
            raise TaskError(f"Lighthouse ended with {done.stderr[-300:]}")
        reports.append(json.loads(done.stdout))
    scores = {
        key: statistics.median((one["categories"][key]["score"] or 0) * 100 for one in reports)
        for key in ("performance", "accessibility", "best-practices", "seo")
    }
    audits = {
        label: statistics.median(one["audits"][audit]["numericValue"] for one in reports)
        for label, audit in (
            ("LCP", "largest-contentful-paint"),
            ("TBT", "total-blocking-time"),
            ("CLS", "cumulative-layout-shift"),
        )
    }
    words = [f"{key} {score:.0f}" for key, score in scores.items()]
    return ", ".join([*words, *(f"{label} {value:.3g}" for label, value in audits.items())])


def main(arguments: list[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="make speed")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--lighthouse", action="store_true")
    parser.add_argument("--alone", action="store_true", help="without the stock build")
    options = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    path = browser.ensure()
    work = OUTPUT / ".speed"
    deploy.make(OUTPUT / "html", work / "ours")
    sites = {"this book": work / "ours"}
    if not options.alone:
        sites["stock furo"] = work / "stock"
        deploy.make(stock(work), sites["stock furo"])
    begun = time.perf_counter()
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    for title, site in sites.items():
        print(f"{title + ', kB and ms':<26}   first    gzip    next     LCP     CLS   task")
        with served(site) as root:
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=path, args=quiet)
                for name in PAGES:
                    found = measure(chromium, root, name, options.runs)
                    print(line(f"  {name}", found), flush=True)
                chromium.close()
            for name in PAGES:
                if options.lighthouse:
                    said = lighthouse(root, name, options.runs, path)
                    print(f"  Lighthouse, {name}: {said}", flush=True)
        if site == work / "ours":
            bare = without_figures(site, PAGES[1])
            mark = "!" if bare > CHAPTER else ""
            print(f"  {PAGES[1]} without figures: {bare / 1e3:.1f}{mark}")
    print(f"Measured in {time.perf_counter() - begun:.0f} s; ! is above the budget")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
