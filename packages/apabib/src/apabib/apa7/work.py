"""A work as APA sees it: who is credited, when it appeared, what kind it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from apabib.apa7.people import initials
from apabib.bibtex.entries import Entry
from apabib.bibtex.inherit import values_with_parents
from apabib.text.dates import Date
from apabib.text.latex import printed
from apabib.text.names import Name, parse_names

PARTS = frozenset({"incollection", "inbook", "inproceedings", "conference"})
THESES = frozenset({"thesis", "phdthesis", "mastersthesis"})
REPORTS = frozenset({"report", "techreport"})
#: Works that are dated by their year, whatever else is known of the day.
_OF_A_YEAR = (
    THESES
    | REPORTS
    | {"book", "collection", "proceedings", "manual", "booklet", "dataset", "software", "movie"}
)

_LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en",
    "dutch": "nl", "german": "de", "ngerman": "de", "french": "fr", "italian": "it",
    "spanish": "es", "portuguese": "pt", "swedish": "sv", "danish": "da", "norsk": "nb",
    "finnish": "fi", "hebrew": "he", "japanese": "ja",
}  # fmt: skip
_ARTICLES = {"en": ("a", "an", "the"), "nl": ("de", "het", "een", "’t", "'t")}
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Locale:
    """The language that the book prints in, and its translator of words (English msgids)."""

    language: str = "en"
    translate: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a citation needs so that it cannot be taken for another work's."""

    shown: int = 0
    """How many names stand before ``et al.``; 0 means the usual number."""
    first: str = ""
    """What precedes the first surname: initials, or the given name."""
    suffix: str = ""
    """The letter after the year."""


@dataclass
class Work:
    """What an entry says of a work, with its people and dates read when they are asked for.

    ``fields`` has them as written in BibTeX, by their names in lower case.
    """

    key: str
    type: str
    fields: Mapping[str, str]

    def __getstate__(self) -> dict[str, object]:
        """What was worked out is not pickled: it costs more to read than to work out again."""
        return {"key": self.key, "type": self.type, "fields": self.fields}

    def __getitem__(self, name: str) -> str:
        """A field as written, or nothing."""
        return self.fields.get(name, "")

    @property
    def names(self) -> list[Name]:
        """The people in the author's place."""
        return self._credited[0]

    @property
    def others(self) -> bool:
        """Whether more people are left out."""
        return self._credited[1]

    @property
    def edited(self) -> bool:
        """Whether the people in the author's place are editors."""
        return self._credited[2]

    @cached_property
    def _credited(self) -> tuple[list[Name], bool, bool]:
        names, others = self.people("author")
        if names or self.is_chapter:
            return names, others, False
        names, others = self.people("editor")
        return names, others, bool(names)

    def text(self, name: str) -> str:
        """A field without markup."""
        return printed(self[name])

    def people(self, role: str) -> tuple[list[Name], bool]:
        """The names in a field, and whether more are left out."""
        return parse_names(self[role]) if self[role] else ([], False)

    @property
    def is_article(self) -> bool:
        return self.type == "article"

    @property
    def is_chapter(self) -> bool:
        return self.type in PARTS

    @cached_property
    def date(self) -> Date:
        """The date as far as APA prints it: of most works the year only (section 9.14)."""
        date = Date.parse(self["date"] or self["year"])
        return date if not date.month or self._is_of_a_day else replace(date, month=0, day=0)

    @property
    def _is_of_a_day(self) -> bool:
        """Whether the work is dated to the day, as what stands in a newspaper is.

        biblatex says of an article that it does in ``entrysubtype``; else a day and pages without
        volume and number tell it.
        """
        if not self.is_article:
            of_a_year = self.type in _OF_A_YEAR or self["entrysubtype"] == "preprint"
            return not self.is_chapter and not of_a_year
        if self["entrysubtype"] in {"newspaper", "magazine", "nonacademic"}:
            return True
        numbered = any(self[name] for name in ("volume", "number", "issue", "eid", "doi"))
        return bool(self["date"][8:10] and self["pages"]) and not numbered

    @cached_property
    def original_year(self) -> str:
        return Date.parse(self["origdate"] or self["origyear"]).year

    @cached_property
    def language(self) -> str:
        """The language of the title as a code; English unless ``langid`` says otherwise."""
        langid = self["langid"].casefold() or "english"
        code = langid if re.fullmatch("[a-z]{2}", langid) else "en"
        return _LANGUAGES.get(langid, code)

    def foreign_to(self, locale: Locale) -> str:
        """The language of the title where it is not the book's, else nothing."""
        return "" if locale.language.startswith(self.language) else self.language

    @cached_property
    def sort_title(self) -> str:
        """The title from its first word that is no article (APA 7, section 9.49)."""
        words = self.text("title").split() or [""]
        if len(words) > 1 and words[0].casefold() in _ARTICLES.get(self.language, ()):
            words = words[1:]
        return collated("".join(words))

    @cached_property
    def sort_key(self) -> tuple[object, ...]:
        """Order in the list: names, then date, then title (APA 7, sections 9.44 to 9.49).

        Names are compared person by person, so one author comes before two and
        ``Brown, J. R.`` before ``Browning, A. R.``; no date comes first, in press last.
        """
        who = tuple(
            (collated(name.family), collated(initials(name)), collated(name.suffix))
            for name in self.names
        )
        return (who or ((self.sort_title, "", ""),), *self.sort_date, self.sort_title, self.key)

    @property
    def sort_date(self) -> tuple[object, ...]:
        """No date, then years in order; a bare year before a full date; words last."""
        year = self.date.year
        return (
            bool(year),
            bool(year) and not year[0].isdigit(),
            year,
            self.date.month,
            self.date.day,
        )


def works_of(entries: Iterable[Entry]) -> list[Work]:
    """What the entries of a file say, with what they inherit from one another.

    Of two entries with one key the first counts, as in BibTeX.
    """
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    return [
        Work(entry.key, entry.type, values_with_parents(entry, by_key)) for entry in by_key.values()
    ]


def collated(text: str) -> str:
    """Letters and digits only: case, accents, spaces and marks do not count in sorting."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(char for char in decomposed if char.isalnum())
