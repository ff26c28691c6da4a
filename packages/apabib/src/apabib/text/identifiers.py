"""DOIs and ISBNs, from anything that people paste."""

from __future__ import annotations

import re

from apabib.text.latex import with_tildes

DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}/[!-~\u00a1-\uffff]+\Z")
_DOI_PREFIX = re.compile(
    r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:?\s*(?=10\.)|DOI:?\s*(?=10\.)", re.IGNORECASE
)

#: "<" and ">" as reference managers write them, which DOIs of the nineties hold.
_SIGN = re.compile(
    r"\\text(?:less|greater)(?:\{\}|\s+|(?![A-Za-z]))|\{?\$\\?[<>]\$\}?|&[lg]t;", re.IGNORECASE
)


_SIGN_BRACED = re.compile(r"\{([^{}A-Za-z0-9]*)\}")
#: Letters and digits, which no program escapes.
_NO_ESCAPE = re.compile(r"%(?:3[0-9]|[46][1-9A-F]|[57][0-9A])", re.IGNORECASE)
_MARKUP = re.compile(r"[\\{}]")


def bare_doi(value: str) -> str:
    """The DOI without ``https://doi.org/`` or ``doi:`` before it."""
    prefix = _DOI_PREFIX.match(value)
    return value[prefix.end() :].strip() if prefix else value


def dois(value: str) -> list[str]:
    """The DOIs of a field that holds several with commas between, each without its address.

    A DOI may hold a comma itself: one parts two only before a space or before the next.
    """
    parts = re.split(r",(?=\s|10\.|https?:|doi:|\Z)", value)
    return [bare_doi(part.strip()) for part in parts if part.strip()]


def clean_doi(value: str) -> str:
    """A DOI from anything that people paste: address, LaTeX, percent escapes; "" if it is none."""
    from urllib.parse import unquote

    address = re.match(r"https?://", value.strip(), re.IGNORECASE)
    doi = with_tildes(bare_doi(value.strip()))
    if "\\" in doi or "$" in doi or "&" in doi:
        doi = _SIGN.sub(lambda sign: "<" if "<" in sign[0] or "l" in sign[0] else ">", doi)
        doi = re.sub(r"\\+([_%#&{}$])", r"\1", doi)
    if "{" in doi:  # around a sign, or the whole; what others hold nobody can tell
        doi = _SIGN_BRACED.sub(r"\1", doi)
        doi = doi[1:-1] if doi.startswith("{") and doi.endswith("}") else doi
    if address or re.search("%[0-9A-Fa-f]{2}", doi):
        read = unquote(doi)
        # What is no character ("%97"), or needs no escape ("%30"), is a slip of a hand.
        doi = doi if "\ufffd" in read or _NO_ESCAPE.search(doi) else read
    return doi if DOI.match(doi) and not _MARKUP.search(doi) else ""


def isbn13(source: str) -> str:
    """A valid ISBN in thirteen digits from anything that people paste; "" if it is none."""
    from stdnum import isbn

    number = re.sub(r"\A(?:urn:)?isbn(?:-1[03])?:?\s*", "", source.strip(), flags=re.IGNORECASE)
    return isbn.to_isbn13(isbn.compact(number)) if isbn.is_valid(number) else ""
