"""The same work twice, under two keys."""

from __future__ import annotations

from apabib.bibtex import model
from apabib.bibtex.entries import Entry
from apabib.bibtex.works import identity
from apabib.findings import ERROR, WARNING
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.text.fold import fold
from apabib.text.identifiers import bare_doi, clean_doi

_WHOLE_BOOKS = frozenset({"book", "proceedings", "thesis", "report"})


def check(review: Review) -> None:
    """By DOI, by ISBN of whole books, and by folded title, year and first author."""
    dois: dict[str, Entry] = {}
    isbns: dict[str, Entry] = {}
    works: dict[tuple[str, str, str], list[_Telling]] = {}
    keys: set[str] = set()
    for entry in review.bibliography.entries:
        if not entry.key or entry.key.casefold() in keys:
            continue  # a key that stands twice is another finding
        keys.add(entry.key.casefold())
        written = entry.get("doi")
        doi = (clean_doi(written) or bare_doi(written)).casefold()
        other = dois.setdefault(doi, entry) if doi else entry
        if other is not entry:
            # Chapters may carry the DOI of their book; two entries of one title are one work.
            same = fold(other.get("title")) == fold(entry.get("title"))
            each = entry.field("doi") or entry
            review.report(
                each.start,
                entry.key,
                "doi-twice",
                ERROR if same else WARNING,
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


#: Entries that say different things here are different works of one title.
_TELLING = ("doi", "volume", "number", "pages", "eid", "chapter", "isbn", "series", "edition")
#: With how many works of one title, year and author a further one is compared: enough for any
#: honest file, so that a thousand forewords do not take a thousand times a thousand looks.
_MOST = 50


class _Telling:
    """What tells an entry from others of the same title, read once."""

    __slots__ = ("container", "entry", "is_related", "type", "values")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.type = model.base_type(entry.type)
        self.values = tuple(fold(entry.get(name)) for name in _TELLING)
        self.container = fold(entry.get("booktitle") or entry.get("journal"))
        # biblatex's own way of saying that two entries belong together
        self.is_related = bool(entry.get("related") or "dataonly" in entry.get("options"))

    def may_be(self, other: _Telling) -> bool:
        if self.is_related or other.is_related or self.type != other.type:
            return False
        if any(
            mine and theirs and mine != theirs
            for mine, theirs in zip(self.values, other.values, strict=True)
        ):
            return False
        return not (self.container and other.container) or self.container == other.container


def _check_work(
    review: Review, entry: Entry, works: dict[tuple[str, str, str], list[_Telling]]
) -> None:
    work = identity(entry.values())
    if not work:
        return
    mine = _Telling(entry)
    others = works.setdefault(work, [])
    for other in others[-_MOST:]:
        if mine.may_be(other):
            review.warn(
                entry,
                None,
                "work-twice",
                _("the same title, year and first author as %s (line %d)")
                % (other.entry.key, other.entry.line),
                _("delete one of the two"),
            )
            break
    others.append(mine)
