"""deploy/Caddyfile and tasks.deploy: a real server of Debian sends the site as it should."""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import pytest
from test_offline import build

from tasks import apt, deploy
from tasks.environment import TaskError

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parent.parent
CADDYFILE = REPOSITORY / "deploy/Caddyfile"


# -- Compressed files ---------------------------------------------------------------------


def test_text_gets_compressed_files_beside_it(tmp_path):
    (tmp_path / "site/a").mkdir(parents=True)
    text = b"<p>hand</p>" * 500
    for name, content in {
        "index.html": text,
        "a/one.html": text,
        "small.css": b"p{}",
        "book.pdf": text,
        "noise.json": os.urandom(5000),
    }.items():
        (tmp_path / "site" / name).write_bytes(content)
    deploy.make(tmp_path / "site", tmp_path / "deploy")
    names = {p.relative_to(tmp_path / "deploy").as_posix() for p in tmp_path.glob("deploy/**/*.*")}
    made = {name for name in names if name.endswith((".br", ".gz"))}
    assert made == {f"{name}.{form}" for name in ("index.html", "a/one.html")
                    for form in ("br", "gz")}  # fmt: skip
    page = tmp_path / "deploy/index.html"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == text
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == text
    first = {p: p.read_bytes() for p in tmp_path.glob("deploy/**/*.gz")}
    deploy.make(tmp_path / "site", tmp_path / "deploy")
    assert first == {p: p.read_bytes() for p in tmp_path.glob("deploy/**/*.gz")}


def test_without_a_site_the_task_says_what_to_do(tmp_path):
    with pytest.raises(TaskError, match="run `make book` first"):
        deploy.make(tmp_path, tmp_path / "deploy")


# -- The server ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def caddy() -> str:
    """Caddy of Debian, installed where we may."""
    if not shutil.which("caddy") and apt.may_install():
        apt.update()
        if apt.knows("caddy"):
            apt.install("caddy")
    found = shutil.which("caddy")
    if not found:
        pytest.skip("no Caddy: `apt install caddy` (only root can; Debian 12 and later have it)")
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Site:
    """What a running server answers."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict, bytes]:
        """Ask for *path* as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        fields = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return answer.status, fields, body


def serve(caddy: str, root: Path, home: Path, name: str = "", port: int = 0) -> Iterator[Site]:
    """Start the server, and end it."""
    port = port or free_port()
    server = subprocess.Popen(
        [caddy, "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
        env={
            **os.environ,
            "BOOK_SITE": name or f":{port}",
            "BOOK_ROOT": str(root),
            "HOME": str(home),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        for _ in range(200):
            assert server.poll() is None, server.stdout.read()
            try:
                Site(port).get("/")
                break
            except OSError:
                time.sleep(0.05)
        yield Site(port)
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny book, ready for a server; above it a file that nobody may read."""
    folder = tmp_path_factory.mktemp("deploy")
    site = build(folder)
    (folder / "secret.txt").write_text("secret")
    for name in ("book.epub", "notes.bib", "site.webmanifest", "cards.apkg"):
        (site / name).write_text("x")
    (site / ".hidden").write_text("secret")
    (site / "part/.git").mkdir()
    (site / "part/.git/config").write_text("secret")
    deploy.make(site, folder / "root")
    return folder / "root"


@pytest.fixture(scope="module")
def site(caddy: str, made: Path, tmp_path_factory) -> Iterator[Site]:
    yield from serve(caddy, made, tmp_path_factory.mktemp("home"))


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/part/one.html", "/sw.js", "/book.pdf", "/nowhere.html"])
def test_every_answer_has_the_headers(site, path):
    _status, fields, _body = site.get(path)
    policy = dict(
        part.strip().split(" ", 1) for part in fields["content-security-policy"].split(";")
    )
    assert policy.pop("img-src") == "'self' data:"
    none = {"default-src", "base-uri", "frame-ancestors"}
    assert {policy.pop(name) for name in none} == {"'none'"}
    assert set(policy.values()) == {"'self'"}
    assert fields["x-content-type-options"] == "nosniff"
    assert fields["referrer-policy"] == "no-referrer"
    assert "camera=()" in fields["permissions-policy"]
    assert "strict-transport-security" not in fields  # this is plain HTTP
    assert "server" not in fields


@pytest.mark.slow
def test_strict_transport_is_asked_for_under_https(caddy, made, tmp_path):
    port = free_port()
    for _site in serve(caddy, made, tmp_path, f"https://localhost:{port}", port):
        context = ssl._create_unverified_context()  # a certificate of its own
        connection = http.client.HTTPSConnection("localhost", port, timeout=10, context=context)
        for path in ("/", "/nowhere.html"):
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.getheader("Strict-Transport-Security") == "max-age=31536000"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/_images/hand.svg", "image/svg+xml"),
        ("/book.pdf", "application/pdf"),
        ("/book.epub", "application/epub+zip"),
        ("/book-site.zip", "application/zip"),
        ("/notes.bib", "text/plain; charset=utf-8"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/cards.apkg", "application/octet-stream"),
    ],
)
def test_types(site, path, kind):
    status, fields, _body = site.get(path)
    assert (status, fields["content-type"]) == (200, kind)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "got", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_page_comes_as_the_browser_likes_it(site, made, wanted, got, unpack):
    _status, fields, body = site.get("/part/one.html", Accept_Encoding=wanted)
    assert fields.get("content-encoding") == got
    assert unpack(body) == (made / "part/one.html").read_bytes()
    assert got is None or fields["vary"] == "Accept-Encoding"


@pytest.mark.slow
def test_what_never_changes_is_kept_for_ever_and_pages_are_asked_for_again(site, made):
    [style] = made.glob("_static/all-*.css")
    ever, day = "public, max-age=31536000, immutable", "public, max-age=86400"
    rules = {
        f"/_static/{style.name}": ever,
        "/_static/theme.js?v=0a1b2c3d": ever,
        "/_static/theme.js": "no-cache",
        "/_images/hand.svg": day,
        "/sw.js": "no-cache",
        "/": "no-cache",
    }
    assert {path: site.get(path)[1]["cache-control"] for path in rules} == rules
    tag = site.get("/")[1]["etag"]
    assert site.get("/", If_None_Match=tag)[0] == 304


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/nowhere.html",
        "/part/deeper/nowhere.html",
        "/part/",  # no listing
        "/_static/",
        "/.hidden",
        "/part/.git/config",
        "/index.html.br",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/part/..%2f..%2fsecret.txt",
        "/_static/..\\..\\secret.txt",
        "//secret.txt",
    ],
)
def test_what_is_not_there_is_answered_with_the_page_that_says_so(site, path):
    status, fields, body = site.get(path)
    if path == "//secret.txt" and status == 308:  # the same address, written plainly
        status, fields, body = site.get("/secret.txt")
    assert status in (400, 404)
    assert b"secret" not in body.replace(b"/secret.txt", b"")
    if status == 404:
        assert "Deze pagina is er niet" in body.decode()
        assert fields["content-type"] == "text/html; charset=utf-8"


@pytest.mark.slow
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_orders_are_refused(site, method):
    assert site.get("/", method)[0] == 405


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_pages_work_in_a_browser_under_the_policy(site, browser):
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"http://127.0.0.1:{site.port}/part/three.html")
    page.wait_for_selector(".offline button")
    page.goto(f"http://127.0.0.1:{site.port}/deep/er/nowhere.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.page')).display") == "grid"
    page.close()
    # The 404 itself, and the Dutch of Sphinx's scripts (`extensions.merged`).
    known = ("Failed to load resource: the server responded with a status of 404", "Evaluating")
    assert [fault for fault in faults if not fault.startswith(known)] == []
