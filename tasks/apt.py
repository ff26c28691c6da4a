"""Debian's package manager, where this process may use it.

Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess


def is_here() -> bool:
    """Whether this is Debian, Ubuntu or one of their kin."""
    return shutil.which("apt-get") is not None


def may_install() -> bool:
    """Whether apt is here and we are root."""
    return is_here() and os.geteuid() == 0


def knows(package: str) -> bool:
    """Whether *package* can be had, as far as the lists here tell."""
    return bool(subprocess.run(["apt-cache", "show", package], capture_output=True).stdout)


def update() -> None:
    """Fetch the lists of packages: a new container has none."""
    _apt_get("update")


def install(*packages: str) -> None:
    """Install *packages*; what goes wrong, apt says itself. Look whether it helped."""
    print(f"Installing {', '.join(packages)} with apt", flush=True)
    _apt_get("install", "-y", "--no-install-recommends", *packages)


def _apt_get(*arguments: str) -> None:
    subprocess.run(
        ["apt-get", "-qq", *arguments],
        env={"DEBIAN_FRONTEND": "noninteractive", **os.environ},
        stdout=subprocess.DEVNULL,
    )
