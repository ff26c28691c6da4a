"""Entries of the test set in the spelling of biblatex-apa, where it has one of its own.

Each line of a table below is one difference of spelling, none is a difference of style: what both
print of the same facts is compared, and a difference of style stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from apabib.apa7.work import Work

#: Our names of descriptions in ``type``, and its own in ``entrysubtype``.
_LEGAL = {"jurisdiction": "citation", "legislation": "location", "legadminmaterial": "citation"}
_DESCRIBED = {"dataset", "software", "hardware", "image", "artwork", "video", "movie", "audio",
              "music", "online", "unpublished", "misc"}  # fmt: skip
_FILM = {
    "film": "film",
    "tv series": "tvseries",
    "tv series episode": "tvepisode",
    "video": "video",
    "song": "song",
    "album": "album",
    "audio podcast": "podcast",
    "audio podcast episode": "podcastepisode",
    "map": "map",
    "photograph": "photograph",
}


def respelled(work: Work, language: str) -> tuple[str, dict[str, str]]:
    """Type and fields of a work as biblatex-apa wants them, for a list in *language*."""
    kind, fields = work.type, dict(work.fields)
    fields = {name: value for name, value in fields.items() if value}
    _titles(kind, fields, foreign=not language.startswith(work.language))
    _people(fields)
    kind = _kinds(kind, fields)
    _places(kind, fields)
    return kind, fields


def _titles(kind: str, fields: dict[str, str], *, foreign: bool) -> None:
    """The original in ``origtitle`` where its translation is printed behind it."""
    translation = fields.pop("titletranslation", "")
    if translation and foreign and "origtitle" not in fields:
        whole = ": ".join(fields.pop(each) for each in ("title", "subtitle") if each in fields)
        fields["origtitle"], fields["title"] = whole, translation
    for name, others in (("title", "subtitle"), ("booktitle", "booksubtitle")):
        main = fields.get("maintitle") if kind not in {"video", "audio", "music", "movie"} else None
        if main and fields.get("volume") and fields.get(name):
            if name == "title" and "booktitle" in fields:
                continue
            part = f"Vol. {fields.pop('volume')}. {fields[name]}"
            if others in fields:
                part += ": " + fields.pop(others)
            head = ": ".join(fields.pop(x) for x in ("maintitle", "mainsubtitle") if x in fields)
            fields[name], fields[others] = head, part


def _people(fields: dict[str, str]) -> None:
    """Roles and user names as annotations."""
    if addon := fields.pop("nameaddon", ""):
        fields["author+an:username"] = f'{{1="{addon}"}}'
    if role := fields.pop("authortype", ""):
        count = len(re.split(r"\s+and\s+", fields.get("author", "")))
        words = role.title() + ("s" if count > 1 and "nd" not in role else "")
        words = words.replace(" And ", " & ")
        fields["author+an:role"] = f'="{words}"' if count > 1 else f'1="{words}"'
    if fields.get("editortype", "").replace(" ", "") == "executiveproducer":
        del fields["editortype"]
        fields["execproducer"] = fields.pop("editor")


def _kinds(kind: str, fields: dict[str, str]) -> str:
    """Descriptions where this style looks for them."""
    if fields.get("entrysubtype") in {"newspaper", "magazine", "newsletter", "blog"}:
        fields["entrysubtype"] = "nonacademic"
    if kind == "movie":
        kind = "video"
        fields.setdefault("entrysubtype", "film")
    if kind == "music":
        kind = "audio"
    if kind == "artwork":
        kind = "image"
    if kind in _DESCRIBED and (said := fields.get("type")):
        if kind in {"misc", "unpublished"}:
            if "titleaddon" not in fields:
                fields["titleaddon"] = fields.pop("type")
        else:
            fields["entrysubtype"] = _FILM.get(said.casefold(), said)
            del fields["type"]
    return kind


def _places(kind: str, fields: dict[str, str]) -> None:
    """Sites, archives, events, and the citations of laws."""
    if kind in _LEGAL and "howpublished" in fields:
        fields[_LEGAL[kind]] = fields.pop("howpublished")
    if kind == "online":
        if "eprinttype" in fields and "eprint" in fields:
            number, fields["eprint"] = fields["eprint"], fields.pop("eprinttype")
            fields["version"] = number
        elif "organization" in fields:
            fields["eprint"] = fields.pop("organization")
    if kind in {"video", "audio"} and "booktitle" in fields:
        fields["maintitle"] = fields.pop("booktitle")


def written(work: Work, language: str) -> Iterator[str]:
    """A work as an entry of a file."""
    kind, fields = respelled(work, language)
    yield f"@{kind}{{{work.key},"
    for name, value in fields.items():
        yield f"  {name} = {{{value}}}," if not value.startswith("{1=") else f"  {name} = {value},"
    yield "}"
