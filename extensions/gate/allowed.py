"""What text, pictures and catalogs may hold: the one list. Whatever is not here is refused.

A line is added here when a book of this kind needs it; ``tests/test_gate*.py`` try what is not.
"""

from __future__ import annotations

#: Key of the front matter of a page -> the pages that may have it, as patterns, and its values.
FRONT_MATTER = {"no-references": (("index.md", "back/*.md"), ("true", "false"))}
