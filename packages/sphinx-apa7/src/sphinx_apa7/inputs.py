"""What an output is made of besides the pages: code, themes, static files, words.

Sphinx looks at none of it when it asks which pages are out of date, but every page shows it. Files
are told by size and time, as Python tells whether its own bytecode is fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from os import scandir
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx

import apabib

if TYPE_CHECKING:
    from types import ModuleType

    from sphinx.application import Sphinx


def code(app: Sphinx) -> str:
    """A digest of all that pages are read with: extensions with what lies beside them, and words.

    Of Sphinx itself its version counts. The theme does not: only some builders load it.
    """
    modules = [apabib, *(extension.module for extension in app.extensions.values())]
    paths = {
        path
        for module in modules
        if not module.__name__.startswith("sphinx.") and module.__name__ not in themes(app)
        for path in files_of(module)
    }
    return state([*sorted(paths), *words(app)], sys.version, sphinx.__version__)


def themes(app: Sphinx) -> list[str]:
    """The theme, and those that Sphinx brings itself."""
    return [app.config.html_theme, "alabaster"]


def words(app: Sphinx) -> list[str]:
    """The catalogs of the interface that the book brings."""
    language = app.config.language
    return [
        str(Path(app.confdir, folder, code, "LC_MESSAGES", f"sphinx.{kind}"))
        for folder in app.config.locale_dirs
        for code in sorted({language, language.partition("_")[0]})
        for kind in ("po", "mo", "js")
    ]


def files_of(module: ModuleType) -> Iterator[str]:
    """The files of a module, or of the whole folder of a package."""
    folders: Iterable[str] = getattr(module, "__path__", ())
    if not folders and module.__file__:
        yield module.__file__
    for folder in folders:
        yield from below(folder)


def assets(app: Sphinx) -> str:
    """A digest of the theme, templates and static files, whose sums stand in pages."""
    config = app.config
    own = [*config.templates_path, *config.html_static_path, *config.html_extra_path]
    named = [config.html_logo, config.html_favicon]
    paths = [Path(app.confdir, name) for name in [*own, *filter(None, named)]]
    found = {path for place in paths for path in below(str(place))}
    for name in themes(app):
        if name in app.extensions:
            found.update(files_of(app.extensions[name].module))
    return state(sorted(found))


def below(place: str) -> Iterator[str]:
    """A file, or every file in a folder but those that Python makes; nothing where nothing is."""
    try:
        with scandir(place) as found:
            entries = list(found)
    except NotADirectoryError:
        yield place
        return
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from below(entry.path)
        elif not entry.name.endswith(".pyc"):
            yield entry.path


def state(paths: Iterable[str], *more: str) -> str:
    """A digest of *more* and of the names, sizes and times of files."""
    told = sha256(repr(more).encode())
    for path in paths:
        try:
            found = Path(path).stat()
        except OSError:
            continue
        told.update(f"\n{path} {found.st_size} {found.st_mtime_ns}".encode())
    return told.hexdigest()
