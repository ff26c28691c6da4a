"""Change the code on purpose, and see whether a test notices: ``python -m tasks.mutants [PART]``.

For each part, a sample of all the changes that cosmic-ray knows (an operator, a number, a
condition ...) is tried one by one in a copy of the repository. What no test notices is listed: it
is a guard without a test, or a change that changes nothing. The sample is drawn with a seed, so two
runs on the same code try the same changes.

cosmic-ray was chosen over mutmut, which took three seconds a change too, and changes mostly texts.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.environment import TaskError, exit_status
from tasks.sources import copy_of_the_sources


@dataclass(frozen=True)
class Part:
    """What is changed, and the tests that should notice; both as patterns from the repository.

    The first test that fails ends a try, so those that notice most come first.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]


TOOL, REFERENCES, PDF = "packages/apabib", "packages/sphinx-apa7", "packages/sphinx-typst-book"
PARTS = {
    "apa7": Part((f"{TOOL}/src/apabib/apa7/*.py",), (f"{TOOL}/tests/test_apa7*.py",)),
    "text": Part((f"{TOOL}/src/apabib/text/*.py",), (f"{TOOL}/tests/test_*.py",)),
    "rules": Part(
        (f"{TOOL}/src/apabib/rules/*.py",),
        tuple(f"{TOOL}/tests/test_bib_{name}.py" for name in ("rules", "check", "*")),
    ),
    "references": Part(
        (f"{REFERENCES}/src/sphinx_apa7/*.py",),
        tuple(f"{REFERENCES}/tests/test_{name}.py" for name in ("lists", "references", "*")),
    ),
    "claims": Part(("extensions/claims/*.py",), ("tests/test_claim*.py",)),
    "typst": Part((f"{PDF}/src/sphinx_typst_book/*.py",), (f"{PDF}/tests/test_*.py",)),
}
#: Changes that change nothing: short texts and small numbers that are equal are one object.
VOID = (
    "core/ReplaceComparisonOperator_Eq_Is",
    "core/ReplaceComparisonOperator_Is_Eq",
    "core/ReplaceComparisonOperator_IsNot_NotEq",
    "core/ReplaceComparisonOperator_NotEq_IsNot",
)
#: Names whose values no test can hold to: versions of what is kept on disk, and what ``*`` imports.
#: (A version is changed by hand when the form of the data changes, and any other one will do.)
UNTESTED_NAMES = frozenset({"__all__", "data_version", "env_version", "version"})
#: What keeps programmers from mistakes in classes of data; nobody sees whether it is there.
UNTESTED_OPTIONS = frozenset({"frozen", "slots"})
#: Seconds for all tests of a part.
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


def found(folder: Path, patterns: tuple[str, ...]) -> list[str]:
    """The files that *patterns* name below *folder*, each once; TaskError for one without any."""
    names = []
    for pattern in patterns:
        paths = sorted(folder.glob(pattern))
        if not paths:
            raise TaskError(f"no file is called {pattern}: look at PARTS in tasks/mutants.py")
        names += [path.relative_to(folder).as_posix() for path in paths]
    return list(dict.fromkeys(names))


def configuration(folder: Path, part: Part, seconds: float) -> str:
    """The configuration of cosmic-ray, a TOML file; a change may take so many *seconds*."""
    tests = " ".join(found(folder, part.tests))
    command = f"{sys.executable} -m pytest -x -q -n 0 -p no:cacheprovider -m 'not slow' {tests}"
    return "\n".join([
        "[cosmic-ray]",
        f"module-path = {json.dumps(found(folder, part.modules))}",
        f"timeout = {seconds}",
        "excluded-modules = []",
        f"test-command = {json.dumps(command)}",
        "[cosmic-ray.distributor]",
        'name = "local"',
        "",
    ])  # fmt: skip


Placed = ast.stmt | ast.expr | ast.keyword
Position = tuple[int, int]  # a line from 1, and a column from 0, in characters


def untested(source: str) -> list[tuple[Position, Position]]:
    """The places of a module, from and to, where a change is not meant to be noticed.

    They are what only type checkers read (annotations, imports under ``TYPE_CHECKING``, the type
    of a ``cast``), and ``UNTESTED_NAMES`` and ``UNTESTED_OPTIONS``.
    """
    lines = source.splitlines()

    def position(line: int | None, octets: int | None) -> Position:
        assert line is not None, "a node that was parsed has its place"
        return line, len(lines[line - 1].encode()[:octets].decode())

    return [
        (position(first.lineno, first.col_offset), position(last.end_lineno, last.end_col_offset))
        for node in ast.walk(ast.parse(source))
        for first, last in _untested_parts(node)
    ]


def _untested_parts(node: ast.AST) -> Iterator[tuple[Placed, Placed]]:
    """The first and the last node of each such place within *node*."""
    match node:
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            yield node, node.body[-1]
        case ast.Assign(targets=[ast.Name(name)]) if name in UNTESTED_NAMES:
            yield node, node
        case ast.Dict():
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in UNTESTED_NAMES:
                    yield key, value
        case ast.keyword(arg=name) if name in UNTESTED_OPTIONS:
            yield node, node
        case ast.Call(func=ast.Name("cast"), args=[type_, _]):
            yield type_, type_
    for name in ("annotation", "returns"):
        if annotation := getattr(node, name, None):
            yield annotation, annotation


def keep_a_sample(folder: Path, session: Path, size: int, seed: int) -> None:
    """Mark all but *size* of the session's changes as skipped, and those that nobody can notice."""
    from cosmic_ray.work_db import use_db
    from cosmic_ray.work_item import WorkerOutcome, WorkItem, WorkResult

    places: dict[Path, list[tuple[Position, Position]]] = {}

    def noticeable(item: WorkItem) -> bool:
        change = item.mutations[0]
        module = change.module_path
        if module not in places:
            places[module] = untested((folder / module).read_text("utf-8"))
        return not change.operator_name.startswith(VOID) and not any(
            first <= change.start_pos < last for first, last in places[module]
        )

    with use_db(str(session)) as database:
        items = sorted(database.pending_work_items, key=lambda item: repr(item.mutations[0]))
        random.Random(seed).shuffle(items)
        kept = {item.job_id for item in list(filter(noticeable, items))[:size]}
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
        cosmic_ray = [sys.executable, "-m", "cosmic_ray.cli"]
        # The programs that tests start must meet the changed code too.
        sources = [folder, *sorted(folder.glob("packages/*/src"))]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, sources)),
            # Bytecode of one change would be taken for that of the next one of the same second.
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        seconds: float = LONGEST
        for command in (["baseline", config], ["init", config, session], ["exec", config, session]):
            config.write_text(configuration(folder, PARTS[name], seconds), "utf-8")
            if command[0] == "exec":
                keep_a_sample(folder, session, size, seed)
            begun = time.monotonic()
            done = subprocess.run(
                [*cosmic_ray, *map(str, command)],
                cwd=folder, env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            if done.returncode:
                print(done.stdout[-3000:])
                raise TaskError(f"cosmic-ray {command[0]} of {name} failed (see above)")
            if command[0] == "baseline":  # a change may make a loop endless
                seconds = min(LONGEST, 10 + 4 * (time.monotonic() - begun))
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
