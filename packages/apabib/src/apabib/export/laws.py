"""Laws and cases in CSL's variables, as the official APA style prints them (APA 7, chapter 11)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apabib.apa7.legal import articles, name
from apabib.apa7.markup import text_of
from apabib.apa7.work import Locale, Work
from apabib.text.latex import printed

#: "347 U.S. 483", "576 U.S. ___", "42 U.S.C. § 12101", "Fla. Stat. § 994"; "Stb. 2004, 306".
_REPORTER = re.compile(r"(\d+) (\D[^§]*?) (?:(\d+)|(?:\\?_)+)\Z")
_CODE = re.compile(r"(?:(\d+) )?(\D[^§]*?) § ?(.+)\Z")
_GAZETTE = re.compile(r"([A-Z][\w.]*) (\d{4}), (\d+)\Z")
_PUBLIC_LAW = re.compile(r"Pub\. L\. No\. (\S+?)(?:, |\Z)")
_BILL = re.compile(r"(?:(.+?), )?(\d+(?:st|nd|rd|th) Cong\..*)\Z")
_AND = re.compile(r"\s+and\s+(?![^{]*\})")
#: What a note says of how far a law has come: CSL's ``status``.
_STATUS = re.compile(
    r"(?:to be codified|enacted|pending|proposed|repealed|vetoed|withdrawn|amended)\b", re.I
)


def law(values: Mapping[str, str], kind: str, named: str) -> dict[str, str]:
    """What an entry of a type (``kind``) says, in the variables of an item of the type ``named``.

    An entry without a title is known by its number or its citation; without either variable no
    style would print a thing.
    """
    courts = ("organization", "institution", "publisher")
    found: dict[str, str] = {
        "publisher": "", "publisher-place": "",
        "authority": next((values[each] for each in courts if values.get(each)), ""),
        "status": _status(values),
    }  # fmt: skip
    cited = _cited(values)
    if (latest := _latest(Work("", kind, values), len(cited))) is not None:
        place, court = latest
        cited, found["authority"] = cited[place - 1 :], court or found["authority"]
    if kind == "constitution":
        return found | {"title": _quoted(values, kind), "genre": "", "section": "",
                        "part-number": ""}  # fmt: skip
    if not values.get("title"):
        bare = {each: value for each, value in values.items() if each != "titleaddon"}
        called = text_of(name(Work("", kind, bare), Locale()))
        number = printed(values.get("number", ""))
        if not number:
            return found | _places(cited[1:]) | {"title": _as_it_is(called)}
        where = _places(cited)
        genre = called.removesuffix(number).strip()
        # The style has a "No." of its own, but for bills of a session or in a record.
        own = named == "regulation" or not where.keys() & {"chapter-number", "container-title"}
        if own and not genre.endswith("No."):
            return found | where | {"number": "", "genre": "", "title": _as_it_is(called)}
        genre = genre.removesuffix("No.").strip() if own else genre
        return found | where | {"number": number, "genre": genre}
    return found | _places(cited)


def _cited(values: Mapping[str, str]) -> list[str]:
    """The citations, from the fields that people write them in."""
    fields = ("citation", "howpublished", "location", "address")
    written = next((values[each] for each in fields if values.get(each)), "")
    return [each for each in _AND.split(written.strip()) if each]


def _latest(work: Work, count: int) -> tuple[int, str] | None:
    """Of a case that went on, which citation is of the year of the entry, and its court."""
    courts = work.annotation("citation", "citeorg")
    year = (work["date"] or work["year"])[:4]
    for number, said in work.annotation("citation", "citedate").items():
        if year and year in " ".join(said) and number <= count:
            return number, " ".join(courts.get(number, ()))
    return None


def _status(values: Mapping[str, str]) -> str:
    words = {word.strip().casefold() for word in values.get("keywords", "").split(",")}
    if "repealed" in words:
        return f"repealed {values.get('eventdate', '')[:4]}".rstrip()
    note = values.get("note", "")
    return note if _STATUS.match(note) else ""


def _quoted(values: Mapping[str, str], kind: str) -> str:
    """``U.S. Const. art. I, § 3``: CSL has no variables for articles, amendments and charters."""
    work = Work("", kind, values)
    parts = text_of(articles(work))
    called = values.get("title") or text_of(name(work, Locale()))
    return f"{called} {_as_it_is(parts)}".strip()


def _as_it_is(text: str) -> str:
    """Text whose small letters no style raises, as processors of CSL read it."""
    return f'<span class="nocase">{text}</span>' if re.search(r"\b[a-z]", text) else text


def _places(cited: list[str]) -> dict[str, str]:
    """The volume, book and page (or section) of the first citation, its number, its session.

    CSL has one container: where a case stands besides is not told.
    """
    found: dict[str, str] = {}
    for place in cited:
        if bill := _BILL.match(place):
            found |= {"number": bill[1]} if bill[1] else {}
            found["chapter-number"] = bill[2]
            continue
        found |= _place(place)
        break
    return found


def _place(place: str) -> dict[str, str]:
    if gazette := _GAZETTE.match(place):
        return {"container-title": gazette[1], "volume": gazette[2], "page": gazette[3]}
    number = ""
    if public := _PUBLIC_LAW.match(place):
        number, place = public[1], place[public.end() :]
    found = {"number": number} if number else {}
    if cited := _REPORTER.match(place):
        return found | {"volume": cited[1], "container-title": cited[2], "page": cited[3] or ""}
    if cited := _CODE.match(place):
        return found | {"volume": cited[1] or "", "container-title": cited[2], "section": cited[3]}
    return {"number": number or place}
