"""What is particular to a project: ``apabib.toml``, or ``[tool.apabib]`` of ``pyproject.toml``.

Both are read from the folder that the tool runs in. The README lists every setting.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from apabib.findings import WARNING, Finding
from apabib.i18n import _

FILE = "apabib.toml"
#: ``**`` in one pattern: each more multiplies the time that a search takes.
_WILDEST = 2

# What a project may demand beyond sound BibTeX, APA style, and citations that can be resolved.
PROVENANCE = "provenance"
KEYS = "keys"
PRINTABLE = "printable"
UNCITED = "uncited"
CITE_KIND = "cite-kind"
CITATION_PLACE = "citation-place"
READ = "read"
DEMANDS = frozenset({PROVENANCE, KEYS, PRINTABLE, UNCITED, CITE_KIND, CITATION_PLACE, READ})


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
    """Every setting under its name in the file; paths in them are relative to ``root``."""

    root: Path
    file: str = FILE
    """Where the settings stand, for messages."""
    bibliography: Path = Path("refs.bib")
    snapshot: Path = Path("refs.verified.json")
    chapters: list[str] = field(default_factory=lambda: ["**/*.md", "**/*.rst"])
    exclude: list[str] = field(
        default_factory=lambda: [".*", "_build", "build", "dist", "node_modules", "venv", "env"]
    )
    myst_enable_extensions: list[str] = field(default_factory=list)
    myst_disable_syntax: list[str] = field(default_factory=list)
    key_options: list[str] = field(default_factory=list)
    text_options: list[str] = field(default_factory=list)
    code_directives: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    demands: list[str] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    contact: str = ""
    crossref: str = "https://api.crossref.org"
    doi: str = "https://doi.org"
    pubmed: str = "https://pmc.ncbi.nlm.nih.gov/api/ctxp/v1/pubmed/"
    books: str = "https://openlibrary.org"
    rate: float = 5.0
    """Requests a second; Crossref's polite pool allows more, and no project needs more."""
    timeout: float = 15.0
    """Seconds to wait for a connection and for an answer."""
    retries: int = 4
    backoff: float = 1.0
    """Seconds before the second try; it doubles with every further one."""

    def __post_init__(self) -> None:
        self.bibliography = self.root / self.bibliography
        self.snapshot = self.root / self.snapshot

    def shown(self, path: Path) -> str:
        """A path as messages show it: from the root of the project where it lies inside."""
        try:
            return path.absolute().relative_to(self.root).as_posix()
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
                self.file,
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


def load(root: Path) -> Settings:
    """Read the settings of the project in ``root``; without any the defaults hold.

    Raises SettingsError.
    """
    root = root.resolve()
    name, table = _table(root)
    values: dict[str, Any] = {key: _value(name, key, value) for key, value in table.items()}
    # The environment wins, so that a nightly run can carry an address that is not in the file.
    if contact := os.environ.get("BIB_CONTACT"):
        values["contact"] = contact
    return Settings(root, name, **values)


def _table(root: Path) -> tuple[str, dict[str, object]]:
    """The file with the settings, and what it says: ``apabib.toml`` goes first."""
    for name in (FILE, "pyproject.toml"):
        path = root / name
        if not os.path.lexists(path):
            continue
        import tomllib

        try:
            # What a link leads to may be no one's business, and a pipe never ends.
            if not stat.S_ISREG(path.lstat().st_mode):
                raise SettingsError(
                    _("%s cannot be read: %s") % (name, _("this is no regular file"))
                )
            table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
            if name != FILE:
                table = table.get("tool", {}).get("apabib")
                if table is None:
                    continue
            table.items()
        except RecursionError:
            problem = _("brackets are too deep in each other")
            raise SettingsError(_("%s cannot be read: %s") % (name, problem)) from None
        except (OSError, ValueError, AttributeError) as error:
            raise SettingsError(_("%s cannot be read: %s") % (name, error)) from None
        return name, table
    return FILE, {}


def _value(file: str, name: str, value: object) -> object:
    """A setting's value as ``Settings`` holds it."""
    kind = _KINDS.get(name)
    taken = kind(value) if kind else None
    if taken is None:
        raise SettingsError(_("%s: %s is no setting, or of the wrong kind") % (file, name))
    if isinstance(taken, Path) and (taken.is_absolute() or ".." in taken.parts):
        raise SettingsError(_("%s: %s leads out of the project: name a file in it") % (file, name))
    if name in ("chapters", "exclude") and any(each.count("**") > _WILDEST for each in taken):
        raise SettingsError(
            _("%s: a pattern in %s has more than %d times **") % (file, name, _WILDEST)
        )
    if name == "accepted":
        return [_accepted(file, each) for each in value]  # type: ignore[attr-defined]
    if name == "demands" and (unknown := sorted(set(taken) - DEMANDS)):
        raise SettingsError(
            _("%s: there is no demand %s; demands are %s")
            % (file, unknown[0], ", ".join(sorted(DEMANDS)))
        )
    return taken


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _path(value: object) -> Path | None:
    return Path(value) if isinstance(value, str) else None


def _texts(value: object) -> list[str] | None:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    return None


def _number(value: object) -> float | None:
    # In Python a bool is an int.
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    return None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _tables(value: object) -> list[object] | None:
    return value if isinstance(value, list) else None


_KINDS: dict[str, Callable[[object], Any]] = {
    each.name: {
        "str": _text,
        "Path": _path,
        "list[str]": _texts,
        "float": _number,
        "int": _count,
        "list[Accepted]": _tables,
    }[str(each.type)]
    for each in fields(Settings)
    if each.name not in {"root", "file"}
}


def _accepted(file: str, each: object) -> Accepted:
    try:
        one = Accepted(**each)  # type: ignore[arg-type]
        if not all(isinstance(field, str) for field in (one.key, one.code, one.reason)):
            raise TypeError
    except TypeError:
        raise SettingsError(_("%s: [[accepted]] needs key, code and reason") % file) from None
    if not str(one.reason).strip():
        raise SettingsError(_("%s: the exception for %s has no reason") % (file, one.key))
    return one
