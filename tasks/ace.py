"""Look at the EPUB with Ace by DAISY: ``python -m tasks.ace``.

Ace is the checker that publishers and libraries of accessible books use; it looks at the pages in
a browser, and at the package. It comes from npm, locked in ``tasks/npm/``, into ``.venv/ace``. It
is no part of ``make test``: no wheel brings npm, and a machine need not have it.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tasks import browser
from tasks.environment import ENVIRONMENT, REPOSITORY, TaskError, exit_status, run

LOCK = Path(__file__).with_name("npm")
HERE = ENVIRONMENT / "ace"
EPUB = REPOSITORY / "build" / "creating-connections.epub"


def program(name: str) -> str:
    """The path of a program of Node.js. TaskError where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise TaskError(
            f"no {name}: Ace by DAISY needs Node.js 20 or later with npm; install them"
            " (https://nodejs.org), then run this again. Nothing was looked at."
        )
    return found


def install(npm: str) -> None:
    """Put Ace into the environment, unless it is there as the lock has it.

    TaskError if npm fails.
    """
    lock = LOCK / "package-lock.json"
    stamp = HERE / "installed.json"  # written last: half an installation is none
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return
    HERE.mkdir(parents=True, exist_ok=True)
    for path in LOCK.iterdir():
        shutil.copy2(path, HERE)
    # No script of a package runs: the only one would fetch a browser.
    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=HERE,
        status="npm (needs the network)")  # fmt: skip
    shutil.copy2(lock, stamp)


def look(epub: Path) -> list[str]:
    """What Ace has against *epub*: a line each, with the file. TaskError if it cannot look."""
    if not epub.is_file():
        raise TaskError(f"there is no {epub}: make book")
    node, npm, chromium = program("node"), program("npm"), browser.ensure()
    install(npm)
    with tempfile.TemporaryDirectory() as folder:
        run(
            node, HERE / "look.mjs", epub.resolve(), folder, cwd=HERE, status="Ace (see above)",
            PUPPETEER_EXECUTABLE_PATH=chromium,
        )  # fmt: skip
        report = json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))
    return list(findings(report))


def findings(report: dict[str, Any]) -> Iterator[str]:
    """The violations in a report of Ace."""
    for page in report["assertions"]:
        for one in page["assertions"]:
            test, result = one["earl:test"], one["earl:result"]
            if result["earl:outcome"] == "pass":
                continue
            said = " ".join(str(result.get("dct:description", "")).split())
            place = page["earl:testSubject"]["url"]
            yield f"{place}: {test['dct:title']} ({test['earl:impact']}): {said}"


def main(arguments: list[str]) -> int:
    """Look at the EPUB named, or else at the built one; 1 for a violation."""
    epub = Path(arguments[0]) if arguments else EPUB
    found = look(epub)
    for line in found:
        print(line)
    print(f"Ace has {len(found) or 'nothing'} against {os.path.relpath(epub)}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
