"""Types of works, and the names that classic BibTeX and biblatex give them."""

from __future__ import annotations

#: Classic BibTeX's names of types, with the type of this model that they stand for.
TYPE_ALIASES = {
    "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report",
    "conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online",
    "collection": "book", "mvbook": "book", "mvcollection": "book", "reference": "book",
    "mvreference": "book", "mvproceedings": "proceedings", "inreference": "incollection",
    "suppcollection": "incollection", "suppperiodical": "article", "suppbook": "inbook",
    "bookinbook": "inbook", "review": "article",
}  # fmt: skip

#: Types that references of the book are printed for.
HOUSE_TYPES = frozenset({
    "article", "book", "incollection", "inbook", "inproceedings", "report", "thesis", "misc",
    "online", "techreport", "phdthesis", "mastersthesis", "dataset", "software",
})  # fmt: skip

#: Every type that BibTeX or biblatex knows.
TYPES = HOUSE_TYPES | TYPE_ALIASES.keys() | frozenset({
    "proceedings", "manual", "booklet", "unpublished", "patent", "periodical", "dataset",
    "software", "artwork", "audio", "bibnote", "commentary", "image", "jurisdiction",
    "legislation", "legal", "letter", "movie", "music", "performance", "standard", "video",
    "set", "xdata", "customa", "customb", "customc", "customd", "custome", "customf",
})  # fmt: skip


def base_type(name: str) -> str:
    """The type of the model that a type's name stands for."""
    return TYPE_ALIASES.get(name, name)
