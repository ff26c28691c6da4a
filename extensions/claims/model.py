"""What a claim is: its ratings, its node and its record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docutils import nodes
from sphinx.locale import _

RATINGS = ("supported", "mixed", "contested", "unsupported", "opinion", "corrected")
# Told apart by shape, so that color is never needed. Every mark is in Libertinus Serif.
MARKS = dict(zip(RATINGS, "●◐◇○–△", strict=True))


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


class claim(nodes.General, nodes.Element):
    """One claim: ``ids``, ``claim_id``, ``speaker``, ``rating``, ``sources``.

    Children: the paragraph ``claim-statement``, the container ``claim-evidence`` and, when it has
    sources, the paragraph ``claim-sources``.
    """


class evidence_table(nodes.General, nodes.Element):
    """Where the table of all claims goes; ``docname`` is the page it stands on."""


@dataclass(frozen=True)
class Claim:
    """What the table of all claims needs of one claim."""

    id: str
    docname: str
    line: int
    speaker: str
    rating: str
    sources: tuple[str, ...]
    statement: nodes.paragraph

    def fingerprint(self) -> str:
        """Changes when the claim's row in the table changes."""
        return repr(replace(self, line=0, statement=self.statement.pformat()))
