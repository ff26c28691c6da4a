"""A work as APA sees it: who is credited, when it appeared, what kind it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from apabib.apa7 import kinds
from apabib.apa7.people import initials, suffix_rank
from apabib.bibtex.annotations import said_of
from apabib.bibtex.entries import Entry
from apabib.bibtex.habits import as_meant
from apabib.bibtex.inherit import values_with_parents
from apabib.text.dates import Date
from apabib.text.languages import UNDETERMINED, language_code
from apabib.text.latex import printed
from apabib.text.names import Name, parse_names
from apabib.text.numerals import spelled_out
from apabib.text.servers import server_of
from apabib.text.states import IN_PRESS, is_in_press

#: Who stands in the author's place, first come first; an episode's producers are its series'.
_MAKERS = ("author", "editor", "editora", "editorb", "editorc", "execproducer", "execdirector")
#: biblatex's option for a name under its proper part: "Beethoven, L. van".
_NO_PREFIX = re.compile(r"\buseprefix\s*=\s*false\b")
#: Works that are dated by their year, whatever else is known of the day.
_OF_A_YEAR = kinds.THESES | {
    "book", "collection", "proceedings", "manual", "booklet", "dataset", "software", "movie",
    "mvbook", "mvcollection", "reference", "mvreference", "mvproceedings", "periodical",
    "incollection", "inbook", "inproceedings", "conference", "suppbook", "suppcollection",
    "bookinbook", "hardware", "standard", "patent", "music", "artwork", "unpublished",
}  # fmt: skip
#: Descriptions that say the same, and such as say the contrary, whatever the type.
_KINDS_OF_A_YEAR = frozenset({"film", "tvseries", "album", "song", "mobileapp"})
_OF_A_DAY = frozenset({"pressrelease", "newsletter", "blogpost", "speech", "speechaudiorecording"})
_LECTURES = ("lecturenotes", "powerpointslides", "slides")
#: Of ``entrysubtype``: what an article stands in that is no journal.
_DAILY = ("newspaper", "magazine", "nonacademic", "newsletter", "blog", "news")
_SUBTYPES = {
    "krant": "newspaper", "dagblad": "newspaper", "krantenartikel": "newspaper",
    "weekblad": "magazine", "opinieblad": "magazine",
}  # fmt: skip
_ARTICLE_TYPES = frozenset({"article", "review", "suppperiodical", "commentary"})
_RECORDINGS = frozenset({"video", "audio", "online"})
#: Kinds of ``related``: what the work is printed again from, and what it is a translation of.
REPRINTS = frozenset({"reprintfrom", "reprintof"})
_TRANSLATIONS = frozenset({"translationof", "translationfrom", "origpubin", "origpubas"})
_SITES = ("organization", "publisher", "institution")

_ARTICLES = {"en": ("a", "an", "the"), "nl": ("de", "het", "een", "’t", "'t")}
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Locale:
    """The language that the book prints in, and its translator of words (English msgids)."""

    language: str = "en"
    translate: Callable[[str], str] = str

    @property
    def stops_within_quotes(self) -> bool:
        """Whether a period stands inside a quotation mark that closes, as in American English."""
        return self.language.startswith("en")

    @property
    def raises_particles(self) -> bool:
        """Whether a particle gets a capital where no name goes before it (``people.family``)."""
        return self.language.startswith("nl")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a citation needs so that it cannot be taken for another work's."""

    shown: int = 0
    """How many names stand before ``et al.``; 0 means the usual number."""
    first: str = ""
    """What precedes the first surname: initials, or the given name."""
    suffix: str = ""
    """The letter after the year."""
    spelled_out: bool = False
    """Whether the abbreviation of its group is another group's too, and so is not used."""


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
    def credited(self) -> str:
        """The field whose people stand in the author's place; ``author`` where none do."""
        return self._credited[2]

    @property
    def edited(self) -> bool:
        """Whether the people in the author's place are in it as editors, or as their kind."""
        return self.credited != "author"

    @cached_property
    def _credited(self) -> tuple[list[Name], bool, str]:
        """Authors; of a whole without any, who made it: editors, directors, producers."""
        fields = ("author",) if self.is_in_another else _MAKERS
        for field in ("author", "holder") if self.type == "patent" else fields:
            names, others = self.people(field)
            if names:
                return names, others, field
        return [], False, "author"

    @property
    def is_in_another(self) -> bool:
        """Whether the editors are those of what the work stands in."""
        return self.is_part and self.family != kinds.PERIODICAL

    def text(self, name: str) -> str:
        """A field without markup."""
        value = self.fields.get(name)
        return printed(value) if value else ""

    def people(self, role: str) -> tuple[list[Name], bool]:
        """The names in a field, and whether more are left out."""
        if not self[role]:
            return [], False
        if role not in self._people:
            names, others = parse_names(self[role])
            names = [name for name in names if name.is_readable]
            if _NO_PREFIX.search(self["options"]):
                names = [name.without_particle for name in names]
            self._people[role] = names, others
        return self._people[role]

    @cached_property
    def _people(self) -> dict[str, tuple[list[Name], bool]]:
        return {}

    @cached_property
    def abbreviations(self) -> tuple[str, ...]:
        """The abbreviation of each of the authors in the text, "" for who has none (8.21).

        ``shortauthor`` has as many names as ``author``; none at all is ``()``.
        """
        field = f"short{self.credited}"
        short = [name.family for name in self.people(field)[0]]
        if len(short) != len(self.names):
            return ()
        told = zip(short, self.names, strict=True)
        # A person has no abbreviation.
        shown = tuple("" if name.given or each == name.family else each for each, name in told)
        return shown if any(shown) else ()

    def annotation(self, field: str, name: str) -> dict[int, tuple[str, ...]]:
        """What ``field+an:name`` says of each name of a field, and in place 0 of all of them.

        An annotation without a name tells the role.
        """
        unnamed = self[f"{field}+an"] if name == "role" else ""
        return said_of(self[f"{field}+an:{name}"] or unnamed)

    @cached_property
    def family(self) -> str:
        """Which of APA's families of works it belongs to (``kinds``)."""
        return kinds.family(self.type, self.fields)

    @cached_property
    def is_part(self) -> bool:
        """Whether it is a part of a greater whole, whose title is the one in italics."""
        return kinds.is_part(self.type, self.fields)

    @cached_property
    def date(self) -> Date:
        """The date as far as APA prints it: of most works the year only (section 9.14)."""
        whole = self.is_of_a_day or self._is_of_a_season
        return self._whole_date if whole else self._whole_date.without_day

    @cached_property
    def _whole_date(self) -> Date:
        """The date of the event for what was presented at one; of others the date, or a state."""
        event = Date.parse(self["eventdate"])
        # A treaty has the day on which it was opened for signature (section 11.10).
        if event and (self.is_of_an_event or self.type == "legal"):
            return event
        date = (
            Date.parse(self["date"])
            if self["date"]
            else Date.of_parts(self["year"], self["month"], self["day"])
        )
        # A manuscript that is submitted or in preparation has the year of its draft (10.8).
        if not date and is_in_press(self["pubstate"]):
            return Date(words=IN_PRESS)
        if is_in_press(date.words):
            return Date(words=IN_PRESS)
        return date or event

    @cached_property
    def is_of_an_event(self) -> bool:
        """Whether the work was presented, or recorded, at an event (section 10.5)."""
        recorded = self.type in _RECORDINGS and bool(self["eventtitle"])
        return self.family == kinds.EVENT or recorded

    @cached_property
    def is_of_a_day(self) -> bool:
        """Whether the work is dated to the day, or the season, as far as known (section 9.14).

        So are what stands in newspapers, magazines, newsletters and blogs, web pages and posts,
        entries of encyclopedias that change, talks, reports, press releases, slides, videos and
        episodes; not what stands in journals and books, nor books, theses, data, software, films,
        music and artworks.

        biblatex says of an article that it does in ``entrysubtype``; else a day without volume
        and number, with pages or an address, tells it.
        """
        if self.is_of_an_event:
            return True
        subtype, kind = _key(self["entrysubtype"]), _key(self["type"])
        if self.type in _ARTICLE_TYPES:
            if any(word in subtype for word in _DAILY):
                return True
            numbered = any(self[name] for name in ("volume", "number", "issue", "eid", "doi"))
            return self._has_a_day and bool(self["pages"] or self["url"]) and not numbered
        if {subtype, kind} & _OF_A_DAY or _key(self["titleaddon"]).startswith(_LECTURES):
            return True
        of_the_web = self["url"] and not self["publisher"] and not self["pages"]
        if self.family == kinds.CHAPTER and self._has_a_day and of_the_web:
            return True  # an entry in a reference work (section 10.3, example 49)
        # A preprint is dated by its year (section 10.8, example 73).
        preprint = "preprint" in {subtype, kind} or any(
            server_of(self[name]) for name in ("eprinttype", "eprint", *_SITES)
        )
        return not (self.type in _OF_A_YEAR or {subtype, kind} & _KINDS_OF_A_YEAR or preprint)

    @property
    def _is_of_a_season(self) -> bool:
        """Whether its journal names the season of the issue, as quarterlies do.

        apastyle.apa.org, "Journal article references", has it in the date.
        """
        start = self._whole_date.start
        return self.type in _ARTICLE_TYPES and bool(start and start.season)

    @property
    def _has_a_day(self) -> bool:
        return bool(self._whole_date.start and self._whole_date.start.day)

    @property
    def related(self) -> list[str]:
        """The keys of the works that it is related to; no work is its own reprint or review."""
        return [key for key in re.split(r"[,\s]+", self["related"]) if key not in {"", self.key}]

    @cached_property
    def original_date(self) -> Date:
        """The years in which the work was first published, if that was elsewhere."""
        return Date.parse(self["origdate"] or self["origyear"]).without_day

    @cached_property
    def language(self) -> str:
        """The language of the title as a code; English unless ``langid`` says otherwise."""
        if self["origtitle"] and not self["translator"]:
            return language_code(self["langid"] or self["origlanguage"]) or UNDETERMINED
        code = language_code(self["langid"])
        # A title that is translated is in another language, whichever that is.
        return code or (UNDETERMINED if self["titletranslation"] else "en")

    def foreign_to(self, locale: Locale) -> str:
        """The language of the title where it is not the book's, else nothing."""
        return "" if locale.language.startswith(self.language) else self.language

    @cached_property
    def sort_title(self) -> str:
        """The title from its first word that is no article, numbers in words (section 9.49).

        ``sorttitle`` says it in the entry's own way.
        """
        title = self.text("sorttitle") or self.text("title") or self.text("titleaddon")
        title = title or self.text("organization")  # a ruling without a name begins with its court
        words = title.lstrip("[“‘\"'(").split() or [""]
        if len(words) > 1 and words[0].casefold() in _ARTICLES.get(self.language, ()):
            words = words[1:]
        return collated(spelled_out(" ".join(words), self.language))

    @cached_property
    def sort_key(self) -> tuple[object, ...]:
        """Order in the list: names, then date, then title (APA 7, sections 9.44 to 9.49).

        Names are compared person by person, so one author comes before two and
        ``Brown, J. R.`` before ``Browning, A. R.``; no date comes first, in press last. A particle
        belongs to its name, in Dutch as well: "Van den Berg" stands under V, as the guides of
        Tilburg, HAN, and Scribbr have it.

        biblatex's ``presort``, ``sortkey``, ``sortname`` and ``sorttitle`` go before all that.
        """
        names = self.people("sortname")[0] or self.names
        who = tuple(
            (collated(name.family), collated(initials(name)), suffix_rank(name.suffix))
            for name in names
        )
        if self["sortkey"]:
            who = ((collated(self.text("sortkey")), "", 0),)
        who = who or ((self.sort_title, "", 0),)
        return (self["presort"] or "mm", who, *self.sort_date, self.sort_title, self.key)

    @property
    def sort_date(self) -> tuple[object, ...]:
        """No date, then years in order; a bare year before a full date; words last."""
        start = self.date.start or self.date.end
        if not start:
            return bool(self.date), bool(self.date), 0, 0, 0, self.date.words
        last = self.date.end or start
        return True, False, start.year, start.month or 3 * start.season, start.day, str(last.year)


def works_of(entries: Iterable[Entry]) -> list[Work]:
    """What the entries of a file say, with what they inherit from one another.

    Of two entries with one key the first counts, as in BibTeX.
    """
    by_key: dict[str, Entry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    works = {
        entry.key: Work(entry.key, *_understood(entry.type, values_with_parents(entry, by_key)))
        for entry in by_key.values()
    }
    return [_with_original(work, works) for work in works.values()]


def _understood(kind: str, values: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """A type and values as their writer means them.

    What is written in Dutch gets biblatex's word, where the word decides much.
    """
    meant = _SUBTYPES.get(values.get("entrysubtype", "").casefold())
    return as_meant(kind, {**values, "entrysubtype": meant} if meant else values)


def _with_original(work: Work, works: Mapping[str, Work]) -> Work:
    """With the year of the work that it says it was before, unless it says that, too."""
    if (
        "related" not in work.fields
        or work["relatedtype"].casefold() not in REPRINTS | _TRANSLATIONS
        or work.original_date
    ):
        return work
    first = (works[key] for key in work.related if key in works and works[key].date)
    if (other := next(first, None)) is None:
        return work
    return replace(work, fields={**work.fields, "origdate": other["date"] or other["year"]})


def _key(text: str) -> str:
    """``In Press`` and ``inpress`` alike."""
    return re.sub(r"[\W_]+", "", text.casefold())


def collated(text: str) -> str:
    """Letters and digits only: case, accents, spaces and marks do not count in sorting."""
    if text.isascii():
        return _NO_LETTERS.sub("", text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(char for char in decomposed if char.isalnum())
