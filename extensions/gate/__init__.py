"""What a change of text, pictures or catalogs may not do, however it is written.

A pull request may change every file that is not code. What such a file may hold is one list,
``allowed``; whatever else it holds is a warning of the type ``gate`` with its file, its line and
what to do, and ends the build.

Looked at before Sphinx reads: files (``sources``), front matter (``frontmatter``), catalogs
(``catalogs``), pictures (``svg``). While it reads: syntax (``parser``, ``tokens``), and what a page
is made of (``doctree``). Catalogs are compiled in the build (``compiled``).

No settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extensions.gate import compiled, report, sources
from extensions.gate.doctree import CheckPage
from extensions.gate.parser import BookParser

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def check_sources(app: Sphinx, config: Config) -> None:
    """End the build before anything is read, if a file is refused."""
    if findings := list(sources.check(app.srcdir)):
        report.tell(findings, str(app.srcdir))
        raise SystemExit(1)
    compiled.lend(app)


def close_doors(app: Sphinx) -> None:
    """Docutils itself reads no file into a page, and passes no format's own code through."""
    app.env.settings.update(raw_enabled=False, file_insertion_enabled=False)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("myst_parser")
    app.add_source_parser(BookParser, override=True)
    app.add_transform(CheckPage)
    app.connect("config-inited", check_sources, priority=0)
    app.connect("builder-inited", close_doors)
    app.connect("env-purge-doc", report.purge)
    app.connect("env-merge-info", report.merge)
    app.connect("env-updated", report.end, priority=0)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
