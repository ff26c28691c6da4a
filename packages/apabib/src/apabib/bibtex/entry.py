"""One entry: its key, and its fields one by one. Slips are named, and reading goes on."""

from __future__ import annotations

import re

from apabib.bibtex import recovery
from apabib.bibtex.entries import Entry, Field
from apabib.bibtex.scan import FIELD_START, USUAL_FIELD, Scan, usual_field
from apabib.bibtex.values import read_value
from apabib.findings import ERROR
from apabib.i18n import _


def read_entry(scan: Scan, match: re.Match[str]) -> Entry:
    """Read the entry whose ``@type{`` is ``match``; its ``end`` is where reading goes on."""
    text, close = scan.text, "}" if match[2] == "{" else ")"
    limit = scan.limit(match.end())
    entry = Entry(match[1].lower(), "", match.start(), match.end())
    entry.line = scan.out.place(entry.start)[0]
    check_name(scan, match[1], match.start(1), "")
    at = _key(scan, entry, match.end(), limit, close)
    retried = False
    while True:
        # The usual case first: a field in one pattern.
        usual = USUAL_FIELD.match(text, at, limit)
        if usual:
            entry.fields.append(usual_field(usual))
            at = usual.end()
            continue
        at = scan.skip(at, limit)
        if at >= limit:
            if not recovery.swallowed(scan, entry, limit):
                recovery.unclosed(scan, entry.start, entry.key, _("the entry"))
            entry.sound, entry.end = False, limit
            break
        char = text[at]
        if char == close:
            again = recovery.after_close(scan, entry, at + 1, limit)
            if again:
                at = again
                continue
            entry.end = at + 1
            break
        if char == ",":
            scan.out.report(
                at,
                entry.key,
                "comma-twice",
                ERROR,
                _("a comma with no field before it"),
                _("delete the comma"),
            )
            at += 1
            continue
        named = FIELD_START.match(text, at, limit)
        if not named:
            at = recovery.stray(scan, entry, at, limit, close)
            continue
        value = read_value(scan, named.end(), limit, entry.key)
        if value is None:
            if retried:  # a second open brace: leave the rest of the entry alone
                entry.sound, entry.end = False, limit
                break
            retried = True
            at = recovery.repair(scan, entry, named, limit)
            continue
        content, literal, begin, at = value
        entry.fields.append(
            Field(named[1], content, named.start(1), begin, text[begin:at], literal)
        )
        at = _separator(scan, entry, at, limit, close)
    for each in entry.fields:
        check_name(scan, each.name, each.start, entry.key)
    return entry


def _key(scan: Scan, entry: Entry, at: int, limit: int, close: str) -> int:
    """Read the key; return the place behind the comma that follows it."""
    text = scan.text
    at = scan.skip(at, limit)
    named = FIELD_START.match(text, at, limit)
    stop = at
    while stop < limit and text[stop] not in ',}="{\n' and text[stop] != close:
        stop += 1
    entry.key_start, entry.key = at, text[at:stop].strip()
    if named or not entry.key:
        entry.key, entry.sound = "", False
        scan.out.report(
            entry.start,
            "",
            "key-missing",
            ERROR,
            _("@%s without a key") % entry.type,
            _("write a key and a comma behind the brace: @%s{name2006word,") % entry.type,
        )
        return at + 1 if text[at : at + 1] == "," else at
    if any(char.isspace() for char in entry.key):
        scan.out.report(
            at,
            entry.key,
            "key-form",
            ERROR,
            _("the key holds a space"),
            _("write it without, and a comma behind it"),
        )
        if text[stop : stop + 1] not in {",", close} or stop >= limit:
            entry.key = entry.key.split()[0]  # the rest is the name of a field
    stop = scan.skip(stop, limit)
    if text[stop : stop + 1] == "," and stop < limit:
        return stop + 1
    if stop < limit and text[stop] != close:
        _missing_comma(scan, entry.key_start + len(entry.key), entry.key, _("the key"))
    return stop


def _separator(scan: Scan, entry: Entry, at: int, limit: int, close: str) -> int:
    text = scan.text
    after = scan.skip(at, limit)
    if after >= limit:
        return after
    if text[after] == ",":
        return after + 1
    if text[after] != close and FIELD_START.match(text, after, limit):
        _missing_comma(scan, at, entry.key, _("the field %s") % entry.fields[-1].name)
    return after


def _missing_comma(scan: Scan, at: int, key: str, behind: str) -> None:
    scan.out.report(
        at, key, "comma-missing", ERROR, _("no comma behind %s") % behind, _("add a comma")
    )


def check_name(scan: Scan, name: str, start: int, key: str) -> None:
    if not name.isascii() or name[0].isdigit():
        scan.out.report(
            start,
            key,
            "name-form",
            ERROR,
            _("a name of ASCII letters is wanted: %s") % name,
            _("write it so, beginning with a letter"),
        )
