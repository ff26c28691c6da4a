"""What ``make mutants`` changes, and what it leaves alone."""

import re
from pathlib import Path

from tasks.environment import REPOSITORY
from tasks.mutants import PARTS, found, untested

MODULE = """
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from somewhere import Thing
    from elsewhere import Other
else:
    Other = 1

__all__ = ["a", "b"]

@dataclass(frozen=True, eq=False, slots=True)
class Kept(Base):
    data_version = 4
    shown: str | None = 1 or 2

    def method(self, é: "é" = "é", *rest: int | str, **more: Thing) -> set | None:
        return cast(dict[str, Thing], self | rest)

def setup(app):
    return {"version": "1", "env_version": 1 + 1, "parallel_read_safe": True}
"""


def test_what_no_test_can_notice_is_not_changed():
    lines = [""]
    for number, line in enumerate(MODULE.splitlines(), 1):
        places = [
            (first[1] if first[0] == number else 0, last[1] if last[0] == number else len(line))
            for first, last in untested(MODULE)
            if first[0] <= number <= last[0]
        ]
        kept = [
            "·" if any(first <= at < last for first, last in places) else char
            for at, char in enumerate(line)
        ]
        lines.append(re.sub("·+", "…", "".join(kept)))
    assert (
        "\n".join(lines) + "\n"
        == """

from typing import TYPE_CHECKING, cast

…
…
…
else:
    Other = 1

…

@dataclass(…, eq=False, …)
class Kept(Base):
    …
    shown: … = 1 or 2

    def method(self, é: … = "é", *rest: …, **more: …) -> …:
        return cast(…, self | rest)

def setup(app):
    return {…, …, "parallel_read_safe": True}
"""
    )


def test_every_part_has_modules_and_tests():
    for part in PARTS.values():
        assert found(REPOSITORY, part.modules)
        tests = found(REPOSITORY, part.tests)
        assert len(set(tests)) == len(tests) > 0


def test_tests_that_notice_most_come_first():
    tests = found(REPOSITORY, PARTS["rules"].tests)
    assert [Path(test).stem for test in tests[:3]] == [
        "test_bib_rules", "test_bib_check", "test_bib_add",
    ]  # fmt: skip
