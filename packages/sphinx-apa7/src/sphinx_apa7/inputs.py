"""What an output is made of besides the pages: code, themes, static files, words.

Sphinx looks at none of it when it asks which pages are out of date, but every page shows it. Files
are told by size and time, as Python tells whether its own bytecode is fresh.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
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
    states = {
        state
        for module in modules
        if not module.__name__.startswith("sphinx.") and module.__name__ not in themes(app)
        for state in states_of(module)
    }
    states.update(*map(below, words(app)))
    return digest(states, sys.version, sphinx.__version__)


def assets(app: Sphinx) -> str:
    """A digest of the theme, templates and static files, whose sums stand in pages."""
    config = app.config
    own = [*config.templates_path, *config.html_static_path, *config.html_extra_path]
    named = filter(None, [config.html_logo, config.html_favicon])
    states = {state for name in [*own, *named] for state in below(str(app.confdir / name))}
    for name in themes(app):
        if name in app.extensions:
            states.update(states_of(app.extensions[name].module))
    return digest(states)


def themes(app: Sphinx) -> list[str]:
    """The theme, and the one that Sphinx brings itself."""
    return [app.config.html_theme, "alabaster"]


def words(app: Sphinx) -> list[str]:
    """The catalogs of the interface that the book brings."""
    language = app.config.language
    return [
        str(app.confdir / folder / code / "LC_MESSAGES" / f"sphinx.{kind}")
        for folder in app.config.locale_dirs
        for code in sorted({language, language.partition("_")[0]})
        for kind in ("po", "mo", "js")
    ]


def states_of(module: ModuleType) -> Iterator[str]:
    """The states of a module's file, or of all in the folder of a package."""
    folders: Iterable[str] = getattr(module, "__path__", ())
    for place in folders or filter(None, [module.__file__]):
        yield from below(place)


def below(place: str) -> Iterator[str]:
    """Name, size and time of a file, or of every file in a folder; nothing where nothing is.

    Without those that Python makes.
    """
    try:
        with os.scandir(place) as found:
            entries = list(found)
    except NotADirectoryError:
        yield told(place, os.stat(place))  # noqa: PTH116, here and above: a Path is slow to make
        return
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from below(entry.path)
        elif not entry.name.endswith(".pyc"):
            with suppress(OSError):  # a link to nothing
                yield told(entry.path, entry.stat())


def told(path: str, found: os.stat_result) -> str:
    """What tells one state of a file from another."""
    return f"{path} {found.st_size} {found.st_mtime_ns}"


def digest(states: Iterable[str], *more: str) -> str:
    """A digest of states in any order, and of *more*."""
    return sha256(repr((sorted(states), more)).encode()).hexdigest()
