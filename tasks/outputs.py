"""What keeps the outputs whole: the work folder of unfinished builds, and the exchange at the end.

Standard library only.
"""

import hashlib
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tasks.environment import BOOK, REPOSITORY

#: What a build reads, but for the code.
SOURCES = (
    *("*.md", "*.bib", "*.toml", "paragraphs.txt", "CITATION.cff", "editions.json"),
    *("front", "chapters", "back", "figures", "locale", "_static"),
)
CODE = ("conf.py", BOOK, "extensions", "packages/*/src", "tasks/book.py")
#: Under a build's folder: copies being made, copies to be put in place, what they replace.
NEW, READY, OLD = ".new", ".ready", ".old"


def files(patterns: Iterable[str]) -> Iterator[Path]:
    """The files of this repository that *patterns* name, or that are in folders so named."""
    for pattern in patterns:
        for path in sorted(REPOSITORY.glob(pattern)):
            inside = sorted(path.rglob("*")) if path.is_dir() else [path]
            yield from (
                one for one in inside if one.is_file() and one.suffix not in {".pyc", ".mo"}
            )


def state_of_sources() -> dict[str, tuple[int, int]]:
    """Size and time of change of each file that a build reads."""
    found = {}
    for path in files(SOURCES):
        status = path.stat()
        found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def digest_of_code() -> str:
    """A digest of all files that `CODE` names."""
    digest = hashlib.sha256()
    for path in files(CODE):
        digest.update(f"{path.relative_to(REPOSITORY)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def begin(work: Path, code: str) -> None:
    """Empty *work* unless it is as the last build left it at its end, with the same *code*.

    What a warning stopped would come without the warning the next time; what was killed has
    written some pages; and Sphinx does not write a page again for a change of an extension.
    What somebody else put there, such as a checkout or a copy, would be published with the rest.
    """
    finished = work / "finished"
    if not finished.is_file() or finished.read_bytes() != _as_left(work, code):
        for path in work.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()
    finished.unlink(missing_ok=True)


def end(work: Path, code: str) -> None:
    """Say that what is in *work* is whole, and made by the *code* with which the build began."""
    (work / "finished").write_bytes(_as_left(work, code))


def _as_left(work: Path, code: str) -> bytes:
    """*code*, and a digest of the files in *work* by what only this file system gives them."""
    marks = hashlib.sha256()
    for path in sorted(work.rglob("*")):
        status = path.lstat()
        if not stat.S_ISDIR(status.st_mode) and path.parent != work:
            times = [status.st_mtime_ns, status.st_ctime_ns]
            mark = [str(path), status.st_dev, status.st_ino, status.st_size, *times]
            marks.update(f"{mark}\n".encode("utf-8", "surrogateescape"))
    return f"{code} {marks.hexdigest()}".encode()


def install(
    made: Mapping[str, Path], output: Path, finish: Callable[[Path], None] = lambda site: None
) -> None:
    """Put what was *made* (goal -> file or folder) in the place of the last good build.

    Everything is copied first; if that fails, nothing has changed. Then only renames are left,
    which `recover` finishes for a build that was killed among them. A site gets copies of what
    was made with it, which its pages offer: the PDFs of chapters lie beside these. Then *finish*
    gets it.
    """
    new, ready = output / NEW, output / READY
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        for goal, source in made.items():
            if source.is_dir():
                # What begins with a point are notes of builders.
                shutil.copytree(source, new / goal, ignore=shutil.ignore_patterns(".*"))
            else:
                shutil.copy2(source, new / goal)
        for site in [path for path in new.iterdir() if (path / "index.html").is_file()]:
            for made_with_it in [path for path in new.iterdir() if path != site]:
                if made_with_it.is_dir():
                    shutil.copytree(made_with_it, site / made_with_it.name, dirs_exist_ok=True)
                else:
                    shutil.copy2(made_with_it, site)
            finish(site)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    new.rename(ready)
    recover(output)


def recover(output: Path) -> None:
    """Do the renames that are left to do, if there are any, and remove half-made copies."""
    new, ready, old = output / NEW, output / READY, output / OLD
    shutil.rmtree(new, ignore_errors=True)
    if ready.is_dir():
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir()
        for path in sorted(ready.iterdir()):
            goal = output / path.name
            if goal.exists():
                goal.rename(old / path.name)
            path.rename(goal)
        ready.rmdir()
    shutil.rmtree(old, ignore_errors=True)
