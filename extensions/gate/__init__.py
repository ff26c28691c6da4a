"""What a change of text, pictures or catalogs may not do, however it is written.

A pull request may change every file that is not code. What such a file may hold is one list,
``allowed``; whatever else it holds is a warning of the type ``gate`` with its file, its line and
what to do, and ends the build.

Looked at before Sphinx reads: files (``sources``), front matter (``frontmatter``), catalogs
(``catalogs``), pictures (``svg``). While it reads: syntax (``parser``, ``tokens``), and what a page
is made of (``doctree``). Catalogs are compiled in the build (``compiled``).
What an earlier build kept is used only if it was made here (``kept``).
Looked at when it has written: the outputs (``outputs``).

No settings.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from extensions.gate import compiled, kept, outputs, report, sources
from extensions.gate.allowed import LEFTOVERS
from extensions.gate.doctree import CheckPage
from extensions.gate.parser import BookParser

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def check_sources(app: Sphinx, config: Config) -> None:
    """End the build before anything is read, if a file is refused."""
    app.gate_begun = time.time() - 1  # type: ignore[attr-defined]  # clocks of disks lag
    if findings := list(sources.check(app.srcdir)):
        report.tell(findings, str(app.srcdir))
        raise report.Refused("files of the book are not allowed")
    for folder in (Path(app.outdir), Path(app.doctreedir)):
        if findings := list(kept.links(folder)):
            report.tell(findings, str(folder))
            raise report.Refused("a build would write elsewhere")
    # Nor is what editors leave a page, or copied into the site.
    config.exclude_patterns = [*config.exclude_patterns, *(f"**/{name}" for name in LEFTOVERS)]
    kept.forget_strange(Path(app.doctreedir))
    compiled.lend(app)


def close_doors(app: Sphinx) -> None:
    """Docutils itself reads no file into a page, and passes no format's own code through."""
    app.env.settings.update(raw_enabled=False, file_insertion_enabled=False)


def check_outputs(app: Sphinx, exception: Exception | None) -> None:
    """End the build if it has made what may not be published, and remove that."""
    if exception or app.builder.name not in ("html", "dirhtml", "singlehtml", "epub", "typst"):
        return
    outdir = Path(app.outdir)
    if findings := list(outputs.check(outdir, app.config.html_baseurl, app.gate_begun)):  # type: ignore[attr-defined]
        report.tell(findings, str(outdir))
        packed = (path for kind in ("*.epub", "*.pdf") for path in outdir.rglob(kind))
        for path in {*(outdir / finding.path for finding in findings), *packed}:
            path.unlink(missing_ok=True)
        # Or the next build would think that all is there.
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)
        raise report.Refused("what was built is not allowed")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("myst_parser")
    app.add_source_parser(BookParser, override=True)
    app.add_transform(CheckPage)
    app.connect("config-inited", check_sources, priority=0)
    app.connect("builder-inited", close_doors)
    app.connect("env-purge-doc", report.purge)
    app.connect("env-merge-info", report.merge)
    app.connect("env-updated", report.end, priority=0)
    app.connect("env-check-consistency", kept.note)
    app.connect("build-finished", check_outputs, priority=0)
    app.connect("build-finished", kept.note, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
