"""Where a work is on the web: DOI, address, number in a repository (APA 7, 9.34 to 9.36).

Dutch has "Geraadpleegd op ..., van ...", as Radboud, HAN, and Scribbr do. Scribbr tells the day of
every visit; here it is told where APA tells it (section 9.16).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from apabib.apa7 import kinds
from apabib.apa7.markup import Span, doi_address, filled, web_address
from apabib.apa7.when import long_date
from apabib.apa7.work import Locale, Work
from apabib.text.identifiers import bare_doi
from apabib.text.latex import exact, printed

_SHORT_DOI = re.compile(r"(?:10/)?([a-z0-9]{3,10})\Z", re.IGNORECASE)
_COMMAND = re.compile(r"\\(?:url|href|nolinkurl)\s*\{((?:[^{}]|\{[^{}]*\})+)\}")
_URL = re.compile(rf"\s*(?:{_COMMAND.pattern}|(https?://\S+))")
_ARXIV = re.compile(r"(?:arxiv:\s*)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7})\Z", re.I)

#: How the DOIs begin that arXiv gives.
_ARXIV_DOI = "10.48550/arxiv."


class _Archive(NamedTuple):
    name: str
    #: What goes before a number, in print and in the address.
    prefix: str = ""
    address: str = ""


#: Archives of ``eprinttype``, by its value in small letters without signs.
_ARCHIVES = {
    "arxiv": _Archive("arXiv", "arXiv:", "https://arxiv.org/abs/"),
    "eric": _Archive("ERIC"),
    "jstor": _Archive("JSTOR", "", "https://www.jstor.org/stable/"),
    "hdl": _Archive("", "", "https://hdl.handle.net/"),
    "handle": _Archive("", "", "https://hdl.handle.net/"),
    "pmc": _Archive("PubMed Central", "", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
    "pmcid": _Archive("PubMed Central", "", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
    "psyarxiv": _Archive("PsyArXiv"),
    "biorxiv": _Archive("bioRxiv"),
    "medrxiv": _Archive("medRxiv"),
    "osf": _Archive("OSF"),
    "ssrn": _Archive("SSRN"),
    "zenodo": _Archive("Zenodo"),
}
#: Identifiers of records, which are no address and no place.
_RECORDS = frozenset({"pubmed", "pmid", "googlebooks", "mrnumber", "zbl"})
#: Periodicals that say to the day when they were out: what is in them does not change.
_FIXED = frozenset({"newspaper", "magazine", "nonacademic", "blog"})


def address(work: Work, locale: Locale) -> list[Span]:
    """A DOI, else a URL; only an http or https address becomes a link (section 9.34)."""
    _ = locale.translate
    if doi := doi_of(work["doi"]):
        return [Span("https://doi.org/" + doi, href=doi_address(doi))]
    if not (url := _url(work)):
        return []
    link = [Span(url, href=web_address(url))]
    if work["urldate"] and _may_change(work):
        return filled(
            _("Retrieved {date}, from {address}"),
            address=link,
            date=[Span(long_date(work["urldate"], locale))],
        )
    return link


def free_copy(work: Work) -> str:
    """The address of a copy in an archive that is open to all, unless the reference leads there.

    PubMed Central and arXiv: what an entry says of other places may stand behind a wall.
    """
    pmcid = re.sub(r"(?i)^(pmc)?", "PMC", exact(work["pmcid"]).strip(), count=1)
    if re.fullmatch(r"PMC\d+", pmcid):
        found = _ARCHIVES["pmc"].address + pmcid
    elif _archive(work) in (_ARCHIVES["arxiv"], _ARCHIVES["pmc"]):
        found = _eprint(work)
    else:
        return ""
    doi = doi_of(work["doi"])
    there = doi.casefold().startswith(_ARXIV_DOI) if doi else _url(work) == found
    return "" if there else found


def doi_of(value: str) -> str:
    """The DOI; a short one, as shortdoi.org gives it, without its ``10/``."""
    doi = bare_doi(exact(value).strip())
    short = _SHORT_DOI.match(doi)
    return short[1] if short else doi


def _url(work: Work) -> str:
    if work["url"].strip():
        return plain_address(work["url"])
    for name in ("howpublished", "note"):
        if found := _URL.match(work[name]):
            return plain_address(found[1] or found[2])
    return _eprint(work)


def _eprint(work: Work) -> str:
    """The address of a number in an archive that has one."""
    if not work["eprint"]:
        return ""
    archive = _archive(work)
    number = exact(work["eprint"]).strip()
    if not archive or not archive.address:
        return ""
    if archive.prefix and number.casefold().startswith(archive.prefix.casefold()):
        number = number[len(archive.prefix) :].strip()
    return archive.address + number


def is_address(value: str) -> bool:
    r"""Whether a value is an address, as old entries have it: ``\url{https://...}``."""
    return bool(_URL.match(value))


def plain_address(value: str) -> str:
    r"""An address without TeX's escapes: ``a\_b`` is ``a_b``, ``\url{x}`` is ``x``."""
    value = value.strip()
    if found := _COMMAND.match(value):
        value = found[1]
    return exact(value).strip()


def _may_change(work: Work) -> bool:
    """Whether the day of the visit is told: only of what is meant to change (section 9.16).

    That is a work without a date; and an article of a source that is updated all the time
    (UpToDate, example 14), which has a year, and neither volume, number, pages nor DOI.
    """
    if not work.date:
        return True
    numbered = ("volume", "number", "issue", "pages", "eid")
    return (
        work.family == kinds.PERIODICAL
        and not work.date.words
        and not (work.date.start and work.date.start.month)
        and work["entrysubtype"].casefold() not in _FIXED
        and not any(work[name] for name in numbered)
    )


# -- Repositories (sections 10.8 and 9.30) -------------------------------------


def repository(work: Work) -> str:
    """The archive or site that ``eprint`` names: ``arXiv``, ``ERIC``, or biblatex-apa's text."""
    if not work["eprint"]:
        return ""
    archive = _archive(work)
    if archive:
        return archive.name
    kind = work["eprinttype"] or work["archiveprefix"]
    if kind:
        return "" if _plain(kind) in _RECORDS else printed(kind)
    return "" if _is_number(work["eprint"]) else printed(work["eprint"])


def archive_number(work: Work) -> str:
    """The number in the archive: ``arXiv:2001.01234``, ``ED545393``."""
    if not work["eprint"]:
        return ""
    archive = _archive(work)
    kind = _plain(work["eprinttype"] or work["archiveprefix"])
    number = exact(work["eprint"]).strip()
    if archive:
        if not archive.name or (archive.address and not archive.prefix):
            return ""  # its address tells it
        if not archive.prefix and _is_in_address(number, work):
            return ""
        if archive.prefix and not number.casefold().startswith(archive.prefix.casefold()):
            number = archive.prefix + number
        return number
    if kind in _RECORDS or not (kind or _is_number(work["eprint"])):
        return ""
    return "" if _is_in_address(number, work) else number


def _is_in_address(number: str, work: Work) -> bool:
    """Whether the DOI or the address ends in it: ``osf.io/ab3de`` tells ``ab3de``."""
    ends = (work[name].rstrip("/").casefold() for name in ("doi", "url"))
    return any(end.endswith(number.casefold()) for end in ends if end)


def _archive(work: Work) -> _Archive | None:
    kind = _plain(work["eprinttype"] or work["archiveprefix"])
    if kind:
        return _ARCHIVES.get(kind)
    return _ARCHIVES["arxiv"] if _ARXIV.match(work["eprint"].strip()) else None


def _is_number(value: str) -> bool:
    """Whether it is a number, and not the name of a site."""
    return bool(re.search(r"\d", value)) and not re.search(r"\s", value.strip())


def _plain(value: str) -> str:
    return re.sub(r"[^a-z]", "", value.casefold())
