"""The test set of APA 7: invented works, and what the manual makes of each.

``apa7/10.02-books.bib`` has entries, ``apa7/10.02-books.txt`` what they print as; an entry that is
also a model for contributors stands in ``apabib/models`` instead, under the same name of the file.
``lists`` are reference lists in their order, ``citations`` what stands in a text, ``dutch`` entries
as Dutch and Flemish authors write them, which no other processor is asked to print.

A block of a ``.txt`` file is a key, its rule in the manual, and lines by name::

    bakker2021eenzaam
        rule   APA 7, section 10.6, example 66
        en     Bakker, S. (2021). <i>Eenzame studenten</i> ...
        nl     Bakker, S. (2021). ...
        text   (Bakker, 2021) | Bakker (2021)
        tekst  (Bakker, 2021) | Bakker (2021)

``text`` is the English in-text form, in parentheses and in a sentence; ``tekst`` is the Dutch one.
A Dutch line that is left out is like the English one. ``<i>`` stands for italics. A line that
begins with ``#`` says why, where the manual can be read in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from apabib import models
from apabib.apa7.format import Cite, Locale, References, Span, Work, works_of
from apabib.bibtex.entries import Entry
from apabib.bibtex.parse import read
from apabib.i18n import translator

FOLDER = Path(__file__).parent / "apa7"
LOCALES = {"en": Locale(), "nl": Locale("nl", translator("nl"))}
_DUTCH = {"nl": "en", "tekst": "text"}
_CITE = re.compile(r"(?:\{([^}]*)\})?([^,{}]+)(?:\{([^}]*)\})?(?:,|\Z)")


@dataclass(frozen=True)
class Case:
    """A block: its name (a key, or a rule), and its lines by name."""

    name: str
    file: str
    lines: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """A line; of a Dutch one that is not there, the English."""
        return self.lines[name if name in self.lines else _DUTCH[name]]


def cases(name: str) -> list[Case]:
    """The blocks of a ``.txt`` file."""
    found = []
    for block in re.split(r"\n\s*\n", (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        if lines:
            head, *rest = lines
            found.append(Case(head, name, dict(line.split(maxsplit=1) for line in rest)))
    return found


def sections() -> list[str]:
    """The files of single works, by name."""
    return sorted(path.stem for path in FOLDER.glob("[0-9]*.txt"))


def entries(name: str) -> list[Entry]:
    """The entries of a file, with those of them that are models."""
    paths = [FOLDER / f"{name}.bib", models.FOLDER / f"{name}.bib"]
    return [entry for path in paths if path.is_file() for entry in read(path).entries]


def works(name: str) -> dict[str, Work]:
    """The works of a file, by key."""
    return {work.key: work for work in works_of(entries(name)) if work.type != "xdata"}


def alone(key: str, all_works: dict[str, Work], locale: Locale) -> References:
    """References to one work and to what it is related to: nothing to be told apart from."""
    related = re.split(r"\s*,\s*", all_works[key]["related"])
    return References([all_works[each] for each in (key, *related) if each], locale)


def marked_up(spans: Iterable[Span]) -> str:
    """Spans as a line of the set: italics in ``<i>``, and a space where one does not break."""
    text = "".join(f"<i>{span.text}</i>" if span.italic else span.text for span in spans)
    return text.replace("</i><i>", "").replace("\N{NO-BREAK SPACE}", " ")


def cites(written: str) -> Iterator[Cite]:
    """``{see also}key{p. 5},other`` as an author writes it."""
    for before, key, after in _CITE.findall(written):
        yield Cite(key.strip(), before, after)


def in_text(references: References, role: str, each: Iterable[Cite]) -> str:
    """What a cite role prints."""
    pieces = references.citation(role, list(each))
    return marked_up(span for piece in pieces for span in piece.spans)
