"""Which pages to write again, so that building on an older build is building anew.

Sphinx writes a page when its source changed, and tells so to one builder only. But a page also
shows what others say of themselves: titles, numbers, the contents in the margin, references. And
the formats share one reading, so what one of them read again the next one must write again.

Every output keeps a digest of each page's view of the book. Other extensions add to that view
through the event ``pages-show``: a handler gets ``(app, env)`` and returns ``{docname: digest}``.

What a page shows of others is all in its view, so that Sphinx need not write every page with a
table of contents again for each change below it (``hold_back``).
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_apa7.inputs import assets, code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

#: In the folder of the output, so that whoever removes an output removes its account.
ACCOUNT = ".written.json"


def digest(*parts: object) -> str:
    """A short name for what *parts* look like when printed."""
    return sha256(repr(parts).encode()).hexdigest()


def code_of(env: BuildEnvironment) -> str:
    """A digest of the code that read the pages."""
    return env.__dict__.get("apa7_code", "")


def frame(env: BuildEnvironment) -> str:
    """What any page may show of any other: titles, numbers, contents, names that links lead to."""
    std = env.domains.standard_domain
    return digest(
        sorted((name, outline(env, name)[0]) for name in env.all_docs),
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        sorted(std.labels.items()),
        sorted(std.anonlabels.items()),
        sorted(std.objects.items()),
    )


def outline(env: BuildEnvironment, docname: str) -> tuple[str, str]:
    """What a page gives to the menus of all, and to the tables of contents that list it.

    Worked out when the page was read, then kept with the environment.
    """
    kept: dict[str, tuple[int, tuple[str, str]]]
    kept = env.__dict__.setdefault("apa7_outlines", {})
    read = env.all_docs[docname]
    if docname not in kept or kept[docname][0] != read:
        contents = env.tocs[docname]
        toctrees = [toctree.pformat() for toctree in contents.findall(addnodes.toctree)]
        menu = digest(
            env.titles[docname].pformat(), toctrees, env.metadata[docname].get("tocdepth")
        )
        kept[docname] = (read, (menu, digest(contents.pformat())))
    return kept[docname][1]


def listed(env: BuildEnvironment, docname: str) -> list[str]:
    """The pages that the tables of contents of a page list, and those that these list."""

    def below(docname: str) -> Iterator[str]:
        for child in env.toctree_includes.get(docname, ()):
            if child in env.all_docs and child not in seen:
                seen.add(child)
                yield child
                yield from below(child)

    seen: set[str] = set()
    return list(below(docname))


def views(app: Sphinx, env: BuildEnvironment, whole: str) -> dict[str, str]:
    """Every page with the digest of what it would show now; *whole* is of what all show."""
    shown = app.emit("pages-show", env)
    kept = env.__dict__.setdefault("apa7_outlines", {})
    for docname in kept.keys() - env.all_docs.keys():
        del kept[docname]
    return {
        docname: digest(
            read,
            whole,
            [outline(env, name)[1] for name in listed(env, docname)],
            [pages.get(docname) for pages in shown],
        )
        for docname, read in env.all_docs.items()
    }


class Account:
    """The views of one build, worked out once: before pages are written, kept when they are.

    ``changed`` says whether the last build had others, ``whole`` is a digest of what all pages
    show.
    """

    _of: ClassVar[WeakKeyDictionary[Sphinx, Account]] = WeakKeyDictionary()

    def __init__(self) -> None:
        self.code = self.whole = ""
        self.changed = True
        self.views: dict[str, str] | None = None
        self.held_back: dict[str, set[str]] | None = None

    @classmethod
    def of(cls, app: Sphinx) -> Account:
        """The account of a running application."""
        return cls._of.setdefault(app, cls())

    def pages_to_read(self, app: Sphinx, env: BuildEnvironment, *_: object) -> Set[str]:
        """All, when other code reads them than the last time."""
        self.code = code(app)
        if code_of(env) == self.code:
            return set()
        env.__dict__["apa7_code"] = self.code
        return env.found_docs

    def pages_to_write(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Pages that show something else than when this output was last finished."""
        self.whole = digest(frame(env), self.code, assets(app))
        self.views = views(app, env, self.whole)
        old = read_account(app)
        self.changed = self.views != old
        written = sorted(name for name, view in self.views.items() if old.get(name) != view)
        # Struck first: what is killed while it writes a page leaves that page to the next build.
        # (What has left the book stays in the account until it is removed.)
        self._write(app, {name: view for name, view in old.items() if name not in written})
        return written

    def hold_back(self, app: Sphinx, builder: Builder) -> None:
        """Have Sphinx write no page only because it has a table of contents.

        It adds those of ``files_to_rebuild`` to the pages to write, just after this event. There is
        no other door; remove when Sphinx asks what changed. No issue found, reported nowhere.
        """
        self.held_back = builder.env.files_to_rebuild
        builder.env.files_to_rebuild = {}

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """After a build that came to its end; one that broke off leaves the old account."""
        if self.held_back is not None:
            app.env.files_to_rebuild, self.held_back = self.held_back, None
        if exception is None and self.views is not None:
            old = read_account(app)
            if isinstance(app.builder, StandaloneHTMLBuilder):
                remove_leftovers(app.builder, old.keys())
            self._write(app, self.views)
        self.views = None

    @staticmethod
    def _write(app: Sphinx, views: Mapping[str, str]) -> None:
        """Keep *views* in the output, in one step, unless they are there."""
        if views != read_account(app):
            account = Path(app.outdir, ACCOUNT)
            account.parent.mkdir(parents=True, exist_ok=True)
            new = account.with_suffix(".new")
            new.write_text(json.dumps(views, sort_keys=True), encoding="utf-8")
            new.replace(account)


def read_account(app: Sphinx) -> dict[str, str]:
    """What ``Account.keep`` wrote; nothing for a new output, or where it is damaged."""
    try:
        account = json.loads(Path(app.outdir, ACCOUNT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return account if isinstance(account, dict) else {}


def remove_leftovers(builder: StandaloneHTMLBuilder, earlier: Iterable[str]) -> None:
    """Remove pages that left the book, and pictures; Sphinx leaves both where they are."""
    for docname in set(earlier) - builder.env.all_docs.keys():
        builder.get_output_path(docname).unlink(missing_ok=True)
    shown = {name for _docnames, name in builder.env.images.values()}
    for picture in Path(builder.outdir, "_images").glob("*"):
        if picture.name not in shown:
            picture.unlink()


def setup(app: Sphinx) -> ExtensionMetadata:
    account = Account.of(app)
    app.add_event("pages-show")
    app.connect("env-get-outdated", account.pages_to_read)
    # After Sphinx gave the numbers.
    app.connect("env-get-updated", account.pages_to_write, priority=900)
    app.connect("write-started", account.hold_back, priority=900)
    app.connect("build-finished", account.keep)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
