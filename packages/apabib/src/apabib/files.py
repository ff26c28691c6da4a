"""Safe writing: whole files only, one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from apabib.i18n import _
from apabib.settings import SettingsError

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

#: Seconds that a second run waits for the first before it gives up.
WAIT = 30

#: The most that a file or pipe may hold, in bytes: a hundred times this book's bibliography.
LONGEST = 20_000_000


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; OSError for a device, a pipe, or more than ``LONGEST``."""
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
    text = _("the link leads to no file") if path.is_symlink() else _("there is no such file")
    return FileNotFoundError(errno.ENOENT, text, str(path))


def too_long() -> str:
    """What is said of a source that nobody meant to be read whole."""
    return _("this is more than %d MB") % (LONGEST // 1_000_000)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other runs of this tool off ``path``. Raises SettingsError when the wait is too long.

    The lock is on the folder itself: it leaves no file behind, holds between users, and the system
    frees it when a run is killed.
    """
    real = Path(os.path.realpath(path))
    if fcntl is None:
        with _locked_by_file(real):
            yield
        return
    folder = os.open(real.parent, os.O_RDONLY)
    try:
        _wait_for(folder, path)
        yield
    finally:
        os.close(folder)


def _wait_for(folder: int, path: Path) -> None:
    until = time.monotonic() + WAIT
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise _in_use(path) from None
            time.sleep(0.02)
        except OSError:
            return  # a file system without locks; whoever has one is mostly alone


@contextlib.contextmanager
def _locked_by_file(path: Path) -> Iterator[None]:
    """For Windows, whose temporary folder belongs to the user; the file goes with the lock."""
    import hashlib
    import tempfile

    from filelock import FileLock, Timeout

    name = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"apabib-{name}.lock")
    try:
        lock.acquire(timeout=WAIT)
    except Timeout:
        raise _in_use(path) from None
    try:
        yield
    finally:
        lock.release()


def _in_use(path: Path) -> SettingsError:
    return SettingsError(_("%s is in use by another run; try again") % path.name)


def write(path: Path, text: str) -> None:
    """Replace a file in one step: killed at any moment, either the old or the new file is whole."""
    import tempfile

    path = _writable(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    except PermissionError as error:
        message = _("nothing can be written into this folder; make it writable")
        raise PermissionError(error.errno, message, str(path.parent)) from None
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


def _writable(path: Path) -> Path:
    """The file itself: a link stays a link. OSError for one that is not to be written."""
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    # Root may write anything, and a file is replaced by a new one: ask for what was meant.
    if real.exists() and not (real.stat().st_mode & 0o222 and os.access(real, os.W_OK)):
        message = _("the file is read-only; make it writable first")
        raise PermissionError(errno.EACCES, message, str(path))
    return real


def _clear(path: Path) -> None:
    """Delete what killed runs left beside a file that is locked now."""
    real = Path(os.path.realpath(path))
    for left in real.parent.glob(f".{glob.escape(real.name)}.*.new"):
        with contextlib.suppress(OSError):
            left.unlink()


def update(path: Path, change: Callable[[bytes], str | None]) -> bool:
    """Read, change and write ``path`` with no other run between; whether anything was written.

    ``change`` gets the bytes of the file (none if it is missing) and returns the new text, or None
    to leave the file alone.
    """
    with locked(path):
        _clear(path)
        old = read_bytes(path) if path.exists() else b""
        new = change(old)
        if new is None or new.encode() == old:
            return False
        write(path, new)
        return True
