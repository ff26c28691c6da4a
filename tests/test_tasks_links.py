"""``make links``: only a page that is gone is a failure."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tasks import links
from tasks.environment import TaskError


class Site(BaseHTTPRequestHandler):
    """Answers with the status that the address names; to /slow, not in time."""

    def do_GET(self):
        if self.path == "/slow":
            self.server.closing.wait()
            return
        self.send_response(int(self.path[1:]))
        if self.path == "/301":
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *arguments):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.closing = threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book with the given addresses, and settings that do not make a test wait."""
    quick = {"linkcheck_timeout": 1, "linkcheck_retries": 1}
    monkeypatch.setattr(links, "SETTINGS", {**links.SETTINGS, **quick})

    def write(*addresses):
        (tmp_path / "conf.py").touch()
        text = "".join(f"`{n} <{address}>`_\n\n" for n, address in enumerate(addresses))
        (tmp_path / "index.rst").write_text(f"Book\n====\n\n{text}", "utf-8")
        return tmp_path

    return write


def test_only_what_is_gone_fails(site, book, tmp_path):
    names = ("200", "301", "404", "410", "401", "403", "429", "500", "503", "slow")
    verdict = links.ask(book(*(f"{site}/{name}" for name in names)), tmp_path / "work")
    assert verdict.there == 3  # 401 is: the page is there for members
    assert sorted(line.split(" broken ")[0] for line in verdict.gone) == [
        f"index.rst:10: {site}/410:", f"index.rst:8: {site}/404:"
    ]  # fmt: skip
    unknown = {line.split(": ")[1].rpartition("/")[2] for line in verdict.unknown}
    assert unknown == {"403", "429", "500", "503", "slow"}


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (links.Verdict(3, [], ["index.md:1: https://a.example: timeout"]), 0),
        (links.Verdict(3, ["index.md:1: https://a.example: broken 404 Not Found"], []), 1),
    ],
)
def test_what_is_unknown_is_told_and_what_is_gone_fails(verdict, status, monkeypatch, capsys):
    monkeypatch.setattr(links, "ask", lambda *_: verdict)
    assert links.main([]) == status
    printed = capsys.readouterr().out
    assert all(line in printed for line in (*verdict.gone, *verdict.unknown))


def test_network_out_of_reach_is_not_a_success(monkeypatch):
    monkeypatch.setattr(links, "ask", lambda *_: links.Verdict(0, [], ["x"]))
    with pytest.raises(TaskError, match="is the network within reach"):
        links.main([])


def test_book_that_cannot_be_read_is_one_line(tmp_path):
    with pytest.raises(TaskError, match="could not be read"):
        links.ask(tmp_path, tmp_path / "work")
