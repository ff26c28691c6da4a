"""What kinds of works are called in other formats, and keys of biblatex as words.

Sources: the CSL-JSON schema 1.0.2; the types of RIS as EndNote and Zotero have them; biblatex 3.20
manual, sections 2.1 and 2.3.13; what biblatex-apa adds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from apabib.apa7.address import plain_address
from apabib.apa7.labels import KEYS
from apabib.apa7.work import Work

#: CSL's types of what is always the same there.
_CSL = {
    "article": "article-journal", "suppperiodical": "article-journal", "periodical": "periodical",
    "book": "book", "collection": "book", "mvbook": "book", "mvcollection": "book",
    "reference": "book", "mvreference": "book", "proceedings": "book", "mvproceedings": "book",
    "manual": "book", "booklet": "pamphlet", "inbook": "chapter", "bookinbook": "chapter",
    "suppbook": "chapter", "incollection": "chapter", "suppcollection": "chapter",
    "inreference": "entry-encyclopedia", "inproceedings": "paper-conference",
    "conference": "paper-conference", "presentation": "speech", "report": "report",
    "techreport": "report", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage",
    "misc": "document", "unpublished": "manuscript", "dataset": "dataset", "software": "software",
    "patent": "patent", "standard": "standard", "performance": "performance",
    "letter": "personal_communication", "legislation": "legislation",
    "jurisdiction": "legal_case", "legal": "treaty", "legmaterial": "hearing",
    "legadminmaterial": "regulation", "constitution": "legislation", "audio": "song",
    "music": "song", "video": "motion_picture", "movie": "motion_picture", "image": "graphic",
    "artwork": "graphic", "commentary": "article-journal", "review": "review",
}  # fmt: skip
#: Types of RIS by CSL's.
_RIS = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "review": "JOUR", "review-book": "JOUR", "post-weblog": "BLOG", "periodical": "JFULL",
    "book": "BOOK", "classic": "CLSWK", "pamphlet": "PAMP", "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC", "entry-dictionary": "DICT", "paper-conference": "CONF",
    "speech": "CPAPER", "report": "RPRT", "thesis": "THES", "webpage": "ELEC", "post": "ICOMM",
    "article": "UNPB", "document": "GEN", "manuscript": "UNPB", "dataset": "DATA",
    "software": "COMP", "patent": "PAT", "standard": "STAND", "performance": "GEN",
    "personal_communication": "PCOMM", "legislation": "STAT", "bill": "BILL",
    "legal_case": "CASE", "treaty": "LEGAL", "hearing": "HEAR", "regulation": "LEGAL",
    "song": "SOUND", "broadcast": "VIDEO", "motion_picture": "VIDEO", "graphic": "ART",
    "figure": "FIGURE", "map": "MAP", "interview": "GEN", "musical_score": "MUSIC",
    "collection": "GEN",
}  # fmt: skip
#: Kinds of articles, which say of what and need no word.
KINDS_OF_ARTICLES = frozenset({"newspaper", "magazine", "nonacademic", "review", "preprint"})
_SOCIAL = re.compile(
    r"twitter|facebook|instagram|tiktok|reddit|linkedin|mastodon|bluesky|threads|x\Z", re.I
)
_EPISODES = re.compile(r"podcast|song|album|recorded", re.IGNORECASE)
_BROADCAST = re.compile(r"\b(?:tv|television|radio|broadcast)\b|tvseries|tvepisode", re.IGNORECASE)


def in_words(key: str) -> str:
    """A key of biblatex as the words that readers of other formats expect; other text stays."""
    return KEYS.get(key, key)


def address(value: str) -> str:
    """An address without TeX's escapes and braces; a tilde in it is no space."""
    return plain_address(value)


def csl_type(kind: str, values: Mapping[str, str]) -> str:
    """CSL's type of an entry's ``kind`` (its type), which may depend on what it has."""
    said = " ".join(values.get(name, "") for name in ("type", "entrysubtype", "titleaddon"))
    subtype = values.get("entrysubtype", "")
    match kind:
        case "article" | "suppperiodical" | "review":
            if values.get("titleaddon", "").startswith("Review of ") or (
                values.get("relatedtype") == "reviewof"
            ):
                return "review-book" if "the book" in said else "review"
            special = {"newspaper": "article-newspaper", "magazine": "article-magazine",
                       "nonacademic": "post-weblog", "review": "review"}  # fmt: skip
            if not subtype and Work("", kind, values).is_of_a_day:
                return "article-newspaper"  # told by its day
            return special.get(subtype, _CSL[kind])
        case "inproceedings" | "conference":
            printed = values.keys() & {"publisher", "pages", "organization", "isbn"}
            return "speech" if "eventtitle" in values and not printed else "paper-conference"
        case "inreference":
            word = values.get("booktitle", "").casefold()
            return "entry-dictionary" if "dictionar" in word else _CSL[kind]
        case "unpublished" | "misc" if "eventtitle" in values:
            return "speech"
        case "misc":
            if subtype == "preprint" or values.get("eprint"):
                return "article"
            return {"interview": "interview", "musical score": "musical_score"}.get(
                said.strip().casefold(), "document"
            )
        case "online" if _SOCIAL.match(values.get("organization", values.get("eprint", ""))):
            return "post"
        case "audio" | "music" if _BROADCAST.search(said) and not _EPISODES.search(said):
            return "broadcast"
        case "video" | "movie" if _BROADCAST.search(said):
            return "broadcast"
        case "image" | "artwork":
            if re.search(r"\bmap\b", said, re.IGNORECASE):
                return "map"
            return "figure" if re.search(r"figure|chart|graph\b", said, re.I) else "graphic"
        case "legislation" if re.match(r"(?:H\.R|S|H\.)\.? ?\d", values.get("citation", "")):
            return "bill"
        case "legmaterial" if values.get("number") or not values.get("title"):
            return "bill"  # resolutions and reports; hearings have a title
    return _CSL.get(kind, "document")


def ris_type(kind: str, values: Mapping[str, str]) -> str:
    """RIS's type of an entry's ``kind``."""
    named = csl_type(kind, values)
    if named == "motion_picture" and kind == "movie":
        return "MPCT" if values.get("authortype", "") == "director" else "VIDEO"
    if named == "broadcast" and kind in {"audio", "music"}:
        return "SOUND"
    return _RIS.get(named, "GEN")
