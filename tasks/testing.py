"""Run every check: ``python -m tasks.testing [--core] [pytest argument ...]``.

Each step runs even when an earlier one failed; the exit status is 0 only when none did.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tasks import browser
from tasks.environment import REPOSITORY, exit_status, killed_by, look_for_libraries

PACKAGES = (*map(str, sorted(REPOSITORY.glob("packages/*/src"))), "extensions", "figures", "tasks")
PYTHON = [sys.executable]
#: Zizmor is a program in a wheel, not a module.
ZIZMOR = shutil.which("zizmor", path=str(Path(sys.executable).parent)) or "zizmor"
#: Makes every Java end as it starts, so that the core cannot come to need one unseen.
NO_JAVA = {"JAVA_TOOL_OPTIONS": "-XX:+TheCoreStartsNoJava"}
#: All tests, those of the packages too: pyproject.toml says where they are.
#: The same examples in every run of the target; pytest by hand looks for new ones.
PYTEST = ["-m", "pytest", "-n", "auto", "--dist", "loadgroup", "--hypothesis-seed=0"]
#: The tests that need no browser, no Java and no build of the book.
CORE = [*PYTEST, "--ignore", "tests/book", "-m", "not slow"]
#: What else runs in the offline core and before all tests.
STEPS = [
    ("style", [*PYTHON, "-m", "ruff", "check", "."]),
    ("format", [*PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("types", [*PYTHON, "-m", "mypy", *PACKAGES]),
    ("workflows", [ZIZMOR, "--offline", "--quiet", ".github"]),
    ("bibliography", [*PYTHON, "-m", "apabib", "check"]),
    ("canonical form", [*PYTHON, "-m", "apabib", "tidy", "--check"]),
]


def step(name: str, command: list[str], **environment: str) -> bool:
    """Run one command; print how long it took and whether it passed."""
    begun = time.perf_counter()
    print(f"== {name}", flush=True)
    variables = {**os.environ, **environment}
    code = subprocess.run(command, cwd=REPOSITORY, env=variables).returncode
    outcome = "FAILED" if code else "passed"
    if killed := killed_by(code):
        outcome += f" ({killed})"
    print(f"== {name}: {outcome} in {time.perf_counter() - begun:.0f} s")
    return code == 0


def main(arguments: list[str]) -> int:
    """Run the steps; return 0 if all passed, 1 if one failed, 2 if the set-up could not be made."""
    parser = argparse.ArgumentParser(prog="tasks.testing", allow_abbrev=False)
    parser.add_argument("--core", action="store_true", help="the offline core only")
    options, rest = parser.parse_known_args(arguments)
    steps = STEPS.copy()
    if options.core:
        steps.append(("core tests", [*PYTHON, *CORE, *rest]))
    else:
        look_for_libraries()
        browser.ensure()
        steps.append(("tests", [*PYTHON, *PYTEST, *rest]))
    environment = NO_JAVA if options.core else {}
    failed = [name for name, command in steps if not step(name, command, **environment)]
    print(f"FAILED: {', '.join(failed)}" if failed else "Everything passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
