"""``make newest`` and ``make oldest``: other versions than the locked ones."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tasks import versions

ROOT = Path(__file__).parent.parent


@pytest.fixture
def two_files(tmp_path, monkeypatch):
    (tmp_path / "requirements.in").write_text("# the book\nsphinx==9.0.4  # why\nfuro==1\n")
    (tmp_path / "requirements-test.in").write_text("-c requirements.txt\npytest==9.2.0\n")
    monkeypatch.setattr(versions, "REPOSITORY", tmp_path)


def test_newest_has_no_versions(two_files):
    assert versions.wanted("newest") == ["sphinx", "furo", "pytest"]


def test_oldest_is_limited_and_has_the_pinned_tools(two_files, tmp_path):
    assert versions.wanted("oldest") == [
        "--constraint", str(tmp_path / "requirements-oldest.txt"), "sphinx", "furo",
        "pytest==9.2.0",
    ]  # fmt: skip


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    stated = [Requirement(line.partition("#")[0]) for line in lines if line[:1].isalpha()]
    assert all(str(r.specifier).startswith("==") for r in stated)
    return {r.name: str(r.specifier) for r in stated}


def test_oldest_limits_all_that_builds_the_book():
    assert pins("requirements.in").keys() <= pins(versions.OLDEST).keys()


def test_tests_of_other_versions_run_there_and_their_failure_is_told(monkeypatch, two_files):
    calls = []
    monkeypatch.setattr(versions, "create", lambda folder: folder / "python")
    monkeypatch.setattr(versions, "run", lambda *command, **_: calls.append(command))
    assert versions.main(["newest", "-x"]) == 0
    python = versions.ENVIRONMENTS / "newest/python"
    assert [command[0] for command in calls] == [python] * 3
    assert calls[-1] == (python, *versions.CORE, "-x")
