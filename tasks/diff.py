"""Build two revisions and keep the pages that differ: ``python -m tasks.diff OLD [NEW]``.

Each is built by its own code with its own locked versions, so that a renewed theme or compiler
shows. ``build/diff/`` then holds, in ``old/`` and ``new/``, the HTML pages that differ; in
``changes.diff`` their text; and in ``pdf/`` the pages of the PDF that look different, old beside
new. Environments stay in ``build/environments/``, one for each lock file.
"""

import difflib
import hashlib
import os
import shutil
import sys
import tempfile
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

import pypdfium2
from PIL import Image

from tasks.book import NAME
from tasks.environment import BOOK, REPOSITORY, TaskError, create, exit_status, run

ENVIRONMENTS = REPOSITORY / "build" / "environments"
#: Pixels a point in the pictures of PDF pages: enough to read small print.
SCALE = 1.5


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


def environment_of(folder: Path) -> Path:
    """Where the environment of the revision in *folder* is kept: by its lock and this Python."""
    digest = hashlib.sha256((folder / BOOK).read_bytes()).hexdigest()
    major, minor = sys.version_info[:2]
    return ENVIRONMENTS / f"{major}.{minor}-{digest[:16]}"


def build(revision: str, folder: Path) -> Path:
    """Build *revision*, checked out as *folder*; return a folder with its HTML and PDF.

    Its own ``python -m tasks`` builds it, in an environment that this repository keeps for it.
    """
    print(f"Building {revision}", flush=True)
    run(
        "git", "worktree", "add", "--quiet", "--detach", folder, revision,
        status=f"git worktree; is {revision} a revision?",
    )  # fmt: skip
    target = folder.with_name(f"{folder.name}-built")
    link = folder / ".venv"
    try:
        environment = environment_of(folder)
        create(environment)  # here: Python makes none behind a link
        link.symlink_to(environment, target_is_directory=True)
        # The environment may have been made for another revision with the same lock.
        sources = os.pathsep.join(map(str, sorted(folder.glob("packages/*/src"))))
        for name in ("html", "pdf"):
            run(
                sys.executable, "-m", "tasks", name,
                cwd=folder, SOURCE_DATE_EPOCH="0", PYTHONPATH=sources,
                status=f"the build of {revision}",
            )  # fmt: skip
        shutil.copytree(folder / "build/html", target / "html")
        shutil.copy(folder / f"build/{NAME}.pdf", target)
    except OSError as error:
        raise TaskError(f"{revision} could not be built: {error}") from error
    finally:
        link.unlink(missing_ok=True)
        run("git", "worktree", "remove", "--force", folder)
    return target


def compare_html(old: Path, new: Path, output: Path) -> list[str]:
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


def compare_pdf(old: Path, new: Path, output: Path) -> list[str]:
    """Put the pages that look different into *output*, old beside new; return what they are.

    A page that was put in or taken out stands beside an empty place, and those after it are
    compared with the pages that they were.
    """
    documents = [pypdfium2.PdfDocument(path) for path in (old, new)]
    looks = [[_look(document, n) for n in range(len(document))] for document in documents]
    changed: list[str] = []
    matcher = difflib.SequenceMatcher(a=looks[0], b=looks[1], autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        for numbers in zip_longest(range(first, last), range(new_first, new_last)):
            names = ["none" if n is None else str(n + 1) for n in numbers]
            changed.append(f"page {names[0]} -> {names[1]}")
            pictures = [
                None if number is None else _picture(document, number)
                for document, number in zip(documents, numbers, strict=True)
            ]
            output.mkdir(parents=True, exist_ok=True)
            _side_by_side(*pictures).save(output / f"{'-'.join(names)}.png")
    for document in documents:
        document.close()
    return changed


def _picture(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    picture: Image.Image = document[number].render(scale=SCALE).to_pil()
    return picture.convert("RGB")


def _look(document: pypdfium2.PdfDocument, number: int) -> str:
    """What is equal for two pages that look the same."""
    picture = _picture(document, number)
    return hashlib.sha256(f"{picture.size}".encode() + picture.tobytes()).hexdigest()


def _side_by_side(old: Image.Image | None, new: Image.Image | None) -> Image.Image:
    """Both on a gray ground; the place of a page that is not there stays empty."""
    sizes = [picture.size for picture in (old, new) if picture]
    width, height = max(w for w, _ in sizes), max(h for _, h in sizes)
    both = Image.new("RGB", (2 * width + 10, height), "gray")
    for left, picture in ((0, old), (width + 10, new)):
        if picture:
            both.paste(picture, (left, 0))
    return both


def main(arguments: list[str]) -> int:
    """Compare two revisions (the second is HEAD by default); return 0."""
    if not 1 <= len(arguments) <= 2:
        raise TaskError("usage: make diff ARGS='OLD [NEW]'")
    revisions = (*arguments, "HEAD")[:2]
    output = REPOSITORY / "build/diff"
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        sides = zip(revisions, ("old", "new"), strict=True)
        old, new = (build(revision, Path(name) / side) for revision, side in sides)
        html = compare_html(old / "html", new / "html", output)
        pdf = compare_pdf(old / f"{NAME}.pdf", new / f"{NAME}.pdf", output / "pdf")
    print(f"HTML pages that differ: {len(html)}", *html, sep="\n  ")
    print(f"PDF pages that differ: {len(pdf)}", *pdf, sep="\n  ")
    print(f"See {output}")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
