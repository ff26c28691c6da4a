"""The files of the book, looked at before anything reads them.

Sphinx is not needed here: ``tasks.book`` asks before the bibliography is read.
"""

from __future__ import annotations

import os
import re
import stat
from fnmatch import fnmatchcase
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extensions.gate import bibliography, catalogs, characters, frontmatter, svg, toolsettings
from extensions.gate.allowed import (
    DEEPEST_FOLDER,
    DEVICES,
    FILES,
    FOLDERS,
    FONTS,
    LEFTOVERS,
    LINES,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_DOTS_IN_ALL,
    MOST_FILES,
    MOST_MARKS,
    MOST_TOLD,
    NAME,
    NESTED,
    SCRIPTS,
    STYLES,
)
from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Empty lines; each belongs to what is behind it.
_BETWEEN = re.compile(r"(?m)^(?=[ \t]*$)")
#: What may ask for something: functions, rules, escapes, and the end of a style sheet in a page.
_STYLES = re.compile(r"[\w-]+\(|@[\w-]*|\\|</")


def check(book: Path) -> Iterator[Finding]:
    """Everything that is refused in the files of *book*, a folder with ``conf.py``."""
    tools = list(_tools(book))
    yield from tools
    if tools:  # which the tools read when they are loaded, as below
        return
    for name, most in FILES.items():
        if os.path.lexists(book / name):
            yield from _file(book, name, most)
    if os.path.lexists(book / "docutils.conf"):
        yield _file_finding("docutils.conf", "conf.py has all settings: take this file out")
    if (book / "build").is_symlink():
        yield _file_finding("build", "this is a symbolic link: make it a folder, or take it out")
    for name in FOLDERS:
        if "/" not in name and os.path.lexists(book / name):
            yield from _folder(book, name)
            size, most = sum(_size(path) for path in (book / name).rglob("*")), MOST_BYTES[name]
            if size > most:
                yield _file_finding(name, f"{size:,} bytes, of at most {most:,}: take some out")
    dots = sum(svg.dots(path) for path in (book / "figures").glob("*.png"))
    if dots > MOST_DOTS_IN_ALL:
        message = f"{dots:,} dots in all PNG, of at most {MOST_DOTS_IN_ALL:,}: scale them down"
        yield _file_finding("figures", message)


def _tools(book: Path) -> Iterator[Finding]:
    """What is refused in the words of the tools."""
    for path in sorted(book.glob("packages/*/src/*/locale/**/*.po")):
        if not _left(path):
            yield from _file(book, path.relative_to(book).as_posix(), FOLDERS["locale"]["*.po"])


def _file_finding(path: str, message: str) -> Finding:
    return Finding(path, 1, "file", message)


def _folder(book: Path, path: str) -> Iterator[Finding]:
    if message := _kind(book / path, stat.S_ISDIR):
        yield _file_finding(path, message)
        return
    nested = path.split("/")[0] in NESTED
    known = FOLDERS[path.split("/")[0] if nested else path]
    names = sorted(child.name for child in (book / path).iterdir() if not _left(child))
    if len(names) > MOST_FILES:
        yield _file_finding(path, f"more than {MOST_FILES} files: move some out")
        return
    alike: dict[str, str] = {}
    for name in names:
        below = f"{path}/{name}"
        # Ids that are made of them would be the same: docutils writes a hyphen for both.
        if (other := alike.setdefault(name.replace("_", "-"), name)) != name:
            yield _file_finding(below, f"this differs from {other} in a hyphen only: rename it")
        if (book / below).is_symlink():
            yield _file_finding(below, _kind(book / below, stat.S_ISREG))
            continue
        if (book / below).is_dir():
            if below.count("/") > DEEPEST_FOLDER or not (nested or below in FOLDERS):
                places = ", ".join(f"{folder}/" for folder in FOLDERS)
                yield _file_finding(below, f"the book has no such folder; its folders: {places}")
            else:
                yield from _folder(book, below)
            continue
        most = next((size for kind, size in known.items() if fnmatchcase(name, kind)), None)
        if most is None:
            message = f"{path}/ is for {', '.join(known)} only: take this file out"
            yield _file_finding(below, message)
        else:
            yield from _file(book, below, most)


def _left(path: Path) -> bool:
    """Whether an editor or Python left this here: a file, of which nothing is read or copied.

    No folder, whose pages would be read, and no link: where it leads may be read. Only the lock of
    Emacs is one, which leads nowhere: its target is the name of a person and a machine.
    """
    mode = path.lstat().st_mode
    if path.name == "__pycache__":
        return path.parent.name == "figures" and stat.S_ISDIR(mode)
    if stat.S_ISLNK(mode):
        target = str(path.readlink())
        lock = path.name.startswith(".#") and "@" in target and "/" not in target
        return lock and not path.exists()
    return stat.S_ISREG(mode) and any(fnmatchcase(path.name, left) for left in LEFTOVERS)


def catalogs_of(folder: Path) -> Iterator[Path]:
    """The catalogs in *folder* that ``check`` looks at: no leftover, and nothing but files."""
    for path in sorted(folder.rglob("*.po")):
        if stat.S_ISREG(path.lstat().st_mode) and not _left(path):
            yield path


def _size(path: Path) -> int:
    return path.lstat().st_size


def _kind(path: Path, wanted: Callable[[int], bool]) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "this is a symbolic link: put what it leads to in its place"
    if not wanted(mode):
        return "this is not what stands under this name in a book: take it out"
    return ""


def _file(book: Path, path: str, most: int) -> Iterator[Finding]:
    name = PurePosixPath(path).name
    plain = fnmatchcase(name, "*.ttf") or name == "OFL.txt" or NAME.fullmatch(name) or path in FILES
    if name.startswith("__") and name.endswith(".py"):
        plain = True
    if not plain or len(name) > LONGEST_NAME or name.partition(".")[0] in DEVICES:
        message = (
            f"a name has small letters, digits and single hyphens, {LONGEST_NAME} at most, and is"
            " no device of Windows: rename it"
        )
        yield _file_finding(path, message)
        return
    if message := _kind(book / path, stat.S_ISREG):
        yield _file_finding(path, message)
        return
    size = (book / path).stat().st_size
    if size > most:
        yield _file_finding(
            path, f"{size:,} bytes, of at most {most:,}: split it or make it smaller"
        )
        return
    content = (book / path).read_bytes()
    suffix = PurePosixPath(path).suffix
    if suffix in LINES:
        yield from islice(_text(path, content, LINES[suffix]), MOST_TOLD)
    elif (digest := SCRIPTS.get(path)) and digest != sha256(content).hexdigest():
        message = (
            "this script is code, and has changed: whoever has read the change writes"
            f" {sha256(content).hexdigest()} into SCRIPTS of extensions/gate/allowed.py"
        )
        yield Finding(path, 1, "script", message)
    elif suffix == ".ttf" and FONTS.get(path) != sha256(content).hexdigest():
        message = (
            "these letters come with the site: whoever knows where they are from writes"
            f" {sha256(content).hexdigest()} into FONTS of extensions/gate/allowed.py"
        )
        yield Finding(path, 1, "font", message)
    elif suffix == ".svg":
        yield from svg.check(path, content)
    elif suffix == ".png":
        yield from svg.check_png(path, content)


def _styles(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := sorted(set(_STYLES.findall(line.lower())) - STYLES):
            yield Finding(path, number, "style", f"“{found[0][:40]}” is not allowed: take it out")


def _text(path: str, content: bytes, longest: int) -> Iterator[Finding]:
    if path.endswith(".bib"):  # its own check looks at characters
        yield from bibliography.check(path, content, longest)
        return
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        yield Finding(path, line, "text", "this is not UTF-8: save the file as UTF-8")
        return
    bad = list(_lines(path, text, longest))
    yield from bad
    if not bad and path.endswith(".md"):
        yield from frontmatter.check(path, text)
        yield from _marks(path, text)
    elif not bad and path.endswith(".po"):
        yield from catalogs.check(path, text)
    elif not bad and path.endswith(".toml"):
        yield from toolsettings.check(path, text)
    elif not bad and path.endswith(".css"):
        yield from _styles(path, text)


def _lines(path: str, text: str, longest: int) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > longest:
            message = f"{len(line):,} characters in a line, of at most {longest:,}: break it"
            yield Finding(path, number, "text", message)
            continue
        if message := characters.problem(line):
            yield Finding(path, number, "text", message)


def _marks(path: str, text: str) -> Iterator[Finding]:
    line = 1
    for paragraph in _BETWEEN.split(text):
        for mark, most in MOST_MARKS.items():
            if (often := paragraph.count(mark)) > most:
                message = (
                    f"{often:,} marks “{mark}” without an empty line between, of at most {most}"
                )
                first = line + (paragraph[:1] == "\n")
                yield Finding(path, first, "text", f"{message}: split the paragraph")
        line += paragraph.count("\n")
