"""A bibliography entry as APA sees it: who is credited, when it appeared, what kind it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from apabib.apa7.people import initials
from apabib.text.dates import Date
from apabib.text.latex import printed
from apabib.text.names import Name, parse_names

PARTS = frozenset({"incollection", "inbook", "inproceedings", "conference"})
THESES = frozenset({"thesis", "phdthesis", "mastersthesis"})
REPORTS = frozenset({"report", "techreport"})

_LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en",
    "dutch": "nl", "german": "de", "ngerman": "de", "french": "fr", "italian": "it",
    "spanish": "es", "portuguese": "pt", "swedish": "sv", "danish": "da", "norsk": "nb",
    "finnish": "fi", "hebrew": "he", "japanese": "ja",
}  # fmt: skip
_ARTICLES = {"en": ("a", "an", "the"), "nl": ("de", "het", "een", "’t", "'t")}
# Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a BibTeX file: fields as written there, names of fields in lower case."""

    key: str
    type: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edition:
    """The language of the book that prints, and its translator of words (English msgids)."""

    language: str = "en"
    translate: Callable[[str], str] = str


@dataclass
class Work:
    """An entry with its people and dates read, ready to be compared and printed."""

    entry: Entry
    key: str = field(init=False)
    names: list[Name] = field(init=False)
    others: bool = field(init=False)
    edited: bool = field(init=False, default=False)
    """The people in the author's place are editors."""

    def __post_init__(self) -> None:
        self.key = self.entry.key
        self.names, self.others = self.people("author")
        if not self.names and not self.is_chapter:
            self.names, self.others = self.people("editor")
            self.edited = bool(self.names)

    def __getitem__(self, name: str) -> str:
        """A field as written, or nothing."""
        return self.entry.fields.get(name, "")

    def text(self, name: str) -> str:
        """A field without markup."""
        return printed(self[name])

    def people(self, role: str) -> tuple[list[Name], bool]:
        """The names in a field, and whether more are left out."""
        return parse_names(self[role]) if self[role] else ([], False)

    @property
    def is_article(self) -> bool:
        return self.entry.type == "article"

    @property
    def is_chapter(self) -> bool:
        return self.entry.type in PARTS

    @cached_property
    def date(self) -> Date:
        return Date.parse(self["date"] or self["year"])

    @cached_property
    def original_year(self) -> str:
        return Date.parse(self["origdate"] or self["origyear"]).year

    @cached_property
    def language(self) -> str:
        """The language of the title as a code; English unless ``langid`` says otherwise."""
        langid = self["langid"].casefold() or "english"
        code = langid if re.fullmatch("[a-z]{2}", langid) else "en"
        return _LANGUAGES.get(langid, code)

    def foreign_to(self, edition: Edition) -> str:
        """The language of the title where it is not the edition's, else nothing."""
        return "" if edition.language.startswith(self.language) else self.language

    @cached_property
    def sort_title(self) -> str:
        """The title from its first word that is no article (APA 7, section 9.49)."""
        words = self.text("title").split() or [""]
        if len(words) > 1 and words[0].casefold() in _ARTICLES.get(self.language, ()):
            words = words[1:]
        return fold("".join(words))

    @cached_property
    def sort_key(self) -> tuple[object, ...]:
        """Order in the list: names, then date, then title (APA 7, sections 9.44 to 9.49).

        Names are compared person by person, so one author comes before two and
        ``Brown, J. R.`` before ``Browning, A. R.``; no date comes first, in press last.
        """
        who = tuple(
            (fold(name.family), fold(initials(name)), fold(name.suffix)) for name in self.names
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


def fold(text: str) -> str:
    """Letters and digits only: case, accents, spaces and marks do not count in sorting."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return "".join(char for char in decomposed if char.isalnum())
