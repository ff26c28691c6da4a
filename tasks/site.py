"""What a site gets when everything is built: sizes, the zip, the worker that keeps it.

All of it hangs on finished files, so it is done to the copies that are about to be published; what
the builders left stays as it is, and so does what they need not make again.

Beside the standard library only Babel, which Sphinx brings.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from babel.units import format_unit

from tasks.environment import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The place of a size, which `extensions.downloads` leaves, and what it is the size of.
PLACE = re.compile(r'<span class="size" data-file="([^"]+)"></span>')
#: The line that offers a file.
LINE = r'<li><a href="{}" download>.*?</li>'
LANGUAGE = re.compile(r'<html[^>]* lang="([^"]+)"')
#: The place of the digest of a page, which `extensions.offline` leaves.
DIGEST = '<meta name="digest" content="{}">'
#: What `extensions.offline` says of the worker, and what is made of it.
WORKER = REPOSITORY / "extensions/offline/worker.js"
SERVICE = "sw.js"
#: Pages that only a server shows, and what only it needs.
SERVED = ("404.html", "offline.html", SERVICE, "_static/vendor/workbox/*", "*.map")
#: What is packed already.
PACKED = {".pdf", ".epub", ".png", ".zip"}
#: What a page is drawn with: a reader needs it at once, whatever is read.
SHELL = ("offline.html", "_static/all-*", "_static/theme.js", "_static/*.woff2")
#: Marks of an address that a name has: its digest.
HASHED = re.compile(r"-[0-9a-f]{10}\.(css|js)$")


def finish(site: Path, archive: str) -> None:
    """Complete a whole *site*; *archive* is the name of its zip, which will lie in it."""
    for page in site.rglob("*.html"):
        tell_sizes(site, page)
    pack(site, site / archive)
    tell_sizes(site, site / "index.html")
    serve(site)


# -- Sizes -------------------------------------------------------------------------------


def size(count: int, language: str) -> str:
    """*count* bytes as people say it: "2.8 MB"."""
    unit, value = ("megabyte", count / 1e6) if count >= 1e6 else ("kilobyte", count / 1e3)
    value = round(value, 1) if value < 10 else round(value)
    said = format_unit(value, f"digital-{unit}", "short", locale=language.replace("-", "_"))
    return "\N{NO-BREAK SPACE}".join(said.split())


def tell_sizes(site: Path, page: Path) -> None:
    """Say in *page* how large the files are that it offers, as far as they are there."""
    text = page.read_text("utf-8")
    if not PLACE.search(text):
        return
    found = LANGUAGE.search(text)

    def told(place: re.Match[str]) -> str:
        file = page.parent / html.unescape(place[1])
        if not file.is_file():
            return place[0]
        return f", {size(file.stat().st_size, found[1] if found else 'en')}"

    page.write_text(PLACE.sub(told, text), "utf-8", newline="\n")


# -- The zip -----------------------------------------------------------------------------


def pack(site: Path, archive: Path) -> None:
    """Make *archive* of *site*, in a folder with its own name: the same bytes every time.

    Its title page does not offer what it stands in.
    """
    date = time.gmtime(max(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), 315532800))  # 1980
    line = re.compile(LINE.format(re.escape(quote(archive.name))), re.S)
    with zipfile.ZipFile(archive, "w") as made:
        for path in files_from_disk(site, archive):
            content = path.read_bytes()
            if path == site / "index.html":
                content = line.sub("", content.decode()).encode()
            name = f"{archive.stem}/{path.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, date[:6])
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, on Windows too
            stored = path.suffix in PACKED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            made.writestr(entry, content, compresslevel=9)


def files_from_disk(site: Path, archive: Path) -> Iterator[Path]:
    """What a page needs that is opened from a disk."""
    left_out = {path for pattern in SERVED for path in site.rglob(pattern)} | {archive}
    yield from (p for p in sorted(site.rglob("*")) if p.is_file() and p not in left_out)


# -- The worker --------------------------------------------------------------------------


def digest(content: bytes) -> str:
    """A short name for *content*."""
    return hashlib.sha256(content).hexdigest()[:10]


def serve(site: Path) -> None:
    """Give each page its digest, and the site the worker that knows them all.

    Nothing where no page has a place for it: then the book goes without `extensions.offline`.
    """
    place = DIGEST.format("").encode()
    pages = {}
    for page in sorted(site.rglob("*.html")):
        content = page.read_bytes()
        if place in content:
            own = digest(content)
            page.write_bytes(content.replace(place, DIGEST.format(own).encode(), 1))
            pages[page.relative_to(site).as_posix()] = own
    if not pages:
        return
    files = sorted({path for pattern in SHELL for path in site.glob(pattern) if path.is_file()})
    shell = [
        {
            "url": (name := path.relative_to(site).as_posix()),
            "revision": None if HASHED.search(name) else digest(path.read_bytes()),
        }
        for path in files
    ]
    # What scripts read when they need it (`book.load`), and no page names.
    data = [path.relative_to(site).as_posix() for path in sorted(site.glob("_static/data/*"))]
    told = json.dumps({"data": data, "pages": pages, "shell": shell}, sort_keys=True, indent=1)
    worker = WORKER.read_text("utf-8").replace("/* what tasks/site.py tells */ {}", told)
    (site / SERVICE).write_text(worker, "utf-8", newline="\n")
