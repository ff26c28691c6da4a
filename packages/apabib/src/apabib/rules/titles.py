"""Title case where APA prints sentence case (APA 7, section 6.17), with the form to use."""

from __future__ import annotations

from apabib.bibtex import model
from apabib.bibtex.entries import Entry, Field
from apabib.findings import excerpt
from apabib.i18n import _
from apabib.rules.review import Review
from apabib.text.case import names_in, sentence_case
from apabib.text.languages import language_code

#: Languages whose titles have no capitals but those of names; this rule knows of no others.
_JUDGED = frozenset({"", "en", "nl"})
#: More characters than any title has.
_LONGEST = 3_000


def check(review: Review, entry: Entry) -> None:
    if entry.type in model.LEGAL:
        return  # laws and cases keep their capitals (chapter 11)
    if any(language_code(entry.get(name)) not in _JUDGED for name in ("langid", "language")):
        return
    for each in entry.fields:
        if each.lower in model.TITLES and each.sound and " " in each.text:
            if len(each.text) > _LONGEST:
                review.warn(
                    entry,
                    each,
                    "title-long",
                    _("%s has %d characters") % (each.lower, len(each.text)),
                    _("is it the title alone?"),
                )
                continue
            suggestion = sentence_case(each.value, review.names)
            if suggestion:
                suggestion = sentence_case(each.value, review.names | _names_elsewhere(review))
            if suggestion and _is_printed_so(entry, each):
                review.warn(
                    entry,
                    each,
                    "title-case",
                    _("%s is in title case") % each.lower,
                    _("APA prints sentence case (names keep their capitals): %s")
                    % excerpt(suggestion, 400),
                )


def _names_elsewhere(review: Review) -> frozenset[str]:
    """Words that other titles of the file have for names."""
    if review.learned is None:
        entries = review.bibliography.entries
        review.learned = names_in(
            each.value for entry in entries for each in entry.fields if each.lower in model.TITLES
        )
    return review.learned


def _is_printed_so(entry: Entry, each: Field) -> bool:
    # The booktitle of conference proceedings is as a rule the name of the conference.
    return not (each.lower == "booktitle" and model.base_type(entry.type) == "inproceedings")
