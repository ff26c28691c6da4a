"""The pictures that stand for pages where links are shared, and the icons of the site.

Typst draws them, which makes the PDF as well: it brings its letters in its wheel and needs no other
program. A picture is drawn once and kept beside the doctrees, under a digest of what it shows.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: What every site takes: 1.91 to 1.
WIDTH, HEIGHT = 1200, 630
HERE = Path(__file__).parent
MARK = HERE / "static" / "mark.svg"
#: The icons of the site, and how wide they are.
ICONS = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
ICO = "favicon.ico"
_ICO_SIZE = 32
#: As in _static/book.css, in light.
COLORS = {
    "supported": "1f6844",
    "mixed": "755000",
    "contested": "8a3b12",
    "unsupported": "8f1d2c",
    "opinion": "4b5563",
    "corrected": "5b3d91",
}


@dataclass(frozen=True)
class Picture:
    """What the picture of a page shows: a label above its title, and a mark for each claim."""

    title: str
    label: str
    book: str
    #: Rating and mark of each claim of the page, in its order.
    claims: tuple[tuple[str, str], ...] = ()
    language: str = "en"

    def source(self) -> str:
        """The page of Typst that shows it."""
        marks = ", ".join(
            f"({_text(mark)}, {_text(COLORS.get(rating, '1a1d21'))})"
            for rating, mark in self.claims
        )
        return (
            f"#card({_text(self.title)}, {_text(self.label)}, {_text(self.book)},"
            f" ({marks}{',' if marks else ''}), {_text(self.language)})"
        )


def _text(words: str) -> str:
    """*words* as a string of Typst, in which nothing is called."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign >= " " else " " for sign in escaped) + '"'


def draw(pictures: Mapping[str, Picture], folder: Path) -> dict[str, bytes]:
    """The PNG of each name; what *folder* has from an earlier build is not drawn again."""
    template = (HERE / "card.typ").read_text("utf-8")
    sources = {name: picture.source() for name, picture in pictures.items()}
    return _drawn(template, sources, folder)


def icons(folder: Path) -> dict[str, bytes]:
    """The icons of the site by the names of their files: the mark in several sizes."""
    mark = MARK.read_text("utf-8")
    template = f"#let mark = bytes({_text(mark)})\n#set page(margin: 0pt, fill: none)"
    sizes = {**ICONS, ICO: _ICO_SIZE}
    sources = {
        name: f'#page(width: {size}pt, height: {size}pt, image(mark, format: "svg", width: 100%))'
        for name, size in sizes.items()
    }
    drawn = _drawn(template, sources, folder)
    return {**drawn, ICO: _ico(drawn[ICO], _ICO_SIZE)}


def _ico(png: bytes, size: int) -> bytes:
    """An ICO with one picture, which is a PNG: the form since Windows Vista."""
    head = struct.pack("<HHH", 0, 1, 1)
    return head + struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), 22) + png


def _drawn(template: str, sources: Mapping[str, str], folder: Path) -> dict[str, bytes]:
    """A PNG for each source, a dot a point; those that *folder* lacks are drawn in one go."""
    compiler = version("typst")
    paths = {
        name: folder / f"{sha256(repr((compiler, template, source)).encode()).hexdigest()}.png"
        for name, source in sources.items()
    }
    missing = [name for name, path in paths.items() if not path.is_file()]
    if missing:
        for name, png in zip(missing, _compiled(template, map(sources.get, missing)), strict=True):
            _keep(paths[name], png)
    for path in set(folder.glob("*.png")) - set(paths.values()) if folder.is_dir() else ():
        path.unlink()  # of an earlier text
    return {name: path.read_bytes() for name, path in paths.items()}


def _compiled(template: str, sources: Iterable[str | None]) -> Sequence[bytes]:
    import typst  # late: it is large, and most builds draw nothing

    from sphinx_typst_book.typeset import fonts

    source = "\n".join([template, *filter(None, sources)])
    found = typst.Compiler(source.encode(), font_paths=fonts()).compile(format="png", ppi=72.0)
    return [found] if isinstance(found, bytes) else list(found or ())


def _keep(path: Path, png: bytes) -> None:
    """In one step, so that a build that is killed leaves no half of a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(png)
    new.replace(path)
