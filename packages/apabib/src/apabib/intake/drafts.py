"""Entries on their way in: values from elsewhere in this bibliography's form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from apabib.bibtex import model
from apabib.bibtex.canonical import clean
from apabib.i18n import _
from apabib.registry.record import Record
from apabib.text.case import journal_case, sentence_case
from apabib.text.latex import without_latex
from apabib.text.names import is_organization, split_commas, split_names, words_of


class DraftError(Exception):
    """A source that cannot be read; the message says why and what to do."""


@dataclass(slots=True)
class Draft:
    """An entry on its way in: ``doubts`` are things that a person should look at.

    ``address`` is where the public record is that it was compared with, ``record`` what that holds
    if it is a registry's.
    """

    type: str
    fields: dict[str, str]
    address: str = ""
    doubts: list[str] = field(default_factory=list)
    record: Record | None = None


def make(kind: str, fields: Mapping[str, str]) -> Draft:
    """House form of every value, in canonical order, with what is doubtful about it."""
    draft = Draft(kind, {})
    for name in sorted(
        fields, key=lambda each: model.ORDER.index(each) if each in model.ORDER else 99
    ):
        value = " ".join(str(fields[name] or "").split())
        if not value or name not in model.ORDER or name in {"verified", "record", "keywords"}:
            continue
        if not _is_printed(kind, name):
            continue
        if name in {"author", "editor", "translator"}:
            value = people(value)
        if name in model.TITLES:
            value = unbraced(value)
            value = value if value.endswith("..") else value.rstrip(".")
            # A subtitle begins with a capital (APA 7, section 6.17).
            value = re.sub(r"(?<=[:?!] )[a-z]", lambda match: match[0].upper(), value)
        value = clean(name, value)
        if name in model.TITLES:
            lowered = sentence_case(value)
            if lowered:
                draft.doubts.append(
                    _("%s was put into sentence case: give names their capitals back") % name
                )
                value = lowered
        if name == "journal" and (raised := journal_case(value)) != value:
            draft.doubts.append(_("journal was put into title case: compare it with its cover"))
            value = raised
        draft.fields[name] = value
    if draft.type == "article" and re.fullmatch(r"[eE]\d{4,}", draft.fields.get("pages", "")):
        draft.fields["eid"] = draft.fields.pop("pages")  # "e0246753" is an article number
    if draft.type == "article" and draft.fields.get("doi"):
        draft.fields.pop("url", None)
    return draft


def _is_printed(kind: str, name: str) -> bool:
    allowed = model.ALLOWED.get(kind)
    owned = any(name in names for names in model.ALLOWED.values())
    return allowed is None or name in allowed or not owned


def unbraced(value: str) -> str:
    """A title without the braces that protect its capitals: it is stored as it prints."""
    if "\\" in value:
        return value
    return (
        value.replace("{", "").replace("}", "") if value.count("{") == value.count("}") else value
    )


def people(value: str) -> str:
    """A name list in house form: ``Last, First M.``, initials with stops and spaces."""
    names = []
    for name in filter(None, split_names(value)):
        if is_organization(name):
            names.append(name)
            continue
        parts = split_commas(name)
        if len(parts) == 1:
            parts = split_commas(inverted(name))
        if len(parts) > 1:
            parts[-1] = initials(parts[-1])
            parts = [_calm(part) for part in parts]
        names.append(", ".join(filter(None, parts)))
    return " and ".join(names)


def initials(given: str) -> str:
    """``James A`` and ``J.A.`` with their stops and spaces: ``James A.``, ``J. A.``"""
    given = re.sub(r"(?<=[^\W\d_]\.)(?=[^\W\d_])", " ", given)
    words = []
    for word in given.split():
        if re.fullmatch(r"[A-Z]{2,3}", word) and len(given.split()) == 1:
            words += [f"{letter}." for letter in word]  # PubMed's "JA"
        else:
            words.append(word + "." if re.fullmatch(r"[^\W\d_]", word) and word.isupper() else word)
    return " ".join(words)


def _calm(part: str) -> str:
    """A name all in capitals, as some publishers register them: ``COAN`` is ``Coan``."""
    letters = without_latex(part)
    if len(letters) > 3 and letters.isupper() and "." not in letters:
        return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), letters)
    return part


def inverted(name: str) -> str:
    """``First Last`` as ``Last, First``, particles with the family name."""
    if len(split_commas(name)) > 1:
        return name
    words = words_of(name)
    parts = (words.prelast + words.last, words.first + words.middle)
    return ", ".join(" ".join(part) for part in parts if part)
