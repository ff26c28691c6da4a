"""The EPUB: plain pages, accessibility metadata, and the same bytes from the same sources.

Sphinx's builder packs the theme's scripts, styles and page frames, numbers the parts of the
package by their place in its cache and dates each by the clock of its file. This one writes every
file of the package from its own templates. What is said of accessibility, and what that rests on,
is in ``accessibility``.

Sphinx's own settings ``epub_*`` count, of which this builder uses ``epub_basename``,
``epub_identifier``, ``epub_title``, ``epub_author`` (also as who certifies the accessibility),
``epub_publisher``, ``epub_copyright``, ``epub_description``, ``epub_language``, ``epub_use_index``
and ``epub_show_urls``. No settings of its own.

``BookEpubBuilder`` leans on insides of Sphinx's builder; each place says why and when it can go,
and ``tests/test_epub.py`` has a test named after it. They all rest on one wish that Sphinx has no
door for: a builder of EPUB without a theme (no issue found, reported nowhere).
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sphinx.builders.epub3 import Epub3Builder
from sphinx.locale import _

from extensions.epub.accessibility import PictureCollector, lacks_of, report, statement
from extensions.indexes.locators import line_of
from sphinx_apa7.order import book_order

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent
MEDIA_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xhtml": "application/xhtml+xml",
}
COVER, STYLE = "cover.xhtml", "book.css"


class Entry(NamedTuple):
    """A line of the table of contents."""

    text: str
    href: str
    children: list[Entry]


class Part(NamedTuple):
    """A file of the package; ``id`` depends on nothing but its name."""

    href: str
    id: str
    media_type: str


def part(href: str) -> Part:
    """Describe the file *href*. KeyError for a kind of file that an EPUB may not hold."""
    identifier = "part-" + re.sub(r"[^A-Za-z0-9]+", "-", href).strip("-")
    return Part(href, identifier, MEDIA_TYPES[PurePosixPath(href).suffix.lower()])


def source_time() -> time.struct_time:
    """SOURCE_DATE_EPOCH, or now: https://reproducible-builds.org/specs/source-date-epoch/"""
    return time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))


class BookEpubBuilder(Epub3Builder):
    """Writes ``<epub_basename>.epub``."""

    def init(self) -> None:
        """Read our templates."""
        super().init()
        self.pages = Environment(
            loader=FileSystemLoader(HERE),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    # -- Nothing of the theme ---------------------------------------------------------

    def copy_static_files(self) -> None:
        """Our one style instead of the static files of the theme and the web pages."""
        self.put(STYLE, (HERE / STYLE).read_text(encoding="utf-8"))

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write one page of the book, or its index.

        Sphinx's own renders a template of the theme with what the theme and ``html-page-context``
        put into it. It is not in Sphinx's documentation, so it may change: remove when a builder
        can say of which templates its pages are made.
        """
        template = PurePosixPath(templatename).with_suffix(".xhtml.jinja").name
        if "genindexentries" in addctx:
            # Sphinx's handle_page does this, and ours replaces it: ids of the EPUB have no colon.
            self.fix_genindex(addctx["genindexentries"])
            addctx |= {"index_line": line_of(self)}
        depth = pagename.count("/")
        self.render(
            template,
            f"{pagename}{self.out_suffix}",
            **addctx,
            page_title=plain(addctx.get("title", _("Index"))),
            style="../" * depth + STYLE,
        )

    def render(self, template: str, href: str, **context: Any) -> None:
        """Write the part *href* of the package from one of our templates."""
        text = self.pages.get_template(template).render(
            lang=self.config.epub_language, book_title=self.config.epub_title, _=_, **context
        )
        self.put(href, text)

    def put(self, href: str, text: str) -> None:
        """Write the part *href* of the package."""
        target = Path(self.outdir, href)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    # -- The package ------------------------------------------------------------------

    def handle_finish(self) -> None:
        """Write what describes the pages, then pack all."""
        docnames = list(book_order(self.env))
        kept = lacks_of(self.env)
        found = [lack for docname in docnames for lack in kept.get(docname, ())]
        report(found)
        contents = [self.contents(docname) for docname in docnames]
        if self.use_index:
            contents.append(Entry(_("Index"), f"genindex{self.out_suffix}", []))
        spine = [part(COVER), *(part(entry.href) for entry in contents)]
        parts = sorted({*spine, part(STYLE), *map(part, self.image_files())})
        self.render("cover.xhtml.jinja", COVER, author=self.config.epub_author, style=STYLE)
        self.render("nav.xhtml.jinja", "nav.xhtml", contents=contents, style=STYLE)
        self.render(
            "content.opf.jinja",
            "content.opf",
            config=self.config,
            modified=time.strftime("%Y-%m-%dT%H:%M:%SZ", source_time()),
            parts=parts,
            spine=spine,
            accessibility=statement(found),
        )
        self.render("container.xml.jinja", "META-INF/container.xml")
        files = ["META-INF/container.xml", "content.opf", "nav.xhtml"]
        self.pack([*files, *(one.href for one in parts)])

    def contents(self, docname: str) -> Entry:
        """A page's line in the table of contents, with its sections below."""
        href = f"{docname}{self.out_suffix}"
        numbers = self.env.toc_secnumbers.get(docname, {})
        sections = []
        for reference in self.env.tocs[docname].findall(nodes.reference):
            anchor = reference["anchorname"]
            if anchor and section_depth(reference) == 2:
                text = numbered(reference.astext(), numbers.get(anchor))
                sections.append(Entry(text, href + anchor, []))
        title = self.env.titles[docname].astext()
        return Entry(numbered(title, numbers.get("")), href, sections)

    def image_files(self) -> Set[str]:
        """Pictures that the pages show."""
        names = {
            name
            for docnames, name in self.env.images.values()
            if docnames and Path(self.outdir, self.imagedir, name).is_file()
        }
        return {f"{self.imagedir}/{name}" for name in names}

    def pack(self, hrefs: list[str]) -> None:
        """Make the archive: the type first and uncompressed (OCF 4.3), then *hrefs* in order."""
        target = Path(self.outdir, f"{self.config.epub_basename}.epub")
        unfinished = target.with_suffix(".part")
        with ZipFile(unfinished, "w") as archive:
            archive.writestr(member("mimetype", ZIP_STORED), b"application/epub+zip")
            for href in hrefs:
                content = Path(self.outdir, href).read_bytes()
                archive.writestr(member(href, ZIP_DEFLATED), content, compresslevel=9)
        unfinished.replace(target)


def member(name: str, compression: int) -> ZipInfo:
    """A member without traces of this machine: no clock, no permissions, no platform."""
    # Zip begins in 1980.
    info = ZipInfo(name, max(source_time()[:6], (1980, 1, 1, 0, 0, 0)))
    info.compress_type = compression
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def numbered(text: str, number: tuple[int, ...] | None) -> str:
    """``1.2 Hands``, or the text alone where there is no number."""
    return f"{'.'.join(map(str, number))} {text}" if number else text


def section_depth(reference: nodes.reference) -> int:
    """1 for the page's title, 2 for its sections and so on."""
    depth, node = 0, reference.parent
    while node is not None:
        depth += isinstance(node, nodes.list_item)
        node = node.parent
    return depth


def plain(markup: str) -> str:
    """The words of a title that Sphinx gives as markup."""
    return Markup(markup).striptags()


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx.builders.epub3")
    app.add_builder(BookEpubBuilder, override=True)
    app.add_env_collector(PictureCollector)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
