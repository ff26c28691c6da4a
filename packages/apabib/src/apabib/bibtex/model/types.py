"""Types of works: which there are, by what names, and which of them print alike.

Source: biblatex 3.20 manual, section 2.1; what biblatex-apa 9.20 adds for chapters 10 and 11 of the
APA manual.
"""

from __future__ import annotations

#: Other names of a type, most of them classic BibTeX's.
SAME_TYPES = {
    "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report",
    "conference": "inproceedings", "electronic": "online", "www": "online", "webpage": "online",
    "review": "article",
}  # fmt: skip
#: These, and types with the customs of another one: what is needed and printed is the same.
TYPE_ALIASES = SAME_TYPES | {
    "collection": "book",
    "mvbook": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "mvproceedings": "proceedings",
    "inreference": "incollection",
    "suppcollection": "incollection",
    "suppperiodical": "article",
    "suppbook": "inbook",
    "bookinbook": "inbook",
}

#: What people call a work, with its type; how it is called in print stands in ``type``.
MEANT = {
    "podcast": "audio", "episode": "video", "series": "video", "film": "movie", "talk": "video",
    "webinar": "video", "song": "music", "album": "music", "photograph": "image", "map": "image",
    "slides": "misc", "painting": "artwork", "sculpture": "artwork", "website": "online",
    "post": "online", "tweet": "online", "blog": "article",
    "newspaper": "article", "magazine": "article", "preprint": "online", "chapter": "incollection",
    "dissertation": "thesis", "paper": "inproceedings",
    "poster": "presentation", "lecture": "presentation", "symposium": "presentation",
    "speech": "audio", "interview": "audio", "app": "software", "data": "dataset",
    "test": "manual", "brochure": "booklet", "guideline": "report", "journal": "periodical",
    "encyclopedia": "reference", "dictionary": "reference", "entry": "inreference",
    "case": "jurisdiction", "law": "legislation", "statute": "legislation", "bill": "legislation",
    "hearing": "legmaterial", "regulation": "legadminmaterial", "treaty": "legal",
}  # fmt: skip

#: A part of a work, with the type of the whole that a ``crossref`` names.
PARTS = frozenset({
    "inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inreference",
    "inproceedings", "conference",
})  # fmt: skip
#: Works that one looks at or listens to; each may be a part: an episode, a song (section 10.12).
AUDIOVISUAL = frozenset({"audio", "video", "movie", "music", "image", "artwork", "performance"})
#: Works of chapter 11 of the APA manual, which are cited as lawyers do.
LEGAL = frozenset({
    "jurisdiction", "legislation", "legal", "legmaterial", "legadminmaterial", "constitution",
})  # fmt: skip
#: What stands in a file beside works: parts of entries, groups, and remarks.
NO_WORKS = frozenset({"xdata", "set", "bibnote"})
#: Types whose meaning each project makes up for itself.
_CUSTOM = frozenset({"customa", "customb", "customc", "customd", "custome", "customf"})

#: Types that a reference is printed for.
HOUSE_TYPES = AUDIOVISUAL | LEGAL | TYPE_ALIASES.keys() | frozenset({
    "article", "book", "inbook", "incollection", "inproceedings", "proceedings", "periodical",
    "report", "thesis", "manual", "booklet", "online", "misc", "unpublished", "dataset",
    "software", "hardware", "standard", "letter", "patent", "presentation", "commentary",
})  # fmt: skip

#: Every type that BibTeX, biblatex, or biblatex-apa knows.
TYPES = HOUSE_TYPES | NO_WORKS | _CUSTOM | {"nameonly"}


def base_type(name: str) -> str:
    """The type of the model that a type's name stands for."""
    return TYPE_ALIASES.get(name, name)
