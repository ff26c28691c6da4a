"""``make ace``: what it says, and when it cannot say anything."""

from __future__ import annotations

import json
import stat
import sys

import pytest

from tasks import ace, browser
from tasks.environment import TaskError

REPORT = {
    "assertions": [
        {
            "earl:testSubject": {"url": "one.xhtml"},
            "assertions": [
                {
                    "earl:test": {"dct:title": "image-alt", "earl:impact": "critical"},
                    "earl:result": {"earl:outcome": "fail", "dct:description": "No\n  alt."},
                },
                {
                    "earl:test": {"dct:title": "html-lang", "earl:impact": "serious"},
                    "earl:result": {"earl:outcome": "pass"},
                },
            ],
        }
    ]
}


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with programs of these names: ``npm`` counts, ``node`` leaves *report*."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(ace, "HERE", tmp_path / "ace")
    monkeypatch.setattr(browser, "ensure", lambda: "/bin/chromium")

    def write(name: str, code: str) -> None:
        path = programs / name
        path.write_text(f"#!{sys.executable}\nimport json, sys\n{code}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)

    def made(report: object = REPORT, npm: int = 0) -> None:
        write("npm", f"open('npm.log', 'a').write('x')\nsys.exit({npm})")
        write("node", f"open(sys.argv[3] + '/report.json', 'w').write({json.dumps(report)!r})")

    return made


@pytest.fixture
def epub(tmp_path):
    path = tmp_path / "book.epub"
    path.write_bytes(b"")
    return path


def test_violations_are_named_with_their_file(machine, epub, capsys):
    machine()
    assert ace.main([str(epub)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first == "one.xhtml: image-alt (critical): No alt."
    assert last.startswith("Ace has 1 against ")


def test_nothing_is_said_to_be_nothing(machine, epub, capsys):
    machine({"assertions": []})
    assert ace.main([str(epub)]) == 0
    assert capsys.readouterr().out.startswith("Ace has nothing against ")


def test_ace_is_installed_once_and_after_a_failure_again(machine, epub, tmp_path):
    log = tmp_path / "ace/npm.log"
    machine(npm=1)
    with pytest.raises(TaskError, match="npm"):
        ace.main([str(epub)])
    machine({"assertions": []})
    for _again in range(2):
        ace.main([str(epub)])
    assert log.read_text() == "xx"


def test_without_node_nothing_is_looked_at_and_that_is_said(machine, epub):
    with pytest.raises(TaskError, match=r"no node: .* install them .*Nothing was looked at"):
        ace.main([str(epub)])


def test_without_a_book_it_says_how_to_make_one(machine, tmp_path):
    with pytest.raises(TaskError, match=r"there is no .*gone\.epub: make book"):
        ace.main([str(tmp_path / "gone.epub")])
