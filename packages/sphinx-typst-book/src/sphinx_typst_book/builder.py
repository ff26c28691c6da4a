"""The Sphinx builder "typst"."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import shutil
from bdb import BdbQuit
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from sphinx.builders import Builder
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util import logging
from sphinx.util.display import progress_message

from .assemble import INTERNAL, assemble, assemble_chapter, docnames_of
from .chapters import Told, chapter_names, checked_chapters
from .compose import book_source, chapter_source
from .rights import Rights
from .translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from docutils import nodes
    from sphinx.config import Config

logger = logging.getLogger(__name__)
PACKAGE = Path(__file__).parent
#: Settings of Sphinx that change nothing that is read, but what is printed.
PRINTED = ("copyright", "html_baseurl", "html_file_suffix", "html_link_suffix")


def default_filename(config: Config) -> str:
    """The project's name as a file name: "My First Book" -> "my-first-book.pdf"."""
    slug = re.sub(r"[^\w]+", "-", config.project.lower()).strip("-") or "book"
    return f"{slug}.pdf"


def checked_formats(formats: Any) -> dict[str, dict[str, str]]:
    """``typst_formats`` as it is. Raises SphinxError for what cannot be used."""
    if not formats:
        raise SphinxError('typst: typst_formats: name a format, or leave it out ({"": {}})')
    for suffix, given in formats.items():
        if not (isinstance(suffix, str) and re.fullmatch(r"[\w.-]*", suffix)):
            raise SphinxError(
                f"typst: typst_formats: {suffix!r} cannot end the name of a file; use letters,"
                " digits and hyphens"
            )
        if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
            raise SphinxError(
                f"typst: typst_formats: {suffix!r}: write arguments of `book` by their names, each"
                ' as Typst has it: {"width": "170mm"}'
            )
    return dict(formats)


class Chapter(NamedTuple):
    """A chapter that is printed by itself: its Typst source, and its PDF."""

    source: Path
    pdf: Path


@contextmanager
def collector_off() -> Iterator[None]:
    """Without Python's garbage collector.

    It would look again and again through the tree of the whole book, of which nothing can go.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class BookError(SphinxError, BdbQuit):
    """The PDF cannot be made. What is wrong, and where, has been logged.

    ``sphinx-build`` ends with exit status 2. For other errors, also those of SphinxError, it prints
    versions, a traceback, and a request to report a bug; at this one, the end of a debugger, it is
    silent. Remove when https://github.com/sphinx-doc/sphinx/issues/14543 is released.
    """

    category = "Book error"


@contextmanager
def logged_errors() -> Iterator[None]:
    """Log what stops the book, and raise it as BookError."""
    try:
        yield
    except (BookError, ExtensionError):  # said already; a fault in somebody's code
        raise
    except SphinxError as error:
        logger.error("%s", error, type="typst", subtype="error")
        raise BookError(str(error)) from None


class TypstBuilder(Builder):
    """Makes one PDF of the whole book, or one in each of several formats, and those of chapters.

    ``docnames`` are the documents of the one that is being made, ``book`` those of the whole book.
    """

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]

    def init(self) -> None:
        """Name the outputs. Raises BookError."""
        with logged_errors():
            self._init()

    def _init(self) -> None:
        pdf = Path(self.outdir) / self.config.typst_filename
        self.source = pdf.with_suffix(".typ")
        self.formats = checked_formats(self.config.typst_formats)
        #: By its suffix, a key of ``typst_formats``.
        self.pdfs = {suffix: pdf.with_stem(pdf.stem + suffix) for suffix in self.formats}
        checked_chapters(self.config.typst_chapters)
        self.docnames: set[str] = set()
        self.book: set[str] = set()
        self.chapters: list[Chapter] = []
        self.pages = Path(self.outdir) / "pages.json"
        self.record = Path(self.outdir) / ".made-from"
        self.template = Path(self.confdir) / self.config.typst_template
        if self.config.typst_template and not self.template.is_file():
            raise SphinxError(
                f"typst: typst_template: there is no file {self.template}; write it, or correct"
                " typst_template in conf.py"
            )
        if (PACKAGE / "template" / self.template.name).is_file():
            raise SphinxError(
                f"typst: typst_template: give it another name than {self.template.name}"
            )
        from . import typeset  # late: builds of other formats need no compiler

        try:
            typeset.check_version()
        except typeset.TypesetError as error:
            raise SphinxError(f"typst: {error}") from None
        self.fonts = typeset.fonts(
            tuple(str(Path(self.confdir) / folder) for folder in self.config.typst_font_paths)
        )

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """An address inside the book, told from real ones by its first character."""
        return INTERNAL + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere: the book is one file."""
        return self.get_target_uri(to, typ)

    def get_outdated_docs(self) -> str | Iterator[str]:
        """The whole book, or nothing when the PDF is newer than all that it is made from."""
        try:
            record = json.loads(self.record.read_text(encoding="utf-8"))
            chapters = [Path(self.outdir) / name for name in record["chapters"]]
            made = [self.pages, *self.pdfs.values(), *chapters]
            oldest = min(path.stat().st_mtime for path in made)
            read = max(self.env.all_docs.values(), default=0) / 1_000_000
            fresh = oldest >= max(read, self.source.stat().st_mtime)
            fresh = fresh and record == self._made_from(record["used"], record["chapters"])
        except (OSError, ValueError, LookupError, TypeError):
            fresh = False
        return iter(()) if fresh else "the PDF"

    def _made_from(self, used: list[str], chapters: list[str]) -> dict[str, Any]:
        """What the PDF depends on besides the documents and the configuration."""
        # The date stands in the PDF; without SOURCE_DATE_EPOCH any date will do.
        date = os.environ.get("SOURCE_DATE_EPOCH", "")
        own_settings = [
            (setting.name, setting.value)
            for setting in self.config
            if setting.name.startswith("typst_") or setting.name in PRINTED
        ]
        digest = hashlib.sha256(f"{version('typst')} {date} {own_settings}".encode())
        own = sorted(p for p in PACKAGE.rglob("*") if p.suffix in (".py", ".typ"))
        cover = [Path(self.confdir) / self.config.typst_cover] if self.config.typst_cover else []
        for path in (*own, *map(Path, used), *self.own_template(), *cover):
            digest.update(path.read_bytes())
        return {"used": used, "chapters": chapters, "digest": digest.hexdigest()}

    def write_documents(self, docnames: Set[str]) -> None:
        """Assemble, write and typeset the book, whichever documents changed. Raises BookError."""
        with logged_errors():
            told = Told()
            with collector_off(), told.listening():
                self._write_source(told)
            self._typeset()

    def _typeset(self) -> None:
        from . import typeset

        warnings: list[str] = []
        first = next(iter(self.pdfs))
        rights = Rights(self.config.copyright, self.config.typst_license)
        with progress_message("typesetting"):
            try:
                for suffix, pdf in self.pdfs.items():
                    warnings += typeset.typeset(
                        self.source, pdf, suffix, self.fonts, self.parts, rights
                    )
                    if suffix == first:  # at once, as long as the compiler remembers it
                        places = typeset.places(self.source, suffix, self.fonts)
                for source, pdf in self.chapters:
                    pdf.parent.mkdir(parents=True, exist_ok=True)
                    warnings += typeset.typeset(
                        source, pdf, first, self.fonts, rights=rights, keep=False
                    )
            except typeset.TypesetError as error:
                raise SphinxError(f"typst: {error}") from None
            self._write_pages(places)
            self._write_record()
        # One may warn of what another warned of.
        for warning in dict.fromkeys(warnings):
            logger.warning("typst: %s", warning, type="typst", subtype="typeset")

    def _write_record(self) -> None:
        """What was made, and of what; chapters that the last build made and this one did not go."""
        outdir = Path(self.outdir)
        chapters = [one.pdf.relative_to(outdir).as_posix() for one in self.chapters]
        with suppress(OSError, ValueError, LookupError, TypeError):
            before = json.loads(self.record.read_text(encoding="utf-8"))["chapters"]
            for name in set(before).difference(chapters):
                (outdir / name).unlink(missing_ok=True)
        record = self._made_from(self.used, chapters)
        self.record.write_text(json.dumps(record), encoding="utf-8")

    def _write_pages(self, places: list[tuple[str, str]]) -> None:
        """``pages.json``: the page of the first format for ids, each ``docname:id``."""
        pages = {place: page for label, page in places for place in self.places[label]}
        self.pages.write_text(json.dumps(pages, indent=0, ensure_ascii=False), encoding="utf-8")

    def _write_source(self, told: Told) -> None:
        with progress_message("assembling the book", nonl=False):
            tree = assemble(self, self.config.root_doc)
        with progress_message("writing Typst"):
            self.book = docnames_of(tree)
            book = self._translator_of(tree)
            written = {self.source: book_source(book)}
            self.places = book.targets.places()
            used = dict.fromkeys(book.used)
            self.parts = book.parts()
            self.chapters = []
            told.in_chapters = True
            for docname in chapter_names(self.env):
                chapter = self._chapter(docname)
                self.chapters.append(chapter)
                translator = self._translator_of(assemble_chapter(self, docname))
                written[chapter.source] = chapter_source(docname, translator, book.subtitle_words())
                used |= dict.fromkeys(translator.used)
            self._copy_images()
            self._copy_template(used)
            for path, source in written.items():
                path.write_text(source, encoding="utf-8")
            self.used = [str(path) for path in used]

    def _translator_of(self, tree: nodes.document) -> TypstTranslator:
        return cast("TypstTranslator", self.create_translator(tree, self))

    def _chapter(self, docname: str) -> Chapter:
        """The files of a chapter. Raises SphinxError where the book has one of that name."""
        folder = Path(self.outdir)
        chapter = Chapter(folder / f"{docname.replace('/', '.')}.typ", folder / f"{docname}.pdf")
        taken = {self.source, *self.pdfs.values(), *(path for one in self.chapters for path in one)}
        for path in chapter:
            if path in taken:
                raise SphinxError(
                    f"typst: typst_chapters: the PDF of {docname!r} would take the name"
                    f" {path.name}, which another has; rename the document, or set typst_filename"
                )
        return chapter

    def _copy_images(self) -> None:
        folder = Path(self.outdir) / "images"
        folder.mkdir(parents=True, exist_ok=True)
        for uri, name in self.images.items():
            shutil.copy(Path(self.srcdir) / uri, folder / name)
        if self.config.typst_cover:
            cover = Path(self.confdir) / self.config.typst_cover
            shutil.copy(cover, folder / f"cover{cover.suffix}")

    def _copy_template(self, used: Iterable[Path]) -> None:
        folder = Path(self.outdir) / "template"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PACKAGE / "template", folder)
        for path in (*used, *self.own_template()):
            shutil.copy(path, folder / path.name)

    def own_template(self) -> list[Path]:
        """The file of ``typst_template``, if there is one."""
        return [self.template] if self.config.typst_template else []
