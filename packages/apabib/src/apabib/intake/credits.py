"""Who did what: CSL's roles, as fields of names with their roles.

A list has a field of its own where the model has one. Of a work without an author, those who made
it stand in the author's place (APA 7, sections 9.8 and 10.12); all others have ``editora`` to
``editorc`` with a type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apabib.intake.item import Source
from apabib.intake.people import as_person, listed, person
from apabib.intake.plain import plain
from apabib.registry.item import first
from apabib.text.names import split_names

#: CSL's lists that the model has a field for.
LISTS = {
    "author": "author", "editor": "editor", "translator": "translator",
    "container-author": "bookauthor", "narrator": "narrator", "with": "with",
}  # fmt: skip
#: Roles in the author's place where there is no author, in the order in which APA names them, with
#: what they are called in an entry.
MAKERS = {
    "script-writer": "writer", "director": "director", "guest": "guest", "host": "host",
    "composer": "composer", "performer": "performer", "illustrator": "illustrator",
    "interviewer": "interviewer", "executive-producer": "executive producer",
    "producer": "producer", "series-creator": "creator", "creator": "creator",
    "curator": "curator", "recipient": "recipient",
}  # fmt: skip
#: Roles of those who put a work together; without an editor they stand in the editor's place.
COMPILERS = {
    "chair": "chair", "organizer": "organizer", "compiler": "compiler",
    "editorial-director": "editorial director",
}  # fmt: skip
#: Names of roles in entries, with CSL's; BibTeX's own words and those that people write.
ROLES = {
    **{ours: theirs for theirs, ours in MAKERS.items()},
    **{ours: theirs for theirs, ours in COMPILERS.items()},
    "execproducer": "executive-producer", "execproducers": "executive-producer",
    "executive producers": "executive-producer", "guestexpert": "guest", "guest expert": "guest",
    "scriptwriter": "script-writer", "writers": "script-writer", "directors": "director",
    "hosts": "host", "chairs": "chair", "producers": "producer", "presenter": "host",
    "moderator": "host", "series creator": "series-creator",
}  # fmt: skip
#: Roles that APA names in the author's place alone (sections 10.12, 10.13); in another they are
#: left, or part of the description.
_ONLY_IN_THE_LEAD = frozenset({"performer", "producer", "recipient"})
#: They are the authors of their music, and nothing is said of it.
_MUSICIANS = frozenset({"composer", "performer"})
_SLOTS = ("editora", "editorb", "editorc")


def credits_of(source: Source, entry: str) -> dict[str, str]:
    """Fields of all persons of an item, for a type of entry.

    Of more lists than there are fields the rest is left.
    """
    fields = {ours: people for theirs, ours in LISTS.items()
              if (people := names_of(source.raw(theirs)))}  # fmt: skip
    # CSL's "with"; of a thesis, say, Zotero keeps advisors there.
    if entry in {"book", "collection", "report", "incollection"} and (
        people := names_of(source.raw("contributor"))
    ):
        fields["with"] = people
    roles = {theirs: names_of(source.item.get(theirs)) for theirs in (*MAKERS, *COMPILERS)}
    roles = {theirs: people for theirs, people in roles.items() if people}
    if not fields.keys() & {"author", "editor"}:
        fields |= _in_the_lead(roles, source)
    if entry == "article":
        return fields
    if "editor" not in fields:
        for theirs in [each for each in COMPILERS if each in roles][:1]:
            source.asked.add(theirs)
            fields |= {"editor": roles.pop(theirs), "editortype": COMPILERS[theirs]}
    if people := roles.pop("executive-producer", ""):
        source.asked.add("executive-producer")
        fields["execproducer"] = people
    behind = [each for each in roles if each not in _ONLY_IN_THE_LEAD]
    for slot, theirs in zip(_SLOTS, behind, strict=False):
        source.asked.add(theirs)
        fields |= {slot: roles[theirs], f"{slot}type": (MAKERS | COMPILERS)[theirs]}
    return fields


def _in_the_lead(roles: dict[str, str], source: Source) -> dict[str, str]:
    """The author element of a work without an author, and each one's role in it."""
    lead = next((each for each in MAKERS if each in roles), "")
    if not lead:
        return {}
    chosen = [lead]
    for pair in ({"script-writer", "director"}, {"guest", "host"}):
        if lead in pair:
            chosen = [each for each in MAKERS if each in pair and each in roles]
    said: dict[str, list[str]] = {}
    for theirs in chosen:
        source.asked.add(theirs)
        for name in split_names(roles.pop(theirs)):
            said.setdefault(name, []).append(MAKERS[theirs])
    words = [" and ".join(each) for each in said.values()]
    fields = {"author": " and ".join(said)}
    if set(words) <= _MUSICIANS:
        return fields
    if len(set(words)) == 1:
        return {**fields, "authortype": words[0]}
    roles_in_turn = ";".join(f'{at}="{word}"' for at, word in enumerate(words, 1))
    return {**fields, "author+an:role": roles_in_turn}


def names_of(value: Any) -> str:
    """A list of CSL's names as BibTeX writes it."""
    if isinstance(value, str):
        return value  # a reader of another format has written the list
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list):
        return ""
    return listed(_person(each) for each in value if isinstance(each, Mapping))


def _person(each: Mapping[str, Any]) -> str:
    family, given = plain(first(each, "family")), plain(first(each, "given"))
    suffix = plain(first(each, "suffix"))
    if not family:
        name = plain(first(each, "name") or first(each, "literal") or given)
        return as_person(name) or (f"{{{name}}}" if name else "")
    return person(
        family,
        given,
        suffix,
        plain(first(each, "non-dropping-particle")),
        plain(first(each, "dropping-particle")),
    )
