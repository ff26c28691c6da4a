"""What a rule gets: the review that it reports to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from apabib.bibtex.entries import Bibliography, Entry, Field
from apabib.findings import ERROR, REMARK, WARNING, Finding, in_order
from apabib.settings import Accepted


@dataclass(slots=True)
class Review:
    """One run over one bibliography, and what it finds; the bibliography stays as it was read.

    ``demands`` turns on rules beyond sound BibTeX and APA style (``settings.DEMANDS``): a file that
    somebody else wrote is judged without. ``names`` are words of titles that keep their capital.
    ``today`` is injected for tests.
    """

    bibliography: Bibliography
    demands: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    today: date = field(default_factory=date.today)
    findings: list[Finding] = field(default_factory=list)
    related: frozenset[str] | None = None
    """Keys of entries that another's reference speaks of, once they have been asked for."""
    learned: frozenset[str] | None = None
    """Names that titles of the bibliography show, once they have been asked for."""
    used: set[Accepted] = field(default_factory=set)
    """Exceptions that kept a difference from becoming a finding."""

    def error(self, entry: Entry, at: Field | None, code: str, message: str, remedy: str) -> None:
        self.report(at.start if at else entry.start, entry.key, code, ERROR, message, remedy)

    def warn(self, entry: Entry, at: Field | None, code: str, message: str, remedy: str) -> None:
        self.report(at.start if at else entry.start, entry.key, code, WARNING, message, remedy)

    def remark(self, entry: Entry, at: Field, code: str, message: str, remedy: str) -> None:
        self.report(at.start, entry.key, code, REMARK, message, remedy)

    def report(
        self, offset: int, key: str, code: str, severity: str, message: str, remedy: str
    ) -> None:
        """Note a fault at an offset of the text, within the entry ``key`` or none ("")."""
        self.findings.append(
            self.bibliography.finding(offset, key, code, severity, message, remedy)
        )

    def all_findings(self) -> list[Finding]:
        """Those of the reader and of the rules, in the order of the file."""
        return in_order([*self.bibliography.findings, *self.findings])


#: A rule on one field: it gets the review, the entry, the field, and the field's value.
FieldRule = Callable[[Review, Entry, Field, str], None]


def apply(rules: Mapping[str, FieldRule], review: Review, entry: Entry) -> None:
    """Judge each field that has a rule, by its name, unless it is damaged or empty."""
    for each in entry.fields:
        rule = rules.get(each.lower)
        if rule and each.sound and (value := each.value):
            rule(review, entry, each, value)
