"""Serve the book while it is written: ``python -m tasks.live [OPTION ...]``.

sphinx-autobuild makes and serves the HTML; after each build it has this process make the PDF, from
the same doctrees. This process stays, and with it the compiler, which then sets only what changed.
Options are those of sphinx-autobuild.
"""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from multiprocessing.connection import Client, Listener

from tasks.book import PDFS, source_date
from tasks.environment import REPOSITORY, exit_status

WORK = REPOSITORY / "build/.live"
PDF = PDFS[0]
KEY = b"tasks.live"  # not a secret: says that the two belong together
ASK = "--ask"
END = None


class Pdf:
    """Makes the PDF, again and again."""

    def __init__(self) -> None:
        self.code = self._newest_code()

    def build(self) -> int:
        """Make the PDF and put it beside the HTML; return the exit status."""
        arguments = [
            "-q", "-b", "typst", "-n", "-D", "typst_chapters=0", "-d", str(WORK / "doctrees"),
            str(REPOSITORY), str(WORK / "typst"),
        ]  # fmt: skip
        if self._newest_code() != self.code:
            print("Code has changed: a new process makes the PDF (start again: faster)", flush=True)
            status = subprocess.run([sys.executable, "-m", "sphinx", *arguments]).returncode
        else:
            from sphinx.cmd.build import build_main

            status = build_main(arguments)
        if not status:
            # In one step: somebody may be reading the one before.
            new = WORK / "html" / f".{PDF}"
            shutil.copy2(WORK / "typst" / PDF, new)
            new.replace(WORK / "html" / PDF)
        return status

    @staticmethod
    def _newest_code() -> float:
        """When the newest Python file changed that a build imports."""
        files = [REPOSITORY / "conf.py"]
        for folder in ("extensions", "packages"):
            files += (REPOSITORY / folder).rglob("*.py")
        return max(path.stat().st_mtime for path in files)


def ask(port: int) -> int:
    """Have the process that listens make the PDF; return its exit status."""
    with Client(("localhost", port), authkey=KEY) as connection:
        connection.send("build")
        return int(connection.recv())


def autobuild(port: int, options: list[str]) -> list[str]:
    """The command that serves the HTML and asks for the PDF after each build."""
    asking = shlex.join([sys.executable, "-m", "tasks.live", ASK, str(port)])
    return [
        sys.executable, "-m", "sphinx_autobuild", "--ignore", str(REPOSITORY / "build/*"),
        "--re-ignore", r"/\.|__pycache__", "-d", str(WORK / "doctrees"), "-n",
        "-D", f"html_downloads={PDF}",
        "--post-build", asking,
        str(REPOSITORY), str(WORK / "html"), *options,
    ]  # fmt: skip


def main(options: list[str]) -> int:
    """Serve until sphinx-autobuild ends; return its exit status."""
    if options[:1] == [ASK]:
        return ask(int(options[1]))
    os.environ["SOURCE_DATE_EPOCH"] = source_date()  # or a PDF of today would never be fresh
    with Listener(("localhost", 0), authkey=KEY) as listener:
        address = listener.address
        assert isinstance(address, tuple)
        server = subprocess.Popen(autobuild(address[1], options), cwd=REPOSITORY)

        def end() -> None:
            server.wait()
            with Client(address, authkey=KEY) as connection:
                connection.send(END)

        threading.Thread(target=end, daemon=True).start()
        pdf = Pdf()
        try:
            while True:
                with listener.accept() as connection:
                    if connection.recv() is END:
                        return server.returncode
                    connection.send(pdf.build())
        except KeyboardInterrupt:
            server.terminate()
            return server.wait()


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
