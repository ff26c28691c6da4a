"""The rules of what a claim says of itself: certainty, report, correction, date of the last look.

Each function reads the text of one option, and raises ``Fault`` with the words of the warning.
"""

from __future__ import annotations

import datetime as dt
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from extensions.claims.model import (
    LEVELS,
    NOT_GRADED,
    REASONS,
    RECORD_RATINGS,
    REPORTS,
    UNGRADED,
    Certainty,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


class Fault(ValueError):
    """A broken rule: the subtype of its warning, and what to do."""

    def __init__(self, subtype: str, remedy: str) -> None:
        super().__init__(remedy)
        self.subtype = subtype


def hint(value: str, known: Iterable[str]) -> str:
    """The known value that *value* resembles most, as a question, or all of them."""
    known = list(known)
    close = get_close_matches(value, known, n=1, cutoff=0.7)
    return f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"


def read_certainty(value: str, rating: str | None) -> Certainty:
    """``low (imprecision, indirectness)``, or why a claim is not graded; it must fit the *rating*.

    Nothing is compared with a *rating* that is None, because it is faulty itself.
    """
    known = [*LEVELS, *(f"{NOT_GRADED} ({why})" for why in UNGRADED)]
    if not value:
        raise Fault(
            "no_certainty",
            f"no certainty: add ':certainty:' with one of: {', '.join(known)}; "
            f"all levels but high with reasons in parentheses: {', '.join(REASONS)}",
        )
    found = re.fullmatch(r"([^()]*?)\s*(?:\(([^()]*)\))?", value)
    if not found:
        raise Fault(
            "unknown_certainty",
            f"unknown certainty '{value}': write a level, and its reasons in parentheses, "
            "as in 'low (imprecision, indirectness)'",
        )
    level, listed = found[1], found[2]
    reasons = tuple(reason.strip() for reason in listed.split(",")) if listed else ()
    if level == NOT_GRADED:
        return _not_graded(value, reasons, rating)
    if level in LEVELS and rating == "corrected":
        raise Fault(
            "certainty_of_record",
            f"it is rated 'corrected', which is for a fact of record: write '{NOT_GRADED} (fact "
            "of record)', or rate what it says",
        )
    if level not in LEVELS:
        raise Fault("unknown_certainty", f"unknown certainty '{level}': {hint(level, known)}")
    if rating == "opinion":
        raise Fault(
            "certainty_of_opinion",
            f"an opinion has no certainty '{level}': write '{NOT_GRADED} (opinion)', or rate it "
            "otherwise",
        )
    for reason in reasons:
        if reason not in REASONS:
            raise Fault(
                "unknown_reason",
                f"unknown reason '{reason}' of its certainty: {hint(reason, REASONS)}",
            )
    if len(set(reasons)) < len(reasons):
        raise Fault("unknown_reason", f"certainty '{value}' has a reason twice: take one away")
    if level == "high" and reasons:
        raise Fault(
            "unknown_reason", "certainty 'high' takes no reason: take it away, or lower the level"
        )
    if level != "high" and not reasons:
        raise Fault(
            "no_reason",
            f"certainty '{level}' has no reason: add one or more in parentheses: "
            f"{', '.join(REASONS)}",
        )
    return Certainty(level, tuple(sorted(reasons, key=REASONS.index)))


def _not_graded(value: str, reasons: tuple[str, ...], rating: str | None) -> Certainty:
    """A claim that no study could settle, and which must say why."""
    choices = " or ".join(f"'{NOT_GRADED} ({why})'" for why in UNGRADED)
    if len(reasons) != 1 or reasons[0] not in UNGRADED:
        raise Fault("unknown_certainty", f"unknown certainty '{value}': write {choices}")
    if rating is not None and (reasons[0] == "opinion") != (rating == "opinion"):
        remedy = (
            f"write '{NOT_GRADED} (opinion)'"
            if rating == "opinion"
            else f"give it a level, or rate it 'opinion' instead of '{rating}'"
        )
        raise Fault(
            "certainty_of_opinion",
            f"'{NOT_GRADED} (opinion)' goes with the rating 'opinion', and only with it: {remedy}",
        )
    if reasons[0] == "fact of record" and rating not in (*RECORD_RATINGS, None):
        raise Fault(
            "certainty_of_record",
            f"a fact of record is not '{rating}': rate it {', '.join(RECORD_RATINGS[:-1])} or "
            f"{RECORD_RATINGS[-1]}, or give it a level of certainty",
        )
    return Certainty(NOT_GRADED, reasons)


def read_report(value: str, rating: str | None) -> str:
    """How it was reported; a claim that is rated *corrected* was reported wrongly."""
    if not value:
        raise Fault("no_report", f"no report: add ':reported:' with one of: {', '.join(REPORTS)}")
    if value not in REPORTS:
        raise Fault("unknown_report", f"unknown report '{value}': {hint(value, REPORTS)}")
    if rating == "corrected" and value != "wrongly":
        raise Fault(
            "report_of_corrected",
            f"it is rated 'corrected', and reported '{value}': write ':reported: wrongly', or "
            "rate what it says",
        )
    return value


def read_correction(value: str, reported: str) -> str:
    """What is not *reported* exactly says what the record shows, and nothing else does."""
    if reported == "exactly" and value:
        raise Fault(
            "needless_correction",
            "it is reported exactly, and has a correction: take ':correction:' away, or say how "
            "it was reported",
        )
    if reported != "exactly" and not value:
        verb = "" if reported == "not confirmed" else "reported "
        raise Fault(
            "no_correction",
            f"it is {verb}{reported}, and has no correction: add ':correction:' with what the "
            "record shows",
        )
    return value


def read_date(value: str, today: dt.date) -> dt.date:
    """The day of the last look, as in 2026-11-26, and not after *today*."""
    if not value:
        raise Fault(
            "no_date",
            "no date of the last look: add ':seen:' with the day on which the sources were last "
            f"looked at, as in {today.isoformat()}",
        )
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError(value)
        seen = dt.date.fromisoformat(value)
    except ValueError:
        raise Fault(
            "unknown_date",
            f"'{value}' is no date: write ':seen:' as year, month and day, as in "
            f"{today.isoformat()}",
        ) from None
    if seen > today:
        raise Fault(
            "unknown_date", f"seen on '{value}', a day to come: write the day of the last look"
        )
    return seen
