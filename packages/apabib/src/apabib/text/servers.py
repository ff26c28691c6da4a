"""Servers of preprints (APA 7, section 10.8, example 73), which programs take for journals."""

from __future__ import annotations

import re

#: ``PsyArXiv``, ``bioRxiv preprint``, ``SSRN Electronic Journal: 123``.
_SERVER = re.compile(
    r"(?:available at )?(?P<name>[a-z]{2,12}xiv|SSRN|OSF Preprints|Research Square"
    r"|Preprints(?:\.org)?)(?:\.org)?(?: electronic journal)?(?: e-?prints?\b.*| preprints?\b.*)?"
    r"(?::? ?\d+)?\Z",
    re.IGNORECASE,
)
_MENTION = re.compile(r"xiv\b|preprint|ssrn|research square|osf|zenodo|f1000|authorea", re.I)


def server_of(name: str) -> str:
    """The server that a name is, as it is written there, or ""."""
    found = _SERVER.match(re.sub(r"\A\W+|\W+\Z", "", name))
    return found["name"] if found else ""


def mentions_server(text: str) -> bool:
    """Whether the name of a group is that of a server, or of a repository that keeps preprints."""
    return bool(_MENTION.search(text))
