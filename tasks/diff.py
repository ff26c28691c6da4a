"""Build two revisions and keep the pages that differ: ``python -m tasks.diff OLD [NEW]``.

For reviewing a change of style or of the bibliography in print: ``build/diff/`` then holds
``old/`` and ``new/`` with the changed HTML pages only, and ``changes.diff`` with their text.
"""

import difflib
import shutil
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from tasks.environment import REPOSITORY, TaskError, exit_status, run


class Text(HTMLParser):
    """The text of a page, a line for every block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.lines.append(text)


def text_of(page: Path) -> list[str]:
    """The lines of text of the HTML file *page*."""
    parser = Text()
    parser.feed(page.read_text("utf-8"))
    return parser.lines


def build(revision: str, folder: Path) -> Path:
    """Check out *revision* below *folder*, build its HTML, return the folder of the pages."""
    print(f"Building {revision}", flush=True)
    run(
        "git", "worktree", "add", "--quiet", "--detach", folder, revision,
        status=f"git worktree; is {revision} a revision?",
    )  # fmt: skip
    target = folder.with_name(folder.name + "-html")
    try:
        run(
            sys.executable, "-m", "sphinx", "-q", "-b", "html",
            "-d", folder / "build/doctrees", ".", target,
            cwd=folder, SOURCE_DATE_EPOCH="0", status=f"the build of {revision}",
        )  # fmt: skip
    finally:
        run("git", "worktree", "remove", "--force", folder)
    return target


def compare(old: Path, new: Path, output: Path) -> list[str]:
    """Copy the pages that differ into *output*; return their addresses."""
    pages = {p.relative_to(side) for side in (old, new) for p in side.rglob("*.html")}
    changed: list[str] = []
    report: list[str] = []
    for page in sorted(pages):
        before, after = old / page, new / page
        if before.exists() and after.exists() and before.read_bytes() == after.read_bytes():
            continue
        changed.append(page.as_posix())
        for side, path in (("old", before), ("new", after)):
            if path.exists():
                (output / side / page).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, output / side / page)
        lines, new_lines = (text_of(path) if path.exists() else [] for path in (before, after))
        report += difflib.unified_diff(lines, new_lines, f"old/{page}", f"new/{page}", lineterm="")
    output.mkdir(parents=True, exist_ok=True)
    (output / "changes.diff").write_text("\n".join(report) + "\n", "utf-8")
    return changed


def main(arguments: list[str]) -> int:
    """Compare two revisions (the second is HEAD by default); return 0."""
    if not 1 <= len(arguments) <= 2:
        raise TaskError("usage: make diff ARGS='OLD [NEW]'")
    old, new = (*arguments, "HEAD")[:2]
    output = REPOSITORY / "build/diff"
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        changed = compare(build(old, Path(name) / "old"), build(new, Path(name) / "new"), output)
    print(f"Pages that differ: {len(changed)}; see {output}", *changed, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
