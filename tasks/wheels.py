"""Build the wheels of packages/: ``python -m tasks.wheels [FOLDER]`` (build/wheels)."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tasks.book import source_date
from tasks.environment import REPOSITORY, exit_status, run


def build_wheels(folder: Path) -> list[Path]:
    """Build every package into *folder*, dated as the book is; return the wheels.

    Without isolation: the build backend is one of the locked requirements.
    """
    folder.mkdir(parents=True, exist_ok=True)
    packages = sorted(path.parent for path in REPOSITORY.glob("packages/*/pyproject.toml"))
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--no-build-isolation", "--wheel-dir", folder, *packages,
        SOURCE_DATE_EPOCH=source_date(), status="pip wheel of packages/",
    )  # fmt: skip
    wheels = sorted(folder.glob("*.whl"))
    for wheel in wheels:
        wheel.chmod(0o644)  # pip makes them in a private folder, and so for one user
    return wheels


def main(arguments: list[str]) -> int:
    """Build them anew into the folder named (build/wheels), and print where they are."""
    folder = Path(arguments[0]) if arguments else REPOSITORY / "build" / "wheels"
    if not arguments:
        shutil.rmtree(folder, ignore_errors=True)
    print(*build_wheels(folder), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
