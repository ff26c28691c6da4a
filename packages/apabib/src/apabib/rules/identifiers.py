"""Identifiers and addresses: DOI, ISBN, ISSN, URL."""

from __future__ import annotations

import re

from apabib.bibtex.entries import Entry, Field
from apabib.findings import ERROR, WARNING, excerpt
from apabib.i18n import _
from apabib.rules.review import Review, apply
from apabib.text.identifiers import DOI, bare_doi, clean_doi
from apabib.text.latex import printed

_SHORT_DOI = re.compile(r"10/[a-z0-9]{3,10}\Z", re.IGNORECASE)
_DOI_WITHIN = re.compile(r"(?<=[/=\s])10\.[0-9]{4,9}/[^\s\\{}]+\Z")
_DOI_IN_URL = re.compile(r"https?://(?:(?:dx|www)\.)?doi\.org/(10\.\S+)\Z", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_URL_BAD = re.compile(r"[\s\"<>\\^`{|}\x00-\x20\x7f]")
_URL_COMMAND = re.compile(r"\\url\s*\{([^{}]*)\}\Z")
_URL_IN_TEXT = re.compile(r"https?://|\bwww\.[a-z]", re.IGNORECASE)


def check(review: Review, entry: Entry) -> None:
    """All rules of this module on one entry."""
    apply(_RULES, review, entry)
    _check_address_is_doi(review, entry)


def _doi(review: Review, entry: Entry, each: Field, value: str) -> None:
    bare = bare_doi(value)
    if ("%" in bare and re.search(r"%[0-9A-Fa-f]{2}", bare)) or ("&" in bare and ";" in bare):
        review.error(
            entry,
            each,
            "doi-escaped",
            _("the DOI holds escapes of an address: %s") % bare,
            _("write the characters themselves, as the registry does"),
        )
    elif "\\" in bare or "{" in bare:
        _doi_in_latex(review, entry, each, value)
    elif _SHORT_DOI.match(bare):
        review.warn(
            entry,
            each,
            "doi-form",
            _("a short DOI, which stands for another: %s") % excerpt(value),
            _("write that one: https://doi.org/%s leads to it") % bare,
        )
    elif not DOI.match(bare):
        message = _("this is no DOI: %s") % excerpt(value)
        review.error(entry, each, "doi-form", message, _meant_doi(bare))
    elif bare[-1] in ".,;":
        review.warn(
            entry,
            each,
            "doi-form",
            _("the DOI ends with “%s”") % bare[-1],
            _("delete it, unless the registry has it too"),
        )
    elif bare != value:
        review.warn(
            entry, each, "doi-prefix", _("the DOI has an address before it"), _("write %s") % bare
        )


def _meant_doi(bare: str) -> str:
    """What to write for what is no DOI: the one that it ends with, unless it begins with one."""
    if not (within := _DOI_WITHIN.search(bare)):
        return _("a DOI looks like 10.1111/j.1467-9280.2006.01832.x")
    if DOI.match(bare.split()[0].rstrip(",;")):
        return _("keep the one of this work")
    return _("write %s") % within[0]


def _doi_in_latex(review: Review, entry: Entry, each: Field, value: str) -> None:
    """An error only where it would be printed so: escapes of signs are not."""
    clean = clean_doi(value)
    severity = WARNING if clean and bare_doi(printed(value)) == clean else ERROR
    review.report(
        each.start,
        entry.key,
        "doi-escaped",
        severity,
        _("the DOI holds LaTeX: %s") % excerpt(bare_doi(value)),
        _("write %s") % clean if clean else _("write the characters themselves"),
    )


def _check_address_is_doi(review: Review, entry: Entry) -> None:
    each = entry.field("url")
    found = _DOI_IN_URL.match(each.value) if each else None
    if not each or not found:
        return
    doi = clean_doi(each.value) or found[1]
    written = entry.get("doi")
    own = clean_doi(written) or bare_doi(written)
    if not own:
        review.warn(
            entry, each, "doi-in-url", _("the address is a DOI"), _("write doi = {%s}") % doi
        )
    elif own.casefold() == doi.casefold():
        review.warn(
            entry,
            each,
            "url-repeats-doi",
            _("the address repeats the DOI"),
            _("delete url: APA prints the DOI"),
        )
    else:
        review.warn(
            entry,
            each,
            "doi-differs",
            _("url and doi name two DOIs: %s and %s") % (doi, own),
            _("keep the right one in doi: APA prints that one only"),
        )


def _isbn(review: Review, entry: Entry, each: Field, value: str) -> None:
    """ISBNs are not printed: what is wrong with them leaves the book as it is."""
    from stdnum import isbn

    rest = value
    for found in dict.fromkeys(_ISSN.findall(value)[:_MOST]):
        if issn_is_valid(found):
            rest = rest.replace(found, "")
            own = entry.get("issn")
            review.warn(
                entry,
                each,
                "isbn-is-issn",
                _("isbn holds an ISSN: %s") % found,
                _("delete it: issn has it already")
                if _plain(found) in _plain(own)
                else _("move it to issn"),
            )
    if rest != value and not re.search(r"[0-9]{3}", rest):
        return
    numbers = re.findall(r"[0-9][0-9Xx\-‐-― ]{7,24}[0-9Xx]", rest)[:_MOST] or [rest]
    if len(numbers) > 1:
        review.warn(
            entry,
            each,
            "isbn-several",
            _("more than one ISBN: %s") % excerpt(value),
            _("keep that of the edition that is cited"),
        )
    for number in numbers:
        if not isbn.is_valid(re.sub(r"[‐-―]", "-", number)):
            review.warn(
                entry,
                each,
                "isbn-check",
                _("no valid ISBN (its check digit is wrong): %s") % excerpt(number.strip())
                if re.fullmatch(r"[0-9Xx\s‐-―-]{10,17}", number)
                else _("no ISBN: %s") % excerpt(number.strip()),
                _("compare it with the book"),
            )


#: How many numbers of one field are looked at; no work has so many.
_MOST = 20
_ISSN = re.compile(r"(?<![0-9-])[0-9]{4}[-‐-―]?[0-9]{3}[0-9Xx](?![0-9-])")


def issn_is_valid(number: str) -> bool:
    """Whether the check digit of an ISSN is right, whatever dash it is written with."""
    from stdnum import issn

    return bool(issn.is_valid(re.sub(r"[‐-―]", "-", number)))


def _plain(value: str) -> str:
    return re.sub(r"[^0-9X;,]", "", value.upper())


def _issn(review: Review, entry: Entry, each: Field, value: str) -> None:
    from stdnum import isbn

    for number in re.split(r"[,;/]\s*|\s+", value)[:_MOST]:
        number = re.sub(r"\((?:print|online|electronic|linking)\)", "", number, flags=re.IGNORECASE)
        if isbn.is_valid(re.sub(r"[‐-―]", "-", number)):
            review.warn(
                entry,
                each,
                "issn-is-isbn",
                _("issn holds an ISBN: %s") % number,
                _("move it to isbn"),
            )
        elif _ISSN.fullmatch(number) and not issn_is_valid(number):
            review.warn(
                entry,
                each,
                "issn-check",
                _("no valid ISSN (its check digit is wrong): %s") % number,
                _("compare it with the journal's page"),
            )


def _url(review: Review, entry: Entry, each: Field, value: str) -> None:
    command = _URL_COMMAND.match(value)
    if command or "\\" in value:
        address = command[1] if command else value
        review.warn(
            entry,
            each,
            "url-latex",
            _("the address holds LaTeX: %s") % excerpt(value),
            _("write %s") % re.sub(r"\{?\\([_%#&~^])\}?", r"\1", address),
        )
        return
    scheme = _SCHEME.match(value)
    name = scheme[1].lower() if scheme else ""
    if name not in {"http", "https"}:
        if not scheme or "." in name or value[scheme.end() :][:1].isdigit():
            review.warn(
                entry,
                each,
                "url-scheme",
                _("an address without https:// before it: %s") % excerpt(value),
                _("write https://%s") % excerpt(value.lstrip("/")),
            )
        else:
            review.error(
                entry,
                each,
                "url-scheme",
                _("an address of the kind “%s:”") % scheme[1],
                _("only https and http addresses become links: delete it"),
            )
        return
    rest = value[len(name) + 1 :]
    if not re.match(r"//[^/?#\s]", rest):
        review.error(
            entry,
            each,
            "url-form",
            _("an address without a host: %s") % excerpt(value),
            _("correct it"),
        )
        return
    bad = _URL_BAD.search(value)
    if bad:
        several = re.search(r"\s\S{0,3}\s?https?://", value)
        review.error(
            entry,
            each,
            "url-form",
            _("more than one address: %s") % excerpt(value)
            if several
            else _("an address may not hold “%s”") % bad[0],
            _("keep one") if several else _("correct it, or write it percent-encoded"),
        )


def _no_url_in_title(review: Review, entry: Entry, each: Field, value: str) -> None:
    if _URL_IN_TEXT.search(value):
        review.warn(
            entry,
            each,
            "url-in-title",
            _("%s holds an address") % each.lower,
            _("put it into url"),
        )


_RULES = {
    "doi": _doi,
    "isbn": _isbn,
    "issn": _issn,
    "url": _url,
    "title": _no_url_in_title,
    "booktitle": _no_url_in_title,
}
