"""The same work twice, under two keys."""

from __future__ import annotations

from apabib.bibtex import model
from apabib.bibtex.entries import Entry
from apabib.bibtex.works import identity
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.text.fold import fold
from apabib.text.identifiers import bare_doi

_WHOLE_BOOKS = frozenset({"book", "proceedings", "thesis", "report"})


def check(review: Review) -> None:
    """By DOI, by ISBN of whole books, and by folded title, year and first author."""
    dois: dict[str, Entry] = {}
    isbns: dict[str, Entry] = {}
    works: dict[tuple[str, str, str], list[Entry]] = {}
    keys: set[str] = set()
    for entry in review.bibliography.entries:
        if not entry.key or entry.key.casefold() in keys:
            continue  # a key that stands twice is another finding
        keys.add(entry.key.casefold())
        doi = bare_doi(entry.get("doi")).casefold()
        other = dois.setdefault(doi, entry) if doi else entry
        if other is not entry:
            review.error(
                entry,
                entry.field("doi"),
                "doi-twice",
                _("the DOI is also that of %s (line %d)") % (other.key, other.line),
                _("delete one of the two, or correct the DOI"),
            )
        isbn = "".join(char for char in entry.get("isbn") if char.isalnum())
        if isbn and model.base_type(entry.type) in _WHOLE_BOOKS and not entry.get("volume"):
            other = isbns.setdefault(isbn, entry)
            if other is not entry:
                review.warn(
                    entry,
                    entry.field("isbn"),
                    "isbn-twice",
                    _("the ISBN is also that of %s (line %d)") % (other.key, other.line),
                    _("delete one of the two, or correct the ISBN"),
                )
        _check_work(review, entry, works)


def _check_work(
    review: Review, entry: Entry, works: dict[tuple[str, str, str], list[Entry]]
) -> None:
    work = identity(entry.values())
    if not work:
        return
    for other in works.setdefault(work, []):
        if _may_be_same(entry, other):
            review.warn(
                entry,
                None,
                "work-twice",
                _("the same title, year and first author as %s (line %d)")
                % (other.key, other.line),
                _("delete one of the two"),
            )
            break
    works[work].append(entry)


#: Entries that say different things here are different works of one title.
_TELLING = ("doi", "volume", "number", "pages", "eid", "chapter", "isbn", "series", "edition")


def _may_be_same(entry: Entry, other: Entry) -> bool:
    if any(each.get("related") or "dataonly" in each.get("options") for each in (entry, other)):
        return False  # biblatex's own way of saying that two entries belong together
    if model.base_type(entry.type) != model.base_type(other.type):
        return False
    for name in _TELLING:
        mine, theirs = entry.get(name), other.get(name)
        if mine and theirs and fold(mine) != fold(theirs):
            return False
    mine = fold(entry.get("booktitle") or entry.get("journal"))
    theirs = fold(other.get("booktitle") or other.get("journal"))
    return not (mine and theirs) or mine == theirs
