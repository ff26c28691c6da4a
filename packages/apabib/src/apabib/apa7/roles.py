"""What persons did for a work, in the words of a reference (APA 7, sections 9.10 and 10.12).

A role is a key of biblatex or biblatex-apa (``execproducer``, ``typechair``), an English word, or
several of them: ``writer and director``, ``director,writer``. Any other text is printed as written,
with a capital.

In Dutch "(Red.)" stands for one editor and for several: one form, in which nothing can be taken for
a misprint. HAN and The APA Team write "(Reds.)" for several, and "(Ed.)" for a book in English:
descriptions are in the language of the text here, as in Radboud's guide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from apabib.apa7.work import Locale, Work

_PARTS = re.compile(r"\s*(?:,|;|&|\\&|\band\b|\ben\b)\s*", re.IGNORECASE)
_SPELLING = re.compile(r"[\s._\\{}-]+")

#: Other names of the roles below, in small letters without spaces and periods.
_ALIASES = {
    "ed": "editor", "eds": "editor", "red": "editor", "redactor": "editor", "redacteur": "editor",
    "bookeditor": "editor", "trans": "translator", "vert": "translator", "comp": "compiler",
    "typechair": "chair", "chairperson": "chair", "typevolume": "volumeeditor",
    "typeseries": "serieseditor", "typevolseries": "seriesandvolumeeditor",
    "executiveproducer": "execproducer", "executivedirector": "execdirector",
    "narr": "narrator", "dir": "director", "prod": "producer", "investigator": "investigator",
    "pi": "principalinvestigator", "screenwriter": "screenwriter", "expert": "guestexpert",
    "bedenker": "creator", "componist": "composer", "curator": "curator", "dirigent": "conductor",
    "docent": "lecturer", "fotograaf": "photographer", "fotografen": "photographer",
    "gast": "guest", "kunstenaar": "artist",
    "onderzoeker": "investigator", "hoofdonderzoeker": "principalinvestigator",
    "presentator": "presenter", "producent": "producer", "regisseur": "director",
    "samensteller": "compiler", "scenarist": "screenwriter", "schrijver": "writer",
    "spreker": "speaker", "uitvoerendproducent": "execproducer", "uitvoerder": "performer",
    "vertaler": "translator", "verteller": "narrator", "voorzitter": "chair",
    "illus": "illustrator", "rev": "reviser", "annot": "annotator", "composedby": "composer",
}  # fmt: skip
#: Which of two roles of one person is named first: who wrote, then who directed.
_ORDER = ("serieseditor", "volumeeditor", "editor", "compiler", "translator", "writer", "director")


#: Fields whose names have the role that the field is called by.
_FIELDS = frozenset({
    "annotator", "commentator", "execdirector", "execproducer", "narrator", "translator",
})  # fmt: skip


class _Words(NamedTuple):
    one: str
    several: str
    #: Inside parentheses and brackets, where the manual abbreviates some.
    short: str = ""
    short_several: str = ""


@lru_cache(maxsize=8)
def _words(locale: Locale) -> dict[str, _Words]:
    _ = locale.translate
    return {
        "annotator": _Words(_("Annotator"), _("Annotators")),
        "artist": _Words(_("Artist"), _("Artists")),
        "chair": _Words(_("Chair"), _("Chairs")),
        "commentator": _Words(_("Commentator"), _("Commentators")),
        "compiler": _Words(_("Comp."), _("Comps.")),
        "composer": _Words(_("Composer"), _("Composers")),
        "conductor": _Words(_("Conductor"), _("Conductors")),
        "creator": _Words(_("Creator"), _("Creators")),
        "curator": _Words(_("Curator"), _("Curators")),
        "director": _Words(_("Director"), _("Directors"), _("Dir."), _("Dirs.")),
        "editor": _Words(_("Ed."), _("Eds.")),
        "execdirector": _Words(_("Executive Director"), _("Executive Directors")),
        "execproducer": _Words(_("Executive Producer"), _("Executive Producers")),
        "guest": _Words(_("Guest"), _("Guests")),
        "guestexpert": _Words(_("Guest Expert"), _("Guest Experts")),
        "host": _Words(_("Host"), _("Hosts")),
        "illustrator": _Words(_("Illus."), _("Illus.")),
        "interviewer": _Words(_("Interviewer"), _("Interviewers")),
        "investigator": _Words(_("Investigator"), _("Investigators")),
        "lecturer": _Words(_("Lecturer"), _("Lecturers")),
        "moderator": _Words(_("Moderator"), _("Moderators")),
        "narrator": _Words(_("Narrator"), _("Narrators"), _("Narr."), _("Narrs.")),
        "performer": _Words(_("Performer"), _("Performers")),
        "photographer": _Words(_("Photographer"), _("Photographers")),
        "presenter": _Words(_("Presenter"), _("Presenters")),
        "principalinvestigator": _Words(
            _("Principal Investigator"), _("Principal Investigators")
        ),
        "producer": _Words(_("Producer"), _("Producers")),
        "reviser": _Words(_("Rev."), _("Revs.")),
        "screenwriter": _Words(_("Screenwriter"), _("Screenwriters")),
        "seriesandvolumeeditor": _Words(_("Series & Vol. Ed."), _("Series & Vol. Eds.")),
        "serieseditor": _Words(_("Series Ed."), _("Series Eds.")),
        "speaker": _Words(_("Speaker"), _("Speakers")),
        "translator": _Words(_("Trans."), _("Trans.")),
        "volumeeditor": _Words(_("Vol. Ed."), _("Vol. Eds.")),
        "writer": _Words(_("Writer"), _("Writers")),
    }  # fmt: skip


def role_words(role: str, count: int, locale: Locale, *, short: bool = False) -> str:
    """The words for a role of ``count`` persons: ``Executive Producers``, ``Writer & Director``.

    ``short`` is the form beside a name inside parentheses or brackets: ``Dir.``, ``Narr.``
    """
    words = _words(locale)
    keys = [_key(part, words) for part in _PARTS.split(role) if part]
    if not keys or any(key not in words for key in keys):
        key = _key(role, words)
        if key not in words:
            role = role.strip()
            return role[:1].upper() + role[1:] if role.partition(" ")[0].islower() else role
        keys = [key]
    keys.sort(key=lambda key: _ORDER.index(key) if key in _ORDER else len(_ORDER))
    return " & ".join(_form(words[key], count, short=short) for key in dict.fromkeys(keys))


def _form(words: _Words, count: int, *, short: bool) -> str:
    if short and words.short:
        return words.short if count == 1 else words.short_several
    return words.one if count == 1 else words.several


def _key(written: str, words: dict[str, _Words]) -> str:
    """The key of a role, in whatever spelling and number: ``Executive producers``."""
    key = _SPELLING.sub("", written).casefold()
    for each in (key, key.removesuffix("s"), key.removesuffix("en")):
        each = _ALIASES.get(each, each)
        if each in words:
            return each
    return key


def list_role(work: Work, field: str) -> str:
    """The role of all names of a field: of ``author``, what ``authortype`` says."""
    whole = ", ".join(work.annotation(field, "role").get(0, ()))
    return whole or work.text(f"{field}type") or (field if field in _FIELDS else "")


def roles_of(work: Work, field: str) -> list[str]:
    """The role of each name of a field, "" where none is known."""
    names = work.people(field)[0]
    each = work.annotation(field, "role")
    whole = list_role(work, field)
    return [", ".join(each.get(place, ())) or whole for place in range(1, len(names) + 1)]
