"""Which pages to write again, so that building on an older build is building anew.

Sphinx writes a page when its source changed, and tells so to one builder only. But a page also
shows what others say of themselves: titles, numbers, the contents in the margin, references. And
the formats share one reading, so what one of them read again the next one must write again.

Every output keeps a digest of each page's view of the book. Other extensions add to that view
through the event ``pages-show``: a handler gets ``(app, env)`` and returns ``{docname: digest}``.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

#: In the folder of the output, so that whoever removes an output removes its account.
ACCOUNT = ".written.json"


def digest(*parts: object) -> str:
    """A short name for what *parts* look like when printed."""
    return sha256(repr(parts).encode()).hexdigest()


def frame(env: BuildEnvironment) -> str:
    """What any page may show of any other: titles, numbers, contents, names that links lead to."""
    std = env.domains.standard_domain
    return digest(
        sorted((name, title.pformat()) for name, title in env.titles.items()),
        sorted(
            (name, [toctree.pformat() for toctree in env.tocs[name].findall(addnodes.toctree)])
            for name in env.toctree_includes
        ),
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        sorted(std.labels.items()),
        sorted(std.anonlabels.items()),
        sorted(std.objects.items()),
    )


def views(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Every page with the digest of what it would show if it were written now."""
    shown = app.emit("pages-show", env)
    whole = frame(env)
    return {
        docname: digest(read, whole, [pages.get(docname) for pages in shown])
        for docname, read in env.all_docs.items()
    }


class Account:
    """The views of one build, worked out once: before pages are written, kept when they are."""

    def __init__(self) -> None:
        self.views: dict[str, str] | None = None

    def pages_to_write(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Pages that show something else than when this output was last finished."""
        self.views = views(app, env)
        old = read_account(app)
        return sorted(name for name, view in self.views.items() if old.get(name) != view)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """After a build that came to its end; one that broke off leaves the old account."""
        if exception is None and self.views is not None:
            old = read_account(app)
            if isinstance(app.builder, StandaloneHTMLBuilder):
                remove_leftovers(app.builder, old.keys())
            if self.views != old:
                text = json.dumps(self.views, sort_keys=True)
                Path(app.outdir, ACCOUNT).write_text(text, encoding="utf-8")
        self.views = None


def read_account(app: Sphinx) -> dict[str, str]:
    """What ``Account.keep`` wrote; nothing for a new output."""
    try:
        return json.loads(Path(app.outdir, ACCOUNT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def remove_leftovers(builder: StandaloneHTMLBuilder, earlier: Iterable[str]) -> None:
    """Remove pages that left the book, and pictures; Sphinx leaves both where they are."""
    for docname in set(earlier) - builder.env.all_docs.keys():
        builder.get_output_path(docname).unlink(missing_ok=True)
    shown = {name for _docnames, name in builder.env.images.values()}
    for picture in Path(builder.outdir, "_images").glob("*"):
        if picture.name not in shown:
            picture.unlink()


def setup(app: Sphinx) -> ExtensionMetadata:
    account = Account()
    app.add_event("pages-show")
    # After Sphinx gave the numbers.
    app.connect("env-get-updated", account.pages_to_write, priority=900)
    app.connect("build-finished", account.keep)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
