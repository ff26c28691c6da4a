"""Values with a form of their own: identifiers, dates, pages, numbers, addresses."""

from __future__ import annotations

import re
from datetime import date

from bib.findings import excerpt
from bib.fold import words
from bib.parse import Entry, Field
from bib.rules import Review
from bib.words import _

DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}/[!-~\u00a1-\uffff]+\Z")
_DOI_PREFIX = re.compile(
    r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:?\s*(?=10\.)|DOI:?\s*(?=10\.)", re.IGNORECASE
)
_DOI_IN_URL = re.compile(r"https?://(?:(?:dx|www)\.)?doi\.org/(10\.\S+)\Z", re.IGNORECASE)
_YEAR = re.compile(r"[0-9]{3,4}\Z")
_YEAR_LETTER = re.compile(r"([0-9]{4})[a-z]\Z")
# biblatex takes EDTF (ISO 8601-2, level 1): 2011, 2011-05-20, 2011~, 2011/2012, 201X, open ends.
_DATE_PART = (
    r"-?[0-9]{2}(?:[0-9]{2}|[0-9][Xu]|XX|uu)"
    r"(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12][0-9]|3[01])(?:T[0-9:+Z-]{2,20})?)?)?[~?%]?"
)
_DATE = re.compile(rf"(?:{_DATE_PART})(?:/(?:{_DATE_PART}|\.\.)?)?\Z|(?:\.\.)?/{_DATE_PART}\Z")
_MONTHS = words(
    """
    jan feb mar apr may jun jul aug sep oct nov dec january february march april june july
    august september october november december
    """
)
_PAGE = r"[A-Za-z]{0,3}[0-9]{1,7}[A-Za-z]{0,2}|[ivxlcdmIVXLCDM]{1,9}"
_PAGE_RANGE = re.compile(rf"({_PAGE})\s*([-‐-―−]{{1,4}})\s*({_PAGE})\Z")
_DASHES = re.compile(r"[-‐-―−]{1,4}")
_PAGE_NUMBER = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})\Z")
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
}  # fmt: skip
_EDITION = re.compile(
    r"(?:(\d{1,3})\s*(?:st|nd|rd|th)?|([a-z]{5,7}))\.?(?:\s+ed(?:ition|\.)?)?\Z", re.IGNORECASE
)
_VOLUME_WORD = re.compile(r"(?:vol(?:ume)?|jg|jaargang)\b\.?\s*", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"(?:no|nr|issue|iss)\b\.?\s*", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_URL_BAD = re.compile(r"[\s\"<>\\^`{|}\x00-\x20\x7f]")
_URL_COMMAND = re.compile(r"\\url\s*\{([^{}]*)\}\Z")
_URL_IN_TEXT = re.compile(r"https?://|\bwww\.[a-z]", re.IGNORECASE)


def check(review: Review, entry: Entry) -> None:
    for each in entry.fields:
        rule = _RULES.get(each.lower)
        if rule and each.sound:
            value = each.value
            if value:
                rule(review, entry, each, value)
    _check_address_is_doi(review, entry)
    _check_year_and_date(review, entry)


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
        review.error(
            entry,
            each,
            "doi-escaped",
            _("the DOI holds LaTeX: %s") % bare,
            _("write %s") % clean_doi(value),
        )
    elif not DOI.match(bare):
        review.error(
            entry,
            each,
            "doi-form",
            _("this is no DOI: %s") % excerpt(value),
            _("a DOI looks like 10.1111/j.1467-9280.2006.01832.x"),
        )
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


def bare_doi(value: str) -> str:
    """The DOI without ``https://doi.org/`` or ``doi:`` before it."""
    prefix = _DOI_PREFIX.match(value)
    return value[prefix.end() :].strip() if prefix else value


def clean_doi(value: str) -> str:
    """A DOI from anything that people paste: address, LaTeX, percent escapes; "" if it is none."""
    from urllib.parse import unquote

    address = re.match(r"https?://", value.strip(), re.IGNORECASE)
    doi = bare_doi(value.strip())
    doi = re.sub(r"\\([_%#&{}$])", r"\1", doi).replace("{", "").replace("}", "")
    if address or re.search("%[0-9A-Fa-f]{2}", doi):
        doi = unquote(doi)
    return doi if DOI.match(doi) else ""


def _check_address_is_doi(review: Review, entry: Entry) -> None:
    each = entry.field("url")
    found = _DOI_IN_URL.match(each.value) if each else None
    if not each or not found:
        return
    doi = clean_doi(each.value) or found[1]
    own = bare_doi(entry.get("doi"))
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
        review.error(
            entry,
            each,
            "doi-differs",
            _("url and doi name two DOIs: %s and %s") % (doi, own),
            _("keep the right one in doi"),
        )


def _isbn(review: Review, entry: Entry, each: Field, value: str) -> None:
    from stdnum import isbn
    from stdnum.exceptions import ValidationError

    numbers = re.findall(r"[0-9][0-9Xx\-‐-― ]{7,24}[0-9Xx]", value) or [value]
    if len(numbers) > 1:
        review.warn(
            entry,
            each,
            "isbn-several",
            _("more than one ISBN: %s") % excerpt(value),
            _("keep that of the edition that is cited"),
        )
    for number in numbers:
        try:
            isbn.validate(re.sub(r"[‐-―]", "-", number))
        except ValidationError:
            review.error(
                entry,
                each,
                "isbn-check",
                _("no valid ISBN (its check digit is wrong): %s") % number,
                _("compare it with the book"),
            )


def _issn(review: Review, entry: Entry, each: Field, value: str) -> None:
    from stdnum import issn
    from stdnum.exceptions import ValidationError

    for number in re.split(r"[,;/]\s*|\s+", value):
        number = re.sub(r"\((?:print|online|electronic|linking)\)", "", number, flags=re.IGNORECASE)
        if not re.match(r"[0-9]{4}[-‐-―]?[0-9]{3}[0-9Xx]\Z", number):
            continue
        try:
            issn.validate(re.sub(r"[‐-―]", "-", number))
        except ValidationError:
            review.error(
                entry,
                each,
                "issn-check",
                _("no valid ISSN (its check digit is wrong): %s") % number,
                _("compare it with the journal's page"),
            )


def _year(review: Review, entry: Entry, each: Field, value: str) -> None:
    value = value.strip("{}")
    if _YEAR.match(value):
        if int(value) > review.today.year + 1:
            review.error(
                entry,
                each,
                "year-future",
                _("the year %s is in the future") % value,
                _("correct it"),
            )
        return
    letter = _YEAR_LETTER.match(value)
    if letter:
        remedy = _("write %s: letters are added where they are printed") % letter[1]
    elif _DATE.match(value):
        remedy = _("write it in date")
    else:
        remedy = _("write four digits, or leave year out (APA prints n.d.)")
    review.warn(
        entry, each, "year-form", _("%s is no year: %s") % (each.lower, excerpt(value)), remedy
    )


def _date(review: Review, entry: Entry, each: Field, value: str) -> None:
    if not _DATE.match(value):
        review.warn(
            entry,
            each,
            "date-form",
            _("%s is no date: %s") % (each.lower, excerpt(value)),
            _("write year-month-day, as in 2011-05-20"),
        )
        return
    whole = re.match(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value)
    if not whole:
        return
    try:
        day = date(int(whole[1]), min(int(whole[2] or 1), 12), int(whole[3] or 1))
    except ValueError:
        review.error(
            entry, each, "date-form", _("there is no such day: %s") % value, _("correct it")
        )
        return
    limit = (
        review.today
        if each.lower == "urldate"
        else review.today.replace(year=review.today.year + 1, day=min(review.today.day, 28))
    )
    if day > limit:
        review.error(
            entry,
            each,
            "year-future",
            _("%s is in the future: %s") % (each.lower, value),
            _("correct it"),
        )


def _check_year_and_date(review: Review, entry: Entry) -> None:
    year, day = entry.get("year"), entry.get("date")
    if _YEAR.match(year) and _DATE.match(day) and day[:4].isdigit() and day[:4] != year:
        review.error(
            entry,
            entry.field("year"),
            "year-date",
            _("year %s and date %s disagree") % (year, day),
            _("keep the right one"),
        )


def _month(review: Review, entry: Entry, each: Field, value: str) -> None:
    word = value.strip(".").casefold()
    if word.isdigit():
        if not 1 <= int(word) <= 12:
            review.error(
                entry,
                each,
                "month-form",
                _("there is no month %s") % excerpt(value),
                _("correct it"),
            )
    elif word[:3] not in _MONTHS and not re.search("spring|summer|fall|autumn|winter", word):
        review.warn(
            entry,
            each,
            "month-form",
            _("this is no month: %s") % excerpt(value),
            _("write a number from 1 to 12"),
        )


def _pages(review: Review, entry: Entry, each: Field, value: str) -> None:
    if re.match(r"(?:pp?|pages?|blz|S)\.\s*\d", value):
        review.warn(
            entry,
            each,
            "pages-word",
            _("pages holds a word for page: %s") % excerpt(value),
            _("keep the numbers"),
        )
        return
    for part in re.split(r"\s*[,;]\s*", value):
        found = _PAGE_RANGE.match(part)
        if not found:
            if re.match(r"[-‐-―−]", part) or re.search(r"[-‐-―−]\Z", part):
                review.warn(
                    entry,
                    each,
                    "pages-open",
                    _("a page range without an end: %s") % excerpt(part),
                    _("add the missing page, or delete the dash"),
                )
            continue
        first, dash, last = found.groups()
        if dash != "--" and (_has_digit(first) == _has_digit(last)):
            review.warn(
                entry,
                each,
                "pages-dash",
                _("a page range with “%s”: %s") % (dash, excerpt(part)),
                _("write %s--%s") % (first, last),
            )
        _check_order(review, entry, each, first, last)


def _has_digit(page: str) -> bool:
    return any(char.isdigit() for char in page)


def _check_order(review: Review, entry: Entry, each: Field, first: str, last: str) -> None:
    begin, end = _PAGE_NUMBER.match(first), _PAGE_NUMBER.match(last)
    if not begin or not end or end[1] not in {begin[1], ""}:
        return
    if int(end[2]) >= int(begin[2]):
        return
    full = begin[2][: len(begin[2]) - len(end[2])] + end[2]
    if len(end[2]) < len(begin[2]) and int(full) > int(begin[2]):
        review.warn(
            entry,
            each,
            "pages-short",
            _("the last page is cut short: %s") % each.value,
            _("write %s--%s") % (first, begin[1] + full),
        )
    else:
        review.error(
            entry,
            each,
            "pages-reversed",
            _("the last page comes before the first: %s") % each.value,
            _("compare it with the work"),
        )


def _edition(review: Review, entry: Entry, each: Field, value: str) -> None:
    if value.isdigit():
        return
    number = edition_number(value)
    if number:
        review.warn(
            entry,
            each,
            "edition-number",
            _("edition is not a number: %s") % excerpt(value),
            _("write edition = {%s}") % number,
        )


def edition_number(value: str) -> str:
    """``2nd``, ``Second`` or ``2nd ed.`` as ``2``; "" for what is no number (``Revised``)."""
    found = _EDITION.match(value.strip("{}"))
    if not found:
        return ""
    return found[1] or _ORDINALS.get(found[2].casefold(), "")


def _volume(review: Review, entry: Entry, each: Field, value: str) -> None:
    word = (_VOLUME_WORD if each.lower == "volume" else _NUMBER_WORD).match(value)
    if word and value[word.end() : word.end() + 1].isdigit():
        review.warn(
            entry,
            each,
            "number-word",
            _("%s holds a word: %s") % (each.lower, excerpt(value)),
            _("write %s") % value[word.end() :],
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
            review.error(
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
    "doi": _doi, "isbn": _isbn, "issn": _issn, "year": _year, "origyear": _year,
    "date": _date, "urldate": _date, "origdate": _date, "eventdate": _date, "month": _month,
    "pages": _pages, "edition": _edition, "volume": _volume, "number": _volume, "url": _url,
    "title": _no_url_in_title, "booktitle": _no_url_in_title,
}  # fmt: skip
