"""The registry's answers, kept in the repository: ``refs.verified.json``.

A pull request is checked against them without the network. One record a key: the DOI it answers
for, the day, the state, and the registry's own values in a small fixed shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bib.csl import date_years, text_of, titles_of
from bib.entries import Entry
from bib.findings import Finding
from bib.fold import fold, plain
from bib.names import family, is_organization, split_names
from bib.rules import Review
from bib.rules.identifiers import bare_doi
from bib.settings import Settings, SettingsError
from bib.words import _

AGREES, DIFFERS, NO_RECORD = "agrees", "differs", "no record"
NOT_CHECKABLE, UNREACHABLE = "not checkable", "unreachable"
#: States that come from an answer, and so go into the snapshot.
ANSWERED = frozenset({AGREES, DIFFERS, NO_RECORD})


@dataclass(frozen=True, slots=True)
class Update:
    """A retraction, correction or the like: ``notice`` is its DOI, ``source`` who says so."""

    kind: str
    notice: str
    day: str = ""
    source: str = ""


@dataclass(slots=True)
class Record:
    """A registry's values, comparable: all forms of the title and the container, all years."""

    titles: list[str] = field(default_factory=list)
    subtitles: list[str] = field(default_factory=list)
    containers: list[str] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    volume: str = ""
    number: str = ""
    pages: str = ""
    updated_by: list[Update] = field(default_factory=list)
    update_to: list[Update] = field(default_factory=list)


@dataclass(slots=True)
class Kept:
    """One line of the snapshot."""

    doi: str
    checked: str
    state: str
    record: Record


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: the entry's value and the registry's."""

    field: str
    ours: str
    theirs: str


def record_of(message: Mapping[str, Any]) -> Record:
    """The comparable part of a Crossref record (or of a CSL item)."""
    years: list[str] = []
    for name in ("published-print", "published", "issued", "published-online", "posted"):
        years += [year for year in date_years(message.get(name)) if year not in years]
    return Record(
        titles=titles_of(message, ("title", "original-title")),
        subtitles=titles_of(message, ("subtitle",)),
        containers=titles_of(message, ("container-title", "short-container-title")),
        years=years,
        authors=_families(message.get("author")),
        editors=_families(message.get("editor")),
        volume=_text(message.get("volume")),
        number=_text(message.get("issue")),
        pages=_text(message.get("page") or message.get("article-number")),
        updated_by=_updates(message.get("updated-by")),
        update_to=_updates(message.get("update-to")),
    )


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _families(value: Any) -> list[str]:
    people = (
        [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    )
    return [
        text_of(_text(each.get("family") or each.get("name") or each.get("literal")))
        for each in people
    ]


def _updates(value: Any) -> list[Update]:
    updates: list[Update] = []
    for each in value if isinstance(value, list) else []:
        if isinstance(each, Mapping):
            parts = (each.get("updated") or {}).get("date-parts") or [[]]
            day = "-".join(f"{part:02d}" for part in parts[0] if isinstance(part, int))
            kind = _text(each.get("type")).lower().replace("-", "_").replace(" ", "_")
            update = Update(kind, _text(each.get("DOI")), day, _text(each.get("source")))
            # The publisher and Retraction Watch often report the same notice.
            if (update.kind, update.notice) not in {(one.kind, one.notice) for one in updates}:
                updates.append(update)
    return updates


# -- Comparing -----------------------------------------------------------------


def differences(entry: Entry, record: Record) -> list[Difference]:
    """Field by field; a field that either side lacks says nothing."""
    return [
        difference
        for compare in (_people, _year, _title, _container, _numbers, _pages)
        for difference in compare(entry, record)
    ]


def _title(entry: Entry, record: Record) -> list[Difference]:
    ours = entry.get("title")
    if not ours or not record.titles:
        return []
    wanted = _spelled(ours)
    forms = {_spelled(title) for title in record.titles}
    forms |= {_spelled(f"{title} {sub}") for title in record.titles for sub in record.subtitles}
    heads: set[str] = set()
    if not record.subtitles:  # a registry often knows the title without its subtitle
        heads = {_spelled(ours[: mark.end()]) for mark in re.finditer(r"[:.?!] ", ours)}
    if wanted in forms or heads & forms:
        return []
    return [Difference("title", plain(ours), record.titles[0])]


def _spelled(text: str) -> str:
    words = [word for word in fold(text_of(text)).split() if word not in {"and", "the", "a", "an"}]
    return "".join(words)


def _container(entry: Entry, record: Record) -> list[Difference]:
    name = "journal" if entry.get("journal") else "booktitle"
    ours = entry.get(name)
    if not ours or not record.containers:
        return []
    forms = {_spelled(each) for each in record.containers}
    heads = {_spelled(each.partition(":")[0]) for each in [ours, *record.containers]}
    if _spelled(ours) in forms or (_spelled(ours.partition(":")[0]) in forms & heads):
        return []
    if any(_abbreviates(short, ours) for short in record.containers if "." in short):
        return []
    return [Difference(name, plain(ours), record.containers[0])]


def _abbreviates(short: str, full: str) -> bool:
    """``Psychol. Sci.`` for ``Psychological Science``: each word begins one, in order."""
    words = iter(fold(full).split())
    return all(any(word.startswith(part) for word in words) for part in fold(short).split())


def _year(entry: Entry, record: Record) -> list[Difference]:
    ours = (re.findall(r"\d{4}", entry.get("year") or entry.get("date")) or [""])[0]
    if not ours or not record.years or ours in record.years:
        return []
    return [Difference("year", ours, " / ".join(record.years))]


def _people(entry: Entry, record: Record) -> list[Difference]:
    found = []
    for name, theirs in (("author", record.authors), ("editor", record.editors)):
        value = entry.get(name)
        if not value or not theirs:
            continue
        written = split_names(value)
        cut = bool(written) and written[-1].casefold() == "others"
        ours = [
            plain(each[1:-1]) if is_organization(each) else family(each)
            for each in written[: -1 if cut else None]
        ]
        same = len(ours) <= len(theirs) if cut else len(ours) == len(theirs)
        if not same or not all(map(_same_family, ours, theirs)):
            found.append(Difference(name, "; ".join(ours), "; ".join(theirs)))
    return found


def _same_family(ours: str, theirs: str) -> bool:
    mine, other = fold(ours), fold(theirs)
    # Particles stand with either name: "van IJzendoorn", "IJzendoorn, M. van".
    return (
        mine == other
        or mine.endswith(f" {other}")
        or other.endswith(f" {mine}")
        or (mine.replace(" ", "") == other.replace(" ", ""))
    )


def _numbers(entry: Entry, record: Record) -> list[Difference]:
    found = []
    for name, theirs in (("volume", record.volume), ("number", record.number)):
        ours = entry.get(name)
        if ours and theirs and _number(ours) != _number(theirs):
            found.append(Difference(name, ours, theirs))
    return found


def _number(value: str) -> str:
    return re.sub(r"[-‐-―−]+", "-", value.casefold()).replace(" ", "").lstrip("0")


def _pages(entry: Entry, record: Record) -> list[Difference]:
    name = "pages" if entry.get("pages") else "eid"
    ours, theirs = entry.get(name), record.pages
    if not ours or not theirs:
        return []
    mine, other = _page_parts(ours), _page_parts(theirs)
    if mine[0] == other[0] and (len(mine) == 1 or len(other) == 1 or mine[1] == other[1]):
        return []
    return [Difference(name, ours, theirs)]


def _page_parts(value: str) -> list[str]:
    parts = [part for part in re.split(r"[-‐-―−]+", value.casefold().replace(" ", "")) if part]
    if (
        len(parts) == 2
        and parts[1].isdigit()
        and parts[0].isdigit()
        and len(parts[1]) < len(parts[0])
    ):
        parts[1] = parts[0][: len(parts[0]) - len(parts[1])] + parts[1]
    return parts or [""]


# -- The file --------------------------------------------------------------------


def load(path: Path) -> dict[str, Kept]:
    """Read the snapshot; none is an empty one. Raises SettingsError when it cannot be read."""
    if not path.exists():
        return {}
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["entries"]
        return {key: _kept(value) for key, value in table.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(
            _("%s cannot be read (%s): restore it, or delete it and run verify")
            % (path.name, error)
        ) from None


def _kept(value: dict[str, Any]) -> Kept:
    record = dict(value["record"])
    for name in ("updated_by", "update_to"):
        record[name] = [Update(**each) for each in record.get(name, [])]
    return Kept(value["doi"], value["checked"], value["state"], Record(**record))


def dump(entries: Mapping[str, Kept]) -> str:
    """The text of a snapshot: sorted, one value a line where it helps a diff."""
    table = {key: _lean(asdict(entries[key])) for key in sorted(entries)}
    return json.dumps({"entries": table}, ensure_ascii=False, indent=1) + "\n"


def _lean(kept: dict[str, Any]) -> dict[str, Any]:
    kept["record"] = {name: value for name, value in kept["record"].items() if value}
    return kept


# -- Checking without the network ------------------------------------------------


def check_snapshot(review: Review, settings: Settings) -> list[Finding]:
    """Findings of the last verification on the entries as they are now (through the review)."""
    kept = load(settings.snapshot)
    entries = review.bibliography.by_key()
    name = settings.shown(settings.snapshot)
    for entry in entries.values():
        one = kept.get(entry.key)
        if one is None:
            if entry.get("verified").startswith("registry") and entry.get("doi"):
                review.warn(
                    entry,
                    entry.field("verified"),
                    "snapshot-missing",
                    _("verified by the registry, and %s does not know it") % name,
                    _("run: python -m bib verify %s") % entry.key,
                )
        elif bare_doi(entry.get("doi")).casefold() != one.doi.casefold():
            review.warn(
                entry,
                entry.field("doi"),
                "snapshot-stale",
                _("the DOI has changed since it was verified"),
                _("run: python -m bib verify %s") % entry.key,
            )
        else:
            _check_kept(review, settings, entry, one)
    return []


def _check_kept(review: Review, settings: Settings, entry: Entry, one: Kept) -> None:
    if one.state == NO_RECORD:
        review.error(
            entry,
            entry.field("doi"),
            "doi-unregistered",
            _("the registry knew no such DOI on %s") % one.checked,
            _("compare it with the publisher's page"),
        )
        return
    for difference in differences(entry, one.record):
        if settings.accepts(entry.key, difference.field):
            continue
        review.error(
            entry,
            entry.field(difference.field),
            "registry-differs",
            _("%(field)s is “%(ours)s” here and “%(theirs)s” in the registry")
            % {"field": difference.field, "ours": difference.ours, "theirs": difference.theirs},
            _("correct it, or accept it with a reason in bib.toml"),
        )
    check_updates(review, entry, one.record)


#: What can happen to a published work, and whether it makes a citation false.
_GRAVE = {"retraction", "partial_retraction", "withdrawal", "removal", "expression_of_concern"}


def check_updates(review: Review, entry: Entry, record: Record) -> None:
    """Retractions, expressions of concern and corrections of a work, and works that are such."""
    for update in record.updated_by:
        if update.kind in _GRAVE:
            review.error(
                entry,
                None,
                "retracted",
                _("%(kind)s published%(day)s: doi.org/%(notice)s")
                % {
                    "kind": update.kind.replace("_", " "),
                    "notice": update.notice,
                    "day": f" {update.day}" if update.day else "",
                },
                _("take it out, or say so in the text and accept it in bib.toml"),
            )
        else:
            review.warn(
                entry,
                None,
                "corrected",
                _("%(kind)s published: doi.org/%(notice)s")
                % {"kind": update.kind.replace("_", " "), "notice": update.notice},
                _("read it, mend what we took from the work, and accept it in bib.toml"),
            )
    for update in record.update_to:
        review.warn(
            entry,
            None,
            "is-notice",
            _("this is itself a notice (%(kind)s) on doi.org/%(notice)s")
            % {"kind": update.kind.replace("_", " "), "notice": update.notice},
            _("cite the work itself, or accept it in bib.toml"),
        )
