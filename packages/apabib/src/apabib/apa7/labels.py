"""Descriptions of works: biblatex's keys and APA's English labels, in the language of the book.

``type``, ``entrysubtype``, ``howpublished`` and ``pubstate`` hold either a key of biblatex or of
biblatex-apa (``tvepisode``) or words (``Poster presentation``). Words that APA 7 uses itself
(section 9.21 and chapter 10) are translated; others are printed as they are written.

Dutch has "[Masterscriptie, Universiteit ...]" and "[Ongepubliceerde masterscriptie]", as Scribbr
does; Tilburg keeps "master's thesis". Flanders has "masterproef", which stays where it is written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from apabib.apa7.address import is_address
from apabib.apa7.kinds import EVENT, LEGAL, PERIODICAL, THESES
from apabib.i18n import english_of, languages
from apabib.text import states
from apabib.text.latex import printed
from apabib.text.remarks import is_of_a_program

if TYPE_CHECKING:
    from apabib.apa7.work import Locale, Work

_ = str  # marks words for the catalog; ``label`` translates them

#: biblatex's and biblatex-apa's keys.
KEYS = {
    "album": _("Album"),
    "audiocd": _("Audio CD"),
    "bathesis": _("Bachelor’s thesis"),
    "candthesis": _("Candidate thesis"),
    "film": _("Film"),
    "inpreparation": _("Manuscript in preparation"),
    "interview": _("Interview"),
    "lecturenotes": _("Lecture notes"),
    "lithograph": _("Lithograph"),
    "maninprep": _("Manuscript in preparation"),
    "mansub": _("Manuscript submitted for publication"),
    "manunpub": _("Unpublished manuscript"),
    "map": _("Map"),
    "mastersthesis": _("Master’s thesis"),
    "mathesis": _("Master’s thesis"),
    "painting": _("Painting"),
    "patent": _("Patent"),
    "patentde": _("German Patent"),
    "patenteu": _("European Patent"),
    "patentfr": _("French Patent"),
    "patentuk": _("British Patent"),
    "patentus": _("U.S. Patent"),
    "phdthesis": _("Doctoral dissertation"),
    "photograph": _("Photograph"),
    "photographs": _("Photographs"),
    "podcast": _("Audio podcast"),
    "podcastepisode": _("Audio podcast episode"),
    "powerpoint": _("PowerPoint slides"),
    "prepublished": _("Advance online publication"),
    "resreport": _("Research report"),
    "software": _("Computer software"),
    "song": _("Song"),
    "speech": _("Speech audio recording"),
    "submitted": _("Manuscript submitted for publication"),
    "techreport": _("Technical report"),
    "thesis": _("Thesis"),
    "tvepisode": _("TV series episode"),
    "tvseries": _("TV series"),
    "video": _("Video"),
}
_OTHERS = (
    _("Abstract"), _("Apparatus"), _("Apparatus and software"), _("Artwork"),
    _("Audio recording"), _("Audiobook"), _("Blog post"), _("Book review"), _("Brochure"),
    _("Clip art"), _("Comment on the article"), _("Commentary"), _("Computer game"),
    _("Conference presentation"), _("Conference session"), _("Data set"),
    _("Data set and code book"), _("Database record"), _("Doctoral thesis"), _("Drawing"),
    _("Editorial"), _("Entry"), _("Facebook page"), _("Fact sheet"), _("Film review"),
    _("Grant"), _("Highlight"), _("Image"), _("Image attached"), _("Infographic"),
    _("Issue brief"), _("Keynote address"), _("Large language model"), _("Lecture"),
    _("Letter to the editor"), _("Measurement instrument"), _("Mobile app"), _("Music video"),
    _("Obituary"), _("Online course"), _("Online forum post"), _("Paper presentation"),
    _("PhD thesis"), _("Podcast"), _("Podcast episode"), _("Policy brief"), _("Post"),
    _("Poster"), _("Poster presentation"), _("Preprint"), _("Press release"), _("Project"),
    _("Publication"), _("Questionnaire"), _("Radio broadcast"), _("Report"),
    _("Review of the article"), _("Review of the book"), _("Review of the film"),
    _("Review of the TV series episode"), _("Review of the video game"), _("Sculpture"),
    _("Special issue"), _("Special section"), _("Speech"), _("Standard"), _("Status update"),
    _("Supplemental material"), _("Symposium"), _("Test manual"),
    _("Thumbnail with link attached"), _("Transcript"), _("Tweet"), _("Twitter profile"),
    _("Unpublished bachelor’s thesis"), _("Unpublished doctoral dissertation"),
    _("Unpublished master’s thesis"), _("Unpublished raw data"), _("Video attached"),
    _("Video game"), _("Video podcast"), _("Webinar"), _("White paper"), _("Working paper"),
    _("Workshop"),
)  # fmt: skip
#: What Dutch has besides the words of the catalog.
_DUTCH = {
    "afstudeerscriptie": "Thesis", "bachelorproef": "Bachelor’s thesis",
    "bachelorthesis": "Bachelor’s thesis", "blogpost": "Blog post",
    "dissertatie": "Doctoral dissertation", "doctoraat": "Doctoral dissertation",
    "doctoraatsproefschrift": "Doctoral dissertation",
    "doctoraatsthesis": "Doctoral dissertation", "doctorale dissertatie": "Doctoral dissertation",
    "gegevensbestand": "Data set", "masterproef": "Master’s thesis",
    "masterthesis": "Master’s thesis",
    "niet-gepubliceerd manuscript": "Unpublished manuscript",
    "niet-gepubliceerde masterproef": "Unpublished master’s thesis",
    "ongepubliceerde masterproef": "Unpublished master’s thesis",
    "onuitgegeven masterproef": "Unpublished master’s thesis",
    "onuitgegeven masterscriptie": "Unpublished master’s thesis",
    "onuitgegeven bachelorproef": "Unpublished bachelor’s thesis",
    "onuitgegeven doctoraatsproefschrift": "Unpublished doctoral dissertation",
    "onuitgegeven proefschrift": "Unpublished doctoral dissertation",
    "niet-gepubliceerd proefschrift": "Unpublished doctoral dissertation",
    "niet-gepubliceerde bachelorscriptie": "Unpublished bachelor’s thesis",
    "niet-gepubliceerde masterscriptie": "Unpublished master’s thesis",
    "powerpointpresentatie": "PowerPoint slides", "powerpoint-presentatie": "PowerPoint slides",
    "televisieserie": "TV series", "tv-aflevering": "TV series episode",
}  # fmt: skip
_KNOWN = {words.casefold(): words for words in (*KEYS.values(), *_OTHERS)}

#: Values of ``entrysubtype`` that say how a work is treated, not what it is.
CONDITIONS = frozenset({
    "newspaper", "magazine", "nonacademic", "academic", "preprint", "blog", "website",
})  # fmt: skip
#: What a type is where no field describes it (section 9.21).
_BY_TYPE = {
    "dataset": _("Data set"),
    "software": _("Computer software"),
    "movie": _("Film"),
    "video": _("Video"),
    "audio": _("Audio recording"),
    "artwork": _("Artwork"),
    "image": _("Image"),
    "inproceedings": _("Paper presentation"),
    "conference": _("Paper presentation"),
    "presentation": _("Conference presentation"),
}
#: What is told of a manuscript, in whatever field it stands (section 10.8).
_STATES = ("inpreparation", "submitted", "maninprep", "mansub", "manunpub")

_PAPERS = frozenset({"inproceedings", "conference"})


def label(value: str, locale: Locale, *, begins: bool = True) -> str:
    """A key or words as they are printed: ``tvepisode`` as ``TV series episode``.

    A description ``begins`` with a capital (section 9.21). It may be written in the language of
    another book, too: "Masterscriptie" is a "Master’s thesis" in an English one.
    """
    if not value:
        return ""
    if words := KEYS.get(value.strip().casefold()):
        return locale.translate(words)
    text = printed(value)
    known = _KNOWN.get(text.casefold(), "")
    if not known:
        known, language = _in_others().get(text.casefold(), ("", ""))
        if language == locale.language.replace("-", "_").partition("_")[0]:
            known = ""
        elif known:
            return locale.translate(known)
    translated = locale.translate(known) if known else ""
    text = text if translated == known else translated
    return _capitalized(text) if begins else text


def _capitalized(text: str) -> str:
    """``E-book``; what has a capital inside is a name that begins in lower case: ``iOS app``."""
    word = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if word.islower() else text


@cache
def _in_others() -> dict[str, tuple[str, str]]:
    """Descriptions in other languages than English: the English, and the language."""
    found = {dutch: (english, "nl") for dutch, english in _DUTCH.items()}
    for language in languages():
        words = english_of((*KEYS.values(), *_OTHERS), language)
        found |= {written: (english, language) for written, english in words.items()}
    return found


def is_label(value: str) -> bool:
    """Whether a value is a key or one of APA's own labels, in any language that is known."""
    text = value.strip().casefold()
    if not text:
        return False
    return text in KEYS or printed(text) in _KNOWN or printed(text) in _in_others()


def description(work: Work, locale: Locale) -> list[str]:
    """What stands in brackets after the title, besides ``titleaddon``: kinds and states."""
    found = [
        work[name]
        for name in ("entrysubtype", "type")
        if work[name] and work[name].casefold() not in CONDITIONS
    ]
    found += [work[name] for name in ("howpublished", "note") if is_bracketed(work, name)]
    if work["pubstate"] in _STATES:
        found.append(work["pubstate"])
    if not found and not work["titleaddon"]:
        found = [by_type(work)]
    return list(dict.fromkeys(words for value in found if (words := label(value, locale))))


def is_bracketed(work: Work, name: str) -> bool:
    """Whether ``note`` or ``howpublished`` holds a description, and not a note or a publisher."""
    return is_label(work[name]) and not is_online_first(work, name) and work.family != LEGAL


def remark(work: Work, name: str) -> str:
    """``note`` or ``howpublished``, unless it is printed as a description or as an address.

    What reference managers keep in a note for themselves is told to nobody.
    """
    told = is_bracketed(work, name) or is_online_first(work, name) or is_address(work[name])
    return "" if told or is_of_a_program(work[name]) else work[name]


def is_song(work: Work) -> bool:
    """Whether it is a song, whose album it is on and not in (example 92)."""
    kinds = (work["entrysubtype"], work["type"])
    return any(re.match(r"song\b", kind, re.IGNORECASE) for kind in kinds)


def is_unpublished(work: Work) -> bool:
    """Whether it is a thesis that is not published: its university is the source (10.6)."""
    told = (work["type"], work["entrysubtype"], work["titleaddon"])
    return work.type in THESES and any(
        re.match(r"unpub|ongepub|onuitgegeven|niet[- ]gepub", words, re.IGNORECASE)
        for words in told
    )


def is_online_first(work: Work, name: str) -> bool:
    """Whether a field says that an article is out before its issue (section 9.23)."""
    return states.is_online_first(work[name]) and work.family == PERIODICAL


def by_type(work: Work) -> str:
    """The description that a type stands for, in English."""
    if work.type == "music":
        return KEYS["song"] if work.is_part else KEYS["album"]
    if work.type == "movie" and work.is_part:
        return KEYS["tvepisode"]
    if work.family == EVENT and work.is_part:
        return ""  # the symposium says what it is
    if work.type in _BY_TYPE and (work.family == EVENT or work.type not in _PAPERS):
        return _BY_TYPE[work.type]
    return ""
