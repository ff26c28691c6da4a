"""Files and streams in a bad state: what is said of them, and that nothing is lost or left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from apabib.files import locked, update, write
from apabib.settings import SettingsError

SOURCE = Path(__file__).parents[1] / "src"
ENTRY = """\
@article{ash2003rooms,
  author           = {Ash, Ada},
  title            = {Rooms and people},
  journal          = {Journal of Rooms},
  year             = {2003},
}
"""
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other locks")


def shell(command: str, at: Path) -> tuple[int, str]:
    """What a command line with ``apabib`` in it prints on both streams, and its exit code."""
    done = subprocess.run(
        ["sh", "-c", command.replace("apabib", f"'{sys.executable}' -m apabib")],
        cwd=at,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "index.md").write_text("{cite:p}`ash2003rooms`\n")
    return tmp_path


# -- Streams -------------------------------------------------------------------


@needs_posix
@pytest.mark.parametrize("verb", ["check", "tidy", "export", "show ash2003rooms"])
def test_closed_output(book: Path, verb: str):
    assert shell(f"apabib {verb} >&-", book) == (
        2,
        "apabib: standard output is closed, so nothing was done; leave it open\n",
    )


@needs_posix
def test_closed_input(book: Path):
    assert shell("apabib check <&-", book) == (0, "no errors, no warnings\n")
    code, printed = shell("apabib add --yes - <&-", book)
    assert code != 0
    assert "Traceback" not in printed


@needs_posix
def test_closed_errors(book: Path):
    (book / "refs.bib").write_text(ENTRY.replace("title  ", "titel  "), encoding="utf-8")
    assert shell("apabib check 2>&-", book)[0] == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_the_output(book: Path):
    assert shell("apabib export >/dev/full", book) == (2, "apabib: No space left on device\n")


# -- Files ---------------------------------------------------------------------


@needs_posix
def test_links_in_a_circle(book: Path):
    (book / "refs.bib").unlink()
    (book / "refs.bib").symlink_to("refs.bib")
    for verb in ("check", "export"):
        assert shell(f"apabib {verb}", book) == (
            2, "apabib: refs.bib: Too many levels of symbolic links\n",
        )  # fmt: skip
    expected = (2, "apabib: refs.bib: the link leads to no file; write it, or name another in"
                   " bibliography of apabib.toml\n")  # fmt: skip
    assert shell("apabib tidy", book) == expected
    assert (book / "refs.bib").is_symlink()


@needs_posix
def test_a_chapter_that_cannot_be_read(book: Path):
    (book / "gone.md").symlink_to("nowhere.md")
    (book / "loop.md").symlink_to("loop.md")
    assert shell("apabib check", book) == (
        1,
        "gone.md:1: this chapter cannot be read: No such file or directory; mend it, or exclude it"
        " in apabib.toml\n"
        "loop.md:1: this chapter cannot be read: Too many levels of symbolic links; mend it, or"
        " exclude it in apabib.toml\n"
        "2 errors, 0 warnings\n",
    )


@needs_posix
def test_settings_that_are_a_link_to_nothing(book: Path):
    (book / "apabib.toml").symlink_to("nowhere.toml")
    code, printed = shell("apabib check", book)
    assert code == 2
    assert printed.startswith("apabib: apabib.toml cannot be read: ")


@needs_posix
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_settings_are_a_regular_file(book: Path, kind: str):
    if kind == "pipe":
        os.mkfifo(book / "apabib.toml")
    else:
        (book / "other.toml").write_text("contact = 1\n")
        (book / "apabib.toml").symlink_to("other.toml")
    assert shell("apabib check", book) == (
        2,
        "apabib: apabib.toml cannot be read: this is no regular file\n",
    )


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("check other.bib", "other.bib: there is no such file; is its name right?"),
        ("tidy other.bib", "other.bib: there is no such file; is its name right?"),
        (
            "tidy",
            "refs.bib: there is no such file; write it, or name another in bibliography of"
            " apabib.toml",
        ),
    ],
)
def test_one_wording_for_a_file_that_is_not_there(book: Path, command: str, expected: str):
    (book / "refs.bib").unlink()
    assert shell(f"apabib {command}", book) == (2, f"apabib: {expected}\n")


def test_the_settings_are_called_by_the_name_of_their_file(book: Path):
    (book / "refs.bib").unlink()
    (book / "pyproject.toml").write_text("[tool.apabib]\n")
    assert shell("apabib check", book) == (
        2,
        "apabib: refs.bib: there is no such file; write it, or name another in bibliography of"
        " pyproject.toml\n",
    )


def test_a_file_that_is_read_only_stays(book: Path):
    untidy = ENTRY.replace("    ", " ")
    (book / "refs.bib").write_text(untidy, encoding="utf-8")
    (book / "refs.bib").chmod(0o444)
    assert shell("apabib tidy", book) == (
        2, "apabib: refs.bib: the file is read-only; make it writable first\n",
    )  # fmt: skip
    assert (book / "refs.bib").read_text(encoding="utf-8") == untidy
    assert sorted(path.name for path in book.iterdir()) == ["index.md", "refs.bib"]


# -- Locks ---------------------------------------------------------------------


def test_nothing_is_left_where_others_look(book: Path, tmp_path_factory, monkeypatch):
    temporary = tmp_path_factory.mktemp("tmp")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    assert update(book / "refs.bib", lambda _old: "new\n")
    assert sorted(path.name for path in book.iterdir()) == ["index.md", "refs.bib"]
    if sys.platform != "win32":
        assert list(temporary.iterdir()) == []


def test_two_runs_wait_for_one_another(book: Path, monkeypatch):
    monkeypatch.setattr("apabib.files.WAIT", 0.1)
    with (
        locked(book / "refs.bib"),
        pytest.raises(SettingsError, match=r"^refs\.bib is in use by another run; try again$"),
        locked(book / "refs.bib"),
    ):
        pass
    with locked(book / "refs.bib"):  # it is free again
        pass


def test_what_a_killed_run_left_is_cleared(book: Path):
    left = book / ".refs.bib.abc123.new"
    other = book / ".other.bib.abc123.new"
    left.write_text("half")
    other.write_text("somebody else's")
    assert not update(book / "refs.bib", lambda _old: None)
    assert not left.exists()
    assert other.exists()


@needs_posix
def test_a_link_stays_a_link(book: Path):
    (book / "real.bib").write_text("old\n")
    (book / "link.bib").symlink_to("real.bib")
    write(book / "link.bib", "new\n")
    assert (book / "link.bib").is_symlink()
    assert (book / "real.bib").read_text() == "new\n"


# -- What is wrong with the file is said by every verb ---------------------------


TWICE = ENTRY + ENTRY.replace("Rooms and people", "Rooms again")
BROKEN = ENTRY.replace("people},", "people,")


@pytest.mark.parametrize("verb", ["show ash2003rooms", "export"])
def test_a_double_is_said(book: Path, verb: str):
    (book / "refs.bib").write_text(TWICE, encoding="utf-8")
    code, printed = shell(f"apabib {verb}", book)
    assert (code, printed.splitlines()[-1]) == (
        1,
        "refs.bib:7: ash2003rooms: the key is already used in line 1; give this entry another key,"
        " or delete one of the two",
    )


def test_tidy_says_a_double(book: Path):
    (book / "refs.bib").write_text(TWICE, encoding="utf-8")
    assert shell("apabib tidy", book) == (
        1,
        "refs.bib was tidied\n"
        "refs.bib:8: ash2003rooms: the key is already used in line 1; give this entry another key,"
        " or delete one of the two\n",
    )


@pytest.mark.parametrize("verb", ["show ash2003rooms", "export --to ris"])
def test_a_broken_file_is_said(book: Path, verb: str):
    (book / "refs.bib").write_text(BROKEN, encoding="utf-8")
    code, printed = shell(f"apabib {verb}", book)
    assert (code, printed.splitlines()[-1]) == (
        1,
        "refs.bib:3: ash2003rooms: the value of title is not closed on its line; add the missing }"
        ' (or ") at its end',
    )


def test_faults_of_other_entries_are_not_said(book: Path):
    bad = ENTRY.replace("Ash", "Elm").replace("ash2003", "elm2003").replace("journal", "note   ")
    (book / "refs.bib").write_text(ENTRY + bad, encoding="utf-8")
    assert shell("apabib export --to apa ash2003rooms", book) == (
        0, "Ash, A. (2003). Rooms and people. Journal of Rooms.\n",
    )  # fmt: skip
