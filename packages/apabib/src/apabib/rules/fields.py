"""Types and fields: known, required, allowed, filled, and free of markup."""

from __future__ import annotations

import re

from apabib.bibtex import model
from apabib.bibtex.entries import Entry, Field
from apabib.bibtex.inherit import parents, values_with_parents
from apabib.findings import ERROR, WARNING
from apabib.i18n import _
from apabib.rules import unprinted
from apabib.rules.annotations import check as check_annotation
from apabib.rules.review import Review
from apabib.settings import KEYS, PRINTABLE
from apabib.text.latex import ACCENTS, LETTERS, SYMBOLS
from apabib.text.near import nearest
from apabib.text.tags import TAG

_SUSPECT = re.compile(r"[\\&%#$<]")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_RAW = re.compile(r"(?<!\\)[&%#$]")
#: What is read: italics, upright words in italics, quotation marks.
_EMPHASIS = frozenset({
    "emph", "textit", "textsl", "em", "it", "itshape", "mkbibemph", "mkbibitalic", "textup",
    "enquote", "mkbibquote",
})  # fmt: skip
_ESCAPES = frozenset("&%#$_{}")
#: They are no works, and stand in the file for those that are.
_LENDERS = frozenset({"xdata", "set"})
_USUAL_TYPES = _("use @article, @book, @incollection, @report, @thesis, @online or @misc")
_ALLOWED_COMMANDS = ACCENTS | LETTERS.keys() | SYMBOLS.keys() | _EMPHASIS | _ESCAPES


def check(review: Review, entry: Entry, entries: dict[str, Entry]) -> None:
    """All rules of this module on one entry; ``entries`` resolves ``crossref`` and ``xdata``."""
    if not _check_type(review, entry):
        return
    values = entry.values()
    whole = _with_parents(review, entry, values, entries)
    if entry.sound:
        _check_required(review, entry, whole)
    _check_names_of_fields(review, entry, values)
    unprinted.check_states(review, entry, whole)
    unprinted.check_series(review, entry, whole)
    for each in entry.fields:
        if "+" in each.lower:
            check_annotation(review, entry, each, whole)
        if each.lower in model.TEXT and _SUSPECT.search(each.text):
            _check_markup(review, entry, each)


def _check_type(review: Review, entry: Entry) -> bool:
    if entry.type not in model.TYPES:
        review.error(
            entry,
            None,
            "type-unknown",
            _("there is no type @%s") % entry.type,
            _instead_of_type(entry.type),
        )
        return False
    if PRINTABLE in review.demands and entry.type not in model.HOUSE_TYPES | _LENDERS:
        review.error(
            entry,
            None,
            "type-unknown",
            _("the book prints no references of type @%s") % entry.type,
            _USUAL_TYPES,
        )
    return entry.type not in model.NO_WORKS


def _instead_of_type(kind: str) -> str:
    if kind in model.MEANT:
        return _("use @%s") % model.MEANT[kind]
    if near := nearest(kind, model.HOUSE_TYPES | model.NO_WORKS):
        return _("did you mean @%s?") % near
    near = nearest(kind, model.MEANT)
    return _("use @%s") % model.MEANT[near] if near else _USUAL_TYPES


def _with_parents(
    review: Review, entry: Entry, values: dict[str, str], entries: dict[str, Entry]
) -> dict[str, str]:
    named = parents(values)
    related = [("related", key.strip()) for key in values.get("related", "").split(",") if key]
    for name, key in named + related:
        if key not in entries:
            near = nearest(key, entries.keys() - {entry.key})
            review.error(
                entry,
                entry.field(name),
                "crossref-unknown",
                _("%s names “%s”, and there is no such entry") % (name, key),
                _("did you mean %s?") % near
                if near
                else _("mend the key, or write the fields here"),
            )
            if name == "related":
                continue
            # What the parent would give is unknown: claim nothing about missing fields.
            return dict.fromkeys(model.KNOWN, "?") | values
        if key == entry.key:
            review.error(
                entry,
                entry.field(name),
                "crossref-unknown",
                _("%s names the entry itself") % name,
                _("name the entry of the work that it is a part of"),
            )
    return values_with_parents(entry, entries) if named else values


def _check_required(review: Review, entry: Entry, values: dict[str, str]) -> None:
    for need in model.needs(entry.type):
        names = need.fields + need.others
        if any(values.get(name) for name in names):
            continue
        if any(name in values for name in names):
            continue  # there and empty: said elsewhere
        if KEYS in review.demands and "year" in names and "nd" in entry.key:
            continue  # the key says that there is no date
        message = _("@%s without %s") % (entry.type, _(" or ").join(need.fields))
        if need.is_error:
            remedy = _instead_of(entry, need.fields[0])
            review.error(entry, None, "field-missing", message, remedy)
        else:
            remedy = _("add it if the work has one")
            review.warn(entry, None, "field-missing", message, remedy)


def _instead_of(entry: Entry, name: str) -> str:
    if name != "booktitle":
        return _("add it, or use a type that does without")
    if entry.get("crossref"):
        return _("write it here, or the title in the entry that crossref names")
    if entry.get("journal") or entry.get("journaltitle"):
        return _("add it, or make the entry an @article")
    if model.base_type(entry.type) == "inbook":
        return _("add it; if title is the whole book's, make the entry a @book")
    return _("add it, or use a type that does without")


def _check_names_of_fields(review: Review, entry: Entry, values: dict[str, str]) -> None:
    seen: set[str] = set()
    kind, printed = model.base_type(entry.type), model.places(entry.type)
    for each in entry.fields:
        name = each.lower
        if name in seen:
            same = each.value == values[name]
            review.report(
                each.start,
                entry.key,
                "field-twice",
                WARNING if same else ERROR,
                _("the field %s stands twice") % name,
                _("delete one of the two")
                if same
                else _("keep the right one: the second is ignored"),
            )
            continue
        seen.add(name)
        if not each.text.strip():
            review.warn(
                entry,
                each,
                "field-empty",
                _("the field %s is empty") % name,
                _("fill it or delete it"),
            )
        elif name in printed or name in model.SILENT:
            pass  # nearly every field
        elif model.part_of(name) not in model.KNOWN:
            _unknown(review, entry, each, values)
        else:
            unprinted.check(review, entry, each, values)
        if "xdata=" in each.text and each.value.startswith("xdata="):
            review.error(
                entry,
                each,
                "xdata-part",
                _("%s borrows a part of an @xdata entry, which is not read") % name,
                _("write the value here, or name the whole entry in the field xdata"),
            )
    issue = values.get("issue", "")
    if kind == "article" and issue and "number" not in values and issue[:1].isdigit():
        review.warn(
            entry,
            entry.field("issue"),
            "field-ignored",
            _("issue is for a named issue (“Spring”); styles do not print it as the number"),
            _("write number = {%s}") % issue,
        )


def _unknown(review: Review, entry: Entry, each: Field, values: dict[str, str]) -> None:
    name = each.lower
    meant = model.MISNOMERS.get(name)
    if meant is None and len(name) > 3:
        meant = nearest(name, model.ORDER)
    if meant and meant not in values:
        review.warn(
            entry,
            each,
            "field-unknown",
            _("there is no field %s, so it is ignored") % name,
            _("call it %s") % meant,
        )
    elif PRINTABLE in review.demands:
        review.warn(
            entry,
            each,
            "field-unknown",
            _("there is no field %s, so it is ignored") % name,
            _("delete it"),
        )


def _check_markup(review: Review, entry: Entry, each: Field) -> None:
    text = each.text
    for match in _COMMAND.finditer(text):
        if match[1] not in _ALLOWED_COMMANDS:
            review.warn(
                entry,
                each,
                "markup",
                _("%(field)s holds the LaTeX command \\%(command)s")
                % {"field": each.lower, "command": match[1].strip() or _("space")},
                _("write the character itself, or leave the markup out")
                if match[1] != "url"
                else _("put the address into the field url"),
            )
            break
    entity = _ENTITY.search(text)
    if entity:
        import html

        review.warn(
            entry,
            each,
            "html-entity",
            _("%s holds the HTML entity %s") % (each.lower, entity[0]),
            _("write %s") % _escaped(html.unescape(entity[0])),
        )
    tag = TAG.search(text)
    if tag:
        review.warn(
            entry,
            each,
            "html-tag",
            _("%s holds the HTML tag %s") % (each.lower, tag[0]),
            _("delete it, or write \\emph{...} for italics"),
        )
    for match in _RAW.finditer(_ENTITY.sub("", text)):
        if match[0] == "&" and each.lower in model.NAMES and "{" not in text:
            continue  # said among the names: there it parts two of them
        if match[0] == "$":
            review.warn(
                entry,
                each,
                "markup",
                _("%s holds TeX mathematics or a raw $") % each.lower,
                _("write the characters themselves, a dollar as \\$"),
            )
        else:
            review.warn(
                entry,
                each,
                "raw-character",
                _("%s holds a raw %s, which LaTeX reads as a command") % (each.lower, match[0]),
                _("write \\%s") % match[0],
            )
        break


def _escaped(character: str) -> str:
    return "\\" + character if character in _ESCAPES else character
