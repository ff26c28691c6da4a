"""Indexes: the places of terms in the one of subjects, and an index of names.

Every link to a term of the glossary (``{term}``) is a place in the index of subjects, the first in
each section; where the glossary explains the term is the main one. On screens, which have no pages,
the index gives the numbers of sections.

``{name-index}`` lists the people whom the text names: the authors of works as citations print them
(of three and more the first), and whoever an author of the book puts into the index as
``Family, Given``, such as ``{index}`Jim Coan <single: Coan, James A.>```. These leave the index of
subjects. With ``!`` before ``single`` the place is a main one. Print gives pages; HTML and EPUB
give chapters.

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extensions.indexes import domain, locators, names, terms, typst

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7")  # whose domain knows the citations
    app.add_transform(terms.TermPlaces)
    app.add_domain(domain.IndexesDomain)
    app.add_directive("name-index", names.NameIndex)
    app.add_node(names.name_index)
    app.add_node(names.name_list, typst=(typst.visit_names, None))  # type: ignore[arg-type]
    app.add_transform(names.TakePersons)
    app.add_post_transform(names.FillNames)
    app.connect("doctree-read", locators.keep_sections)
    app.connect("env-updated", terms.spell_as_the_glossary)
    app.connect("html-page-context", locators.show_sections)
    app.connect("pages-show", names.views)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
