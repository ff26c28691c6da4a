"""What became of a work, or was it before, in words: CSL's ``references``.

By its definition: resources that are related to the procedural history of a work, such as the
details of a retraction or a correction. The official APA style has reprints there, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from apabib.apa7.history import history
from apabib.apa7.markup import Span, spaced, text_of
from apabib.apa7.notices import notices
from apabib.apa7.work import Locale, Work
from apabib.bibtex.entries import Entry
from apabib.bibtex.inherit import values_with_parents

#: Other words behind a reference are no history.
_HISTORY = re.compile(
    r"\(?(?:re(?:print|publish|tract)|correct|corrigend|errat|withdr|expression|original)", re.I
)


def references(kind: str, values: Mapping[str, str], entries: Mapping[str, Entry]) -> str:
    """As it stands at the end of the reference; "" of the years of first publication only."""
    told = dict(values)
    if not _HISTORY.match(told.get("addendum", "").strip()):
        told.pop("addendum", "")
    work = Work("", kind, told)
    others = {
        key: Work(key, entries[key].type, values_with_parents(entries[key], entries))
        for key in work.related if key in entries
    }  # fmt: skip
    locale = Locale()
    past, now = history(work, locale, others), notices(work, locale)
    bare = Work("", kind, {name: told[name] for name in told.keys() - {"addendum", "related"}})
    if not now and text_of(past) == text_of(history(bare, locale, {})):
        return ""
    text = "".join(map(_html, spaced([past, now]))).replace("\u00a0", " ")
    return text.removeprefix("(").removesuffix(")").replace(") (", "; ")


def _html(span: Span) -> str:
    return f"<i>{span.text}</i>" if span.italic else span.text
