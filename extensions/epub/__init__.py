"""The EPUB: plain pages, accessibility metadata, and the same bytes from the same sources.

Sphinx's builder packs the theme's scripts, styles and page frames, numbers the parts of the
package by their place in its cache and dates each by the clock of its file. This one writes every
file of the package from its own templates. What is said of accessibility, and what that rests on,
is in ``accessibility``.

Sphinx's own settings ``epub_*`` count, of which this builder uses ``epub_basename``,
``epub_identifier``, ``epub_title``, ``epub_author`` (also as who certifies the accessibility),
``epub_publisher``, ``epub_copyright``, ``epub_description``, ``epub_language``, ``epub_cover`` (an
SVG, PNG or JPEG, from the folder of ``conf.py``), ``epub_use_index`` and ``epub_show_urls``. The
license is that of the PDF (``typst_license``).

Settings of its own:

``epub_imprint_page``
    The page that is the imprint, which then stands behind the cover. By default that of the PDF
    (``typst_imprint_page``); without one, an imprint is made of the settings.
``epub_subjects``
    What the book is about, for libraries and shops. By default what the PDF says
    (``typst_keywords``).
``epub_printed_pages``
    Where the builder ``typst`` leaves the numbers of its pages, from the folder of the EPUB. By
    default beside that folder. Without the file, or with an older one than the text, the EPUB has
    no pages of print.

``BookEpubBuilder`` leans on insides of Sphinx's builder; each place says why and when it can go,
and ``tests/test_epub.py`` has a test named after it. They all rest on one wish that Sphinx has no
door for: a builder of EPUB without a theme (no issue found, reported nowhere).
"""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sphinx.builders.epub3 import Epub3Builder
from sphinx.locale import _
from sphinx.util.i18n import babel_format_date

from extensions import drawings
from extensions.drawings import type_of
from extensions.epub.accessibility import PictureCollector, lacks_of, report, statement
from extensions.epub.contents import contents, order, places
from extensions.epub.cover import cover_of
from extensions.epub.finish import Finished, Place, finish
from extensions.epub.printed import read_printed
from extensions.indexes.locators import line_of
from sphinx_typst_book.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent
MEDIA_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xhtml": "application/xhtml+xml",
}
COVER, IMPRINT, NAV, STYLE = "cover.xhtml", "imprint.xhtml", "nav.xhtml", "book.css"


class Part(NamedTuple):
    """A file of the package; ``id`` depends on nothing but its name."""

    href: str
    id: str
    media_type: str


class Landmark(NamedTuple):
    """A place that reading systems offer to go to; the *kind* is a type of EPUB."""

    kind: str
    href: str
    text: str


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
        style = (HERE / STYLE).read_text(encoding="utf-8")
        letters = type_of(self.srcdir)
        if letters:
            style += (drawings.STATIC / drawings.STYLE).read_text(encoding="utf-8")
        self.put(STYLE, style)
        for path in letters:
            Path(self.outdir, path.name).write_bytes(path.read_bytes())

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
        """Finish the pages, write what describes them, then pack all."""
        env, config = self.env, self.config
        imprint = config.epub_imprint_page if config.epub_imprint_page in env.found_docs else ""
        docnames = order(env, imprint, index=bool(self.use_index))
        kept = lacks_of(env)
        found = [lack for docname in docnames for lack in kept.get(docname, ())]
        report(found)
        pages = self.finished(docnames, imprint)
        cover = self.cover()
        if not imprint:
            self.imprint()
        behind_cover = self.href(imprint) if imprint else IMPRINT
        breaks = [
            (one.number, f"{href}#{one.id}") for href, page in pages.items() for one in page.breaks
        ]
        self.render(
            "nav.xhtml.jinja",
            NAV,
            contents=contents(env, docnames),
            landmarks=self.landmarks(pages, behind_cover),
            breaks=breaks,
            style=STYLE,
        )
        spine = [part(href) for href in (COVER, *([] if imprint else [IMPRINT]), *pages)]
        images = {*self.image_files(pages), *([cover] if cover else [])}
        letters = [path.name for path in type_of(self.srcdir)]
        parts = sorted({*spine, part(STYLE), *map(part, images), *map(part, letters)})
        self.render(
            "content.opf.jinja",
            "content.opf",
            config=config,
            modified=time.strftime("%Y-%m-%dT%H:%M:%SZ", source_time()),
            parts=parts,
            spine=spine,
            before_contents=behind_cover,
            cover=cover,
            drawn={href for href, page in pages.items() if page.drawn},
            part=part,
            print_source=self.print_source() if breaks else "",
            subjects=self.config.epub_subjects,
            rights=rights(self.config),
            accessibility=statement(found, printed=bool(breaks)),
        )
        self.render("container.xml.jinja", "META-INF/container.xml")
        files = ["META-INF/container.xml", "content.opf", NAV]
        texts = {href: page.text for href, page in pages.items()}
        self.pack([*files, *(one.href for one in parts)], texts)

    def href(self, docname: str) -> str:
        """The address of a page in the package."""
        return f"{docname}{self.out_suffix}"

    def finished(self, docnames: list[str], imprint: str) -> dict[str, Finished]:
        """The pages by their addresses, in the order of reading."""
        place_of = places(self.env, docnames)
        if imprint:
            place_of = {imprint: Place("frontmatter", imprint=True), **place_of}
        newest = max(self.env.all_docs.values(), default=0) / 1_000_000
        printed = read_printed(Path(self.outdir, self.config.epub_printed_pages), newest)
        texts = {
            docname: Path(self.outdir, self.href(docname)).read_text(encoding="utf-8")
            for docname in place_of
        }
        found = finish(texts, place_of, printed)
        return {self.href(docname): page for docname, page in found.items()}

    def cover(self) -> str | None:
        """Write the cover; the address of its picture, if there is one."""
        cover = cover_of(self.config, Path(self.confdir))
        if cover:
            Path(self.outdir, cover.href).write_bytes(cover.content)
        author = self.config.epub_author
        picture = cover and cover.href
        self.render("cover.xhtml.jinja", COVER, author=author, picture=picture, style=STYLE)
        return picture

    def imprint(self) -> None:
        """Write an imprint from what the settings say."""
        today = datetime(*source_time()[:3], tzinfo=UTC)
        self.render(
            "imprint.xhtml.jinja",
            IMPRINT,
            config=self.config,
            date=babel_format_date(today, "long", self.config.epub_language),
            lines=getattr(self.config, "typst_imprint", "").splitlines(),
            style=STYLE,
        )

    def landmarks(self, pages: Mapping[str, Finished], imprint: str) -> list[Landmark]:
        """Where readers may want to go: the first page of each kind, and all indexes."""
        found = [
            Landmark("cover", COVER, _("Cover")),
            Landmark("copyright-page", imprint, _("Imprint")),
            Landmark("toc", "#toc", _("Contents")),
        ]
        body = next((href for href, page in pages.items() if page.kind == "chapter"), None)
        body = body or next(href for href in pages if href != imprint)
        found.append(Landmark("bodymatter", body, pages[body].title))
        for href, page in pages.items():
            if page.kind in ("bibliography", "glossary", "index"):
                found.append(Landmark(page.kind, href, page.title))
        return found

    def print_source(self) -> str:
        """What the pages of print are pages of."""
        name = getattr(self.config, "typst_filename", "") or f"{self.config.epub_basename}.pdf"
        version = _("Version %s") % self.config.version if self.config.version else ""
        return ", ".join(word for word in (self.config.epub_title, name, version) if word)

    def image_files(self, pages: Mapping[str, Finished]) -> Set[str]:
        """Pictures that the *pages* show, but for drawings, which stand in them."""
        shown = {name for page in pages.values() for name in page.pictures}
        return {
            f"{self.imagedir}/{name}"
            for docnames, name in self.env.images.values()
            if docnames and name in shown and Path(self.outdir, self.imagedir, name).is_file()
        }

    def pack(self, hrefs: list[str], finished: Mapping[str, str]) -> None:
        """Make the archive: the type first and uncompressed (OCF 4.3), then *hrefs* in order.

        Of pages that were *finished*, that text.
        """
        target = Path(self.outdir, f"{self.config.epub_basename}.epub")
        unfinished = target.with_suffix(".part")
        with ZipFile(unfinished, "w") as archive:
            archive.writestr(member("mimetype", ZIP_STORED), b"application/epub+zip")
            for href in hrefs:
                text = finished.get(href)
                content = text.encode() if text else Path(self.outdir, href).read_bytes()
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


def plain(markup: str) -> str:
    """The words of a title that Sphinx gives as markup."""
    return Markup(markup).striptags()


def rights(config: Config) -> str:
    """Whose the book is and under which license, in the words of the PDF's metadata."""
    return Rights(config.epub_copyright, getattr(config, "typst_license", "")).statement


def imprint_of_print(config: Config) -> str:
    """The page that is the imprint in the PDF, if that names one."""
    return getattr(config, "typst_imprint_page", "")


def keywords_of_print(config: Config) -> list[str]:
    """What the PDF says that the book is about."""
    return getattr(config, "typst_keywords", [])


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx.builders.epub3")
    app.add_builder(BookEpubBuilder, override=True)
    app.add_config_value("epub_imprint_page", imprint_of_print, "env", str)
    app.add_config_value("epub_subjects", keywords_of_print, "", [list, tuple])
    app.add_config_value("epub_printed_pages", "../typst/pages.json", "", str)
    app.add_env_collector(PictureCollector)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
