"""What a claim is: its ratings, its certainty, its nodes and its record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

RATINGS = ("supported", "mixed", "contested", "unsupported", "opinion", "corrected")
# Told apart by shape, so that color is never needed. Every mark is in Libertinus Serif.
MARKS = dict(zip(RATINGS, "●◐◇○–△", strict=True))
RATING_OF = {mark: rating for rating, mark in MARKS.items()}

#: The levels of GRADE, best first.
LEVELS = ("high", "moderate", "low", "very low")
#: What takes certainty away: the domains of GRADE in a word each, and who did the study. They
#: are shown in this order, however a claim has them.
REASONS = (
    "design",
    "imprecision",
    "inconsistency",
    "indirectness",
    "publication bias",
    "interest of the authors",
)
NOT_GRADED = "not graded"
#: Why a claim is not graded.
UNGRADED = ("opinion", "fact of record")
#: The ratings that a matter of names, titles and dates can get.
RECORD_RATINGS = ("supported", "corrected", "contested")
#: How the reflection has what the speaker said, or what the record has.
REPORTS = ("exactly", "loosely", "wrongly", "not confirmed")


def rating_label(rating: str) -> str:
    """The word for a rating, translated. KeyError for what is not in ``RATINGS``."""
    return {
        "supported": _("Supported"),
        "mixed": _("Mixed"),
        "contested": _("Contested"),
        "unsupported": _("Unsupported"),
        "opinion": _("Opinion"),
        "corrected": _("Corrected"),
    }[rating]


def rating_mark(rating: str) -> str:
    """One character that tells the rating without color."""
    return MARKS[rating]


def report_label(reported: str) -> str:
    """``Reported loosely.``, translated. KeyError for what is not in ``REPORTS``."""
    return {
        "exactly": _("Reported exactly."),
        "loosely": _("Reported loosely."),
        "wrongly": _("Reported wrongly."),
        "not confirmed": _("Report not confirmed."),
    }[reported]


def report_word(reported: str) -> str:
    """``Loosely``, translated, for a column of such words. KeyError as for ``report_label``."""
    return {
        "exactly": _("Exactly"),
        "loosely": _("Loosely"),
        "wrongly": _("Wrongly"),
        "not confirmed": _("Not confirmed"),
    }[reported]


@dataclass(frozen=True)
class Certainty:
    """How sure the sources make a claim, in the sense of GRADE: a level and its reasons.

    The level is one of ``LEVELS`` with reasons of ``REASONS``, or ``NOT_GRADED`` with one of
    ``UNGRADED``.
    """

    level: str
    reasons: tuple[str, ...] = ()

    def label(self) -> str:
        """``low (imprecision, indirectness)``, translated."""
        words = {
            "high": _("high"),
            "moderate": _("moderate"),
            "low": _("low"),
            "very low": _("very low"),
            "not graded": _("not graded"),
            "design": _("design"),
            "imprecision": _("imprecision"),
            "inconsistency": _("inconsistency"),
            "indirectness": _("indirectness"),
            "publication bias": _("publication bias"),
            "interest of the authors": _("interest of the authors"),
            "opinion": _("opinion"),
            "fact of record": _("fact of record"),
        }
        if not self.reasons:
            return words[self.level]
        reasons = ", ".join(words[reason] for reason in self.reasons)
        return _("{level} ({reasons})").format(level=words[self.level], reasons=reasons)


def said_rating(text: str) -> str:
    """The rating that the entry of a key says, as in ``● supported``; empty for other words.

    The word may be of any language, the mark is of all.
    """
    mark, space, word = text.partition(" ")
    return RATING_OF.get(mark, "") if space and len(word.split()) == 1 else ""


class claim(nodes.General, nodes.Element):
    """One claim.

    Attributes: ``ids``, ``claim_id``, ``speaker``, ``rating``, ``certainty`` (a ``Certainty``),
    ``reported``, ``seen`` (a date), ``sources``.

    Children: the paragraph ``claim-statement``, the container ``claim-evidence``, the container
    ``claim-correction`` (a label and a paragraph) when it was not reported exactly, the paragraph
    ``claim-standing`` (certainty, report, date), and the paragraph ``claim-sources`` when it has
    sources.
    """


def source_list(sources: Iterable[str], docname: str) -> addnodes.pending_xref:
    """The sources of a claim on a page: a citation without brackets, each work of it whole."""
    keys = ",".join(sources)
    return addnodes.pending_xref(
        "",
        nodes.inline("", keys),
        refdomain="cite",
        reftype="apart",
        reftarget=keys,
        refexplicit=False,
        refdoc=docname,
        refwarn=True,
    )


class evidence_table(nodes.General, nodes.Element):
    """Where the table of all claims goes; ``docname`` is the page it stands on."""


class claim_row(nodes.row):
    """A row of that table: ``claim_id``, and ``data``, which a page has for its script."""


class evidence_map(nodes.General, nodes.Element):
    """The map of all claims by speaker and rating; ``docname`` is the page it stands on.

    ``ClaimTables`` gives it a sentence and, on screens, a table; print draws it by itself.
    """


class map_sentence(nodes.paragraph):
    """The map in a sentence with numbers."""


class map_link(nodes.reference):
    """A way from the map; ``label`` is what it leads to, for who does not see the map."""


class rating_sign(nodes.inline):
    """The mark of a rating beside its word, which is enough for who listens."""


class rating_list(nodes.General, nodes.Element):
    """Where the list of claims by rating goes; ``docname`` is the page it stands on."""


class claim_page(nodes.Inline, nodes.Element):
    """In print, the page of a claim; ``place`` is its document and its id."""


class corrections_table(nodes.General, nodes.Element):
    """Where the rows of a table of corrections go, in its ``table``.

    ``docname`` is the page it stands on, ``reported`` which claims it shows.
    """


class read_count(nodes.General, nodes.Inline, nodes.Element):
    """Where the number of sources goes that were read as ``kind``; ``all``: of all sources."""


@dataclass(frozen=True)
class Claim:
    """What the tables of claims need of one claim."""

    id: str
    docname: str
    line: int
    speaker: str
    rating: str
    certainty: Certainty
    reported: str
    seen: dt.date
    sources: tuple[str, ...]
    statement: nodes.paragraph
    correction: nodes.paragraph | None
    text: str  # all of it, in which the terms are found that it is about

    def fingerprint(self) -> str:
        """Changes when the claim's row in a table changes."""
        correction = self.correction.pformat() if self.correction else ""
        return repr(
            (replace(self, line=0, statement=None, correction=None),  # type: ignore[arg-type]
             self.statement.pformat(), correction)
        )  # fmt: skip
