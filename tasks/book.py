"""Build the book: ``python -m tasks.book html pdf epub``.

Everything is built in ``build/.work``; only when every format asked for has been built does it
take the place of the last good one. The formats share one set of doctrees.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tasks.environment import REPOSITORY

NAME = "creating-connections"
OUTPUT = REPOSITORY / "build"
#: format -> (Sphinx builder, what it leaves in its folder, where that goes)
FORMATS = {
    "html": ("html", ".", "html"),
    "pdf": ("typst", f"{NAME}.pdf", f"{NAME}.pdf"),
    "epub": ("epub", f"{NAME}.epub", f"{NAME}.epub"),
}


def source_date() -> str:
    """Seconds since 1970 of the last commit, which dates every output (reproducible-builds.org).

    Outside a checkout the newest of the book's own files counts.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=REPOSITORY, capture_output=True, text=True
    )
    if asked.returncode == 0 and asked.stdout.strip():
        return asked.stdout.strip()
    sources = [REPOSITORY / "conf.py", REPOSITORY / "refs.bib", *REPOSITORY.glob("*/*.md")]
    return str(int(max(path.stat().st_mtime for path in sources)))


def check_bibliography() -> int:
    """Run the bibliography check, so that Sphinx never meets bad input."""
    from bib.__main__ import main

    return main(["check"])


def sphinx(builder: str, work: Path, options: list[str]) -> int:
    """Run one Sphinx builder in this process: the imports are paid for once."""
    from sphinx.cmd.build import build_main

    return build_main([
        "-b", builder, "-n", "-W", "--keep-going", "-j", "auto",
        "-d", str(work / "doctrees"), *options, str(REPOSITORY), str(work / builder),
    ])  # fmt: skip


def install(work: Path, output: Path, formats: list[str]) -> None:
    """Put what was built in the place of the last good build, each by one rename."""
    for name in formats:
        builder, made, goal = FORMATS[name]
        source, target = work / builder / made, output / goal
        new, old = output / f".new-{goal}", output / f".old-{goal}"
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
        if source.is_dir():
            shutil.copytree(source, new, ignore=shutil.ignore_patterns(".buildinfo*", ".doctrees"))
            if target.exists():
                target.rename(old)
            new.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        else:
            shutil.copy2(source, new)
            new.replace(target)


def main(formats: list[str]) -> int:
    """Check, build *formats*, install them and say where they are."""
    os.environ["SOURCE_DATE_EPOCH"] = source_date()
    if status := check_bibliography():
        return status
    work = OUTPUT / ".work"
    work.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    for step, name in enumerate(formats, 1):
        print(f"[{step}/{len(formats)}] {name}", flush=True)
        if status := sphinx(FORMATS[name][0], work, ["-q"]):
            return status
    install(work, OUTPUT, formats)
    print(f"Built in {time.perf_counter() - begun:.1f} s:")
    for name in formats:
        path = OUTPUT / FORMATS[name][2]
        print(f"  {path / 'index.html' if path.is_dir() else path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(FORMATS)))
