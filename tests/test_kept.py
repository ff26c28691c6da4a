"""extensions.kept and extensions.templates: what is read back is whole and made of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment
from jinja2.ext import Extension

from extensions.kept import keep, load
from extensions.templates import Compiled

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_kept_is_read_back(tmp_path):
    keep(tmp_path / "new/file", "words", {"hands": "hand"})
    assert load(tmp_path / "new/file", "words") == {"hands": "hand"}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["file"]


def test_what_is_made_of_something_else_is_not(tmp_path):
    keep(tmp_path / "file", "words", {"hands": "hand"})
    assert load(tmp_path / "file", "other words") == {}
    assert load(tmp_path / "no file", "words") == {}


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_what_is_damaged_is_not(tmp_path, at):
    path = tmp_path / "file"
    keep(path, "words", {"hands": "hand"})
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[at] ^= 1
    for content in (bytes(damaged), whole[:at], whole + b" ", b""):
        path.write_bytes(content)
        assert load(path, "words") == {}
    path.write_bytes(whole)
    assert load(path, "words") == {"hands": "hand"}


def test_a_folder_that_is_a_file_keeps_nothing_and_stops_nothing(tmp_path):
    (tmp_path / "folder").write_text("")
    keep(tmp_path / "folder/file", "words", {"hands": "hand"})
    assert load(tmp_path / "folder/file", "words") == {}


# -- Templates --------------------------------------------------------------------


class Louder(Extension):
    """Changes a template while it is read, as ``extensions.furo`` does."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source.upper()


def render(folder: Path, source: str, *more: object, extensions=(), **options) -> tuple[str, bool]:
    """What a template gives, and whether it was compiled for that."""
    compiled = []

    class Watched(Environment):
        def _compile(self, source, filename):
            compiled.append(filename)
            return super()._compile(source, filename)

    environment = Watched(loader=DictLoader({"page": source}), extensions=extensions, **options)
    environment.bytecode_cache = Compiled(folder, environment, *more)
    return environment.get_template("page").render(name="<you>"), bool(compiled)


def test_a_template_is_compiled_once(tmp_path):
    assert render(tmp_path, "for {{ name }}") == ("for <you>", True)
    assert render(tmp_path, "for {{ name }}") == ("for <you>", False)


def test_a_changed_template_is_compiled_again(tmp_path):
    render(tmp_path, "for {{ name }}")
    assert render(tmp_path, "of {{ name }}") == ("of <you>", True)


def test_a_template_that_is_read_otherwise_is_compiled_again(tmp_path):
    render(tmp_path, "for {{ name|e }}")
    assert render(tmp_path, "for {{ name|e }}", "mend") == ("for &lt;you&gt;", True)
    assert render(tmp_path, "for {{ name }}", autoescape=True) == ("for &lt;you&gt;", True)
    assert render(tmp_path, "for {{ name }}") == ("for <you>", True)
    assert render(tmp_path, "for", extensions=[Louder]) == ("FOR", True)
    assert render(tmp_path, "for") == ("for", True)


def test_a_damaged_template_is_compiled_again(tmp_path):
    render(tmp_path, "for {{ name }}")
    [file] = tmp_path.iterdir()
    whole = file.read_bytes()
    for content in (b"", whole[:-1], whole[:40] + b"\0" + whole[41:], b"\0" * len(whole)):
        file.write_bytes(content)
        assert render(tmp_path, "for {{ name }}") == ("for <you>", True)
        assert file.read_bytes() == whole
