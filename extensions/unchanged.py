"""Web pages: what would be the same is not made again.

``sphinx_apa7.freshness`` says which pages of the book show something else. But Sphinx makes all
that stands beside them in every build: the index, the page of the search, the index of the search,
the inventory, the static files. This builder leaves them where they are

- all, when no page is written and every file is as the last build left it;
- the index and the page of the search, when their entries and what frames them are the same. A
  feature whose words stand in the frame of every page returns them for the event ``frame-shows``.

Uses what Sphinx lets builders override, and ``gen_indices`` and ``gen_additional_pages``, which it
does not document; ``test_unchanged.py`` has a test for each. Can go when Sphinx does so itself
(no issue found, reported nowhere).
"""

from __future__ import annotations

import json
from os import DirEntry, scandir
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_apa7.freshness import Account, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: In the folder of the output: what its files were when the last build ended.
RECORD = ".files.json"


class BookHtmlBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of web pages, which makes nothing again that would be the same."""

    name = "html"
    account: Account
    #: Whether nothing changed at all.
    idle = False
    #: What the index and the page of the search hang on, and whether the last build had the same.
    beside = ""
    same_beside = False

    def get_outdated_docs(self) -> Iterator[str]:
        """All pages, when the index of the search is not as it was left: they make it together."""
        made = read_record(self).get("files", {}).get(self.searchindex_filename)
        if self.search and made != state(Path(self.outdir, self.searchindex_filename)):
            yield from self.env.found_docs
        yield from super().get_outdated_docs()

    def prepare_writing(self, docnames: Set[str]) -> None:
        """See what there is to do, before anything is written."""
        record = read_record(self)
        intact = record.get("files") == files(self)
        self.idle = intact and not docnames and not self.account.changed
        if self.idle:
            self.beside = record["beside"]
            return
        super().prepare_writing(docnames)
        self.beside = digest(
            self.account.whole,
            self.build_info.config_hash,
            self.build_info.tags_hash,
            sorted(self.env.domains.index_domain.entries.items()),
            self.domain_indices,
            self.events.emit("frame-shows"),
        )
        self.same_beside = intact and record.get("beside") == self.beside

    def copy_assets(self) -> None:
        """Copy static files, unless nothing changed."""
        if not self.idle:
            super().copy_assets()

    def finish(self) -> None:
        """Make what stands beside the pages, unless nothing changed."""
        if not self.idle:
            super().finish()

    def gen_indices(self) -> None:
        """Write the indices, unless they would be the same."""
        if not self.same_beside:
            super().gen_indices()

    def gen_additional_pages(self) -> None:
        """Write the page of the search and the like, unless they would be the same."""
        if not self.same_beside:
            super().gen_additional_pages()


def state(file: Path | DirEntry[str]) -> list[int]:
    """Size and time of a file; nothing for one that is not there."""
    try:
        found = file.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


def files(builder: BookHtmlBuilder) -> dict[str, list[int]]:
    """Every file of the output by its name: its size and time. Others make the downloads."""

    def below(folder: str, name: str) -> Iterator[tuple[str, list[int]]]:
        with scandir(folder) as found:
            entries = list(found)
        for entry in entries:
            if entry.name.startswith("."):
                continue  # notes, and perhaps the doctrees
            if entry.is_dir():
                yield from below(entry.path, f"{name}{entry.name}/")
            elif (path := name + entry.name) not in downloads:
                yield path, state(entry)

    downloads = builder.config.html_downloads
    return dict(below(str(builder.outdir), ""))


def read_record(builder: BookHtmlBuilder) -> dict[str, Any]:
    """What ``keep_record`` wrote; nothing for a new output, or where it is damaged."""
    try:
        record = json.loads(Path(builder.outdir, RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    whole = isinstance(record, dict) and isinstance(record.get("files"), dict)
    return record if whole and "beside" in record else {}


def keep_record(app: Sphinx, exception: Exception | None) -> None:
    """After a build that came to its end."""
    if isinstance(app.builder, BookHtmlBuilder) and exception is None:
        record = {"files": files(app.builder), "beside": app.builder.beside}
        text = json.dumps(record, sort_keys=True)
        Path(app.outdir, RECORD).write_text(text, encoding="utf-8")


def know_account(app: Sphinx) -> None:
    """Tell the builder what changed, when that is known."""
    if isinstance(app.builder, BookHtmlBuilder):
        app.builder.account = Account.of(app)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx_apa7.freshness")
    app.setup_extension("extensions.downloads")
    app.add_builder(BookHtmlBuilder, override=True)
    app.add_event("frame-shows")
    app.connect("builder-inited", know_account)
    app.connect("build-finished", keep_record, priority=950)  # when all others wrote theirs
    return {"parallel_read_safe": True, "parallel_write_safe": True}
