"""What of an entry does not come back by itself from another format, in lines that bring it back.

An item is read again, as ``add`` would. What then is lacking or another gets a line of Zotero's
field Extra (``tex.related: oak1999``), which Zotero, Better BibTeX and ``add`` understand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from apabib.bibtex import model
from apabib.bibtex.entries import Entry
from apabib.export.dates import day_of
from apabib.export.words import address, in_words
from apabib.intake.drafts import OUT, TELLING, Draft, edition, is_beginning
from apabib.intake.formats import read_text
from apabib.intake.kinds import thesis_type
from apabib.text.identifiers import clean_doi
from apabib.text.languages import language_code
from apabib.text.latex import without_latex
from apabib.text.names import parse_names
from apabib.text.states import state_of
from apabib.text.titles import with_subtitle

#: Fields that say the same together.
_TITLES = {"subtitle": "title", "booksubtitle": "booktitle"}
_DATES = frozenset({"date", "year", "month", "day", "origdate", "origyear"})
#: Reading again brings in more at each time: a kind of work, then what that kind may have.
_TIMES = 6
#: What goes in before others, which it may bring along.
_FIRST = {
    "titletranslation": frozenset({"title"}), "entrysubtype": frozenset({"type"}),
    "author+an:role": frozenset({"author", "authortype"}),
}  # fmt: skip
#: The name of a field that has two of them, as ``add`` writes it.
_OURS = {"journaltitle": "journal"}
#: Descriptions that a kind of work has by default.
_DESCRIPTIONS = frozenset({"type", "entrysubtype", "titleaddon"})
#: Fields that are printed in one place in the same way, where only one of them is there.
_PRINTED_ALIKE = (
    ("publisher", "institution"), ("institution", "publisher"), ("organization", "publisher"),
    ("organization", "institution"), ("eprint", "organization"), ("maintitle", "booktitle"),
    ("titleaddon", "type"), ("entrysubtype", "type"), ("editora", "editor"),
    ("editoratype", "editortype"), ("author+an:role", "authortype"), ("pubstate", "date"),
    ("eventdate", "date"), ("howpublished", "publisher"), ("howpublished", "type"),
    ("pages", "eid"), ("note", "type"),
)  # fmt: skip


def in_extra(item: dict[str, Any], entry: Entry, values: Mapping[str, str]) -> dict[str, Any]:
    """A CSL item with lines in its note for what it does not say otherwise."""
    note = item.get("note", "")

    def read(lines: list[str]) -> Draft:
        item["note"] = "\n".join(filter(None, [note, *lines]))
        return read_text(json.dumps(item))[0]

    lines = extra(entry, values, read)
    if not lines and not note:
        item.pop("note", None)
    else:
        item["note"] = "\n".join(filter(None, [note, *lines]))
    return item


def extra(entry: Entry, values: Mapping[str, str], read: Callable[[list[str]], Draft]) -> list[str]:
    """The lines; ``read`` reads the work again with some of them."""
    wanted, kind = wanted_of(entry, values), kind_of(entry)
    lines: dict[str, str] = {}
    for _time in range(_TIMES):
        draft = read([f"tex.{name}: {value}" for name, value in lines.items()])
        found = wanted_of(Entry(draft.type, "", 0, 0), draft.fields)
        lacking, spare = differences(wanted, found, kind)
        more = {_OURS.get(name, name): values_for(name, values) for name in lacking}
        for first, others in _FIRST.items():
            if first in more and first not in lines:
                more = {name: text for name, text in more.items() if name not in others}
        if draft.type != kind or (spare & _DESCRIPTIONS and "referencetype" not in lines):
            more = {"referencetype": kind}
        elif not more.keys() - lines.keys():
            more = dict.fromkeys(sorted(spare), "{}")  # an empty field
        if not more.keys() - lines.keys():
            break
        lines |= more
    return [f"tex.{name}: {value}" for name, value in lines.items()]


def differences(
    wanted: Mapping[str, str], found: Mapping[str, str], kind: str
) -> tuple[list[str], frozenset[str]]:
    """The fields that are lacking or have another value, and those that nobody wanted.

    ``kind`` is the type of the entry.
    """
    lacking = [
        name for name, value in wanted.items() if not alike(name, value, found.get(name, ""))
    ]
    spare = set(found.keys() - wanted.keys())
    for one, other in _PRINTED_ALIKE:
        if kind == "thesis" and other == "institution":
            continue  # it stands in the brackets, not behind them
        told = one in lacking and other in spare and _alone(one, wanted)
        if told and alike(one, wanted[one], found[other]):
            lacking.remove(one)
            spare.remove(other)
    if found.get("date") == wanted.get("eventdate"):
        spare.discard("date")
    return lacking, frozenset(spare)


def _alone(name: str, wanted: Mapping[str, str]) -> bool:
    """Whether a field says what its like would say: some print otherwise beside something else."""
    if name == "institution":
        return "venue" not in wanted
    if name == "titleaddon":  # "Act of 1990"; the name of an untitled work; "Preprint"
        value = wanted[name]
        return "title" in wanted and value != "Preprint" and not value.startswith("of ")
    return True


def kind_of(entry: Entry) -> str:
    """The type under which an entry is to come back."""
    return model.SAME_TYPES.get(entry.type, entry.type)


def values_for(name: str, values: Mapping[str, str]) -> str:
    """A field's value as the entry has it, on one line."""
    if name in {"date", "origdate"}:
        return day_of(values, "" if name == "date" else "orig")
    old = next((each for each, same in model.SAME.items() if same == name and each in values), name)
    value = values.get(name) or values.get(old, "")
    if name == "keywords":
        value = ", ".join(sorted(TELLING & set(re.split(r"\s*,\s*", value))))
    for below, above in _TITLES.items():
        if above == name and values.get(below):
            value = with_subtitle(value, values[below])
    return " ".join(value.split())


def wanted_of(entry: Entry, values: Mapping[str, str]) -> dict[str, str]:
    """What an entry says of its work, under one name for each thing."""
    wanted: dict[str, str] = {}
    for name, value in values.items():
        same = model.SAME.get(name, name)
        if name == "keywords" and (telling := TELLING & set(re.split(r"\s*,\s*", value))):
            wanted[name] = ", ".join(sorted(telling))
        if model.part_of(name) in OUT or name in {"crossref", "xdata", "xref"} | _DATES:
            continue
        if name in model.KNOWN or "+" in name:
            wanted[_TITLES.get(same, same)] = value
    for below, above in _TITLES.items():
        if values.get(below):
            wanted[above] = with_subtitle(values.get(above, ""), values[below])
    for prefix in ("", "orig"):
        if day := day_of(values, prefix):
            wanted[f"{prefix}date"] = day
    if entry.type in {"phdthesis", "mastersthesis"} and not values.get("type"):
        wanted["type"] = entry.type
    if is_beginning(wanted.get("shorttitle", ""), wanted.get("title", "")):
        wanted.pop("shorttitle", "")  # it says nothing of its own
    if model.base_type(entry.type) == "article":
        wanted.pop("publisher", "")  # the journal's
    if model.base_type(entry.type) == "article" and "doi" in wanted:
        wanted.pop("url", "")  # APA prints one address
        wanted.pop("urldate", "")
    return {name: value for name, value in wanted.items() if value.strip()}


def alike(name: str, one: str, other: str) -> bool:
    """Whether two values of a field are the same to a reader."""
    if name == "langid" and language_code(one) == "en" and not other:
        return True
    if name in model.NAMES:
        return _names(one) == _names(other)
    if name == "pubstate":
        return state_of(one) == state_of(other)
    if name == "howpublished":
        one = in_words(one)
    if name == "url":
        return address(one) == address(other)
    if name == "doi":
        one, other = clean_doi(one) or one, clean_doi(other) or other
    if name.endswith("date"):
        return one.strip().removesuffix("..") == other.strip().removesuffix("..")
    if name == "edition":
        one, other = edition(one), edition(other)
    if name == "author+an:role" and "=" not in other:  # one role of all, or of the only one
        said = {each.partition("=")[2].strip('" ') for each in one.split(";")}
        one = said.pop().replace(",", " and ") if len(said) == 1 else one
    if name == "type":
        one, other = thesis_type(without_latex(one)), thesis_type(without_latex(other))
        one, other = ("mathesis" if each == "mastersthesis" else each for each in (one, other))
        one, other = in_words(one), in_words(other)
    return _bare(one) == _bare(other)


def _names(value: str) -> tuple[list[tuple[str, str, str]], bool]:
    """Names without the stops of their initials, which ``add`` puts in."""
    names, others = parse_names(value)
    return [
        (each.family, re.sub(r"[.\s]+", " ", each.given).strip(), each.suffix.rstrip("."))
        for each in names
    ], others


def _bare(value: str) -> str:
    value = value.replace("\\emph", "\ue001").replace("\\textit", "\ue001")
    return re.sub(r"[-–—]+", "-", without_latex(value)).casefold()
