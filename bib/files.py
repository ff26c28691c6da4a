"""Safe writing: whole files only, one writer at a time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bib.settings import SettingsError
from bib.words import _

#: Seconds that a second run waits for the first before it gives up.
WAIT = 30


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other runs of this tool off ``path``. Raises SettingsError when the wait is too long.

    The lock is a file of the system's temporary folder, so that nothing is left beside the book;
    the system frees it when a run is killed.
    """
    from filelock import FileLock, Timeout

    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"bib-{name}.lock")
    try:
        lock.acquire(timeout=WAIT)
    except Timeout:
        raise SettingsError(_("%s is in use by another run; try again") % path.name) from None
    try:
        yield
    finally:
        lock.release()


def write(path: Path, text: str) -> None:
    """Replace a file in one step: killed at any moment, either the old or the new file is whole."""
    path = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            new.chmod(path.stat().st_mode & 0o7777)
        else:
            umask = os.umask(0)
            os.umask(umask)
            new.chmod(0o666 & ~umask)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def update(path: Path, change: Callable[[bytes], str | None]) -> bool:
    """Read, change and write ``path`` with no other run between; whether anything was written.

    ``change`` gets the bytes of the file (none if it is missing) and returns the new text, or None
    to leave the file alone.
    """
    with locked(path):
        old = path.read_bytes() if path.exists() else b""
        new = change(old)
        if new is None or new.encode() == old:
            return False
        write(path, new)
        return True
