"""The test set as CSL-JSON, in our own export: ``python csl_items.py``; see README.md."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]

import apa7_set  # noqa: E402

from apabib.export import export  # noqa: E402

if __name__ == "__main__":
    sections = apa7_set.sections()
    entries = [entry for name in sections for entry in apa7_set.entries(name)]
    keys = [key for name in sections for key in apa7_set.works(name)]
    sys.stdout.write(export(entries, keys, "csl-json"))
