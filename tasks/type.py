"""Cut down the letters of the web pages: ``python -m tasks.type``.

Libertinus Serif and Libertinus Sans (SIL Open Font License) come whole from npm, locked in
``tasks/type/``; what lies in ``extensions/face/static/`` has the letters of ``LETTERS`` only, of
each face one file with Latin letters and one with those of other languages, which a browser loads
where a page has one of them. The print of the book is set in Libertinus Serif, too.

Run it when a test says that the pages have a letter that is not there.
"""

import io
import shutil
import sys
import tempfile
from pathlib import Path

from tasks.ace import program
from tasks.environment import REPOSITORY, TaskError, exit_status, run

LOCK = Path(__file__).with_name("type")
PLACE = REPOSITORY / "extensions/face/static"
#: Family, weight, style: every face that the style sheets ask for.
FACES = (
    ("serif", 400, "normal"),
    ("serif", 400, "italic"),
    ("serif", 700, "normal"),
    ("sans", 400, "normal"),
    ("sans", 700, "normal"),
)
#: Which characters: those of Western European languages, and the marks of typography and numbers.
LATIN = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\N{NO-BREAK SPACE}§©«°±²·»½×÷–—‘’‚“”„•…€↑−"
    + "ÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÒÓÔÖØÙÚÛÜßàáâäåæçèéêëíîïñòóôöøùúûüÿŒœ"
)
OTHER = "".join(map(chr, [*range(0xA1, 0x180)])) + "ȘșȚțȷΑΒαβγδηκλμπρσχω†‡‹›™"
LETTERS = {"latin": LATIN, "latin-ext": OTHER, "greek": OTHER}
#: What a face may do with its letters: pairs, ligatures, and figures of one height.
FEATURES = ["kern", "liga", "lnum", "onum"]
#: All faces together, without those for other languages, which few pages load.
MOST_BYTES = 60_000


def cut(source: Path, letters: str) -> bytes:
    """The font in *source* with only those of *letters* that it has, as WOFF2, without hints."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        layout_features=FEATURES, hinting=False, desubroutinize=True, name_IDs=[0, 1, 2, 13, 14]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def main(_arguments: list[str]) -> int:
    """Write the files; see the head of this module."""
    try:
        import brotli  # noqa: F401  what fontTools packs WOFF2 with
    except ImportError as error:
        raise TaskError("brotli is not installed: run make type, which installs it") from error
    with tempfile.TemporaryDirectory() as folder:
        for path in LOCK.iterdir():
            shutil.copy2(path, folder)
        run(program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund",
            cwd=Path(folder), status="npm (needs the network)")  # fmt: skip
        fonts = Path(folder, "node_modules/@fontsource")
        total = 0
        for family, weight, style in FACES:
            for part, letters in LETTERS.items():
                name = f"libertinus-{family}-{part}-{weight}-{style}.woff2"
                source = fonts / f"libertinus-{family}" / "files" / name
                written = cut(source, letters)
                (PLACE / name).write_bytes(written)
                total += len(written) if part == "latin" else 0
                print(f"{len(written):>7}  {name}")
        shutil.copy2(fonts / "libertinus-serif" / "LICENSE", PLACE / "libertinus-OFL.txt")
    if total > MOST_BYTES:
        raise TaskError(f"the faces have {total} bytes, more than {MOST_BYTES}: leave letters out")
    print(f"{total:>7}  in all, without other languages")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main, sys.argv[1:]))
