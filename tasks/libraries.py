"""Find the shared libraries that installed programs lack, before one of them dies of it.

A wheel brings its own libraries or counts on those of every Linux; some count on more. The
dynamic loader is asked, file by file, what it would not find: no program starts. Only Linux is
looked at, since elsewhere wheels link to nothing but the system.

Standard library only.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tasks import apt

#: Where glibc's loader is: x86-64, then the others.
LOADERS = ("lib64/ld-linux*.so.*", "lib/ld-linux*.so.*")
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.M)
#: Java's windows, sound and splash screens: nothing here opens one.
UNUSED = {"libawt_xawt.so", "libjawt.so", "libjsound.so", "libsplashscreen.so"}
#: Packages of Debian and Ubuntu that are not named by the rule in `packages`.
PACKAGES = {
    "libatk-1.0.so.0": "libatk1.0-0",
    "libatk-bridge-2.0.so.0": "libatk-bridge2.0-0",
    "libatspi.so.0": "libatspi2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libnssutil3.so": "libnss3",
    "libplc4.so": "libnspr4",
    "libplds4.so": "libnspr4",
    "libsmime3.so": "libnss3",
    "libz.so.1": "zlib1g",
}


def supply(folder: Path) -> str:
    """Install what programs below *folder* lack, where apt is ours.

    Returns a line with what is still missing and what to do; nothing when they lack nothing.
    """
    lacking = missing(folder)
    if lacking and apt.may_install():
        apt.update()
        if chosen := [name for library in lacking if (name := package(library))]:
            apt.install(*sorted(set(chosen)))
            lacking = missing(folder)
    if not lacking:
        return ""
    needs = ", ".join(f"{name} (for {path.name})" for name, path in sorted(lacking.items()))
    names = sorted({package(name) or packages(name)[0] for name in lacking})
    how = f": apt install {' '.join(names)}" if apt.is_here() else " with the system's packages"
    return f"shared libraries are missing: {needs}; install them{how}"


def missing(folder: Path) -> dict[str, Path]:
    """The libraries that programs below *folder* need and the loader does not find.

    Each with a program that needs it. A library that lies below *folder* itself is none of them:
    the program that brought it has its own way to it.
    """
    loader = next((found for name in LOADERS for found in Path("/").glob(name)), None)
    if sys.platform != "linux" or loader is None:
        return {}
    found = programs(folder)
    carried = {path.name for path in found}
    lacking: dict[str, Path] = {}
    for path in found:
        asked = subprocess.run(  # what ldd does: the loader says what it would load, and ends
            [loader, path], capture_output=True, text=True,
            env={**os.environ, "LD_TRACE_LOADED_OBJECTS": "1"},
        )  # fmt: skip
        for name in _NOT_FOUND.findall(asked.stdout):
            if name not in carried:
                lacking.setdefault(name, path)
    return lacking


def programs(folder: Path) -> list[Path]:
    """The programs and libraries (ELF files) below *folder* that are used here."""
    return sorted(p for p in folder.rglob("*") if p.name not in UNUSED and _is_elf(p))


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    if ".so" not in path.suffixes and not os.access(path, os.X_OK):
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def package(library: str) -> str | None:
    """The package of *library* that apt can install here."""
    return next(filter(apt.knows, packages(library)), None) if apt.is_here() else None


def packages(library: str) -> list[str]:
    """The names that Debian's and Ubuntu's package of *library* can have, likeliest first.

    By Debian Policy 8.1 it is called after the library and its version, with a hyphen between
    two digits; packages rebuilt for 64-bit time (2024) end in t64.
    """
    stem, _, version = library.partition(".so")
    version = version.lstrip(".")
    hyphen = "-" if version and stem[-1].isdigit() else ""
    name = PACKAGES.get(library, f"{stem}{hyphen}{version}".lower().replace("_", "-"))
    return [name, f"{name}t64"]
