"""The settings of the bibliography tool: a change of them reads and asks nothing new."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from extensions.gate.allowed import TOOL, TOOL_PATTERN
from extensions.gate.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(path: str, text: str) -> Iterator[Finding]:
    """Everything in ``apabib.toml`` that is not on the list."""
    try:
        settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        yield Finding(path, line, "settings", f"this is no TOML ({error}): mend it")
        return
    for name, value in settings.items():
        found = re.search(rf"^\W*{re.escape(name)}\b", text, re.MULTILINE)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        if name not in TOOL:
            yield Finding(path, line, "settings", f"the setting {name} is not for a book: drop it")
        elif name in ("chapters", "exclude"):
            for pattern in value if isinstance(value, list) else [value]:
                if not TOOL_PATTERN.fullmatch(str(pattern)):
                    message = (
                        f"“{str(pattern)[:40]}” may lead out of the book, or takes long: mend it"
                    )
                    yield Finding(path, line, "settings", message)
