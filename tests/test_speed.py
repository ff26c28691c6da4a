"""tasks.speed and tasks.load: what is counted, and what is said of it."""

from __future__ import annotations

import http.client
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from tasks import deploy, load, speed
from tasks.environment import TaskError

WRK = """\
Running 3s test @ http://127.0.0.1:8080/
  Latency Distribution
     50%   15.78ms
     75%   20.00ms
     99%  203.38ms
  10215 requests in 3.00s, 38.67MB read
Requests/sec:   3405.12
Transfer/sec:     12.89MB
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page of a style sheet, a script, a picture and a drawing."""
    made = tmp_path / "made"
    (made / "_static").mkdir(parents=True)
    (made / "front").mkdir()
    page = (
        '<!doctype html><html lang="en"><link rel="stylesheet" href="_static/a.css?v=1">'
        f"<h1>One</h1><figure><svg>{'<path/>' * 500}</svg></figure><p>{'word ' * 900}</p>"
        '<script src="_static/a.js"></script></html>'
    )
    for name, text in {
        "index.html": page,
        "front/key.html": "<!doctype html><link rel='stylesheet' href='../_static/a.css?v=1'>Key",
        "_static/a.css": "p { margin: 0 }\n" * 200,
        "_static/a.js": "const end = Date.now() + 120; while (Date.now() < end);\n",
    }.items():
        (made / name).write_text(text, "utf-8")
    deploy.make(made, tmp_path / "site")
    return tmp_path / "site"


@pytest.mark.parametrize(("known", "form"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_server_sends_the_smallest_file_that_the_browser_knows(site, known, form):
    with speed.served(site) as root:
        for path in ("/index.html", "/"):
            connection = http.client.HTTPConnection(urlsplit(root).netloc)
            connection.request("GET", path, headers={"Accept-Encoding": known})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            assert answer.getheader("Content-Encoding") == form
            assert answer.getheader("Content-Type") == "text/html"
            assert (len(body) < 1_000) is bool(form)


def test_figures_are_not_counted_in_what_a_chapter_may_weigh(site):
    whole = len(brotli.compress((site / "index.html").read_bytes()))
    files = sum(len(brotli.compress((site / f"_static/a.{kind}").read_bytes()))
                for kind in ("css", "js"))  # fmt: skip
    assert files < speed.without_figures(site, "index.html") < whole + files


def test_what_is_above_its_budget_is_marked():
    good = speed.Measure(90_000, 100_000, 40_000, 900.0, 0.0, 80.0)
    assert "!" not in speed.line("a", good)
    bad = speed.Measure(150_000, 100_000, 40_000, 1100.0, 0.01, 120.0)
    assert speed.line("a", bad).count("!") == 4


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_measures_are_those_of_the_page(site, browser):
    with speed.served(site) as root:
        found = speed.measure(browser, root, "index.html", 1)
    assert found.next < found.first < found.gzip + 500
    assert found.lcp > 300  # two ways over a slow network
    assert found.task > 100  # the script holds the page
    assert found.cls == 0


def test_figures_of_wrk_are_told_with_what_went_wrong():
    assert " ".join(load.told(WRK).split()) == (
        "3405 answers a second, 12.89MB/s, 50 % within 15.78ms, 99 % within 203.38ms"
    )
    assert load.told(WRK + "Non-2xx or 3xx responses: 7\n").endswith("responses: 7")
    with pytest.raises(TaskError, match="wrk said nothing of use"):
        load.told("unable to connect")


def test_without_the_program_the_task_says_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(TaskError, match="no wrk: `apt install wrk`"):
        load.program("wrk")
