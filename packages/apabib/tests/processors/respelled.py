"""Entries of the test set in the spelling of biblatex-apa, where it has one of its own.

Its author's test file writes each numbered example of the manual as an entry: that is the spelling.
A step below writes the same facts in another type or field and says which; none leaves out a fact
or adds one, except what the step's text names. A step goes by types and fields, never by a key. A
difference of style stays, and is told in ``differences.biblatex.*.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from apabib.apa7.work import Work
from apabib.bibtex import model

Fields = dict[str, str]

_AND = re.compile(r"\s+and\s+")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
#: Our words for what a work is, and its own keys.
_KEYS = {
    "film": "film", "tv series": "tvseries", "tv series episode": "tvepisode", "video": "video",
    "song": "song", "album": "album", "audio podcast": "podcast", "map": "map",
    "audio podcast episode": "podcastepisode", "photograph": "photograph",
    "photographs": "photographs",
}  # fmt: skip
#: Its keys of roles, and our words.
_ROLES = {"director": "director", "writer": "writer", "host": "host", "producer": "producer",
          "executive producer": "execproducer", "executiveproducer": "execproducer",
          "chair": "chair"}  # fmt: skip
#: Types that it knows under another name only: without a driver or formats of their own.
_TYPES = {
    "review": "article", "suppperiodical": "article",
    "mvbook": "book", "booklet": "book",
    "movie": "video", "music": "audio", "artwork": "image",
    "standard": "report", "letter": "unpublished",
}  # fmt: skip


def respelled(work: Work, language: str) -> tuple[str, Fields]:
    """Type and fields of a work as biblatex-apa wants them, for a list in *language*."""
    kind, fields = work.type, {name: value for name, value in work.fields.items() if value}
    fields.pop("xdata", None)  # what it names is with the fields already
    if work.type == "movie" and not fields.keys() & {"titleaddon", "type", "entrysubtype"}:
        fields["entrysubtype"] = "film"  # our @movie says so itself
    for step in _STEPS:
        kind = step(kind, fields) or kind
    _translation(kind, fields, foreign=not language.startswith(work.language))
    return _TYPES.get(kind, kind), fields


def _left_out(kind: str, fields: Fields) -> str | None:
    """What APA does not print is not written: it prints whatever date, edition or place is there.

    Its test file has the year alone of a book, no first edition, no place of a publisher, and the
    day of a visit of web pages without a date alone. Our data model says which fields of a type are
    not printed; the pages of a book are told where its part is printed again.
    """
    for name in (fields.keys() & model.allowed(kind)) - {"pages"}:
        if model.place(kind, name) is model.Place.NOWHERE:
            del fields[name]
    if kind == "book" and "date" in fields:
        fields["date"] = re.sub(r"^(\d{4})-[\d-]+$", r"\1", fields["date"])
    if fields.get("edition") == "1":
        del fields["edition"]
    if kind == "online" and fields.keys() & {"date", "year"}:
        fields.pop("urldate", None)
    return None


def _events(kind: str, fields: Fields) -> str | None:
    """What was said at an event is a @presentation, in a symposium that is its main title."""
    if kind == "misc" and "presentation" in fields.get("titleaddon", ""):
        fields["eventtitle"] = fields.pop("howpublished")
    if "eventtitle" not in fields or "publisher" in fields:
        return None
    if kind not in {"inproceedings", "unpublished", "misc", "presentation"}:
        return None
    for part in ("title", "subtitle", "titleaddon"):
        _move(fields, f"book{part}", f"main{part}")
    if fields.get("editortype") == "chair":
        fields["editora"], fields["editoratype"] = fields.pop("editor"), fields.pop("editortype")
    if "eventdate" not in fields:
        _move(fields, "date", "eventdate")
    return "presentation"


def _descriptions(kind: str, fields: Fields) -> str | None:
    """What the work is, in ``entrysubtype``: that of audiovisual works, images, and posts."""
    if fields.get("entrysubtype") in {"newspaper", "magazine", "newsletter", "blog"}:
        fields["entrysubtype"] = "nonacademic"
    if kind in {"dataset", "software", "hardware", "image", "artwork", "video", "movie", "audio",
                "music", "online"} and "type" in fields:  # fmt: skip
        fields["entrysubtype"] = fields.pop("type")
    if kind == "movie":
        _move(fields, "titleaddon", "entrysubtype")
    if kind == "unpublished":
        _move(fields, "type", "howpublished")
    if kind == "misc":
        _move(fields, "type", "titleaddon")
    if kind == "report" and "number" not in fields:
        _move(fields, "type", "titleaddon")  # "Press release"; a type is for a number
    if fields.get("entrysubtype", "").casefold() in _KEYS:
        fields["entrysubtype"] = _KEYS[fields["entrysubtype"].casefold()]
    # The label that we print of data and programs without a description is written by its users.
    if not fields.keys() & {"entrysubtype", "titleaddon"} and "title" in fields:
        label = {"software": "Computer software", "dataset": "Data set"}.get(kind)
        if label:
            fields["entrysubtype"] = label
    return None


def _stand_alone(kind: str, fields: Fields) -> str | None:
    """A @misc has no publisher there and an upright title: slides, tests, objects are @image."""
    if kind == "misc":
        _move(fields, "organization", "publisher")
        return "image"
    if kind in {"software", "book", "video"}:  # these have no organization either
        _move(fields, "organization", "publisher")
    if kind == "inproceedings" and "organization" in fields and "publisher" in fields:
        fields["publisher"] += " and " + fields.pop("organization")
    return None


def _unpublished(kind: str, fields: Fields) -> str | None:
    """The state of a manuscript in ``howpublished``; its department or archive as the venue."""
    if kind == "unpublished":
        state = {"inpreparation": "maninprep", "submitted": "mansub"}.get(
            fields.get("pubstate", "")
        )
        if state:
            fields["howpublished"] = state
        _move(fields, "note", "howpublished")
        if "venue" not in fields:
            _move(fields, "institution", "venue")
    if kind in {"unpublished", "letter"}:
        _move(fields, "library", "venue")
    if kind == "article" and fields.get("pubstate") == "prepublished":
        fields["howpublished"] = "Advance online publication"
    return None


def _parts(kind: str, fields: Fields) -> str | None:
    """The whole of an episode or song is its ``maintitle``, an app's entry an ``appentry``.

    Season and episode stand behind the title of an episode, in it.
    """
    if kind in {"video", "audio", "music"}:
        _move(fields, "booktitle", "maintitle")
    if kind == "software" and "booktitle" in fields:
        fields["appentry"], fields["title"] = fields["title"], fields.pop("booktitle")
    if kind == "video" and "number" in fields:
        last = "subtitle" if "subtitle" in fields else "title"
        fields[last] += f" ({fields.pop('number')})"
    return None


def _volumes(kind: str, fields: Fields) -> str | None:
    """A volume of a set: "Vol. 3. Title" as the subtitle of the set; a number of volumes as 1--11.

    A special issue is a @periodical whose ``title`` is the issue's.
    """
    name = "booktitle" if "booktitle" in fields else "title"
    rest = name.replace("title", "subtitle")
    recorded = kind in {"video", "audio", "music", "movie", "presentation"}
    if not recorded and {"maintitle", "volume", name} <= fields.keys():
        part = f"Vol. {fields.pop('volume')}. {fields[name]}"
        part += ": " + fields.pop(rest) if rest in fields else ""
        whole = [fields.pop(each) for each in ("maintitle", "mainsubtitle") if each in fields]
        fields[name], fields[rest] = ": ".join(whole), part
    if fields.get("volumes", "").isdigit():
        fields["volumes"] = f"1--{fields['volumes']}"
    if kind == "periodical" and "issuetitle" in fields:
        fields["journaltitle"], fields["title"] = fields["title"], fields["issuetitle"]
        fields["issuetitle"] = "Special issue"
    return None


def _numbers(kind: str, fields: Fields) -> str | None:
    """An edition that is no number has its "ed."; a series with its own number is an ``issue``.

    A thesis by its key, and one that has none with its school, which it would print outside the
    brackets; an article's number that stands in ``pages`` is its ``eid``; "No." is written before a
    number that is none. It prints "Version" before a ``version``: one that says so itself is a
    ``number``. It prints no ``chapter``: its number stands in ``pages``.
    """
    if re.search(r"\bversion\b", fields.get("version", ""), re.IGNORECASE):
        _move(fields, "version", "number")
    if "chapter" in fields and "booktitle" in fields and "pages" not in fields:
        fields["pages"] = "Chapter " + fields.pop("chapter")
    if kind == "report" and "type" not in fields and fields.get("number", "1")[0].isalpha():
        fields["number"] = "No. " + fields["number"]
    edition = {"Second": "2"}.get(fields.get("edition", ""), fields.get("edition", ""))
    if edition and not edition.isdigit() and not re.search(r"\bed\b|\brev\.$|druk", edition):
        edition += " ed."
    if edition:
        fields["edition"] = edition
    if kind == "thesis" and fields.get("type") == "Master’s thesis":
        fields["type"] = "mathesis"
    if kind == "thesis" and fields.get("type") == "bathesis":
        fields["type"] = f"Bachelor’s thesis, {fields.pop('institution')}"
    if kind == "article" and re.fullmatch(r"e\d+", fields.get("pages", "")):
        _move(fields, "pages", "eid")
    if kind in {"report", "techreport"} and fields.get("type", "").endswith("Series"):
        _move(fields, "type", "issue")
        return "report"  # a @techreport has a type of its own
    if kind == "patent" and fields.get("type") == "patentus":
        fields["type"] = "U.S. Patent"
    return None


def _people(kind: str, fields: Fields) -> str | None:
    """Roles and user names as annotations of the names; the writer of a foreword as ``with``."""
    if "booktitle" not in fields:
        for name in ("introduction", "foreword", "afterword"):
            _move(fields, name, "with")
    if addon := fields.pop("nameaddon", ""):
        fields["author+an:username"] = f'1="{addon}"'
    if "author+an:username" in fields:
        fields["author+an:username"] = fields["author+an:username"].replace("_", "\\_")
    if role := fields.pop("authortype", ""):
        many = len(_AND.split(fields.get("author", ""))) > 1
        said = (_ROLES.get(each, f'"{each.title()}"') for each in _AND.split(role))
        keys = [f"{each}s" if many and each.isalpha() else each for each in said]
        fields["author+an:role"] = ("=" if many else "1=") + ",".join(keys)
    if _ROLES.get(fields.get("editortype", "")) == "execproducer":
        del fields["editortype"]
        fields["execproducer"] = fields.pop("editor")
    if "author" in fields:  # a given name of one word in braces, and initials apart
        fields["author"] = re.sub(r"(?<=, )([A-Z]\w*-[a-z]\w*)", r"{\1}", fields["author"])
        fields["author"] = re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z]\.)", " ", fields["author"])
    if fields.get("author", "").startswith("hoeks, "):  # a small letter would begin a particle
        fields["author"] = fields["author"].replace("hoeks", "{hoeks}")
    return None


def _dates(kind: str, fields: Fields) -> str | None:
    """Year, month and day of old in one ``date``; that of an original in its own entry alone.

    An article with a day and without a volume is not that of a journal, and it says so.
    """
    told = fields.get("relatedtype") == "reprintfrom" or "Reprinted" in fields.get("addendum", "")
    if told:
        for name in ("origdate", "origyear"):
            fields.pop(name, None)
    of_a_day = kind == "article" and len(fields.get("date", "")) == len("2013-06-07")
    if of_a_day and not fields.keys() & {"volume", "entrysubtype"}:
        fields["entrysubtype"] = "nonacademic"
    month = fields.get("month", "").casefold()
    if month in _MONTHS:
        number = _MONTHS.index(month) + 1
        del fields["month"]
        fields["date"] = f"{fields.pop('year')}-{number:02}"
        if day := fields.pop("day", ""):
            fields["date"] += f"-{int(day):02}"
    if fields.get("year") == "in press":
        del fields["year"]
        fields["pubstate"] = "inpress"
    return None


def _marks(kind: str, fields: Fields) -> str | None:
    """Quotation marks as biblatex's own command, so that it can put a period inside them.

    A parenthesis that ends the reference has biblatex's ``\\nopunct``: no period stands behind it.
    """
    for name, value in fields.items():
        fields[name] = re.sub("“([^“”]*)”", r"\\mkbibquote{\1}", value)
    if fields.get("addendum", "").endswith(")"):
        fields["addendum"] += "\\nopunct"
    return None


def _addresses(kind: str, fields: Fields) -> str | None:
    """A DOI without its resolver; a short one is its part after ``10/``. An address as ``url``."""
    if found := re.fullmatch(r"\\url\{(.*)\}", fields.get("howpublished", "")):
        fields["url"] = found[1]
        del fields["howpublished"]
    if "doi" in fields:
        fields["doi"] = re.sub(
            r"^(?:https?://(?:dx\.)?doi\.org/|doi:|10/(?=\w+$))", "", fields["doi"]
        )
    return None


def _sites(kind: str, fields: Fields) -> str | None:
    """The site of a page, and an archive with its number, in ``eprint`` and ``version``."""
    if kind == "online" and "eprinttype" in fields:
        number, archive = fields["eprint"], fields.pop("eprinttype")
        if archive == "arxiv":  # our key of the name
            number, archive = f"arXiv:{number}", "arXiv"
        fields["version"], fields["eprint"] = number, archive
    elif kind == "online":
        _move(fields, "organization", "eprint")
    return None


def _publishers(kind: str, fields: Fields) -> str | None:
    """Its users leave out a body that is the author: it does so of publishers alone."""
    authors = {each.strip("{}") for each in _AND.split(fields.get("author", ""))}
    for name in ("institution", "organization", "eprint"):
        said = fields.get(name, "")
        if said and (said.strip("{}") in authors or set(_AND.split(said)) <= authors):
            del fields[name]
    return None


def _laws(kind: str, fields: Fields) -> str | None:
    """Citations of laws in the field of each type, and courts in ``organization``.

    American law is cited in English in a Dutch list as well: only there it has the words.
    """
    if kind in {"constitution", "legmaterial", "legadminmaterial"} and "langid" not in fields:
        fields["langid"] = "american"
    else:
        fields.pop("langid", None)
    own = {"jurisdiction": "citation", "legadminmaterial": "citation", "legislation": "location",
           "legmaterial": "location"}.get(kind)  # fmt: skip
    if own:
        if "journal" in fields:
            reported = (fields.pop(name) for name in ("volume", "journal", "pages"))
            fields["citation"] = " ".join(reported)
        _move(fields, "institution", "organization")
        _move(fields, "howpublished", own)
        _move(fields, "citation", own)
    return None


def _translation(kind: str, fields: Fields, *, foreign: bool) -> None:
    """The original in ``origtitle`` where its translation is printed behind it.

    A reader of its language is given the title alone.
    """
    translation = fields.pop("titletranslation", "")
    if translation and foreign and "origtitle" not in fields:
        whole = ": ".join(fields.pop(each) for each in ("title", "subtitle") if each in fields)
        fields["origtitle"], fields["title"] = whole, translation


def _move(fields: Fields, old: str, new: str) -> None:
    """A field under another name, which it does not take from one that is there."""
    if old in fields and new not in fields:
        fields[new] = fields.pop(old)


_STEPS: tuple[Callable[[str, Fields], str | None], ...] = (
    _left_out, _dates, _events, _descriptions, _unpublished, _stand_alone, _parts, _volumes,
    _numbers, _people, _addresses, _sites, _publishers, _laws, _marks,
)  # fmt: skip


#: What its test file says of a work that is reviewed (examples 67 to 69).
_REVIEWED = frozenset({
    "author", "author+an:role", "authortype", "editor", "editortype", "title", "subtitle", "date",
    "year", "type", "entrysubtype",
})  # fmt: skip


def written(work: Work, language: str, works: Mapping[str, Work]) -> Iterator[str]:
    """A work as an entry of a file; what it reviews has an entry of its own, for the review."""
    kind, fields = respelled(work, language)
    if fields.get("relatedtype") == "reviewof":
        reviewed = works[fields["related"]]
        told = {name: value for name, value in reviewed.fields.items() if name in _REVIEWED}
        fields["related"] = f"{work.key}-reviewed"
        yield from written(Work(fields["related"], reviewed.type, told), language, works)
    yield f"@{kind}{{{work.key},"
    for name, value in fields.items():
        yield f"  {name} = {{{value}}},"
    yield "}"
