"""Identifiers where sources hide them: a DOI in an address or a note, an ISBN among words."""

from __future__ import annotations

import re
from urllib.parse import unquote

from apabib.text.identifiers import clean_doi

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,4}/\S+")
_RESOLVER = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.I)
#: What publishers put behind the DOI in the addresses of their pages.
_BEHIND = re.compile(
    r"(?:/(?:full|fulltext|abstract|abs|pdf|epdf|epub|meta|summary|references|html|download|"
    r"full/html|pdf/[^/]*)|\.(?:pdf|full|abstract|html?|short)(?:\+html|-text)?|\.full\.pdf)/?\Z",
    re.I,
)
_ARXIV = re.compile(
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)"
    r"((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)",
    re.I,
)


def doi_of_address(address: str) -> str:
    """The DOI in a publisher's address (``.../doi/full/10.1111/x?y=z``), or ""."""
    address = address.strip()
    if _RESOLVER.match(address):
        return clean_doi(address)
    if not re.match(r"https?://", address, re.I):
        return ""
    # In the path (/doi/10.1111/x?y=z) or in the query (?id=10.1371/x&y=z).
    pieces = (unquote(piece) for piece in re.split(r"[?#&]", address))
    found = next(filter(None, map(_DOI.search, pieces)), None)
    if not found:
        return ""
    doi = found[0].rstrip("/.,;)") if found[0].count("(") < found[0].count(")") else found[0]
    doi = doi.rstrip("/.,;")
    while behind := _BEHIND.search(doi):
        doi = doi[: behind.start()]
    if doi.startswith("10.1101/"):  # bioRxiv names a version in the address and not in the DOI
        doi = re.sub(r"v\d+\Z", "", doi)
    return clean_doi(doi)


def doi_in(value: str) -> str:
    """The DOI that a value is, bare, with a word before it, or as an address of doi.org."""
    value = value.strip().rstrip(".;,")
    value = re.sub(r"\A(?:DOI|doi)\s*[:=]?\s*(?=10\.|https?:)", "", value)
    value = re.sub(r"\s*\[doi\]\Z", "", value)
    return clean_doi(value) if re.match(r"10\.|https?://(?:dx\.|www\.)?doi\.org/", value) else ""


def doi_in_words(word: str) -> str:
    """The DOI that a word of a text is, without the stops around it."""
    return doi_in(word.strip("()[]<>.,;\"'“”"))


def arxiv_in(value: str) -> str:
    """The number of arXiv that a value names (``arXiv:2101.00001``), or ""."""
    found = _ARXIV.search(value)
    return found[1] if found else ""


def isbns_in(value: str) -> list[str]:
    """What looks like an ISBN in a value, valid or not, the longer ones first."""
    value = re.sub(r"(?:https?://id\.crossref\.org/isbn/|urn:isbn:|ISBN(?:-1[03])?:?)", " ", value)
    found = re.findall(r"(?<![\w-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\w-])", value)
    numbers = [" ".join(number.split()) for number in found]
    return sorted(numbers, key=lambda number: -len(re.sub(r"\W", "", number)))


def address_in(value: str) -> str:
    """An address as it can stand in a field: what means something in BibTeX is escaped."""
    value = value.strip().strip("<>").replace("&amp;", "&")
    return "".join(f"%{ord(char):02X}" if char in "{}\\^` " else char for char in value)


def issns_in(text: str) -> list[str]:
    """Each ISSN of a text once, as it is printed: ``0028-0836``."""
    found = re.findall(r"(?<![\w-])(\d{4})-?(\d{3}[\dXx])(?![\w-])", text)
    return list(dict.fromkeys(f"{first}-{last.upper()}" for first, last in found))


def is_issn(value: str) -> bool:
    """Whether a value begins with something in the form of an ISSN."""
    return bool(re.match(r"\W*(?:ISSN\W*)?\d{4}-?\d{3}[\dXx](?![\dXx-])", value))
