"""What ``apabib add`` is given: a DOI, an ISBN, a PubMed id, an address, a file, or a pipe."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from apabib.bibtex import characters
from apabib.files import LONGEST, read_bytes, too_long
from apabib.i18n import _
from apabib.intake import formats
from apabib.intake.csl import from_csl
from apabib.intake.drafts import Draft, DraftError
from apabib.intake.locate import arxiv_in, doi_of_address
from apabib.intake.twins import Shelf, Twin
from apabib.registry.client import FOUND, MISSING, Answer, Client
from apabib.registry.record import record_of
from apabib.text.identifiers import clean_doi, isbn13

_PUBMED = re.compile(
    r"(?:https?://(?:www\.|pubmed\.)?ncbi\.nlm\.nih\.gov/(?:pubmed/)?|pmid:?\s*)?(\d{1,8})/?"
    r"(?:[?#].*)?\Z",
    re.I,
)
#: How the files that people paste entries into are called.
_SUFFIXES = frozenset({".bib", ".bibtex", ".enw", ".json", ".nbib", ".ris", ".txt"})


class Refused(Exception):
    """An entry that does not go in; the message says why, and what to do."""


def find(source: str, client: Client, held: Shelf, *, distinct: bool = False) -> list[Draft]:
    """Drafts for a DOI, an address with one, an ISBN, a PubMed id, a file or ``-``.

    Raises DraftError, OSError for a file that cannot be read, and Refused for what ``held`` has:
    then nobody is asked, so that it works without the network. ``distinct`` asks all the same.
    """
    if source == "-":
        return formats.read_text(_piped(), client.settings.names)
    path = Path(source)
    if path.suffix and path.exists():
        return _from_file(path, source, client)
    address = _bare(source)
    number = arxiv_in(address)
    doi = clean_doi(address) or doi_of_address(address)
    if number and not doi:
        # arXiv registers every paper so (arXiv's help pages on DOIs).
        doi = "10.48550/arXiv." + re.sub(r"v\d+\Z", "", number)
    if doi:
        _unless(distinct, held.twin_of(Draft("misc", {"doi": doi})), held)
        return [_by_doi(doi, client)]
    isbn = isbn13(source)
    if isbn:
        _unless(distinct, held.twin_of(Draft("book", {"isbn": isbn})), held)
        return [_by_isbn(isbn, client)]
    pubmed = _PUBMED.match(address)
    if pubmed:
        twin = held.by_pubmed(pubmed[1])
        _unless(distinct, Twin(twin, surely=True) if twin else None, held)
        return [_by_pubmed(pubmed[1], client)]
    if re.match(r"https?://|www\.", address, re.I):
        raise DraftError(_("%s names no DOI: look for one on that page, and add it") % source)
    if path.is_file():
        return _from_file(path, source, client)
    _must_be_no_key(address, held)
    raise DraftError(_leads_nowhere(source, path))


def _bare(source: str) -> str:
    """A source without what stands around it where it was copied, and what follows a visitor."""
    around = " <>\"'“”"
    source = source.strip(around).rstrip(".,;").strip(around)
    return re.sub(r"[?&](?:utm_\w+|fbclid|gclid|via|ref)=.*\Z", "", source)


def _leads_nowhere(source: str, path: Path) -> str:
    if source.strip() and path.is_dir():
        return _("%s is a folder; give a file") % source
    if path.suffix.lower() in _SUFFIXES or "/" in source:
        return _("there is no file %s") % source
    if not source.strip():
        return _("nothing to add; see: apabib add --help")
    if re.fullmatch(r"(?i)PMC\s*\d+", source.strip()):
        return _("%s is a number of PubMed Central: give the DOI or the PubMed id") % source
    if re.sub(r"[\s-]", "", source).upper().rstrip("X").isdigit():
        return _("%s is no ISBN (its check digit is wrong) and no PubMed id") % source
    return _("%s is no DOI, ISBN, PubMed id or file; see: apabib add --help") % source


def _piped() -> str:
    try:
        content = sys.stdin.buffer.read(LONGEST + 1)
    except (AttributeError, ValueError, OSError):  # None, or closed
        raise DraftError(_("standard input is closed; give a file")) from None
    if len(content) > LONGEST:
        raise DraftError(too_long())
    return _decoded(content, _("standard input"))


def _from_file(path: Path, source: str, client: Client) -> list[Draft]:
    content = read_bytes(path)
    if content.startswith(b"%PDF-"):
        raise DraftError(_("%s is a PDF: add the DOI that stands in it") % source)
    return formats.read_text(_decoded(content, source), client.settings.names, source)


def _decoded(content: bytes, name: str) -> str:
    """The text of a file in UTF-8; DraftError names any other encoding, which was only guessed."""
    text, faults = characters.decode(content)
    if faults:
        _offset, _code, message, remedy = faults[0]
        raise DraftError(f"{name}: {message}; {remedy}")
    return text


def must_be_new(twin: Twin | None, held: Shelf) -> None:
    """Raises Refused for a work that is there, with its key, and how another one goes in."""
    if twin:
        message = _("this is %(key)s (%(file)s:%(line)d): cite it with {cite:p}`%(key)s`") % {
            "key": twin.entry.key,
            "file": held.bibliography.file,
            "line": twin.entry.line,
        }
        if not twin.surely:
            message += _("; if it is another work, say --distinct")
        raise Refused(message)


def _must_be_no_key(source: str, held: Shelf) -> None:
    """Raises Refused where somebody gives the key of an entry."""
    for entry in held.bibliography.entries:
        if source and entry.key.casefold() == source.casefold():
            raise Refused(
                _("this is an entry of %(file)s: cite it with {cite:p}`%(key)s`")
                % {"file": held.bibliography.file, "key": entry.key}
            )


def _unless(distinct: bool, twin: Twin | None, held: Shelf) -> None:
    if not distinct:
        must_be_new(twin, held)


def by_doi(doi: str, client: Client) -> Answer:
    """The record of a DOI: Crossref's, or that of another agency."""
    answer = client.crossref(doi)
    return client.resolver(doi) if answer.status == MISSING else answer


def _by_doi(doi: str, client: Client) -> Draft:
    answer = by_doi(doi, client)
    _must_be_found(answer, doi)
    draft = from_csl(answer.item, client.settings.names, registry=True)
    draft.fields["doi"] = clean_doi(str(answer.item.get("DOI", ""))) or doi
    draft.address, draft.record = answer.source, record_of(answer.item)
    return draft


def _by_isbn(isbn: str, client: Client) -> Draft:
    answer = client.book(isbn)
    _must_be_found(answer, isbn)
    draft = formats.from_open_library(answer.item, isbn, client.settings.names)
    draft.address = answer.source
    return draft


def _by_pubmed(number: str, client: Client) -> Draft:
    answer = client.pubmed(number)
    _must_be_found(answer, number)
    draft = from_csl(answer.item, client.settings.names, registry=True)
    draft.fields.pop("pmid", None)  # the record's address has it
    draft.address = answer.source
    if doi := draft.fields.get("doi"):  # PubMed's answer does not tell of notices
        registered = client.crossref(doi)
        if registered.status == FOUND:
            draft.notices = record_of(registered.item).updated_by
        elif registered.status != MISSING:
            draft.doubts.append(_("retractions were not looked up: %s") % registered.reason)
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
