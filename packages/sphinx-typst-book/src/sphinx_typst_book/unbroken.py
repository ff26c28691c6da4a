"""Words that belong in one line, in every format: paper here, and a book's own pages elsewhere.

A line may end at a space and after a dash. It should not end before or within "et al.", nor within
"95% CI", an interval "[0.12, 0.64]", a statistic "*r* = .28", a product "38 × 2", or a range
"131–142".
"""

from __future__ import annotations

import re

__all__ = ["RANGE", "bound"]

_SIGN, _NUMBER = "[=<>≤≥≈]", r"[-−]?[.\d]"
# Spaces that no line may end in.
_BOUND = re.compile(
    r"(?<=\d,) (?=[-−]?[\d.]+\])"
    rf"|(?<= {_SIGN}) (?={_NUMBER})| (?={_SIGN} {_NUMBER})"
    rf"|(?<=\d ×) (?={_NUMBER})|(?<=\d) (?=× {_NUMBER})"
    r"|(?<=\d%) (?=CI\b)|(?<=\S) (?=et\sal\.)|(?<=\bet) (?=al\.)"
)
#: A range, in which a line would end after the dash: "131–142", "S3–S9", "0.2–0.4".
RANGE = re.compile(r"(?<![\w–])[A-Za-z]?\d[\d.,]*–[A-Za-z]?\d[\d.,]*(?<=\w)(?![\w–])")


def bound(words: str) -> str:
    """*words* with spaces that do not break where a line should not end. Ranges are ``RANGE``."""
    return _BOUND.sub("\N{NO-BREAK SPACE}", words)
