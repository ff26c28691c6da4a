"""The settings of the bibliography tool: a change of them reads and asks nothing new."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from extensions.gate.allowed import TOOL, TOOL_PATTERN
from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAME = re.compile(r"[\[\s\"']*([\w-]+)")


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _accepted(value: object) -> bool:
    """Exceptions, each with its key, its code and its reason."""
    return isinstance(value, list) and all(
        isinstance(one, dict) and {*one} == {"key", "code", "reason"} and _texts([*one.values()])
        for one in value
    )


#: What a setting holds, where that is no list of texts.
_KINDS: dict[str, Callable[[object], bool]] = {
    "accepted": _accepted,
    "contact": lambda value: isinstance(value, str),
}


def check(path: str, text: str) -> Iterator[Finding]:
    """Everything in ``apabib.toml`` that is not on the list."""
    try:
        settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        yield Finding(path, line, "settings", f"this is no TOML ({error}): mend it")
        return
    lines: dict[str, int] = {}
    for number, words in enumerate(text.split("\n"), 1):
        if found := _NAME.match(words):
            lines.setdefault(found[1], number)
    for name, value in settings.items():
        line = lines.get(name, 1)
        if name not in TOOL:
            yield Finding(path, line, "settings", f"the setting {name} is not for a book: drop it")
        elif not _KINDS.get(name, _texts)(value):
            yield Finding(path, line, "settings", f"{name} is of another kind: mend it")
        elif name in ("chapters", "exclude"):
            for pattern in value:
                if not TOOL_PATTERN.fullmatch(pattern):
                    message = f"“{pattern[:40]}” may lead out of the book, or takes long: mend it"
                    yield Finding(path, line, "settings", message)
