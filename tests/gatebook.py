"""A tiny book with the settings of the real one, into which tests put what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sphinx.testing.util import SphinxTestApp, _clean_up_global_state
from sphinx.util.console import strip_escape_sequences

from extensions.gate.report import Refused

REPOSITORY = Path(__file__).parent.parent
#: Something that stands in a file outside the book, and must come into no output.
CANARY = "canary-7d1f"
FILES = {
    "conf.py": (
        f"exec(compile(open({str(REPOSITORY / 'conf.py')!r}).read(), 'conf.py', 'exec'))\n"
        # What it has not.
        "typst_cover = typst_imprint_page = ''; typst_wide_pages = epub_cover = ()\n"
    ),
    "index.md": "# Hands\n\nText.\n\n```{toctree}\nchapters/one\nback/references\n```\n",
    "chapters/one.md": "(chapter-one)=\n# One\n\nText {cite:p}`coan2006lending`.\n",
    "back/references.md": "# References\n\n```{bibliography}\n```\n",
    "_static/book.css": "",
    "_static/book.js": (REPOSITORY / "_static/book.js").read_text("utf-8"),
    "refs.bib": (
        "@article{coan2006lending,\n  author = {Coan, James A.},\n  title = {Lending a hand},\n"
        "  journal = {Psychological Science},\n  year = {2006}\n}\n"
    ),
    "figures/hand.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>\n'
    ),
}


class GateBook:
    """The book in a folder; ``write`` changes a file of it, ``build`` builds it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "book"
        self.built = folder / "built"
        (folder / "secret.txt").write_text(f"{CANARY}\n", "utf-8")
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def chapter(self, text: str) -> None:
        """Put *text* behind what the chapter has; its first line is line 6."""
        self.write("chapters/one.md", f"{FILES['chapters/one.md']}\n{text}\n")

    def build(self, builder: str = "html", **options) -> list[str]:
        """Build, and return the warnings, with paths from the book on."""
        _clean_up_global_state()
        app = Ended(builder, srcdir=self.path, builddir=self.built, **options)
        try:
            if not app.ended:
                app.build()
        except Refused:
            pass
        finally:
            app.cleanup()
        text = strip_escape_sequences(app.warning.getvalue())
        return [line.replace(f"{self.path}/", "") for line in text.splitlines()]

    def outputs(self) -> str:
        """Everything that was built, also what is only kept for the next build."""
        files = [path for path in self.built.rglob("*") if path.is_file()]
        return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


class Ended(SphinxTestApp):
    """An application that is there even when its build ended before anything was read."""

    def __init__(self, *args, **options) -> None:
        self.ended = False
        try:
            super().__init__(*args, **options)
        except Refused:
            self.ended = True


def sphinx_build(source: Path, output: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The real command, as a stranger calls it."""
    packages = [str(REPOSITORY), *map(str, REPOSITORY.glob("packages/*/src"))]
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", *options, str(source), str(output)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(packages), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
