"""Which files are chapters, and reading them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from apabib.manuscript.chapters import Chapter, Syntax
from apabib.manuscript.rst import read_rst

_FENCE = re.compile(r"^[ >]*(?:`{3,}|~{3,}|:{3,})", re.MULTILINE)


def read_text(text: str, file: str, syntax: Syntax | None = None) -> Chapter:
    """One chapter from its text; the end of ``file``'s name tells the language."""
    chapter = Chapter(file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    syntax = syntax or Syntax()
    if file.endswith(".rst"):
        read_rst(text, chapter)
    elif (
        "cite" in text.lower()
        or "@" in text
        or syntax.key_options
        or len(_FENCE.findall(text)) % 2  # one of them is open
    ):
        from apabib.manuscript.myst import read_myst  # late: many files cite nothing

        read_myst(text, chapter, syntax)
    return chapter


def read_chapters(
    root: Path, patterns: Sequence[str], exclude: Sequence[str] = (), syntax: Syntax | None = None
) -> list[Chapter]:
    """Every chapter that the patterns name, in order; one that cannot be read says why."""
    chapters = []
    for name in sorted(set(find(root, patterns, exclude))):
        try:
            text = (root / name).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            chapters.append(Chapter(name, bad_byte=error.object[error.start]))
        except OSError as error:
            chapters.append(Chapter(name, unreadable=error.strerror or str(error)))
        else:
            chapters.append(read_text(text, name, syntax))
    return chapters


def find(root: Path, patterns: Sequence[str], exclude: Sequence[str]) -> Iterator[str]:
    """Paths below ``root`` that match a pattern; what ``exclude`` matches is not entered.

    In a pattern ``*`` stays within a folder's name and ``**/`` is any folders or none; ``exclude``
    holds patterns of names (``_build``) or of paths (``docs/old``).
    """
    wanted = re.compile("|".join(_translated(pattern) for pattern in patterns) or r"(?!)")
    for folder, folders, files in os.walk(root):
        base = Path(folder).relative_to(root).as_posix()
        base = "" if base == "." else base + "/"
        folders[:] = [name for name in folders if not _is_excluded(base + name, exclude)]
        for name in files:
            path = base + name
            if wanted.fullmatch(path) and not _is_excluded(path, exclude):
                yield path


def _is_excluded(path: str, exclude: Sequence[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatch(name, pattern) or fnmatch(path, pattern) for pattern in exclude)


def _translated(pattern: str) -> str:
    signs = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return "(?:" + "".join(signs.get(part, re.escape(part)) for part in parts) + ")"
