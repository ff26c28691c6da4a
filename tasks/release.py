"""Pack the built book for a release: ``python -m tasks.release TAG``.

A tag is ``v`` and the version. ``build/release/`` then holds the site as a zip, the PDF, the
EPUB and the wheels of packages/, and in ``notes.md`` what CHANGELOG.md says of the version.
"""

import re
import runpy
import shutil
import sys
from pathlib import Path

from tasks.book import NAME, OUTPUT, PDFS
from tasks.edition import recorded
from tasks.environment import REPOSITORY, TaskError, exit_status
from tasks.wheels import build_wheels


def version_of(source: Path) -> str:
    """The version in the configuration of the book at *source*."""
    return str(runpy.run_path(str(source / "conf.py"))["version"])


def notes(changelog: str, version: str) -> str:
    """What *changelog* says of *version*; TaskError if it says nothing."""
    found = re.search(rf"^## {re.escape(version)}\n+(.+?)(?=^## |\Z)", changelog, re.M | re.S)
    if not found:
        raise TaskError(f"CHANGELOG.md says nothing of {version}")
    return found[1].rstrip() + "\n"


def pack(version: str, built: Path, target: Path) -> list[Path]:
    """Put the outputs of *built* into *target* under names with the *version*; return them."""
    files = [*PDFS, f"{NAME}.epub"]
    if missing := [name for name in ("html", *files) if not (built / name).exists()]:
        raise TaskError(f"build/ has no {', '.join(missing)}: run `make book` first")
    target.mkdir(parents=True)
    name = f"{NAME}-{version}"
    shutil.copytree(built / "html", target / name)
    site = shutil.make_archive(str(target / name), "zip", target, name)
    shutil.rmtree(target / name)
    books = {file: target / file.replace(NAME, name, 1) for file in files}
    for file, path in books.items():
        shutil.copy(built / file, path)
    return [Path(site), *books.values()]


def main(arguments: list[str]) -> int:
    """Check that the tag is the version's and pack; return 0. TaskError where it is not."""
    if len(arguments) != 1:
        raise TaskError("usage: make release ARGS=TAG")
    [tag], version = arguments, version_of(REPOSITORY)
    if tag != f"v{version}":
        raise TaskError(f"the tag {tag} is not v{version}, the version in conf.py")
    if version not in [one.version for one in recorded(REPOSITORY)]:
        raise TaskError(f"editions.json has no ratings of {version}: run `make edition` and commit")
    said = notes((REPOSITORY / "CHANGELOG.md").read_text("utf-8"), version)
    target = OUTPUT / "release"
    shutil.rmtree(target, ignore_errors=True)
    print(*pack(version, OUTPUT, target), *build_wheels(target), sep="\n")
    (target / "notes.md").write_text(said, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
