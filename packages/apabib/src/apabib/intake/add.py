"""Bring an entry in: look it up or read it, show it, ask, and put it in its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from apabib.bibtex import model
from apabib.bibtex.canonical import obstacles
from apabib.bibtex.entries import Bibliography
from apabib.bibtex.parse import parse
from apabib.bibtex.works import make_key
from apabib.files import read_bytes, update
from apabib.findings import ERROR, excerpt, visible
from apabib.i18n import _
from apabib.intake import notices
from apabib.intake.drafts import Draft, DraftError
from apabib.intake.sources import Refused, by_doi, find, must_be_new
from apabib.intake.twins import twin_of
from apabib.registry import snapshot
from apabib.registry.client import FOUND, MISSING, UNREACHABLE, Client
from apabib.registry.compare import differences
from apabib.registry.record import record_of
from apabib.rules.run import check_file
from apabib.settings import PRINTABLE, PROVENANCE, Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person at the keyboard wants it: the options of the verb, and who answers."""

    yes: bool = False
    key: str = ""
    address: str = ""
    retracted: bool = False
    distinct: bool = False
    ask: Callable[[str], str] = input


def run(
    settings: Settings,
    source: str,
    *,
    yes: bool = False,
    key: str = "",
    address: str = "",
    retracted: bool = False,
    distinct: bool = False,
    ask: Callable[[str], str] = input,
) -> int:
    """The verb. 0 when everything was added, 1 when something was refused, 2 if it could not run.

    ``address`` says where a pasted entry was compared; ``retracted`` lets a work in that was taken
    back, ``distinct`` one that looks like an entry; ``ask`` is replaced in tests.
    """
    wishes = Wishes(yes, key, address, retracted, distinct, ask)
    client = Client(settings)
    held = parse(_bytes(settings.bibliography), settings.shown(settings.bibliography))
    try:
        _judge(wishes)
        found = find(source, client, held, distinct=distinct)
    except Refused as error:
        print(f"apabib: {visible(str(error))}", file=sys.stderr)
        return 1
    except DraftError as error:
        print(f"apabib: {visible(str(error))}", file=sys.stderr)
        return 2
    if source == "-" and not yes:
        # The answer cannot come from the stream that the entry came from.
        print(_("apabib: with “-” say --yes, or give a file"), file=sys.stderr)
        return 2
    outcome = 0
    for draft in found:
        try:
            _add(settings, client, draft, wishes)
        except Refused as error:
            print(f"apabib: {visible(str(error))}", file=sys.stderr)
            outcome = 1
    return outcome


def _judge(wishes: Wishes) -> None:
    """Raises DraftError for a key or a record's address that cannot stand in a file."""
    if wishes.key:
        alone = parse(f"@misc{{{wishes.key},\n  title = {{T}},\n}}\n", "--key")
        faults = [each for each in check_file(alone) if each.severity == ERROR]
        if faults or [entry.key for entry in alone.entries] != [wishes.key]:
            what = next((each for each in faults if each.code == "key-form"), None)
            raise DraftError(
                _("--key “%(key)s”: %(message)s; %(remedy)s")
                % {
                    "key": excerpt(wishes.key),
                    "message": what.message if what else _("this is no key"),
                    "remedy": what.remedy if what
                    else _("use ASCII letters, digits and - _ : . only"),
                }
            )  # fmt: skip
    for at, char in enumerate(wishes.address):
        if not char.isprintable():
            raise DraftError(
                _("--record holds a character that cannot be seen, U+%(code)s, behind “%(before)s”;"
                  " type it anew")
                % {"code": f"{ord(char):04X}", "before": excerpt(wishes.address[:at])}
            )  # fmt: skip


def _add(settings: Settings, client: Client, draft: Draft, wishes: Wishes) -> None:
    bibliography = parse(_bytes(settings.bibliography), settings.shown(settings.bibliography))
    if not wishes.distinct:
        must_be_new(twin_of(draft, bibliography), bibliography)
    if not draft.address and draft.fields.get("doi"):
        _compare(draft, client)
    notices.place(draft, retracted=wishes.retracted)
    if PRINTABLE in settings.demands and draft.type not in model.HOUSE_TYPES:
        draft.doubts.append(_("@%s is put in as @misc, which the book prints") % draft.type)
        draft.type = "misc"
    by_registry = bool(draft.address)
    draft.address = " ".join((draft.address or wishes.address).split())
    shown = bibliography.file
    taken = {entry.key for entry in bibliography.entries}
    key = wishes.key
    if key and key.casefold() in {each.casefold() for each in taken}:
        raise Refused(_("the key %s is taken") % key)
    key = key or make_key({"type": draft.type, **draft.fields}, taken)
    _show(draft, key, bibliography, settings)
    if not draft.address and PROVENANCE in settings.demands:
        if wishes.yes:
            raise Refused(_("say where you compared it: --record ADDRESS"))
        draft.address = " ".join(
            _answer(wishes.ask, _("Compared with which public record (an address)? ")).split()
        )
        if not draft.address:
            raise Refused(_("not added: an entry names the record it was compared with"))
    if not wishes.yes and _answer(
        wishes.ask, _("Add it to %s? [y/N] ") % shown
    ).strip().casefold() not in {"y", "yes", _("y"), _("yes")}:
        raise Refused(_("not added"))
    # Braces would end the field; an address has none.
    address = re.sub(r"[{}\\]|https?://", "", "".join(filter(str.isprintable, draft.address)))
    way = "registry" if by_registry else "hand"
    if address:
        draft.fields |= {"verified": f"{way} {date.today()}", "record": address}
    text = written(draft, key)

    def change(source: bytes) -> str:
        current = parse(source, bibliography.file)
        faults = obstacles(current)
        if faults:
            raise Refused(_("%s; mend it first") % faults[0])
        again = None if wishes.distinct else twin_of(draft, current)
        if again or key in current.by_key():
            raise Refused(_("another run has just added it"))
        return insert(current, key, text)

    update(settings.bibliography, change)
    if draft.record:
        today = date.today().isoformat()
        kept = snapshot.Kept(draft.fields["doi"], today, snapshot.AGREES, draft.record)
        snapshot.keep(settings, {key: kept}, parse(_bytes(settings.bibliography)).by_key())
    print(f"{{cite:p}}`{key}`")


def _answer(ask: Callable[[str], str], question: str) -> str:
    try:
        return ask(question)
    except (EOFError, RuntimeError, ValueError):  # nobody is there, or the input is closed
        print()
        raise Refused(_("not added: say --yes, and --record ADDRESS for a pasted entry")) from None


def _bytes(path: Path) -> bytes:
    return read_bytes(path) if path.exists() else b""


def _compare(draft: Draft, client: Client) -> None:
    """A pasted entry with a DOI is compared with the registry, if the registry can be reached."""
    doi = draft.fields["doi"]
    answer = by_doi(doi, client)
    if answer.status == MISSING:
        raise Refused(_("the registry knows no DOI %s; compare it with the work") % doi)
    if answer.status != FOUND:
        if answer.status == UNREACHABLE:
            draft.doubts.append(_("not compared with the registry: %s") % answer.reason)
        return
    entry = parse(written(draft, "pasted")).entries[0]
    record = record_of(answer.item)
    for each in differences(entry, record):
        raise Refused(
            _(
                "%(field)s is “%(ours)s”, and the registry has “%(theirs)s”; add the DOI itself: "
                "apabib add %(doi)s"
            )
            % {"field": each.field, "ours": each.ours, "theirs": each.theirs, "doi": doi}
        )
    draft.notices += [each for each in record.updated_by if each not in draft.notices]
    if not record.titles:
        draft.doubts.append(_("not compared: the registry's record has no title"))
        return
    draft.address, draft.record = answer.source, record


#: Warnings in a bibliography of somebody else, and no part of what we would let in: their text
#: would be printed as it stands.
_SHORT = 60
_FOREIGN = frozenset({"html-entity", "html-tag", "markup"})


def _show(draft: Draft, key: str, bibliography: Bibliography, settings: Settings) -> None:
    """Print the entry as APA does and what is missing or doubtful; Refused on an error."""
    from apabib.apa7.format import References, works_of

    entry_text = written(draft, key)
    alone = parse(entry_text, _("the new entry"))
    findings = check_file(alone, names=frozenset(settings.names))
    references = References(works_of([*bibliography.entries, *alone.entries]))
    print(visible(references.reference_text(key)))
    for doubt in draft.doubts:
        print("  ? " + visible(doubt))
    errors = [each for each in findings if each.severity == ERROR or each.code in _FOREIGN]
    if draft.left:
        print("  ? " + visible(_("not kept: %s") % "; ".join(map(_named, draft.left))))
    for finding in findings:
        print(
            f"  {'!' if finding in errors else '?'} "
            f"{visible(finding.message)}; {visible(finding.remedy)}"
        )
    if errors:
        raise Refused(_("not added: mend what is marked with ! in a BibTeX file and add that"))


def _named(left: tuple[str, str]) -> str:
    """A name of the source, and its value unless it is long."""
    name, value = left
    return f"{name.strip()} “{value}”" if len(value) <= _SHORT else name.strip()


def written(draft: Draft, key: str) -> str:
    """The entry's text in canonical form."""
    names = sorted(draft.fields, key=lambda name: model.ORDER.index(name))
    lines = [
        f"  {name:<16} = {{{_safe(draft.fields[name])}}}," for name in names if draft.fields[name]
    ]
    return "\n".join([f"@{draft.type}{{{key},", *lines, "}"])


def _safe(value: str) -> str:
    """A value that cannot end its field early: unbalanced braces go."""
    depth = 0
    for char in value:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    return value if depth == 0 else value.replace("{", "").replace("}", "")


def insert(bibliography: Bibliography, key: str, text: str) -> str:
    """The file's text with an entry put in its sorted place; nothing else is touched."""
    source = bibliography.text
    following = next((entry for entry in bibliography.entries if entry.key > key), None)
    if following is None:
        body = source.rstrip("\n")
        return (body + "\n\n" if body else "") + text + "\n"
    at = following.start
    # A comment right above an entry belongs to it.
    while at > 0:
        line = source.rfind("\n", 0, at - 1) + 1
        if not source[line:at].startswith("%"):
            break
        at = line
    return source[:at] + text + "\n\n" + source[at:]
