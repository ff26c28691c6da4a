"""Python's garbage collector, called less often.

It looks whenever 700 more objects live, and a book is millions: a fifth of a build is spent on it.
What this costs is memory, some 50 MB at any size of the book. Stands first in ``extensions``, so
that the others are loaded with it.

No settings.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: New objects before the collector looks at the youngest.
THRESHOLD = 50_000


def setup(app: Sphinx) -> ExtensionMetadata:
    gc.set_threshold(THRESHOLD, *gc.get_threshold()[1:])
    return {"parallel_read_safe": True, "parallel_write_safe": True}
