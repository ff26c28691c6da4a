"""Kinds of works: what other formats call them, and what they are here.

Sources: the CSL-JSON schema 1.0.2 and Crossref's types; the types of RIS as Reference Manager and
EndNote have them; biblatex 3.20 manual, section 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from apabib.registry.item import first


class Kind(NamedTuple):
    """A type of entry, the description that stands in brackets, and a subtype of articles."""

    entry: str
    description: str = ""
    subtype: str = ""


#: CSL's types, and Crossref's, which are longer.
CSL = {
    "article-journal": Kind("article"), "journal-article": Kind("article"),
    "journal-issue": Kind("article"), "article-magazine": Kind("article", "", "magazine"),
    "article-newspaper": Kind("article", "", "newspaper"), "review": Kind("article"),
    "review-book": Kind("article"), "peer-review": Kind("misc", "Peer review"),
    "book": Kind("book"), "monograph": Kind("book"), "edited-book": Kind("book"),
    "reference-book": Kind("book"), "book-set": Kind("book"), "book-series": Kind("book"),
    "classic": Kind("book"), "collection": Kind("misc"), "periodical": Kind("periodical"),
    "proceedings": Kind("proceedings"), "chapter": Kind("incollection"),
    "book-chapter": Kind("incollection"), "book-section": Kind("incollection"),
    "book-part": Kind("incollection"), "book-track": Kind("incollection"),
    "reference-entry": Kind("inreference"), "entry": Kind("inreference"),
    "entry-encyclopedia": Kind("inreference"), "entry-dictionary": Kind("inreference"),
    "proceedings-article": Kind("inproceedings"), "paper-conference": Kind("inproceedings"),
    "report": Kind("report"), "report-component": Kind("report"), "report-series": Kind("report"),
    "dissertation": Kind("thesis"), "thesis": Kind("thesis"), "webpage": Kind("online"),
    "post": Kind("online"), "post-weblog": Kind("article", "", "nonacademic"),
    "posted-content": Kind("misc", "", "preprint"),
    "article": Kind("misc", "", "preprint"), "document": Kind("misc"), "dataset": Kind("dataset"),
    "database": Kind("dataset"), "software": Kind("software"), "component": Kind("misc"),
    "song": Kind("audio", "Audio"), "broadcast": Kind("video", "Broadcast"),
    "motion_picture": Kind("movie", "Film"), "performance": Kind("performance", "Performance"),
    "musical_score": Kind("misc", "Musical score"), "map": Kind("image", "Map"),
    "graphic": Kind("image", "Image"), "figure": Kind("image", "Figure"),
    "interview": Kind("misc", "Interview"), "personal_communication": Kind("letter", "Letter"),
    "speech": Kind("unpublished", "Presentation"), "event": Kind("misc"),
    "manuscript": Kind("unpublished", "Unpublished manuscript"),
    "pamphlet": Kind("booklet", "Brochure"), "patent": Kind("patent", "Patent"),
    "standard": Kind("standard", "Standard"), "bill": Kind("legislation"),
    "legislation": Kind("legislation"), "regulation": Kind("legadminmaterial"),
    "treaty": Kind("legal"), "hearing": Kind("legmaterial"), "legal_case": Kind("jurisdiction"),
}  # fmt: skip

#: RIS's types, with CSL's type that they are, and a description where CSL's says too little.
RIS = {
    "ABST": ("article-journal", ""), "ADVS": ("motion_picture", "Audiovisual material"),
    "AGGR": ("dataset", ""), "ANCIENT": ("classic", ""), "ART": ("graphic", "Artwork"),
    "BILL": ("bill", ""), "BLOG": ("post-weblog", ""), "BOOK": ("book", ""),
    "CASE": ("legal_case", ""), "CHAP": ("chapter", ""), "CHART": ("figure", "Chart"),
    "CLSWK": ("classic", ""), "COMP": ("software", ""), "CONF": ("paper-conference", ""),
    "CPAPER": ("paper-conference", ""), "CTLG": ("document", "Catalog"), "DATA": ("dataset", ""),
    "DBASE": ("dataset", ""), "DICT": ("entry-dictionary", ""), "EBOOK": ("book", ""),
    "ECHAP": ("chapter", ""), "EDBOOK": ("edited-book", ""), "EJOUR": ("article-journal", ""),
    "ELEC": ("webpage", ""), "ENCYC": ("entry-encyclopedia", ""), "EQUA": ("figure", "Equation"),
    "FIGURE": ("figure", ""),
    "GEN": ("document", ""), "GOVDOC": ("report", ""), "GRANT": ("document", "Grant"),
    "GRNT": ("document", "Grant"), "HEAR": ("hearing", ""), "ICOMM": ("post", ""),
    "INPR": ("article-journal", ""), "INTV": ("interview", ""), "JFULL": ("periodical", ""),
    "JOUR": ("article-journal", ""), "LEGAL": ("regulation", ""), "MANSCPT": ("manuscript", ""),
    "MAP": ("map", ""), "MGZN": ("article-magazine", ""), "MPCT": ("motion_picture", ""),
    "MULTI": ("motion_picture", "Multimedia"), "MUSIC": ("musical_score", ""),
    "NEWS": ("article-newspaper", ""), "PAMP": ("pamphlet", ""), "PAT": ("patent", ""),
    "PCOMM": ("personal_communication", ""), "PODCST": ("song", "Audio podcast"),
    "PODCAST": ("song", "Audio podcast"), "PRESS": ("webpage", "Press release"),
    "RPRT": ("report", ""), "SER": ("book", ""), "SLIDE": ("speech", "PowerPoint slides"),
    "SOCMED": ("post", ""), "SOUND": ("song", ""), "STAND": ("standard", ""),
    "STAT": ("legislation", ""), "THES": ("thesis", ""), "UNBILL": ("bill", ""),
    "UNPB": ("manuscript", ""), "UNPD": ("manuscript", ""), "VIDEO": ("motion_picture", "Video"),
    "WEB": ("webpage", ""),
}  # fmt: skip

#: EndNote's own names of types (``%0``), which its tagged format writes out.
ENDNOTE = {
    "journal article": "JOUR", "electronic article": "EJOUR", "magazine article": "MGZN",
    "newspaper article": "NEWS", "book": "BOOK", "electronic book": "EBOOK",
    "edited book": "EDBOOK", "book section": "CHAP", "electronic book section": "ECHAP",
    "conference proceedings": "CONF", "conference paper": "CPAPER", "report": "RPRT",
    "government document": "GOVDOC", "thesis": "THES", "web page": "ELEC", "blog": "BLOG",
    "computer program": "COMP", "dataset": "DATA", "online database": "DBASE",
    "online multimedia": "MULTI", "audiovisual material": "ADVS", "film or broadcast": "MPCT",
    "music": "MUSIC", "map": "MAP", "artwork": "ART", "figure": "FIGURE", "chart or table": "CHART",
    "patent": "PAT", "standard": "STAND", "statute": "STAT", "bill": "BILL", "case": "CASE",
    "hearing": "HEAR", "legal rule or regulation": "LEGAL", "manuscript": "MANSCPT",
    "unpublished work": "UNPD", "pamphlet": "PAMP", "personal communication": "PCOMM",
    "encyclopedia": "ENCYC", "dictionary": "DICT", "generic": "GEN", "catalog": "CTLG",
    "serial": "SER", "classical work": "CLSWK", "ancient text": "ANCIENT", "press release": "PRESS",
    "interview": "INTV", "podcast": "PODCST", "social media": "SOCMED", "grant": "GRANT",
    "aggregated database": "AGGR",
}  # fmt: skip

#: Types of entries whose ``type`` is printed as a description in brackets.
DESCRIBED = frozenset(
    {"video"}.union(kind.entry for kind in CSL.values())
    - {"article", "book", "incollection", "inproceedings", "inreference"}
    - {"proceedings", "periodical"}
)
#: Works that one looks at or listens to, which may be a part of a program, a series, an album.
EPISODES = frozenset({"audio", "video", "movie", "music"})
#: biblatex's names of the kinds of theses, with what they are called; ``mathesis`` is any master's.
THESES = {
    "phdthesis": (
        "doctoral dissertation", "phd dissertation", "phd thesis", "doctoral thesis",
        "ph.d. thesis", "ph.d. dissertation", "ph. d. thesis", "ph. d. dissertation", "phd",
        "ph.d.", "dphil thesis", "d.phil. thesis", "phdthesis", "doctoral", "doctorate",
    ),
    "mathesis": (
        "master's thesis", "master’s thesis", "masters thesis", "master thesis", "ma thesis",
        "msc thesis", "m.sc. thesis", "m.a. thesis", "mastersthesis", "mathesis", "master's",
        "masters", "ms thesis", "m.s. thesis", "master",
    ),
}  # fmt: skip


def kind_of(item: Mapping[str, Any]) -> Kind | None:
    """What an item in CSL's names is here; its type alone does not always say. None: unheard of."""
    name = first(item, "type")
    kind = CSL.get(name) or CSL.get(ZOTERO.get(name, ""))
    said = f"{first(item, 'genre')} {first(item, 'medium')}".casefold()
    container, event = item.get("container-title"), item.get("event-title") or item.get("event")
    if kind is None:
        return None
    if name == "article" and said.strip() and "preprint" not in said:
        return Kind("misc")
    if name == "speech" and container and event:
        return Kind("inproceedings")  # of a symposium
    if kind.entry == "inproceedings" and not container:
        return Kind("unpublished", "Paper presentation")
    if kind.entry in {"movie", "video"} and re.search(r"radio|podcast|audio|sound", said):
        return Kind("audio", "Broadcast" if kind.entry == "video" else "Audio")
    if kind.entry == "movie" and "video" in said:
        return Kind("video", "Video")
    if kind.entry == "movie" and container:
        return Kind("video", "Film")
    if name == "interview" and container:
        return Kind("article", "Interview", "nonacademic")
    if name == "post-weblog" and not container:
        return Kind("online")
    if name == "song" and (container or item.get("composer")) and not said.strip():
        return Kind("audio", "Song")
    if name == "event" and event:
        return Kind("unpublished")
    return kind


def thesis_type(name: str) -> str:
    """biblatex's name of a kind of thesis, so that it is printed in any language; else the name."""
    folded = " ".join(name.casefold().split())
    if found := re.match(r"(doctor|master|bachelor) of ", folded):  # a degree
        return {"doctor": "phdthesis", "master": "mathesis", "bachelor": "bathesis"}[found[1]]
    return next((kind for kind, names in THESES.items() if folded in names), name)


#: Zotero's types, with CSL's.
ZOTERO = {
    "journalArticle": "article-journal", "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper", "book": "book", "bookSection": "chapter",
    "conferencePaper": "paper-conference", "report": "report", "thesis": "thesis",
    "webpage": "webpage", "blogPost": "post-weblog", "forumPost": "post", "dataset": "dataset",
    "computerProgram": "software", "preprint": "posted-content", "podcast": "song",
    "audioRecording": "song", "radioBroadcast": "broadcast", "tvBroadcast": "broadcast",
    "film": "motion_picture", "videoRecording": "motion_picture", "presentation": "speech",
    "manuscript": "manuscript", "encyclopediaArticle": "entry-encyclopedia",
    "dictionaryEntry": "entry-dictionary", "interview": "interview",
    "letter": "personal_communication", "email": "personal_communication",
    "instantMessage": "personal_communication", "map": "map", "artwork": "graphic",
    "patent": "patent", "standard": "standard", "bill": "bill", "statute": "legislation",
    "hearing": "hearing", "case": "legal_case", "document": "document",
}  # fmt: skip
#: What Zotero's types say that CSL's do not.
ZOTERO_GENRES = {
    "podcast": "Audio podcast episode", "videoRecording": "Video", "forumPost": "Online forum post",
    "email": "Email", "instantMessage": "Instant message", "radioBroadcast": "Radio broadcast",
    "tvBroadcast": "TV series episode",
}  # fmt: skip
