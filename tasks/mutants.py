"""Change the code on purpose, and see whether a test notices: ``python -m tasks.mutants [PART]``.

For each part, a sample of all the changes that cosmic-ray knows (an operator, a number, a
condition ...) is tried one by one in a copy of the repository. What no test notices is listed: it
is a guard without a test, or a change that changes nothing. The sample is drawn with a seed, so two
runs on the same code try the same changes.

cosmic-ray was chosen over mutmut, which took three seconds a change too, and changes mostly texts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tasks.environment import REPOSITORY, TaskError, exit_status


@dataclass(frozen=True)
class Part:
    """What is changed, and the tests that should notice; both as patterns from the repository."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


TOOL, REFERENCES, PDF = "packages/apabib", "packages/sphinx-apa7", "packages/sphinx-typst-book"
PARTS = {
    "apa7": Part((f"{TOOL}/src/apabib/apa7/*.py",), (f"{TOOL}/tests/test_apa7*.py",)),
    "text": Part((f"{TOOL}/src/apabib/text/*.py",), (f"{TOOL}/tests/test_*.py",)),
    "rules": Part((f"{TOOL}/src/apabib/rules/*.py",), (f"{TOOL}/tests/test_bib_*.py",)),
    "references": Part((f"{REFERENCES}/src/sphinx_apa7/*.py",), (f"{REFERENCES}/tests/test_*.py",)),
    "claims": Part(("extensions/claims/*.py",), ("tests/test_claims*.py", "tests/test_whole*.py")),
    "typst": Part((f"{PDF}/src/sphinx_typst_book/*.py",), (f"{PDF}/tests/test_*.py",)),
}
#: Changes that change nothing: annotations are not evaluated, so ``str | None`` may be anything;
#: short texts and small numbers that are equal are one object.
VOID = (
    "core/ReplaceBinaryOperator_BitOr_",
    "core/ReplaceComparisonOperator_Eq_Is",
    "core/ReplaceComparisonOperator_Is_Eq",
    "core/ReplaceComparisonOperator_IsNot_NotEq",
    "core/ReplaceComparisonOperator_NotEq_IsNot",
)
#: Seconds for all tests of a part; a change may make a loop endless.
LONGEST = 180


@dataclass(frozen=True)
class Outcome:
    """What came of one part: how many changes were tried and noticed, and those that were not."""

    tried: int
    noticed: int
    survivors: list[str]

    @property
    def share(self) -> float:
        return self.noticed / self.tried if self.tried else 1.0


def copy_of_the_sources(target: Path) -> None:
    """Copy what git tracks or would, as it is in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, check=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (source := REPOSITORY / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(source.read_bytes())


def found(folder: Path, patterns: tuple[str, ...]) -> list[str]:
    """The files that *patterns* name below *folder*; TaskError for one that names none."""
    names = []
    for pattern in patterns:
        paths = sorted(folder.glob(pattern))
        if not paths:
            raise TaskError(f"no file is called {pattern}: look at PARTS in tasks/mutants.py")
        names += [path.relative_to(folder).as_posix() for path in paths]
    return names


def configuration(folder: Path, part: Part) -> str:
    """The configuration of cosmic-ray, a TOML file."""
    tests = " ".join(found(folder, part.tests))
    command = f"{sys.executable} -m pytest -x -q -n 0 -p no:cacheprovider -m 'not slow' {tests}"
    return "\n".join([
        "[cosmic-ray]",
        f"module-path = {json.dumps(found(folder, part.modules))}",
        f"timeout = {LONGEST}",
        "excluded-modules = []",
        f"test-command = {json.dumps(command)}",
        "[cosmic-ray.distributor]",
        'name = "local"',
        "",
    ])  # fmt: skip


def keep_a_sample(session: Path, size: int, seed: int) -> None:
    """Mark all but *size* of the session's changes as skipped, and those that are ``VOID``."""
    from cosmic_ray.work_db import use_db
    from cosmic_ray.work_item import WorkerOutcome, WorkResult

    with use_db(str(session)) as database:
        items = sorted(database.pending_work_items, key=lambda item: repr(item.mutations[0]))
        random.Random(seed).shuffle(items)
        real = [i for i in items if not i.mutations[0].operator_name.startswith(VOID)]
        kept = {item.job_id for item in real[:size]}
        for item in items:
            if item.job_id not in kept:
                skipped = WorkResult(worker_outcome=WorkerOutcome.SKIPPED)
                database.set_result(item.job_id, skipped)


def outcome(session: Path) -> Outcome:
    """Read what became of the changes that were tried."""
    from cosmic_ray.work_db import use_db
    from cosmic_ray.work_item import TestOutcome, WorkerOutcome

    survivors, tried = [], 0
    with use_db(str(session)) as database:
        for item, result in database.completed_work_items:
            if result.worker_outcome == WorkerOutcome.SKIPPED:
                continue
            tried += 1
            if result.test_outcome == TestOutcome.SURVIVED:
                change = item.mutations[0]
                diff = [
                    line
                    for line in (result.diff or "").splitlines()
                    if line[:1] in "+-" and line[:3] not in ("+++", "---")
                ]
                place = f"{change.module_path}:{change.start_pos[0]}: {change.operator_name}"
                survivors.append("\n    ".join([place, *diff]))
    return Outcome(tried, tried - len(survivors), sorted(survivors))


def try_part(name: str, size: int, seed: int) -> Outcome:
    """Try a sample of the changes of one part. TaskError if its tests fail without any."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        copy_of_the_sources(folder)
        config, session = folder / "mutants.toml", folder / "mutants.sqlite"
        config.write_text(configuration(folder, PARTS[name]), "utf-8")
        cosmic_ray = [sys.executable, "-m", "cosmic_ray.cli"]
        # The programs that tests start must meet the changed code too.
        sources = [folder, *sorted(folder.glob("packages/*/src"))]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sources))}
        for command in (["baseline", config], ["init", config, session], ["exec", config, session]):
            if command[0] == "exec":
                keep_a_sample(session, size, seed)
            done = subprocess.run(
                [*cosmic_ray, *map(str, command)],
                cwd=folder, env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            if done.returncode:
                print(done.stdout[-3000:])
                raise TaskError(f"cosmic-ray {command[0]} of {name} failed (see above)")
        return outcome(session)


def main(arguments: list[str]) -> int:
    """Try the parts named (all); return 1 if the tests of one notice less than asked for."""
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--size", type=int, default=100, help="changes a part (100)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--least", type=float, default=90, help="percent to be noticed (90)")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - PARTS.keys():
        raise TaskError(f"no part {min(unknown)!r}; there are {', '.join(PARTS)}")
    low = []
    for name in options.parts or PARTS:
        result = try_part(name, options.size, options.seed)
        print(
            f"{name}: {result.noticed} of {result.tried} noticed ({result.share:.0%})", flush=True
        )
        print(*(f"  {survivor}" for survivor in result.survivors), sep="\n", flush=True)
        if result.share * 100 < options.least:
            low.append(name)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
