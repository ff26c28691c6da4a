"""The data model: which types and fields there are, what each needs, and where each is printed.

It is biblatex's (manual 3.20, sections 2.1 to 2.3), with what biblatex-apa adds for APA 7, and
classic BibTeX's names for the same. ``types`` has the types, ``fields`` says what a field holds,
``table`` where it is printed.
"""

from apabib.bibtex.model.fields import (
    HOUSE_FIELDS,
    KINDS,
    KNOWN,
    MISNOMERS,
    NAMES,
    NOTICES,
    ORDER,
    SAME,
    SILENT,
    TEXT,
    TITLES,
    Kind,
    part_of,
)
from apabib.bibtex.model.table import (
    Need,
    Place,
    allowed,
    is_judged,
    needs,
    place,
    places,
)
from apabib.bibtex.model.types import (
    AUDIOVISUAL,
    HOUSE_TYPES,
    LEGAL,
    MEANT,
    NO_WORKS,
    PARTS,
    SAME_TYPES,
    TYPE_ALIASES,
    TYPES,
    base_type,
)

__all__ = [
    "AUDIOVISUAL",
    "HOUSE_FIELDS",
    "HOUSE_TYPES",
    "KINDS",
    "KNOWN",
    "LEGAL",
    "MEANT",
    "MISNOMERS",
    "NAMES",
    "NOTICES",
    "NO_WORKS",
    "ORDER",
    "PARTS",
    "SAME",
    "SAME_TYPES",
    "SILENT",
    "TEXT",
    "TITLES",
    "TYPES",
    "TYPE_ALIASES",
    "Kind",
    "Need",
    "Place",
    "allowed",
    "base_type",
    "is_judged",
    "needs",
    "part_of",
    "place",
    "places",
]
