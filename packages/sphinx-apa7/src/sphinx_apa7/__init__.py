"""Citations of a whole book: a list on every page that cites, the whole list, links both ways.

sphinxcontrib-bibtex brings settings, roles and directives; this domain takes over from there, so
of its settings only ``bibtex_bibfiles`` counts for lists and citations. It keeps citing places by
page, prints roles through ``apabib.apa7``, and knows which pages show an entry, so that a changed
``refs.bib`` rewrites those and no others.

The way of the data: ``bibfiles`` reads the files, ``reading`` the pages, ``sources`` what is no
citation in them; ``domain`` keeps it all; ``groups`` notes where a group is named in full;
``lists`` puts references where lists stand, in words and marks of ``printing``; ``html`` and
``typst`` print the nodes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_apa7 import html, sources, typst
from sphinx_apa7.domain import BibliographyError, BookDomain, book_domain
from sphinx_apa7.groups import IntroduceGroups
from sphinx_apa7.lists import FillLists, WholeList
from sphinx_apa7.nodes import apa_label, apa_reference, cited_in, reference_list
from sphinx_apa7.reading import CiteRole, Place, reference_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

__all__ = [
    "BibliographyError",
    "BookDomain",
    "Place",
    "apa_reference",
    "book_domain",
    "cited_in",
    "reference_id",
    "reference_list",
]


logger = logging.getLogger(__name__)


def require_files(app: Sphinx, config: Config) -> None:
    """Raise ``BibliographyError``, after saying what to write, unless conf.py names files."""
    given = config.bibtex_bibfiles
    remedy = 'write bibtex_bibfiles = ["refs.bib"]'
    if given is None:
        wrong = "is not set"
    elif isinstance(given, str):  # it would be read letter by letter
        wrong, remedy = "is a text", f'write a list: bibtex_bibfiles = ["{given or "refs.bib"}"]'
    elif not isinstance(given, list | tuple | set | frozenset):
        wrong = "is no list"
    elif not given:
        wrong = "is empty"
    else:
        return
    message = f"conf.py: bibtex_bibfiles {wrong}; {remedy}"
    logger.error("%s", message, type="bibtex", subtype="bibfile_error")
    raise BibliographyError(message)


def begin(app: Sphinx) -> None:
    """Read the files, before sphinxcontrib-bibtex would."""
    domain = book_domain(app.env)
    domain.begin(app.builder)
    names = app.config.bibtex_bibfiles
    # Not Path.resolve: it gives up on links that lead in a circle.
    paths = [Path(os.path.realpath(Path(app.confdir, name))) for name in names]
    domain.read_files(paths, app.config.bibtex_encoding)


def add_stylesheet(app: Sphinx) -> None:
    """Give pages the look of lists, unless ``apa7_stylesheet`` is off."""
    if app.builder.format == "html" and app.config.apa7_stylesheet:
        app.config.html_static_path.append(str(Path(__file__).parent / "static"))
        app.add_css_file("sphinx-apa7.css")


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """What pages show of the bibliography, for ``sphinx_apa7.freshness``."""
    return book_domain(env).views()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the extension."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("sphinx_apa7.freshness")
    app.add_config_value("apa7_list_title", "", "env", str)
    app.add_config_value("apa7_page_lists", True, "env", bool)
    app.add_config_value("apa7_stylesheet", True, "html", bool)
    app.add_domain(BookDomain, override=True)
    app.add_role("cite", CiteRole(), override=True)
    app.add_directive("bibliography", WholeList, override=True)
    app.add_node(reference_list)
    app.add_node(
        apa_reference,
        html=(html.visit_reference, html.depart_reference),
        typst=(typst.visit_reference, None),
    )
    app.add_node(apa_label, html=(html.skip_label, None))
    app.add_node(cited_in, html=(html.visit_cited_in, None), typst=(typst.visit_cited_in, None))
    app.add_post_transform(IntroduceGroups)
    app.add_post_transform(FillLists)
    app.connect("config-inited", require_files)
    app.connect("builder-inited", begin, priority=400)
    app.connect("builder-inited", add_stylesheet)
    app.connect("source-read", sources.note)
    app.connect("env-updated", sources.report)
    app.connect("pages-show", views)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
