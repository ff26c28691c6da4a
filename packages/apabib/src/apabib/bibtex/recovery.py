"""What was meant, where an entry is damaged: a brace too few or too many, text that is no field."""

from __future__ import annotations

import re

from apabib.bibtex.entries import Entry, Field
from apabib.bibtex.scan import FIELD_START, USUAL_FIELD, Scan, usual_field
from apabib.findings import ERROR, excerpt
from apabib.i18n import _

_LINE_OF_FIELD = re.compile(r"\n[ \t]*+[A-Za-z][\w-]*+[ \t]*+=[ \t]*+[{\"0-9]")
_END_OF_DAMAGE = re.compile(r"\n(?=[ \t]*+(?:[A-Za-z][\w-]*+[ \t]*+=|[})][ \t]*+(?:\n|$)))")


def unclosed(scan: Scan, start: int, key: str, what: str) -> None:
    scan.out.report(
        start,
        key,
        "unclosed",
        ERROR,
        _("%s is not closed before the next entry or the end of the file") % what,
        _("add the missing } where it ends"),
    )


def swallowed(scan: Scan, entry: Entry, limit: int) -> bool:
    """Was the entry's own brace taken for the last value's? Then give its fields back."""
    last = entry.fields[-1] if entry.fields else None
    inner = _LINE_OF_FIELD.search(last.raw) if last and last.sound and last.literal else None
    if last and inner:
        offset = last.value_start + inner.start()
        last.sound = False
        last.text = last.raw[1 : inner.start()].rstrip().rstrip(",")
        last.raw = "{" + last.text + "}"
        scan.out.report(
            last.start,
            entry.key,
            "unclosed",
            ERROR,
            _("the value of %s is not closed on its line") % last.name,
            _('add the missing } (or ") at its end'),
        )
        while (usual := USUAL_FIELD.match(scan.text, offset, limit)) is not None:
            entry.fields.append(usual_field(usual))
            offset = usual.end()
    return bool(inner)


def repair(scan: Scan, entry: Entry, named: re.Match[str], limit: int) -> int:
    """A value that never closes: let it end with its line, where the next field begins."""
    text = scan.text
    begin = scan.skip(named.end(), limit)
    stop = _END_OF_DAMAGE.search(text, begin, limit)
    end = stop.start() if stop else limit
    content = text[begin + 1 : end].rstrip().rstrip(",")
    entry.fields.append(
        Field(named[1], content, named.start(1), begin, text[begin:end], sound=False)
    )
    entry.sound = False
    scan.out.report(
        named.start(1),
        entry.key,
        "unclosed",
        ERROR,
        _("the value of %s is not closed") % named[1],
        _('add the missing } (or ") at its end'),
    )
    return end


def stray(scan: Scan, entry: Entry, at: int, limit: int, close: str) -> int:
    """Something that is no field: skip to the next comma, end of line or closing brace."""
    text = scan.text
    stop = at + 1
    while stop < limit and text[stop] not in ",\n" and text[stop] != close:
        stop += 1
    scan.out.report(
        at,
        entry.key,
        "stray-text",
        ERROR,
        _("this is no field: %s") % excerpt(text[at:stop]),
        _("write name = {value}, or delete it"),
    )
    entry.sound = False
    return stop + 1 if text[stop : stop + 1] == "," and stop < limit else stop


def after_close(scan: Scan, entry: Entry, at: int, limit: int) -> int:
    """One brace too many closed the entry early: fields go on behind it."""
    comma = scan.skip(at, limit)
    if scan.text[comma : comma + 1] != "," or comma >= limit:
        return 0
    if not FIELD_START.match(scan.text, comma + 1, limit):
        return 0
    scan.out.report(
        at - 1,
        entry.key,
        "brace-extra",
        ERROR,
        _("a brace too many ends the entry here: what follows is ignored"),
        _("delete the brace"),
    )
    return comma + 1
