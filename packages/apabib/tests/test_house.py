"""The walls between the tool's rooms: who may use whom, no circle, and no room too large."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"

#: The most lines of a module: what a reader takes in at one sitting.
LONGEST = 400

#: Each room (a folder, or a module at the top), and the rooms that it may use.
#: Vocabulary is lowest, APA 7 knows no file and no setting, and only the command uses all.
MAY_USE: dict[str, str] = {
    "i18n": "",
    "text": "",
    "findings": "",
    "settings": "findings i18n",
    "files": "i18n settings",
    "bibtex": "files findings i18n text",
    "apa7": "bibtex i18n text",
    "manuscript": "findings i18n text",
    "registry": "bibtex files findings i18n settings text",
    "rules": "bibtex findings i18n manuscript registry settings text",
    "intake": "apa7 bibtex files findings i18n registry rules settings text",
    "export": "apa7 bibtex intake text",
    "models": "apa7 bibtex i18n",
    "tidy": "bibtex files findings i18n settings",
    "fields": "bibtex i18n text",
    "__main__": "apa7 bibtex export fields findings i18n intake manuscript models registry rules"
    " settings text tidy",
}


def faults(package: Path, may_use: Mapping[str, str]) -> list[str]:
    """What breaks the walls of a package, in words; ``may_use`` is a table such as above."""
    trees = {
        name: (path, ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(package.rglob("*.py"))
        if (name := _name(path, package))
    }
    uses = {name: set(_imported(tree, package, trees)) for name, (_path, tree) in trees.items()}
    return [
        *_too_long(path for path, _tree in trees.values()),
        *_through_walls(uses, may_use),
        *_circles(uses),
    ]


def _name(path: Path, package: Path) -> str:
    """``rules.run`` for a module, ``rules`` for a package, "" for the outermost one."""
    return (
        ".".join(path.relative_to(package).with_suffix("").parts)
        .removesuffix("__init__")
        .strip(".")
    )


def _imported(tree: ast.Module, package: Path, known: Iterable[str]) -> Iterator[str]:
    """Modules of the package that a module imports, at its top, in functions, and for types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "say where it stands: from package.room import ..."
            names = [f"{node.module}.{each.name}" for each in node.names]
        else:
            continue
        for name in names:
            inside = name.removeprefix(f"{package.name}.")
            if inside == name:
                continue  # another package's
            yield inside if inside in known else inside.rpartition(".")[0]


def _too_long(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST:
            yield f"{path.name} has {lines} lines"


def _through_walls(uses: Mapping[str, set[str]], may_use: Mapping[str, str]) -> Iterator[str]:
    for module, used in uses.items():
        room = module.partition(".")[0]
        if room not in may_use:
            yield f"{module} stands in no room of the table"
            continue
        for other in sorted(used):
            other_room = other.partition(".")[0]
            if other_room != room and other_room not in may_use[room].split():
                yield f"{module} uses {other}"


def _circles(uses: Mapping[str, set[str]]) -> Iterator[str]:
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        yield "in a circle: " + ", ".join(sorted(set(error.args[1])))


def test_the_walls_stand():
    assert faults(SOURCE / "apabib", MAY_USE) == []


def test_the_table_has_an_order():
    """No room may use one that may use it."""
    TopologicalSorter({room: used.split() for room, used in MAY_USE.items()}).prepare()


SOUND = {
    "house/__init__.py": "",
    "house/low.py": "import re\n",
    "house/rules/__init__.py": "",
    "house/rules/one.py": "from house.low import x\n",
    "house/rules/run.py": "from house.rules import one\nimport house.low\n",
}
TABLE = {"low": "", "rules": "low"}


CIRCLE = "in a circle: low, rules.one"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        # Below uses above: at the top, late in a function, and for types only.
        ({"house/low.py": "from house.rules.one import x\n"}, ["low uses rules.one", CIRCLE]),
        (
            {"house/low.py": "def f():\n    from house.rules import one\n"},
            ["low uses rules.one", CIRCLE],
        ),
        (
            {
                "house/low.py": "from typing import TYPE_CHECKING\n"
                "if TYPE_CHECKING:\n    from house.rules import one\n"
            },
            ["low uses rules.one", CIRCLE],
        ),
        ({"house/low.py": "import house.rules\n"}, ["low uses rules"]),
        # Two modules of one room in a circle.
        (
            {"house/rules/one.py": "from house.rules.run import x\n"},
            ["in a circle: rules.one, rules.run"],
        ),
        # A module that nobody gave a place.
        ({"house/odd.py": "import re\n"}, ["odd stands in no room of the table"]),
        ({"house/rules/one.py": "\n" * LONGEST}, []),
        ({"house/rules/one.py": "\n" * (LONGEST + 1)}, [f"one.py has {LONGEST + 1} lines"]),
    ],
)
def test_a_broken_wall_is_seen(tmp_path: Path, changed: dict[str, str], expected: list[str]):
    for name, text in {**SOUND, **changed}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert faults(tmp_path / "house", TABLE) == expected
