"""The Sphinx builder "typst"."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.display import progress_message

from . import typeset
from .assemble import INTERNAL, assemble
from .markup import call, string
from .writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.config import Config

logger = logging.getLogger(__name__)
PACKAGE = Path(__file__).parent
FINGERPRINT = "// made from "


def default_filename(config: Config) -> str:
    """The project's name as a file name: "Creating Connections" -> "creating-connections.pdf"."""
    slug = re.sub(r"[^\w]+", "-", config.project.lower()).strip("-") or "book"
    return f"{slug}.pdf"


class TypstBuilder(Builder):
    """Makes one PDF of the whole book."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types: ClassVar = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]

    def init(self) -> None:
        """Name the outputs."""
        self.pdf = Path(self.outdir) / self.config.typst_filename
        self.source = self.pdf.with_suffix(".typ")

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """An address inside the book, told from real ones by its first character."""
        return INTERNAL + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere: the book is one file."""
        return self.get_target_uri(to, typ)

    def get_outdated_docs(self) -> str | Iterator[str]:
        """The whole book, or nothing when the PDF is newer than all that it is made from."""
        if not (self.pdf.exists() and self.source.exists()):
            return "the PDF"
        read = max(self.env.all_docs.values(), default=0) / 1_000_000
        if self.pdf.stat().st_mtime < max(read, self.source.stat().st_mtime):
            return "the PDF"
        with self.source.open(encoding="utf-8") as source:
            if source.readline().strip() != FINGERPRINT + self._fingerprint():
                return "the PDF"
        return iter(())

    def _fingerprint(self) -> str:
        """What the PDF depends on besides the documents and the configuration."""
        # The date stands in the PDF; without SOURCE_DATE_EPOCH any date will do.
        date = os.environ.get("SOURCE_DATE_EPOCH", "")
        digest = hashlib.sha256(f"{version('typst')} {date}".encode())
        for path in sorted(p for p in PACKAGE.rglob("*") if p.suffix in (".py", ".typ")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def write_documents(self, docnames: Set[str]) -> None:
        """Assemble, write and typeset the book, whichever documents changed."""
        with progress_message("assembling the book", nonl=False):
            tree, in_book = assemble(self, self.config.root_doc)
        with progress_message("writing Typst"):
            self._copy_images()
            shutil.copytree(
                PACKAGE / "template", Path(self.outdir) / "template", dirs_exist_ok=True
            )
            self.source.write_text(self._render(Writer(self, tree, in_book)), encoding="utf-8")
        with progress_message("typesetting"):
            try:
                warnings = typeset.typeset(self.source, self.pdf)
            except typeset.TypesetError as error:
                raise SphinxError(f"typst: {error}") from None
        for warning in warnings:
            logger.warning("typst: %s", warning, type="typst", subtype="typeset")

    def _copy_images(self) -> None:
        folder = Path(self.outdir) / "images"
        folder.mkdir(parents=True, exist_ok=True)
        for uri, name in self.images.items():
            shutil.copy(Path(self.srcdir) / uri, folder / name)

    def _render(self, writer: Writer) -> str:
        config = self.config
        front, main, index = writer.front(), writer.main(), writer.index()
        writer.check_targets()
        setup = call(
            "book.with",
            title=string(config.project),
            subtitle=f"[{writer.subtitle()}]",
            author=string(config.author),
            version=string(_("Version %s") % config.version) if config.version else "none",
            copyright=string(config.copyright),
            imprint=string(config.typst_imprint),
            lang=string(config.language or "en"),
            words=_words(),
            front=f"[{front}]" if front else "none",
            index=index or "none",
        )
        return (
            f"{FINGERPRINT}{self._fingerprint()}\n"
            f'#import "template/book.typ": *\n#show: {setup}\n\n{main}\n'
        )


def _words() -> str:
    """The words that only the PDF prints, each with its place for what is filled in."""
    words = {
        "contents": _("Contents"),
        "about": _("About this book"),
        "index": _("Index"),
        "chapter": _("Chapter {number}"),
        "page": _("p. {page}"),
        "cited": _("Cited on p. {pages}"),
    }
    return "(" + ", ".join(f"{name}: {string(str(word))}" for name, word in words.items()) + ")"
