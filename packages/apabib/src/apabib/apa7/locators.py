"""Which part of a work is cited: ``p. 12``, ``Chapters 3–4``, ``1:02:30`` (APA 7, section 8.13).

Authors write a locator in English or in Dutch, in the singular or the plural, in full or short; it
is printed in the language of the book, in the number of what follows, ranges with an en dash. What
has no label that is known here stays as it is written: a time, a verse, "their second study". A
number alone is a page, as in LaTeX.

In Dutch, names with a number have a capital, "Figuur 2", "Tabel 1", "Hoofdstuk 3", as a Dutch blog
on APA has them, The APA Team; pages, lines and paragraphs of text have none, as in English. A page
is "p.", of several "pp.", as in all guides that were seen (Tilburg, Hanze, Scribbr); "blz." is read
and printed so. An "alinea" is a paragraph of text, a "paragraaf" ("par.") is a section.
"""

from __future__ import annotations

import re
from functools import lru_cache

from apabib.apa7.work import Locale

#: What a label may be written as, by its key; a plural with an s, and a period, are understood.
_LABELS = {
    "page": "p pp pg pgs page blz bladzijde bladzijden bladzijdes pag pagina pagina's pagina’s",
    "chapter": "ch chap chapter chs hfst hfdst hoofdstuk hoofdstukken h",
    "paragraph": "para par paragraph al alinea alinea's alinea’s",
    "section": "sec sect section sectie paragraaf paragrafen",
    "table": "tab tbl table tabel tabellen",
    "figure": "fig figure figuur figuren",
    "slide": "slide dia dia's dia’s sheet",
    "part": "pt part deel delen dl dln",
    "volume": "vol volume",
    "line": "line regel regels r",
    "verse": "verse vers verzen vv",
    "article": "art article artikel artikelen artt",
    "appendix": "app appendix appendices bijl bijlage bijlagen",
    "note": "footnote note voetnoot noot voetnoten noten",
    "column": "col column kolom kolommen",
    "equation": "eq eqn equation vergelijking vergelijkingen",
    "box": "box kader kaders",
    "act": "act bedrijf",
    "scene": "scene scène scènes",
    "item": "item",
    "question": "question vraag vragen",
    "season": "season seizoen seizoenen",
    "episode": "episode ep aflevering afleveringen",
    "lesson": "lesson les lessen",
    "folio": "fol folio",
    "example": "example ex voorbeeld voorbeelden",
}
_KEYS = {word: key for key, words in _LABELS.items() for word in words.split()}
_KEYS |= {f"{word}s": key for word, key in _KEYS.items() if len(word) > 2}
#: What is short for something else in a language: "par." is "paragraaf", which is a section.
_IN_LANGUAGE = {"nl": {"par": "section", "pars": "section"}}
_LABEL = "|".join(sorted(map(re.escape, _KEYS), key=len, reverse=True))

# A number: 12, S12, 12a, 3.1, 1:02:30, IV, x, A; ranges and rows of them.
_ROMAN = r"(?=[mdclxvi])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_NUMBER = (
    rf"(?:[A-Za-z]{{0,2}}\d[\d.:]*(?<![.:])[A-Za-z]?|{_ROMAN}|{_ROMAN.upper()}|[A-Z])(?![^\W_])"
)
_DASH = r"(?:\s*(?:-+|–|—)\s*|\s+(?:t/m|tot en met)\s+)"
_NUMBERS = rf"{_NUMBER}(?:(?:{_DASH}|\s*(?:,|&|\band\b|\ben\b)\s*){_NUMBER})*"
_LABELED = re.compile(rf"((?i:{_LABEL}))(\.?\s*)({_NUMBERS})")
_PART = re.compile(rf"(\s*[,;]\s+|\s+(?:&|(?i:and|en))\s+)(?=(?i:{_LABEL})(?:\.\s*|\s+){_NUMBER})")
_BARE = re.compile(rf"\d+(?:(?:{_DASH}|\s*,\s*)\d+)*\Z")
_TIME = re.compile(r",\s*\d+:\d\d")
#: The end of a sentence, which a locator has not.
_STOPPED = re.compile(r"(?<=\d)\.\Z")
_RANGE = re.compile(rf"({_NUMBER}){_DASH}(?={_NUMBER})")
#: "pp. 12 ff."; Dutch writes "p. 12 e.v."
_FOLLOWING = re.compile(r"\s*ff\b")
_SEVERAL = re.compile(r"[–,&]|\band\b|\ben\b", re.IGNORECASE)


def locator(value: str, locale: Locale) -> str:
    """A locator as it is printed; ``p. 10, Table 2`` part by part."""
    value = _STOPPED.sub("", " ".join(value.split()))
    if _BARE.match(value):
        value = f"p. {value}"
    first, *rest = _PART.split(value)
    shown = _part(first, locale)
    for between, part in zip(rest[::2], rest[1::2], strict=True):
        shown = _tied(shown, between.strip().casefold(), _part(part, locale), locale)
    return shown


def _tied(first: str, between: str, last: str, locale: Locale) -> str:
    _ = locale.translate
    if between in {"and", "en"}:
        return _("{first} and {last}").format(first=first, last=last)
    return f"{first} & {last}" if between == "&" else f"{first}, {last}"


def _part(value: str, locale: Locale) -> str:
    found = _LABELED.match(value)
    # A word is parted from its number: "act1" is none, "p12" and "§3" are.
    if not found or (not found[2] and found[1][-1].isalpha() and len(found[1]) > 2):
        return _dashed(value)
    end = found.end()
    if (time := _TIME.search(found[3])) and ":" not in found[3][: time.start()]:
        end = found.start(3) + time.start()  # "Episode 12, 3:20" is one episode
    numbers, rest = _dashed(value[found.start(3) : end]), value[end:]
    word, language = found[1].casefold(), locale.language[:2]
    one, several = _words(locale)[_IN_LANGUAGE.get(language, {}).get(word) or _KEYS[word]]
    template = several if _SEVERAL.search(numbers) or _FOLLOWING.match(rest) else one
    return template.format(number=_joined(numbers, locale)) + rest


def _dashed(value: str) -> str:
    """Ranges with an en dash: also ``iv-x``, ``S12-S15``, ``1:30-1:45``; not ``Table 4-2``."""
    return _RANGE.sub(_range, value)


def _range(found: re.Match[str]) -> str:
    last = re.match(_NUMBER, found.string[found.end() :])
    falls = (
        found[1].isdecimal()
        and last is not None
        and last[0].isdecimal()
        and int(last[0]) <= int(found[1])
        and len(last[0]) >= len(found[1])  # 281-2 is a range, too
        and "--" not in found[0]
    )
    return found[0] if falls else f"{found[1]}–"


def _joined(numbers: str, locale: Locale) -> str:
    """The word between two numbers in the language of the book."""
    _ = locale.translate
    parts = re.split(r"\s+(?:and|en)\s+", numbers, flags=re.IGNORECASE)
    if len(parts) != 2:
        return numbers
    return _("{first} and {last}").format(first=parts[0], last=parts[1])


def _unbroken(template: str) -> str:
    return template.replace(" {", "\N{NO-BREAK SPACE}{").replace("{pages}", "{number}")


@lru_cache(maxsize=8)
def _words(locale: Locale) -> dict[str, tuple[str, str]]:
    """Of each label what is printed for one and for several."""
    _ = locale.translate
    return {
        # No line breaks between "p." and its number.
        "page": (_unbroken(_("p. {pages}")), _unbroken(_("pp. {pages}"))),
        "chapter": (_("Chapter {number}"), _("Chapters {number}")),
        "paragraph": (_("para. {number}"), _("paras. {number}")),
        "section": (_("Section {number}"), _("Sections {number}")),
        "table": (_("Table {number}"), _("Tables {number}")),
        "figure": (_("Figure {number}"), _("Figures {number}")),
        "slide": (_("Slide {number}"), _("Slides {number}")),
        "part": (_("Part {number}"), _("Parts {number}")),
        "volume": (_("Vol. {number}"), _("Vols. {number}")),
        "line": (_("line {number}"), _("lines {number}")),
        "verse": (_("verse {number}"), _("verses {number}")),
        "article": (_("Article {number}"), _("Articles {number}")),
        "appendix": (_("Appendix {number}"), _("Appendices {number}")),
        "note": (_("Footnote {number}"), _("Footnotes {number}")),
        "column": (_("column {number}"), _("columns {number}")),
        "equation": (_("Equation {number}"), _("Equations {number}")),
        "box": (_("Box {number}"), _("Boxes {number}")),
        "act": (_("Act {number}"), _("Acts {number}")),
        "scene": (_("Scene {number}"), _("Scenes {number}")),
        "item": (_("Item {number}"), _("Items {number}")),
        "question": (_("Question {number}"), _("Questions {number}")),
        "season": (_("Season {number}"), _("Seasons {number}")),
        "episode": (_("Episode {number}"), _("Episodes {number}")),
        "lesson": (_("Lesson {number}"), _("Lessons {number}")),
        "folio": (_("folio {number}"), _("folios {number}")),
        "example": (_("Example {number}"), _("Examples {number}")),
    }
