"""The last look: pages, style sheets and the PDF's source, as they were built.

What the list lets through by a gap in it still runs nothing in a reader's browser and asks nothing
of another machine: a script, handler, frame or foreign address that the theme did not put there is
refused, its file removed, and the build ends before anything takes the place of the last one.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from extensions.gate.allowed import (
    HTML,
    HTML_ATTRIBUTES,
    HTML_DATA,
    HTML_DRAWING,
    HTML_DRAWING_ATTRIBUTES,
    HTML_DRAWING_CALL,
    HTML_STYLE,
    HTML_THEME,
    MOST_TOLD,
    ROOTED,
    SITE,
    TYPST,
)
from extensions.gate.findings import Finding
from extensions.gate.links import link_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ADDRESSES = ("href", "src", "action", "poster", "data")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
#: A character of a string of Typst that is written as an escape.
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))")
_TYPST_LINK = re.compile(r'\b(?:link|address)\("((?:[^"\\]|\\.)*)"')


def check(folder: Path, base: str = "", since: float = 0) -> Iterator[Finding]:
    """Everything in *folder* that was not there *since*, and should not be there.

    *base* is the address of the site, which canonical addresses begin with.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))  # notes of builders
        if path.is_dir() or hidden or path.stat().st_mtime < since:
            continue
        if path.suffix == ".html":
            yield from _Page(name, base, True).read(path.read_text("utf-8"))
        elif path.suffix == ".xhtml":
            yield from _xhtml(name, path.read_text("utf-8"), base)
        elif path.suffix == ".typ" and "/" not in name:
            yield from _typst(name, path.read_text("utf-8"))
        elif path.suffix not in SITE | {".typ"} or name.startswith("_downloads/"):
            yield _finding(name, 1, "the book has no files of this kind")


def _finding(path: str, line: int, what: str) -> Finding:
    return Finding(
        path, line, "output", f"{what}: take what brings it out of the page, picture or catalog"
    )


def _xhtml(path: str, text: str, base: str) -> Iterator[Finding]:
    parser = expat.ParserCreate()
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        problem = expat.ErrorString(error.code)
        yield _finding(path, error.lineno, f"a reading system could not read this ({problem})")
        return
    yield from _Page(path, base, False).read(text)


def _typst(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := TYPST.search(_STRING.sub('""', line)):
            yield _finding(path, number, f"the PDF would call “{found[1]}”")
        if line.startswith("#import") and not re.match(
            r'#import "template/[\w-]+\.typ": \*$', line
        ):
            yield _finding(path, number, "the PDF would read a file")
        for address in _TYPST_LINK.findall(line):
            if problem := link_problem(_ESCAPE.sub(_character, address)):
                yield Finding(path, number, "output", problem)


def _character(escape: re.Match[str]) -> str:
    """What an escape of Typst stands for; controls stay controls, which no address has."""
    if escape[1]:
        code = int(escape[1], 16)
        return chr(code) if code < 0x110000 else "\\"
    return {"n": "\n", "r": "\r", "t": "\t"}.get(escape[2], escape[2])


def _is_data(text: str) -> bool:
    """Whether a block is one object of JSON, with nothing in it that HTML could read."""
    try:
        return isinstance(json.loads(text), dict) and not set(text) & {*"<>&"}
    except (ValueError, RecursionError):
        return False


class _Page(HTMLParser):
    """One page, while it is read."""

    def __init__(self, path: str, base: str, theme: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.base, self.theme = path, base, theme
        self.findings: list[Finding] = []
        self.ids: set[str] = set()
        self.inside = ""
        self.drawing = False
        self.data: str | None = None

    def read(self, text: str) -> list[Finding]:
        self.feed(text)
        self.close()
        return self.findings[:MOST_TOLD]

    def refuse(self, what: str) -> None:
        self.findings.append(_finding(self.path, self.getpos()[0], what))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element, with what stands in it."""
        self.inside = tag
        self.data = "" if self.theme and tag == "script" and dict(attrs) == HTML_DATA else None
        self.drawing = self.drawing or tag == "svg"
        drawn = self.drawing and tag in HTML_DRAWING
        themes = self.theme and tag in HTML_THEME and not (self.drawing and tag == "style")
        if not drawn and not themes and tag not in HTML:
            self.refuse(f"the page would hold the element {tag}")
        for name, value in attrs:
            known = name in HTML_ATTRIBUTES or name.startswith(("aria-", "data-"))
            if drawn and name in HTML_DRAWING_ATTRIBUTES:
                known = "(" not in (value or "") or bool(HTML_DRAWING_CALL.fullmatch(value or ""))
            if not known or (name == "style" and not HTML_STYLE.fullmatch(value or "")):
                self.refuse(f"the page would hold {name}=“{(value or '')[:40]}”")
            elif name == "id":
                if value in self.ids:
                    self.refuse(f"the page would hold the id “{value}” twice")
                self.ids.add(value or "")
            elif name in _ADDRESSES:
                self.address(tag, value or "", dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without contents."""
        self.handle_starttag(tag, attrs)
        self.inside = ""

    def handle_endtag(self, tag: str) -> None:
        """Its end."""
        if self.data is not None and not _is_data(self.data):
            self.refuse("the page would hold a script")
        self.inside, self.data = "", None
        self.drawing = self.drawing and tag != "svg"

    def handle_data(self, data: str) -> None:
        """Text: of no script, unless it is one block of data."""
        if self.data is not None:
            self.data += data
        elif self.inside == "script" and data.strip():
            self.refuse("the page would hold a script")

    def address(self, tag: str, value: str, attrs: dict[str, str | None]) -> None:
        """Where something leads or comes from."""
        parts = urlsplit(value)
        canonical = tag == "link" and attrs.get("rel") == "canonical" and self.base
        if canonical and value.startswith(self.base):
            return
        if self.path in ROOTED and value.startswith("/") and not parts.netloc:
            top = f"{urlsplit(self.base).path.rstrip('/')}/"
            if not (parts.path.startswith(top) and ".." not in unquote(parts.path).split("/")):
                self.refuse(f"the page would lead out of the book to “{value[:60]}”")
            return
        if tag == "a" and (parts.scheme or parts.netloc):
            if problem := link_problem(value):
                self.findings.append(Finding(self.path, self.getpos()[0], "output", problem))
        elif parts.scheme or parts.netloc or value.startswith(("/", "\\")):
            self.refuse(f"the page would ask “{value[:60]}” of another machine")
        elif ".." in unquote(parts.path).split("/")[self.path.count("/") :]:
            self.refuse(f"the page would lead out of the book to “{value[:60]}”")
