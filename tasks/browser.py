"""Find Chromium, or install it, for the tests that look at pages as readers do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tasks.environment import TaskError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def _works(path: str) -> bool:
    """Whether *path* starts: Ubuntu's chromium-browser may be a stub that only names a snap."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and any(name in done.stdout for name in ("Chromium", "Chrome"))


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a Chromium that starts, or None. ``CHROMIUM`` in the environment goes first."""
    candidates = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES)]
    for path in candidates:
        if path and _works(path):
            return path
    return _playwrights_own()


def _install() -> None:
    """Ask apt where we may, then Playwright's own download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
        print("Installing Chromium with apt", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], env=quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            env=quiet,
            stdout=subprocess.DEVNULL,
        )
        if find():
            return
    print("Installing Chromium with Playwright", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if sys.platform == "linux" and os.geteuid() == 0:
        command.insert(-1, "--with-deps")
    subprocess.run(command)


def ensure() -> str:
    """The path of a Chromium that starts, installed if need be.

    Raises TaskError, with what to do, where it can be neither found nor installed.
    """
    if found := find():
        return found
    _install()
    if found := find():
        return found
    raise TaskError(
        "no Chromium: it was not found, and neither apt (only as root) nor Playwright's download "
        "could install it. Install Chromium or Chrome, or name one in the variable CHROMIUM."
    )
