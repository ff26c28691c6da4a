"""The Typst compiler, from its wheel: embedded fonts only, no network, reproducible."""

from __future__ import annotations

import datetime
import functools
import json
import os
import re
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from .finish import finish
from .markup import SOURCE_MARK

if TYPE_CHECKING:
    from collections.abc import Collection

    from .rights import Rights

# Tagged for screen readers (PDF/UA-1) and fit for an archive (PDF/A-2a) in one file.
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
#: The compiler draws "┌─ FILE:LINE:COLUMN" above the lines that it quotes.
_PLACE = re.compile(r"┌─ (?:.*[/\\])?(.+\.typ):(\d+):\d+$", re.MULTILINE)
OLDEST = (0, 15)
OLDEST_NAME = "0.15"


class TypesetError(Exception):
    """The compiler refused the book; the message names the source file and line."""


def check_version() -> None:
    """Raise TypesetError for a compiler that is older than what the template is written for."""
    installed = version("typst")
    if tuple(map(int, installed.split(".")[:2])) < OLDEST:
        raise TypesetError(
            f"the compiler is typst {installed}, which is too old; install typst>={OLDEST_NAME}"
        )


@functools.cache
def fonts(folders: tuple[str, ...] = ()) -> typst.Fonts:
    """The fonts inside the wheel, the same on every machine, and those in ``folders``."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _compiler(source: str, form: str, fonts: typst.Fonts) -> typst.Compiler:
    return typst.Compiler(
        source, root=str(Path(source).parent), font_paths=fonts, sys_inputs={"format": form}
    )


# Kept alive: compiling again in the same process takes a twentieth of the time.
_kept_compiler = functools.cache(_compiler)


def timestamp() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH where it is set, else now."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def places(source: Path, form: str, fonts: typst.Fonts) -> list[tuple[str, str]]:
    """Labels of a book that was typeset, each with its page number, in the order of pages."""
    found = _kept_compiler(str(source), form, fonts).query("<places>", field="value", one=True)
    listed = sorted(json.loads(found), key=lambda place: place[2])
    return [(label, number) for label, number, _page in listed]


def typeset(
    source: Path,
    pdf: Path,
    form: str,
    fonts: typst.Fonts,
    parts: Collection[str] = (),
    rights: Rights | None = None,
    keep: bool = True,
) -> list[str]:
    """Compile ``source`` in a format into ``pdf``, which stays as it was when that fails.

    ``form`` is a key of ``typst_formats``, and ``parts`` are the titles of the parts of the book;
    the metadata state the ``rights``. A compiler that is kept makes the next one of the same source
    in less time. Returns the compiler's warnings. Raises TypesetError.
    """
    moment = datetime.datetime.fromtimestamp(timestamp(), datetime.UTC)
    handle, temporary = tempfile.mkstemp(suffix=".pdf", dir=pdf.parent)
    os.close(handle)
    try:
        compiler = (_kept_compiler if keep else _compiler)(str(source), form, fonts)
        _, warnings = compiler.compile_with_warnings(
            output=temporary, format="pdf", pdf_standards=STANDARDS, timestamp=moment
        )
        finish(Path(temporary), parts, rights)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(pdf)
    except typst.TypstError as error:
        raise TypesetError(_explain(error, source)) from None
    except TypeError as error:  # an argument of compile_with_warnings has gone or is new
        raise TypesetError(
            f"the compiler is typst {version('typst')}, which is used in another way ({error});"
            f" install typst=={OLDEST_NAME}.*"
        ) from error
    finally:
        Path(temporary).unlink(missing_ok=True)
    return [_explain(warning, source) for warning in warnings]


def _explain(error: typst.TypstError | typst.TypstWarning, source: Path) -> str:
    """The compiler's message, with the manuscript's file and line instead of the .typ file's.

    A fault of a template has no place in the manuscript; then its own file and line are named.
    """
    hints = "".join(f" ({hint})" for hint in error.hints)
    place = manuscript_place(error.diagnostic, source) or _typst_place(error.diagnostic)
    return f"{place}: {error.message}{hints}" if place else f"{error.message}{hints}"


def manuscript_place(diagnostic: str, source: Path) -> str:
    """``file:line`` of the manuscript for the first place in ``source`` that a diagnostic names."""
    lines = source.read_text(encoding="utf-8").split("\n")
    for found in re.finditer(re.escape(source.name) + r":(\d+):\d+", diagnostic):
        for line in reversed(lines[: int(found[1])]):
            if line.startswith(SOURCE_MARK):
                return line.removeprefix(SOURCE_MARK)
    return ""


def _typst_place(diagnostic: str) -> str:
    """``FILE.typ:LINE`` of the first place that a diagnostic names.

    Without its folder: the compiler sees a copy in the folder of the output.
    """
    found = _PLACE.search(diagnostic)
    return f"{found[1]}:{found[2]}" if found else ""
