"""Whose a book is and under which license, as every output of it states."""

from __future__ import annotations

import re
from typing import NamedTuple


class Rights(NamedTuple):
    """Whose a book is, and a line that names its license."""

    holder: str = ""
    license: str = ""

    @property
    def address(self) -> str:
        """The first address in the line of the license."""
        found = re.search(r"https://\S*\w/?", self.license)
        return found[0] if found else ""

    @property
    def statement(self) -> str:
        """All of it, for readers of catalogs and metadata."""
        return ". ".join(filter(None, (f"© {self.holder}", self.license)))
