"""extensions.unchanged: what would be the same is not made again, and what is not the same is."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.testing.util import SphinxTestApp

from extensions.unchanged import RECORD

CONF = """\
import sys
sys.path.insert(0, r"{here}")
extensions = {extensions}
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["own.css"]
html_title = "Book"
html_copy_source = False
language = "nl"
locale_dirs = ["locale"]
"""
BOOK = {
    "index.rst": "Book\n====\n\n.. toctree::\n\n   one\n   two\n\n.. index:: book\n\nWords.\n",
    "one.rst": "One\n===\n\n.. index:: hands\n\nHands.\n\nPart\n----\n\nHeld.\n",
    "two.rst": "Two\n===\n\nTwo hands :said:`softly`.\n",
    "_static/own.css": "p { color: red; }\n",
    "saying.py": (
        "from docutils import nodes\n\n"
        "def said(*_):\n    return [nodes.emphasis('', 'said')], []\n\n"
        "def setup(app):\n    app.add_role('said', lambda *_: said())\n"
        "    return {'parallel_read_safe': True, 'parallel_write_safe': True}\n"
    ),
    "locale/nl/LC_MESSAGES/sphinx.po": (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Index"\nmsgstr "Trefwoorden"\n'
    ),
}
OURS = ["extensions.unchanged", "extensions.furo", "extensions.menu", "extensions.finding"]

Build = Callable[..., Path]


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    write(folder, name, text.replace(old, new))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for name, text in BOOK.items():
        write(tmp_path / "book", name, text)
    write_conf(tmp_path / "book", OURS)
    return tmp_path / "book"


def write_conf(book: Path, extensions: list[str]) -> None:
    text = CONF.format(here=book, extensions=[*extensions, "saying"])
    write(book, "conf.py", text)


@pytest.fixture
def build(book: Path, tmp_path: Path, monkeypatch) -> Build:
    """Build into the folder *name*, on what an earlier build left there; a warning fails."""

    def run(name: str = "kept", **options) -> Path:
        monkeypatch.delitem(sys.modules, "saying", raising=False)
        importlib.invalidate_caches()
        _file_checksum_inner.cache_clear()  # Sphinx has one for the process
        builddir = tmp_path / name
        app = SphinxTestApp("html", srcdir=book, builddir=builddir, freshenv=False, **options)
        try:
            app.build()
        finally:
            app.cleanup()
        assert app.warning.getvalue() == ""
        return Path(app.outdir)

    return run


def contents(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


# -- What is left alone ------------------------------------------------------------


def test_nothing_is_made_when_nothing_changed(build):
    output = build()
    build()
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    build()
    changed = {path.name for path in before if path.stat().st_mtime_ns != before[path]}
    assert changed <= {"pygments.css", RECORD}  # the first is furo's own, after every build


def test_a_touched_page_is_made_alone(book, build):
    output = build()
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    edit(book, "one.rst", "Held.", "Held tight.")
    build()
    kept = [path for path in before if path.parent.name != "finding"]  # named by their content
    changed = {path for path in kept if path.stat().st_mtime_ns != before[path]}
    names = {path.name for path in changed if path.parent.name != "_static"}
    assert {name for name in names if name.endswith(".html")} == {"one.html"}
    assert contents(output) == contents(build("clean"))


# -- What is not -------------------------------------------------------------------


def change_the_style(book: Path) -> None:
    edit(book, "_static/own.css", "red", "green")


def change_a_title(book: Path) -> None:
    edit(book, "one.rst", "One\n===", "Uno\n===")


def change_the_title_of_a_section(book: Path) -> None:
    edit(book, "one.rst", "Part\n----", "Half\n----")


def change_an_index_entry(book: Path) -> None:
    edit(book, "one.rst", "index:: hands", "index:: arms")


def change_a_setting(book: Path) -> None:
    edit(book, "conf.py", '"Book"', '"Another book"')


def change_the_code_that_reads(book: Path) -> None:
    edit(book, "saying.py", "'', 'said'", "'', 'told you'")


def remove_a_page(book: Path) -> None:
    (book / "two.rst").unlink()
    edit(book, "index.rst", "   two\n", "")


EDITS = [
    change_the_style,
    change_a_title,
    change_the_title_of_a_section,
    change_an_index_entry,
    change_a_setting,
    change_the_code_that_reads,
    remove_a_page,
]


@pytest.mark.parametrize("change", EDITS, ids=lambda change: change.__name__)
def test_building_on_an_older_build_is_building_anew(book, build, change):
    before = contents(build())
    build()
    change(book)
    assert contents(build()) == contents(build("clean"))
    assert contents(build()) != before


def test_a_word_of_the_interface_reaches_every_page(book, tmp_path):
    """In processes of their own: Python keeps the catalogs that it has read."""

    def run(name: str) -> dict[str, bytes]:
        output = tmp_path / name
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-d", output / "trees", book, output]
        subprocess.run(command, check=True)
        return {name: text for name, text in contents(output).items() if name.endswith(".html")}

    before = run("kept")
    edit(book, "locale/nl/LC_MESSAGES/sphinx.po", "Trefwoorden", "Register")
    assert run("kept") == run("clean")
    assert run("kept") != before


@pytest.mark.parametrize(
    "name",
    ["genindex.html", "search.html", "_static/data/finding.js", "objects.inv", "_static/own.css"],
)
def test_a_file_that_is_gone_or_changed_is_made_again(build, name):
    output = build()
    whole = contents(output)
    (output / name).unlink()
    assert contents(build()) == whole
    (output / name).write_bytes(b"half")
    assert contents(build()) == whole


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"files": 1, "beside": 2}', "\0"])
@pytest.mark.parametrize("name", [RECORD, ".written.json", ".units.json"])
def test_a_damaged_note_is_not_trusted(build, name, damage):
    output = build()
    whole = contents(output)
    (output / name).write_text(damage, encoding="utf-8")
    (output / "genindex.html").write_text("half a page", encoding="utf-8")
    assert contents(build()) == whole


def test_a_build_that_broke_off_is_mended_by_the_next(book, build):
    output = build()
    edit(book, "one.rst", "Held.", "Held tight.")
    with pytest.raises(RuntimeError, match="broken off"):
        build_until_the_index(build)
    assert contents(build()) == contents(build("clean"))
    assert b"Held tight." in (output / "one.html").read_bytes()


def build_until_the_index(build: Build) -> None:
    def break_off(self) -> None:
        raise RuntimeError("broken off")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extensions.unchanged.BookHtmlBuilder.dump_inventory", break_off)
        build()


def test_files_that_others_put_beside_the_pages_do_not_count(build):
    options = {"confoverrides": {"html_downloads": ["book.pdf"]}}
    output = build(**options)
    (output / "book.pdf").write_bytes(b"one")
    build(**options)
    before = (output / "genindex.html").stat().st_mtime_ns
    (output / "book.pdf").write_bytes(b"another")
    build(**options)
    assert (output / "genindex.html").stat().st_mtime_ns == before


# -- What Sphinx does, for which this is here ---------------------------------------


@pytest.fixture
def stock(book: Path) -> None:
    write_conf(book, [])


@pytest.mark.usefixtures("stock")
def test_sphinx_makes_everything_again(build):
    """When this fails, ``extensions.unchanged`` may have become needless."""
    output = build()
    names = ["genindex.html", "search.html", "objects.inv", "searchindex.js"]
    before = {name: (output / name).stat().st_mtime_ns for name in names}
    build()
    assert [name for name in names if (output / name).stat().st_mtime_ns == before[name]] == []


@pytest.mark.usefixtures("stock")
def test_sphinx_writes_pages_with_a_table_of_contents_again(book, build):
    """When this fails, ``Account.hold_back`` of ``sphinx_apa7.freshness`` can go."""
    output = build()
    before = (output / "index.html").stat().st_mtime_ns
    edit(book, "one.rst", "Held.", "Held tight.")
    build()
    assert (output / "index.html").stat().st_mtime_ns != before


@pytest.mark.usefixtures("stock")
def test_sphinx_leaves_pages_that_link_to_another_style(book, build):
    """When this fails, ``assets`` of ``sphinx_apa7.inputs`` may have become needless."""
    build()
    change_the_style(book)
    assert contents(build()) != contents(build("clean"))


def test_what_sphinx_does_not_document_is_there():
    from sphinx.builders.html import StandaloneHTMLBuilder

    assert {"gen_indices", "gen_additional_pages"} <= vars(StandaloneHTMLBuilder).keys()
