"""The virtual environment of the project, made and renewed from the lock files.

Standard library only.
"""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

from tasks import libraries

REPOSITORY = Path(__file__).resolve().parent.parent
ENVIRONMENT = REPOSITORY / ".venv"
BOOK = "requirements.txt"
TEST = "requirements-test.txt"


class TaskError(Exception):
    """A target cannot go on. The text says why and what to do."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


def own(path: Path) -> Path:
    """*path*, a file of the book that is to be written.

    Raises TaskError for a symbolic link, or one on the way from the repository: it may lead to a
    file that is not the book's, and a change of the book may bring it.
    """
    way = [path, *path.parents]
    for one in way[: way.index(REPOSITORY)] if REPOSITORY in way else way[:1]:
        if one.is_symlink():
            raise TaskError(f"{one} is a symbolic link: put what it leads to in its place")
    return path


def run(
    *command: str | Path, status: str | None = None, cwd: Path = REPOSITORY, **environment: str
) -> None:
    """Run *command* in *cwd*, with more variables in its environment.

    Python reads and writes UTF-8 there, on Windows too.

    Raises TaskError with its exit code if it fails, or if there is no such command; as in a shell,
    128 and the number of the signal if one ended it.
    """
    words = [str(part) for part in command]
    try:
        done = subprocess.run(words, cwd=cwd, env={**os.environ, "PYTHONUTF8": "1", **environment})
    except FileNotFoundError as error:
        raise TaskError(f"{words[0]} is needed and was not found: install it") from error
    if done.returncode:
        what = status or " ".join(words[:4])
        if killed := killed_by(done.returncode):
            raise TaskError(f"failed: {what}: {killed}", 128 - done.returncode)
        raise TaskError(f"failed: {what}", done.returncode)


def killed_by(returncode: int) -> str:
    """What ended a process that did not end by itself; "" for one that did."""
    if os.name == "nt" or returncode >= 0:
        return ""
    # The kernel sends it when memory runs out; nobody else is likely to.
    reason = ": out of memory?" if returncode == -9 else ""
    return f"killed by signal {-returncode}{reason}"


def exit_status(main: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Run *main*; what it cannot do is a line for people, not a traceback."""
    try:
        return main(arguments)
    except TaskError as error:
        print(f"tasks: {error}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        return 130


def create(folder: Path) -> Path:
    """Make *folder* an environment, unless it is one; return its Python.

    It can import the packages that are kept in this repository.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"Making the environment {folder.name}", flush=True)
        try:
            venv.create(folder, with_pip=True)
        except (subprocess.CalledProcessError, ImportError) as error:
            raise TaskError(
                "Python's venv module could not make an environment "
                "(on Debian and Ubuntu: apt install python3-venv)"
            ) from error
    link_packages(folder)
    return python


def link_packages(folder: Path) -> None:
    """Let the environment *folder* import what is in packages/, without installing it.

    The addresses are relative, so that they hold wherever the repository is moved or linked to.
    """
    where = "Lib/site-packages" if os.name == "nt" else "lib/*/site-packages"
    for site in folder.glob(where):
        sources = sorted(REPOSITORY.glob("packages/*/src"))
        lines = "".join(os.path.relpath(source, site) + "\n" for source in sources)
        path = site / "packages.pth"
        if not path.exists() or path.read_text("utf-8") != lines:
            path.write_text(lines, "utf-8")


def ensure(*locks: str) -> Path:
    """Make the environment hold exactly what *locks* name; return its Python.

    A stamp with the hash of each lock file makes a second call free. Raises TaskError where the
    environment cannot be made, or lacks a shared library of the system.
    """
    python = create(ENVIRONMENT)
    for lock in locks:
        content = (REPOSITORY / lock).read_bytes()
        stamp = ENVIRONMENT / f".{lock}.sha256"
        digest = hashlib.sha256(content).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        print(f"Installing {lock}", flush=True)
        run(
            python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "--requirement", lock,
            status=f"pip install of {lock}; is the package index within reach?",
        )  # fmt: skip
        look_for_libraries()
        stamp.write_text(digest)
    return python


def look_for_libraries() -> None:
    """Raise TaskError, in one line, where a program of the environment lacks a shared library."""
    if words := libraries.supply(ENVIRONMENT):
        raise TaskError(words)
