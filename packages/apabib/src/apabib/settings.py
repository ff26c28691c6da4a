"""What is particular to this book: ``apabib.toml``, read from the folder that the tool runs in.

contact = "somebody@example.org"     # sent to the registries, as they ask; or BIB_CONTACT
bibliography = "refs.bib"
chapters = ["index.md", "chapters/*.md", "back/*.md"]
snapshot = "refs.verified.json"

[[accepted]]                         # a finding or difference that is right as it is
key = "coan2006lending"
code = "title-case"                  # a finding's code, or a field that differs
reason = "..."
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from apabib.findings import WARNING, Finding
from apabib.i18n import _

FILE = "apabib.toml"


class SettingsError(Exception):
    """A configuration file that cannot be read; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One exception: ``code`` is a finding's code, or the name of a field that may differ."""

    key: str
    code: str
    reason: str


@dataclass(slots=True)
class Settings:
    """Places and addresses; the defaults are this book's layout."""

    root: Path
    bibliography: Path
    chapters: list[str]
    snapshot: Path
    contact: str = ""
    crossref: str = "https://api.crossref.org"
    doi: str = "https://doi.org"
    pubmed: str = "https://pmc.ncbi.nlm.nih.gov/api/ctxp/v1/pubmed/"
    books: str = "https://openlibrary.org"
    #: Requests a second; Crossref's polite pool allows more, and we need no more.
    rate: float = 5.0
    #: Seconds to wait for a connection and for an answer.
    timeout: float = 15.0
    retries: int = 4
    #: Seconds before the second try; it doubles with every further one.
    backoff: float = 1.0
    accepted: list[Accepted] = field(default_factory=list)

    def shown(self, path: Path) -> str:
        """A path as messages show it: from the root of the book where it lies inside."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)

    def exception(self, key: str, code: str) -> Accepted | None:
        """The exception that covers this finding or difference, with its reason."""
        return next((one for one in self.accepted if (one.key, one.code) == (key, code)), None)

    def without_accepted(
        self, findings: Iterable[Finding], used: Collection[Accepted] = ()
    ) -> list[Finding]:
        """Findings that no exception covers, and one for every exception that covers nothing.

        ``used`` are exceptions that have covered something else already.
        """
        kept = []
        covering = set(used)
        for finding in findings:
            one = self.exception(finding.key, finding.code)
            if one:
                covering.add(one)
            else:
                kept.append(finding)
        return kept + [
            Finding(
                FILE,
                1,
                one.key,
                "accepted-unused",
                WARNING,
                _("the exception “%s” covers nothing any more") % one.code,
                _("delete it"),
            )
            for one in self.accepted
            if one not in covering
        ]


_NUMBERS = {"rate": float, "timeout": float, "retries": int, "backoff": float}
_TEXTS = ("contact", "crossref", "doi", "pubmed", "books")


def load(root: Path) -> Settings:
    """Read ``apabib.toml`` in ``root``; without one the defaults hold. Raises SettingsError."""
    root = root.resolve()
    settings = Settings(
        root,
        root / "refs.bib",
        ["index.md", "chapters/*.md", "back/*.md"],
        root / "refs.verified.json",
    )
    settings.contact = os.environ.get("BIB_CONTACT", "")
    path = root / FILE
    if not path.exists():
        return settings
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(_("%s cannot be read: %s") % (FILE, error)) from None
    _fill(settings, table)
    # The environment wins, so that a nightly run can carry an address that is not in the file.
    settings.contact = os.environ.get("BIB_CONTACT") or settings.contact
    return settings


def _fill(settings: Settings, table: dict[str, object]) -> None:
    for name, value in table.items():
        if name in {"bibliography", "snapshot"} and isinstance(value, str):
            setattr(settings, name, settings.root / value)
        elif name in _TEXTS and isinstance(value, str):
            setattr(settings, name, value)
        elif name in _NUMBERS and isinstance(value, int | float) and value >= 0:
            setattr(settings, name, _NUMBERS[name](value))
        elif name == "chapters" and isinstance(value, list):
            settings.chapters = [str(pattern) for pattern in value]
        elif name == "accepted" and isinstance(value, list):
            settings.accepted = [_accepted(each) for each in value]
        else:
            raise SettingsError(_("%s: %s is no setting, or of the wrong kind") % (FILE, name))


def _accepted(each: object) -> Accepted:
    try:
        one = Accepted(**each)  # type: ignore[arg-type]
    except TypeError:
        raise SettingsError(_("%s: [[accepted]] needs key, code and reason") % FILE) from None
    if not str(one.reason).strip():
        raise SettingsError(_("%s: the exception for %s has no reason") % (FILE, one.key))
    return one
