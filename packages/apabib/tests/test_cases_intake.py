"""What real exports bring, and what has to come of it: one case a file of ``intake/``.

A case has what is added (``input``, or a ``source`` such as an address), perhaps the bibliography
before (``seed``), and the whole of what is right: every line that is ``printed``, and the text that
is ``added``. The registries cannot be reached. ``TODAY`` stands for the day of the test.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from registry import serve

from apabib.__main__ import main as apabib
from apabib.bibtex.parse import read
from apabib.rules.run import check_file

CASES = sorted((Path(__file__).parent / "intake").glob("*.txt"))


@pytest.fixture(scope="module")
def unreachable() -> Iterator[str]:
    """Settings whose registries are gone."""
    with serve() as gone:
        names = ("crossref", "doi", "pubmed", "books")
        settings = "".join(f'{name} = "{gone.address}"\n' for name in names)
    yield settings + "rate = 1000\nretries = 0\n"


def parts(case: Path) -> dict[str, str]:
    """The parts of a case by their names; what stands before them says what it is about."""
    found = re.split(r"^--- (.*)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


class Pipe:
    def __init__(self, text: str) -> None:
        self.buffer = io.BytesIO(text.encode())


def brought_in(
    case: dict[str, str],
    at: Path,
    settings: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[str, str]:
    """What the command says of a case, errors last, and what it adds to the file."""
    monkeypatch.chdir(at)
    (at / "apabib.toml").write_text(settings + case.get("settings", ""), encoding="utf-8")
    refs, seed = at / "refs.bib", case.get("seed", "")
    refs.write_text(seed, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", Pipe(case.get("input", "")))
    options = shlex.split(case.get("options", ""))
    if "--record" not in options:
        options += ["--record", "example.org/record"]
    apabib(["add", case.get("source", "-").strip(), "--yes", *options])
    output = capsys.readouterr()
    text = refs.read_text(encoding="utf-8")
    if seed and text != seed:
        kept, whole = seed.strip("\n"), text.strip("\n")
        assert kept in whole, "what was there is there"
        text = whole.replace(kept, "").strip("\n") + "\n"
    elif seed:
        text = ""
    return output.out + output.err, text.replace(date.today().isoformat(), "TODAY")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(
    case: Path,
    unreachable: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    wanted = parts(case)
    printed, added = brought_in(wanted, tmp_path, unreachable, monkeypatch, capsys)
    assert printed == wanted["printed"]
    assert added == wanted.get("added", "")
    # What comes in, check lets stand: a warning at most, and no text that prints as it should not.
    findings = check_file(read(tmp_path / "refs.bib"))
    assert [str(each) for each in findings if each.severity == "error"] == []


def comes_in_once(case: Path) -> bool:
    """Whether something comes in, and not on purpose beside what looks the same."""
    wanted = parts(case)
    return bool(wanted.get("added")) and "--distinct" not in wanted.get("options", "")


@pytest.mark.parametrize("case", [*filter(comes_in_once, CASES)], ids=lambda case: case.stem)
def test_what_came_in_is_known_again(
    case: Path,
    unreachable: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """The same again is refused and changes nothing."""
    wanted = parts(case)
    printed, _added = brought_in(wanted, tmp_path, unreachable, monkeypatch, capsys)
    before = (tmp_path / "refs.bib").read_bytes()
    again = {**wanted, "seed": before.decode()}
    printed, added = brought_in(again, tmp_path, unreachable, monkeypatch, capsys)
    assert added == ""
    assert "this is " in printed
