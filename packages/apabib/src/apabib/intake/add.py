"""Bring an entry in: look it up or read it, show it, ask, and put it in its place."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from apabib.bibtex import model
from apabib.bibtex.canonical import obstacles
from apabib.bibtex.entries import Bibliography, Entry
from apabib.bibtex.parse import parse
from apabib.files import read_bytes, update
from apabib.findings import ERROR, REMARK, excerpt, visible
from apabib.i18n import _
from apabib.intake import notices
from apabib.intake.drafts import Draft, DraftError
from apabib.intake.sources import Refused, by_doi, find, must_be_new
from apabib.intake.twins import Shelf
from apabib.intake.writing import insert, written
from apabib.registry import snapshot
from apabib.registry.client import FOUND, MISSING, UNREACHABLE, Client
from apabib.registry.compare import differences
from apabib.registry.record import record_of
from apabib.rules.keys import fault_of
from apabib.rules.run import check_file
from apabib.settings import PRINTABLE, PROVENANCE, READ, Settings


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
    held = Shelf(parse(_bytes(settings.bibliography), settings.shown(settings.bibliography)))
    try:
        _judge(wishes)
        _must_be_sound(held.bibliography)
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
    accepted: dict[str, Draft] = {}
    try:
        for draft in found:
            try:
                new = _judged(settings, client, draft, wishes, held)
            except Refused as error:
                print(f"apabib: {visible(str(error))}", file=sys.stderr)
                outcome = 1
            else:
                accepted[new] = draft
    finally:  # also what was agreed on before somebody stopped it
        outcome = max(outcome, _write(settings, accepted, wishes))
    return outcome


def _judge(wishes: Wishes) -> None:
    """Raises DraftError for a key or a record's address that cannot stand in a file."""
    if wishes.key and (fault := fault_of(wishes.key)):
        raise DraftError("; ".join(fault))
    for at, char in enumerate(wishes.address):
        if not char.isprintable():
            raise DraftError(
                _("--record holds a character that cannot be seen, U+%(code)s, behind “%(before)s”;"
                  " type it anew")
                % {"code": f"{ord(char):04X}", "before": excerpt(wishes.address[:at])}
            )  # fmt: skip


def _judged(settings: Settings, client: Client, draft: Draft, wishes: Wishes, held: Shelf) -> str:
    """The key under which a draft goes in, when all is well and the answer is yes. Or Refused."""
    if PRINTABLE in settings.demands and draft.type not in model.HOUSE_TYPES:
        draft.doubts.append(_("@%s is put in as @misc, which the book prints") % draft.type)
        draft.type = "misc"
        if container := draft.fields.pop("booktitle", ""):
            draft.fields.setdefault("organization", container)
    if not wishes.distinct:
        must_be_new(held.twin_of(draft), held)
    if not draft.address and draft.fields.get("doi"):
        _compare(draft, client)
    notices.place(draft, retracted=wishes.retracted)
    by_registry = bool(draft.address)
    draft.address = " ".join((draft.address or wishes.address).split())
    if wishes.key and wishes.key.casefold() in held.keys:
        raise Refused(_("the key %s is taken") % wishes.key)
    key = wishes.key or held.free_key(draft)
    entry = _show(draft, key, held, settings)
    if not draft.address and PROVENANCE in settings.demands:
        if wishes.yes:
            raise Refused(_("say where you compared it: --record ADDRESS"))
        draft.address = " ".join(
            _answer(wishes.ask, _("Compared with which public record (an address)? ")).split()
        )
        if not draft.address:
            raise Refused(_("not added: an entry names the record it was compared with"))
    question = _("Add it to %s? [y/N] ") % held.bibliography.file
    if not wishes.yes and _answer(wishes.ask, question).strip().casefold() not in {
        "y",
        "yes",
        _("y"),
        _("yes"),
    }:
        raise Refused(_("not added"))
    # Braces would end the field; an address has none, and nothing that cannot be seen.
    address = "".join(char for char in draft.address if char.isprintable())
    address = re.sub(r"[{}\\]|https?://", "", address)
    way = "registry" if by_registry else "hand"
    if address:
        draft.fields |= {"verified": f"{way} {date.today()}", "record": address}
    if READ in settings.demands:
        draft.fields["read"] = "record"  # whoever reads more of the work says so
    held.put(entry)
    return key


def _write(settings: Settings, accepted: dict[str, Draft], wishes: Wishes) -> int:
    """Put all accepted entries into the file at once, and say how to cite them."""
    if not accepted:
        return 0
    late: list[str] = []

    def change(source: bytes) -> str | None:
        current = Shelf(parse(source, settings.shown(settings.bibliography)))
        _must_be_sound(current.bibliography)
        for key, draft in accepted.items():
            again = None if wishes.distinct else current.twin_of(draft)
            if again or key.casefold() in current.keys:
                late.append(key)
        texts = {key: written(draft, key) for key, draft in accepted.items() if key not in late}
        return insert(current.bibliography, texts) if texts else None

    try:
        update(settings.bibliography, change)
    except Refused as error:
        print(f"apabib: {visible(str(error))}", file=sys.stderr)
        return 1
    today = date.today().isoformat()
    kept = {
        key: snapshot.Kept(draft.fields["doi"], today, snapshot.AGREES, draft.record)
        for key, draft in accepted.items()
        if draft.record and key not in late
    }
    if kept:
        snapshot.keep(settings, kept, parse(_bytes(settings.bibliography)).by_key())
    for key in accepted:
        if key in late:
            print("apabib: " + _("another run has just added it: %s") % key, file=sys.stderr)
        else:
            _say(f"{{cite:p}}`{key}`")
    return 1 if late else 0


def _must_be_sound(bibliography: Bibliography) -> None:
    faults = obstacles(bibliography)
    if faults:
        raise Refused(_("%s; mend it first") % faults[0])


def _say(text: str) -> None:
    """Print a line; one who has read enough (``| head``) does not keep the entry out."""
    try:
        print(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


#: The longest value of the source that is told whole.
_SHORT = 60
#: Warnings in a bibliography of somebody else, and no part of what we would let in: their text
#: would be printed as it stands.
_FOREIGN = frozenset({"html-entity", "html-tag", "markup"})

#: Remarks that do: records of numbered series have the number there, and names of houses an "and".
_ASKED = frozenset({"volume-of-series", "publisher-list"})


def _show(draft: Draft, key: str, held: Shelf, settings: Settings) -> Entry:
    """Print the entry as APA does and what is missing or doubtful; Refused on an error."""
    from apabib.apa7.format import References, works_of

    alone = parse(written(draft, key), _("the new entry"))
    entry = alone.entries[0]
    findings = [
        each
        for each in check_file(alone, names=frozenset(settings.names))
        # What is kept for other programs asks for no decision.
        if each.severity != REMARK or each.code in _ASKED
    ]
    references = References(works_of([*held.neighbors(entry), entry]))
    _say(visible(references.reference_text(key)))
    for doubt in draft.doubts:
        _say("  ? " + visible(doubt))
    for fault in draft.faults:
        _say("  ! " + visible(fault))
    if draft.left:
        _say("  ? " + visible(_("not kept: %s") % "; ".join(map(_named, draft.left))))
    errors = [each for each in findings if each.severity == ERROR or each.code in _FOREIGN]
    for finding in findings:
        _say(
            f"  {'!' if finding in errors else '?'} "
            f"{visible(finding.message)}; {visible(finding.remedy)}"
        )
    if errors or draft.faults:
        raise Refused(_("not added: mend what is marked with ! in a BibTeX file and add that"))
    return entry


def _named(left: tuple[str, str]) -> str:
    """A name of the source, and its value unless it is long."""
    name, value = left
    return f"{name.strip()} “{value}”" if len(value) <= _SHORT else name.strip()
