"""What pages are refused for while Sphinx reads them, told where it stands; then the build ends."""

from __future__ import annotations

from bdb import BdbQuit
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util import logging

from extensions.gate.allowed import MOST_TOLD
from extensions.gate.findings import printable

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from extensions.gate.findings import Finding

LOGGER = logging.getLogger(__name__)


class Refused(SphinxError, BdbQuit):
    """Something in the book is not allowed; nothing is published. What it is has been logged.

    ``sphinx-build`` ends with exit status 2. For other errors it prints versions, a traceback, and
    a request to report a bug; at this one, the end of a debugger, it is silent. Remove when
    https://github.com/sphinx-doc/sphinx/issues/14543 is released.
    """


def tell(findings: Collection[Finding], book: str) -> None:
    """Warn of each, with its place in the folder *book*."""
    for path, line, code, message in sorted(findings):
        _warn(code, message, f"{book}/{path}", line)


def _warn(code: str, message: str, source: str, line: int) -> None:
    place = printable(f"{source}:{line}")
    LOGGER.warning("%s", printable(message), location=place, type="gate", subtype=code)


def refuse(env: BuildEnvironment, code: str, message: str, source: str, line: int) -> None:
    """Warn of something in the page that is read now, whose build will end."""
    told = refused(env)
    told[env.docname] = told.get(env.docname, 0) + 1
    if told[env.docname] <= MOST_TOLD:
        _warn(code, message, source, line)


def refused(env: BuildEnvironment) -> dict[str, int]:
    """Pages in which something is refused, and how often."""
    found: dict[str, int] = env.__dict__.setdefault("gate_refused", {})
    return found


def claimed(env: BuildEnvironment) -> dict[str, str]:
    """Label that an author gave -> the page that has it."""
    found: dict[str, str] = env.__dict__.setdefault("gate_labels", {})
    return found


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: Collection[str], other: BuildEnvironment
) -> None:
    """Take over what another process has refused."""
    refused(env).update({name: n for name, n in refused(other).items() if name in docnames})
    for label, docname in claimed(other).items():
        if docname in docnames:
            claimed(env).setdefault(label, docname)


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """A page that is read again is judged again."""
    refused(env).pop(docname, None)
    for label in [label for label, page in claimed(env).items() if page == docname]:
        del claimed(env)[label]


def end(app: Sphinx, env: BuildEnvironment) -> None:
    """End the build before anything is written or kept, if something is refused."""
    for docname in _circular(env):
        refused(env)[docname] = 1
        message = "this table of contents leads back to its own page: take a page out of it"
        _warn("contents", message, str(env.doc2path(docname)), 1)
    if refused(env):
        raise Refused("pages of the book hold what is not allowed")


def _circular(env: BuildEnvironment) -> set[str]:
    """Pages whose contents lead back to them, on which Sphinx and the PDF would run for ever."""
    left = {name: set(pages) for name, pages in env.toctree_includes.items()}
    while ends := [
        name
        for name, pages in left.items()
        if not pages & left.keys() or not any(name in others for others in left.values())
    ]:
        for name in ends:
            del left[name]
    return set(left)
