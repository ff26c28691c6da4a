"""Addresses that lead no reader to the work: a library's proxy, a search, a session."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review, apply

# A label of a host that says "proxy", or one of the products that libraries use.
_PROXY = re.compile(
    r"(?:ez|lib|e|web|my|rev|remote|auth|login)?-?(?:ez)?prox(?:y|ies)[a-z]{0,4}[0-9]{0,3}"
    r"|ezp(?:roxy)?(?:-?prod)?[0-9]{0,2}|[a-z]{2,12}-?(?:ez|lib)?proxy[0-9]{0,3}"
    r"|proxy-?[a-z]{2,12}|web-?vpn|vpn-?[a-z]{0,8}|remotexs|libaccess|lib-?ezp",
)
_TRACKERS = re.compile(r"(?:utm_[a-z]+|fbclid|gclid|mc_cid|mc_eid|casa_token)(?==)", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=|[?&](?:phpsessid|sessionid|sid)=", re.IGNORECASE)
_SEARCHES = re.compile(r"(?:www\.|scholar\.)?(?:google|bing|duckduckgo)\.[a-z.]{2,6}\Z")


def check(review: Review, entry: Entry) -> None:
    """All rules of this module on one entry."""
    apply({"url": _url}, review, entry)


def _url(review: Review, entry: Entry, each: Field, value: str) -> None:
    if not value.lower().startswith(("http://", "https://")):
        return  # said elsewhere
    try:
        parts = urlsplit(value)
        host = (parts.hostname or "").lower()
    except ValueError:
        return
    meant = own_address(value)
    if meant is not None:
        review.warn(
            entry,
            each,
            "url-proxy",
            _("an address of a library's proxy, which asks readers to log in: %s") % excerpt(value),
            _("write %s") % excerpt(meant, 200)
            if meant
            else _("write the publisher's own address"),
        )
    elif _SEARCHES.match(host) and parts.path in {"/url", "/search", "/scholar"}:
        review.warn(
            entry,
            each,
            "url-search",
            _("an address of a search: %s") % excerpt(value),
            _("write that of the work itself"),
        )
    elif _SESSION.search(value):
        review.warn(
            entry,
            each,
            "url-session",
            _("an address of one visit (a session): %s") % excerpt(value),
            _("delete that part of it, and see whether it leads there still"),
        )
    elif tracker := _TRACKERS.search(parts.query):
        review.warn(
            entry,
            each,
            "url-session",
            _("an address that tells who sent its readers (%s)") % tracker[0],
            _("delete that part of it, and see whether it leads there still"),
        )


def own_address(value: str) -> str | None:
    """The address behind a library's proxy; "" where it cannot be told, None if it is no proxy."""
    parts = urlsplit(value)
    host = (parts.hostname or "").lower()
    labels = host.split(".")
    query = parse_qs(parts.query)
    is_login = parts.path.rstrip("/").endswith("/login") or parts.path == "/"
    for name in ("url", "qurl"):
        target = unquote(query.get(name, [""])[0])
        if is_login and target.startswith(("http://", "https://")) and _proxy_at(labels) >= 0:
            return target
    if host.endswith(".idm.oclc.org"):
        return _rebuilt(value, host, labels[:-4])
    at = _proxy_at(labels)
    return None if at < 0 else _rebuilt(value, host, labels[:at])


def _proxy_at(labels: list[str]) -> int:
    """Which label of a host names a proxy; the domain itself, its last two, is no such label."""
    if labels[-2:] == ["oclc", "org"] and labels[-3:-2] == ["idm"]:
        return len(labels) - 4
    for at, label in enumerate(labels[:-2]):
        if _PROXY.fullmatch(label):
            return at
    return -1


def _rebuilt(value: str, host: str, labels: list[str]) -> str:
    """The address with the host that stood before the proxy's."""
    own = ".".join(labels)
    if "." not in own:  # www-jstor-org: a hyphen of the name itself is doubled
        own = own.replace("--", "\0").replace("-", ".").replace("\0", "-")
    if "." not in own:
        return ""
    return value.replace(value[value.lower().find(host) :][: len(host)], own, 1)
