"""Build the book: ``python -m tasks.book html pdf epub``.

Everything is built in ``build/.work``; only when every format asked for has been built does it
take the place of the last good one. The formats share one set of doctrees.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tasks import outputs, site
from tasks.environment import REPOSITORY, TaskError, exit_status

NAME = "creating-connections"
OUTPUT = REPOSITORY / "build"
#: A4, and the size of a book: `typst_formats` in conf.py.
PDFS = (f"{NAME}.pdf", f"{NAME}-book.pdf")
#: A folder with a PDF of each chapter: `typst_chapters` in conf.py.
CHAPTERS = "chapters"
#: The site for reading from a disk, which it offers itself.
ZIP = f"{NAME}-site.zip"
#: format -> (Sphinx builder, where what it leaves in its folder goes -> what that is there)
FORMATS = {
    "html": ("html", {"html": "."}),
    "pdf": ("typst", {name: name for name in (*PDFS, CHAPTERS)}),
    "epub": ("epub", {f"{NAME}.epub": f"{NAME}.epub"}),
}
#: Bytes; this book's folder of work and its outputs take about 30 million.
ROOM = 100_000_000
#: How often a build begins anew because somebody is writing.
ATTEMPTS = 3


def source_date() -> str:
    """Seconds since 1970 of the last commit, which dates every output (reproducible-builds.org).

    Outside a checkout, or without git, the newest of the book's own files counts.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    with suppress(OSError):  # no git
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=REPOSITORY, capture_output=True, text=True
        )
        if asked.returncode == 0 and asked.stdout.strip():
            return asked.stdout.strip()
    print("No git checkout: the outputs get the date of the newest file of the book", flush=True)
    sources = [REPOSITORY / "conf.py", REPOSITORY / "refs.bib", *REPOSITORY.glob("*/*.md")]
    return str(int(max(path.stat().st_mtime for path in sources)))


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait, with a word, until no other build holds *lock*. It goes with the process."""
    with lock.open("a") as file:
        told = False
        while not _locked(file):
            if not told:
                print("Another build is running here; waiting for it to end", flush=True)
                told = True
            time.sleep(0.2)
        yield


def _locked(file: IO[str]) -> bool:
    """Lock *file* unless another process has done so."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def check_sources() -> int:
    """Say what no file of the book may hold, before anything reads them."""
    from extensions.gate import findings, sources

    return int(findings.printed(sources.check(REPOSITORY)) > 0)


def check_bibliography() -> int:
    """Run the bibliography check, so that Sphinx never meets bad input."""
    from apabib.__main__ import main

    return main(["check", "--quiet"])


def sphinx(builder: str, work: Path, downloads: list[str], *options: str) -> int:
    """Run one Sphinx builder in this process: the imports are paid for once.

    One job: handing pages from process to process costs more than two cores give, measured on
    this book and on one of 100 chapters. The title page links to *downloads*; *options* are those
    of sphinx-build.
    Where the site will stand, for its canonical addresses, the variable BOOK_URL says.
    """
    from sphinx.cmd.build import build_main

    return build_main([
        "-q", "-b", builder, "-n", "-W", "--keep-going", *options,
        *(["-D", f"html_downloads={','.join(downloads)}"] if downloads else []),
        *(["-D", f"html_baseurl={url}"] if (url := os.environ.get("BOOK_URL")) else []),
        "-d", str(work / "doctrees"), str(REPOSITORY), str(work / builder),
    ])  # fmt: skip


def _built(formats: list[str], work: Path, *options: str) -> int:
    """Build *formats* into *work*; return the exit status."""
    others = [goal for name in formats if name != "html" for goal in FORMATS[name][1]]
    if CHAPTERS in others:
        others.remove(CHAPTERS)
        options = ("-D", "html_chapter_pdfs=1", *options)
    if "html" in formats:
        others.append(ZIP)
    for step, name in enumerate(formats, 1):
        print(f"[{step}/{len(formats)}] {name}", flush=True)
        if status := sphinx(FORMATS[name][0], work, others, *options):
            return status
    return 0


def _made(formats: list[str], work: Path) -> dict[str, Path]:
    """Where each output goes, and where it was made."""
    return {
        goal: work / builder / made
        for builder, left in (FORMATS[name] for name in formats)
        for goal, made in left.items()
    }


def build(formats: list[str], output: Path, *options: str) -> int:
    """Check, build *formats* with *options* of sphinx-build into *output*, say where they are.

    Raises TaskError when *output* cannot be written, or the sources do not come to rest.
    """
    os.environ["SOURCE_DATE_EPOCH"] = source_date()
    if status := check_sources() or check_bibliography():
        return status
    work = output / ".work"
    try:
        prepare(output, work)
        with alone(work / "lock"):
            begun = time.perf_counter()
            outputs.recover(output)
            code = outputs.digest_of_code()
            outputs.begin(work, code)
            for _attempt in range(ATTEMPTS):
                sources = outputs.state_of_sources()
                if status := _built(formats, work, *options):
                    return status
                if outputs.state_of_sources() == sources:
                    break
                print("The sources changed while the book was built: once more", flush=True)
            else:
                raise TaskError("the sources change while the book is built: try again later")
            outputs.install(_made(formats, work), output, lambda made: site.finish(made, ZIP))
            outputs.end(work, code)
    except OSError as error:
        raise TaskError(f"{error.filename or output}: {error.strerror or error}") from error
    print(f"Built in {time.perf_counter() - begun:.1f} s:")
    for goal in _made(formats, work):
        path = output / goal
        index = path / "index.html"
        print(f"  {index if index.exists() else path}")
    return 0


def prepare(output: Path, work: Path) -> None:
    """Make the folders. TaskError for links, which lead elsewhere, and for want of room.

    Raises OSError when they cannot be written.
    """
    for folder in (output, work):
        if folder.is_symlink():
            raise TaskError(f"{folder} is a link: remove it, so that nothing else is overwritten")
    work.mkdir(parents=True, exist_ok=True)
    for path in (*output.iterdir(), *work.iterdir()):
        if path.is_symlink():
            raise TaskError(f"{path} is a link: remove it, so that nothing else is overwritten")
    for folder in (output, work):
        if not os.access(folder, os.W_OK):
            raise TaskError(f"{folder} is read-only: let it be written, or remove it")
    if (free := shutil.disk_usage(output).free) < ROOM:
        raise TaskError(
            f"{output}: {free / 1e6:.0f} MB are free, and a build needs {ROOM / 1e6:.0f}: make room"
        )


def main(formats: list[str]) -> int:
    """Build *formats* into ``build/``."""
    return build(formats, OUTPUT)


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:] or list(FORMATS)))
