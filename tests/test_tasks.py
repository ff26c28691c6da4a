"""The chores: what make calls."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tasks import book, environment, targets, testing

ROOT = Path(__file__).parent.parent


def tasks(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "tasks", *arguments], cwd=ROOT, text=True, capture_output=True
    )


def test_help_has_a_line_for_every_target():
    done = tasks("help")
    assert done.returncode == 0
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    assert [name for name, _ in lines] == list(targets.TARGETS)
    assert all(words.endswith((".", ")")) or ":" in words for _, words in lines)


def test_makefile_names_every_target():
    (line,) = (x for x in (ROOT / "Makefile").read_text().splitlines() if "TARGETS :=" in x)
    assert set(line.split(":=")[1].split()) == set(targets.TARGETS)


def test_unknown_target_is_named_and_exits_with_2():
    done = tasks("bok")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "tasks: no target 'bok'; `python -m tasks help` lists them\n"


def test_environment_is_left_alone_when_the_lock_has_not_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "REPOSITORY", tmp_path)
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(environment, "create", lambda folder: Path(sys.executable))
    (tmp_path / "lock.txt").write_text("sphinx==0\n")
    digest = hashlib.sha256(b"sphinx==0\n").hexdigest()
    (tmp_path / ".lock.txt.sha256").write_text(digest)
    monkeypatch.setattr(environment, "run", lambda *_, **__: pytest.fail("pip was called"))
    assert environment.ensure("lock.txt") == Path(sys.executable)


def test_failed_installation_says_so_and_is_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "REPOSITORY", tmp_path)
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(environment, "create", lambda folder: Path(sys.executable))
    (tmp_path / "lock.txt").write_text("not a requirement!\n")
    with pytest.raises(environment.TaskError, match=r"pip install of lock\.txt"):
        environment.ensure("lock.txt")
    assert not (tmp_path / ".lock.txt.sha256").exists()


def test_outputs_take_the_place_of_the_last_good_ones(tmp_path):
    work, output = tmp_path / "work", tmp_path / "build"
    (work / "html").mkdir(parents=True)
    (work / "html/index.html").write_text("new")
    (work / "html/.buildinfo").write_text("of this machine")
    (work / "epub").mkdir()
    (work / "epub" / f"{book.NAME}.epub").write_text("new")
    (output / "html").mkdir(parents=True)
    (output / "html/gone.html").write_text("old")
    book.install(work, output, ["html", "epub"])
    assert sorted(p.relative_to(output).as_posix() for p in output.rglob("*")) == [
        f"{book.NAME}.epub",
        "html",
        f"html/{book.NAME}.epub",
        "html/index.html",
    ]


def test_given_source_date_is_kept(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    assert book.source_date() == "42"


def test_second_build_waits_for_the_first(tmp_path):
    script = (
        "import sys; from pathlib import Path; from tasks.book import alone\n"
        "with alone(Path(sys.argv[1])): print('mine', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "lock")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen(command, **pipes) as first:
        assert first.stdout.readline() == "mine\n"
        with subprocess.Popen(command, **pipes) as second:
            assert second.stdout.readline() == (
                "Another build is running here; waiting for it to end\n"
            )
            first.communicate()
            assert second.stdout.readline() == "mine\n"
            second.communicate()


@pytest.fixture
def no_git(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


def test_without_git_the_newest_file_dates_the_book(no_git, monkeypatch, capsys):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert int(book.source_date()) >= int((ROOT / "conf.py").stat().st_mtime)
    assert capsys.readouterr().out.startswith("No git checkout: ")


def test_missing_command_is_named(no_git):
    with pytest.raises(environment.TaskError, match="git is needed and was not found"):
        environment.run("git", "status")


def test_failure_of_a_chore_is_a_line_not_a_traceback():
    for arguments, line in (
        ((), "tasks: usage: make diff ARGS='OLD [NEW]'\n"),
        (("no-such-revision",), "tasks: failed: git worktree; is no-such-revision a revision?\n"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "tasks.diff", *arguments],
            cwd=ROOT, text=True, capture_output=True,
        )  # fmt: skip
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        assert done.stderr.endswith(line)


def test_failing_format_leaves_every_output(tmp_path, monkeypatch):
    monkeypatch.setattr(book, "OUTPUT", tmp_path)
    monkeypatch.setattr(book, "check_bibliography", lambda: 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    (tmp_path / "html").mkdir()
    (tmp_path / "html/index.html").write_text("good")

    def sphinx(builder: str, work: Path, downloads: list[str]) -> int:
        (work / builder).mkdir()
        (work / builder / "index.html").write_text("new")
        return int(builder == "typst")

    monkeypatch.setattr(book, "sphinx", sphinx)
    assert book.main(["html", "pdf", "epub"]) == 1
    assert (tmp_path / "html/index.html").read_text() == "good"
    assert {path.name for path in tmp_path.iterdir()} == {".work", "html"}


def test_every_step_is_a_program_that_is_there():
    for name, command in testing.STEPS:
        assert shutil.which(command[0]), name
        if command[1] == "-m":
            assert importlib.util.find_spec(command[2]), name


@pytest.mark.parametrize("url", ["", "https://book.example/"])
def test_canonical_address_comes_from_the_environment(url, monkeypatch, tmp_path):
    calls = []
    monkeypatch.setattr("sphinx.cmd.build.build_main", lambda arguments: calls.append(arguments))
    monkeypatch.setenv("BOOK_URL", url)
    book.sphinx("html", tmp_path, [])
    assert (f"html_baseurl={url}" in calls[0]) is bool(url)
    assert any("html_baseurl" in part for part in calls[0]) is bool(url)


def test_python_reads_utf_8_on_every_system():
    script = "import sys; sys.exit(not sys.flags.utf8_mode)"
    environment.run(sys.executable, "-c", script)
