"""Make the site ready for a server: ``python -m tasks.deploy``.

``build/deploy/`` is a copy of ``build/html/`` with a compressed file beside each that gains by it:
gzip for every browser, brotli for those that know it. ``deploy/Caddyfile`` sends them as they are,
so that a request costs a server nothing but reading.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from tasks.book import OUTPUT
from tasks.environment import TaskError, exit_status

TARGET = OUTPUT / "deploy"
#: What is text; the rest is packed already.
KINDS = frozenset(
    f".{kind}"
    for kind in (
        *("bib", "css", "csv", "html", "inv", "js", "json", "map", "ris", "svg", "ttf", "txt"),
        *("webmanifest", "xml"),
    )
)
#: A file below this many bytes fills one packet of the network, compressed or not.
SMALLEST = 1_000


def compressed(content: bytes) -> dict[str, bytes]:
    """*content* by the ending of its file, in each form that is smaller: the same every time."""
    forms = {
        ".br": brotli.compress(content, quality=11),
        ".gz": gzip.compress(content, compresslevel=9, mtime=0),
    }
    return {ending: form for ending, form in forms.items() if len(form) < len(content)}


def compress(folder: Path) -> tuple[int, int]:
    """Put compressed files beside those in *folder*; return bytes before, and as brotli."""
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in KINDS and path.stat().st_size >= SMALLEST
    ]

    def one(path: Path) -> tuple[int, int]:
        content = path.read_bytes()
        forms = compressed(content)
        for ending, form in forms.items():
            path.with_name(path.name + ending).write_bytes(form)
        return len(content), len(forms.get(".br", content))

    with ThreadPoolExecutor() as pool:  # both libraries let go of Python meanwhile
        sizes = list(pool.map(one, paths))
    return sum(before for before, _ in sizes), sum(after for _, after in sizes)


def make(site: Path, target: Path) -> tuple[int, int]:
    """Copy *site* to *target*, with compressed files; what was there goes when all is made."""
    if not (site / "index.html").is_file():
        raise TaskError(f"{site} is no site: run `make book` first")
    new = target.with_name(f".{target.name}")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(site, new)
    sizes = compress(new)
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)
    return sizes


def main(arguments: list[str]) -> int:
    """Make ``build/deploy/``."""
    if arguments:
        raise TaskError("usage: make deploy")
    before, after = make(OUTPUT / "html", TARGET)
    print(f"{TARGET}: text of {before / 1e6:.1f} MB, {after / 1e6:.1f} MB over the wire")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
