"""What an earlier build kept is read again only if this machine made it.

Sphinx keeps what it has read in pickles, and a pickle runs whatever its writer wants. So does the
code of a compiled template, and menus and compiled catalogs go into pages as they are. A file in
the folder of the build may come from anybody: a checkout, a copy, an archive. So a note beside them
says which files they are by what only the file system gives: a number and the time of the last
change.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_NOTE = "environment.made-here.json"
#: What is kept there: by Sphinx, by ``extensions.templates``, ``.menu``, ``.stemming``, ``.gate``.
_KEPT = (
    "environment.pickle",
    "**/*.doctree",
    "templates/*.template",
    "menus.json",
    "stems.json",
    "catalogs/**/*.mo",
)


def _kept(doctrees: Path) -> list[Path]:
    return [path for pattern in _KEPT for path in sorted(doctrees.glob(pattern))]


def _marks(doctrees: Path) -> dict[str, list[int]]:
    found = {}
    for path in _kept(doctrees):
        status = path.lstat()
        times = [status.st_mtime_ns, status.st_ctime_ns]
        name = path.relative_to(doctrees).as_posix()
        found[name] = [status.st_dev, status.st_ino, status.st_size, *times]
    return found


def forget_strange(doctrees: Path) -> None:
    """Remove what is kept in *doctrees* unless all is as noted: every page is read again."""
    try:
        known = json.loads((doctrees / _NOTE).read_text("utf-8")) == _marks(doctrees)
    except (OSError, ValueError, RecursionError):
        known = False
    if not known:
        for path in {*_kept(doctrees), doctrees / "catalogs", doctrees / _NOTE}:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def links(folder: Path) -> Iterator[Finding]:
    """Every link in *folder*, which is written to: what it leads to would be overwritten."""
    for above, below, files in os.walk(folder):
        for path in (Path(above, name) for name in (*below, *files)):
            if path.is_symlink():
                message = "this is a symbolic link, and a build writes here: take it out"
                yield Finding(path.relative_to(folder).as_posix(), 1, "file", message)


def note(app: Sphinx, *unused: Any) -> None:
    """Note what this build has kept."""
    doctrees = Path(app.doctreedir)
    if doctrees.is_dir():
        (doctrees / _NOTE).write_text(json.dumps(_marks(doctrees)), "utf-8")
