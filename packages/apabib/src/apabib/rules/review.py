"""What a rule gets: the review that it reports to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from apabib.bibtex.entries import Bibliography, Entry, Field
from apabib.findings import ERROR, WARNING


@dataclass(slots=True)
class Review:
    """One run over one bibliography.

    ``house`` turns on the rules that only this book has (keys, provenance, its types): a file that
    somebody else wrote is judged by BibTeX and APA alone. ``today`` is injected for tests.
    """

    bibliography: Bibliography
    house: bool = False
    today: date = field(default_factory=date.today)

    def error(self, entry: Entry, at: Field | None, code: str, message: str, remedy: str) -> None:
        self._report(entry, at, code, ERROR, message, remedy)

    def warn(self, entry: Entry, at: Field | None, code: str, message: str, remedy: str) -> None:
        self._report(entry, at, code, WARNING, message, remedy)

    def _report(
        self, entry: Entry, at: Field | None, code: str, severity: str, message: str, remedy: str
    ) -> None:
        offset = at.start if at else entry.start
        self.bibliography.report(offset, entry.key, code, severity, message, remedy)


#: A rule on one field: it gets the review, the entry, the field, and the field's value.
FieldRule = Callable[[Review, Entry, Field, str], None]


def apply(rules: Mapping[str, FieldRule], review: Review, entry: Entry) -> None:
    """Judge each field that has a rule, by its name, unless it is damaged or empty."""
    for each in entry.fields:
        rule = rules.get(each.lower)
        if rule and each.sound and (value := each.value):
            rule(review, entry, each, value)
