"""Citations of a whole book: a list on every page that cites, the whole list, links both ways.

sphinxcontrib-bibtex brings settings, roles and directives; this domain takes over from there, so
of its settings only ``bibtex_bibfiles`` counts. It keeps citing places by page, prints roles
through ``apabib.apa7``, and knows which pages show an entry, so that a changed
``refs.bib`` rewrites those and no others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apa7.domain import BibliographyError, BookDomain, book_domain
from sphinx_apa7.lists import FillLists, WholeList
from sphinx_apa7.reading import CiteRole, Place, cited_in, reference_id, reference_list

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "BibliographyError",
    "BookDomain",
    "Place",
    "book_domain",
    "cited_in",
    "reference_id",
    "reference_list",
]


def read_files(app: Sphinx) -> None:
    """Before sphinxcontrib-bibtex would read them itself."""
    domain = book_domain(app.env)
    domain.builder = app.builder
    paths = [Path(app.confdir, name).resolve() for name in app.config.bibtex_bibfiles or ()]
    domain.read_files(paths, app.config.bibtex_encoding)


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("sphinx_apa7.freshness")
    app.add_domain(BookDomain, override=True)
    app.add_role("cite", CiteRole(), override=True)
    app.add_directive("bibliography", WholeList, override=True)
    app.add_node(reference_list)
    app.add_node(cited_in)
    app.add_post_transform(FillLists)
    app.connect("builder-inited", read_files, priority=400)
    app.connect("pages-show", lambda app, env: book_domain(env).views())
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
