"""How the book reads: lengths of sentences, and phrases that come again: ``python -m tasks.prose``.

Read is what readers get: paragraphs, lists and claims of the pages, as Sphinx has resolved them.
Left out are headings, also those that open a paragraph in italics, tables, figures, notes, lists
of references, and lines that the build writes or takes from another page.
A citation in brackets is no word of a sentence; one in the text is the names of its authors.

Arguments are pages (``chapters/coan``; none means all) and options::

    --phrase "went with"    count these words, too; may be given again
    --least 3               show phrases that come so often or more
    --long                  show the sentences of more than 35 words with their lines
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from docutils import nodes
from sphinx import addnodes

from apabib.text import fold
from tasks.environment import REPOSITORY, TaskError, exit_status

#: A sentence of fewer words is short, one of more is long; a phrase has at least so many.
SHORT, LONG, PHRASE = 9, 35, 5
#: Written with a point that ends no sentence, in small letters.
ABBREVIATIONS = fold.words(
    "al approx ca cf ch chap dept dr ed eds e.g fig figs i.e mr mrs ms no nos p par pp prof resp"
    " sec st trans viz vol vols vs"
)
_END = re.compile(r"[.?!…]+[”’\"')\]]*(?=\s)")
_BEFORE = re.compile(r"[\w.]*$")
_NEXT = re.compile(r"\s+[“‘\"'(\[]*(\w)")
_WORD = re.compile(r"[^\W_]+(?:[’'.,/:–-][^\W_]+)*")
_STOPPED = re.compile(r"[.?!…:][”’\"')\]]*$")
#: What holds no running text.
_APART = (
    nodes.table, nodes.figure, nodes.citation, nodes.footnote, nodes.comment, nodes.topic,
    addnodes.compact_paragraph,
)  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """A sentence without its citations, the page where it stands, and the line of its paragraph."""

    page: str
    line: int
    text: str

    @property
    def words(self) -> list[str]:
        """Its words in small letters; a number is a word."""
        return words(self.text)


def words(text: str) -> list[str]:
    """The words of *text* in small letters, without signs: ``0.69``, ``we’ll``, ``12,966``."""
    return [found.replace("’", "'") for found in _WORD.findall(text.lower())]


def split(text: str) -> list[str]:
    """The sentences of a paragraph.

    A point ends none behind an abbreviation (``et al.``, ``p. 3``), an initial, or before a small
    letter; within a number it is followed by no blank.
    """
    found, start = [], 0
    for end in _END.finditer(text):
        after = _NEXT.match(text, end.end())
        if after and after[1].islower():
            continue
        before = _BEFORE.search(text, start, end.start())
        assert before is not None  # it may be empty
        word = before[0].lower()
        if end[0] == "." and (word in ABBREVIATIONS or (len(word) == 1 and before[0].isupper())):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def running(node: nodes.Node) -> str:
    """The text of a paragraph, without citations in brackets, notes, and index entries."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, (nodes.Invisible, nodes.footnote_reference)):
        return ""
    if isinstance(node, nodes.Element) and "bibtex-citation" in node.get("classes", ()):
        return re.sub(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)", "", node.astext())
    return "".join(map(running, node.children))


def without_head(paragraph: nodes.paragraph) -> list[nodes.Node]:
    """What a paragraph holds, without the heading that opens it: *Ask first.* Somebody ..."""
    first, *rest = paragraph.children
    slanted = isinstance(first, nodes.emphasis) and _STOPPED.search(first.astext())
    return rest if slanted and rest else [first, *rest]


def tidy(text: str) -> str:
    """One line, without the blank that a citation leaves before a point."""
    return re.sub(r"\s+(?=[,;:?!)]|\.(?!\d))", "", " ".join(text.split()))


def paragraphs(document: nodes.document) -> Iterator[nodes.paragraph]:
    """Those of running text; an item of a list without a stop is none."""
    for paragraph in document.findall(nodes.paragraph):
        above: nodes.Node | None = paragraph
        while above is not None and not isinstance(above, _APART):
            above = above.parent
        made = paragraph.get("translatable") is False
        if above is None and not made and _STOPPED.search(tidy(running(paragraph))):
            yield paragraph


def read(source: Path, work: Path) -> list[Sentence]:
    """Every sentence of the book in *source*, page by page; *work* is a folder for Sphinx.

    Raises TaskError when the book cannot be read.
    """
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from sphinx_apa7.order import book_order

    found = []
    with patch_docutils(str(source)), docutils_namespace():
        try:
            app = Sphinx(
                source, source, work / "prose", work / "prose-doctrees", "dummy", status=None
            )
            app.build()
        except SphinxError as error:
            raise TaskError(f"the book could not be read: {error}") from error
        for page in book_order(app.env):
            tree = app.env.get_and_resolve_doctree(page, app.builder, tags=app.tags)
            written = str(app.env.doc2path(page))
            for paragraph in paragraphs(tree):
                if not (paragraph.source or written).startswith(written):
                    continue  # an answer, say, that is shown on a second page
                for text in split(tidy("".join(map(running, without_head(paragraph))))):
                    found.append(Sentence(page, paragraph.line or 0, text))
    return found


def repeated(sentences: Iterable[list[str]], least: int = 2) -> dict[tuple[str, ...], int]:
    """Phrases of five words and more that come *least* times or more, most frequent first.

    A phrase within a longer one is named only where it comes more often.
    """
    told = list(sentences)
    found: dict[tuple[str, ...], int] = {}
    size, known = PHRASE, _phrases(told, PHRASE, least)
    while known:
        longer = _phrases(told, size + 1, least)
        covered: Counter[tuple[str, ...]] = Counter()
        for phrase, count in longer.items():
            for part in {phrase[:-1], phrase[1:]}:
                covered[part] = max(covered[part], count)
        found |= {phrase: count for phrase, count in known.items() if count > covered[phrase]}
        size, known = size + 1, longer
    return dict(sorted(found.items(), key=lambda one: (-one[1], -len(one[0]), one[0])))


def _phrases(sentences: list[list[str]], size: int, least: int) -> dict[tuple[str, ...], int]:
    counts = Counter(phrase for told in sentences for phrase in _runs(told, size))
    return {phrase: count for phrase, count in counts.items() if count >= least}


def _runs(told: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(told[at : at + size]) for at in range(len(told) - size + 1))


def in_phrases(told: list[str], phrases: Container[tuple[str, ...]]) -> int:
    """How many words of a sentence stand in one of *phrases*, each of five words."""
    places: set[int] = set()
    for at, phrase in enumerate(_runs(told, PHRASE)):
        if phrase in phrases:
            places.update(range(at, at + PHRASE))
    return len(places)


def figures(sentences: list[Sentence], again: dict[tuple[str, ...], int]) -> str:
    """One line of the table: of *sentences*, with the phrases of the book that come *again*."""
    told = [sentence.words for sentence in sentences]
    lengths = [len(one) for one in told]
    total = sum(lengths)
    short, long = sum(n < SHORT for n in lengths), sum(n > LONG for n in lengths)
    share = sum(in_phrases(one, again) for one in told) / max(total, 1)
    return (
        f"{len(told):>9}{mean(lengths):>8.1f}{median(lengths):>8.0f}"
        f"{short / len(told):>10.1%}{long / len(told):>10.1%}{share:>11.1%}"
    )


def count(phrase: str, sentences: Iterable[list[str]]) -> int:
    """How often the words of *phrase* follow each other within a sentence."""
    sought = tuple(words(phrase))
    return sum(run == sought for told in sentences for run in _runs(told, len(sought)))


def main(arguments: list[str], source: Path = REPOSITORY) -> int:
    """Print the figures; see the head of this file."""
    parser = argparse.ArgumentParser(prog="make prose", description="How the book reads.")
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--phrase", action="append", default=[], metavar="WORDS")
    parser.add_argument("--least", type=int, default=3, metavar="N")
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args(arguments)
    everything = read(source, source / "build" / ".work")
    pages = list(dict.fromkeys(sentence.page for sentence in everything))
    wanted = [page.removesuffix(".md") for page in options.pages] or pages
    if unknown := [page for page in wanted if page not in pages]:
        raise TaskError(f"no page with sentences is {unknown[0]!r}: write one of {pages}")
    of = {page: [one for one in everything if one.page == page] for page in wanted}
    told = [one.words for page in wanted for one in of[page]]
    again = _phrases([one.words for one in everything], PHRASE, 2)

    width = max(len("all of these"), *map(len, wanted)) + 2
    print(f"{'':<{width}}sentences    mean  median   under {SHORT}   over {LONG}   repeated")
    for page in wanted:
        print(f"{page:<{width}}{figures(of[page], again)}")
    print(
        f"{'all of these':<{width}}{figures([one for page in wanted for one in of[page]], again)}"
    )
    print(f"\nRepeated: words in a phrase of {PHRASE} words that the book has twice or more.")
    for phrase in options.phrase:
        print(f"{count(phrase, told):>6}  {phrase}")
    print(f"\nPhrases of {PHRASE} words and more, {options.least} times and more:")
    for phrase, times in repeated(told, options.least).items():
        print(f"{times:>6}  {' '.join(phrase)}")
    if options.long:
        print(f"\nSentences of more than {LONG} words:")
        for one in (one for page in wanted for one in of[page] if len(one.words) > LONG):
            print(f"{one.page}.md:{one.line}: {len(one.words)}: {one.text}")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
