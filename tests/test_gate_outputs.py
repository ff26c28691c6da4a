"""The gate behind the build: what was let in by a gap is not published."""

from __future__ import annotations

import pytest
from gatebook import GateBook, sphinx_build

from extensions.gate import outputs

PAGES = {
    "script": "<p><script>alert(1)</script></p>",
    "script of another machine": '<script src="https://evil.example/a.js"></script>',
    "script without a scheme": '<script src="//evil.example/a.js"></script>',
    "handler": '<p onclick="alert(1)">a</p>',
    "handler without quotes": "<img src=x onerror=alert(1)>",
    "frame": '<iframe src="a.html"></iframe>',
    "object": '<object data="a.svg"></object>',
    "form": '<form action="https://evil.example"></form>',
    "button": '<button formaction="https://evil.example">a</button>',
    "base": '<base href="https://evil.example">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "picture of another machine": '<img src="https://evil.example/a.png">',
    "pictures of other machines": '<img src="a.png" srcset="https://evil.example/a.png 2x">',
    "style sheet of another machine": '<link rel="stylesheet" href="https://evil.example/a.css">',
    "look": '<p style="background: url(https://evil.example)">a</p>',
    "link that runs": '<a href="javascript:alert(1)">a</a>',
    "link that hides": '<a href="https://doi.org@evil.example">a</a>',
    "ping": '<a href="a.html" ping="https://evil.example">a</a>',
    "link out of the book": '<a href="../../secret.txt">a</a>',
    "link to the machine": '<a href="/etc/passwd">a</a>',
    "id twice": '<p id="a">a</p><p id="a">a</p>',
    "video": '<video src="a.mp4"></video>',
    "template": "<template><p>a</p></template>",
    "element of one's own": "<x-a>a</x-a>",
    "shape behind a drawing": '<svg><path d="M0 0"/></svg><g></g>',
    "style of a drawing": "<svg><style>*{fill: red}</style></svg>",
    "look of a shape": '<svg><path style="fill: red"/></svg>',
    "color of another machine": '<svg><path fill="url(https://evil.example#a)"/></svg>',
    "shape of another machine": '<svg><use href="https://evil.example/a.svg#a"/></svg>',
    "handler in a drawing": '<svg><g onclick="alert(1)"></g></svg>',
    "page in a drawing": "<svg><foreignObject><p>a</p></foreignObject></svg>",
    "animation": '<svg><path><set attributeName="d" to="M0 0"/></path></svg>',
    "mathematics": "<math><mtext>a</mtext></math>",
}
TYPST = [
    '#read("/etc/hostname")', '#eval("1")', '#plugin("a.wasm")', '#import "../a.typ": *',
    '#import "@preview/a:1.0.0"', '#include("a.typ")', '#link("https://a@evil.example")[a]',
    '#link("javascript:alert(1)")[a]',
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("name", ["one.html", "chapters/one.xhtml"])
def test_page_that_runs_or_asks_something_is_refused(tmp_path, page, name):
    path = tmp_path / "out" / name
    path.parent.mkdir(parents=True)
    path.write_text(f"<html><body>\n{page}</body></html>", "utf-8")
    if (page, name) == (PAGES["link out of the book"], "chapters/one.xhtml"):
        page = page.replace("../..", "..")  # leads to the top of the book
    found = list(outputs.check(tmp_path / "out"))
    assert {(finding.path, finding.line, finding.code) for finding in found} == {
        (name, 2, "output")
    }


@pytest.mark.parametrize("code", TYPST)
def test_print_that_reads_or_calls_something_is_refused(tmp_path, code):
    (tmp_path / "book.typ").write_text(f'#import "template/book.typ": *\n{code}\n', "utf-8")
    assert [f.line for f in outputs.check(tmp_path)] == [2]


@pytest.mark.parametrize("name", ["one.html", "one.xhtml"])
def test_drawing_of_shapes_and_words_is_published(tmp_path, name):
    (tmp_path / name).write_text(
        '<svg viewBox="0 0 9 9" role="graphics-document" aria-label="url(a)" width="9pt">'
        '<defs><clipPath id="a"><rect height="9"/></clipPath><path id="b" d="M0 0"/></defs>'
        '<g clip-path="url(#a)"><use href="#b" transform="translate(1 -2.5) rotate(-90)"/></g>'
        '<text x="1" text-anchor="end" textLength="9" lengthAdjust="spacing">a</text></svg>',
        "utf-8",
    )
    assert list(outputs.check(tmp_path)) == []


def test_text_of_print_is_no_code(tmp_path):
    (tmp_path / "book.typ").write_text('#"\\"#read(\\"a\\")" #emph[#"eval(1)"]\n', "utf-8")
    assert list(outputs.check(tmp_path)) == []


def test_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "_downloads").mkdir()
    (tmp_path / "_downloads/conf.txt").write_text("")
    (tmp_path / "a.exe").write_text("")
    assert [f.path for f in outputs.check(tmp_path)] == ["_downloads/conf.txt", "a.exe"]


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_gap_in_the_list_is_not_published(tmp_path, builder, monkeypatch):
    """Somebody allows ``raw``; the build ends, and what it made is gone."""
    from extensions.gate import allowed, parser

    book = GateBook(tmp_path)
    kind, code = ("typst", '#eval("1")') if builder == "typst" else ("html", "<script>a()</script>")
    book.chapter(f"```{{raw}} {kind}\n{code}\n```")
    monkeypatch.setitem(parser.DIRECTIVES, "raw", frozenset())
    monkeypatch.setattr("extensions.gate.doctree.NODES", allowed.NODES | {"raw"})
    monkeypatch.setattr("extensions.gate.close_doors", lambda app: None)
    warnings = book.build(builder)
    assert warnings[-1].endswith("[gate.output]")
    kept = [path for kind in ("one.*html", "*.pdf", "*.epub") for path in book.built.rglob(kind)]
    assert kept == []
    assert not list(book.built.rglob("environment.pickle"))


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_bare_sphinx_builds_a_plain_book(tmp_path, builder):
    """Its doctrees lie among its outputs."""
    book = GateBook(tmp_path)
    ended = sphinx_build(book.path, book.built, "-b", builder)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
