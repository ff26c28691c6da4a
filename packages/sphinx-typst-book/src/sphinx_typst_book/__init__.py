"""The book as a PDF: assemble (one doctree) -> write (doctree to Typst) -> typeset (Typst to PDF).

``sphinx-build -b typst . out`` leaves ``out/<project>.pdf``, and beside it all that the plain
``typst`` command needs to make it again: ``<project>.typ``, ``template/`` and the images.
``pages.json`` has the page of every section, figure, table and place that something links to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its settings."""
    from .builder import TypstBuilder, default_filename

    app.add_builder(TypstBuilder)
    # They change how the PDF is made, not what is read; the builder itself sees when they change.
    app.add_config_value("typst_filename", default_filename, "", str)
    app.add_config_value("typst_formats", {"": {}}, "", dict)
    app.add_config_value("typst_chapters", False, "", (bool, list, tuple))
    app.add_config_value("typst_imprint", "", "", str)
    app.add_config_value("typst_imprint_page", "", "", str)
    app.add_config_value("typst_license", "", "", str)
    app.add_config_value("typst_lists", [], "", (list, tuple))
    app.add_config_value("typst_wide_pages", [], "", (list, tuple))
    app.add_config_value("typst_cover", "", "", str)
    app.add_config_value("typst_description", "", "", str)
    app.add_config_value("typst_keywords", [], "", (list, tuple))
    app.add_config_value("typst_template", "", "", str)
    app.add_config_value("typst_font_paths", [], "", (list, tuple))
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
