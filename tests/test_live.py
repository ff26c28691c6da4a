"""``make live``: pages and PDF are served, and made again when a chapter is saved."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pypdfium2
import pytest

from tasks.environment import REPOSITORY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches no group there"),
]
CONF = """
project = "Creating Connections"
author = copyright = "The Authors"
extensions = ["myst_parser", "sphinx_typst_book"]
exclude_patterns = ["build", "tasks"]
"""
PATIENCE = 60  # seconds


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        return taken.getsockname()[1]


@contextmanager
def served(folder: Path, log: Path) -> Iterator[str]:
    """The address at which the book in ``folder`` is served."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "tasks.live", "--port", str(port)],
        cwd=folder,
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGINT)  # as Ctrl-C does
        server.wait(PATIENCE)


def words_of(address: str) -> str:
    """The words of the PDF that is served there; none while there is none.

    The server asks for the size before it opens the file: one that takes the place of another
    between the two is cut or too short, once.
    """
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            content = answer.read()
    except (OSError, HTTPException):
        return ""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ""
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def wait_for(words: str, said: Callable[[], str]) -> None:
    end = time.monotonic() + PATIENCE
    while words not in said():
        assert time.monotonic() < end, f"no {words!r}"
        time.sleep(0.2)


def test_a_saved_chapter_is_served_as_page_and_pdf(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(REPOSITORY / "tasks", folder / "tasks")
    (folder / "conf.py").write_text(CONF)
    (folder / "refs.bib").touch()
    (folder / "index.md").write_text("# Tiny\n\n```{toctree}\none\n```\n")
    log, chapter = tmp_path / "log", folder / "one.md"
    chapter.write_text("# One\n\nFirst words.\n")
    with served(folder, log) as address:
        pdf = partial(words_of, f"{address}/creating-connections.pdf")
        wait_for("First words.", pdf)
        # What stops the PDF stops neither the pages nor us.
        chapter.write_text("# One\n\n```{raw} typst\n#nonsense\n```\n")
        wait_for("one.md:3: unknown variable: nonsense", log.read_text)
        chapter.write_text("# One\n\nSecond words.\n")
        wait_for("Second words.", pdf)
        with urllib.request.urlopen(f"{address}/one.html", timeout=5) as page:
            assert b"Second words." in page.read()
        # New code is not in this process.
        (folder / "conf.py").write_text(f'{CONF}\nlanguage = "nl"\n')
        wait_for("Inhoud", pdf)
    assert "Code has changed" in log.read_text()
