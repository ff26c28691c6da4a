"""The book's own bibliography and chapters, judged by the bibliography tool."""

import ast
from pathlib import Path

from apabib.bibtex.canonical import tidy
from apabib.bibtex.parse import parse, read
from apabib.rules.run import check_book
from apabib.settings import DEMANDS, load

ROOT = Path(__file__).parents[1]
REFS = ROOT / "refs.bib"


def test_there_is_no_fault_of_syntax():
    assert [str(finding) for finding in read(REFS, "refs.bib").findings] == []


def test_there_is_nothing_to_mend():
    assert [str(finding) for finding in check_book(load(ROOT))] == []


def test_it_is_tidy():
    assert tidy(parse(REFS.read_bytes())).encode() == REFS.read_bytes()


def test_chapters_are_read_with_the_syntax_of_the_build():
    conf = ast.parse((ROOT / "conf.py").read_text(encoding="utf-8"))
    built = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in conf.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id.startswith("myst_")
    }
    settings = load(ROOT)
    assert settings.myst_enable_extensions == built["myst_enable_extensions"]
    assert settings.myst_disable_syntax == built["myst_disable_syntax"]


def test_every_page_of_the_book_is_a_chapter():
    from apabib.manuscript.reading import find

    settings = load(ROOT)
    pages = [
        ROOT / "index.md",
        *ROOT.glob("front/**/*.md"),
        *ROOT.glob("chapters/**/*.md"),
        *ROOT.glob("back/**/*.md"),
    ]
    found = set(find(ROOT, settings.chapters, settings.exclude))
    assert found == {page.relative_to(ROOT).as_posix() for page in pages}


def test_the_book_demands_all_that_there_is():
    assert set(load(ROOT).demands) == DEMANDS
