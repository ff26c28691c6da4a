"""Compare entries with the registry's own records, by their DOI only, and keep the answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from apabib.bibtex.entries import Entry
from apabib.bibtex.parse import read
from apabib.findings import visible
from apabib.i18n import _
from apabib.registry import snapshot
from apabib.registry.client import FOUND, MISSING, Client
from apabib.registry.compare import Difference, differences
from apabib.registry.record import GRAVE, Record, Update, record_of
from apabib.registry.snapshot import AGREES, DIFFERS, NO_RECORD, NOT_CHECKABLE, UNREACHABLE, Kept
from apabib.settings import Settings
from apabib.text.identifiers import DOI, bare_doi


@dataclass(slots=True)
class Result:
    """What came out for one entry. ``changed`` says what is new since the last snapshot."""

    key: str
    state: str
    reason: str = ""
    differences: list[Difference] = field(default_factory=list)
    accepted: list[Difference] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    kept: Kept | None = None
    changed: bool = False

    @property
    def needs_mending(self) -> bool:
        """Whether a person has something to do."""
        return bool(self.differences) or self.state == NO_RECORD or bool(self.updates)


def verify(
    entries: Iterable[Entry],
    client: Client,
    settings: Settings,
    old: dict[str, Kept],
    *,
    today: date | None = None,
    seen: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Ask for each entry in turn; ``seen`` is told after each, for a progress bar."""
    day = (today or date.today()).isoformat()
    results = []
    for entry in entries:
        result = _verify_one(entry, client, settings, day)
        result.changed = _is_news(result, old.get(entry.key))
        results.append(result)
        seen(result)
    return results


def _verify_one(entry: Entry, client: Client, settings: Settings, day: str) -> Result:
    doi = bare_doi(entry.get("doi"))
    if not doi or not DOI.match(doi):
        return Result(entry.key, NOT_CHECKABLE, _("no DOI") if not doi else _("not a DOI"))
    answer = client.crossref(doi)
    if answer.status == MISSING:
        answer = client.resolver(doi)  # another agency's DOI is just as good
    if answer.status == MISSING:
        return Result(entry.key, NO_RECORD, kept=Kept(doi, day, NO_RECORD, Record()))
    if answer.status != FOUND:
        return Result(entry.key, UNREACHABLE, answer.reason)
    record = record_of(answer.item)
    found = differences(entry, record)
    accepted = [each for each in found if settings.exception(entry.key, each.field)]
    differing = [each for each in found if each not in accepted]
    updates = [
        each
        for each in record.updated_by
        if not settings.exception(entry.key, "retracted" if each.kind in GRAVE else "corrected")
    ]
    state = DIFFERS if differing else AGREES
    return Result(entry.key, state, "", differing, accepted, updates, Kept(doi, day, state, record))


def _is_news(result: Result, old: Kept | None) -> bool:
    if result.kept is None:
        return False
    if old is None:
        return result.needs_mending
    return (old.state, old.record, old.doi) != (
        result.kept.state,
        result.kept.record,
        result.kept.doi,
    )


def run(settings: Settings, keys: Sequence[str], *, report: Path | None = None) -> int:
    """The verb: ask, print, keep. 0 when all is well, 1 with something to mend, 2 unreachable."""
    bibliography = read(settings.bibliography, settings.shown(settings.bibliography))
    known = bibliography.by_key()
    entries = [known[key] for key in keys] if keys else list(known.values())
    old = snapshot.load(settings.snapshot).entries
    client = Client(settings)
    with _progress(len(entries)) as seen:
        results = verify(entries, client, settings, old, seen=seen)
    for result in results:
        for line in lines_of(result):
            print(line)
    snapshot.keep(settings, {r.key: r.kept for r in results if r.kept}, known)
    print(summary(results), file=sys.stderr)
    if report:
        report.write_text(report_of(results), encoding="utf-8")
    if any(result.needs_mending for result in results):
        return 1
    asked = [result for result in results if result.state != NOT_CHECKABLE]
    return 2 if asked and all(result.state == UNREACHABLE for result in asked) else 0


def lines_of(result: Result) -> list[str]:
    """A result for people: one line, and one for each field that differs."""
    if result.state in {AGREES, NOT_CHECKABLE} and not result.updates:
        return []
    head = f"{visible(result.key)}: {_(result.state)}"
    lines = [f"{head} ({result.reason})" if result.reason else head]
    for each in result.differences:
        lines.append(
            "  "
            + _("%(field)s: here “%(ours)s”, in the registry “%(theirs)s”")
            % {"field": each.field, "ours": visible(each.ours), "theirs": visible(each.theirs)}
        )
    for notice in result.updates:
        kind = notice.kind.replace("_", " ")
        lines.append("  " + visible(f"{kind} {notice.day} doi.org/{notice.notice}"))
    return lines


def summary(results: Sequence[Result]) -> str:
    """``146 agrees, 1 differs, 56 not checkable``."""
    states = (AGREES, DIFFERS, NO_RECORD, NOT_CHECKABLE, UNREACHABLE)
    counts = {state: sum(result.state == state for result in results) for state in states}
    return ", ".join(f"{count} {_(state)}" for state, count in counts.items() if count)


def report_of(results: Sequence[Result]) -> str:
    """What changed since the last snapshot, as Markdown for an issue; "" when nothing did."""
    changed = [result for result in results if result.changed]
    if not changed:
        return ""
    lines = [_("The registry's records have changed since the last verification."), ""]
    for result in changed:
        lines += [f"- `{result.key}`: {_(result.state)}"]
        lines += [f"  - {line.strip()}" for line in lines_of(result)[1:]]
    return "\n".join(lines) + "\n"


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Result], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda result: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Asking the registry"), total=total)
        yield lambda result: bar.advance(task)
