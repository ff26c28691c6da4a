"""The test set as CSL-JSON, in our own export: ``python csl_items.py``; see README.md."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]

import apa7_set  # noqa: E402

from apabib.export import export  # noqa: E402

if __name__ == "__main__":
    entries = [entry for name in apa7_set.sections() for entry in apa7_set.entries(name)]
    sys.stdout.write(export(entries, [entry.key for entry in entries], "csl-json"))
