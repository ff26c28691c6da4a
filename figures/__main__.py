"""Redraw every figure, or those named: ``python -m figures [NAME ...] [--into FOLDER]``."""

import argparse
import sys
from pathlib import Path

from figures import drawing


def main(arguments: list[str]) -> int:
    """Draw into *--into* (default: figures/); return 0, or 2 for what it cannot do."""
    parser = argparse.ArgumentParser(prog="figures")
    parser.add_argument("names", nargs="*", metavar="NAME", help="e.g. hand-holding")
    parser.add_argument("--into", type=Path, default=drawing.FOLDER, help="the target folder")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(drawing.drawings()):
        print(f"figures: no figure {', '.join(sorted(unknown))}; there are", *drawing.drawings())
        return 2
    # What a link leads to would be drawn, or written over: also what is no part of the book.
    for path in (drawing.FOLDER, *drawing.FOLDER.rglob("*"), *options.into.glob("*.svg")):
        if path.is_symlink():
            print(f"figures: {path} is a symbolic link: put what it leads to in its place")
            return 2
    for name in options.names or drawing.drawings():
        try:
            print(drawing.write(name, options.into))
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            print(f"figures: {name} cannot be drawn ({error}): mend figures/data/{name}.csv")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
