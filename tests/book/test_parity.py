"""One text in three outputs: what the site says, the EPUB and the PDF say, and nothing else.

Each difference that is meant stands here with its reason.
"""

from __future__ import annotations

import re
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from parity import added, bare, blocks, missing

#: What only pages have, and what it is for.
APPARATUS = [
    "a.headerlink",  # addresses of headings, for who shares one
    ".cell-label",  # names of columns, where a narrow page sets cells below each other
    ".backrefs",  # arrows from a reference to the places that cite it; paper gives pages
    ".genindex-jumpbox",  # letters at the head of the index, to jump to
    ".downloads",  # the site offers the other two
    ".claim-tools",  # from a claim to its row in the table of all
    ".evidence-files",  # the claims as data lie beside their page
    ".quoting-links",  # to the box below
    "details.quoting",  # the page as a citation, and its references as files
]
#: What the site alone has, and where the others have it.
ON_SITE = [
    "details.answer > :not(summary)",  # at its question; the others have it with all answers
]
#: What the EPUB has in its pages.
IN_EPUB = [
    ".part-name",  # the part that begins with a chapter; the site has it in its menu
]
#: What site and EPUB have and paper has not.
ON_SCREEN = [
    "section.references",  # the list of a chapter; paper has the whole list
    "#imprint > h1",  # on paper its place tells what it is
    ".cited-in",  # chapters that cite a work; paper has "Cited on pp. ..."
    ".paragraph-number",  # in the margin of paper; test_paragraph_numbers.py compares them
]
#: What paper alone has.
ON_PAPER = [
    r"Cited?o?n?|C?itedon",  # pages that cite a work
    r"Page?",  # the column of pages in the table of claims
    r"[●◐◇○△]?(Supp|Mix|Cont|Unsu|Opin|Corr)[a-z]*",  # a rating again, in the margin
    r"CHAPTER",  # above the title of a chapter
]
#: The number of a paragraph, which is read before or behind its first line.
NUMBER = re.compile(r"(?m)(?:^| )\d{1,2}[a-z]*\s*$")
#: Pages whose lines end in places, which are links on a screen and pages on paper.
INDEXES = ("back/names", "genindex")
#: Pages that paper and EPUB need not have.
TOOLS = ("search", "404", "offline")


@pytest.fixture(scope="module")
def site(book) -> dict[str, bytes]:
    """The pages of the site by their names."""
    found = {name.removesuffix(".html"): path for name, path in book.pages().items()}
    return {name: path.read_bytes() for name, path in found.items() if name not in TOOLS}


@pytest.fixture(scope="module")
def figures(site, book) -> dict[str, list[str]]:
    """The texts in every figure that the book shows, as they are drawn."""
    drawn = {path.stem: path for path in sorted((book.source / "figures").glob("*.svg"))}
    return {
        name: [" ".join("".join(text.itertext()).split()) for text in texts]
        for name, path in drawn.items()
        if f'id="fig-{name}"'.encode() in b"".join(site.values())
        and (texts := list(etree.parse(path).iter("{*}text")))
    }


def words_in(page: bytes) -> dict[str, list[str]]:
    """The texts in the drawing of every figure of a page, by the name of the figure."""
    return {
        figure["id"].removeprefix("fig-"): blocks(str(figure.svg))
        for figure in BeautifulSoup(page, "lxml").select("figure[id]:has(svg)")
    }


@pytest.fixture(scope="module", params=[0, 1], ids=["a4", "book format"])
def paper(book, request) -> dict[str, str]:
    """What is printed on each page, by its label, without the running head and the number."""
    document = pypdfium2.PdfDocument(book.pdfs[request.param])
    pages: dict[str, str] = {}
    for number, page in enumerate(document):
        # U+FFFE is where PDFium found a hyphenated word.
        text = page.get_textpage().get_text_bounded().replace("\ufffe", "").replace("\x02", "")
        # Beside a box that goes on from the page before.
        lines = [line for line in text.splitlines() if not line.endswith(", continued")]
        label = document.get_page_label(number)
        if lines and label in (lines[0].split()[:1] + lines[0].split()[-1:]):
            del lines[0]
        if lines and lines[-1].strip() == label:
            del lines[-1]
        pages[label or f"front {number}"] = "\n".join(lines)
    return pages


def test_epub_says_what_the_site_says(site, book):
    with ZipFile(book.epub) as package:
        names = {name.removesuffix(".xhtml") for name in package.namelist()}
        missing_pages = site.keys() - names
        different = [
            name
            for name in site
            if name in names
            and blocks(site[name], APPARATUS + ON_SITE)
            != blocks(package.read(f"{name}.xhtml"), APPARATUS + IN_EPUB)
        ]
    assert missing_pages == set()
    assert different == []


def test_answers_that_leave_their_questions_are_with_all_answers(site):
    gathered = bare(" ".join(blocks(site["back/answers"], APPARATUS)))
    for name, page in site.items():
        whole, left = blocks(page, APPARATUS), blocks(page, APPARATUS + ON_SITE)
        assert missing([block for block in whole if block not in left], gathered) == [], name


def test_paper_says_what_the_site_says(site, paper):
    printed = bare(" ".join(paper.values()))
    unnumbered = bare(" ".join(NUMBER.sub("", page) for page in paper.values()))
    lost = {}
    for name, page in site.items():
        unwanted = APPARATUS + ON_SCREEN
        said = blocks(page, [*unwanted, "li a", "ul.index a"] if name in INDEXES else unwanted)
        # The number of a paragraph may be read in the middle of its first line.
        if found := missing(missing(said, printed), unnumbered):
            lost[name] = found
    assert lost == {}


def test_paper_says_nothing_else(site, paper):
    """From the first chapter to the indexes.

    Before them are cover, imprint, and contents, which a site and an EPUB have in their own ways.
    """
    said = [block for page in site.values() for block in blocks(page, APPARATUS)]
    parts = BeautifulSoup(site["index"], "lxml").select(".sidebar-tree .caption")
    known = bare(" ".join([*said, *(part.get_text() for part in parts)]))
    labels = list(paper)
    # A term again, in the margin, where it is read between others of its line.
    terms = [
        bare(one.get_text()) for one in BeautifulSoup(site["back/glossary"], "lxml").select("dt")
    ]
    names = bare(blocks(site["back/names"], APPARATUS)[0])
    end = next(label for label in reversed(labels) if bare(paper[label]).startswith(names))
    more = {}
    for label in labels[labels.index("1") : labels.index(end)]:
        found = [
            stretch
            for stretch in added(NUMBER.sub("", paper[label]), known)
            if not any(re.fullmatch(meant, stretch) for meant in ON_PAPER)
            and not any(stretch in term for term in terms)
        ]
        if found:
            more[label] = found
    assert more == {}


def test_words_of_figures_are_text_on_the_site_and_in_the_epub(figures, site, book):
    """In the order in which they are read."""
    assert len(figures) >= 10
    on_site = {name: texts for page in site.values() for name, texts in words_in(page).items()}
    with ZipFile(book.epub) as package:
        pages = [name for name in package.namelist() if name.endswith(".xhtml")]
        in_epub = {
            name: texts for page in pages for name, texts in words_in(package.read(page)).items()
        }
    assert on_site == figures
    assert in_epub == figures


def test_paper_says_what_its_figures_say(figures, paper):
    """The text in them is text, which can be searched."""
    printed = bare(" ".join(paper.values()))
    lost = {name: missing(texts, printed) for name, texts in figures.items()}
    assert {name: texts for name, texts in lost.items() if texts} == {}


# -- The comparison itself ------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "lost"),
    [
        ("A hand calms, g = −0.5.", []),
        ("A hand\ncalms, g = −0.5.", []),
        ("A hand (p. 12) calms, g = −0.5.", []),
        ("A hand calms, g = 0.5.", ["A hand calms, g = −0.5."]),
        ("A calms, g = −0.5.", ["A hand calms, g = −0.5."]),
    ],
)
def test_what_is_not_printed_is_missing(printed, lost):
    assert missing(["A hand calms, g = −0.5."], bare(printed)) == lost


def test_block_may_go_on_behind_a_figure():
    printed = "A hand of a friend calms Figure 1. Words of it. who waits for a shock in the lab."
    said = "A hand of a friend calms who waits for a shock in the lab."
    assert missing([said], bare(printed)) == []
    assert missing([said], bare(printed.replace("shock ", ""))) == [said]


def test_what_is_printed_only_is_added():
    known = bare("A hand of a friend calms. It does not in the lab.")
    assert added("It does not in the lab. A hand of a friend calms.", known) == []
    assert added("A hand of a friend calms. 12 Never! It does not in the lab.", known) == [
        "12Never"
    ]
    assert added("A hand of a friend calms. Zebras", known) == ["Zebras"]


def test_blocks_are_told_apart():
    page = "<body><div>One <em>two</em><p>Three<a class='headerlink'>¶</a></p> four</div></body>"
    assert blocks(page, ["a.headerlink"]) == ["One two", "Three", "four"]
