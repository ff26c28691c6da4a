"""Lists of references in a PDF of ``sphinx_typst_book``."""

import re
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

pytest.importorskip("sphinx_typst_book.translator")
pypdfium2 = pytest.importorskip("pypdfium2")

CONF = """
project = "Tiny Book"
author = copyright = "The Authors"
extensions = ["myst_parser", "sphinx_apa7", "sphinx_typst_book"]
bibtex_bibfiles = ["refs.bib"]
"""
LOOSE = 'suppress_warnings = ["toc.not_included"]\n'
LOREM = "Ten hands hold ten other hands for ten long minutes in the lab. "
FILES = {
    "conf.py": CONF,
    "index.md": "# Tiny Book\n\n```{toctree}\n:numbered:\n\na\nb\nc\n```\n",
    "a.md": f"# A\n\n{{cite:p}}`x`.\n\n{LOREM * 100}\n\n{{cite:p}}`x`.\n",
    "b.md": "# B\n\n{cite:p}`x`.\n",
    "c.md": "# C\n\n```{bibliography}\n```\n",
    "refs.bib": "@book{x, author={Bee, Ann}, title={Tea}, year=2000, publisher={P}}",
}


def build(folder: Path, root: str = "index", **files: str) -> list[str]:
    """The text of each page of the PDF, in one line."""
    return [" ".join(page.split()) for page in lined(folder, root, **files)]


def lined(folder: Path, root: str = "index", **files: str) -> list[str]:
    """The text of each page of the PDF."""
    for name, text in FILES.items():
        (folder / name).write_text(files.get(name.partition(".")[0], text), encoding="utf-8")
    app = SphinxTestApp("typst", srcdir=folder, confoverrides={"root_doc": root})
    try:
        app.build()
        assert strip_escape_sequences(app.warning.getvalue()) == ""
        document = pypdfium2.PdfDocument(Path(app.outdir) / app.config.typst_filename)
        try:
            return [
                page.get_textpage().get_text_bounded().replace("\ufffe", "") for page in document
            ]
        finally:
            document.close()
    finally:
        app.cleanup()


def cited_on(pages: list[str], words: str = "Cited on") -> list[str]:
    return [
        re.search(rf"Bee, A\. \(2000\)\. Tea\. P\. {words} pp?\. ([\d, –]+)\.", page)[1]
        for page in pages
        if "Bee, A. (2000)" in page
    ]


def test_the_one_list_of_a_book_names_the_pages_that_cite(tmp_path: Path):
    pages = build(tmp_path)
    [whole] = cited_on(pages)
    first, last, second = map(int, whole.split(", "))
    assert 1 == first < last < second
    assert not [page for page in pages if "References" in page]


def test_links_lead_to_the_one_list(tmp_path: Path):
    build(tmp_path)
    source = next(tmp_path.rglob("tiny-book.typ")).read_text(encoding="utf-8")
    assert source.count('#link-to("c:cite-x")') == 3


def test_book_without_the_whole_list_prints_those_of_its_chapters(tmp_path: Path):
    """Each names the pages of its chapter."""
    first, second = cited_on(build(tmp_path, c="# C\n"))
    assert first.startswith("1, ")
    assert int(second) > int(first.removeprefix("1, "))


def test_chapter_by_itself_has_its_list(tmp_path: Path):
    [own] = cited_on(build(tmp_path, root="a", conf=CONF + LOOSE))
    assert re.fullmatch(r"1(–2|, \d)", own)  # how long the chapter is depends on the format


def test_chapter_of_a_book_with_one_list_has_its_own(tmp_path: Path):
    """The chapter names its own pages, and its links lead to its list."""
    book = cited_on(build(tmp_path, conf=CONF + "typst_chapters = True\n"))
    assert len(book) == 1
    [pdf] = tmp_path.rglob("b.pdf")
    document = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    assert cited_on(pages) == ["1"]
    assert pages[-1].count("References") == 1
    source = next(tmp_path.rglob("b.typ")).read_text(encoding="utf-8")
    assert '#link-to("b:cite-x")' in source
    assert "c:cite-x" not in source


def test_references_have_no_labels(tmp_path: Path):
    assert not [page for page in build(tmp_path) if "Bee, 2000 Bee, A." in page]


def test_words_of_print_are_translated(tmp_path: Path):
    pages = build(tmp_path, conf=CONF + 'language = "nl"\n')
    assert len(cited_on(pages, "Aangehaald op")) == 1


def test_docutils_citations_print_as_they_did(tmp_path: Path):
    text = "# B\n\n```{eval-rst}\nSee [CIT]_.\n\n.. [CIT] Another.\n```\n"
    [page] = [page for page in build(tmp_path, b=text) if "Another." in page]
    assert "[CIT] Another." in page


def test_no_line_ends_within_a_name_of_a_citation(tmp_path: Path):
    """Neither at a hyphen of its own, nor at one that the typesetter would set."""
    refs = FILES["refs.bib"].replace("Bee, Ann", "Extraordinary-Dor, Ann")
    words = " ".join(f"{'m' * (n % 13)} {{cite:p}}`x`" for n in range(120))
    text = "\n".join(lined(tmp_path, a=f"# A\n\n{words}\n", refs=refs))
    lines = [line.strip() for line in text.splitlines()]
    assert " ".join(text.split()).count("(Extraordinary-Dor, 2000)") == 121
    assert sum(line.count("Extraordinary-Dor, 2000)") for line in lines) >= 50
    assert sum("Extraordinary-Dor" in line for line in lines) > 30
    assert [line for line in lines if re.search(r"Extr?a?o?r?d?i?n?a?r?y?-?$", line)] == []


@pytest.mark.parametrize("family", ["Bee", "van Bee", "van der Bee"])
def test_initials_stay_with_their_names(tmp_path: Path, family: str):
    refs = "".join(
        f"@book{{k{n}, author={{{'M' + 'm' * n}, Jo and {family}, Ann}}, title={{T}}, year=2000}}"
        for n in range(40)
    )
    cites = " ".join(f"{{cite:p}}`k{n}`" for n in range(40))
    lines = " / ".join(
        lined(tmp_path, a=f"# A\n\n{cites} {{cite:p}}`x`\n", refs=FILES["refs.bib"] + refs)
    )
    lines = " / ".join(lines.splitlines()).replace("\u00a0", " ")
    assert lines.count(f"& {family}, A. (2000)") > 20
    assert f"& / {family}, A. (2000)" in " ".join(lines.split())  # where a line may end
    assert not re.search(r"van */|der */|Bee, */ *A\.", lines)


@pytest.mark.parametrize("citing", [9, 60])
def test_pages_that_cite_stand_on_a_line_of_their_own(tmp_path: Path, citing: int):
    """Of those that fill more than a line, two at least are on the last one."""
    refs = "".join(
        f"@book{{k{n}, author={{Bee, Ann}}, title={{{'m' * n} Tea}}, year={1980 + n}}}\n"
        for n in range(30)
    )
    cites = " ".join(f"{{cite:p}}`k{n}`" for n in range(30))
    page = f"{cites}\n\n```{{raw}} typst\n#pagebreak()\n#pagebreak()\n```\n\n"
    text = f"# A\n\nWords.\n\n{page * citing}"
    found = lined(tmp_path, a=text, b="# B\n", refs=refs)
    lines = [" ".join(line.split()) for page in found for line in page.splitlines()]
    assert [line for line in lines if re.fullmatch(r"[\d–]+\.", line)] == []
    cited = [line for line in lines if "Cited on" in line]
    assert len(cited) == 30
    assert all(line.startswith("Cited on") for line in cited)
    assert citing == 60 or all(line.endswith(".") for line in cited)
