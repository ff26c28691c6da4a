"""Entries on their way in: values from elsewhere in this bibliography's form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from apabib.bibtex import model
from apabib.bibtex.canonical import clean
from apabib.i18n import _
from apabib.intake.people import people
from apabib.intake.plain import composed
from apabib.registry.record import Record, Update
from apabib.text.case import journal_case, sentence_case
from apabib.text.identifiers import clean_doi
from apabib.text.languages import language_code
from apabib.text.latex import without_latex
from apabib.text.ordinals import edition_number

#: Keywords that change what is printed: a meta-analysis's asterisk (APA 7, section 9.52), the state
#: of a law (chapter 11).
TELLING = frozenset({"meta", "proposed", "repealed"})
#: Fields of the model that an entry does not bring in: how it was checked is said by who brings it
#: in; the rest is for other programs and for their owners.
OUT = frozenset({
    "verified", "record", "read", "keywords", "abstract", "annotation", "annote", "file", "pdf",
    "timestamp", "owner", "options", "relatedoptions", "langidopts", "execute", "key", "ids",
    "hyphenation", "gender", "usera", "userb", "userc", "userd", "usere", "userf", "verba", "verbb",
    "verbc", "lista", "listb", "listc", "listd", "liste", "listf", "namea", "nameb", "namec",
    "nameatype", "namebtype", "namectype", "indextitle", "indexsorttitle", "pagination",
    "bookpagination",
})  # fmt: skip
_KEPT = model.KNOWN - OUT
_NAMES = model.NAMES & _KEPT
#: Fields that say of what kind a work is, or have another meaning in other programs.
_OF_SOME_TYPES = frozenset({
    "journal", "journaltitle", "booktitle", "booksubtitle", "source", "article", "section",
    "amendment",
})  # fmt: skip
#: Fields besides titles whose capitals programs protect, and where braces have no other meaning.
_UNBRACED = frozenset({"eventtitle", "venue", "type", "entrysubtype", "titleaddon", "series"})
_WORD_BEFORE = re.compile(
    r"\A(?:vol(?:ume)?|jg|jaargang|band|bd|no|nr|number|issue|iss|heft|h)\b\.?\s*(?=\d)",
    re.IGNORECASE,
)
#: Proceedings have the name of their conference in their title.
_CONFERENCE = re.compile(r"\b(?:Conference|Congress|Symposium|Workshop|Meeting|Convention)\b")
#: What programs write where they have nothing.
_NOTHING = frozenset({"n/a", "none", "null", "-", "--", "undefined", "n.a."})


class DraftError(Exception):
    """A source that cannot be read; the message says why and what to do."""


@dataclass(slots=True)
class Draft:
    """An entry on its way in: ``doubts`` are things that a person should look at.

    ``address`` is where the public record is that it was compared with, ``record`` what that holds
    if it is a registry's. ``left`` are names and values of the source that the entry has not,
    ``faults`` what nobody but a person can say, ``notices`` retractions and corrections.
    """

    type: str
    fields: dict[str, str]
    address: str = ""
    doubts: list[str] = field(default_factory=list)
    record: Record | None = None
    left: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notices: list[Update] = field(default_factory=list)


def make(
    kind: str,
    fields: Mapping[str, str],
    names: Collection[str] = (),
    *,
    left: Iterable[tuple[str, str]] = (),
    doubts: Iterable[str] = (),
) -> Draft:
    """House form of every value, in canonical order, with what is doubtful and what is left out.

    ``names`` are words that keep their capitals in titles (the setting of that name).
    """
    draft = Draft(kind, {}, left=list(left), doubts=list(doubts))
    # Other languages have capitals of their own, and so have cases and laws.
    foreign = language_code(fields.get("langid", "")) not in {"", "en"} or kind in model.LEGAL
    for name in sorted(fields, key=_place):
        value = " ".join(composed(str(fields[name] or "")).split())
        if not value or value.strip("{}").casefold() in _NOTHING:
            continue
        if name == "keywords":
            words = [word.strip() for word in value.split(",")]
            value = ", ".join(word for word in words if word not in TELLING)
            if said := [word for word in words if word in TELLING]:
                draft.fields[name] = ", ".join(said)
            if not value:
                continue
        if model.part_of(name) not in _KEPT or not _has_place(kind, model.part_of(name)):
            draft.left.append((name, value))
            continue
        draft.fields[name] = _in_form(draft, name, value, names, foreign=foreign)
    doi = clean_doi(draft.fields.get("url", ""))
    if doi and doi.casefold() == draft.fields.get("doi", "").casefold():
        del draft.fields["url"]
    if draft.type == "article":
        _article(draft)
    short = draft.fields.get("shorttitle", "")
    if short and is_beginning(short, draft.fields.get("title", "")):
        del draft.fields["shorttitle"]  # the title up to its colon: programs make it
    return draft


def notices_in(draft: Draft) -> list[Update]:
    """Retractions, corrections and concerns that the entry itself names."""
    kinds = {"retraction": "retraction", "correction": "correction",
             "concern": "expression_of_concern"}  # fmt: skip
    return [
        Update(kind, clean_doi(notice.strip()) or notice.strip())
        for name, kind in kinds.items()
        for notice in draft.fields.get(name, "").split(",")
        if notice
    ]


def is_beginning(short: str, title: str) -> bool:
    """Whether a short title is the title, or what stands before its colon."""
    short, title = (without_latex(each).casefold().rstrip(".:?!") for each in (short, title))
    return title == short or re.match(re.escape(short) + r"\s?[.:?!–—]", title) is not None


def _in_form(draft: Draft, name: str, value: str, names: Collection[str], *, foreign: bool) -> str:
    if name in _NAMES:
        return clean(name, people(value, draft.doubts, draft.faults))
    plain = name in model.TITLES or name in _UNBRACED
    if plain:
        value = unbraced(value)
    elif model.KINDS.get(name) is not model.Kind.LIST or " and " not in value:
        value = _without_outer_braces(value)  # in a list they say that an "and" parts nothing
    if name in model.TITLES:
        stays = draft.type in model.LEGAL or re.search(r"(?:\.\.|\b[A-Z]\.)\Z", value)
        value = value if stays else value.rstrip(".")
        # A subtitle begins with a capital (APA 7, section 6.17).
        value = re.sub(r"(?<=[:?!] )[a-z]", lambda match: match[0].upper(), value)
    value = clean(name, value)
    if name in model.TITLES:
        proper = (
            foreign
            or (name == "title" and draft.type == "periodical")
            or (name == "booktitle" and _CONFERENCE.search(value))
        )
        lowered = "" if proper else sentence_case(value, names, eager=True)
        if lowered:
            draft.doubts.append(
                _("%s was put into sentence case: give names their capitals back") % name
            )
            return lowered
    if name == "journal" and re.search(r"[a-z]\.(?:\s|\Z)", value):
        draft.doubts.append(_("journal looks abbreviated: APA prints its full name (section 9.25)"))
    if name == "journal" and (raised := _journal(value)) != value:
        draft.doubts.append(_("journal was put into title case: compare it with its cover"))
        return raised
    if name == "pages":
        return _pages(value)
    if name in {"volume", "number"}:
        return _WORD_BEFORE.sub("", value)
    if name == "edition":
        return edition(value)
    return value


def _article(draft: Draft) -> None:
    if re.fullmatch(r"[eE]\d{4,}", draft.fields.get("pages", "")) and "eid" not in draft.fields:
        draft.fields["eid"] = draft.fields.pop("pages")  # "e0246753" is an article number
    together = re.fullmatch(r"(\d+)\s*\((\d[\w/–-]*)\)", draft.fields.get("volume", ""))
    if together and draft.fields.get("number", together[2]) == together[2]:
        draft.fields["volume"], draft.fields["number"] = together.groups()
    url = draft.fields.get("url", "")
    if url and draft.fields.get("doi"):
        draft.left.append(("url", draft.fields.pop("url")))
        if day := draft.fields.pop("urldate", ""):
            draft.left.append(("urldate", day))


def _place(name: str) -> int:
    return model.ORDER.index(name) if name in model.ORDER else len(model.ORDER)


def _has_place(kind: str, name: str) -> bool:
    """Whether an entry of a type may have a field, printed or not.

    A journal's publisher is no part of its articles.
    """
    if name in _OF_SOME_TYPES:
        return not model.is_judged(kind) or name in model.allowed(kind)
    return kind != "article" or name != "publisher"


def unbraced(value: str) -> str:
    """A title without the braces that protect its capitals: it is stored as it prints."""
    if "\\" in value:
        return _without_outer_braces(value)
    return (
        value.replace("{", "").replace("}", "") if value.count("{") == value.count("}") else value
    )


def _without_outer_braces(value: str) -> str:
    """A value without braces around the whole of it, which only protect: ``{2007}``."""
    while value.startswith("{") and value.endswith("}") and _is_one_group(value):
        value = value[1:-1].strip()
    return value


def _is_one_group(value: str) -> bool:
    if value.startswith("{\\"):
        return False  # a command with its argument
    depth = 0
    for at, char in enumerate(value):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(value) - 1
    return False


def _journal(value: str) -> str:
    """A journal's name with its capitals; some databases write it in capitals throughout."""
    words = without_latex(value).split()
    if len(words) > 1 and len(value) > 10 and value.isupper():
        value = value.capitalize()
    return journal_case(value)


def edition(value: str) -> str:
    """What stands before "ed.": ``2``, ``Rev.``, ``2nd rev.``, ``4e`` is ``4``."""
    number = edition_number(value)
    if number:
        return number
    short = re.sub(
        r"[\s,]*\b(?:editions?|edn|ed|eds|druk|auflage|aufl|édition|edición|edizione|uitgave)\b\.?"
        r"(?=\s|,|\Z)", "", value, flags=re.IGNORECASE,
    ).strip(" ,.()")  # fmt: skip
    if found := re.fullmatch(r"(\d{1,3})\.?\s?(?:e|de|ste|\.ª|ª|º|ème|eme|\.)?", short):
        return found[1]
    words = {"revised": "Rev.", "rev": "Rev.", "enlarged": "enl.", "expanded": "expanded",
             "international": "International"}  # fmt: skip
    parts = [words.get(part.casefold().rstrip("."), part) for part in short.split()]
    if not parts:
        return value
    whole = [parts[0], *(p.lower() if p in {"Rev."} else p for p in parts[1:])]
    return " ".join(whole)


def _pages(value: str) -> str:
    value = re.sub(
        r"\A(?:(?:pp?|pages?|blz|Seiten?)\.?\s*|S(?:\.\s*|\s+))(?=\d)", "", value.rstrip(" .,")
    )
    return full_range(value)


def full_range(pages: str) -> str:
    """PubMed cuts the last page short: ``1032-9`` is ``1032--1039``."""
    found = re.match(r"([A-Za-z]*)(\d+)\s*[-–‐]+\s*([A-Za-z]*)(\d+)\Z", pages.strip())
    if not found:
        return pages
    letter, first, _letter, last = found.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{letter}{first}--{letter}{last}"
