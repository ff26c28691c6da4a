"""Chores write files of the book, and never what a link in a change of it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from figures import __main__ as figures
from figures import drawing
from tasks import environment, language
from tasks.environment import TaskError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "outside/mine.txt"
    path.parent.mkdir()
    path.write_text("mine", "utf-8")
    return path


def test_file_that_is_a_link_is_not_written(tmp_path, outside):
    path = tmp_path / "chapter.po"
    path.symlink_to(outside)
    with pytest.raises(TaskError, match="is a symbolic link: put what it leads to in its place"):
        language.renew(Locale.parse("de"), Catalog(), path)
    assert outside.read_text("utf-8") == "mine"


def test_file_behind_a_link_in_the_book_is_not_written(tmp_path, outside, monkeypatch):
    book = tmp_path / "book"
    book.mkdir()
    (book / "locale").symlink_to(outside.parent)
    monkeypatch.setattr(environment, "REPOSITORY", book)
    with pytest.raises(TaskError, match="locale is a symbolic link"):
        language.renew(Locale.parse("de"), Catalog(), book / "locale/de/chapter.po")
    assert [path.name for path in outside.parent.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["hand.svg", "data/hand.csv"])
def test_drawing_neither_reads_nor_writes_a_link(tmp_path, outside, monkeypatch, capsys, name):
    folder = tmp_path / "figures"
    (folder / "data").mkdir(parents=True)
    (folder / name).symlink_to(outside)
    monkeypatch.setattr(drawing, "FOLDER", folder)
    monkeypatch.setattr(drawing, "write", lambda *_: pytest.fail("it draws"))
    monkeypatch.setattr(drawing, "drawings", lambda: ["hand"])
    assert figures.main(["--into", str(folder)]) == 2
    assert capsys.readouterr().out == (
        f"figures: {folder / name} is a symbolic link: put what it leads to in its place\n"
    )
    assert outside.read_text("utf-8") == "mine"


def test_data_that_cannot_be_drawn_are_named(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "figures"
    (folder / "data").mkdir(parents=True)
    data = (drawing.FOLDER / "data/touch-effects.csv").read_text("utf-8")
    (folder / "data/touch-effects.csv").write_text(data.replace("0.69", "much"), "utf-8")
    monkeypatch.setattr(drawing, "FOLDER", folder)
    monkeypatch.setattr(drawing, "drawings", lambda: ["touch-effects"])
    assert figures.main(["--into", str(folder)]) == 2
    assert capsys.readouterr().out == (
        "figures: touch-effects cannot be drawn (could not convert string to float: 'much'):"
        " mend figures/data/touch-effects.csv\n"
    )
    assert not (folder / "touch-effects.svg").exists()
