"""What the README says is true: its commands, its settings, its codes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

from apabib.settings import DEMANDS, Settings, load

PACKAGE = Path(__file__).parents[1]
SOURCE = PACKAGE / "src" / "apabib"
README = (PACKAGE / "README.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    section = README.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_its_commands_print_what_it_says(tmp_path: Path):
    blocks = re.findall(r"(?:`(\S+)`\n\n)?```(\w+)\n(.*?)```\n", README, re.DOTALL)
    ran = 0
    for file, kind, text in blocks:
        if file:
            (tmp_path / file).write_text(text, encoding="utf-8")
        if kind != "console":
            continue
        command, _newline, expected = text.partition("\n")
        arguments = command.removeprefix("$ apabib ").split()
        done = subprocess.run(
            [sys.executable, "-m", "apabib", *arguments],
            cwd=tmp_path,
            env={
                "PYTHONPATH": str(SOURCE.parent),
                "PYTHONIOENCODING": "utf-8",
                "PYTHONUNBUFFERED": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert (command, done.stdout) == (command, expected)
        ran += 1
    assert ran == 5


def test_it_names_every_setting_with_its_default(tmp_path: Path):
    settings = load(tmp_path)
    expected = {}
    for each in fields(Settings):
        value = getattr(settings, each.name)
        if each.name not in {"root", "file"}:
            expected[each.name] = settings.shown(value) if isinstance(value, Path) else value
    written = {
        name.strip("`"): default.strip("`") for name, _type, default, _text in rows("## Settings")
    }
    assert {name: tomllib.loads(f"x = {text}")["x"] for name, text in written.items()} == expected
    kinds = {"str": "string", "Path": "string", "float": "number", "int": "whole number"}
    kinds |= {"list[str]": "list of strings", "list[Accepted]": "list of tables"}
    types = {each.name: kinds.get(str(each.type)) for each in fields(Settings)}
    assert [row[1] for row in rows("## Settings")] == [types[name] for name in written]


def test_it_names_every_demand():
    assert [row[0].strip("`") for row in rows("### Demands")] == sorted(DEMANDS)


def codes() -> set[str]:
    """Codes of findings: the lower-case words given to what reports them, or before a message."""
    reporters = {"error", "warn", "report", "_report", "finding", "_finding", "Finding"}
    values: list[ast.expr] = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else None
                if name == "remark" or (name or ast.unparse(node.func)) in reporters:
                    values += node.args
            elif isinstance(node, ast.Tuple):
                pairs = zip(node.elts, node.elts[1:], strict=False)
                values += [one for one, message in pairs if is_message(message)]
    branches = [
        one
        for value in values
        for one in ((value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,))
    ]
    texts = {str(one.value) for one in branches if isinstance(one, ast.Constant)}
    return {text for text in texts if re.fullmatch(r"[a-z][a-z0-9-]+", text)}


def is_message(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "_"


def test_it_names_every_code():
    section = README.split("### Codes\n", 1)[1].split("\n#", 1)[0]
    assert re.findall(r"`([a-z0-9-]+)`", section) == sorted(codes())
