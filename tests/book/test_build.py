"""The build as a whole: silent, complete, reproducible, quick when nothing changed."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".work" not in path.parts
    }


def test_build_prints_no_warning_and_says_where_the_outputs_are(book):
    lines = book.output.splitlines()
    assert lines[:3] == ["[1/3] html", "[2/3] pdf", "[3/3] epub"]
    assert re.fullmatch(r"Built in \d+\.\d s:", lines[3])
    assert [line.strip() for line in lines[4:]] == [
        str(book.html / "index.html"),
        *map(str, book.pdfs),
        str(book.build / "chapters"),
        str(book.epub),
    ]


def test_two_builds_are_the_same_byte_for_byte(book, second_book):
    assert digests(book.build) == digests(second_book.build)


def test_broken_bibliography_stops_the_build_and_keeps_the_last_good_one(second_book, tmp_path):
    before = digests(second_book.build)
    refs = second_book.source / "refs.bib"
    good = refs.read_text("utf-8")
    try:
        refs.write_text(good.replace("@article{coan2006lending,", "@article{coan2006lending", 1))
        done = subprocess.run(
            [sys.executable, "-m", "tasks.book"],
            cwd=second_book.source, text=True, capture_output=True, env=os.environ,
        )  # fmt: skip
    finally:
        refs.write_text(good, "utf-8")
    assert done.returncode == 1
    line = good[: good.index("@article{coan2006lending,")].count("\n") + 1
    assert f"refs.bib:{line}" in done.stdout + done.stderr
    assert digests(second_book.build) == before
