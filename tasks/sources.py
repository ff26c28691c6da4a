"""The sources of the repository, as they are in the working tree."""

import shutil
import subprocess
from pathlib import Path

from tasks.environment import REPOSITORY


def copy_of_the_sources(target: Path) -> Path:
    """Copy what git tracks, and new files it does not ignore, to *target*; return that."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (source := REPOSITORY / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    return target
