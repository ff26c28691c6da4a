"""The gate for catalogs: a translation says no more than its message, in every format."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from gatebook import CANARY, REPOSITORY, GateBook
from growth import at_most

from extensions.gate import sources

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "locale/nl/LC_MESSAGES/sphinx.po"
PAGE = "locale/nl/LC_MESSAGES/chapters/one.po"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
DUTCH = {"language": "nl"}
INTERFACE = {
    "HTML": ("Search", "<script>alert(1)</script>"),
    "handler": ("Search", 'Zoeken" onfocus="alert(1)'),
    "link": ("Copyright", "<a href=javascript:alert(1)>a</a>"),
    "entity": ("Search", "&#60;script&#62;"),
    "half a tag": ("Search", "<img src=x onerror=alert(1)"),
    "place missing": ("Page {n}", "Bladzijde"),
    "place doubled": ("Page {n}", "Bladzijde {n} {n}"),
    "another place": ("Page {n}", "Bladzijde {n.__class__}"),
    "wide place": ("Page %s", "Bladzijde %999999999s"),
    "wide field": ("Page {n}", "Bladzijde {n:>999999999}"),
    "another kind of place": ("Page %s", "Bladzijde %d"),
    "named place": ("Made by %(name)s", "Door %(name)r"),
    "lone mark": ("Page {n}", "Bladzijde {n"),
    "lone percent": ("Chapter %s", "Hoofdstuk %s %"),
    "another address": (
        '<a href="%(path)s">Copyright</a>',
        '<a href="//evil.example">%(path)s</a>',
    ),
}
#: What the message of a page may not become; the message is behind it.
PAGES = {
    "front matter": ("---\\nmyst:\\n  enable_extensions: [substitution]\\n---\\nTekst", "Text."),
    "directive": ("```{include} ../../secret.txt\\n```", "Text."),
    "directive by colons": (":::{raw} html\\n<b>\\n:::", "Text."),
    "directive by tildes": ("~~~{include} ../../secret.txt\\n~~~", "Text."),
    "role": ("{download}`../../secret.txt`", "Text."),
    "role for another": ("{raw}`coan2006lending`", "{cite:p}`coan2006lending`"),
    "link": ("[Tekst](https://evil.example)", "Text."),
    "link to a file": ("[Tekst](../../secret.txt)", "Text."),
    "another link": ("[Tekst](https://evil.example)", "[Text](https://example.org)"),
    "link in brackets": ("<https://evil.example>", "Text."),
    "link by reference": ("[a][b]\\n\\n[b]: https://evil.example", "Text."),
    "picture": ("![a](/etc/hostname)", "Text."),
    "class": ("[tekst]{.visually-hidden}", "Text."),
    "label": ("(a)=\\nTekst", "Text."),
    "HTML": ("<script>alert(1)</script>", "Text."),
    "code": ("```python\\nimport os\\n```", "Text."),
    "rule": ("Tekst\\n\\n---", "Text."),
    "length": ("a" * 5_000, "Text."),
    "link between escaped backticks": ("a \\`b [x](https://evil.example) c\\`", "Text."),
    "link behind half an escape": ("a \\`` [x](https://evil.example) `", "Text."),
    "link behind an address": ("[x](https://evil.example/`) b `", "Text."),
    "address with a backtick": ("<https://evil.example/`> [x](https://evil.example) `", "Text."),
}
FILES = {
    "binary": b"\x00\xff\xfe",
    "no catalog": b"hello\n",
    "another encoding": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-7\\n"\n',
    "an encoding of Python": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=hex\\n"\n',
    "no encoding": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nothing\\n"\n',
    "an encoding without a name": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=\\n"\n',
    "plurals that are no numbers": (
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(n);\\n"\n'
    ),
    "plurals by nothing": b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=1/(n-1);\\n"\n',
    "plurals without end": (
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural='
        + b"(" * 5_000 + b"n" + b")" * 5_000 + b';\\n"\n'
    ),
    "plurals without number": (
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=9999999999; plural=0;\\n"\n'
    ),
    "plurals without number, in two strings": (
        b'msgid ""\nmsgstr ""\n"Plural-Forms: nplu"\n"rals=9_999_999_999; plural=0;\\n"\n'
    ),
    "many plurals": b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n;\\n"\n',
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> GateBook:
    return GateBook(tmp_path)


def entry(message: str, translation: str) -> str:
    quoted = [text.replace('"', '\\"') for text in (message, translation)]
    return f'{HEAD}msgid "{quoted[0]}"\nmsgstr "{quoted[1]}"\n'


@pytest.mark.parametrize(("message", "translation"), INTERFACE.values(), ids=INTERFACE)
@pytest.mark.parametrize(
    "path",
    [WORDS, "packages/a/src/a/locale/nl/LC_MESSAGES/apabib.po", "packages/a/src/a/locale/nl.po"],
)
def test_word_of_the_interface_has_the_marks_of_its_message(book, path, message, translation):
    book.write(path, entry(message, translation))
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == [(path, 5, "catalog")]


@pytest.mark.parametrize(("translation", "message"), PAGES.values(), ids=PAGES)
def test_message_of_a_page_has_the_marks_of_its_message(book, message, translation):
    book.write(PAGE, entry(message, translation))
    assert [(f.path, f.line, f.code) for f in sources.check(book.path)] == [(PAGE, 5, "catalog")]


@pytest.mark.parametrize("name", ["chapters/sphinx", "chapters/nl", "back/apabib"])
def test_catalog_of_a_page_is_known_by_its_folder(book, name):
    path = f"locale/nl/LC_MESSAGES/{name}.po"
    book.write(path, entry("Text.", "[Tekst](https://evil.example)"))
    assert [(f.path, f.line) for f in sources.check(book.path)] == [(path, 5)]


#: Without the one that is long, and no more.
MARKED = {name: pair for name, pair in PAGES.items() if pair[0] != "a" * 5_000}


@pytest.mark.parametrize(("translation", "message"), MARKED.values(), ids=MARKED)
def test_translation_brings_nothing_into_a_page(book, message, translation, monkeypatch):
    """The second wall: what the look at the catalogs would miss is refused in the page."""
    monkeypatch.setattr("extensions.gate.sources.check", lambda book: [])
    book.write("chapters/one.md", f"# One\n\n{message}\n")
    book.write(PAGE, entry(message, translation))
    book.build(confoverrides=DUTCH)
    outputs = book.outputs()
    assert CANARY not in outputs
    for path in book.built.rglob("one.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "lxml").select_one("article")
        assert page is not None
        assert not page.select("script:not([src]), img, .visually-hidden, [onclick], iframe")


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_file_that_is_no_catalog_is_refused(book, content):
    book.write(WORDS, content)
    assert {(f.path, f.code) for f in sources.check(book.path)} <= {
        (WORDS, "catalog"),
        (WORDS, "text"),
    }
    [first, *_] = book.build(confoverrides=DUTCH)
    assert first.startswith(f"{WORDS}:")
    assert "[gate." in first


def test_good_translation_passes(book):
    text = "See {cite:p}`coan2006lending`, [here](https://example.org), and {ref}`a <chapter-one>`."
    dutch = "Zie [hier](https://example.org), {cite:p}`coan2006lending` en {ref}`b <chapter-one>`."
    book.chapter(text)
    book.write(PAGE, entry(text, dutch))
    assert book.build(confoverrides=DUTCH) == []
    assert "Zie <a " in (book.built / "html/chapters/one.html").read_text("utf-8")


def test_words_of_the_interface_come_from_the_catalog(book):
    book.write(WORDS, entry("Search", "Zoek maar"))
    assert book.build(confoverrides=DUTCH) == []
    assert 'placeholder="Zoek maar"' in (book.built / "html/index.html").read_text("utf-8")


def test_build_writes_nothing_among_the_sources(book):
    book.write(WORDS, entry("Search", "Zoek maar"))
    book.write(PAGE, entry("One", "Een"))
    before = {path: path.stat().st_mtime_ns for path in book.path.rglob("*")}
    assert book.build(confoverrides=DUTCH) == []
    assert {path: path.stat().st_mtime_ns for path in book.path.rglob("*")} == before


def test_translation_to_be_looked_at_again_stops_nothing(book):
    """It is not used, and its message may have new marks."""
    text = entry("Text {cite:p}`coan2006lending`.", "Tekst.").replace(
        'msgid "T', '#, fuzzy\nmsgid "T'
    )
    book.write(PAGE, text)
    assert list(sources.check(book.path)) == []


def test_plural_is_compared_with_what_it_stands_for(book):
    """A page asks for the first of them by the message without the plural."""
    markup = "<script>alert(1)</script>"
    plural = f'msgid_plural "{markup}"\nmsgstr[0] "{markup}"\nmsgstr[1] "{markup}"\n'
    book.write(WORDS, f'msgid ""\nmsgstr ""\n\nmsgid "Search"\n{plural}')
    book.write(PAGE, f'msgid ""\nmsgstr ""\n\nmsgid "One"\n{plural}')
    assert [(f.path, f.code) for f in sources.check(book.path)] == [
        (path, "catalog") for path in (PAGE, PAGE, WORDS, WORDS)
    ]


def test_header_takes_no_time(book):
    header = f'"Plural-Forms:{"plural=" * 2_800}"\n' * 24
    book.write(WORDS, f'msgid ""\nmsgstr ""\n{header}')
    with at_most(2):
        list(sources.check(book.path))


def test_long_message_takes_no_time(book):
    book.write(PAGE, entry("](" * 9_000, "](" * 9_000))
    book.write(WORDS, entry("{" * 9_000, "{" * 9_000))
    with at_most(5):
        assert [f.path for f in sources.check(book.path)] == [PAGE, WORDS]


def test_catalog_of_the_tool_is_looked_at_before_it_is_read(book):
    """The tool reads the words of the user's language when it is loaded."""
    for package in ("packages/apabib/src", "packages/sphinx-apa7/src"):
        shutil.copytree(REPOSITORY / package, book.path / package)
    path = "packages/apabib/src/apabib/locale/nl/LC_MESSAGES/apabib.po"
    book.write(path, 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=hex\\n"\n')
    source = [str(book.path / "packages/apabib/src"), str(REPOSITORY)]
    looked = subprocess.run(
        [sys.executable, "-c", "from pathlib import Path\n"
         "from extensions.gate import findings, sources\n"
         "print(findings.printed(sources.check(Path('.'))))"],
        cwd=book.path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(source), "LANGUAGE": "nl"},
    )  # fmt: skip
    assert looked.stdout == "1\n"
    assert looked.stderr.startswith(f"{path}:1: ")
