"""Safe writing: whole files only, one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from apabib.i18n import _
from apabib.settings import SettingsError

#: Seconds that a second run waits for the first before it gives up.
WAIT = 30

#: The most that a file or pipe may hold, in bytes: a hundred times this book's bibliography.
LONGEST = 20_000_000


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; OSError for a device, a pipe, or more than ``LONGEST``.

    The words of the error say what to do where a file is missing.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise missing(path) from None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, _("this is no regular file"), str(path))
    if status.st_size > LONGEST:
        raise OSError(errno.EFBIG, too_long(), str(path))
    return path.read_bytes()


def missing(path: Path) -> FileNotFoundError:
    """The error for a file that is not there."""
    if path.is_symlink():
        text = _("the link leads to no file; make it anew")
    else:
        text = _("there is no such file; write it")
    return FileNotFoundError(errno.ENOENT, text, str(path))


def too_long() -> str:
    """What is said of a source that nobody meant to be read whole."""
    return _("this is more than %d MB") % (LONGEST // 1_000_000)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other runs of this tool off ``path``. Raises SettingsError when the wait is too long.

    The lock is a file of the system's temporary folder, so that nothing is left beside the book;
    the system frees it when a run is killed.
    """
    import hashlib
    import tempfile

    from filelock import FileLock, Timeout

    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"apabib-{name}.lock")
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
    import tempfile

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
        old = read_bytes(path) if path.exists() else b""
        new = change(old)
        if new is None or new.encode() == old:
            return False
        write(path, new)
        return True
