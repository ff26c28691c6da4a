"""Ask the server of ``deploy/`` as much as it bears: ``python -m tasks.load [SECONDS]``.

Caddy sends ``build/deploy/`` on this machine, and wrk, of Debian like it, asks for one page after
another on 64 connections, as a browser that takes brotli. Both share the processor, so that a
server of its own bears more. Prints answers a second, megabytes a second, and how long one took.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time

from tasks import apt, deploy
from tasks.environment import REPOSITORY, TaskError, exit_status

PATHS = ("/", "/chapters/coan.html", "/back/references.html", "/nowhere.html")
CONNECTIONS, THREADS, SECONDS = 64, 2, 5
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
VOLUME = re.compile(r"Transfer/sec:\s+(\S+)")
LATENCY = re.compile(r"^\s+(50|99)%\s+(\S+)", re.M)
WRONG = re.compile(r"(Socket errors: .*|Non-2xx or 3xx responses: .*)")


def program(name: str) -> str:
    """Where *name* is, installed where we may. TaskError where it cannot be had."""
    if not shutil.which(name) and apt.may_install():
        apt.update()
        apt.install(name)
    if found := shutil.which(name):
        return found
    raise TaskError(f"no {name}: `apt install {name}` (as root)")


def told(output: str) -> str:
    """The figures in what wrk printed. TaskError where it printed none."""
    rate, volume = RATE.search(output), VOLUME.search(output)
    if not rate or not volume:
        raise TaskError(f"wrk said nothing of use: {output[-300:]}")
    times = ", ".join(f"{share} % within {value}" for share, value in LATENCY.findall(output))
    wrong = "".join(f"; {line}" for line in WRONG.findall(output))
    return f"{float(rate[1]):8.0f} answers a second, {volume[1]}/s, {times}{wrong}"


def main(arguments: list[str]) -> int:
    """Print a line for each page."""
    if len(arguments) > 1 or not all(part.isdigit() for part in arguments):
        raise TaskError("usage: make load ARGS=SECONDS")
    seconds = int(arguments[0]) if arguments else SECONDS
    caddy, wrk = program("caddy"), program("wrk")
    if not deploy.TARGET.is_dir():
        raise TaskError("build/deploy/ is not there: run `make book` and `make deploy` first")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "BOOK_SITE": f":{port}", "BOOK_ROOT": str(deploy.TARGET)}
    server = subprocess.Popen(
        [caddy, "run", "--config", str(REPOSITORY / "deploy/Caddyfile"), "--adapter", "caddyfile"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        for path in PATHS:
            done = subprocess.run(
                [wrk, f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency",
                 "-H", "Accept-Encoding: br", f"http://127.0.0.1:{port}{path}"],
                capture_output=True, text=True,
            )  # fmt: skip
            print(f"{path:<24}{told(done.stdout)}", flush=True)
    finally:
        server.terminate()
        server.wait()
    return 0


def wait_for(port: int) -> None:
    """Until the server answers. TaskError after ten seconds."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TaskError("Caddy does not start: `caddy validate --config deploy/Caddyfile` says why")


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
