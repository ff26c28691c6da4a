"""Every work of APA's test set in a book that is built: HTML, EPUB and PDF print what the set says.

Lines are those of ``apabib/tests/apa7``. Where works of the whole set are alike, letters and
initials that a line alone has not come from ``apabib``, which makes them of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZipFile

import apa7_set as manual
import pdf_structure
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

from apabib import models
from apabib.apa7.format import Cite, References, Span

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("apa7_outputs"),
    # A page of an EPUB is read as HTML, like those of the site.
    pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning"),
]

CONF = """
project = "Tiny Book"
author = copyright = "The Authors"
version = "1"
extensions = ["myst_parser", "sphinx_apa7", "sphinx_typst_book", "extensions.epub"]
bibtex_bibfiles = ["refs.bib"]
html_theme = "basic"
epub_show_urls = "no"
"""
WORKS = {name: manual.works(name) for name in (*manual.sections(), "lists", "citations")}
CASES = {case.name: case for name in manual.sections() for case in manual.cases(name)}
#: The page of each file of the set, in the order of the book; the last has the whole list.
PAGES = {name: f"page{place}" for place, name in enumerate(WORKS)}
WHOLE = "whole"
#: What follows a reference in print.
CITED_ON = {"en": "Cited on p", "nl": "Aangehaald op p"}


@dataclass
class Printed:
    """What a format shows: the citations and the list of each page, or of the whole book."""

    cited: dict[str, list[str]]
    lists: dict[str, list[list[Span]]]


# -- The book ----------------------------------------------------------------------


def write(folder: Path, language: str) -> None:
    """A page for each file of the set, which cites each of its works twice."""
    folder.mkdir()
    places = [place / f"{name}.bib" for name in WORKS for place in (manual.FOLDER, models.FOLDER)]
    bib = [path for path in places if path.is_file()]
    files = {
        "conf.py": f'{CONF}language = "{language}"\n',
        "refs.bib": "\n".join(path.read_text(encoding="utf-8") for path in bib),
        "index.md": "# Tiny\n\n```{toctree}\n" + "\n".join([*PAGES.values(), WHOLE]) + "\n```\n",
        "whole.md": f"# {WHOLE}\n\n```{{bibliography}}\n```\n",
    }
    for name, page in PAGES.items():
        lines = [f"Cites | {{cite:p}}`{key}` | {{cite:t}}`{key}` | twice." for key in WORKS[name]]
        files[f"{page}.md"] = "\n\n".join([f"# {page}", *lines, ""])
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module", params=["en", "nl"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def book(language: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """What the book shows in each format, after builds without a warning."""
    source = tmp_path_factory.mktemp(language) / "book"
    write(source, language)
    made = {}
    for builder in ("html", "epub", "typst"):
        app = SphinxTestApp(builder, srcdir=source)
        try:
            app.build()
        finally:
            app.cleanup()
        assert strip_escape_sequences(app.warning.getvalue()) == ""
        made[builder] = Path(app.outdir)
    html = {path.stem: path.read_bytes() for path in made["html"].glob("*.html")}
    with ZipFile(made["epub"] / "TinyBook.epub") as package:
        epub = {Path(name).stem: package.read(name) for name in package.namelist()}
    pdf = pdf_structure.structure(made["typst"] / "tiny-book.pdf")
    return {"html": in_pages(html), "epub": in_pages(epub), "pdf": in_pdf(pdf, language)}


@pytest.fixture(scope="module")
def references(language: str) -> References:
    works = [work for page in WORKS.values() for work in page.values()]
    return References(works, manual.LOCALES[language])


# -- What a format shows -----------------------------------------------------------


def in_pages(files: dict[str, bytes]) -> Printed:
    """The pages of a site or of an EPUB."""
    printed = Printed({}, {})
    for page in (*PAGES.values(), WHOLE):
        soup = BeautifulSoup(files[page], "lxml")
        places, references = soup.select(".citation-place"), soup.select("li.citation")
        printed.cited[page] = [manual.marked_up(spans_of(place)) for place in places]
        printed.lists[page] = [joined(spans_of(reference.p)) for reference in references]
    return printed


def spans_of(tag: Tag, look: Span = Span("")) -> Iterator[Span]:  # noqa: B008
    """Text with what its elements say of it, but for links that stay inside the book."""
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield replace(look, text=re.sub(r"[ \n]+", " ", child))
        elif isinstance(child, Tag):
            inner = replace(look, italic=look.italic or child.name == "em")
            inner = replace(inner, language=str(child.get("lang", look.language)))
            if child.name == "a" and "external" in child["class"]:
                inner = replace(inner, href=str(child["href"]))
            yield from spans_of(child, inner)


def in_pdf(blocks: Iterable[pdf_structure.Block], language: str) -> Printed:
    """The blocks of a PDF in reading order."""
    printed = Printed({}, {})
    page = ""
    for block in blocks:
        if block.text in PAGES.values() or block.text == WHOLE:
            page = block.text
            printed.cited[page], printed.lists[page] = [], []
        elif block.text.startswith("Cites | "):
            line = manual.marked_up(joined(spans_in(block, language)))
            printed.cited[page] += line.split(" | ")[1:3]
        elif CITED_ON[language] in spaced(block.text):
            printed.lists[page].append(joined(spans_in(block, language)))
    return printed


def spans_in(block: pdf_structure.Block, language: str) -> Iterator[Span]:
    """The text of a block without what is said of pages."""
    for run in block.runs:
        assert run.italic == run.emphasis, run  # the font and the tag
        spoken = "" if run.language == language else run.language
        words, cited_on, _pages = spaced(run.text).partition(CITED_ON[language])
        words = words.rstrip() if cited_on else words  # the line ends there
        # Hyphens at the end of a line.
        yield Span(words.replace("\N{SOFT HYPHEN}", ""), run.italic, run.href, spoken)
        if cited_on:
            return


def spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans of different looks; which spaces do not break is not asked."""
    found: list[Span] = []
    for span in spans:
        span = replace(span, text=spaced(span.text))
        if found and replace(found[-1], text=span.text) == span:
            span = replace(span, text=found.pop().text + span.text)
        if span.text:
            found.append(span)
    return found


# -- What it should be -------------------------------------------------------------


def is_alone(key: str, references: References, language: str) -> bool:
    """Whether the work prints as it does alone: nothing in the whole set is like it."""
    case = CASES.get(key)
    if not case:
        return False
    alone = manual.alone(key, WORKS[case.file], manual.LOCALES[language])
    return alone.marks[key] == references.marks[key]


def citations(
    references: References, language: str, *, by_page: bool
) -> Iterator[tuple[str, list[str]]]:
    """The citations of each page; a group is introduced on each page, or once in the book."""
    seen: set[str] = set()
    for name, page in PAGES.items():
        lines = []
        for key, work in WORKS[name].items():
            groups = set(work.abbreviations) - {""}
            for role, known in (("p", groups <= seen), ("t", True)):
                lines.append(manual.in_text(references, role, [Cite(key, first=not known)]))
            seen |= groups
        yield page, lines
        if by_page:
            seen.clear()


FORMATS = pytest.mark.parametrize("output", ["html", "epub", "pdf"])


@FORMATS
def test_references_print_as_in_the_set(book, references, language, output):
    """Letter by letter, with italics."""
    printed = dict(
        zip(references.rank, map(manual.marked_up, book[output].lists[WHOLE]), strict=True)
    )
    alone = [key for key in references.rank if is_alone(key, references, language)]
    assert len(alone) >= 330
    expected = {key: CASES[key][language] for key in alone}
    assert {key: printed[key] for key in alone} == expected


@FORMATS
def test_lists_have_every_work_in_order(book, references, output):
    """With italics, addresses that can be followed, and the languages of titles.

    On paper the whole list is the only one.
    """
    made = {key: joined(references.reference(key)) for key in references.rank}
    assert book[output].lists[WHOLE] == list(made.values())
    for name, page in PAGES.items():
        cited = [made[key] for key in references.rank if key in WORKS[name]]
        assert book[output].lists[page] == ([] if output == "pdf" else cited), name


@FORMATS
def test_citations_print_as_in_the_set(book, references, language, output):
    """Where no group with an abbreviation is cited, which is introduced once."""
    for name, page in PAGES.items():
        printed = iter(book[output].cited[page])
        for key, work in WORKS[name].items():
            both = f"{next(printed)} | {next(printed)}"
            if is_alone(key, references, language) and not any(work.abbreviations):
                assert both == CASES[key]["text" if language == "en" else "tekst"]


@FORMATS
def test_citations_introduce_groups_in_reading_order(book, references, language, output):
    expected = dict(citations(references, language, by_page=output != "pdf"))
    assert book[output].cited == expected | {WHOLE: []}
