"""Catalogs are compiled in the build, from copies: the book's own folders are only read.

Sphinx writes a ``.mo`` beside each ``.po``, through symbolic links too, copies a ``.js`` that lies
there into the site, and compiles the words of the interface before any extension is loaded. So
``conf.py`` names no ``locale_dirs``; they are set here, once the catalogs have been looked at.

Touches Sphinx 9.0: ``sphinx.locale.init`` is called again, as ``Sphinx._init_i18n`` calls it.
``test_gate_catalogs.py`` has ``test_words_of_the_interface_come_from_the_catalog``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from sphinx import locale
from sphinx.util.i18n import CatalogRepository

from extensions.gate.sources import catalogs_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SOURCE = "locale"


def lend(app: Sphinx) -> None:
    """Copy the catalogs of the book's language into the build, and let Sphinx use the copies."""
    language = app.config.language
    source = Path(app.srcdir, SOURCE, language)
    copies = Path(app.doctreedir, "catalogs")
    if not source.is_dir():
        return
    copy(source, copies / language)
    app.config.locale_dirs = [str(copies)]
    repository = CatalogRepository(
        app.srcdir, app.config.locale_dirs, language, app.config.source_encoding
    )
    for catalog in repository.catalogs:
        if catalog.domain == "sphinx" and catalog.is_outdated():
            catalog.write_mo(language, app.config.gettext_allow_fuzzy_translations)
    locale.translators.pop(("general", "sphinx"), None)
    package = Path(sphinx.__file__).parent / "locale"
    app.translator, _ = locale.init([copies, None, package], language)


def copy(source: Path, target: Path) -> None:
    """Make *target* hold the catalogs of *source*; what has not changed keeps its time."""
    wanted = {path.relative_to(source): path for path in catalogs_of(source)}
    for old in target.rglob("*"):
        if old.is_file() and old.relative_to(target).with_suffix(".po") not in wanted:
            old.unlink()
    for name, path in wanted.items():
        content = path.read_bytes()
        kept = target / name
        if not kept.is_file() or kept.read_bytes() != content:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(content)
            kept.with_suffix(".mo").unlink(missing_ok=True)
