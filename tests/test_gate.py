"""The gate: what a page, a picture or a catalog may not do, tried on a book of three pages."""

from __future__ import annotations

import json
import os
import pickle
from typing import TYPE_CHECKING

import pytest
from gatebook import FILES, GateBook

if TYPE_CHECKING:
    from pathlib import Path

RUN = "{{ cycler.__init__.__globals__.os.mkdir('SHELL') }}"
SUBSTITUTION = "myst:\n  enable_extensions: [substitution]"


@pytest.fixture
def book(tmp_path: Path, monkeypatch) -> GateBook:
    monkeypatch.chdir(tmp_path)
    return GateBook(tmp_path)


def test_plain_book_is_silent_in_every_format(book):
    assert [book.build(builder) for builder in ("html", "epub", "typst")] == [[], [], []]


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", ["---", "..."])
def test_commands_do_not_run_from_front_matter(book, tmp_path, start, end):
    book.write("chapters/one.md", f"{start}---\n{SUBSTITUTION}\n{end}\n# One\n\n{RUN}\n")
    [first, *_] = book.build()
    assert "[gate.front-matter]" in first
    assert first.startswith("chapters/one.md:")
    assert not (tmp_path / "SHELL").exists()
    assert not list(book.built.rglob("*.doctree"))  # nothing was read


def test_commands_do_not_run_from_a_translation(book, tmp_path):
    block = f"---\\n{SUBSTITUTION}\\n---\\n{RUN}".replace("\n", "\\n")
    book.write("locale/nl/LC_MESSAGES/chapters/one.po", f'msgid "One"\nmsgstr "{block}"\n')
    assert book.build(confoverrides={"language": "nl"}) == [
        "locale/nl/LC_MESSAGES/chapters/one.po:1: WARNING: a translation has no “---” of its own:"
        " take it out [gate.catalog]"
    ]
    assert not (tmp_path / "SHELL").exists()
    assert not list(book.built.rglob("*.doctree"))


def test_page_cannot_change_what_myst_reads(book, tmp_path, monkeypatch):
    """The second wall: also what the look at the files would miss changes no setting."""
    monkeypatch.setattr("extensions.gate.sources.check", lambda book: [])
    book.write("chapters/one.md", f"---\n{SUBSTITUTION}\n---\n# One\n\n{RUN}\n")
    [first, *_] = book.build()
    assert "[gate.front-matter]" in first
    assert not (tmp_path / "SHELL").exists()
    assert not list(book.built.rglob("*.html"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "html_meta:",
            "front matter “html_meta” is not allowed: take it out; this page needs none",
        ),
        ("orphan: true", "front matter “orphan” is not allowed: take it out; this page needs none"),
        ("no-references: true", "no-references is for index.md and back/*.md only: take it out"),
    ],
)
def test_front_matter_is_refused_by_its_line(book, line, message):
    book.write("chapters/one.md", f"---\n{line}\n---\n# One\n")
    assert book.build() == [f"chapters/one.md:2: WARNING: {message} [gate.front-matter]"]


def test_front_matter_that_a_page_may_have_is_read(book):
    book.write("index.md", "---\nno-references: yes\n---\n# Hands\n")
    assert book.build() == [
        "index.md:2: WARNING: write no-references: true or false [gate.front-matter]"
    ]


class Command:
    """What a pickle may hold."""

    def __reduce__(self):
        return os.mkdir, ("SHELL",)


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize("name", ["environment.pickle", "chapters/one.doctree"])
def test_commands_do_not_run_from_what_an_earlier_build_kept(book, tmp_path, name, noted):
    """A pull request may bring a folder of a build."""
    assert book.build() == []
    kept = book.built / "doctrees" / name
    assert kept.is_file()
    content = pickle.dumps(Command())
    if noted:
        note = book.built / "doctrees/environment.made-here.json"
        marks = json.loads(note.read_text())
        marks[name][2] = len(content)
        note.write_text(json.dumps(marks))
    kept.write_bytes(content)
    book.write("index.md", FILES["index.md"] + "\nMore.\n")
    assert book.build(freshenv=False) == []
    assert not (tmp_path / "SHELL").exists()


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize(
    "kept", ["menus.json", "stems.json", "templates/*.template", "catalogs/nl/LC_MESSAGES/*.mo"]
)
def test_nothing_is_used_that_an_earlier_build_kept_elsewhere(book, kept, noted):
    """Code of templates, menus and compiled words go into pages as they are."""
    book.write("locale/nl/LC_MESSAGES/sphinx.po", 'msgid "Search"\nmsgstr "Zoeken"\n')
    assert book.build(confoverrides={"language": "nl"}) == []
    doctrees = book.built / "doctrees"
    [path, *_] = doctrees.glob(kept)
    if noted:
        note = doctrees / "environment.made-here.json"
        marks = json.loads(note.read_text())
        marks[path.relative_to(doctrees).as_posix()][2] = len("forged")
        note.write_text(json.dumps(marks))
    path.write_text("forged")
    time = (doctrees / "chapters/one.doctree").stat().st_mtime_ns
    assert book.build(freshenv=False, confoverrides={"language": "nl"}) == []
    assert path.read_bytes() != b"forged"
    assert (doctrees / "chapters/one.doctree").stat().st_mtime_ns != time


def test_what_this_machine_kept_is_used(book):
    assert book.build() == []
    before = (book.built / "doctrees/chapters/one.doctree").stat().st_mtime_ns
    assert book.build(freshenv=False) == []
    assert (book.built / "doctrees/chapters/one.doctree").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "name", ["html/chapters", "html/index.html", "doctrees/catalogs/en", "doctrees/index.doctree"]
)
def test_build_writes_through_no_link(book, tmp_path, name):
    """A commit may bring one, as git ignores the folder but no file that was added to it."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/note.po").write_text("mine", "utf-8")
    book.write("locale/en/LC_MESSAGES/sphinx.po", 'msgid ""\nmsgstr ""\n')
    link = book.built / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "mine")
    assert book.build() == [
        f"{book.built}/{name}:1: WARNING: this is a symbolic link, and a build writes"
        " here: take it out [gate.file]"
    ]
    assert [path.read_text("utf-8") for path in (tmp_path / "mine").iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("doctrees/environment.pickle", None),
        ("doctrees/index.doctree", None),
        ("doctrees/menus.json", None),
        ("doctrees/environment.made-here.json", None),
        ("doctrees/environment.made-here.json", "[" * 100_000),
        ("doctrees/catalogs", "a file"),
        ("html/.files.json", "[" * 100_000),
    ],
)
def test_what_looks_like_kept_is_made_again(book, name, content):
    """A folder (None) or a file, where a build keeps something else."""
    book.write("locale/en/LC_MESSAGES/sphinx.po", 'msgid ""\nmsgstr ""\n')
    path = book.built / name
    path.parent.mkdir(parents=True)
    if content is None:
        path.mkdir()
    else:
        path.write_text(content, "utf-8")
    assert book.build() == []
    assert (book.built / "html/chapters/one.html").is_file()
