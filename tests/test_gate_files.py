"""The gate for files: names, kinds, sizes, links and pictures, before anything is read."""

from __future__ import annotations

import base64
import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from gatebook import CANARY, REPOSITORY, GateBook
from growth import at_most

from extensions.gate import sources

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
FACE = "@font-face{{font-family:'A';font-weight:400;font-style:normal;src:url({})}}"


def font(*tables: bytes, size: int = 100) -> str:
    """A font that has *tables*, as a picture brings it."""
    directory = b"".join(table + bytes(12) for table in tables)
    head = b"\0\1\0\0" + len(tables).to_bytes(2, "big") + bytes(6)
    return base64.b64encode((head + directory).ljust(size, b"\0")).decode()


def lettered(encoded: str) -> str:
    """A picture that brings a font."""
    rule = FACE.format(f"data:font/ttf;base64,{encoded}")
    return SVG.format(f"<style>{rule}</style><text>A</text>")


#: What a picture may not hold.
PICTURES = {
    "script": SVG.format("<script>alert(1)</script>"),
    "script of another kind": SVG.format('<script href="https://evil.example/a.js"/>'),
    "handler": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "handler on a shape": SVG.format('<rect onclick="alert(1)"/>'),
    "HTML in it": SVG.format(
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>'
    ),
    "picture in it": SVG.format('<image href="https://evil.example/a.png"/>'),
    "file in it": SVG.format('<image xlink:href="file:///etc/hostname"/>'),
    "text of a file": SVG.format(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="a"/>'
    ),
    "use of another file": SVG.format('<use href="https://evil.example/a.svg#b"/>'),
    "link": SVG.format('<a href="javascript:alert(1)"><rect/></a>'),
    "animation": SVG.format('<rect><set attributeName="href" to="javascript:alert(1)"/></rect>'),
    "filter": SVG.format('<filter id="a"><feTurbulence numOctaves="99999"/></filter>'),
    "filter by style": SVG.format('<rect style="filter: url(#a)"/>'),
    "import in a style sheet": SVG.format(
        "<style>@import url(https://evil.example/a.css);</style>"
    ),
    "font in a style sheet": SVG.format(
        "<style>@font-face{src:url(https://evil.example/a)}</style>"
    ),
    "address in a style sheet": SVG.format("<style>*{fill: url(https://evil.example)}</style>"),
    "address in a style": SVG.format('<rect style="fill: url(https://evil.example/a#b)"/>'),
    "address in a fill": SVG.format('<rect fill="url(https://evil.example/a#b)"/>'),
    "escape in a style": SVG.format('<rect style="fill: u\\72l(https://evil.example)"/>'),
    "address in a second property": SVG.format('<rect style="fill: red; cursor: url(//a)"/>'),
    "style sheet of the book": f'<?xml-stylesheet href="//evil.example"?>{SVG.format("")}',
    "entity": f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG.format("&a;")}',
    "file as an entity": f'<!DOCTYPE svg [<!ENTITY a SYSTEM "../secret.txt">]>{SVG.format("&a;")}',
    "parameter entity": (
        f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///etc/hostname"> %a;]>{SVG.format("")}'
    ),
    "HTML": "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    "HTML without a name": "<html><script>alert(1)</script></html>",
    "no XML": "<svg",
    "nothing": "",
    "base": SVG.format("").replace("<svg", '<svg xml:base="https://evil.example/"'),
    "arcs without a length": SVG.format(f'<path d="M0 0{"A9 9 0 1 1 1 1" * 400}"/>'),
    "ends of what has ended": SVG.format(f'<path d="M0 0L1 1{"z" * 30_000}"/>'),
    "ends with blanks between": SVG.format('<path d="M0 0L1 1Z z"/>'),
    "parts of a line": SVG.format(f"<text>{'<tspan>a</tspan>' * 2_001}</text>"),
    "picture without a width": SVG.format("").replace("<svg", '<svg width="0.0"'),
    "line without a length": SVG.format('<text textLength="0">a</text>'),
    "picture of less than nothing": SVG.format("").replace("<svg", '<svg height="-1"'),
    "elements of another kind": SVG.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    "metadata that runs": SVG.format(
        '<metadata><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></metadata>'
    ),
    "repeats of repeats": SVG.format(
        '<g id="a"><use href="#b"/><use href="#b"/></g><g id="b"><use href="#c"/></g><path id="c"/>'
    ),
    "edges of edges": SVG.format(
        '<clipPath id="a"><rect clip-path="url(#b)"/></clipPath><clipPath id="b"><rect/></clipPath>'
    ),
    "edges of edges by style": SVG.format(
        '<clipPath id="a"><rect style="clip-path: url(#b)"/></clipPath>'
    ),
    "many repeats": SVG.format(
        '<use href="#a"/>' * 10_000 + f'<path id="a" d="M0 0{"L9 9" * 500}"/>'
    ),
    "huge numbers": SVG.format('<path d="M0 0 a1e30 1e30 0 1 1 1e-30 1e-30"/>'),
    "huge numbers in a row": SVG.format('<path d="M0 0L99999999-1"/>'),
    "huge numbers without blanks": SVG.format('<path d="M0,0,1,1.5e9"/>'),
    "huge size": '<svg xmlns="http://www.w3.org/2000/svg" width="9999999" height="1"/>',
    "huge line": SVG.format('<path style="stroke-width: 1e30"/>'),
    "repeat of nothing": SVG.format('<use href="#b"/>'),
    "depth": SVG.format("<g>" * 40 + "</g>" * 40),
    "repeats in edges": SVG.format(
        '<clipPath id="a"><use href="#b"/></clipPath><path id="b" clip-path="url(#a)"/>'
    ),
    "edges in edges": SVG.format('<clipPath id="a"><clipPath id="b"/></clipPath>'),
    "edges of everything": SVG.format(
        '<style>*{clip-path: url(#a)}</style><clipPath id="a"><path/></clipPath>'
    ),
    "many edges": SVG.format(
        '<path clip-path="url(#a)"/>' * 5_000 + f'<clipPath id="a">{"<path/>" * 500}</clipPath>'
    ),
    "repeats with many edges": SVG.format(
        '<use href="#b"/>' * 5_000
        + f'<path id="b" style="clip-path:url(#a)"/><clipPath id="a">{"<path/>" * 500}</clipPath>'
    ),
    "long text": SVG.format(f"<text>{'a' * 100_000}</text>"),
    "an encoding of Windows": f'<?xml version="1.0" encoding="latin-1"?>{SVG.format("")}',
    "an encoding of mail": f'<?xml version="1.0" encoding="UTF-7"?>{SVG.format("")}',
    "an encoding of two bytes": SVG.format("").encode("utf-16"),
    "edges of edges in capitals": SVG.format(
        '<clipPath id="a"><rect style="clip-path: URL(#b)"/></clipPath>'
    ),
    "tower": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 999999"/>',
    "tower by its size": '<svg xmlns="http://www.w3.org/2000/svg" width="1pt" height="99pt"/>',
    "view of nothing": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
    "view of words": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="a b c d"/>',
    "view of points": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 . ."/>',
    "function in a color": SVG.format('<rect fill="var(--a)"/>'),
    "function in a style": SVG.format('<rect style="fill: image-set(a)"/>'),
    "function that is no transform": SVG.format('<g transform="path(a)"/>'),
    "name that is there twice": SVG.format('<path id="a" d="M0 0"/><rect id="a"/>'),
    "many layers": SVG.format('<g style="opacity: .5"><rect/></g>' * 2_000),
    "layers of everything": SVG.format("<style>*{opacity: .5}</style>"),
    "letters by address": SVG.format(f"<style>{FACE.format('https://evil.example/a.ttf')}</style>"),
    "letters of another kind": SVG.format(
        f"<style>{FACE.format('data:font/woff2;base64,' + font(b'glyf'))}</style>"
    ),
    "letters with instructions": lettered(font(b"glyf", b"fpgm")),
    "letters with drawings": lettered(font(b"glyf", b"SVG ")),
    "letters that are none": lettered(font()),
    "letters without end": lettered(font(b"glyf", size=30_000)),
    "letters in no base": lettered("AAA="),
    "letters of a rule": lettered(font(b"glyf")).replace("}</style", ";size-adjust:1%}</style"),
    "another encoding": '<?xml version="1.0" encoding="UTF-7"?>+ADw-svg/+AD4-',
}
NAMES = [
    "chapters/Two.md", "chapters/two three.md", "chapters/two?.md", "chapters/two%.md",
    "chapters/two:.md", "chapters/two*.md", 'chapters/two".md', "chapters/two[a].md",
    "chapters/two\\a.md", "chapters/two\ta.md", "chapters/two\na.md", "chapters/.two.md",
    "chapters/two\u2028a.md", "chapters/two\x0ba.md", "chapters/zoë.md", "chapters/zoe\u0308.md",
    "chapters/-two.md", "chapters/two..md", "chapters/con.md", "chapters/two'.md",
    f"chapters/{'a' * 80}.md", "chapters/two#a.md", "chapters/$(id).md", "chapters/two;a.md",
    "figures/Hand.svg", "figures/a b.svg", "figures/a\u2028b.svg", "locale/nl/LC_MESSAGES/a b.po",
]  # fmt: skip
KINDS = [
    "chapters/two.rst", "chapters/two.txt", "chapters/two.html", "chapters/two.md.txt",
    "chapters/two.svg", "chapters/more/two.md", "back/two.ipynb", "figures/a.html", "figures/a.gif",
    "figures/a.webp", "figures/a.svgz", "figures/a.pdf", "figures/data/a.json", "_static/evil.js",
    "_static/evil.html", "_static/a.svg", "locale/nl/LC_MESSAGES/sphinx.js", "chapters/two",
    "locale/nl/LC_MESSAGES/a.html", "docutils.conf", "figures/more/a.svg",
]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> GateBook:
    return GateBook(tmp_path)


def found(book: GateBook) -> list[tuple[str, str]]:
    return [(finding.path, finding.code) for finding in sources.check(book.path)]


def test_plain_book_has_nothing(book):
    assert found(book) == []


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_picture_holds_shapes_and_words_only(book, picture):
    book.write("figures/hand.svg", picture)
    assert set(found(book)) == {("figures/hand.svg", "picture")}


def test_picture_may_bring_its_letters(book):
    book.write("figures/hand.svg", lettered(font(b"glyf", b"head", b"OS/2")))
    assert found(book) == []


def test_picture_that_is_none_stops_the_build_with_its_line(book):
    book.write("figures/hand.svg", SVG.format("\n\n<script>alert(1)</script>"))
    book.chapter("![a](../figures/hand.svg)")
    assert book.build() == [
        "figures/hand.svg:3: WARNING: the element script is not allowed: draw shapes and words only"
        " [gate.picture]"
    ]
    assert "alert" not in book.outputs()


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head)


def part(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


@pytest.mark.parametrize("content", [b"<script>", png(50_000, 50_000), png(0, 0), b""])
def test_png_is_one_and_fits_in_memory(book, content):
    book.write("figures/a.png", content)
    assert found(book) == [("figures/a.png", "picture")]


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt", b"iTXt", b"acTL", b"eXIf", b"\xffAAA"])
def test_png_holds_nothing_that_is_packed_but_its_dots(book, kind):
    book.write("figures/a.png", png(50, 50) + part(kind, b"a") + part(b"IEND", b""))
    assert found(book) == [("figures/a.png", "picture")]


def test_png_ends_at_its_end(book):
    book.write("figures/a.png", png(50, 50) + part(b"IEND", b"") + b"<script>")
    assert found(book) == [("figures/a.png", "picture")]


def test_small_png_passes(book):
    parts = part(b"pHYs", bytes(9)) + part(b"IDAT", b"a") + part(b"IEND", b"")
    book.write("figures/a.png", png(50, 50) + parts)
    assert found(book) == []


@pytest.mark.parametrize("name", NAMES)
def test_name_that_is_no_address_is_refused(book, name):
    book.write(name, "# Two\n")
    assert found(book) == [(name, "file")]


def test_names_differ_in_more_than_a_hyphen(book):
    """The ids that are made of them would be the same."""
    for name in ("two-a.md", "two_a.md"):
        book.write(f"chapters/{name}", "# Two\n")
    [finding] = sources.check(book.path)
    assert (finding.path, finding.code) == ("chapters/two_a.md", "file")
    assert "differs from two-a.md in a hyphen only" in finding.message


def test_name_is_told_as_one_line(book):
    book.write("chapters/two\u2028a\n.md", "# Two\n")
    [warning] = book.build("typst")
    assert warning.startswith("chapters/two\\u2028a\\n.md:1: WARNING: a name has small letters")


@pytest.mark.parametrize("name", KINDS)
def test_kind_of_file_that_the_folder_has_not_is_refused(book, name):
    book.write(name, "")
    path = "/".join(name.split("/")[:2]) if "/more/" in name else name
    assert found(book) == [(path, "file")]


def test_what_editors_leave_is_no_matter(book):
    for name in (".#one.md", "one.md~", ".one.md.swp", "#one.md#", ".DS_Store"):
        book.write(f"chapters/{name}", "")
    book.write("figures/__pycache__/hand.cpython-311.pyc", b"\0")
    assert found(book) == []


@pytest.mark.parametrize("name", ["__pycache__", ".#two", ".two.swp", "two~", ".DS_Store"])
def test_folder_that_looks_like_a_leftover_is_refused(book, name):
    book.write(f"chapters/{name}/two.md", "# Two\n")
    assert found(book) == [(f"chapters/{name}", "file")]


@pytest.mark.parametrize(
    "name",
    ["_static/Thumbs.db", "_static/x~", "_static/#x#", "chapters/x~", "chapters/.#two",
     "chapters/Thumbs.db", "chapters/.#two.md", "figures/x~", "figures/__pycache__",
     "locale/en/LC_MESSAGES/.#x.po"],
)  # fmt: skip
@pytest.mark.parametrize("target", ["elsewhere", "elsewhere/two.md", "elsewhere/nothing"])
def test_link_that_is_named_as_a_leftover_is_refused(book, tmp_path, name, target):
    """Sphinx would follow it, and publish what it leads to."""
    book.write("../elsewhere/two.md", f"# {CANARY}\n")
    (book.path / name).parent.mkdir(parents=True, exist_ok=True)
    (book.path / name).symlink_to(tmp_path / target)
    [finding] = sources.check(book.path)
    assert (finding.path, finding.code) == (name, "file")
    assert finding.message.startswith("this is a symbolic link")


def test_leftovers_are_neither_read_nor_published(book):
    """Emacs marks a file that is being written by a link to nothing."""
    for name in ("_static/book.css~", "_static/#book.css#", "_static/.book.css.swp",
                 "_static/x.mo", "chapters/one.md~", "locale/en/LC_MESSAGES/x.po~"):  # fmt: skip
        book.write(name, CANARY)
    for name in ("_static/.#book.css", "chapters/.#one.md", "locale/en/LC_MESSAGES/.#sphinx.po",
                 "packages/a/src/a/locale/nl/LC_MESSAGES/.#a.po"):  # fmt: skip
        (book.path / name).parent.mkdir(parents=True, exist_ok=True)
        (book.path / name).symlink_to("ann@host.12:1764000000")
    assert book.build() == []
    assert CANARY not in book.outputs()


@pytest.mark.parametrize(
    "name",
    ["chapters/two.md", "chapters/one.md", "figures/hand.svg", "figures", "locale", "refs.bib",
     "index.md", "apabib.toml", "_static/book.css", "chapters", "build",
     "locale/nl/LC_MESSAGES/sphinx.po"],
)  # fmt: skip
@pytest.mark.parametrize("target", ["secret.txt", "nothing", "."])
def test_symbolic_link_is_refused(book, tmp_path, name, target):
    path = book.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.rename(tmp_path / "old")
    path.symlink_to(tmp_path / target)
    assert found(book) == [(name, "file")]


def test_link_out_of_the_book_is_not_read(book, tmp_path):
    (book.path / "chapters/two.md").symlink_to(tmp_path / "secret.txt")
    assert book.build() == [
        "chapters/two.md:1: WARNING: this is a symbolic link: put what it leads to in its place"
        " [gate.file]"
    ]
    assert CANARY not in book.outputs()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipe_does_not_hang(book):
    os.mkfifo(book.path / "chapters/two.md")
    assert found(book) == [("chapters/two.md", "file")]


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("chapters/two.md", "# Two\n\n" + "a" * 6_000, 3),
        ("chapters/two.md", "# Two\n\na\u2028b", 3),
        ("chapters/two.md", "# Two\n\n\x1b[31m", 3),
        ("chapters/two.md", "# Two\n\na\u202eb", 3),
        ("chapters/two.md", "# Two\n\na\rb", 3),
        ("chapters/two.md", "# Two\n\n\0", 3),
        ("chapters/two.md", b"# Two\n\nZo\xeb", 3),
        ("chapters/two.md", "a\n" * 150_000, 1),
        ("figures/data/a.csv", b"a\n\xff\xfe", 2),
        ("refs.bib", "@book{a,\ntitle={" + "a" * 60_000 + "}}", 1),
        ("figures/hand.svg", "<svg/>" * 100_000, 1),
    ],
)
def test_file_that_no_one_could_read_is_refused_by_its_line(book, name, content, line):
    book.write(name, content)
    assert [(f.path, f.line) for f in sources.check(book.path)] == [(name, line)]


def test_file_is_told_of_for_a_while(book):
    book.write("chapters/two.md", "\x1b\n" * 1_000)
    assert len(list(sources.check(book.path))) == 20


def test_lines_of_windows_are_lines(book):
    book.write("chapters/one.md", "# One\r\n\r\nText.\r\n")
    assert found(book) == []


def test_bare_sphinx_ends_without_a_traceback(book):
    """And without a request to report a fault of Sphinx."""
    from gatebook import sphinx_build

    book.write("chapters/Two.md", "# Two\n")
    ended = sphinx_build(book.path, book.built)
    assert ended.returncode == 2
    assert ended.stdout == ""
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"{book.path}/chapters/Two.md:1: WARNING: a name has small letters")


STYLES = [
    "@import 'https://evil.example/a.css';", "p { background: url(//evil.example) }",
    "p { background: u\\72l(//evil.example) }", "@font-face { src: url(https://evil.example) }",
    "p { background: image-set('//evil.example' 1x) }", "</style><script>",
    "p{background:URL(//a)}", "@charset 'utf-16';", "@namespace 'https://evil.example';",
    "p { background: -webkit-cross-fade('//evil.example', red) }",
]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_style_sheet_asks_for_nothing(book, style):
    book.write("_static/book.css", f"p {{ color: red }}\n{style}\n")
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == [
        ("_static/book.css", 2, "style")
    ]


@pytest.mark.parametrize(
    "content",
    [
        "p { background: url(//evil.example) }".encode("utf-16"),
        b"\xfe\xff" + "@import '//evil.example';".encode("utf-16-be"),
        b"p { background: u\x1b(Brl(//evil.example) }",
        b"p { background: u\0rl(//evil.example) }",
    ],
)
def test_style_sheet_is_text_that_can_be_read(book, content):
    """A browser takes the first two bytes for the encoding, whatever the server says."""
    book.write("_static/book.css", content)
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == [
        ("_static/book.css", 1, "text")
    ]


def test_style_sheet_of_the_book_passes(book):
    book.write("_static/book.css", (REPOSITORY / "_static/book.css").read_bytes())
    assert found(book) == []


def test_script_is_code_that_somebody_has_read(book):
    book.write("_static/book.js", "fetch('https://evil.example')")
    [finding] = sources.check(book.path)
    assert finding.path == "_static/book.js"
    assert "whoever has read the change writes" in finding.message


@pytest.mark.parametrize("name", ["libertinus-serif-400-normal.ttf", "other.ttf"])
def test_letters_of_the_site_are_those_that_somebody_knows(book, name):
    """A browser runs what stands in a font."""
    book.write(f"figures/type/{name}", font(b"glyf", b"SVG "))
    [finding] = sources.check(book.path)
    assert (finding.path, finding.code) == (f"figures/type/{name}", "font")
    assert "into FONTS of extensions/gate/allowed.py" in finding.message


def test_address_in_the_bibliography_says_where_it_leads(book):
    book.write("refs.bib", "@misc{a,\n  url = {https://doi.org@evil.example/10.1000/1},\n}\n")
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == [("refs.bib", 2, "link")]


@pytest.mark.parametrize(
    ("field", "value", "passes"),
    [
        ("title", "~ " * 2_600, False),
        ("title", "\n".join(["~ " * 2_000] * 20), False),
        ("author", "\\" * 400, False),
        ("author", " and ".join(["Coan, James A."] * 400), True),
        ("abstract", "word " * 2_000, True),
    ],
)
def test_bibliography_has_no_endless_value(book, field, value, passes):
    """A typesetter took minutes for 80,000 blanks that join, or ended at them."""
    book.write("refs.bib", f"@misc{{a,\n  {field} = {{{value}}}\n}}\n")
    told = [] if passes else [("refs.bib", 2, "text")]
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == told


def test_pictures_fit_in_memory_together(book):
    for number in range(5):
        book.write(f"figures/{number}.png", png(5_000, 5_000))
    [finding] = sources.check(book.path)
    assert (finding.path, finding.message) == (
        "figures",
        "125,000,000 dots in all PNG, of at most 100,000,000: scale them down",
    )


SETTINGS = [
    'chapters = ["/etc/*"]', 'chapters = ["../**/*.md"]', 'bibliography = "../secret.bib"',
    'snapshot = "/tmp/a.json"', 'crossref = "https://evil.example"',
    "a = " + "[" * 5_000 + "]" * 5_000,
    "a", "exclude = '~'", "exclude = [3]", "names = 3", "contact = ['a']", "accepted = [{}]",
    "[[accepted]]\nkey = 3\ncode = 'year'\nreason = 'a'",
    f'chapters = ["{"**/" * 12}*.md"]', 'bibliography = "/etc/hostname"',
]  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS, ids=[setting[:20] for setting in SETTINGS])
def test_tool_reads_and_asks_nothing_new(book, setting):
    book.write("apabib.toml", f"# Settings\n{setting}\n")
    assert [(f.path, f.line) for f in sources.check(book.path)] == [("apabib.toml", 2)]


def test_settings_and_front_matter_take_no_time(book):
    """Blanks and empty lines, which nothing names."""
    book.write("apabib.toml", "\n" * 49_000 + '"\\u0078y" = 1\n')
    book.write("chapters/one.md", "---\n" + f"{' ' * 4_990}x\n" * 19 + "---\n# One\n")
    with at_most(1):
        assert {(f.path, f.line) for f in sources.check(book.path)} == {
            ("apabib.toml", 1),
            *(("chapters/one.md", line) for line in range(2, 21)),
        }


def test_settings_of_the_book_pass(book):
    book.write("apabib.toml", (REPOSITORY / "apabib.toml").read_text("utf-8"))
    assert found(book) == []


@pytest.mark.parametrize("char", "\U000e0041\ufff9\u3164\u2062\U000e0101\u2067")
def test_bibliography_has_no_character_that_only_a_machine_reads(book, char):
    book.write("refs.bib", f"@misc{{a,\n  title = {{A{char}b}}\n}}\n")
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == [("refs.bib", 2, "text")]


@pytest.mark.parametrize("field", ["doi", "correction", "retraction", "concern"])
def test_doi_has_no_quotation_mark(book, field):
    """The PDF would be refused for it, without a line of the bibliography."""
    book.write("refs.bib", f'@misc{{a,\n  {field} = {{10.1000/a"b}}\n}}\n')
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == [("refs.bib", 2, "link")]


@pytest.mark.parametrize("char", "\u200c\u200d\u2060\ufe0f\u0301")
def test_character_that_joins_or_marks_others_may_stand(book, char):
    book.chapter(f"a{char}b")
    assert found(book) == []
