"""The chores: what make calls."""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tasks import book, environment, outputs, targets, testing

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


INSTALLED = ["book.epub", "html", "html/book.epub", "html/index.html"]


def results(work: Path) -> dict[str, Path]:
    """A site and a file that say "new"."""
    (work / "html").mkdir(parents=True)
    (work / "html/index.html").write_text("new")
    (work / "book.epub").write_text("new")
    return {"html": work / "html", "book.epub": work / "book.epub"}


def test_outputs_take_the_place_of_the_last_good_ones(tmp_path):
    work, output = tmp_path / "work", tmp_path / "build"
    made = results(work)
    (work / "html/.buildinfo").write_text("of this machine")
    (output / "html").mkdir(parents=True)
    (output / "html/gone.html").write_text("old")
    outputs.install(made, output)
    assert sorted(p.relative_to(output).as_posix() for p in output.rglob("*")) == INSTALLED


def test_site_gets_the_pdfs_of_chapters_beside_their_pages(tmp_path):
    made = results(tmp_path / "work")
    for name in ("html/chapters/one.html", "typst/chapters/one.pdf"):
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True)
        path.write_text("new")
    (tmp_path / "build").mkdir()
    outputs.install(made | {"chapters": tmp_path / "work/typst/chapters"}, tmp_path / "build")
    built = sorted(path.name for path in (tmp_path / "build/html/chapters").iterdir())
    assert built == ["one.html", "one.pdf"]
    assert (tmp_path / "build/chapters/one.pdf").read_text() == "new"


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


BY_SIGNAL = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there are no signals")


@BY_SIGNAL
@pytest.mark.parametrize(
    ("number", "words"),
    [(9, "killed by signal 9: out of memory?"), (15, "killed by signal 15")],
)
def test_step_that_a_signal_ended_says_so(number, words, capsys):
    code = f"import os; os.kill(os.getpid(), {number})"
    with pytest.raises(environment.TaskError) as caught:
        environment.run(sys.executable, "-c", code, status="the core")
    assert (str(caught.value), caught.value.status) == (f"failed: the core: {words}", 128 + number)
    assert not testing.step("types", [sys.executable, "-c", code])
    assert capsys.readouterr().out.startswith(f"== types\n== types: FAILED ({words}) in ")


@pytest.fixture
def bibliography_tool(monkeypatch):
    """Has a target call ``python -c ...`` in place of the bibliography tool."""

    def ending(status: int) -> None:
        monkeypatch.setattr(targets, "ensure", lambda *_: sys.executable)

        def run(python: str, *_, **words: str) -> None:
            environment.run(python, "-c", f"raise SystemExit({status})", **words)

        monkeypatch.setattr(targets, "run", run)

    return ending


@pytest.mark.parametrize(
    ("target", "status", "printed"),
    [
        ("add", 1, ""),  # refused: the tool has said why
        ("add", 2, "tasks: failed: make add (see above)\n"),
        ("check", 1, "tasks: failed: make check (see above)\n"),
    ],
)
def test_failed_chore_of_the_bibliography(bibliography_tool, target, status, printed, capsys):
    bibliography_tool(status)
    assert environment.exit_status(targets.main, [target]) == status
    assert capsys.readouterr().err == printed


def test_failing_format_leaves_every_output(tmp_path, monkeypatch):
    monkeypatch.setattr(book, "OUTPUT", tmp_path)
    monkeypatch.setattr(book, "check_bibliography", lambda: 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    (tmp_path / "html").mkdir()
    (tmp_path / "html/index.html").write_text("good")

    def sphinx(builder: str, work: Path, downloads: list[str], *options: str) -> int:
        (work / builder).mkdir()
        (work / builder / "index.html").write_text("new")
        return int(builder == "typst")

    monkeypatch.setattr(book, "sphinx", sphinx)
    assert book.main(["html", "pdf", "epub"]) == 1
    assert (tmp_path / "html/index.html").read_text() == "good"
    assert {path.name for path in tmp_path.iterdir()} == {".work", "html"}


class Killed(BaseException):
    """Ends a build where a signal would."""


def test_exchange_that_was_killed_is_finished_by_the_next_build(tmp_path, monkeypatch):
    """At whichever rename, and if the next build fails, too: there is always a whole site."""
    rename, moment, kills = Path.rename, 0, 0
    while kills == moment:
        work, output = tmp_path / f"work{moment}", tmp_path / f"build{moment}"
        (output / "html").mkdir(parents=True)
        (output / "html/index.html").write_text("old")
        (output / "book.epub").write_text("old")
        left = moment

        def until(path: Path, target: Path) -> Path:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", until)
        try:
            outputs.install(results(work), output)
        except Killed:
            kills += 1
        monkeypatch.setattr(Path, "rename", rename)
        outputs.recover(output)
        files = {p.relative_to(output).as_posix(): p for p in output.rglob("*")}
        if moment == 0:
            assert {files[name].read_text() for name in ("html/index.html", "book.epub")} == {"old"}
        else:
            assert sorted(files) == INSTALLED
            assert files["html/book.epub"].read_text() == files["book.epub"].read_text() == "new"
        moment += 1
    assert kills == 5


def test_exchange_that_finds_no_room_changes_nothing(tmp_path, monkeypatch):
    output = tmp_path / "build"
    output.mkdir()
    (output / "book.epub").write_text("old")

    def full(source: Path, target: Path) -> None:
        Path(target).write_text("ha")
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("shutil.copy2", full)
    with pytest.raises(OSError, match="No space left"):
        outputs.install(results(tmp_path / "work"), output)
    assert {path.name: path.read_text() for path in output.iterdir()} == {"book.epub": "old"}


def begun(work: Path) -> set[str]:
    outputs.begin(work, outputs.digest_of_code())
    return {path.name for path in work.iterdir()}


def test_work_of_an_unfinished_build_is_dropped(tmp_path):
    """Its warnings would not come again, and its pages may be half written."""
    (tmp_path / "lock").touch()
    (tmp_path / "doctrees").mkdir()
    (tmp_path / "doctrees/environment.pickle").touch()
    outputs.end(tmp_path, outputs.digest_of_code())
    assert begun(tmp_path) == {"lock", "doctrees"}
    (tmp_path / "link").symlink_to(ROOT)
    assert begun(tmp_path) == {"lock"}
    assert (ROOT / "conf.py").is_file()


@pytest.mark.parametrize("name", ["html/evil.html", "html/index.html", "doctrees/index.doctree"])
def test_work_that_somebody_else_changed_is_dropped(tmp_path, name):
    """It would be published: a commit may bring files of a folder that git ignores."""
    (tmp_path / "lock").touch()
    for made in ("html/index.html", "doctrees/index.doctree"):
        (tmp_path / made).parent.mkdir()
        (tmp_path / made).write_text("ours")
    outputs.end(tmp_path, outputs.digest_of_code())
    old = (tmp_path / "html/index.html").stat()
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).write_text("evil")
    os.utime(tmp_path / name, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert begun(tmp_path) == {"lock"}


def test_what_a_warning_stopped_is_stopped_again(tmp_path):
    for folder in ("tasks", "extensions"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "conf.py").write_text(
        'extensions = ["myst_parser", "extensions.downloads"]\nexclude_patterns = ["build"]\n'
    )
    (tmp_path / "refs.bib").touch()
    (tmp_path / "index.md").write_text("# Tiny\n\n{norole}`words`\n")
    command = [sys.executable, "-m", "tasks.book", "html"]
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True)
        assert done.returncode == 1
        assert 'index.md:3: WARNING: Unknown interpreted text role "norole"' in done.stderr
        assert not (tmp_path / "build/html").exists()
    (tmp_path / "index.md").write_text("# Tiny\n\nwords\n")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_work_of_other_code_is_dropped(tmp_path, monkeypatch):
    (tmp_path / "repository/extensions").mkdir(parents=True)
    monkeypatch.setattr(outputs, "REPOSITORY", tmp_path / "repository")
    code, work = tmp_path / "repository/extensions/claims.py", tmp_path / "work"
    work.mkdir()
    for words, kept in (("1", {"html"}), ("2", set()), ("3", set())):
        (work / "html").mkdir(exist_ok=True)
        code.write_text("1")
        outputs.end(work, outputs.digest_of_code())
        code.write_text(words)
        assert begun(work) == kept


def test_work_by_code_that_changed_meanwhile_is_dropped(builds, tmp_path):
    """It was made by what the code was at first."""
    (tmp_path / "extensions").mkdir()
    code = tmp_path / "extensions/claims.py"
    code.write_text("1")
    builds.then = lambda: code.write_text("2")
    assert book.build(["html"], builds.output) == 0
    assert begun(builds.output / ".work") == {"lock"}


@pytest.fixture
def builds(tmp_path, monkeypatch):
    """What stands in for Sphinx makes a page, and calls what the test sets."""
    monkeypatch.setattr(book, "check_bibliography", lambda: 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    monkeypatch.setattr(outputs, "REPOSITORY", tmp_path)
    (tmp_path / "index.md").write_text("# One")
    calls = SimpleNamespace(count=0, then=lambda: None, output=tmp_path / "build")

    def sphinx(builder: str, work: Path, downloads: list[str]) -> int:
        calls.count += 1
        (work / builder).mkdir(exist_ok=True)
        (work / builder / "index.html").write_text("new")
        calls.then()
        return 0

    monkeypatch.setattr(book, "sphinx", sphinx)
    return calls


def test_sources_that_change_while_the_book_is_built_are_built_once_more(builds, tmp_path, capsys):
    def saved_once() -> None:
        if builds.count == 1:
            (tmp_path / "index.md").write_text("# Two")

    builds.then = saved_once
    assert book.build(["html"], builds.output) == 0
    assert builds.count == 2
    assert "The sources changed while the book was built: once more\n" in capsys.readouterr().out


def test_sources_that_never_rest_are_not_published(builds, tmp_path):
    builds.then = lambda: (tmp_path / "index.md").write_text("#" * builds.count)
    with pytest.raises(environment.TaskError, match="the sources change while the book is built"):
        book.build(["html"], builds.output)
    assert {path.name for path in builds.output.iterdir()} == {".work"}


@pytest.mark.parametrize(
    "name", ["", ".work", ".ready", ".new", ".old", "html", ".work/html", ".work/lock"]
)
def test_folder_of_outputs_that_is_a_link_is_refused(builds, tmp_path, name):
    (tmp_path / "elsewhere").mkdir()
    link = builds.output / name
    link.parent.mkdir(exist_ok=True, parents=True)
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(environment.TaskError, match="is a link: remove it"):
        book.build(["html"], builds.output)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_full_disk_is_said_before_anything_is_built(builds, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=5_000_000))
    with pytest.raises(environment.TaskError, match="5 MB are free, and a build needs 100"):
        book.build(["html"], builds.output)
    assert builds.count == 0


def test_folder_that_may_not_be_written_is_a_line(builds, tmp_path, monkeypatch):
    builds.output.write_text("a file")
    with pytest.raises(environment.TaskError, match=r"build/\.work: Not a directory"):
        book.build(["html"], builds.output)
    builds.output.unlink()
    monkeypatch.setattr("os.access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(environment.TaskError, match="build is read-only: let it be written"):
        book.build(["html"], builds.output)
    assert builds.count == 0


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
