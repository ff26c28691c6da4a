"""``make diff``: two revisions, each with its own versions, and the pages that differ."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

import pypdfium2
import pytest
import typst
from PIL import Image

from tasks import diff
from tasks.environment import TaskError


def test_only_the_pages_that_differ_are_kept(tmp_path):
    for side, same, other in (("old", "a", "b"), ("new", "a", "c")):
        (tmp_path / side).mkdir()
        (tmp_path / side / "same.html").write_text(f"<p>{same}</p>")
        (tmp_path / side / "other.html").write_text(f"<p>{other}</p>")
    (tmp_path / "new/added.html").write_text("<p>d</p>")
    output = tmp_path / "diff"
    changed = diff.compare_html(tmp_path / "old", tmp_path / "new", output)
    assert changed == ["added.html", "other.html"]
    assert sorted(p.relative_to(output).as_posix() for p in output.rglob("*.html")) == [
        "new/added.html", "new/other.html", "old/other.html"
    ]  # fmt: skip
    assert (output / "changes.diff").read_text().splitlines()[-2:] == ["-b", "+c"]


def pdf(path: Path, *pages: str) -> Path:
    source = '#set page(width: 40pt, height: 30pt, margin: 4pt)\n#set document(title: "x")\n'
    typst.compile((source + "\n#pagebreak()\n".join(pages)).encode(), output=path)
    return path


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (["a", "b", "c"], ["a", "b", "c"], []),
        (["a", "b", "c"], ["a", "B", "c"], ["page 2 -> 2"]),
        (["a", "b"], ["a", "b", "c"], ["page none -> 3"]),
        (["a", "b", "c"], ["b", "c"], ["page 1 -> none"]),
        (["a", "b", "c"], ["a", "x", "y", "c"], ["page 2 -> 2", "page none -> 3"]),
    ],
    ids=["same", "changed", "added", "removed", "changed and added"],
)
def test_pages_of_a_pdf_are_paired_by_their_looks(old, new, changed, tmp_path):
    output = tmp_path / "pdf"
    before, after = pdf(tmp_path / "old.pdf", *old), pdf(tmp_path / "new.pdf", *new)
    assert diff.compare_pdf(before, after, output) == changed
    assert len(list(output.glob("*.png"))) == len(changed)


def test_pages_that_look_the_same_are_the_same(tmp_path):
    """Whatever else differs in the files, as a date does."""
    before, after = pdf(tmp_path / "old.pdf", "a"), tmp_path / "new.pdf"
    typst.compile(
        b"#set page(width: 40pt, height: 30pt, margin: 4pt)\n#set document(title: [y])\na",
        output=after,
    )
    assert before.read_bytes() != after.read_bytes()
    assert diff.compare_pdf(before, after, tmp_path) == []


def test_old_page_stands_left_of_the_new_one(tmp_path):
    before = pdf(tmp_path / "old.pdf", "#rect(width: 100%, height: 100%, fill: red)")
    after = pdf(tmp_path / "new.pdf", "#rect(width: 100%, height: 100%, fill: blue)")
    diff.compare_pdf(before, after, tmp_path)
    picture = Image.open(tmp_path / "1-1.png")
    page = pypdfium2.PdfDocument(before)[0].render(scale=diff.SCALE).to_pil()
    assert picture.size == (2 * page.width + 10, page.height)
    left, right = (picture.getpixel((x, page.height // 2)) for x in (30, page.width + 40))
    assert left[0] > 200 > left[2]
    assert right[2] > 200 > right[0]


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Path:
    """A repository of two revisions, whose ``python -m tasks`` notes what it was called with."""
    folder = tmp_path / "repository"
    (folder / "tasks").mkdir(parents=True)
    (folder / "packages/tool/src").mkdir(parents=True)
    (folder / "packages/tool/src/tool.py").touch()
    (folder / "tasks/__main__.py").write_text(
        "import os, sys\nfrom pathlib import Path\n"
        "Path('build/html').mkdir(parents=True, exist_ok=True)\n"
        "Path('build/creating-connections.pdf').touch()\n"
        "lock = Path('requirements.txt').read_text().strip()\n"
        "environment, path = Path('.venv').resolve(), os.environ['PYTHONPATH']\n"
        "import venv; venv.create('.venv') if not list(environment.glob('*/python*')) else None\n"
        "Path('build/html/made.txt').write_text(f'{lock} {environment.name} {path}')\n"
    )

    def git(*arguments: str) -> None:
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *names, *arguments], cwd=folder, check=True)

    git("init", "--quiet")
    for lock in ("one", "two"):
        (folder / "requirements.txt").write_text(f"{lock}\n")
        git("add", "--all")
        git("commit", "--quiet", "--message", lock)
        git("tag", lock)
    monkeypatch.setattr(diff, "REPOSITORY", folder)
    monkeypatch.setattr(diff, "ENVIRONMENTS", tmp_path / "environments")
    monkeypatch.setattr(diff, "create", venv.create)  # with pip it takes its time
    monkeypatch.setattr(diff.run, "__kwdefaults__", {**diff.run.__kwdefaults__, "cwd": folder})
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="links need a setting there")
def test_each_revision_is_built_with_its_own_lock(repository, tmp_path):
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for lock in ("one", "two"):
        made = (diff.build(lock, tmp_path / lock) / "html/made.txt").read_text()
        digest = hashlib.sha256(f"{lock}\n".encode()).hexdigest()[:16]
        sources = tmp_path / lock / "packages/tool/src"
        assert made == f"{lock} {version}-{digest} {sources}"
    assert len(list(diff.ENVIRONMENTS.iterdir())) == 2
    listed = subprocess.run(["git", "worktree", "list"], cwd=repository, capture_output=True)
    assert len(listed.stdout.splitlines()) == 1  # none is left


def test_unknown_revision_is_named(repository, tmp_path):
    with pytest.raises(TaskError, match="is no-such a revision"):
        diff.build("no-such", tmp_path / "x")
