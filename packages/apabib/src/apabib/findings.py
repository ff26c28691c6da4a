"""What a check finds: plain data, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: An error makes the book false or breaks its build; a warning is a matter of care or style.
ERROR = "error"
WARNING = "warning"
#: What is right as it is, and yet does something that its writer may not expect: a field that APA
#: prints nowhere. No setting makes it more, and no exit code tells of it.
REMARK = "remark"
#: What GitHub calls them.
_LEVELS = {REMARK: "notice"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it is, what is wrong, and what to do.

    ``file`` is as it was given to the reader, ``line`` counts from 1, ``key`` is the entry's key or
    "" where there is none, ``code`` is a stable name (``doi-form``) for exceptions and for tests.
    """

    file: str
    line: int
    key: str
    code: str
    severity: str
    message: str
    remedy: str
    column: int = 0

    def __str__(self) -> str:
        subject = f"{visible(self.key)}: " if self.key else ""
        return f"{self.file}:{self.line}: {subject}{visible(self.message)}; {visible(self.remedy)}"

    def annotation(self) -> str:
        """The finding as a GitHub Actions workflow command.

        The escapes are those of GitHub's ``@actions/core`` toolkit: without them a value of an
        untrusted ``refs.bib`` could start a command of its own.
        """
        place = f"file={_property(self.file)},line={self.line}"
        if self.column:
            place += f",col={self.column}"
        level = _LEVELS.get(self.severity, self.severity)
        return f"::{level} {place},title={_property(self.code)}::{_data(self._text())}"

    def _text(self) -> str:
        subject = f"{visible(self.key)}: " if self.key else ""
        return f"{subject}{visible(self.message)}; {visible(self.remedy)}"


def visible(text: str) -> str:
    """Keep ``text`` on one line and harmless in a terminal: controls are shown as escapes."""
    if text.isprintable():
        return text
    return "".join(
        # A no-break space is not "printable", but it is what APA puts behind "pp.".
        char
        if char.isprintable() or char == "\N{NO-BREAK SPACE}"
        else char.encode("unicode_escape").decode()
        for char in text
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader meets them: by file, then line, then column."""
    return sorted(findings, key=lambda f: (f.file, f.line, f.column, f.code))


def excerpt(text: str, width: int = 60) -> str:
    """``text`` on one line, cut so that a message stays readable."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
