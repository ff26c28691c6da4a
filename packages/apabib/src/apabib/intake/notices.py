"""Notices about a work: a retraction bars the way, a correction goes along."""

from __future__ import annotations

import re

from apabib.i18n import _
from apabib.intake.drafts import Draft
from apabib.intake.locate import doi_in_words
from apabib.intake.sources import Refused
from apabib.registry.record import Update
from apabib.text.identifiers import clean_doi, dois
from apabib.text.latex import without_latex

_TITLE = re.compile(r"\W*(?:RETRACTED|WITHDRAWN|RETRACTED ARTICLE|TEMPORARY REMOVAL)\b\W", re.I)
#: "(Retracted article. See vol. 3, pg. 1)": so Web of Science.
_BEHIND = re.compile(r"[(\[](?:retracted|withdrawn)\b[^()\[\]]*[)\]]?\W*\Z", re.I)
_NOTICE = re.compile(
    r"\W*(?:retraction(?: notice| note)?|notice of retraction|correction|corrigendum|erratum|"
    r"expression of concern|withdrawal)\b\s*(?:to|of|for|:|–|—|-)", re.I,
)  # fmt: skip
_RETRACTIONS = frozenset({"retraction", "partial_retraction", "withdrawal", "removal"})
_CORRECTIONS = frozenset({"correction", "erratum", "corrigendum", "addendum", "clarification"})


def place(draft: Draft, *, retracted: bool) -> None:
    """Put the notices into fields and doubts. Raises Refused for a work that was taken back.

    ``retracted`` lets it in, with the DOI of its notice.
    """
    notices = list(draft.notices)
    title = without_latex(draft.fields.get("title", ""))
    note = without_latex(draft.fields.get("note", ""))
    known = any(each.kind in _RETRACTIONS for each in notices)
    if not known and (_TITLE.match(title) or _BEHIND.search(title)):
        notices.append(Update("retraction", ""))
    elif not known and re.match(r"\W*(?:retracted|retraction|withdrawn)\b", note, re.IGNORECASE):
        doi = next(filter(None, map(doi_in_words, note.split())), "")
        notices.append(Update("retraction", doi, source=note))
    elif not notices and _NOTICE.match(title):
        draft.doubts.append(_("this looks like a notice about another work: compare the title"))
    for each in notices:
        _place(draft, each, retracted=retracted)


def _place(draft: Draft, notice: Update, *, retracted: bool) -> None:
    kind = notice.kind.replace("_", " ")
    doi = clean_doi(notice.notice)
    where = f"doi.org/{doi}" if doi else notice.source or _("its notice is not named")
    if notice.kind in _RETRACTIONS:
        if not retracted and doi:
            raise Refused(
                _("this work was taken back (%(kind)s: %(where)s); --retracted adds it so")
                % {"kind": kind, "where": where}
            )
        if not doi:
            raise Refused(
                _(
                    "this work was taken back (%(kind)s: %(where)s): to add it, write retraction ="
                    " {%(doi)s} in a BibTeX file, and add that with --retracted"
                )
                % {"kind": kind, "where": where, "doi": _("the notice's DOI")}
            )
        name = "retraction"
    elif notice.kind == "expression_of_concern":
        name = "concern"
    elif notice.kind in _CORRECTIONS:
        name = "correction"
    else:
        name = ""
    draft.doubts.append(_("%(kind)s published: %(where)s") % {"kind": kind, "where": where})
    known = dois(draft.fields.get(name, ""))
    if name and doi and doi.casefold() not in {each.casefold() for each in known}:
        draft.fields[name] = ", ".join([*known, doi])
