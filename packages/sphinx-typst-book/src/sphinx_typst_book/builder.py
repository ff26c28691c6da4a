"""The Sphinx builder "typst"."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import shutil
from bdb import BdbQuit
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from sphinx.builders import Builder
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util import logging
from sphinx.util.display import progress_message

from .assemble import INTERNAL, assemble
from .markup import array, boolean, call, string
from .translator import TypstTranslator
from .words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from sphinx.config import Config

logger = logging.getLogger(__name__)
PACKAGE = Path(__file__).parent


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


def arguments_of(given: dict[str, str]) -> str:
    """A Typst dictionary of arguments."""
    return array(f"{name}: {value}" for name, value in given.items()) if given else "(:)"


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
    """Makes one PDF of the whole book, or one in each of several formats."""

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
        made = (self.pages, *self.pdfs.values())
        if not (self.source.exists() and all(path.exists() for path in made)):
            return "the PDF"
        read = max(self.env.all_docs.values(), default=0) / 1_000_000
        oldest = min(path.stat().st_mtime for path in made)
        if oldest < max(read, self.source.stat().st_mtime):
            return "the PDF"
        try:
            record = json.loads(self.record.read_text(encoding="utf-8"))
            fresh = record == self._made_from(record["used"])
        except (OSError, ValueError, LookupError, TypeError):
            fresh = False
        return iter(()) if fresh else "the PDF"

    def _made_from(self, used: list[str]) -> dict[str, Any]:
        """What the PDF depends on besides the documents and the configuration."""
        # The date stands in the PDF; without SOURCE_DATE_EPOCH any date will do.
        date = os.environ.get("SOURCE_DATE_EPOCH", "")
        own_settings = [(v.name, v.value) for v in self.config if v.name.startswith("typst_")]
        digest = hashlib.sha256(f"{version('typst')} {date} {own_settings}".encode())
        own = sorted(p for p in PACKAGE.rglob("*") if p.suffix in (".py", ".typ"))
        cover = [Path(self.confdir) / self.config.typst_cover] if self.config.typst_cover else []
        for path in (*own, *map(Path, used), *self._own_template(), *cover):
            digest.update(path.read_bytes())
        return {"used": used, "digest": digest.hexdigest()}

    def write_documents(self, docnames: Set[str]) -> None:
        """Assemble, write and typeset the book, whichever documents changed. Raises BookError."""
        with logged_errors():
            with collector_off():
                self._write_source()
            self._typeset()

    def _typeset(self) -> None:
        from . import typeset

        with progress_message("typesetting"):
            try:
                # One may warn of what the other warned of.
                warnings = [
                    warning
                    for suffix, pdf in self.pdfs.items()
                    for warning in typeset.typeset(self.source, pdf, suffix, self.fonts, self.parts)
                ]
            except typeset.TypesetError as error:
                raise SphinxError(f"typst: {error}") from None
            self._write_pages(typeset.places(self.source, next(iter(self.pdfs)), self.fonts))
        for warning in dict.fromkeys(warnings):
            logger.warning("typst: %s", warning, type="typst", subtype="typeset")

    def _write_pages(self, places: list[tuple[str, str]]) -> None:
        """``pages.json``: the page of the first format for ids, each ``docname:id``."""
        pages = {place: page for label, page in places for place in self.places[label]}
        self.pages.write_text(json.dumps(pages, indent=0, ensure_ascii=False), encoding="utf-8")

    def _write_source(self) -> None:
        with progress_message("assembling the book", nonl=False):
            tree = assemble(self, self.config.root_doc)
        with progress_message("writing Typst"):
            self._copy_images()
            translator = cast("TypstTranslator", self.create_translator(tree, self))
            written = self._render(translator)
            self.parts = translator.parts()
            self._copy_template(translator.used)
            self.source.write_text(written, encoding="utf-8")
            made_from = self._made_from([str(path) for path in translator.used])
            self.record.write_text(json.dumps(made_from), encoding="utf-8")

    def _copy_images(self) -> None:
        folder = Path(self.outdir) / "images"
        folder.mkdir(parents=True, exist_ok=True)
        for uri, name in self.images.items():
            shutil.copy(Path(self.srcdir) / uri, folder / name)

    def _copy_template(self, used: Iterable[Path]) -> None:
        folder = Path(self.outdir) / "template"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PACKAGE / "template", folder)
        for path in (*used, *self._own_template()):
            shutil.copy(path, folder / path.name)

    def _own_template(self) -> list[Path]:
        return [self.template] if self.config.typst_template else []

    def _cover_arguments(self, translator: TypstTranslator) -> dict[str, str]:
        """The picture of the cover, of which its words are read aloud. Raises SphinxError."""
        if not self.config.typst_cover:
            return {}
        picture = Path(self.confdir) / self.config.typst_cover
        if not picture.is_file():
            raise SphinxError(
                f"typst: typst_cover: there is no file {picture}; draw it, or correct typst_cover"
                " in conf.py"
            )
        name = f"cover{picture.suffix}"
        shutil.copy(picture, Path(self.outdir) / "images" / name)
        said = (self.config.project, translator.subtitle_words(), self.config.author)
        words = ". ".join(part for part in said if part)
        return {"cover": string(f"images/{name}"), "cover_alt": string(words)}

    def _render(self, translator: TypstTranslator) -> str:
        config = self.config
        said = words(config.language, config.version)
        front, main = translator.front(), translator.main()
        index = "" if translator.has_index() else translator.index()
        lists = (f"{name}: {array(entries)}" for name, entries in translator.lists().items())
        cover = self._cover_arguments(translator)
        setup = call(
            "book.with",
            '..formats.at(sys.inputs.at("format", default: formats.keys().first()))',
            title=string(config.project),
            subtitle=f"[{translator.subtitle()}]",
            author=string(config.author),
            version=string(said.pop("version")) if config.version else "none",
            copyright=string(config.copyright),
            imprint=string(config.typst_imprint),
            lang=string(config.language or "en"),
            words=array(f"{name}: {string(word)}" for name, word in said.items()),
            front=f"[{front}]" if front else "none",
            index=index or "none",
            places="places",
            parts=boolean(translator.in_parts()),
            lists=f"({', '.join(lists) or ':'})",
            imprint_text=f"[{translator.imprint()}]",
            description=string(config.typst_description) if config.typst_description else "none",
            keywords=array(map(string, config.typst_keywords)),
            **cover,
        )
        # The book's own template last: its functions take the place of all others.
        names = ["book.typ", *(p.name for p in (*translator.used, *self._own_template()))]
        imports = "".join(f"#import {string(f'template/{name}')}: *\n" for name in names)
        settled = translator.targets.settle(f"#show: {setup}\n\n{main}\n")
        translator.check_settings()
        translator.check_targets()
        self.places = translator.targets.places()
        formats = array(
            f"{string(suffix)}: {arguments_of(given)}" for suffix, given in self.formats.items()
        )
        places = array(map(string, self.places))
        return f"{imports}#let formats = {formats}\n#let places = {places}\n{settled}"
