"""Find Chromium, or install it, for the tests that look at pages as readers do."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tasks import apt, libraries
from tasks.environment import TaskError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
#: Where Playwright says what it wants, and where it puts it (playwright.dev/python/docs/browsers).
BROWSERS = ("package", "browsers.json")
CACHES = {
    "linux": "~/.cache/ms-playwright",
    "darwin": "~/Library/Caches/ms-playwright",
    "win32": "~/AppData/Local/ms-playwright",
}
PROGRAMS = ("chrome-linux*/chrome", "chrome-win*/chrome.exe", "chrome-mac*/*.app/Contents/MacOS/*")


def _works(path: str) -> bool:
    """Whether *path* starts: Ubuntu's chromium-browser may be a stub that only names a snap."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and any(name in done.stdout for name in ("Chromium", "Chrome"))


def _playwrights_own() -> Path | None:
    """The Chromium that Playwright has downloaded, found without starting Playwright.

    Its documentation names the folder; the revision that it wants stands in its ``browsers.json``.
    """
    from playwright import __file__ as package

    wanted = json.loads(Path(package).with_name("driver").joinpath(*BROWSERS).read_text("utf-8"))
    [revision] = [b["revision"] for b in wanted["browsers"] if b["name"] == "chromium"]
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or CACHES[sys.platform]).expanduser()
    for pattern in PROGRAMS:
        for path in folder.glob(f"chromium-{revision}/{pattern}"):
            return path
    return None


def find() -> str | None:
    """The path of a Chromium that starts, or None. ``CHROMIUM`` in the environment goes first."""
    candidates = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES)]
    for path in (*candidates, _playwrights_own()):
        if path and _works(str(path)):
            return str(path)
    return None


def _install() -> None:
    """Ask apt where we may, then Playwright's own download."""
    if apt.may_install():
        apt.update()
        if apt.knows("chromium"):  # Ubuntu has it as a snap only
            apt.install("chromium")
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
    if (own := _playwrights_own()) and (words := libraries.supply(own.parent)):
        raise TaskError(f"Chromium does not start: {words}")
    raise TaskError(
        "no Chromium: it was not found, and neither apt (only as root) nor Playwright's download "
        "could install it. Install Chromium or Chrome, or name one in the variable CHROMIUM."
    )
