"""Citations of a whole book: a list on every page that cites, the whole list, links both ways.

sphinxcontrib-bibtex reads ``refs.bib`` and the roles; this domain takes over from there. It keeps
citing places by page, prints roles through ``extensions.apa7``, and knows which pages show an
entry, so that a changed ``refs.bib`` rewrites those and no others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from pybtex.database import BibliographyData
from sphinx import addnodes
from sphinx.errors import NoUri, SphinxError
from sphinx.locale import _
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, get_docnames
from sphinxcontrib.bibtex.roles import CitationRef

from extensions.apa7.format import Bibliography, Cite, Entry
from extensions.apa7.plugin import bibliography, plain_entries, to_nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class BibliographyError(SphinxError):
    """The bibliography cannot be used; nothing is built."""

    category = "Bibliography error"


class reference_list(nodes.General, nodes.Element):
    """Where references go: those of page ``docname``, or with ``whole`` those of the book."""


class cited_in(nodes.paragraph):
    """Under a reference of the whole list: links to the pages that cite it.

    ``places`` has every citing place of the book as ``(docname, id)``.
    """


@dataclass(frozen=True, slots=True)
class Place:
    """A cite role in a page."""

    id: str
    line: int
    keys: tuple[str, ...]


def reference_id(key: str) -> str:
    """The stable id of a reference, on every page."""
    return nodes.make_id(f"cite-{key}")


def parse_cites(target: str) -> list[Cite]:
    """``{see}key{p. 5}, other`` as cites. Raises ``ValueError`` when malformed."""
    return [Cite(part.key, part.pre, part.post) for part in parse_citation_targets(target)]


# -- Reading -------------------------------------------------------------------


class CiteRole(XRefRole):
    """A cite role. What it cites is read from the finished page, after translation."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline)

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: nodes.Element,
        is_ref: bool,
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not node.get("refdomain"):  # the bare ``cite`` role
            node["refdomain"], node["reftype"] = "cite", "p"
        try:
            parse_cites(self.target)
        except ValueError:
            logger.warning(
                "malformed citation `%s`: write keys with commas between, "
                "notes in braces: {see}key{p. 12}",
                self.target,
                location=self.get_location(),
                type="bibtex",
                subtype="malformed_citation",
            )
            return [nodes.literal(self.rawtext, self.rawtext)], []
        return [node], []


class WholeList(SphinxDirective):
    """``{bibliography}``: every reference of the book, once in a book."""

    def run(self) -> list[nodes.Node]:
        domain = book_domain(self.env)
        others = [name for name in domain.whole_lists if name != self.env.docname]
        if others or self.env.docname in domain.whole_lists:
            where = others[0] if others else self.env.docname
            logger.warning(
                "a second {bibliography}: the whole list is in %s already",
                where,
                location=self.get_location(),
                type="bibtex",
                subtype="second_list",
            )
            return []
        domain.whole_lists[self.env.docname] = self.lineno
        return [reference_list(docname=self.env.docname, whole=True)]


class BookDomain(BibtexDomain):
    """Citing places, lists and freshness of a whole book."""

    data_version = 101
    initial_data: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        **BibtexDomain.initial_data,
        "checked": "",  # digest of the files' contents when they were last found good
        "files": {},  # path -> time of the file the entries came from
        "entries": {},  # key -> Entry
        "printed": {},  # key -> digest of its printed form, in list order
        "printed_for": "",  # what those digests were made of
        "places": {},  # docname -> list of Place
        "lists": {},  # docname -> True: pages with a list of their own
        "whole_lists": {},  # docname -> line
        "states": {},  # builder -> docname -> digest of what the page shows of this domain
    }
    roles: ClassVar[dict[str, CiteRole]] = {  # type: ignore[misc,assignment]
        name: CiteRole() for name in BibtexDomain._role_names
    }
    builder: Builder
    """The running builder, known from ``builder-inited``."""
    _bibliography: Bibliography | None = None

    @property
    def entries(self) -> dict[str, Entry]:
        return self.data["entries"]

    @property
    def citation_refs(self) -> list[CitationRef]:
        """The citing places as sphinxcontrib-bibtex knows them, for other extensions."""
        return [
            CitationRef(
                place.id, docname, place.line, [CitationTarget(key, "", "") for key in place.keys]
            )
            for docname, places in self.places.items()
            for place in places
        ]

    @property
    def places(self) -> dict[str, list[Place]]:
        return self.data["places"]

    @property
    def lists(self) -> dict[str, bool]:
        return self.data["lists"]

    @property
    def whole_lists(self) -> dict[str, int]:
        return self.data["whole_lists"]

    @property
    def whole_list(self) -> str | None:
        """The page with the whole list."""
        return next(iter(self.whole_lists), None)

    @property
    def bibliography(self) -> Bibliography:
        if self._bibliography is None:
            self._bibliography = bibliography(self.entries.values(), self.env.config.language)
        return self._bibliography

    # -- the file

    def check_files(self, paths: list[Path]) -> None:
        """Stop at a file that is missing or has errors; ``bib check`` says where and what to do.

        Raises ``BibliographyError``.
        """
        missing = [path for path in paths if not path.is_file()]
        if missing:
            raise BibliographyError(f"{missing[0]}: no such file; see bibtex_bibfiles in conf.py")
        digest = _digest([path.read_bytes() for path in paths])
        if self.data["checked"] == digest:
            return
        from bib.check import errors  # the only link to ``bib``; late, most builds skip it

        found = [
            finding
            for path in paths
            for finding in errors(path, os.path.relpath(path, self.env.srcdir))
        ]
        for finding in found:
            logger.error("%s", finding, type="bibtex", subtype="bibfile_error")
        if found:
            raise BibliographyError(f"{len(found)} error(s) in the bibliography, listed above")
        self.data["checked"] = digest

    def take_entries(self) -> None:
        """Keep what sphinxcontrib-bibtex has just read as plain entries."""
        files = {path: file.mtime for path, file in self.bibdata.bibfiles.items()}
        if self.data["files"] != files:
            self.data["files"] = files
            self.data["entries"] = {e.key: e for e in plain_entries(self.bibdata.data)}
            self._bibliography = None
        # The file is known by its time; the parsed form would be pickled with every build.
        self.data["bibdata"] = self.bibdata._replace(data=BibliographyData())

    # -- the pages

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Number the citing places and open a list at the end of the page.

        Called when the page is translated and its footnotes are in place.
        """
        self.places.pop(docname, None)
        self.lists.pop(docname, None)
        found = list(self._places(docname, document))
        if not found:
            return
        self.places[docname] = found
        if docname not in self.whole_lists and not _opted_out(document):
            self.lists[docname] = True
            _append_list(docname, document)

    def _places(self, docname: str, document: nodes.document) -> Iterator[Place]:
        counts: dict[str, int] = {}
        for node in document.findall(addnodes.pending_xref):
            if node.get("refdomain") != "cite":
                continue
            keys = tuple(cite.key for cite in parse_cites(node["reftarget"]))
            _refuse_in_titles(node)
            number = counts[keys[0]] = counts.get(keys[0], 0) + 1
            id_ = nodes.make_id(f"cited-{keys[0]}-{number}")
            node["ids"] = [id_]
            document.ids[id_] = node
            line = node.line or next((p.line for p in _ancestors(node) if p.line), 0)
            yield Place(id_, line, keys)

    def clear_doc(self, docname: str) -> None:
        for part in (self.places, self.lists, self.whole_lists):
            part.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for part in ("places", "lists", "whole_lists"):
            self.data[part].update(
                (name, value) for name, value in otherdata[part].items() if name in docnames
            )

    # -- between reading and writing

    def env_updated(self) -> Iterable[str]:
        """Report unknown keys; name the pages that now show something else."""
        self._report_unknown()
        if self.data["printed_for"] != (source := self._source()):
            self.data["printed"] = {
                key: _digest(self.bibliography.reference(key), self.bibliography.label(key))
                for key in self.bibliography.rank
            }
            self.data["printed_for"] = source
        old = self.data["states"].get(self.builder.name, {})
        new = {docname: self._state(docname) for docname in self.places}
        if self.whole_list:
            new[self.whole_list] = self._whole_state()
        self.data["states"][self.builder.name] = new
        return [
            name
            for name in new.keys() | old.keys()
            if new.get(name) != old.get(name) and name in self.env.all_docs
        ]

    def _source(self) -> str:
        return _digest(
            self.env.config.language,
            [
                (entry.key, entry.type, sorted(entry.fields.items()))
                for entry in self.entries.values()
            ],
        )

    def _state(self, docname: str) -> str:
        cited = {key for place in self.places[docname] for key in place.keys}
        printed = self.data["printed"]
        return _digest(
            [(key, printed[key]) for key in printed if key in cited],
            self.whole_list,
            docname in self.lists,
        )

    def _whole_state(self) -> str:
        return _digest(
            list(self.data["printed"].items()),
            sorted(self.places.items()),
            [self.env.titles[docname].astext() for docname in sorted(self.places)],
        )

    def _report_unknown(self) -> None:
        for docname, places in sorted(self.places.items()):
            for place in places:
                for key in place.keys:
                    if key not in self.entries:
                        near = get_close_matches(key, self.entries, n=1)
                        hint = f"; did you mean {near[0]}?" if near else ""
                        logger.warning(
                            "no entry %s in the bibliography%s",
                            key,
                            hint,
                            location=(docname, place.line),
                            type="bibtex",
                            subtype="key_not_found",
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
        for piece in self.bibliography.citation(typ, [c for c in cites if c.key in self.entries]):
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
        if fromdocname in self.lists or fromdocname == self.whole_list:
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
        try:
            uri = builder.get_relative_uri(fromdocname, docname) if docname else None
        except NoUri:
            uri = None
        if uri is None:
            return None
        return nodes.reference("", "", refuri=f"{uri}#{id_}", internal=True)


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    while (node := node.parent) is not None:
        yield node


def _refuse_in_titles(node: nodes.Element) -> None:
    """Titles and captions are repeated in contents and running heads: links there break."""
    for ancestor in _ancestors(node):
        if isinstance(ancestor, nodes.title | nodes.caption):
            logger.warning(
                "citation in a heading or caption: move %s into the text",
                node["reftarget"],
                location=ancestor,
                type="bibtex",
                subtype="citation_in_title",
            )


def _opted_out(document: nodes.document) -> bool:
    """``no-references: true`` in the front matter."""
    return any(
        field[0].astext() == "no-references" and field[1].astext().strip().lower() == "true"
        for info in document.children
        if isinstance(info, nodes.docinfo | nodes.field_list)
        for field in info.findall(nodes.field)
    )


def _append_list(docname: str, document: nodes.document) -> None:
    section = nodes.section(
        "",
        nodes.title("", _("References")),
        reference_list(docname=docname, whole=False),
        ids=["references"],
        classes=["references"],
    )
    page = next((child for child in document.children if isinstance(child, nodes.section)), None)
    (document if page is None else page).append(section)


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


class FillLists(SphinxPostTransform):
    """Put references where the lists stand, before citations are resolved into links."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        domain = book_domain(self.env)
        for node in list(self.document.findall(reference_list)):
            # Not env.docname: in a book assembled from pages that is the root's name.
            docname = node["docname"]
            references = (
                self._whole(domain, docname) if node["whole"] else self._of_page(domain, docname)
            )
            node.replace_self(references)

    def _of_page(self, domain: BookDomain, docname: str) -> list[nodes.Node]:
        cited: dict[str, list[str]] = {}
        for place in domain.places[docname]:
            for key in place.keys:
                cited.setdefault(key, []).append(place.id)
        rank = domain.bibliography.rank
        known = sorted(cited.keys() & rank.keys(), key=rank.__getitem__)
        return [_citation(domain, docname, key, cited[key]) for key in known]

    def _whole(self, domain: BookDomain, docname: str) -> list[nodes.Node]:
        cited: dict[str, list[tuple[str, str]]] = {}
        for page in get_docnames(self.env):
            for place in domain.places.get(page, ()):
                for key in dict.fromkeys(place.keys):
                    cited.setdefault(key, []).append((page, place.id))
        references: list[nodes.Node] = []
        for key in domain.bibliography.rank:
            if key in cited:
                here = [id_ for page, id_ in cited[key] if page == docname]
                reference = _citation(domain, docname, key, here)
                reference += self._cited_in(domain, docname, key, cited[key])
                references.append(reference)
        return references

    def _cited_in(
        self,
        domain: BookDomain,
        docname: str,
        key: str,
        places: list[tuple[str, str]],
    ) -> nodes.Node:
        line = cited_in(places=places, classes=["cited-in"])
        first: dict[str, str] = {}
        for page, id_ in places:
            first.setdefault(page, reference_id(key) if page in domain.lists else id_)
        for page, id_ in first.items():
            link = domain.link_to(page, id_, docname, domain.builder)
            if link is not None and page != docname:
                link += nodes.Text(self.env.titles[page].astext())
                line += link
        return line


def _citation(domain: BookDomain, docname: str, key: str, backrefs: list[str]) -> nodes.citation:
    book = domain.bibliography
    return nodes.citation(
        "",
        nodes.label("", book.label(key)),
        nodes.paragraph("", "", *to_nodes(book.reference(key))),
        ids=[reference_id(key)],
        backrefs=list(dict.fromkeys(backrefs)),
        docname=docname,
        key=key,
    )


def check_files(app: Sphinx) -> None:
    """Before sphinxcontrib-bibtex reads them: what pybtex raises names no place."""
    domain = book_domain(app.env)
    domain.builder = app.builder
    paths = [Path(app.confdir, name).resolve() for name in app.config.bibtex_bibfiles or ()]
    domain.check_files(paths)


def take_entries(app: Sphinx) -> None:
    """After sphinxcontrib-bibtex has read them."""
    book_domain(app.env).take_entries()


def book_domain(env: BuildEnvironment) -> BookDomain:
    """The domain that this extension registers."""
    domain = env.get_domain("cite")
    assert isinstance(domain, BookDomain)
    return domain


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(BookDomain, override=True)
    app.add_role("cite", CiteRole(), override=True)
    app.add_directive("bibliography", WholeList, override=True)
    app.add_node(reference_list)
    app.add_node(cited_in)
    app.add_post_transform(FillLists)
    app.connect("builder-inited", check_files, priority=400)
    app.connect("builder-inited", take_entries, priority=600)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
