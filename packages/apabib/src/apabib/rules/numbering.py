"""Volume, issue and pages, as people and programs write them."""

from __future__ import annotations

import re

from apabib.bibtex.entries import Entry, Field
from apabib.findings import ERROR, WARNING, excerpt
from apabib.i18n import _
from apabib.rules.damaged import is_placeholder
from apabib.rules.review import Review, apply
from apabib.text.months import month_number
from apabib.text.states import is_in_press, is_online_first

_DASH = "-‐-―−"
_DASHES = re.compile(rf"\s*[{_DASH}]+\s*")
_PAGE = r"[A-Za-z]{0,3}[0-9]{1,7}[A-Za-z]{0,2}|[ivxlcdmIVXLCDM]{1,9}"
_PAGE_RANGE = re.compile(rf"({_PAGE})\s*([{_DASH}]{{1,4}})\s*({_PAGE})\Z")
_PAGE_NUMBER = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})\Z")
#: A word for page before a number; ``S`` and ``s`` alone may belong to the number (S12).
_PAGE_WORD = re.compile(
    r"(?:(?:pp?|pgs?|pages?|págs?|páginas?|pagina['’]s|blz|bl|seiten?)[.:]?|[Ss]\.)\s*(?=[0-9])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"([0-9]{1,7})\s+(?:to|through|thru|till|until|bis|tot|à|a|al|au|до)\s+"
                      r"([0-9]{1,7})\Z")  # fmt: skip
_AND_AFTER = re.compile(r"[0-9]\s*(?:\+|ff?\b\.?|et seq\b\.?|e\.?v\.)\s*\Z")
_EXTENT = re.compile(
    r"(?:[ivxlcdm]{1,9}\s*[,+]\s*)?\[?([0-9]{1,6})\]?\s*"
    r"(?:pp?|pgs?|pages?|págs?|páginas?|blz|bl|seiten?|s)\b\.?\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:article|art|paper|id)\b\.?\s*(?:no\b\.?|number|id\b)?\s*:?\s*"
                      r"([A-Za-z]{0,3}[0-9][\w.-]{0,20})\Z", re.IGNORECASE)  # fmt: skip
_LONE = re.compile(r"([0-9]{5,})\Z")
_LONG_WORD = re.compile(r"(?<![\w\\])[^\W\d_]{4,}(?!\w)")
_ROMAN = re.compile(r"[ivxlcdm]+\Z", re.IGNORECASE)

_WORDS = {
    "volume": r"vol(?:ume)?|jg|jrg|jaargang|deel|dl|jahrgang|bd|band|tome|tom|t|v",
    "number": r"no|nr|n|num|núm|number|nummer|afl|numéro|issue|iss|heft|h",
}
_WORD = {
    name: re.compile(rf"(?:(?:{each})\b\.?|[nN]\s*[°º]|№|#)\s*(?=[0-9])", re.IGNORECASE)
    for name, each in _WORDS.items()
}
_BOTH = re.compile(
    r"(?:vol(?:ume)?\b\.?\s*)?([0-9]{1,6}|[IVXLCDM]{1,9})\s*"
    r"(?:\(\s*([^()]{1,40}?)\s*\)|,?\s*(?:no|nr|number|issue|iss)\b\.?\s*([0-9][\w/-]{0,10})"
    r"|:\s*([0-9]{1,4}))"
    rf"(?:\s*[,:]\s*(?:pp?\.?\s*)?([0-9]{{1,7}}\s*[{_DASH}]{{1,3}}\s*[0-9]{{1,7}}))?\Z",
    re.IGNORECASE,
)


def check(review: Review, entry: Entry) -> None:
    """All rules of this module on one entry."""
    apply(_RULES, review, entry)


# -- Pages ---------------------------------------------------------------------


def _pages(review: Review, entry: Entry, each: Field, value: str) -> None:
    value = value.strip("{}")
    if is_placeholder("pages", value):
        return
    if not _check_words(review, entry, each, value):
        return
    for part in re.split(r"\s*[,;]\s*", value):
        found = _PAGE_RANGE.match(part)
        if not found:
            if re.match(f"[{_DASH}]", part) or re.search(rf"[{_DASH}]\Z", part):
                _warn_open(review, entry, each, part)
            continue
        first, dash, last = found.groups()
        if first == last:
            review.warn(
                entry,
                each,
                "pages-same",
                _("a range from a page to itself: %s") % excerpt(part),
                _("write %s, or add the last page") % first,
            )
        elif dash != "--" and (_has_digit(first) == _has_digit(last)):
            review.warn(
                entry,
                each,
                "pages-dash",
                _("a page range with “%s”: %s") % (dash, excerpt(part)),
                _("write %s--%s") % (first, last),
            )
        _check_order(review, entry, each, first, last)


def _check_words(review: Review, entry: Entry, each: Field, value: str) -> bool:
    """Words among the pages; False stops the other rules on them."""
    remedy = ""
    message = _("pages holds a word for page: %s") % excerpt(value)
    bare = _PAGE_WORD.sub("", value) if _PAGE_WORD.match(value) else value
    if _is_ahead(value):
        message = _("pages holds no pages: %s") % excerpt(value)
        remedy = _("delete it until there are some")
    elif found := _ARTICLE.match(value) or _article_of_doi(entry, value):
        message = _("pages holds the number of an article: %s") % excerpt(value)
        remedy = _("write eid = {%s}") % found[1]
    elif found := _EXTENT.match(value):
        message = _("pages says how many there are: %s") % excerpt(value)
        remedy = _("delete it: APA prints the pages of a part only")
    elif found := _BETWEEN.match(bare):
        message = _("a page range in words: %s") % excerpt(value)
        remedy = _("write %s--%s") % found.groups()
    elif bare is not value:
        remedy = _("keep the numbers")
    elif _AND_AFTER.search(value):
        _warn_open(review, entry, each, value)
        return False
    elif any(not _ROMAN.match(word) for word in _LONG_WORD.findall(value)):
        message = _("pages holds words: %s") % excerpt(value)
        remedy = _("keep the numbers, or delete it")
    if remedy:
        review.warn(entry, each, "pages-word", message, remedy)
    return not remedy


def _article_of_doi(entry: Entry, value: str) -> re.Match[str] | None:
    """The number of an article, which its DOI ends with: no journal has so many pages."""
    doi = entry.get("doi")
    return _LONE.match(value) if doi.endswith(value) else None


def _is_ahead(value: str) -> bool:
    """Whether it is what early access puts in place of a number."""
    short = value.casefold() in {"aop", "ja"}
    return short or is_in_press(value) or is_online_first(value)


def _warn_open(review: Review, entry: Entry, each: Field, part: str) -> None:
    review.warn(
        entry,
        each,
        "pages-open",
        _("a page range without an end: %s") % excerpt(part),
        _("add the missing page, or keep the first one only"),
    )


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
        # With letters it may be the number of an article, and how many pages that has.
        review.report(
            each.start,
            entry.key,
            "pages-reversed",
            WARNING if begin[1] else ERROR,
            _("the last page comes before the first: %s") % each.value,
            _("compare it with the work"),
        )


# -- Volume and issue ----------------------------------------------------------


def _volume(review: Review, entry: Entry, each: Field, value: str) -> None:
    value = value.strip("{}")
    name = each.lower
    if is_placeholder(name, value):
        return
    if both := _BOTH.match(value):
        volume, issue, pages = both[1], both[2] or both[3] or both[4], both[5]
        holds = _("volume, issue and pages") if pages else _("volume and issue")
        remedy = f"volume = {{{volume}}}, number = {{{issue}}}"
        if pages:
            remedy += f", pages = {{{_DASHES.sub('--', pages)}}}"
        review.warn(
            entry,
            each,
            "volume-issue",
            _("%s holds %s in one: %s") % (name, holds, excerpt(value)),
            _("write %s") % remedy,
        )
    elif word := _WORD[name].match(value):
        review.warn(
            entry,
            each,
            "number-word",
            _("%s holds a word: %s") % (name, excerpt(value)),
            _("write %s") % excerpt(value[word.end() :]),
        )
    elif _is_ahead(value):
        review.warn(
            entry,
            each,
            "number-word",
            _("%s holds no number: %s") % (name, excerpt(value)),
            _("delete it until there is one"),
        )
    elif _is_of_months(value):
        review.warn(
            entry,
            each,
            "number-word",
            _("%s holds a part of the year: %s") % (name, excerpt(value)),
            _("write it in date or month, and delete it here"),
        )


def _is_of_months(value: str) -> bool:
    parts = re.split(rf"[{_DASH}\s/&,.]+", value.casefold().strip("."))
    months = [part for part in parts if month_number(part)]
    years = [part for part in parts if part.isdigit() and len(part) == 4]
    return bool(months) and len(months) + len(years) == len(parts)


_RULES = {"pages": _pages, "volume": _volume, "number": _volume}
