"""Editions, volumes, pages and numbers (APA 7, sections 9.19, 9.20, 9.25, 9.28).

Dutch has "2e druk" and "2e herz. druk", as HAN does, in figures and without the first. Tilburg and
Radboud say "2e ed."; but what Dutch books say is "druk".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apabib.apa7 import kinds
from apabib.apa7.labels import is_label, label
from apabib.text.case import title_case
from apabib.text.ordinals import edition_number

if TYPE_CHECKING:
    from apabib.apa7.work import Locale, Work

_RANGE = re.compile(r"\s*(?:--+|[-–—]{2,}|–|(?<=\d)-(?=\d))\s*")
_PLAIN_RANGE = re.compile(r"(?<=[ivxlcdm])-(?=[ivxlcdm])", re.IGNORECASE)
#: Pages of a supplement: "S3-S9".
_LETTERED_RANGE = re.compile(r"(?<![\w-])([A-Za-z]{1,2})(\d+)-(?=\1\d+(?![\w-]))")
_SUPPLEMENT = re.compile(r"(?<!\w)suppl(?:ement)?(?:[._\s]+|(?=\d)|\Z)", re.IGNORECASE)
# "2nd", "2.", "2e druk": a number with what makes it an ordinal, and the rest.
_NUMBERED = re.compile(
    r"(\d{1,3})(?:st|nd|rd|th|e|de|ste|\.)?(?=[ ,;]|\Z)([ ,;]*)(.*)\Z", re.IGNORECASE
)
_WORD = re.compile(r"[ ,]*\b(?:editi(?:on|e)s?|edn|eds?|druk|dr|auflage|aufl)\b\.?", re.IGNORECASE)
_FOREIGN = re.compile(r"\b(?:druk|dr|editie|aufl(?:age)?|édition)\b", re.IGNORECASE)
_REVISED = re.compile(
    r"(?:(?:fully|completely|thoroughly|geheel|volledig|grondig)\s+)?"
    r"(?:revised|rev\.?|herziene?|herz\.?)",
    re.IGNORECASE,
)
_TEXT_REVISED = re.compile(r"text[- ](?:rev\.?|revised|revision)", re.IGNORECASE)
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter) (\d{4})\Z", re.IGNORECASE)
_EPISODE = re.compile(
    r"(?:s|season |seizoen )(\d+)[,\s]*(?:e|ep\.?|episode |aflevering )\s*(\d+)\Z", re.IGNORECASE
)
_BEGINS_WITH_DIGIT = re.compile(r"\d\S*\Z")
#: Words that are printed before a number, and need not stand in the field.
_PAGE = re.compile(
    r"(?:(?:pp?|blz|pag)\.|pages?|blz|pagina[’']?s?|bladzijden?)\s*(?=[\div])", re.IGNORECASE
)
_VOLUME = re.compile(
    r"(?:vol(?:ume|umes|s)?|deel|delen|dln?|jrg|jaargang)\b\.?\s*(?=\S)", re.IGNORECASE
)
_COUNTED = re.compile(r"(?<=\d)\s*(?:vol(?:ume)?s?|delen|dln)\.?\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"art(?:icle|ikel|\.)\s*(?=\S)", re.IGNORECASE)
_ISSUE = re.compile(r"(?:no|nr|number|nummer|issue|afl|aflevering)\b\.?\s*(?=\d)", re.IGNORECASE)
_NAMED = re.compile(r"(?:no|nr|num|number|nummer)\b\.?\s*", re.IGNORECASE)


def dashed(value: str) -> str:
    """Ranges with an en dash, whatever the file has."""
    value = _LETTERED_RANGE.sub(r"\1\2–", value)
    return _PLAIN_RANGE.sub("–", _RANGE.sub("–", value))


def bare_pages(value: str) -> str:
    """Pages without a word before them, as of an article: ``12–15``."""
    return dashed(_PAGE.sub("", value))


def bare_volume(value: str) -> str:
    """The volume of a journal: ``54`` for "jrg. 54"."""
    return dashed(_VOLUME.sub("", value))


def bare_issue(value: str) -> str:
    """The number of an issue: ``4`` for "nr. 4"; words that name an issue stay.

    A supplement is "Suppl. 2", however it is written (section 9.50).
    """
    return dashed(_SUPPLEMENT.sub("Suppl. ", _ISSUE.sub("", value)).rstrip())


def pages(value: str, locale: Locale) -> str:
    """``p. 12``, ``pp. 12–15``, ``pp. iv, 3``."""
    _ = locale.translate
    shown = bare_pages(value)
    if not shown:
        return ""
    template = _("pp. {pages}") if re.search("[–,&]", shown) else _("p. {pages}")
    return template.format(pages=shown).replace(". ", ".\u00a0", 1)


def article(value: str, locale: Locale) -> str:
    """``Article e0123``: a number that stands for pages (example 6)."""
    _ = locale.translate
    return _("Article {number}").format(number=_ARTICLE.sub("", value)) if value else ""


def edition(value: str, locale: Locale) -> str:
    """``2nd ed.``, ``5th ed., text rev.``, ``Rev. ed.``, ``Summer 2019 ed.``; no first one.

    What is written in any of these ways is printed in one of them.
    """
    _ = locale.translate
    value = value.strip()
    if not value:
        return ""
    bare = _WORD.sub("", value, count=1).strip(" ,;")
    if number := edition_number(bare) or edition_number(value):
        return "" if int(number) == 1 else _ordinal(int(number), locale)
    first, comma, rest = value.partition(",")
    if comma and (number := edition_number(first)):
        value = f"{number},{rest}"  # "Derde, herziene druk"
    if found := _NUMBERED.match(value):
        if int(found[1]) == 1 and not _WORD.sub("", found[3], count=1).strip(" ,;"):
            return ""  # "1e druk"
        shown = _with_more(int(found[1]), found[3], locale, apart="," in found[2])
        # What only another language has a word for is not half translated.
        return shown or value
    if found := _SEASON.match(bare):
        return _of_season(found[1], found[2], locale)
    if _REVISED.fullmatch(bare):
        return _("Rev. ed.")
    shown = value if not bare or _FOREIGN.search(value) else _("{edition} ed.").format(edition=bare)
    return shown[0].upper() + shown[1:]  # as "Rev. ed."


def _ordinal(number: int, locale: Locale) -> str:
    _ = locale.translate
    teen = 10 <= number % 100 <= 20
    templates = {1: _("{number}st ed."), 2: _("{number}nd ed."), 3: _("{number}rd ed.")}
    template = _("{number}th ed.") if teen else templates.get(number % 10, _("{number}th ed."))
    return template.format(number=number)


def _with_more(number: int, more: str, locale: Locale, *, apart: bool) -> str:
    """``5th ed., text rev.``; where no comma parts them, ``2nd rev. ed.``"""
    _ = locale.translate
    numbered, rest = _ordinal(number, locale), _WORD.sub("", more, count=1).strip(" ,;")
    if not rest:
        return numbered
    told = _REVISED.fullmatch(rest) or _TEXT_REVISED.fullmatch(rest)
    if not told and _FOREIGN.search(more):
        return ""
    # "Derde, herziene druk": what is between the number and its word belongs to both.
    apart = apart and not (told and _WORD.search(more) and not _WORD.match(more))
    if not apart and not _WORD.match(more):
        first = numbered.rpartition(" ")[0]
        template = _("{number} rev. ed.") if _REVISED.fullmatch(rest) else _("{number} {kind} ed.")
        return template.format(number=first, kind=rest)
    if _TEXT_REVISED.fullmatch(rest):
        return _("{edition}, text rev.").format(edition=numbered)
    if _REVISED.fullmatch(rest):
        return _("{edition}, rev.").format(edition=numbered)
    return f"{numbered}, {rest}"


def _of_season(season: str, year: str, locale: Locale) -> str:
    _ = locale.translate
    templates = {
        "spring": _("Spring {year} ed."),
        "summer": _("Summer {year} ed."),
        "autumn": _("Fall {year} ed."),
        "fall": _("Fall {year} ed."),
        "winter": _("Winter {year} ed."),
    }
    return templates[season.casefold()].format(year=year)


def volume(value: str, locale: Locale) -> str:
    """``Vol. 3``, ``Vols. 1–2``."""
    _ = locale.translate
    if not value:
        return ""
    number = bare_volume(value)
    several = "–" in number or "," in number or "&" in number
    return (_("Vols. {number}") if several else _("Vol. {number}")).format(number=number)


def volumes(work: Work, locale: Locale) -> str:
    """The volume of a set, its part, and how many volumes there are where none is named."""
    _ = locale.translate
    shown = volume(work.text("volume"), locale)
    if not shown and (count := _COUNTED.sub("", work.text("volumes"))):
        whole = count.isdecimal() and int(count) > 1
        shown = volume(f"1–{count}" if whole else count, locale)
    part = _("Pt. {number}").format(number=work.text("part")) if work["part"] else ""
    return ", ".join(filter(None, [shown, part]))


def numbered(work: Work, locale: Locale) -> str:
    """A number with what it is a number of: ``NIH Publication No. 18-2424``, ``ED545393``."""
    _ = locale.translate
    value = work.text("number")
    if not value:
        return ""
    value = _NAMED.sub("", value, count=1) if _NAMED.match(value) else value
    if found := _EPISODE.match(value):
        return season_and_episode(found[1], found[2], locale)
    if " " not in value and is_grant(work):
        return _("Project No. {number}").format(number=value)
    name = _series(work) or (_kind(work, locale) if is_named_by_type(work) else "")
    if _BEGINS_WITH_DIGIT.match(value) or (work.type in kinds.NUMBERED and " " not in value):
        template = _("{series} No. {number}") if name else _("No. {number}")
        return template.format(series=name, number=value)
    return f"{name} {value}".lstrip()


def is_grant(work: Work) -> bool:
    """Whether it is a grant, whose number is its project's (section 10.8)."""
    return any(
        work.text(name).casefold() == "grant"
        for name in ("type", "entrysubtype", "titleaddon", "howpublished", "note")
    )


def is_named_by_type(work: Work) -> bool:
    """Whether ``type`` says what the number is a number of, and is no description (example 57)."""
    return work.type in kinds.NUMBERED and bool(work["number"]) and not _series(work)


def _series(work: Work) -> str:
    return work.text("series") or work.text("issue") if work.type in kinds.REPORTS else ""


def _kind(work: Work, locale: Locale) -> str:
    """``type`` as a name before a number, with its capitals."""
    _ = locale.translate
    names = {
        "techreport": _("Technical Report"),
        "resreport": _("Research Report"),
        "": _("Patent") if work.type == "patent" else "",
    }
    name = names.get(work["type"].casefold()) or label(work["type"], locale)
    # "Working Paper No. 3", though "[Working paper]"; not so in Dutch.
    in_capitals = locale.language.startswith("en") and is_label(work["type"])
    return title_case(name) if in_capitals else name


def chapter(work: Work, locale: Locale) -> str:
    """``Chapter 4``; where there are pages, they tell the place."""
    _ = locale.translate
    if not work["chapter"] or work["pages"]:
        return ""
    return _("Chapter {number}").format(number=work.text("chapter"))


def season_and_episode(season: str, episode: str, locale: Locale) -> str:
    """``Season 3, Episode 12``."""
    _ = locale.translate
    return _("Season {season}, Episode {episode}").format(
        season=season.lstrip("0") or "0", episode=episode.lstrip("0") or "0"
    )


def version(work: Work, locale: Locale) -> str:
    """``Version 2.1``; a number of a repository stands as it is (example 74)."""
    _ = locale.translate
    value = work.text("version")
    if not value:
        return ""
    if re.search(r"\Sversi(?:on|e)\Z| versi(?:on|e)\Z", value, re.IGNORECASE):
        return value  # "Mar 14 version"
    if re.match(r"versi(?:on|e)\b", value, re.IGNORECASE):
        value = value[7:].strip() if value[5:7].casefold() == "on" else value[6:].strip()
    elif re.match(r"v\.?\s?\d", value):
        value = value[1:].lstrip(". ")
    elif work.type == "online" and re.match(r"[A-Z]{2,}\d", value):
        return value
    return _("Version {number}").format(number=value)
