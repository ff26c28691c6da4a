"""What the edition says of itself: title, authors, version, date, license. One place: CITATION.cff.

The file is that of the Citation File Format 1.2 (https://citation-file-format.github.io), which
GitHub and Zenodo read too. A book without one is described by its ``conf.py``.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from babel.dates import format_date
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx.config import Config

#: A name of SPDX -> the address of the license.
LICENSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True)
class Edition:
    """One edition of the book."""

    title: str
    #: Names of groups as they are; those of persons as "Family, Given".
    authors: tuple[str, ...]
    #: For each author whether it is a group.
    groups: tuple[bool, ...]
    version: str
    #: The day on which it came out; before that, the day of its text, if the build knows that.
    date: dt.date | None
    #: Whether it has come out.
    released: bool
    license: str
    description: str
    keywords: tuple[str, ...]
    doi: str

    @property
    def license_address(self) -> str:
        """Where the license can be read; empty for one that is not known here."""
        return LICENSES.get(self.license, "")

    def license_words(self) -> str:
        """What the license allows, in a sentence; empty for one that is not known here."""
        if self.license == "CC-BY-4.0":
            return _("You may copy, share and adapt it if you name the source and your changes.")
        if self.license == "CC0-1.0":
            return _("You may use it for anything.")
        return ""

    def date_words(self, language: str) -> str:
        """``November 27, 2026``, ``text of ...`` before it came out; empty for no known date."""
        if not self.date:
            return ""
        day = format_date(self.date, "long", language)
        return day if self.released else _("text of {date}").format(date=day)


def edition_of(confdir: str | Path, config: Config) -> Edition:
    """What CITATION.cff in *confdir* says, or else *config*."""
    try:
        said: dict[str, Any] = yaml.safe_load(Path(confdir, "CITATION.cff").read_text("utf-8"))
    except OSError:
        said = {}
    people = said.get("authors") or [{"name": config.author}]
    released = _day(said.get("date-released"))
    return Edition(
        title=str(said.get("title") or config.project),
        authors=tuple(map(_name, people)),
        groups=tuple("name" in one for one in people),
        version=str(said.get("version") or config.version),
        date=released or _day_of_text(),
        released=released is not None,
        license=str(said.get("license") or ""),
        description=" ".join(
            str(said.get("abstract") or getattr(config, "epub_description", "")).split()
        ),
        keywords=tuple(map(str, said.get("keywords") or ())),
        doi=str(said.get("doi") or ""),
    )


def _name(person: dict[str, Any]) -> str:
    if "name" in person:
        return str(person["name"])
    family = " ".join(filter(None, (person.get("name-particle"), person.get("family-names"))))
    return ", ".join(filter(None, (family, person.get("given-names"))))


def _day(value: object) -> dt.date | None:
    """YAML reads ``2026-11-27`` as a date, and ``"2026-11-27"`` as a text."""
    if isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value) if isinstance(value, str) else None


def _day_of_text() -> dt.date | None:
    """The day that ``tasks.book`` gives all outputs: that of the last commit."""
    moment = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(moment), dt.UTC).date() if moment else None
