"""The options of a MyST directive: ``:key: value`` lines, or YAML between lines of ``---``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

# Nothing that YAML reads in a way of its own: those go to its parser.
_PLAIN = re.compile(r"([\w-]+):(?: +([^\s\"'|>&*!%@`#\[{?-](?:[^#]|(?<=\S)#)*))?\Z")

# Nothing that MyST itself refuses: quotation marks, and the signs of YAML for several lines.
_LOOSE = re.compile(r"([\w-]+):(?: +([^\s\"'|>].*))?\Z")


@dataclass(frozen=True, slots=True)
class Option:
    """One option; ``source`` is its value as written, which begins ``line`` lines below."""

    name: str
    value: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """A directive's content apart: ``block`` of options, and the ``lines`` from ``skipped`` on.

    ``block_at`` and ``skipped`` count lines from the first one below the directive's own.
    """

    block: str
    block_at: int
    lines: list[str]
    skipped: int

    def options(self) -> Iterator[Option]:
        """The options; none where MyST cannot read the block, as it then drops all of them."""
        rows = self.block.split("\n") if self.block else []
        plain = [_PLAIN.match(row.rstrip()) for row in rows]
        if all(plain):
            for at, (row, found) in enumerate(zip(rows, plain, strict=True)):
                assert found
                value = (found[2] or "").rstrip()
                yield Option(found[1], value, row, self.block_at + at)
            return
        import yaml  # late: few options need it

        try:
            node = yaml.compose(self.block, yaml.SafeLoader)
        except yaml.YAMLError:
            yield from self._loose(rows)
            return
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            source = self.block[value.start_mark.index : value.end_mark.index]
            text = value.value if isinstance(value, yaml.ScalarNode) else source
            line = self.block_at + value.start_mark.line
            yield Option(str(key.value), text, source, line)

    def _loose(self, rows: list[str]) -> Iterator[Option]:
        """An option a line where MyST reads on and YAML does not: ``:note: *So*: it is``."""
        loose = [_LOOSE.match(row.rstrip()) for row in rows]
        if all(loose):
            for at, (row, found) in enumerate(zip(rows, loose, strict=True)):
                assert found
                yield Option(found[1], (found[2] or "").rstrip(), row, self.block_at + at)


def split_options(content: str) -> Body:
    """Options and text of what stands below a directive's line."""
    lines = content.split("\n")
    if content.startswith("---"):
        for at, line in enumerate(lines[1:], 1):
            if line.startswith("---"):
                block = dedent("\n".join(lines[1:at]))
                rest = line.lstrip("-").removeprefix(" ")
                if rest:  # the first line of the text stands behind the mark
                    return Body(block, 1, [rest, *lines[at + 1 :]], at)
                return Body(block, 1, lines[at + 1 :], at + 1)
        return Body(dedent("\n".join(lines[1:])), 1, [], len(lines))
    at = 0
    if content.lstrip().startswith(":"):
        while at < len(lines) and _is_option(lines[at]):
            at += 1
    block = "\n".join(line.lstrip()[1:] for line in lines[:at])
    return Body(block, 0, lines[at:], at)


def _is_option(line: str) -> bool:
    line = line.lstrip()
    return line.startswith(":") and not line.startswith(":::")
