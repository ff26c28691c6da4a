"""The picture of the cover, as reading systems want it: with pixels.

``epub_cover`` is Sphinx's own setting: a picture, and a template, of which this book has no need.
An SVG is drawn by the compiler that sets the PDF, with the fonts in its wheel: the same bytes on
every machine.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

#: Pixels. Apple, Amazon and Kobo ask for 1400 and more on the shorter side.
WIDTH = 1600
#: Points of Typst; the rest is resolution.
_PAGE = 400
_SOURCE = f"""\
#set page(width: {_PAGE}pt, height: auto, margin: 0pt)
#image("/" + sys.inputs.name, width: 100%)
"""
#: Seconds that the drawing may take; it takes one.
PATIENCE = 60
#: What draws: a process of its own, since a picture can make a compiler run for hours, or end it.
_DRAW = f"""\
import faulthandler, sys, typst
faulthandler.dump_traceback_later(float(sys.argv[3]), exit=True)  # also when nobody waits for it
drawn = typst.compile(
    {_SOURCE!r}.encode(),
    root=sys.argv[1],
    sys_inputs={{"name": sys.argv[2]}},
    format="png",
    ppi={72 * WIDTH / _PAGE},
    font_paths=typst.Fonts(include_system_fonts=False),
)
sys.exit("this is drawn on several pages") if isinstance(drawn, list) else None
sys.stdout.buffer.write(drawn)
"""


class Cover(NamedTuple):
    """A picture with its name in the package."""

    href: str
    content: bytes


def cover_of(config: Config, folder: Path) -> Cover | None:
    """The cover that ``epub_cover`` names, below *folder*; None for none.

    Raises SphinxError for a picture that is not there, or cannot be drawn.
    """
    name = config.epub_cover[0] if config.epub_cover else ""
    if not name:
        return None
    path = folder / name
    if not path.is_file():
        raise SphinxError(
            f"epub: epub_cover: there is no file {path}; draw it, or correct epub_cover in conf.py"
        )
    kind = path.suffix.lower()
    if kind == ".svg":
        return Cover("cover.png", _drawn(path))
    if kind not in (".png", ".jpg", ".jpeg"):
        raise SphinxError(f"epub: epub_cover: {path}: a cover is an SVG, PNG or JPEG")
    return Cover(f"cover{kind}", path.read_bytes())


def _drawn(path: Path) -> bytes:
    try:
        made = subprocess.run(
            [sys.executable, "-c", _DRAW, str(path.parent), path.name, str(PATIENCE + 5)],
            capture_output=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise SphinxError(
            f"epub: epub_cover: {path}: this takes more than {PATIENCE} seconds to draw; draw less"
        ) from None
    if made.returncode:
        said = made.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1] if said and made.returncode > 0 else "the compiler ended at it"
        raise SphinxError(f"epub: epub_cover: {path}: this cannot be drawn ({why}); draw it again")
    return made.stdout
