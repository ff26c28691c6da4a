"""Polite questions to the registries: Crossref, doi.org, PubMed, Open Library.

``requests`` with ``urllib3``'s Retry, both already in the book's lock through Sphinx. habanero, the
Crossref client, was looked at: it neither waits for Retry-After nor bounds the length of an answer.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import apabib
from apabib.i18n import _
from apabib.settings import Settings

FOUND = "found"
MISSING = "missing"
#: The registry answered and would not say (a 403, for example): nothing follows from it.
UNKNOWN = "unknown"
UNREACHABLE = "unreachable"

#: The longest answer that is read, in bytes; a record is some ten thousand.
LONGEST = 4_000_000
#: The longest wait that a Retry-After header is granted, in seconds.
LONGEST_WAIT = 60
CSL = "application/vnd.citationstyles.csl+json"


@dataclass(slots=True)
class Answer:
    """What a registry said: one of the four words, its item, and a reason for people."""

    status: str
    item: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    source: str = ""


class Client:
    """One run's questions: one session, one rhythm, one memory of being offline."""

    def __init__(self, settings: Settings) -> None:
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3.util import Retry

        self.settings = settings
        self.offline = ""
        self._last = 0.0
        self._session = requests.Session()
        self._session.headers["User-Agent"] = _agent(settings)
        retry = Retry(
            total=settings.retries,
            connect=min(1, settings.retries),
            read=min(1, settings.retries),
            backoff_factor=settings.backoff,
            status_forcelist=(429, 500, 502, 503, 504),
            allowed_methods=("GET",),
            respect_retry_after_header=True,
            raise_on_status=False,
            retry_after_max=LONGEST_WAIT,
        )
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def crossref(self, doi: str) -> Answer:
        """The registry's own record of a DOI."""
        address = f"{self.settings.crossref}/works/{quote(doi, safe='')}"
        answer = self._get(address, "application/json", {"mailto": self.settings.contact})
        if answer.status == FOUND:
            message = answer.item.get("message")
            if not isinstance(message, dict):
                return Answer(UNREACHABLE, reason=_("the answer is no record"))
            answer.item = message
        answer.source = f"api.crossref.org/works/{doi}"
        return answer

    def resolver(self, doi: str) -> Answer:
        """The record of a DOI that another agency keeps (DataCite, mEDRA ...), through doi.org."""
        answer = self._get(f"{self.settings.doi}/{quote(doi, safe='/')}", CSL)
        answer.source = f"doi.org/{doi}"
        return answer

    def pubmed(self, number: str) -> Answer:
        """A PubMed record, as CSL-JSON."""
        parameters = {"format": "csl", "id": number, "contact": self.settings.contact}
        answer = self._get(self.settings.pubmed, "application/json", parameters)
        answer.source = f"pubmed.ncbi.nlm.nih.gov/{number}"
        return answer

    def book(self, isbn: str) -> Answer:
        """The record of a book at Open Library."""
        parameters = {"bibkeys": f"ISBN:{isbn}", "format": "json", "jscmd": "data"}
        answer = self._get(f"{self.settings.books}/api/books", "application/json", parameters)
        if answer.status == FOUND:
            book = answer.item.get(f"ISBN:{isbn}")
            answer = Answer(FOUND, book) if isinstance(book, dict) else Answer(MISSING)
        answer.source = f"openlibrary.org/isbn/{isbn}"
        return answer

    def _get(self, address: str, accept: str, parameters: dict[str, str] | None = None) -> Answer:
        import requests
        from urllib3.exceptions import HTTPError, NewConnectionError

        if self.offline:
            return Answer(UNREACHABLE, reason=self.offline)
        self._wait()
        settings = self.settings
        parameters = {name: value for name, value in (parameters or {}).items() if value}
        try:
            with self._session.get(
                address,
                params=parameters,
                headers={"Accept": accept},
                timeout=(settings.timeout, settings.timeout),
                stream=True,
            ) as response:
                self._last = time.monotonic()
                if response.status_code in {404, 410}:
                    return Answer(MISSING)
                if response.status_code >= 500 or response.status_code == 429:
                    reason = _("the registry answers %d") % response.status_code
                    return Answer(UNREACHABLE, reason=reason)
                if response.status_code != 200:
                    return Answer(UNKNOWN, reason=_("the answer is %d") % response.status_code)
                return _item(self._read(response))
        except (requests.ConnectionError, requests.Timeout) as error:
            cause = getattr(error.args[0] if error.args else None, "reason", None)
            if isinstance(cause, NewConnectionError):
                self.offline = _("no network")  # do not make every further entry wait for it
            return Answer(UNREACHABLE, reason=self.offline or _("no answer in time"))
        except (requests.RequestException, HTTPError, OSError, ValueError):
            return Answer(UNREACHABLE, reason=_("the answer broke off"))

    def _read(self, response: Any) -> bytes:
        """The body, within the time limit as a whole: a server may send a byte at a time."""
        deadline = time.monotonic() + self.settings.timeout
        body = bytearray()
        while chunk := response.raw.read1(65536, decode_content=True):
            body += chunk
            if len(body) > LONGEST or time.monotonic() > deadline:
                raise ValueError
        return bytes(body)

    def _wait(self) -> None:
        if self._last and self.settings.rate:
            time.sleep(max(0.0, self._last + 1 / self.settings.rate - time.monotonic()))


def _item(body: bytes) -> Answer:
    try:
        item = json.loads(body)
    except (ValueError, RecursionError):
        return Answer(UNREACHABLE, reason=_("the answer is no JSON"))
    if isinstance(item, list):
        item = item[0] if item else None
    if not isinstance(item, dict):
        return Answer(UNREACHABLE, reason=_("the answer is no record"))
    return Answer(FOUND, item)


def _agent(settings: Settings) -> str:
    # Crossref asks for a name and an address, so that it can write instead of blocking.
    contact = f" (mailto:{settings.contact})" if settings.contact else ""
    return f"apabib/{apabib.__version__}{contact}"
