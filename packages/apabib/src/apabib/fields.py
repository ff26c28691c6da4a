"""The verb ``fields``: what an entry of a type may have, and where each field is printed."""

from __future__ import annotations

from collections.abc import Iterator

from apabib.bibtex import model
from apabib.bibtex.model import Place
from apabib.i18n import _
from apabib.text.near import nearest


def types() -> Iterator[str]:
    """Every type that is printed, a line each, with its other names behind it."""
    for kind in sorted(model.HOUSE_TYPES):
        base = model.base_type(kind)
        yield f"@{kind}" + (_(", as @%s") % base if base != kind else "")


def known_type(name: str) -> str:
    """The type that is meant by a name (``podcast``, ``@Book``); "" for one that nobody knows."""
    kind = name.lower().removeprefix("@")
    kind = model.MEANT.get(kind, kind)
    return kind if kind in model.HOUSE_TYPES else ""


def near_type(name: str) -> str:
    """The type whose name is nearly the same, or ""."""
    return nearest(name.removeprefix("@"), model.HOUSE_TYPES | model.MEANT.keys())


def fields_of(kind: str) -> Iterator[str]:
    """What an entry of a type needs and may have, a line for each place in print."""
    words = {
        Place.AUTHOR: _("author"),
        Place.DATE: _("date"),
        Place.TITLE: _("title"),
        Place.SOURCE: _("source"),
        Place.ADDRESS: _("address"),
        Place.HISTORY: _("history"),
        Place.TEXT: _("in citations only"),
        Place.ORDER: _("for sorting"),
        Place.CONDITION: _("changes others"),
        Place.NOWHERE: _("not printed"),
    }
    yield f"@{kind}"
    for need in model.needs(kind):
        yield _line(_("needs") if need.is_error else _("should have"), _(" or ").join(need.fields))
    rest = model.allowed(kind) - set(model.SAME)  # one name of each thing
    for place, word in words.items():
        names = [name for name in model.ORDER if model.place(kind, name) is place and name in rest]
        names += sorted(
            name for name in rest - set(model.ORDER) if model.place(kind, name) is place
        )
        if names:
            yield _line(word, ", ".join(names))


def _line(word: str, text: str) -> str:
    return f"  {word + ':':<18} {text}"
