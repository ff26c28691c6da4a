"""The domain ``cite``: entries, citing places by page, and which pages show what."""

from __future__ import annotations

import os
from bdb import BdbQuit
from collections.abc import Iterable, Mapping, Set
from dataclasses import astuple, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri, SphinxError
from sphinx.util import logging
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from apabib.apa7.format import Mark, References, Work
from apabib.bibtex.model import NO_WORKS
from apabib.text.near import nearest
from sphinx_apa7 import bibfiles, typst
from sphinx_apa7.freshness import code_of, digest
from sphinx_apa7.printing import references, to_nodes
from sphinx_apa7.reading import (
    CiteRole,
    Place,
    append_list,
    number_places,
    opted_out,
    parse_cites,
    reference_id,
)

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class BibliographyError(SphinxError, BdbQuit):
    """The bibliography cannot be used; nothing is built. What is wrong has been logged.

    ``sphinx-build`` ends with exit status 2. For other errors, also those of SphinxError, it prints
    versions, a traceback, and a request to report a bug; at this one, the end of a debugger, it is
    silent. Remove when https://github.com/sphinx-doc/sphinx/issues/14543 is released.
    """

    category = "Bibliography error"


class BookDomain(BibtexDomain):
    """Citing places, lists and freshness of a whole book."""

    data_version = 104
    # With what the methods read that sphinxcontrib-bibtex keeps for itself and for its footnotes.
    initial_data: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        **BibtexDomain.initial_data,
        "read": "",  # digest of the files whose entries these are
        "entries": {},  # key -> Work
        "keys": {},  # path -> keys of that file
        "marks": {},  # key -> its Mark as a tuple (quicker to read back), in list order
        "printed": {},  # key -> digest of its printed form, in list order
        "made_of": {},  # key -> digest of what that was made of
        "printed_for": "",  # what all of these were made of
        "places": {},  # docname -> list of Place
        "lists": set(),  # pages with a list of their own
        "whole_lists": {},  # docname -> line
        "faults": {},  # docname -> list of (line, text): meant as citations, and printed as text
    }
    roles: ClassVar[dict[str, CiteRole]] = {  # type: ignore[misc,assignment]
        name: CiteRole() for name in BibtexDomain.roles
    }
    builder: Builder
    """The running builder, from ``begin`` on."""
    _bibliography: References | None = None

    @property
    def entries(self) -> dict[str, Work]:
        """Every entry of the files by its key."""
        return self.data["entries"]

    @property
    def citation_refs(self) -> list[CitationRef]:
        """The citing places as sphinxcontrib-bibtex has them, for extensions made for that.

        ``CitationRef`` and ``CitationTarget`` stand in its documentation of the API.
        """
        return [
            CitationRef(
                place.id, docname, place.line, [CitationTarget(key, "", "") for key in place.keys]
            )
            for docname, places in self.places.items()
            for place in places
        ]

    @property
    def places(self) -> dict[str, list[Place]]:
        """The citing places of each page, in its order."""
        return self.data["places"]

    @property
    def lists(self) -> set[str]:
        """Pages with a list of their own."""
        return self.data["lists"]

    @property
    def whole_lists(self) -> dict[str, int]:
        """Pages with the whole list, and the line of it; more than one is a fault."""
        return self.data["whole_lists"]

    @property
    def faults(self) -> dict[str, list[tuple[int, str]]]:
        """What was meant as a citation and is printed as it stands: line and words, by page."""
        return self.data["faults"]

    @property
    def whole_list(self) -> str | None:
        """The page with the whole list."""
        return min(self.whole_lists, default=None)

    @property
    def bibliography(self) -> References:
        """What all entries print as in this book's language, worked out when first needed."""
        if self._bibliography is None:
            marks = None
            if self.data["printed_for"] == self._source():
                marks = {key: Mark(*mark) for key, mark in self.data["marks"].items()}
            self._bibliography = references(self.entries.values(), self.env.config.language, marks)
        return self._bibliography

    # -- the file

    def begin(self, builder: Builder) -> None:
        """Know the builder of this build: links are made before one is handed in."""
        self.builder = builder

    @property
    def has_one_list(self) -> bool:
        """Whether what is made now prints the whole list and none of a page."""
        return typst.prints_one_list(self.builder, self.whole_list)

    def read_files(self, paths: list[Path], encoding: str) -> None:
        """Read the files that changed, and hand all entries to sphinxcontrib-bibtex.

        Raises ``BibliographyError`` for a file that is missing or has errors, after saying where
        they are and what to do: the words of ``apabib check``.
        """
        names = {path: os.path.relpath(path, self.env.srcdir) for path in paths}
        contents = {path: _content(path, name) for path, name in names.items()}
        state = digest([(path, sha256(text).hexdigest()) for path, text in contents.items()])
        if self.data["read"] != state:
            reading = bibfiles.read(contents, names)
            for finding in reading.errors:
                logger.error("%s", finding, type="bibtex", subtype="bibfile_error")
            if reading.errors:
                count = len(reading.errors)
                raise BibliographyError(f"{count} error(s) in the bibliography, listed above")
            self.data["read"] = state
            self.keep(reading)
        self.data["bibdata"] = bibfiles.handed(self.data["keys"], self.entries.values(), encoding)

    def keep(self, reading: bibfiles.Reading) -> None:
        """Take these entries in place of those that were read before."""
        self.data["entries"] = reading.entries
        self.data["keys"] = reading.keys
        self._bibliography = None

    # -- the pages

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Number the citing places and open a list at the end of the page.

        Called when the page is translated and its footnotes are in place.
        """
        self.places.pop(docname, None)
        self.lists.discard(docname)
        found = number_places(document)
        if not found:
            return
        self.places[docname] = found
        wanted = env.config.apa7_page_lists and not opted_out(document)
        if wanted and docname not in self.whole_lists:
            self.lists.add(docname)
            append_list(docname, document)

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is removed or read again."""
        self.lists.discard(docname)
        for part in (self.places, self.whole_lists, self.faults):
            part.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over pages that another process has read."""
        self.lists.update(otherdata["lists"] & docnames)
        for part in ("places", "whole_lists", "faults"):
            self.data[part].update(
                (name, value) for name, value in otherdata[part].items() if name in docnames
            )

    # -- between reading and writing

    def env_updated(self) -> Iterable[str]:
        """Report what only the whole book shows, and renew the digests of printed entries."""
        self._report_unknown()
        for docname in sorted(self.whole_lists.keys() - {self.whole_list}):
            warn_second_list(str(self.whole_list), (docname, self.whole_lists[docname]))
        if self.data["printed_for"] != self._source():
            self._renew_printed()
        return []  # ``sphinx_apa7.freshness`` asks for ``views``

    def views(self) -> dict[str, str]:
        """What pages show of the bibliography: a digest for each page with citations or a list."""
        order = {key: place for place, key in enumerate(self.data["printed"])}
        views = {docname: self._view(docname, order) for docname in self.places}
        if self.whole_list:
            views[self.whole_list] = self._whole_view()
        return views

    def _source(self) -> str:
        """All that the printed forms hang on; words that they use are part of the code."""
        return digest(self.env.config.language, code_of(self.env), self.data["read"])

    def _renew_printed(self) -> None:
        """Work out anew what is made of something else than before."""
        self._bibliography = None
        book = self.bibliography
        always = self.env.config.language, code_of(self.env)
        made_of, printed = {}, {}
        for key, mark in book.marks.items():
            work = self.entries[key]
            made_of[key] = digest(always, work.type, sorted(work.fields.items()), mark)
            if made_of[key] == self.data["made_of"].get(key):
                printed[key] = self.data["printed"][key]
            else:
                printed[key] = digest(book.reference(key), book.label(key), work.abbreviations)
        self.data["marks"] = dict(book.marks)
        marks = {key: astuple(mark) for key, mark in book.marks.items()}
        self.data |= {"marks": marks, "made_of": made_of, "printed": printed}
        self.data["printed_for"] = self._source()

    def _view(self, docname: str, order: Mapping[str, int]) -> str:
        """*order* has the place of each key in the whole list, so that no page walks the list."""
        cited = {key for place in self.places[docname] for key in place.keys}
        printed = self.data["printed"]
        return digest(
            [(key, printed[key]) for key in sorted(cited & order.keys(), key=order.__getitem__)],
            self.whole_list,
            docname in self.lists,
        )

    def _whole_view(self) -> str:
        return digest(
            list(self.data["printed"].items()), sorted(self.places.items()), sorted(self.lists)
        )

    def _report_unknown(self) -> None:
        for docname, places in sorted(self.places.items()):
            for place in places:
                for key in place.keys:
                    if key not in self.entries:
                        near = nearest(key, self.entries)
                        hint = f"did you mean {near}?" if near else "add it: apabib add DOI"
                        logger.warning(
                            "no entry %s in the bibliography; %s",
                            key,
                            hint,
                            location=(docname, place.line),
                            type="bibtex",
                            subtype="key_not_found",
                        )
                    elif (work := self.entries[key]).type in NO_WORKS:
                        from apabib.rules.citations import no_work  # late: nobody cites a set

                        logger.warning(
                            "%s: %s; %s",
                            key,
                            *no_work(work.type, work["entryset"]),
                            location=(docname, place.line),
                            type="bibtex",
                            subtype="no_work",
                        )

    # -- writing

    def resolve_xref(  # type: ignore[override]
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """The citation, each work of it a link to its reference: on this page if it has a list."""
        cites = parse_cites(target)
        result = nodes.inline(rawsource=target, classes=["bibtex-citation", "citation-place"])
        full = node.get("introduces")
        known = [
            replace(cite, first=None if full is None else cite.key in full)
            for cite in cites
            if cite.key in self.entries
        ]
        for piece in self.bibliography.citation(typ, known):
            children = to_nodes(piece.spans)
            link = self._link(piece.key, fromdocname, builder) if piece.key else None
            if link is not None:
                link += children
                children = [link]
            result += children
        for cite in cites:
            if cite.key not in self.entries:  # reported in env_updated
                result += nodes.literal("", cite.key)
        return result

    def _link(self, key: str, fromdocname: str, builder: Builder) -> nodes.reference | None:
        of_page = fromdocname in self.lists and not self.has_one_list
        if of_page or fromdocname == self.whole_list:
            return nodes.reference("", "", refid=reference_id(key), internal=True)
        return self.link_to(self.whole_list, reference_id(key), fromdocname, builder)

    def link_to(
        self,
        docname: str | None,
        id_: str,
        fromdocname: str,
        builder: Builder,
    ) -> nodes.reference | None:
        """A link to an id of another page; nothing if the output does not hold that page."""
        uri = self.address(docname, fromdocname, builder) if docname else None
        return None if uri is None else link_into(uri, id_)

    def address(self, docname: str, fromdocname: str, builder: Builder) -> str | None:
        """The address of a page, seen from another; nothing if the output does not hold it."""
        try:
            return builder.get_relative_uri(fromdocname, docname)
        except NoUri:
            return None


def link_into(uri: str, id_: str, text: str = "") -> nodes.reference:
    """A link to an id of another page."""
    words = [nodes.Text(text)] if text else []
    return nodes.reference("", "", *words, refuri=f"{uri}#{id_}", internal=True)


def _content(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises ``BibliographyError``, after saying what to do."""
    from apabib.files import read_bytes

    try:
        return read_bytes(path)
    except FileNotFoundError as error:
        message = f"{name}: {error.strerror}; write it, or correct bibtex_bibfiles in conf.py"
    except OSError as error:
        message = f"{name}: {error.strerror or error}; see bibtex_bibfiles in conf.py"
    logger.error("%s", message, type="bibtex", subtype="bibfile_error")
    raise BibliographyError(message)


def warn_second_list(first: str, location: object) -> None:
    """A book has one whole list, or ids and links would be ambiguous."""
    logger.warning(
        "a second {bibliography}: the whole list is in %s already",
        first,
        location=location,
        type="bibtex",
        subtype="second_list",
    )


def book_domain(env: BuildEnvironment) -> BookDomain:
    """The domain that this extension registers."""
    domain = env.get_domain("cite")
    assert isinstance(domain, BookDomain)
    return domain
