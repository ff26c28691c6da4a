"""Small files as people have them, each with what the tool says and does: ``cases/<name>/``.

A case is a folder of files and ``session.txt``: commands behind ``$``, and what each prints, both
streams together. ``[1]`` is an exit code. ``cat`` shows a file.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
SOURCE = Path(__file__).parents[1] / "src"
SESSIONS = sorted(path.parent.name for path in CASES.glob("*/session.txt"))


def printed(command: str, at: Path) -> str:
    """What a command of a session prints, with its exit code behind it unless that is 0."""
    program, *arguments = shlex.split(command)
    if program == "cat":
        return (at / arguments[0]).read_text(encoding="utf-8")
    assert program == "apabib"
    ours = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    done = subprocess.run(
        [sys.executable, "-m", "apabib", *arguments],
        cwd=at,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env={
            **ours,
            "PYTHONPATH": str(SOURCE),
            "PYTHONIOENCODING": "utf-8",
            "PYTHONUNBUFFERED": "1",
            "LANGUAGE": "en",
        },
    )
    return done.stdout + (f"[{done.returncode}]\n" if done.returncode else "")


def replayed(session: str, at: Path) -> str:
    commands = [line.removeprefix("$ ") for line in session.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{printed(command, at)}" for command in commands)


@pytest.mark.parametrize("name", SESSIONS)
def test_case(name: str, tmp_path: Path):
    folder = tmp_path / name
    shutil.copytree(CASES / name, folder)
    session = (folder / "session.txt").read_text(encoding="utf-8")
    assert replayed(session, folder) == session


def test_there_are_cases():
    assert len(SESSIONS) > 20
