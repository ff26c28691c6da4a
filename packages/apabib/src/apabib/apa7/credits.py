"""The people and groups in the author's place (APA 7, sections 9.7 to 9.12).

Dutch has the comma before "&", too, as The APA Team, Tilburg, and Hanze do; UGent leaves it out.
"""

from __future__ import annotations

from collections.abc import Sequence

from apabib.apa7 import kinds
from apabib.apa7.markup import Span, stopped
from apabib.apa7.people import inverted, natural
from apabib.apa7.roles import list_role, role_words, roles_of
from apabib.apa7.work import Locale, Work
from apabib.text.latex import printed
from apabib.text.names import Name

#: Who wrote a part of a book that others wrote.
_INTRODUCED = ("introduction", "foreword", "afterword")


def credited(work: Work, locale: Locale) -> list[Span]:
    """``Author, A. A., & Author, B. B. (Eds.).``; nothing where nobody is named."""
    if not work.names:
        return []
    _ = locale.translate
    names = listed(work.names, work.others, locale, _addenda(work, locale))
    if role := _role(work, locale):
        names = f"{names} ({role})"
    helpers, more = _helped(work)
    if helpers:
        others = listed(helpers, more, locale)
        names = _("{names} (with {others})").format(names=names, others=others)
    return stopped([Span(names)])


def _helped(work: Work) -> tuple[list[Name], bool]:
    """Who stands behind all in "(with Long, W. T.)" (section 9.8), and whether there are more.

    So does whoever wrote a new part of a book, such as its foreword: apastyle.apa.org, "Book/ebook
    references", a book with a foreword by another author.
    """
    book = not work.is_part and work.family != kinds.LEGAL
    fields = ("with", *_INTRODUCED) if book else ("with",)
    people = [work.people(field) for field in fields]
    return [name for names, _ in people for name in names], any(more for _, more in people)


def _role(work: Work, locale: Locale) -> str:
    """What all of them did, in the plural if they are several."""
    count = 2 if work.others else len(work.names)
    role = list_role(work, work.credited)
    if not role and work.credited.startswith("editor") and not any(roles_of(work, work.credited)):
        role = "editor"
    if role and work.edited and work["translator"] == work[work.credited]:
        role += ", translator"  # "(Ed. & Trans.)", as in section 10.2, example 29
    return role_words(role, count, locale) if role else ""


def _addenda(work: Work, locale: Locale) -> list[str]:
    """What stands behind each name: ``[@username]``, ``(Host)``."""
    whole = list_role(work, work.credited)
    roles = roles_of(work, work.credited)
    users = _user_names(work)
    return [
        (f" [{users[place]}]" if place in users else "")
        + (f" ({role_words(role, 1, locale)})" if role and role != whole else "")
        for place, role in enumerate(roles, 1)
    ]


def _user_names(work: Work) -> dict[int, str]:
    """The name under which each posts, by their places; ``nameaddon`` is that of the last."""
    users = {
        place: printed(" ".join(said))
        for place, said in work.annotation(work.credited, "username").items()
    }
    if not users and work["nameaddon"]:
        users = {len(work.names): work.text("nameaddon").strip("[] ")}
    if 0 in users:
        users = {1: users[0]} | users
    return users


def listed(names: Sequence[Name], others: bool, locale: Locale, addenda: Sequence[str] = ()) -> str:
    """Up to 20 names in full; of more, the first 19 and the last (section 9.8)."""
    _ = locale.translate
    shown = [inverted(name, alone=locale.raises_particles) for name in names]
    shown = [name + more for name, more in zip(shown, [*addenda, *[""] * len(shown)], strict=False)]
    if others:
        return _("{names}, et al.").format(names=", ".join(shown))
    if len(shown) > 20:
        return ", ".join(shown[:19]) + ", … " + shown[-1]
    if len(shown) == 1:
        return shown[0]
    # The comma belongs to inverted names: two groups have none (section 9.8).
    comma = "" if len(shown) == 2 and all(name.organization for name in names) else ","
    return ", ".join(shown[:-1]) + f"{comma} & " + shown[-1]


def in_element(names: Sequence[Name], others: bool, locale: Locale) -> str:
    """Editors and translators inside an element, initials first."""
    _ = locale.translate
    shown = [natural(name, alone=locale.raises_particles) for name in names]
    if others:
        return _("{names} et al.").format(names=", ".join(shown))
    if len(shown) < 3:
        return " & ".join(shown)
    return ", ".join(shown[:-1]) + ", & " + shown[-1]
