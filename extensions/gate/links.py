"""Where a link may lead: to a page of the book, to the web, to a mailbox."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from extensions.gate.allowed import PAGE, SCHEMES

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")
_HOST = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]*(:[0-9]{1,5})?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@([a-z0-9-]+\.)+[a-z]+", re.IGNORECASE)


def link_problem(uri: str) -> str:
    """What is wrong with where a link leads, and what to do; empty if nothing is."""
    try:
        parts = urlsplit(uri)
        parts.port  # noqa: B018  # raises
    except ValueError:
        return f"“{uri[:60]}” is no address: mend it"
    if any(not char.isprintable() or char in ' \\"' for char in uri) or len(uri) > 2_000:
        return f"“{uri[:60]}” is no address: mend it"
    scheme = parts.scheme.lower()
    if scheme == "mailto":
        return (
            ""
            if _MAIL.fullmatch(unquote(parts.path)) and not parts.query
            else f"“{uri[:60]}” is no address"
        )
    if scheme in SCHEMES:
        if parts.username is not None or parts.password is not None or "@" in parts.netloc:
            return f"“{uri[:60]}” hides where it leads: take out what stands before the @"
        if not _HOST.fullmatch(parts.netloc):
            return f"“{uri[:60]}” is no address on the web: name a host as in https://example.org"
        return ""
    if scheme or SCHEME.match(uri) or not PAGE.fullmatch(unquote(uri)):
        schemes = ", ".join(SCHEMES)
        return f"the link “{uri[:60]}” is not allowed: link to a page (.md), or by {schemes}"
    return ""
