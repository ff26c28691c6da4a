"""The workflows: what publishing waits for, and that a failed check is red."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tasks import fresh
from tasks.targets import TARGETS

WORKFLOWS = {
    path.name: yaml.safe_load(path.read_text("utf-8"))
    for path in (Path(__file__).parents[1] / ".github/workflows").glob("*.yml")
}
STEPS = [
    (name, job, step)
    for name, workflow in WORKFLOWS.items()
    for job, content in workflow["jobs"].items()
    for step in content["steps"]
]
SCRIPTS = [(name, job, step["run"]) for name, job, step in STEPS if "run" in step]


def test_publishing_waits_for_linux_only_and_is_never_cut_off():
    jobs = WORKFLOWS["book.yml"]["jobs"]
    assert jobs["publish"]["needs"] == ["test", "build"]
    assert {jobs[name]["runs-on"] for name in jobs["publish"]["needs"]} == {"ubuntu-latest"}
    assert jobs["publish"]["concurrency"]["cancel-in-progress"] is False
    ends = WORKFLOWS["book.yml"]["concurrency"]["cancel-in-progress"]
    assert ends == "${{ github.event_name == 'pull_request' }}"


def test_no_failure_is_swallowed():
    assert [entry for entry in SCRIPTS if re.search(r"\|\|\s*(true|:)", entry[2])] == []
    assert [entry for entry in STEPS if "continue-on-error" in entry[2]] == []


def test_every_target_that_a_workflow_calls_is_there():
    calls = [
        target
        for _, _, script in SCRIPTS
        for target in re.findall(r"^\s*(?:make|python -m tasks) (\w+)", script, re.M)
    ]
    assert {"test", "book", "oldest", "newest", "links", "release", "verify"} == set(calls)
    assert set(calls) <= TARGETS.keys()


def test_containers_and_make_fresh_start_from_what_the_readme_names():
    job = WORKFLOWS["book.yml"]["jobs"]["fresh"]
    [install] = [step["run"] for step in job["steps"] if "apt-get" in step.get("run", "")]
    assert install.split("--no-install-recommends ")[1].split() == list(fresh.PACKAGES)
    commands = tuple(step["run"] for step in job["steps"] if step.get("run", "").startswith("make"))
    assert commands == fresh.COMMANDS


ASKED = {name: flow for name, flow in WORKFLOWS.items() if "pull_request" in (flow.get(True) or {})}


def test_text_of_strangers_is_built_without_secrets_and_within_limits():
    """``on`` is ``true`` in YAML."""
    assert "book.yml" in ASKED
    assert not any("pull_request_target" in str(flow.get(True)) for flow in WORKFLOWS.values())
    for name, workflow in ASKED.items():
        assert workflow["permissions"] == {}
        text = (Path(__file__).parents[1] / ".github/workflows" / name).read_text("utf-8")
        assert "secrets" not in text.replace("no secrets here", "")
        for content in workflow["jobs"].values():
            assert content["timeout-minutes"] <= 60
            for step in content["steps"]:
                if "checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False
    assert "ulimit -v" in str(ASKED["book.yml"]["jobs"]["build"]["steps"])


bash = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"), reason="needs bash, as the runners have"
)


@bash
@pytest.mark.skipif(not shutil.which("git"), reason="git is not here")
@pytest.mark.parametrize(
    ("name", "status"),
    [("chapters/one.md", 0), ("build/.work/doctrees/environment.pickle", 1),
     (".venv/bin/python", 1), ("extensions/__pycache__/claims.cpython-313.pyc", 1),
     ("yaml.so", 1), ("build", 1), ("locale/nl/LC_MESSAGES/sphinx.mo", 1)],
)  # fmt: skip
@pytest.mark.parametrize("changed", ["", "*", "!*\n!/build\n"])
def test_what_git_would_ignore_is_not_published(tmp_path, name, status, changed):
    """A commit may change what git ignores; ``*`` stands for what it ignores here."""
    [script] = [step["run"] for _, job, step in STEPS if "git ls-files" in step.get("run", "")]
    ignored = (Path(__file__).parents[1] / ".gitignore").read_text("utf-8")
    (tmp_path / ".gitignore").write_text(ignored if changed == "*" else changed, "utf-8")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).touch()
    for command in (["init", "-q"], ["add", "-f", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    done = subprocess.run(["bash", "-ec", script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (status, f"{name}\n" if status else "")


@bash
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (0, "Every entry that the registry knows agrees with it."),
        (1, "::error::Entries differ from their records: see verify.txt"),
        (2, "::error::Nothing is known: the registry, or what asks it, is out of reach"),
        (70, "::error::The check itself broke off (status 70)"),
    ],
)
def test_a_difference_and_a_registry_out_of_reach_are_told_apart(status, said, tmp_path):
    """The two scripts run as they stand; ``python`` ends as the verb does."""
    scripts = {
        step.get("name"): step["run"]
        for name, _, step in STEPS
        if name == "verify.yml" and "run" in step
    }
    stub = tmp_path / "python"
    stub.write_text(f"#!/bin/sh\necho line of the report\nexit {status}\n")
    stub.chmod(0o755)
    variables = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }

    def run(name: str, **more: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["bash", "-e", "-c", scripts[name]],
            cwd=tmp_path, env={**variables, **more}, capture_output=True, text=True,
        )  # fmt: skip

    asked = run("Renew the snapshot")
    assert (asked.returncode, asked.stdout) == (0, "line of the report\n")
    assert (tmp_path / "output").read_text() == f"status={status}\n"
    told = run("Say what was found", STATUS=str(status))
    assert (told.returncode, told.stdout) == (status, f"{said}\n")
