"""The front matter of a page: ``key: value`` lines between two lines of dashes, from a list.

Read here without YAML, before Sphinx reads anything: what MyST reads there can switch syntax on
(``myst: enable_extensions``), and one of its extensions runs expressions from the text.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from extensions.gate.allowed import FRONT_MATTER
from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"(?<!\S)#.*")
_FIELD = re.compile(r"([a-z][a-z-]*): ([a-z]+)")


def check(path: str, text: str) -> Iterator[Finding]:
    """Everything in the front matter of the page *path* that is not on the list."""
    if not text.startswith("---"):
        return
    lines = text.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        yield Finding(
            path, 1, "front-matter", "front matter stands between two lines of three dashes"
        )
        return
    for number, line in enumerate(lines[1 : lines.index("---", 1)], 2):
        if message := problem(path, line):
            yield Finding(path, number, "front-matter", message)


def problem(path: str, line: str) -> str:
    """What is wrong with one line of front matter, and what to do; empty if nothing is."""
    line = _COMMENT.sub("", line).rstrip()
    if not line:
        return ""
    field = _FIELD.fullmatch(line)
    key = field[1] if field else line.partition(":")[0].strip()
    here = [name for name, (pages, _) in FRONT_MATTER.items() if _any(path, pages)]
    if key not in FRONT_MATTER:
        known = f"only {', '.join(here)} may stand here" if here else "this page needs none"
        return f"front matter “{key[:40]}” is not allowed: take it out; {known}"
    pages, values = FRONT_MATTER[key]
    if not _any(path, pages):
        return f"{key} is for {' and '.join(pages)} only: take it out"
    if not field or field[2] not in values:
        return f"write {key}: {' or '.join(values)}"
    return ""


def _any(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
