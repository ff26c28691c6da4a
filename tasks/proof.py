"""Measure the pages of the built PDFs: ``python -m tasks proof``.

What a proofreader counts by eye: characters in a full line of text, pages that are white for no
reason, and blank pages.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import pypdfium2
from pypdfium2 import raw

from tasks.book import OUTPUT, PDFS
from tasks.environment import TaskError, exit_status

#: Points within which two letters stand on one line, and two lines end alike.
SLACK = 1.5
#: Of the height of the text, what may be white on a page, and the least white that counts.
WHITE, GAP = 0.25, 0.06
#: Lines that the last page of a chapter has at least.
FEW = 5
#: Of the height of a page, where no running head is any more.
HEAD = 0.08
#: Dots of a rendered page to a point.
SCALE = 0.5


@dataclass(frozen=True)
class Line:
    """Letters on one line of a page, of one size: from where to where, in points."""

    text: str
    left: float
    right: float
    size: float


def lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of a page, as far as their letters have one size."""
    text = page.get_textpage()
    found: dict[tuple[float, float], list[tuple[str, float, float]]] = defaultdict(list)
    for number in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, number))
        if letter in "\r\n" or raw.FPDFText_IsGenerated(text, number):
            continue
        left, _bottom, right, top = text.get_charbox(number, loose=True)
        size = round(raw.FPDFText_GetFontSize(text, number), 1)
        found[round(top / SLACK), size].append((letter, left, right))
    for (_top, size), letters in found.items():
        yield Line(
            "".join(letter for letter, _left, _right in letters),
            min(left for _letter, left, _right in letters),
            max(right for _letter, _left, right in letters),
            size,
        )


def measure(document: pypdfium2.PdfDocument) -> float:
    """The median of characters in full lines of body text, spaces counted."""
    every = [line for page in document for line in lines(page)]
    letters: Counter[float] = Counter()
    for line in every:
        letters[line.size] += len(line.text)
    size = letters.most_common(1)[0][0]
    body = [line for line in every if line.size == size]
    widest = Counter(round(line.right - line.left) for line in body).most_common(1)[0][0]
    return median(len(line.text) for line in body if abs(line.right - line.left - widest) <= SLACK)


def runs(page: pypdfium2.PdfPage) -> list[tuple[int, int]]:
    """Where there is ink on a page, from the top: first row and the row behind the last one."""
    ink = (page.render(scale=SCALE, grayscale=True).to_numpy() < 200).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ink.astype(int), [0]))))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _opens(page: pypdfium2.PdfPage, found: list[tuple[int, int]]) -> bool:
    """Whether a chapter begins on a page: it has no running head."""
    return bool(found) and found[0][0] > HEAD * page.get_height() * SCALE


def white(document: pypdfium2.PdfDocument) -> tuple[list[str], list[str]]:
    """Pages that are white for no reason: those with much white, and those that are blank.

    The last page of a chapter may be as short as it is; a blank one may stand before a chapter.
    """
    ink = [runs(page) for page in document]
    starts = {number for number, found in enumerate(ink) if _opens(document[number], found)}
    first = min(
        (page for page in starts if document.get_page_label(page).isdigit()), default=len(ink)
    )
    plain = [found for page, found in enumerate(ink) if found and page not in starts]
    top = int(np.percentile([found[1][0] for found in plain if len(found) > 1], 10))
    bottom = int(np.percentile([found[-1][1] for found in plain], 95))
    much, blank = [], []
    for page, found in enumerate(ink):
        label = document.get_page_label(page)
        ends = page + 1 in starts or page + 1 == len(ink)
        if not found:
            if not ends and page >= first:
                blank.append(label)
            continue
        before_blank = page + 2 in starts and not ink[page + 1] if page + 1 < len(ink) else False
        if page < first or ends or before_blank:
            continue
        rows = [top, *(row for run in found[page not in starts :] for row in run), bottom]
        if page in starts:  # what is above the title is meant
            rows = rows[2:]
        gaps = [max(0, b - a) for a, b in zip(rows[::2], rows[1::2], strict=False)]
        share = sum(gap for gap in gaps if gap > GAP * (bottom - top)) / (bottom - top)
        if share > WHITE:
            much.append(f"{label} ({share:.0%})")
    return much, blank


def short_ends(document: pypdfium2.PdfDocument) -> list[str]:
    """Last pages of chapters with fewer lines than ``FEW``, each with their number."""
    ink = [runs(page) for page in document]
    starts = {number for number, found in enumerate(ink) if _opens(document[number], found)}
    short = []
    for page, found in enumerate(ink):
        follows = page + 1 if page + 1 < len(ink) and ink[page + 1] else page + 2
        if found and page not in starts and follows in starts and len(found) - 1 < FEW:
            short.append(f"{document.get_page_label(page)} ({len(found) - 1} lines)")
    return short


def inner_margin(document: pypdfium2.PdfDocument, inside: float) -> list[str]:
    """Pages with ink nearer to the back of the book than *inside*, in points; not the cover."""
    found = []
    for number in range(1, len(document)):
        page = document[number]
        ink = page.render(scale=SCALE, grayscale=True).to_numpy() < 200
        edge = int(inside * SCALE)
        if (ink[:, :edge] if number % 2 == 0 else ink[:, -edge:]).any():
            found.append(document.get_page_label(number))
    return found


def main(arguments: list[str]) -> int:
    """Print the figures of each PDF; return 0. TaskError where there is none."""
    for path in map(Path, arguments or [str(OUTPUT / name) for name in PDFS]):
        if not path.exists():
            raise TaskError(f"{path} is not there: run `make book` first")
        document = pypdfium2.PdfDocument(path)
        much, blank = white(document)
        print(f"{path.name}: {len(document)} pages, {measure(document):.0f} characters a line")
        print(f"  more than a quarter white: {', '.join(much) or 'none'}")
        print(f"  ends of chapters with few lines: {', '.join(short_ends(document)) or 'none'}")
        print(f"  blank, but not before a chapter: {', '.join(blank) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
