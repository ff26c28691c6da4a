"""The lists themselves: the directive of the whole list, and what fills it and those of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.directives import BibliographyDirective

from sphinx_apa7.domain import BookDomain, book_domain, link_into, warn_second_list
from sphinx_apa7.nodes import apa_label, apa_reference, cited_in, reference_list
from sphinx_apa7.order import book_order
from sphinx_apa7.printing import to_nodes
from sphinx_apa7.reading import reference_id

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec

logger = logging.getLogger(__name__)


class WholeList(SphinxDirective):
    """``{bibliography}``: every reference of the book, once in a book.

    Its options and files in sphinxcontrib-bibtex are taken, and answered with a warning.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = dict.fromkeys(
        (*BibliographyDirective.option_spec, "class"), directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """The place of the list; nothing for a second one, which is reported."""
        given = [f":{name}:" for name in self.options]
        given += [f"“{self.arguments[0]}”"] if self.arguments else []
        given += ["the text in it"] if self.content else []
        for what in given:
            logger.warning(
                "{bibliography}: %s is of sphinxcontrib-bibtex and does nothing here: the list has"
                " every work that the book cites, in APA style; delete it",
                what,
                location=self.get_location(),
                type="bibtex",
                subtype="bibliography_option",
            )
        domain = book_domain(self.env)
        if self.env.docname in domain.whole_lists:
            warn_second_list(self.env.docname, self.get_location())
            return []
        domain.whole_lists[self.env.docname] = self.lineno
        return [reference_list(docname=self.env.docname, whole=True)]


class FillLists(SphinxPostTransform):
    """Put references where the lists stand.

    After the transforms of Sphinx, which would walk through thousands of nodes that have nothing
    for them, and before links are gathered (800).
    """

    default_priority = 790

    def run(self, **kwargs: Any) -> None:
        """Fill every list of the document."""
        domain = book_domain(self.env)
        for node in list(self.document.findall(reference_list)):
            # Not env.docname: in a book assembled from pages that is the root's name.
            docname = node["docname"]
            if domain.has_one_list and not node["whole"]:
                section = node.parent
                section.parent.remove(section)
                continue
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
        return [_reference(domain, docname, key, cited[key]) for key in known]

    def _whole(self, domain: BookDomain, docname: str) -> list[nodes.Node]:
        if docname != domain.whole_list:
            return []  # reported in env_updated
        cited: dict[str, list[tuple[str, str]]] = {}
        for page in book_order(self.env):
            for place in domain.places.get(page, ()):
                for key in dict.fromkeys(place.keys):
                    cited.setdefault(key, []).append((page, place.id))
        references: list[nodes.Node] = []
        pages: dict[str, tuple[str, str | None]] = {}
        for key in domain.bibliography.rank:
            if key in cited:
                here = [id_ for page, id_ in cited[key] if page == docname]
                reference = _reference(domain, docname, key, here)
                reference += self._cited_in(domain, docname, key, cited[key], pages)
                references.append(reference)
        return references

    def _cited_in(
        self,
        domain: BookDomain,
        docname: str,
        key: str,
        places: list[tuple[str, str]],
        pages: dict[str, tuple[str, str | None]],
    ) -> nodes.Node:
        """*pages* keeps the title and the address of each page from one entry to the next."""
        line = cited_in(places=places, classes=["cited-in"])
        by_page: dict[str, list[str]] = {}
        for page, id_ in places:
            if page != docname:
                by_page.setdefault(page, []).append(id_)
        for page, ids in by_page.items():
            known = pages.get(page)
            if known is None:
                known = pages[page] = (
                    self.env.titles[page].astext(),
                    domain.address(page, docname, domain.builder),
                )
            title, address = known
            if address is None:
                continue
            own = reference_id(key) if page in domain.lists else ids[0]
            line += link_into(address, own, title)
            for n, id_ in enumerate(ids, 1):
                place = link_into(address, id_, f"\N{UPWARDS ARROW}{n}")
                place["place"] = (n, len(ids), title)
                line += place
        return line


def _reference(domain: BookDomain, docname: str, key: str, backrefs: list[str]) -> apa_reference:
    book = domain.bibliography
    return apa_reference(
        "",
        apa_label("", book.label(key)),
        nodes.paragraph("", "", *to_nodes(book.reference(key))),
        ids=[reference_id(key)],
        backrefs=list(dict.fromkeys(backrefs)),
        docname=docname,
        key=key,
    )
