"""Judge a bibliography: every rule over every entry, and the rules over the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from apabib.bibtex.entries import Bibliography, Entry
from apabib.bibtex.model import NO_WORKS
from apabib.bibtex.parse import read
from apabib.findings import ERROR, Finding, in_order
from apabib.manuscript.chapters import Chapter, Syntax
from apabib.manuscript.reading import read_chapters
from apabib.rules import (
    addresses,
    characters,
    circles,
    citations,
    damaged,
    duplicates,
    fields,
    identifiers,
    keys,
    notices,
    numbering,
    people,
    provenance,
    publishers,
    titles,
    values,
)
from apabib.rules import (
    read as reading,
)
from apabib.rules.review import Review
from apabib.settings import PROVENANCE, READ, Settings


def errors(
    bibliography: Bibliography, beside: Mapping[str, Entry] = MappingProxyType({})
) -> list[Finding]:
    """What would make a book built with this bibliography false, or break its build, in file order.

    The same rules and words as ``apabib check``, without the chapters and the registry's snapshot.
    ``beside`` are entries of the book's other files, which may be named as parents and relatives.
    """
    return [f for f in check_file(bibliography, beside=beside) if f.severity == ERROR]


def check_file(
    bibliography: Bibliography,
    today: date | None = None,
    names: frozenset[str] = frozenset(),
    beside: Mapping[str, Entry] = MappingProxyType({}),
) -> list[Finding]:
    """Every finding on a file that somebody else wrote: BibTeX and APA, no demand of a project.

    ``names`` keep their capitals in titles; ``beside`` are entries of other files.
    """
    review = Review(bibliography, names=names, today=today or date.today())
    _entries(review, beside)
    return review.all_findings()


def check_doubles(bibliography: Bibliography) -> list[Finding]:
    """Keys, and fields of an entry, that stand twice."""
    review = Review(bibliography)
    keys.check_doubles(review)
    parents = bibliography.by_key()
    for entry in bibliography.entries:
        if len(entry.fields) > len({each.lower for each in entry.fields}):
            fields.check(review, entry, parents)
    return in_order(f for f in review.findings if f.code in {"key-twice", "field-twice"})


def check_book(
    settings: Settings, *, today: date | None = None, chapters: Sequence[Chapter] | None = None
) -> list[Finding]:
    """Every finding on the book: its bibliography, its chapters, its snapshot, its exceptions.

    Raises OSError when ``refs.bib`` cannot be opened and ``SettingsError`` for an unreadable
    snapshot.
    """
    bibliography = read(settings.bibliography, settings.shown(settings.bibliography))
    review = Review(
        bibliography,
        demands=frozenset(settings.demands),
        names=frozenset(settings.names),
        today=today or date.today(),
    )
    _entries(review)
    works = [entry for entry in bibliography.entries if entry.type not in NO_WORKS]
    if PROVENANCE in review.demands:
        for entry in works:
            provenance.check(review, entry)
    if READ in review.demands:
        for entry in works:
            reading.check(review, entry)
    if chapters is None:
        chapters = chapters_of(settings)
    findings = citations.check(bibliography, chapters, review.demands, settings.file)
    findings += notices.check_citations(bibliography, chapters)
    if settings.snapshot.exists():
        from apabib.rules import registry  # late: most books keep no snapshot

        registry.check(review, settings)
    findings += review.all_findings()
    return settings.without_accepted(in_order(findings), review.used)


def chapters_of(settings: Settings) -> list[Chapter]:
    """The project's chapters, read as its settings say."""
    syntax = Syntax(
        enable=frozenset(settings.myst_enable_extensions),
        disable=frozenset(settings.myst_disable_syntax),
        key_options=frozenset(settings.key_options),
        text_options=frozenset(settings.text_options),
        code_directives=frozenset(settings.code_directives),
    )
    return read_chapters(settings.root, settings.chapters, settings.exclude, syntax)


def _entries(review: Review, beside: Mapping[str, Entry] = MappingProxyType({})) -> None:
    characters.check(review)
    parents = {**beside, **review.bibliography.by_key()}
    circles.check(review, parents)
    for entry in review.bibliography.entries:
        keys.check(review, entry, parents)
        fields.check(review, entry, parents)
        people.check(review, entry)
        identifiers.check(review, entry)
        addresses.check(review, entry)
        notices.check(review, entry)
        values.check(review, entry)
        numbering.check(review, entry)
        publishers.check(review, entry)
        damaged.check(review, entry)
        titles.check(review, entry)
    keys.check_doubles(review)
    duplicates.check(review)
