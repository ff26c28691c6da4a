"""Run the core tests on other versions: ``python -m tasks.versions newest|oldest [ARGUMENT ...]``.

*newest* takes the newest of everything, whatever the locks say: what will break soon. *oldest*
takes what ``requirements-oldest.txt`` names of what builds the book, with the test tools as they
are pinned: what we say we support. Each has an environment of its own in ``build/environments/``.

Standard library only: another environment than this one runs the tests.
"""

import re
import sys

from tasks.environment import REPOSITORY, create, exit_status, run
from tasks.testing import CORE

ENVIRONMENTS = REPOSITORY / "build" / "environments"
OLDEST = "requirements-oldest.txt"


def requirements(name: str, pinned: bool) -> list[str]:
    """What the ``.in`` file *name* asks for, with or without the versions it pins."""
    lines = (REPOSITORY / name).read_text("utf-8").splitlines()
    stated = [line.partition("#")[0].strip() for line in lines]
    named = [line for line in stated if line and not line.startswith("-")]
    return named if pinned else [re.split(r"[=<>!~;\s]", line)[0] for line in named]


def wanted(which: str) -> list[str]:
    """The arguments of ``pip install`` for *which* versions."""
    book = requirements("requirements.in", pinned=False)
    tools = requirements("requirements-test.in", pinned=which == "oldest")
    limits = ["--constraint", str(REPOSITORY / OLDEST)] if which == "oldest" else []
    return [*limits, *book, *tools]


def main(arguments: list[str]) -> int:
    """Install *newest* or *oldest*, say what it is, run the core tests; return 0.

    Raises TaskError where it cannot be installed or a test fails.
    """
    which, *rest = arguments
    python = create(ENVIRONMENTS / which)
    print(f"Installing the {which} versions", flush=True)
    pip = (python, "-m", "pip", "--disable-pip-version-check")
    run(
        *pip, "install", "--quiet", "--upgrade", "--upgrade-strategy", "eager", *wanted(which),
        status=f"pip install of the {which} versions",
    )  # fmt: skip
    run(*pip, "list")
    run(python, *CORE, *rest, status=f"the core tests on the {which} versions (see above)")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
