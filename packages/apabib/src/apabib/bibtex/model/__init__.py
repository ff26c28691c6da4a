"""The data model: which types and fields there are, and which of them APA 7 needs.

Source: biblatex 3.20 manual, sections 2.1 (types) and 2.2 (fields), cut to what an APA reference
prints, and the names that classic BibTeX uses for the same.
"""

from apabib.bibtex.model.fields import (
    HOUSE_FIELDS,
    MISNOMERS,
    NAMES,
    NOTICES,
    ORDER,
    SILENT,
    TEXT,
    TITLES,
)
from apabib.bibtex.model.table import (
    ALLOWED,
    ALLOWED_ELSEWHERE,
    EPISODES,
    KNOWN,
    REQUIRED,
    allowed,
)
from apabib.bibtex.model.types import HOUSE_TYPES, TYPE_ALIASES, TYPES, base_type

__all__ = [
    "ALLOWED",
    "ALLOWED_ELSEWHERE",
    "EPISODES",
    "HOUSE_FIELDS",
    "HOUSE_TYPES",
    "KNOWN",
    "MISNOMERS",
    "NAMES",
    "NOTICES",
    "ORDER",
    "REQUIRED",
    "SILENT",
    "TEXT",
    "TITLES",
    "TYPES",
    "TYPE_ALIASES",
    "allowed",
    "base_type",
]
