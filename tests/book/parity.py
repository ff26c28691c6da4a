"""The text of each output in blocks, made alike, and what one has that another has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, NavigableString

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bs4 import Tag

#: Elements that begin a block of text.
BLOCKS = [
    "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "nav",
    "ol", "p", "pre", "section", "summary", "svg", "table", "tbody", "td", "text", "th", "thead",
    "tr", "ul",
]  # fmt: skip
#: "(p. 31)", ", pp. 9–12": what stands on paper behind a link.
_PAGES = re.compile(r",? ?\(?\bpp?\. (?:\d+|[ivxl]+)(?:[–,] ?\d+)*\)?")
#: A group in full with its abbreviation: first on a page of a site, first in a printed book (APA 7,
#: section 8.21).
_GROUP = re.compile(r"(?:^|(?<=; )|(?<=\())[^()\[\];]+ \[([A-Z]{2,6})\]")
#: What tells words apart; signs of statistics and of ratings are told too.
_SPACE = re.compile(r"[^\w−=<>≤≥≈%+●◐◇○△]|_")
#: In how many parts a block may be printed: over pages, around a figure that floats, beside notes
#: in the margin. How far they may be apart, how long each is at least, and how many letters of the
#: next what stands between may have too.
_PARTS, _FAR, _SHORTEST, _ALIKE = 8, 9_000, 8, 3


def blocks(page: str | bytes, unwanted: Iterable[str] = ()) -> list[str]:
    """The text of a page of HTML, a block each, without what *unwanted* selects."""
    soup = BeautifulSoup(page, "lxml")
    for selector in unwanted:
        for element in soup.select(selector):
            element.decompose()
    return list(_blocks(soup.find("article") or soup.body))


def _blocks(element: Tag) -> Iterator[str]:
    line = ""
    for child in element.children:
        if isinstance(child, NavigableString):
            line += str(child) if type(child) is NavigableString else ""
        elif child.name in BLOCKS or child.find(BLOCKS):
            yield from _said(line)
            line = ""
            yield from _blocks(child)
        elif child.name not in ("script", "style"):
            line += child.get_text()
    yield from _said(line)


def _said(line: str) -> Iterator[str]:
    if words := " ".join(line.split()):
        yield words


def bare(text: str) -> str:
    """*text* without spaces, hyphens, quotes, punctuation, pages behind links, names of groups."""
    return _SPACE.sub("", _GROUP.sub(r"\1", _PAGES.sub("", " ".join(text.split()))))


def missing(blocks: Iterable[str], printed: str) -> list[str]:
    """The blocks whose words are not in *printed*, a text that is ``bare``."""
    return [block for block in blocks if not _is_in(bare(block), printed, 0, len(printed), _PARTS)]


def _is_in(block: str, printed: str, start: int, end: int, parts: int) -> bool:
    if printed.find(block, start, end) >= 0:
        return True
    longest = _longest(block, printed, start, end)
    # What comes between may begin as the block goes on.
    for length in range(longest, max(_SHORTEST, longest - _ALIKE) - 1, -1) if parts > 1 else ():
        at = printed.find(block[:length], start, end)
        while at >= 0:
            behind = at + length
            if _is_in(block[length:], printed, behind, min(end, behind + _FAR), parts - 1):
                return True
            at = printed.find(block[:length], at + 1, end)
    return False


def _longest(words: str, printed: str, start: int, end: int) -> int:
    """How much of the beginning of *words* is in a part of *printed*."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if printed.find(words[:middle], start, end) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


def added(page: str, known: str) -> list[str]:
    """What *page* says that *known*, a text that is ``bare``, does not: stretches of letters."""
    words, at, own = bare(page), 0, ""
    found = []
    while at < len(words):
        length = _longest(words[at : at + 3_000], known, 0, len(known))
        if length >= _SHORTEST or (not own and at + length == len(words)):
            found.append(own)
            own, at = "", at + length
        else:
            own, at = own + words[at], at + 1
    return [stretch for stretch in (*found, own) if re.search(r"[^\W\d_]{3}", stretch)]
