"""Try the README's two commands on a fresh machine: ``python -m tasks.fresh [SUITE ...]``.

The machine is a minimal Debian in a folder of its own, made by debootstrap, with nothing added
but what the README names. It works on a clone of the last commit. So that it reaches what this
machine reaches, it is handed this machine's way to the network, and nothing else: the files of
`FILES` (name servers, pip), what apt says of fetching, the variables of `VARIABLES` (proxies,
certificates, pip), and each file that one of these names.

Standard library only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from tasks.environment import REPOSITORY, TaskError, exit_status, run

SUITES = ("bookworm", "trixie")
PACKAGES = ("python3", "python3-venv", "git", "make", "ca-certificates")
COMMANDS = ("make book", "make test")
FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", "~/.config/pip/pip.conf")
VARIABLES = re.compile(r"(?:\w+_proxy|pip_\w+|ssl_cert_\w+|\w+_ca_bundle)", re.I)
FETCHING = re.compile(r"^Acquire::(?:https?|Check-|ForceIPv|Retries).*$", re.M)
_PATH = re.compile(r"/[^\s\"';:,=]+")
#: Mounts that vanish with the process: they are in a name space of its own.
ENTER = """
mount -t proc proc "$0/proc"
mount -t tmpfs tmpfs "$0/dev/shm"
mount -t devpts devpts "$0/dev/pts"
exec chroot "$0" "$@"
"""


def variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Of *environment*, what says how the network is reached."""
    return {name: value for name, value in environment.items() if VARIABLES.fullmatch(name)}


def named_files(texts: Iterable[str]) -> set[Path]:
    """The files of this machine that *texts* name by their whole path."""
    paths = {Path(word) for text in texts for word in _PATH.findall(text)}
    return {path for path in paths if path.is_file()}


def hand_in(root: Path) -> None:
    """Copy this machine's way to the network into *root*."""
    given = [path for name in FILES if (path := Path(name).expanduser()).is_file()]
    texts = [path.read_text("utf-8") for path in given] + list(variables(os.environ).values())
    if shutil.which("apt-config"):
        shown = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, text=True)
        texts.append("\n".join(FETCHING.findall(shown.stdout)) + "\n")
        (root / "etc/apt/apt.conf.d/00fetching").write_text(texts[-1], "utf-8")
    for path in {*given, *named_files(texts)}:
        target = root / path.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # a link would lead out of the root
        shutil.copy(path, target)


def step(name: str, *command: str | Path) -> None:
    """Run *command* and say how long it took; TaskError if it fails."""
    begun = time.perf_counter()
    print(f"== {name}", flush=True)
    run(*command, status=name)
    print(f"== {name}: {time.perf_counter() - begun:.0f} s", flush=True)


def try_suite(suite: str, root: Path) -> None:
    """Make *root* a minimal *suite* and run the two commands in it; TaskError if one fails."""
    step(
        f"{suite}: debootstrap", "debootstrap", "--variant=minbase",
        f"--include={','.join(PACKAGES)}", suite, root,
    )  # fmt: skip
    hand_in(root)
    run("git", "clone", "--quiet", "--no-hardlinks", REPOSITORY, root / "book")
    given = [f"{name}={value}" for name, value in variables(os.environ).items()]
    for command in COMMANDS:
        step(
            f"{suite}: {command}",
            "unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", ENTER, root,
            "env", "-i", "-C", "/book", "HOME=/root", f"PATH={os.defpath}:/usr/sbin:/sbin",
            *given, *command.split(),
        )  # fmt: skip


def main(arguments: list[str]) -> int:
    """Try each suite named (`SUITES` if none is); return 0. TaskError at the first that fails."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise TaskError("a minimal Debian is made by root on Linux only: sudo make fresh")
    for suite in arguments or SUITES:
        root = REPOSITORY / "build" / "fresh" / suite
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        try:
            try_suite(suite, root)
        finally:
            shutil.rmtree(root)
    print("Both commands work on a fresh machine.")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
