"""A registry on this machine for tests: it answers as the real ones do, and misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from apabib.settings import Settings, load

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


class Registry:
    """What the server knows and what it was asked.

    ``faults`` maps a part of an address to a list of misbehaviours, used up one by one: a status,
    a (status, headers) pair, or one of the words slow, drip, cut, html, list, huge.
    """

    def __init__(self) -> None:
        self.works = sample("crossref.json")
        self.elsewhere: dict[str, Any] = {}
        self.faults: dict[str, list[Any]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.address = ""

    def settings(self, root: Path, **changed: Any) -> Settings:
        """Settings that point here, quick to give up."""
        settings = load(root)
        settings.demands = ["provenance"]
        settings.crossref = self.address
        settings.doi = f"{self.address}/doi"
        settings.pubmed = f"{self.address}/pubmed"
        settings.books = self.address
        settings.contact = "book@example.org"
        settings.rate, settings.timeout, settings.backoff, settings.retries = 0, 1.0, 0.01, 2
        for name, value in changed.items():
            setattr(settings, name, value)
        return settings

    def answer(self, path: str) -> tuple[int, Any]:
        split = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(split.query).items()}
        kind, _slash, rest = split.path.lstrip("/").partition("/")
        name = unquote(rest)
        if kind == "works":
            found = self.works.get(name.lower())
            return (
                (200, {"status": "ok", "message": found}) if found else (404, "Resource not found.")
            )
        if kind == "doi":
            found = self.elsewhere.get(name.lower())
            return (200, found) if found else (404, "DOI Not Found")
        if kind == "pubmed":
            found = sample("pubmed.json").get(query["id"])
            return (200, found) if found else (404, {})
        return 200, {
            key: value
            for key, value in sample("openlibrary.json").items()
            if key == query["bibkeys"]
        }


@contextmanager
def serve() -> Iterator[Registry]:
    """A registry on a free port of the loopback address."""
    registry = Registry()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            registry.asked.append(self.path)
            registry.times.append(time.monotonic())
            registry.agents.add(self.headers["User-Agent"])
            for part, faults in registry.faults.items():
                if part in unquote(self.path) and faults:
                    self._misbehave(faults.pop(0))
                    return
            status, body = registry.answer(self.path)
            self._send(status, json.dumps(body).encode())

        def _misbehave(self, fault: Any) -> None:
            if isinstance(fault, int):
                self._send(fault, b"no")
            elif isinstance(fault, tuple):
                self._send(fault[0], b"no", fault[1])
            elif fault == "slow":
                time.sleep(2)
            elif fault == "html":
                self._send(200, b"<html>Just a moment...</html>")
            elif fault == "list":
                self._send(200, b"[[[]]]")
            elif fault == "cut":
                self._send(200, b'{"message": {', {"Content-Length": "5000"})
            elif fault == "huge":
                self._send(200, b'{"message": "' + b"x" * 6_000_000 + b'"}')
            elif fault == "drip":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                for _second in range(30):
                    try:
                        self.wfile.write(b" ")
                    except OSError:
                        return
                    time.sleep(0.1)

        def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            headers = {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    registry.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield registry
    finally:
        server.shutdown()
        server.server_close()
