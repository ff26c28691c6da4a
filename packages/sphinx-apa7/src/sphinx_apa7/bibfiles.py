"""The files of ``bibtex_bibfiles``: read once by ``apabib``, and handed on in pybtex's form.

sphinxcontrib-bibtex and pybtex read nothing: the tool, the build and the printed page have the same
entries and the same names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pybtex import database as pybtex
from pybtex.utils import OrderedCaseInsensitiveDict
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from apabib.apa7.format import Work, works_of
from apabib.text.names import split_names, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from apabib.bibtex.entries import Entry
    from apabib.findings import Finding


@dataclass(slots=True)
class Reading:
    """What files hold: their entries by key, the keys of each file, and the errors in them."""

    entries: dict[str, Work] = field(default_factory=dict)
    keys: dict[Path, list[str]] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)


def read(contents: Mapping[Path, bytes], names: Mapping[Path, str]) -> Reading:
    """Read and judge files; *names* are what the errors call them.

    The errors are those of ``apabib check``, and a key that stands in two files. Entries may name
    those of other files in ``crossref``, ``xdata`` and ``related``, as biblatex lets them.
    """
    # Late: most builds find the files as they were.
    from apabib.bibtex.parse import parse
    from apabib.findings import ERROR, Finding
    from apabib.rules.run import errors

    reading = Reading()
    homes: dict[str, str] = {}
    read_entries: list[Entry] = []
    files = {path: parse(content, names[path]) for path, content in contents.items()}
    whole = {key: entry for each in files.values() for key, entry in each.by_key().items()}
    for path, bibliography in files.items():
        reading.errors += errors(bibliography, whole)
        entries = bibliography.by_key()
        for key, entry in entries.items():
            if home := homes.get(key.casefold()):
                message = f"the key is already used in {home}"
                remedy = "give this entry another key, or delete one of the two"
                found = Finding(names[path], entry.line, key, "key-twice", ERROR, message, remedy)
                reading.errors.append(found)
        homes |= {key.casefold(): names[path] for key in entries}
        reading.keys[path] = list(entries)
        read_entries += entries.values()
    reading.entries = {work.key: work for work in works_of(read_entries)}
    return reading


def pybtex_entry(work: Work) -> pybtex.Entry:
    """A work as an entry of pybtex: as it would have read it, with what the work inherits.

    Authors and editors stand apart from the other fields.
    """
    roles = pybtex.Person.valid_roles
    made = pybtex.Entry(
        work.type,
        {name: value for name, value in work.fields.items() if name not in roles},
        {
            role: [_person(name) for name in split_names(work.fields[role]) if name]
            for role in roles
            if work.fields.get(role)
        },
    )
    made.key = work.key
    return made


def _person(written: str) -> pybtex.Person:
    words = words_of(written)
    person = pybtex.Person()
    person.first_names += words.first
    person.middle_names += words.middle
    person.prelast_names += words.prelast
    person.last_names += words.last
    person.lineage_names += words.lineage
    return person


class EntriesOnDemand(pybtex.BibliographyData):
    """Entries in pybtex's form, made when another extension asks for them.

    Nothing of them is pickled: every build begins by handing them over anew. Goes when
    sphinxcontrib-bibtex lets an extension give it the entries.
    """

    def __init__(self, entries: Iterable[Work] = ()) -> None:
        super().__init__()
        self._given = entries
        del self.entries  # set by pybtex; from here on the property below

    @cached_property
    def entries(self) -> OrderedCaseInsensitiveDict:  # type: ignore[override]
        """Every entry by its key, in the order of the files."""
        return OrderedCaseInsensitiveDict((entry.key, pybtex_entry(entry)) for entry in self._given)

    def __reduce__(self) -> tuple[type[EntriesOnDemand], tuple[()]]:
        return EntriesOnDemand, ()


def handed(
    reading_keys: Mapping[Path, Iterable[str]], entries: Iterable[Work], encoding: str
) -> BibData:
    """What sphinxcontrib-bibtex takes for its own reading of these files, still up to date.

    It reads again unless encoding, paths and times are what it has; there is no other door.
    """
    files = {
        path: BibFile(get_mtime(path), dict.fromkeys(keys)) for path, keys in reading_keys.items()
    }
    return BibData(encoding, files, EntriesOnDemand(entries))
