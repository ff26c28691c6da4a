"""Bring an entry in: look it up or read it, show it, ask, and put it in its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from apabib.bibtex import characters, model
from apabib.bibtex.canonical import obstacles
from apabib.bibtex.entries import Bibliography, Entry
from apabib.bibtex.parse import parse
from apabib.bibtex.works import identity, make_key, year_of
from apabib.files import LONGEST, read_bytes, too_long, update
from apabib.findings import ERROR, visible
from apabib.i18n import _
from apabib.intake import formats
from apabib.intake.csl import from_csl
from apabib.intake.drafts import Draft, DraftError
from apabib.registry import snapshot
from apabib.registry.client import FOUND, MISSING, UNREACHABLE, Answer, Client
from apabib.registry.compare import differences
from apabib.registry.record import record_of
from apabib.rules.run import check_file
from apabib.settings import PROVENANCE, Settings
from apabib.text.fold import fold
from apabib.text.identifiers import bare_doi, clean_doi, isbn13

_PUBMED = re.compile(
    r"(?:https?://(?:www\.|pubmed\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/)?|pmid:?\s*)?(\d{1,8})/?\Z",
    re.I,
)


class Refused(Exception):
    """An entry that does not go in; the message says why, and what to do."""


def run(
    settings: Settings,
    source: str,
    *,
    yes: bool = False,
    key: str = "",
    address: str = "",
    ask: Callable[[str], str] = input,
) -> int:
    """The verb. 0 when everything was added, 1 when something was refused, 2 if it could not run.

    ``address`` says where a pasted entry was compared; ``ask`` is replaced in tests.
    """
    client = Client(settings)
    held = parse(_bytes(settings.bibliography), settings.shown(settings.bibliography))
    try:
        found = find(source, client, held)
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
            _add(settings, client, draft, yes=yes, key=key, address=address, ask=ask)
        except Refused as error:
            print(f"apabib: {visible(str(error))}", file=sys.stderr)
            outcome = 1
    return outcome


def find(source: str, client: Client, held: Bibliography) -> list[Draft]:
    """Drafts for a DOI, a doi.org address, an ISBN, a PubMed id, a file or ``-``.

    Raises DraftError, OSError for a file that cannot be read, and Refused for what ``held`` has:
    then nobody is asked, so that it works without the network.
    """
    if source == "-":
        content = sys.stdin.buffer.read(LONGEST + 1)
        if len(content) > LONGEST:
            raise DraftError(too_long())
        return formats.read_text(_decoded(content, _("standard input")))
    path = Path(source)
    if path.suffix and path.exists():
        return formats.read_text(_decoded(read_bytes(path), source))
    doi = clean_doi(source)
    if doi:
        _must_be_new(duplicate_of(Draft("misc", {"doi": doi}), held), held)
        return [_by_doi(doi, client)]
    isbn = isbn13(source)
    if isbn:
        _must_be_new(duplicate_of(Draft("book", {"isbn": isbn}), held), held)
        return [_by_isbn(isbn, client)]
    number = _PUBMED.match(source.strip())
    if number:
        _must_be_new(_with_pubmed(number[1], held), held)
        return [_by_pubmed(number[1], client)]
    if path.suffix.lower() in _SUFFIXES or "/" in source:
        raise DraftError(_("there is no file %s") % source)
    if not source.strip():
        raise DraftError(_("nothing to add; see: apabib add --help"))
    if re.sub(r"[\s-]", "", source).upper().rstrip("X").isdigit():
        raise DraftError(_("%s is no ISBN (its check digit is wrong) and no PubMed id") % source)
    raise DraftError(_("%s is no DOI, ISBN, PubMed id or file; see: apabib add --help") % source)


#: How the files that people paste entries into are called.
_SUFFIXES = frozenset({".bib", ".bibtex", ".json", ".nbib", ".ris", ".txt"})


def _decoded(content: bytes, name: str) -> str:
    """The text of a file in UTF-8; DraftError names any other encoding, which was only guessed."""
    text, faults = characters.decode(content)
    if faults:
        _offset, _code, message, remedy = faults[0]
        raise DraftError(f"{name}: {message}; {remedy}")
    return text


def _with_pubmed(number: str, held: Bibliography) -> Entry | None:
    """The entry whose record is this one of PubMed."""
    named = re.compile(rf"pubmed\.ncbi\.nlm\.nih\.gov/{number}(?!\d)|PMID:? {number}(?!\d)")
    for entry in held.entries:
        if entry.get("pmid") == number or named.search(entry.get("record")):
            return entry
    return None


def _must_be_new(twin: Entry | None, held: Bibliography) -> None:
    if twin:
        raise Refused(
            _("this is %(key)s (%(file)s:%(line)d): cite it with {cite:p}`%(key)s`")
            % {"key": twin.key, "file": held.file, "line": twin.line}
        )


def _by_doi(doi: str, client: Client) -> Draft:
    answer = client.crossref(doi)
    if answer.status == MISSING:
        answer = client.resolver(doi)
    _must_be_found(answer, doi)
    draft = from_csl(answer.item)
    draft.fields["doi"] = clean_doi(str(answer.item.get("DOI", ""))) or doi
    draft.address, draft.record = answer.source, record_of(answer.item)
    for notice in draft.record.updated_by:
        draft.doubts.append(
            _("%(kind)s published: doi.org/%(doi)s")
            % {"kind": notice.kind.replace("_", " "), "doi": notice.notice}
        )
    return draft


def _by_isbn(isbn: str, client: Client) -> Draft:
    answer = client.book(isbn)
    _must_be_found(answer, isbn)
    draft = formats.from_open_library(answer.item, isbn)
    draft.address = answer.source
    return draft


def _by_pubmed(number: str, client: Client) -> Draft:
    answer = client.pubmed(number)
    _must_be_found(answer, number)
    draft = from_csl(answer.item)
    draft.address = answer.source
    return draft


def _must_be_found(answer: Answer, what: str) -> None:
    if answer.status == FOUND:
        return
    if answer.status == MISSING:
        raise DraftError(_("the registry has no record of %s; is it copied whole?") % what)
    raise DraftError(
        _("%s could not be looked up (%s); paste it: apabib add FILE --record ADDRESS")
        % (what, answer.reason)
    )


def _add(
    settings: Settings,
    client: Client,
    draft: Draft,
    *,
    yes: bool,
    key: str,
    address: str,
    ask: Callable[[str], str],
) -> None:
    bibliography = parse(_bytes(settings.bibliography), settings.shown(settings.bibliography))
    _must_be_new(duplicate_of(draft, bibliography), bibliography)
    if not draft.address and draft.fields.get("doi"):
        _compare(draft, client)
    by_registry = bool(draft.address)
    draft.address = " ".join((draft.address or address).split())
    shown = bibliography.file
    taken = {entry.key for entry in bibliography.entries}
    if key and key.casefold() in {each.casefold() for each in taken}:
        raise Refused(_("the key %s is taken") % key)
    key = key or make_key({"type": draft.type, **draft.fields}, taken)
    _show(draft, key, bibliography)
    if not draft.address and PROVENANCE in settings.demands:
        if yes:
            raise Refused(_("say where you compared it: --record ADDRESS"))
        draft.address = " ".join(
            _answer(ask, _("Compared with which public record (an address)? ")).split()
        )
        if not draft.address:
            raise Refused(_("not added: an entry names the record it was compared with"))
    if not yes and _answer(ask, _("Add it to %s? [y/N] ") % shown).strip().casefold() not in {
        "y",
        "yes",
        _("y"),
        _("yes"),
    }:
        raise Refused(_("not added"))
    # Braces would end the field; an address has none.
    address = re.sub(r"[{}\\]|https?://", "", draft.address)
    way = "registry" if by_registry else "hand"
    if address:
        draft.fields |= {"verified": f"{way} {date.today()}", "record": address}
    text = written(draft, key)

    def change(source: bytes) -> str:
        current = parse(source, bibliography.file)
        faults = obstacles(current)
        if faults:
            raise Refused(_("%s; mend it first") % faults[0])
        again = duplicate_of(draft, current)
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
    except EOFError:  # nobody is there to answer
        print()
        raise Refused(_("not added: say --yes, and --record ADDRESS for a pasted entry")) from None


def _bytes(path: Path) -> bytes:
    return read_bytes(path) if path.exists() else b""


def _compare(draft: Draft, client: Client) -> None:
    """A pasted entry with a DOI is compared with the registry, if the registry can be reached."""
    doi = draft.fields["doi"]
    answer = client.crossref(doi)
    if answer.status == MISSING:
        answer = client.resolver(doi)
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
    draft.address, draft.record = answer.source, record


def duplicate_of(draft: Draft, bibliography: Bibliography) -> Entry | None:
    """The entry that is the same work: by DOI, by ISBN of a whole book, or by title and author."""
    doi = draft.fields.get("doi", "").casefold()
    isbn = _digits(draft.fields.get("isbn", "")) if draft.type == "book" else ""
    work = identity(draft.fields)
    title, year = fold(draft.fields.get("title", "")), year_of(draft.fields)
    for entry in bibliography.entries:
        if doi and bare_doi(entry.get("doi")).casefold() == doi:
            return entry
        is_book = model.base_type(entry.type) == "book"
        if isbn and is_book and _digits(entry.get("isbn")) == isbn:
            return entry
        if work and identity(entry.values()) == work and not (doi and entry.get("doi")):
            return entry
        if (
            len(title) > 30
            and fold(entry.get("title")) == title
            and year_of(entry.values()) == year
        ):
            return entry
    return None


def _digits(value: str) -> str:
    return isbn13(value) or "".join(char for char in value if char.isalnum()).upper()


#: Warnings in a bibliography of somebody else, and no part of what we would let in: their text
#: would be printed as it stands.
_FOREIGN = frozenset({"html-entity", "html-tag", "markup"})


def _show(draft: Draft, key: str, bibliography: Bibliography) -> None:
    """Print the entry as APA does and what is missing or doubtful; Refused on an error."""
    from apabib.apa7.format import References, works_of

    entry_text = written(draft, key)
    alone = parse(entry_text, _("the new entry"))
    findings = check_file(alone)
    references = References(works_of([*bibliography.entries, *alone.entries]))
    print(visible(references.reference_text(key)))
    for doubt in draft.doubts:
        print("  ? " + visible(doubt))
    errors = [each for each in findings if each.severity == ERROR or each.code in _FOREIGN]
    for finding in findings:
        print(
            f"  {'!' if finding in errors else '?'} "
            f"{visible(finding.message)}; {visible(finding.remedy)}"
        )
    if errors:
        raise Refused(_("not added: mend what is marked with ! in a BibTeX file and add that"))


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
