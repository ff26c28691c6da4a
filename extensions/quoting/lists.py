"""The references of a page as files beside it: ``chapters/coan.bib``, ``.ris`` and ``.json``.

The page of the whole list has all that the book cites. An entry is exported once and kept beside
the doctrees: RIS and CSL take a thousandth of a second each.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from apabib.bibtex.model import NO_WORKS
from extensions import kept
from extensions.quoting.citation import FILES
from sphinx_apa7 import book_domain
from sphinx_apa7.freshness import code_of, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.environment import BuildEnvironment

    from apabib.bibtex.entries import Entry

KEPT = "quoting-exports"


def keys_of(env: BuildEnvironment, docname: str) -> list[str]:
    """What a page cites and the bibliography has, in order; on the page of the whole list, all."""
    domain = book_domain(env)
    if docname == domain.whole_list:
        cited = {key for places in domain.places.values() for place in places for key in place.keys}
    else:
        cited = {key for place in domain.places.get(docname, ()) for key in place.keys}
    return [key for key in domain.bibliography.rank if key in cited]


def cites(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page has references: quicker than ``keys_of``."""
    domain = book_domain(env)
    pages = domain.places.values() if docname == domain.whole_list else [domain.places.get(docname)]
    return any(
        key in domain.entries for places in pages for place in places or () for key in place.keys
    )


def reference_files(env: BuildEnvironment) -> dict[str, str]:
    """The name of each file and what it holds, for every page that cites."""
    pages = {docname: keys_of(env, docname) for docname in sorted(env.all_docs)}
    pages = {docname: keys for docname, keys in pages.items() if keys}
    exported = _exported(env, {key for keys in pages.values() for key in keys})
    return {
        f"{docname}.{ending}": _together(form, [exported[form][key] for key in keys])
        for docname, keys in pages.items()
        for form, ending in FILES.items()
    }


def _together(form: str, parts: Iterable[str]) -> str:
    """Entries of one format as one file; those that several inherit from stand there once."""
    if form == "csl-json":
        items = [json.loads(part) for part in parts if part]
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    if form == "ris":
        return "\n".join(filter(None, parts))
    single = dict.fromkeys(entry for part in parts for entry in part.rstrip().split("\n\n"))
    return "\n\n".join(single) + "\n"


def _exported(env: BuildEnvironment, keys: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Format -> key -> what ``apabib.export`` makes of the entry, worked out once."""
    domain = book_domain(env)
    made_of = digest(domain.data["read"], code_of(env))
    path = Path(env.doctreedir, KEPT)
    known: dict[str, dict[str, str]] = kept.load(path, made_of)
    known = {form: dict(known.get(form, {})) for form in FILES}
    if missing := sorted(set(keys) - known["bibtex"].keys()):
        from apabib.export import csl, export, ris

        entries = {entry.key: entry for entry in _entries(env)}
        written = list(entries.values())
        for key in missing:
            known["bibtex"][key] = export(written, [key], "bibtex")
            known["ris"][key] = known["csl-json"][key] = ""
            if entries[key].type not in NO_WORKS:
                known["ris"][key] = ris(entries[key], entries)
                known["csl-json"][key] = json.dumps(csl(entries[key], entries))
        kept.keep(path, made_of, known)
    return known


def _entries(env: BuildEnvironment) -> list[Entry]:
    """The entries of the bibliography as they are written, which the domain does not keep."""
    from apabib.bibtex.parse import parse

    return [
        entry
        for path in book_domain(env).data["keys"]
        for entry in parse(Path(path).read_bytes(), Path(path).name).by_key().values()
    ]
