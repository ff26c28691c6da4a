"""The claims as data, beside the page with the table of all: CSV, JSON, and the schema of that.

Names of columns and keys are for programs, and the same in every language; what is said stands in
the language of the book.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from apabib.apa7.address import doi_of
from extensions.claims.domain import ClaimDomain, claim_domain
from extensions.claims.model import rating_label
from extensions.claims.read import kind_of
from extensions.evidence import topics
from extensions.evidence.schema import schema
from extensions.frame import is_framed
from sphinx_apa7 import book_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from extensions.claims.model import Claim

#: In the folder of the output: which files the last build made.
RECORD = ".evidence.json"
#: What parts the values of a cell.
BETWEEN = " | "


def names(page: str) -> dict[str, str]:
    """What the files are, and their names, for the last part of the name of a page."""
    return {
        "CSV": f"{page}-claims.csv",
        "JSON": f"{page}-claims.json",
        "JSON Schema": f"{page}-claims.schema.json",
    }


def write(app: Sphinx, exception: Exception | None) -> None:
    """When the pages are written: the files, those that changed, and none that are no longer."""
    if exception is not None or not is_framed(app):
        return
    made: dict[str, str] = {}
    domain = claim_domain(app.env)
    for docname in sorted(domain.evidence):
        page = PurePosixPath(docname)
        [as_csv, as_json, as_schema] = names(page.name).values()
        whole = gathered(app, domain, docname, as_schema)
        made[str(page.with_name(as_csv))] = table_of(whole)
        made[str(page.with_name(as_json))] = json_of(whole)
        made[str(page.with_name(as_schema))] = json_of(schema())
    record = Path(app.outdir, RECORD)
    try:
        old = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        old = []
    for name in set(old) - made.keys():
        Path(app.outdir, name).unlink(missing_ok=True)
    for name, text in made.items():
        write_changed(Path(app.outdir, name), text)
    write_changed(record, json.dumps(sorted(made)))


def write_changed(path: Path, text: str) -> None:
    """Write *text*, unless the file has it: its time says when it changed."""
    new = text.encode()
    try:
        if path.read_bytes() == new:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(new)


def gathered(app: Sphinx, domain: ClaimDomain, docname: str, schema_name: str) -> dict[str, Any]:
    """All that the files say: of the book, and of each claim in its order."""
    config = app.config
    claims = [one for _docname, found in domain.chapters() for one in found]
    terms = topics.of_claims(app.env, claims)
    license_name, license_url = config.html_license or ("", "")
    return {
        "$schema": schema_name,
        "title": config.project,
        "version": config.version,
        "language": config.language,
        "license": {"name": license_name, "url": license_url},
        "address": address(app, docname, docname),
        "claims": [described(app, domain, docname, one, terms[one.id]) for one in claims],
    }


def address(app: Sphinx, from_docname: str, docname: str) -> str:
    """Where a page is: in full where the site has an address, else seen from the page."""
    assert app.builder is not None
    if base := app.config.html_baseurl:
        return f"{base.rstrip('/')}/{app.builder.get_target_uri(docname)}"
    return (
        app.builder.get_relative_uri(from_docname, docname)
        or PurePosixPath(app.builder.get_target_uri(docname)).name
    )


def described(
    app: Sphinx, domain: ClaimDomain, docname: str, one: Claim, terms: list[str]
) -> dict[str, Any]:
    """A claim, with its sources in full."""
    env = app.env
    return {
        "id": one.id,
        "number": domain.number(one),
        "chapter": env.titles[one.docname].astext(),
        "speaker": {"id": one.speaker, "name": _(app.config.claims_speakers[one.speaker])},
        "statement": one.statement.astext(),
        "rating": one.rating,
        "rating_label": rating_label(one.rating),
        "certainty": {
            "level": one.certainty.level,
            "reasons": list(one.certainty.reasons),
            "label": one.certainty.label(),
        },
        "reported": one.reported,
        "correction": one.correction.astext() if one.correction else None,
        "seen": one.seen.isoformat(),
        "topics": terms,
        "sources": [source(env, key) for key in one.sources],
        "address": f"{address(app, docname, one.docname)}#claim-{one.id}",
    }


def source(env: BuildEnvironment, key: str) -> dict[str, str | None]:
    """A work: its key, its DOI, what was read of it, and its reference in the style of APA."""
    book = book_domain(env)
    entry = book.entries[key]
    return {
        "key": key,
        "doi": doi_of(entry.fields.get("doi", "")) or None,
        "read": kind_of(env, key) or None,
        "reference": book.bibliography.reference_text(key),
    }


def json_of(whole: Mapping[str, Any]) -> str:
    """A file that a person can read, too."""
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def table_of(whole: Mapping[str, Any]) -> str:
    """A row a claim; what has several values has them with ``BETWEEN`` between.

    With a mark at its start by which spreadsheets know the encoding.
    """
    file = io.StringIO()
    lines = csv.writer(file, lineterminator="\r\n")  # RFC 4180
    lines.writerow(COLUMNS)
    lines.writerows(cells(one, whole["license"]["url"]) for one in whole["claims"])
    return "\ufeff" + file.getvalue()


COLUMNS = (
    "number",
    "id",
    "chapter",
    "speaker",
    "statement",
    "rating",
    "certainty",
    "reasons",
    "reported",
    "correction",
    "seen",
    "topics",
    "sources",
    "dois",
    "read",
    "references",
    "address",
    "license",
)


def cells(one: Mapping[str, Any], license_url: str) -> list[str]:
    """A row, in the order of ``COLUMNS``; the lists of sources, DOIs and so on run alike."""

    def of_sources(name: str) -> str:
        return joined(work[name] or "" for work in one["sources"])

    return [
        one["number"],
        one["id"],
        one["chapter"],
        one["speaker"]["name"],
        one["statement"],
        one["rating"],
        one["certainty"]["level"],
        joined(one["certainty"]["reasons"]),
        one["reported"],
        one["correction"] or "",
        one["seen"],
        joined(one["topics"]),
        of_sources("key"),
        of_sources("doi"),
        of_sources("read"),
        of_sources("reference"),
        one["address"],
        license_url,
    ]


def joined(values: Iterable[str]) -> str:
    """Values of one cell."""
    return BETWEEN.join(values)
